// What a row of the package-manager table says: verbs, caches and their switches, files that decide the packages.

export type PackageManagerId =
  | "apt"
  | "apk"
  | "dnf"
  | "yum"
  | "microdnf"
  | "tdnf"
  | "zypper"
  | "pacman"
  | "pip"
  | "uv"
  | "pipx"
  | "pipenv"
  | "poetry"
  | "pdm"
  | "conda"
  | "npm"
  | "yarn"
  | "pnpm"
  | "bun"
  | "gem"
  | "bundler"
  | "composer"
  | "pecl"
  | "go"
  | "cargo"
  | "maven"
  | "gradle"
  | "dotnet"
  | "mix"
  | "rebar3"
  | "cpan"
  | "cpanm"
  | "r";

/** What the packages of a distribution are kept as: managers of the same kind see each other's. */
export type SystemPackages = "deb" | "apk" | "rpm" | "pacman";

/**
 * What a verb does. "install" and "upgrade" put packages in place, "update" fetches the package index, "remove" takes
 * packages away, "autoremove" those that nothing needs any more, "undo" those of the last install, "clean" empties caches, "prune" drops development
 * dependencies, "compile" and "run-script" build, "download" fetches without installing, "other" stores nothing that
 * counts beside its caches, "unknown" (and every verb that is not in the table) may store anything.
 */
export type VerbKind =
  | "install"
  | "upgrade"
  | "update"
  | "remove"
  | "autoremove"
  | "undo"
  | "clean"
  | "prune"
  | "compile"
  | "run-script"
  | "download"
  | "other"
  | "unknown";

export interface Verb {
  readonly kind: VerbKind;
  /** Ids of the cache rows that this verb fills. */
  readonly fills?: readonly string[];
  /** Ids of the cache rows that this verb empties. */
  readonly clears?: readonly string[];
  /** Cache rows that it empties with this flag or operand: `go clean -modcache`, `dnf clean all`. */
  readonly clearsWith?: Readonly<Record<string, readonly string[]>>;
  /** With this flag and nobody on the other end of a pipe to answer, it empties nothing. */
  readonly clearsNothingWith?: string;
}

/** An environment variable, and the values of it that count. */
export interface EnvironmentSwitch {
  readonly name: string;
  /** "any": every value but the empty one; "truthy": 1, true, t, yes, y, on; or exactly these. */
  readonly values: "any" | "truthy" | readonly string[];
}

export interface CacheRow {
  /** Unique over all managers: `apt-lists`. */
  readonly id: string;
  /** For messages: `package lists`. */
  readonly contents: string;
  /**
   * Where it lies. Each entry is one directory, the one with most of the bytes first, as a list of alternatives in order
   * of precedence: `$NAME/rest` where that variable is set, `~` is the user's home directory, `root:/path` counts for
   * root only, `alpine:/path` and `debian:/path` on that system only (Ubuntu is Debian here), `@image` is where the base
   * image is known to put it, `@root` the manager's own directory (conda's).
   */
  readonly locations: readonly (readonly string[])[];
  /** By the image (`name:tag`): where it lies there instead of the first location. */
  readonly locationByImage?: readonly { readonly image: RegExp; readonly location: string }[];
  /** Where it lies in other releases: who removes or mounts one of these is taken to know which it is. */
  readonly otherLocations?: readonly string[];
  /** Flags whose argument moves the first location; `--option=name` for `--option name=PATH`. */
  readonly locationFlags?: readonly string[];
  /** The argument of `locationFlags` is the folder that all of the locations lie in, by the last part of their names. */
  readonly flagsNameParent?: boolean;
  /** Off-switches as flags of the filling command; the first is the one to write. Empty: cannot be switched off. */
  readonly offFlags: readonly string[];
  /** Off-switches that count, but that not every version has: never written. */
  readonly otherOffFlags?: readonly string[];
  /** Off-switches as environment variables; the first is the one to write. */
  readonly offEnvironment: readonly EnvironmentSwitch[];
  /**
   * To append in the same RUN: removes the cache wholly. `~` and variables as a shell understands them; `{paths}` stands
   * for the directories that the cache is known to lie in.
   */
  readonly cleanCommand: string;
  /** `--mount=type=cache` options that keep the cache out of the layer; `~` is the home directory. */
  readonly mounts: readonly { readonly target: string; readonly sharing?: "locked" }[];
  /** A later command of the same stage may read it without the network (RULES.md: never switch it off there). */
  readonly readOffline: boolean;
}

