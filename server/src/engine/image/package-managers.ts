// One row per package manager: effects, rules, fixes and pricing all read this table. Adding a manager is adding a row.

export type PackageManagerId = "apt" | "apk" | "pip" | "uv" | "npm" | "go" | "cargo";

/**
 * What a verb does. "install" and "upgrade" put packages in place, "update" fetches the package index, "remove" takes
 * packages away, "autoremove" those that nothing needs any more, "clean" empties caches, "prune" drops development
 * dependencies, "compile" and "run-script" build, "download" fetches without installing, "other" stores nothing that
 * counts beside its caches, "unknown" (and every verb that is not in the table) may store anything.
 */
export type VerbKind =
  | "install"
  | "upgrade"
  | "update"
  | "remove"
  | "autoremove"
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
   * of precedence: `$NAME/rest` where that variable is set, `~` is the user's home directory.
   */
  readonly locations: readonly (readonly string[])[];
  /** Flags whose argument moves the first location; the suffix is what the manager appends. */
  readonly locationFlags?: readonly string[];
  /** Off-switches as flags of the filling command; the first is the one to write. Empty: cannot be switched off. */
  readonly offFlags: readonly string[];
  /** Off-switches as environment variables; the first is the one to write. */
  readonly offEnvironment: readonly EnvironmentSwitch[];
  /** To append in the same RUN: removes the cache wholly. `~` and variables as a shell understands them. */
  readonly cleanCommand: string;
  /** `--mount=type=cache` options that keep the cache out of the layer; `~` is the home directory. */
  readonly mounts: readonly { readonly target: string; readonly sharing?: "locked" }[];
  /** A later command of the same stage may read it without the network (RULES.md: never switch it off there). */
  readonly readOffline: boolean;
}

export interface PackageManager {
  readonly id: PackageManagerId;
  /** For messages. */
  readonly label: string;
  /** Matches a program's base name. */
  readonly programs: RegExp;
  /** `python -m NAME` is the same as the program. */
  readonly pythonModule?: string;
  /** By first word, or by first two (`pip install` of uv, `cache purge` of pip). */
  readonly verbs: Readonly<Record<string, Verb>>;
  /** Flags that take the next word (or the rest of the word) as their argument. */
  readonly flagsWithArgument: ReadonlySet<string>;
  /** "single-dash": `-ldflags X` is one long flag, as Go has it; "gnu": `-yq` is `-y -q`. */
  readonly flagStyle: "gnu" | "single-dash";
  readonly caches: readonly CacheRow[];
  /** Packages that compile others: compilers, headers and build systems. Never `git` or `curl`. */
  readonly buildTools: RegExp | undefined;
  /** Files that configure it: once a step writes one, switches may be in it. */
  readonly configurationFiles: RegExp | undefined;
  /** An environment variable with flags for every command. */
  readonly flagsVariable?: string;
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
      }
    | undefined;
  /** How recommended packages are left out. */
  readonly recommendsSwitch?: { readonly flag: string; readonly option: RegExp };
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Verbs that store nothing worth pricing. */
const quiet = (text: string): Record<string, Verb> =>
  Object.fromEntries([...words(text)].map((verb) => [verb, { kind: "other" }]));