/** How a manager whose verbs are flags (`pacman -Syu`) writes them. */
export interface FlagVerbs {
  /** Long names of operations and modifiers: `--sync` → `-S`. */
  readonly long: Readonly<Record<string, string>>;
  /** For each operation the modifiers that make another verb of it, in the order in which the verb's name has them. */
  readonly modifiers: Readonly<Record<string, string>>;
}

export interface PackageManager {
  readonly id: PackageManagerId;
  /** For messages. */
  readonly label: string;
  /** For the distributions' own managers, whose packages lie all over the system. */
  readonly system?: SystemPackages;
  /** Matches a program's base name. */
  readonly programs: RegExp;
  /** `python -m NAME` is the same as the program. */
  readonly pythonModule?: string;
  /** By first word, or by first two (`pip install` of uv, `cache purge` of pip); `-Sy NAME`, or else `-Sy`, where verbs are flags and something is named. */
  readonly verbs: Readonly<Record<string, Verb>>;
  readonly flagVerbs?: FlagVerbs;
  /** Programs that are one verb: `yum-builddep`. */
  readonly programVerbs?: Readonly<Record<string, string>>;
  /** Flags whose argument is the folder that stands for the root directory. */
  readonly rootFlags?: readonly string[];
  /** What a verb is that the table does not know, such as a task of the project's own; unknown where this is left out. */
  readonly otherVerb?: Verb;
  /** It has no verbs: whatever is named is installed (`cpanm Plack`). */
  readonly onlyVerb?: Verb;
  /** "all": every operand is a goal that runs (`mvn clean package`); "do": those behind `do` are (`mix do a, b`). */
  readonly goals?: "all" | "do";
  /** A program that fetches the manager itself before anything else: `gradlew`. */
  readonly wrapper?: RegExp;
  /** Flags that take the next word (or the rest of the word) as their argument. */
  readonly flagsWithArgument: ReadonlySet<string>;
  /** "single-dash": `-ldflags X` is one long flag, as Go has it; "gnu": `-yq` is `-y -q`. */
  readonly flagStyle: "gnu" | "single-dash";
  readonly caches: readonly CacheRow[];
  /** Packages that compile others: compilers, headers and build systems. Never `git` or `curl`. */
  readonly buildTools: RegExp | undefined;
  /** Packages that install the packages of a project (poetry, uv): the program runs without them. */
  readonly installers?: RegExp;
  /** Files that configure it: once a step writes one, switches may be in it. */
  readonly configurationFiles: RegExp | undefined;
  /** Environment variables with flags for every command. */
  readonly flagsVariables?: readonly string[];
  /** Between a package's name and its version. */
  readonly versionSeparator: RegExp | undefined;
  /** Flags whose argument is a file that decides the packages. */
  readonly manifestFlags: readonly string[];
  /** Files in the working directory that decide the packages when none is named. */
  readonly defaultManifests: readonly string[];
  /** How development dependencies are left out; undefined: the manager has no such notion. */
  readonly productionSwitches:
    | {
        /** `--flag`, or `--flag=value` (also written `--flag value`); the first is the one to write. */
        readonly flags: readonly string[];
        /** Flags that bring them back, whatever the environment says. */
        readonly developmentFlags: readonly string[];
        readonly environment: readonly EnvironmentSwitch[];
        /** They come only where a flag or a variable of `environment` asks for them, which then means the opposite. */
        readonly optIn?: boolean;
      }
    | undefined;
  /** How recommended packages are left out; undefined where the manager never installs any. */
  readonly recommendsSwitch?: RecommendsSwitch;
}

export interface RecommendsSwitch {
  /** The first is the one to write. */
  readonly flags: readonly string[];
  /** The one to write for a program of this name. */
  readonly flagOf?: Readonly<Record<string, string>>;
  /** Flags with an option as their argument, and the option. */
  readonly optionFlags: readonly string[];
  readonly option: RegExp;
  /** Files that may hold the option for every command, and how they write it. */
  readonly configurationFiles: RegExp;
  readonly setting: RegExp;
}

/** The words of a blank-separated list. */
export const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Rows for verbs that store nothing worth pricing. */
export const quiet = (text: string): Record<string, Verb> =>
  Object.fromEntries([...words(text)].map((verb) => [verb, { kind: "other" }]));