const apt: PackageManager = {
  id: "apt",
  label: "apt",
  programs: /^(apt|apt-get|aptitude)$/,
  verbs: {
    update: { kind: "update", fills: ["apt-lists"] },
    install: { kind: "install", fills: ["apt-archives"] },
    reinstall: { kind: "install", fills: ["apt-archives"] },
    "build-dep": { kind: "install", fills: ["apt-archives"] },
    upgrade: { kind: "upgrade", fills: ["apt-archives"] },
    "dist-upgrade": { kind: "upgrade", fills: ["apt-archives"] },
    "full-upgrade": { kind: "upgrade", fills: ["apt-archives"] },
    "safe-upgrade": { kind: "upgrade", fills: ["apt-archives"] },
    remove: { kind: "remove" },
    purge: { kind: "remove" },
    autoremove: { kind: "autoremove" },
    "auto-remove": { kind: "autoremove" },
    autopurge: { kind: "autoremove" },
    // `clean` leaves the package lists alone, which many Dockerfiles get wrong; `dist-clean` (apt 2.7) takes them.
    clean: { kind: "clean", clears: ["apt-archives"] },
    distclean: { kind: "clean", clears: ["apt-archives", "apt-lists"] },
    "dist-clean": { kind: "clean", clears: ["apt-archives", "apt-lists"] },
    ...quiet("list search show policy autoclean help edit-sources indextargets check"),
  },
  flagsWithArgument: words("-o --option -t --target-release --default-release -c --config-file -a --host-architecture"),
  flagStyle: "gnu",
  caches: [
    {
      id: "apt-lists",
      contents: "package lists",
      locations: [["/var/lib/apt/lists"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "rm -rf /var/lib/apt/lists/*",
      mounts: [
        { target: "/var/cache/apt", sharing: "locked" },
        { target: "/var/lib/apt", sharing: "locked" },
      ],
      readOffline: true,
    },
    {
      // The official Debian and Ubuntu images remove archives after each install (docker-clean): this cache is an
      // effect only where a stage takes that configuration away.
      id: "apt-archives",
      contents: "downloaded packages",
      locations: [["/var/cache/apt"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "apt-get clean",
      mounts: [{ target: "/var/cache/apt", sharing: "locked" }],
      readOffline: false,
    },
  ],
  buildTools:
    /^(build-essential|crossbuild-essential-.+|(gcc|g\+\+|cpp|gfortran|clang|llvm|lld|gobjc|gnat|gdc)(-[\w.+-]+)?|make|cmake(-data)?|ninja-build|meson|scons|bazel(isk)?|autoconf[\d.]*|autoconf-archive|automake[\d.]*|autotools-dev|autopoint|libtool(-bin)?|bison|flex|m4|nasm|yasm|swig[\d.]*|pkg-config|pkgconf|dpkg-dev|debhelper|devscripts|dh-.+|ccache|rustc|rust-all|cargo|golang(-.+)?|ghc|default-jdk(-headless)?|openjdk-\d+-jdk(-headless)?|maven|gradle|ant|protobuf-compiler|linux-headers-.+|.+-dev|cuda-(nvcc|compiler|toolkit|minimal-build|command-line-tools|libraries-dev)-.+)$/,
  configurationFiles: undefined,
  versionSeparator: /[=/]/,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
  recommendsSwitch: {
    flag: "--no-install-recommends",
    option: /^apt::install-recommends\s*=\s*"?(0|false|no|off|without|disable)"?$/i,
  },
};

const apk: PackageManager = {
  id: "apk",
  label: "apk",
  programs: /^apk$/,
  verbs: {
    update: { kind: "update", fills: ["apk-index"] },
    add: { kind: "install", fills: ["apk-index"] },
    upgrade: { kind: "upgrade", fills: ["apk-index"] },
    fix: { kind: "other", fills: ["apk-index"] },
    del: { kind: "remove" },
    ...quiet("info search version policy list stats audit verify"),
  },
  flagsWithArgument: words(
    "-t --virtual -X --repository -p --root --arch --keys-dir --repositories-file --cache-dir --cache-max-age --wait --timeout --progress-fd",
  ),
  flagStyle: "gnu",
  caches: [
    {
      id: "apk-index",
      contents: "package index",
      locations: [["/var/cache/apk"]],
      offFlags: ["--no-cache", "--no-network"],
      offEnvironment: [],
      cleanCommand: "rm -rf /var/cache/apk/*",
      mounts: [{ target: "/var/cache/apk", sharing: "locked" }],
      readOffline: false,
    },
  ],
  // Alpine's `openjdk17` is the whole JDK; its runtime is `openjdk17-jre`.
  buildTools:
    /^(build-base|alpine-sdk|abuild|gcc([\d.-].*)?|g\+\+|gfortran|clang\d*|clang\d*-extra-tools|llvm\d*|lld\d*|make|cmake|ninja(-build|-is-really-ninja)?|samurai|meson|scons|autoconf|automake|libtool|bison|flex|m4|nasm|yasm|swig|pkgconf|pkgconfig|ccache|rust|cargo|go|ghc|openjdk\d+(-jdk)?|maven|gradle|apache-ant|protoc|linux-headers|.+-headers|.+-dev)$/,
  configurationFiles: undefined,
  versionSeparator: /[=<>~@]/,
  manifestFlags: [],
  defaultManifests: [],
  productionSwitches: undefined,
};

const pip: PackageManager = {
  id: "pip",
  label: "pip",
  programs: /^pip[\d.]*$/,
  pythonModule: "pip",
  verbs: {
    install: { kind: "install", fills: ["pip"] },
    download: { kind: "download", fills: ["pip"] },
    wheel: { kind: "download", fills: ["pip"] },
    uninstall: { kind: "remove" },
    "cache purge": { kind: "clean", clears: ["pip"] },
    ...quiet("list freeze show check debug help inspect index config cache"),
  },
  flagsWithArgument: words(`
    -r --requirement -c --constraint -t --target -i --index-url --extra-index-url -f --find-links -e --editable --prefix
    --root --src --upgrade-strategy --platform --python-version --implementation --abi --no-binary --only-binary
    --progress-bar -C --config-settings --config-setting --global-option --install-option --build-option --cache-dir
    --timeout --retries --trusted-host --cert --client-cert --proxy --log --python --report --group --use-feature
    --use-deprecated --exists-action -d --dest -w --wheel-dir --resume-retries --root-user-action --keyring-provider
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "pip",
      contents: "downloaded and built wheels",
      locations: [["$PIP_CACHE_DIR", "$XDG_CACHE_HOME/pip", "~/.cache/pip"]],
      locationFlags: ["--cache-dir"],
      // pip accepts unambiguous beginnings of its flags.
      offFlags: ["--no-cache-dir", "--no-cache", "--no-cache-di", "--no-index"],
      // Since pip 19.0.1 every value switches the cache off: `off`, `0` and `false` too.
      offEnvironment: [{ name: "PIP_NO_CACHE_DIR", values: "any" }],
      cleanCommand: "pip cache purge",
      mounts: [{ target: "~/.cache/pip" }],
      readOffline: false,
    },
  ],
  buildTools:
    /^(cmake|ninja|meson|meson-python|scons|conan|cython|pybind11|scikit-build(-core)?|maturin|setuptools-rust|mkl-(devel|include)|nodeenv)$/i,
  configurationFiles: /(^|\/)\.?pip\.conf$/,
  versionSeparator: /[=<>!~;@ ]/,
  manifestFlags: ["-r", "--requirement", "-c", "--constraint"],
  defaultManifests: [],
  productionSwitches: undefined,
};

const uv: PackageManager = {
  id: "uv",
  label: "uv",
  programs: /^uv$/,
  pythonModule: "uv",
  verbs: {
    sync: { kind: "install", fills: ["uv"] },
    add: { kind: "install", fills: ["uv"] },
    run: { kind: "install", fills: ["uv"] },
    "pip install": { kind: "install", fills: ["uv"] },
    "pip sync": { kind: "install", fills: ["uv"] },
    "tool install": { kind: "install", fills: ["uv"] },
    "python install": { kind: "unknown" },
    build: { kind: "unknown", fills: ["uv"] },
    lock: { kind: "other", fills: ["uv"] },
    remove: { kind: "remove" },
    "pip uninstall": { kind: "remove" },
    "cache clean": { kind: "clean", clears: ["uv"] },
    // Leaves only what was built from source: what is left is not worth a finding.
    "cache prune": { kind: "clean", clears: ["uv"] },
    ...quiet("venv export tree version help self pip tool cache python"),
  },
  flagsWithArgument: words(`
    -r --requirement --requirements -c --constraint --constraints --override --overrides -b --build-constraint
    --build-constraints -e --editable -p --python -t --target --prefix --extra --group --only-group --no-group --package
    --directory --project --config-file --link-mode --index --default-index -i --index-url --extra-index-url -f
    --find-links --resolution --prerelease --with --with-editable --with-requirements --no-build-package
    --no-binary-package --no-binary --only-binary --no-install-package --reinstall-package -P --upgrade-package --torch-backend
    --python-platform --python-version --cache-dir --color --allow-insecure-host --exclude-newer --refresh-package
    --index-strategy --keyring-provider --no-build-isolation-package -C --config-setting --config-settings --script
    --env-file --fork-strategy
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "uv",
      contents: "downloaded and unpacked wheels",
      locations: [["$UV_CACHE_DIR", "$XDG_CACHE_HOME/uv", "~/.cache/uv"]],
      locationFlags: ["--cache-dir"],
      offFlags: ["--no-cache", "-n", "--no-cache-dir"],
      offEnvironment: [{ name: "UV_NO_CACHE", values: "truthy" }],
      cleanCommand: "uv cache clean",
      mounts: [{ target: "~/.cache/uv" }],
      readOffline: false,
    },
  ],
  buildTools: pip.buildTools,
  configurationFiles: /(^|\/)uv\.toml$/,
  versionSeparator: pip.versionSeparator,
  manifestFlags: ["-r", "--requirement", "--requirements", "-c", "--constraint", "--constraints"],
  defaultManifests: ["pyproject.toml", "uv.lock"],
  productionSwitches: {
    flags: ["--no-dev", "--no-default-groups", "--only-group", "--no-group=dev"],
    developmentFlags: ["--dev", "--only-dev", "--all-groups", "--group=dev"],
    environment: [{ name: "UV_NO_DEV", values: "truthy" }],
  },
};

const npm: PackageManager = {
  id: "npm",
  label: "npm",
  programs: /^npm$/,
  verbs: {
    install: { kind: "install", fills: ["npm"] },
    i: { kind: "install", fills: ["npm"] },
    in: { kind: "install", fills: ["npm"] },
    add: { kind: "install", fills: ["npm"] },
    isntall: { kind: "install", fills: ["npm"] },
    ci: { kind: "install", fills: ["npm"] },
    "clean-install": { kind: "install", fills: ["npm"] },
    "install-clean": { kind: "install", fills: ["npm"] },
    "install-test": { kind: "install", fills: ["npm"] },
    cit: { kind: "install", fills: ["npm"] },
    it: { kind: "install", fills: ["npm"] },
    update: { kind: "upgrade", fills: ["npm"] },
    up: { kind: "upgrade", fills: ["npm"] },
    rebuild: { kind: "compile" },
    run: { kind: "run-script" },
    "run-script": { kind: "run-script" },
    prune: { kind: "prune" },
    uninstall: { kind: "remove" },
    remove: { kind: "remove" },
    rm: { kind: "remove" },
    "cache clean": { kind: "clean", clears: ["npm"] },
    "cache clear": { kind: "clean", clears: ["npm"] },
    "cache rm": { kind: "clean", clears: ["npm"] },
    ...quiet(
      "config set get version ls list audit fund view info login whoami ping help outdated test t pkg root prefix bin cache",
    ),
  },
  flagsWithArgument: words(`
    --prefix -C --registry --cache --loglevel --omit --include --only -w --workspace --userconfig --globalconfig --tag
    --install-strategy --location --fetch-retries --fetch-timeout --maxsockets --script-shell --network-timeout --before
    --cpu --os --libc --python --nodedir
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "npm",
      contents: "downloaded packages",
      locations: [["$npm_config_cache", "$NPM_CONFIG_CACHE", "~/.npm"]],
      locationFlags: ["--cache"],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "npm cache clean --force",
      mounts: [{ target: "~/.npm" }],
      readOffline: false,
    },
  ],
  buildTools: /^(node-gyp|cmake-js|node-pre-gyp|@mapbox\/node-pre-gyp)$/,
  configurationFiles: undefined,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["package.json", "package-lock.json"],
  productionSwitches: {
    flags: [
      "--omit=dev",
      "--production",
      "--production=true",
      "--only=production",
      "--only=prod",
      "--no-dev",
      "--prod",
    ],
    developmentFlags: ["--include=dev", "--production=false", "--no-production", "--also=dev", "--also=development"],
    environment: [
      { name: "NODE_ENV", values: ["production"] },
      { name: "npm_config_production", values: "truthy" },
      { name: "NPM_CONFIG_PRODUCTION", values: "truthy" },
      { name: "npm_config_omit", values: ["dev"] },
      { name: "NPM_CONFIG_OMIT", values: ["dev"] },
      { name: "npm_config_only", values: ["production", "prod"] },
      { name: "NPM_CONFIG_ONLY", values: ["production", "prod"] },
    ],
  },
};

const go: PackageManager = {
  id: "go",
  label: "Go",
  programs: /^(xx-)?go(1\.[\d.]+)?$/,
  verbs: {
    build: { kind: "compile", fills: ["go-modules", "go-build"] },
    install: { kind: "compile", fills: ["go-modules", "go-build"] },
    get: { kind: "download", fills: ["go-modules"] },
    run: { kind: "other", fills: ["go-modules", "go-build"] },
    test: { kind: "other", fills: ["go-modules", "go-build"] },
    vet: { kind: "other", fills: ["go-modules", "go-build"] },
    generate: { kind: "other", fills: ["go-modules"] },
    "mod download": { kind: "download", fills: ["go-modules"] },
    "mod tidy": { kind: "download", fills: ["go-modules"] },
    "mod vendor": { kind: "download", fills: ["go-modules"] },
    // What it clears is said by its flags: see `clearedByGoClean` in effects/caches.ts.
    clean: { kind: "clean" },
    ...quiet("version env list fmt help mod doc tool"),
  },
  flagsWithArgument: words(
    "-o -ldflags -tags -gcflags -asmflags -gccgoflags -mod -modfile -p -buildmode -installsuffix -pkgdir -toolexec -overlay -C -covermode -coverprofile -compiler -run -pgo -exec -count -timeout",
  ),
  flagStyle: "single-dash",
  caches: [
    {
      id: "go-modules",
      contents: "module cache",
      locations: [["$GOMODCACHE", "$GOPATH/pkg/mod", "~/go/pkg/mod"]],
      offFlags: ["-mod=vendor"],
      offEnvironment: [],
      cleanCommand: "go clean -modcache",
      mounts: [{ target: "/go/pkg/mod" }],
      readOffline: true,
    },
    {
      id: "go-build",
      contents: "build cache",
      locations: [["$GOCACHE", "$XDG_CACHE_HOME/go-build", "~/.cache/go-build"]],
      offFlags: [],
      offEnvironment: [],
      cleanCommand: "go clean -cache",
      mounts: [{ target: "~/.cache/go-build" }],
      readOffline: true,
    },
  ],
  buildTools: undefined,
  configurationFiles: undefined,
  flagsVariable: "GOFLAGS",
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["go.mod", "go.sum"],
  productionSwitches: undefined,
};

const cargo: PackageManager = {
  id: "cargo",
  label: "Cargo",
  programs: /^(xx-)?cargo$/,
  verbs: {
    build: { kind: "compile", fills: ["cargo-registry"] },
    b: { kind: "compile", fills: ["cargo-registry"] },
    install: { kind: "compile", fills: ["cargo-registry"] },
    rustc: { kind: "compile", fills: ["cargo-registry"] },
    "auditable build": { kind: "compile", fills: ["cargo-registry"] },
    zigbuild: { kind: "compile", fills: ["cargo-registry"] },
    "chef cook": { kind: "compile", fills: ["cargo-registry"] },
    test: { kind: "compile", fills: ["cargo-registry"] },
    check: { kind: "compile", fills: ["cargo-registry"] },
    run: { kind: "compile", fills: ["cargo-registry"] },
    doc: { kind: "compile", fills: ["cargo-registry"] },
    fetch: { kind: "download", fills: ["cargo-registry"] },
    vendor: { kind: "download", fills: ["cargo-registry"] },
    clean: { kind: "clean" },
    "cache -a": { kind: "clean", clears: ["cargo-registry"] },
    ...quiet(
      "metadata version help login tree fmt clippy search pkgid locate-project update generate-lockfile new init",
    ),
  },
  flagsWithArgument: words(`
    --target --target-dir --features -F --bin -p --package --profile --manifest-path --config -j --jobs --root --git
    --branch --tag --rev --version --path --registry --index --color --message-format --example --test --bench -Z
    --recipe-path --exclude --lockfile-path --out-dir --artifact-dir
  `),
  flagStyle: "gnu",
  caches: [
    {
      id: "cargo-registry",
      contents: "registry and git checkouts",
      locations: [
        ["$CARGO_HOME/registry", "~/.cargo/registry"],
        ["$CARGO_HOME/git", "~/.cargo/git"],
      ],
      offFlags: ["--offline", "--frozen"],
      offEnvironment: [{ name: "CARGO_NET_OFFLINE", values: "truthy" }],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell expands it.
      cleanCommand: 'rm -rf "${CARGO_HOME:-$HOME/.cargo}/registry" "${CARGO_HOME:-$HOME/.cargo}/git"',
      mounts: [{ target: "/usr/local/cargo/registry" }],
      readOffline: true,
    },
  ],
  buildTools: undefined,
  configurationFiles: /(^|\/)\.?cargo\/config(\.toml)?$/,
  versionSeparator: /@/,
  manifestFlags: [],
  defaultManifests: ["Cargo.toml", "Cargo.lock"],
  productionSwitches: undefined,
};

export const packageManagers: Readonly<Record<PackageManagerId, PackageManager>> = {
  apt,
  apk,
  pip,
  uv,
  npm,
  go,
  cargo,
};

const rows: readonly PackageManager[] = Object.values(packageManagers);
const byProgram = new Map<string, PackageManager | undefined>();

/** The manager that a program's base name belongs to: `pip3.11` → pip; undefined for every other program. */
export function managerOfProgram(program: string): PackageManager | undefined {
  if (byProgram.has(program)) return byProgram.get(program);
  const row = rows.find((candidate) => candidate.programs.test(program));
  // Bounded: programs come from documents, and a server lives long.
  if (byProgram.size < 2000) byProgram.set(program, row);
  return row;
}

/** The manager that `python -m NAME` runs. */
export function managerOfPythonModule(module: string): PackageManager | undefined {
  return rows.find((candidate) => candidate.pythonModule === module);
}

const caches = new Map(rows.flatMap((row) => row.caches.map((cache) => [cache.id, cache] as const)));

/** The row of a cache by its id, as `Effect.cache` names it. Throws for an id that no row has. */
export function cacheRow(id: string): CacheRow {
  const row = caches.get(id);
  if (!row) throw new Error(`no cache row ${id}`);
  return row;
}

/** Does this value of the variable count? An unset variable (undefined) never does. */
export function switchedBy(environment: EnvironmentSwitch, value: string | undefined): boolean {
  if (value === undefined || value === "") return false;
  if (environment.values === "any") return true;
  if (environment.values === "truthy") return /^(1|true|t|yes|y|on)$/i.test(value);
  return environment.values.includes(value);
}
