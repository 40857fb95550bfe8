// Reads what the steps that a runtime does without leave that it needs: paths to copy, packages to keep, steps to repeat.
import type { RunCommand } from "../image/commands";
import { isSystemManager } from "../image/package-managers";
import { baseName, covers, resolvePath } from "../image/paths";
import type { Command, Effect, ImageReference, Instruction, Stage } from "../image/types";
import { invocationsOf, runsUnknownScript } from "./cache-reliance";
import { type BuiltPath, builtPaths, startedPaths, textOfStage } from "./compiled-outputs";
import { type KeptPackages, keptPackages } from "./kept-packages";
import { namedPaths } from "./named-paths";
import { isToolInstall } from "./split-stage";
import { buildsSite, servedFolders, servesFiles } from "./static-site";
import { userBase } from "./user-base";

/** What goes from the dropped stages into the runtime. */
export interface Remains {
  /** What COPY --from takes along. */
  readonly paths: readonly BuiltPath[];
  readonly packages: KeptPackages | undefined;
  /** Something was compiled or installed that the runtime takes; without that, nothing is moved. */
  readonly builds: boolean;
  /** Python packages asked for by name, lower case. */
  readonly pythonPackages: ReadonlySet<string>;
  /** Whether Python packages lie in the system's site-packages. */
  readonly systemPython: boolean;
  /** uv or Poetry lie among the console scripts. */
  readonly keepsToolsInBin: boolean;
  /** Whole instructions that are repeated: user and folder set-up before the copies, rights after them. */
  readonly setup: readonly Instruction[];
  /** Sources that are left behind because the program is compiled from them. */
  readonly leavesSources: boolean;
  /** The linker's cache is renewed: libraries lie where it does not look by itself. */
  readonly runsLdconfig: boolean;
  /** PHP extensions, which lie beside the interpreter. */
  readonly phpExtensions: boolean;
  /** Jars, which may name others that they load. */
  readonly isJava: boolean;
  /** It comes from a compiler that may link to shared libraries. */
  readonly isNative: boolean;
}

type Compile = Extract<Effect, { kind: "compile" }>;
type Install = Extract<Effect, { kind: "install" }>;
type Write = Extract<Effect, { kind: "write" }>;

/** Installers and their like: they were needed to build, and the runtime starts without them. */
const installers =
  /^(uv|poetry(-core)?|pipenv|pdm|hatch|pip|pip-tools|setuptools|wheel|build|virtualenv|cython|npm|yarn|pnpm|node-gyp|typescript|corepack|bundler)$/i;
/** Files that only an install reads. */
const manifests =
  /^(requirements[\w.-]*\.(txt|in)|constraints[\w.-]*\.txt|Pipfile(\.lock)?|poetry\.lock|uv\.lock|pdm\.lock|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|npm-shrinkwrap\.json|\.(docker|git|npm)ignore|Dockerfile)$/;
const compiledLanguages: ReadonlySet<string> = new Set(
  "go cargo c cmake make meson maven gradle sbt dotnet mix".split(" "),
);
const nativeTools: ReadonlySet<string> = new Set("c cmake make meson cargo".split(" "));
const setupPrograms = new Set(
  "useradd adduser groupadd addgroup usermod mkdir chown chmod ln touch set true".split(" "),
);
/** Steps that change the system in a way that a COPY of single paths would lose. */
const systemChanges = new Set(
  "useradd adduser groupadd addgroup usermod update-alternatives locale-gen localedef setcap tee patch sed ln corepack a2enmod a2ensite".split(
    " ",
  ),
);
/** The official PHP images' own list of build tools. */
const phpTools = /^\$\{?PHPIZE_DEPS\}?$/;
const sourceFile =
  /\.(c|cc|cpp|cxx|h|hpp|go|rs|java|kt|cs|fs|m4|mod|sum|toml|lock|xml|gradle|csproj|sln|ex|exs|patch)$/;
const temporary = /^\/(tmp|var\/tmp|root\/\.cache|root\/\.npm)(\/|$)/;
const system = /^\/(etc|usr|lib|lib64|bin|sbin|var)(\/|$)/;
/** Places below the system's where programs have a folder of their own. */
const ownFolder =
  /^\/(usr\/src\/[^/]|usr\/app(\/|$)|usr\/local\/[^/]|usr\/share\/nginx\/html|var\/(www|app|task)(\/|$))/;

/** Undefined where some step leaves what cannot be told: then no Dockerfile can be written that surely builds. */
export function remainsOf(
  target: Stage,
  dropped: readonly Stage[],
  base: ImageReference | undefined,
): Remains | undefined {
  const reader = new RemainsReader(target, dropped, base);
  const instructions = [...dropped].reverse().flatMap((stage) => stage.instructions);
  return instructions.every((instruction) => reader.read(instruction)) ? reader.remains() : undefined;
}

class RemainsReader {
  private readonly paths = new Map<string, BuiltPath>();
  private readonly installs: Install[] = [];
  private readonly python = new Set<string>();
  private systemPython = false;
  private keepsToolsInBin = false;
  private owner: string | undefined;
  private phpExtensions = false;
  private usesComposer = false;
  private runsLdconfig = false;
  private builds = false;
  private readonly setup: Instruction[] = [];
  private leavesSources = false;
  private readonly compiles: readonly Compile[];
  /** Folders in which a compiler ran: what is copied there is its sources. */
  private readonly projects: readonly string[];
  private readonly isCompiled: boolean;
  /** Commands that make the files which the target serves. */
  private readonly siteBuilds: readonly Command[] = [];
  private readonly targetText: string;
  private readonly started: readonly string[];

  constructor(
    private readonly target: Stage,
    private readonly dropped: readonly Stage[],
    private readonly base: ImageReference | undefined,
  ) {
    const instructions = dropped.flatMap((stage) => stage.instructions);
    const effects = instructions.flatMap((instruction) => instruction.effects);
    this.compiles = effects.filter(
      (effect): effect is Compile => effect.kind === "compile" && compiledLanguages.has(effect.tool),
    );
    this.started = startedPaths(target);
    const makes = effects.filter((effect) => this.makesWhatStarts(effect));
    const commands = [...this.compiles, ...makes].map(({ command }) => command);
    if (servesFiles(target)) {
      this.siteBuilds = instructions.flatMap((one) => one.commands.filter(buildsSite));
    }
    this.isCompiled = commands.length + this.siteBuilds.length > 0;
    this.projects = [...commands, ...this.siteBuilds].flatMap((command) => command?.workdir ?? []);
    this.targetText = textOfStage(target);
  }

  remains(): Remains | undefined {
    const paths = [...this.paths.values()];
    const isCovered = ({ from, to }: BuiltPath) =>
      from === to &&
      (paths.some((other) => other.from === other.to && other.from !== from && covers(other.from, from)) ||
        this.comesFromContext(from));
    const packages = keptPackages(this.installs, this.target, {
      compiles: this.isCompiled,
      mentioned: this.targetText,
      usesComposer: this.usesComposer,
      base: this.base,
    });
    return {
      paths: paths.filter((path) => !isCovered(path)),
      packages: this.installs.length === 0 ? undefined : packages,
      builds: this.builds,
      pythonPackages: this.python,
      systemPython: this.systemPython,
      keepsToolsInBin: this.keepsToolsInBin,
      setup: this.setup,
      leavesSources: this.leavesSources,
      runsLdconfig: this.runsLdconfig,
      isJava: this.compiles.some(({ tool }) => tool === "maven" || tool === "gradle"),
      phpExtensions: this.phpExtensions,
      isNative:
        this.isCompiled && this.siteBuilds.length === 0 && this.compiles.every(({ tool }) => nativeTools.has(tool)),
    };
  }

  /** A manifest that the runtime's own `COPY . .` brings again. */
  private comesFromContext(path: string): boolean {
    const made = this.dropped.flatMap(({ instructions }) => instructions.flatMap(({ effects }) => effects));
    const isOnlyContext = made.some(
      (effect) => effect.kind === "write" && effect.what === "context" && (namedPaths(effect) ?? []).includes(path),
    );
    return (
      isOnlyContext &&
      this.target.instructions.some(
        ({ copy }) =>
          copy?.from.kind === "context" &&
          copy.destination !== undefined &&
          copy.sources.some(({ path: source }) => source === "." || source === "./") &&
          covers(copy.destination.replace(/(.)\/$/, "$1"), path),
      )
    );
  }

  /** False where the instruction leaves something that cannot be listed. */
  read(instruction: Instruction): boolean {
    this.owner = this.ownerOf(instruction);
    switch (instruction.keyword) {
      case "RUN":
        return this.readRun(instruction);
      case "COPY":
      case "ADD":
        return instruction.effects.every((effect) => this.readCopied(effect));
      case "ONBUILD":
        return false;
      default:
        return true;
    }
  }

  private readRun(run: Instruction): boolean {
    const { scripts } = run.syntax;
    if (scripts.length === 0 || scripts.some(({ errors }) => errors.length > 0)) {
      return false;
    }
    if (runsUnknownScript(run) && !this.buildsWhatStarts(run)) {
      return false;
    }
    if (
      isToolInstall(run) ||
      (run.commands.length > 0 && run.commands.every(({ program }) => setupPrograms.has(program)))
    ) {
      this.setup.push(run);
      return true;
    }
    if (run.commands.some((command) => this.changesSystem(command as RunCommand))) {
      return false;
    }
    this.runsLdconfig ||= run.commands.some(({ program }) => program === "ldconfig");
    const invocations = invocationsOf(run);
    const runsBuildScript = invocations.some(({ verb }) => verb.kind === "run-script" || verb.kind === "compile");
    if (invocations.some(({ verb }) => verb.kind === "run-script") && !this.addProject(run)) {
      return false;
    }
    return run.effects.every((effect) => this.readEffect(effect, run, runsBuildScript));
  }

  private buildsWhatStarts(run: Instruction): boolean {
    return run.effects.every((effect) => {
      if (effect.kind !== "opaque") {
        return true;
      }
      this.builds = true;
      for (const path of this.makesWhatStarts(effect) ? this.started : []) {
        if (covers(effect.command?.workdir ?? "/", path)) {
          this.add(path);
        }
      }
      return this.makesWhatStarts(effect);
    });
  }

  /** `make` without more: what it builds is not known, but what is started lies where it ran. */
  private makesWhatStarts({ kind, command }: Effect): boolean {
    const { workdir = "/", program = "" } = command ?? {};
    return (
      kind === "opaque" &&
      /^(make|gmake|ninja)$/.test(program) &&
      workdir !== "/" &&
      this.started.some((path) => covers(workdir, path))
    );
  }

  private add(from: string, to = from): void {
    this.paths.set(`${from} ${to}`, this.owner === undefined ? { from, to } : { from, to, owner: this.owner });
  }

  /** Nothing of it is there for a COPY any more. */
  private removeAll(targets: readonly string[]): void {
    for (const [key, { from }] of this.paths) {
      if (targets.some((removed) => covers(removed, from))) {
        this.paths.delete(key);
      }
    }
  }

  /** Who owns what an instruction writes; undefined: root, as what COPY --from brings. */
  private ownerOf({ keyword, user, syntax: { flags } }: Instruction): string | undefined {
    const owner = keyword === "RUN" ? (user ?? undefined) : flags.find(({ name }) => name === "chown")?.value?.raw;
    return owner === undefined || /^(root|0)(:|$)/.test(owner) ? undefined : owner;
  }

  private addPhpExtensions({ root }: Stage): void {
    if (root.kind === "image" && root.reference.name === "php") {
      this.phpExtensions = true;
      this.add("/usr/local/lib/php/extensions");
      this.add("/usr/local/etc/php/conf.d");
    }
  }

  /** Where a script of package.json puts its output is not written here: the whole project goes. */
  private addProject(run: Instruction): boolean {
    if (this.siteBuilds.length > 0) {
      return this.addSite(run);
    }
    for (const { command, verb } of invocationsOf(run)) {
      if (verb.kind !== "run-script") {
        continue;
      }
      const { workdir } = command;
      if (workdir === undefined || workdir === "/" || isSystemPath(workdir)) {
        return false;
      }
      this.add(workdir);
    }
    return true;
  }

  /** What is served out of the project, or was copied out of it to where the web server looks. */
  private addSite(run: Instruction): boolean {
    const folders = servedFolders(this.target).filter((folder) => this.isSource(folder));
    for (const folder of folders) {
      this.add(folder);
    }
    const isTaken = [run, ...this.dropped.flatMap(({ instructions }) => instructions)].some(({ effects }) =>
      effects.some(
        ({ kind, command, paths }) =>
          kind === "write" &&
          /^(cp|mv|rsync)$/.test(command?.program ?? "") &&
          paths?.every((path) => !this.isSource(path)),
      ),
    );
    return folders.length > 0 || isTaken;
  }

  private changesSystem(command: RunCommand): boolean {
    const { program } = command;
    if (program === "sed") {
      return (
        command.arguments.some(({ value }) => value === undefined || /^-\w*i/.test(value)) && !this.isInProject(command)
      );
    }
    if (program === "mkdir" || program === "chown" || program === "chmod" || program === "touch") {
      // Folders inside of what is copied come along with it.
      return command.arguments.slice(program.startsWith("ch") ? 1 : 0).some(({ value }) => {
        const path = value === undefined || value.startsWith("-") ? undefined : resolvePath(command.workdir, value);
        return path !== undefined && !this.isGoneOrCopied(path);
      });
    }
    return systemChanges.has(program) && !this.isInProject(command);
  }

  /** A command on the sources of what is compiled. */
  private isInProject({ arguments: words, workdir }: RunCommand): boolean {
    return (
      this.isCompiled &&
      words.every(({ value }) => {
        const path = value?.includes("/") ? resolvePath(workdir, value) : undefined;
        return path === undefined || !path.startsWith("/") || this.isSource(path) || !/^\/[\w.-]+\//.test(value ?? "");
      })
    );
  }

  private isGoneOrCopied(path: string): boolean {
    return (
      temporary.test(path) || this.isSource(path) || [...this.paths.values()].some(({ from }) => covers(from, path))
    );
  }

  private isSource(path: string): boolean {
    return this.projects.some((project) => project !== "/" && covers(project, path));
  }

  private readEffect(effect: Effect, run: Instruction, runsBuildScript: boolean): boolean {
    this.builds ||= effect.kind === "compile" || (effect.kind === "install" && !isSystemManager(effect.manager));
    switch (effect.kind) {
      case "install":
        return isSystemManager(effect.manager) ? this.readSystemInstall(effect, run) : this.readLanguageInstall(effect);
      case "compile":
        return this.readCompile(effect);
      case "write":
        return this.addWritten(effect);
      case "remove":
        // Package managers take away what nobody copies.
        if (/^(rm|rmdir|unlink|find)$/.test(effect.command?.program ?? "")) {
          this.removeAll(effect.targets);
        }
        return true;
      case "opaque":
        return (
          effect.command?.arguments.some(({ value }) => /^(-V|-h|--version|--help|version)$/.test(value ?? "")) ||
          (runsBuildScript && effect.command?.program === "npm") ||
          /^(make|gmake|ninja|docker-php-(ext-\w+|source)|pecl|phpize)$/.test(effect.command?.program ?? "")
        );
      default:
        return true;
    }
  }

  private readSystemInstall(effect: Install, run: Instruction): boolean {
    const isKnown = invocationsOf(run).every(({ operands }) =>
      operands.every(({ value, word }) => value !== undefined || phpTools.test(word.raw)),
    );
    if (!isKnown || effect.maybe || effect.manifests.length > 0 || !/^(apt|apk)$/.test(effect.manager)) {
      return false;
    }
    if (this.installs.some(({ manager }) => manager !== effect.manager)) {
      return false;
    }
    this.installs.push(effect);
    return true;
  }

  private readLanguageInstall(effect: Install): boolean {
    const { packages, manifests: files, paths } = effect;
    this.keepsToolsInBin ||= packages.some(({ name }) => /^(uv|poetry|ruff|pdm|hatch|pipenv)$/i.test(name));
    if (files.length === 0 && packages.length > 0 && packages.every(({ name }) => installers.test(name))) {
      return true;
    }
    if (paths === undefined || paths.length === 0 || paths.some((path) => /[*?[]/.test(path))) {
      return false;
    }
    // What a compiler is fed with.
    if (this.isCompiled && paths.every((path) => this.isSource(path))) {
      return true;
    }
    for (const { name } of packages) {
      this.python.add(name.toLowerCase());
    }
    const [main] = paths as [string];
    if (/^\/usr\/local\/lib\/python[\d.]+\/site-packages$/.test(main)) {
      this.systemPython = true;
      this.add(main);
      return true;
    }
    this.usesComposer ||= effect.manager === "composer";
    if (effect.manager === "pecl") {
      this.addPhpExtensions(effect.stage);
      return this.phpExtensions;
    }
    // Global npm packages and Debian's own Python share their folders with much else.
    if (isSystemPath(main) || /^\/usr\/local\/(lib|bin|share)(\/|$)/.test(main)) {
      return false;
    }
    for (const path of userBase(paths)) {
      this.add(path);
    }
    return true;
  }

  private readCompile(effect: Compile): boolean {
    const built = builtPaths(effect, this.target);
    for (const { from, to } of built ?? []) {
      this.add(from, to);
    }
    // What is copied or installed from a build tree stands for it.
    return built !== undefined || this.compiles.some((other) => other !== effect && standsFor(other, effect));
  }

  private readCopied(effect: Effect): boolean {
    if (effect.kind === "write" && effect.what === "context" && this.isCompiledFrom(effect)) {
      this.leavesSources = true;
      return true;
    }
    // An installer copied from its own image is a build tool.
    if (
      effect.kind === "write" &&
      effect.what === "image-copy" &&
      effect.sources.every((source) => /(^|\/)(uvx?|poetry|composer|pnpm|bun|install-php-extensions)$/.test(source))
    ) {
      return true;
    }
    return effect.kind === "write" ? this.addWritten(effect) : this.addPaths(effect.paths);
  }

  /** Files of the context that a compiler of these stages reads. */
  private isCompiledFrom(effect: Write): boolean {
    if (!this.isCompiled) {
      return false;
    }
    const [path] = effect.paths ?? [];
    const isSources = path !== undefined && this.isSource(path) && !this.isStarted(effect);
    return isSources || effect.sources.every((source) => sourceFile.test(source));
  }

  private isStarted(effect: Write): boolean {
    const named = namedPaths(effect) ?? [];
    return this.started.some((path) => named.includes(path));
  }

  private addWritten(effect: Write): boolean {
    if (effect.what === "context" && effect.sources.every((source) => this.onlyInstalls(source))) {
      return true;
    }
    // Cloned or unpacked to be compiled.
    const [path] = effect.paths ?? [];
    const isFetched = /^(git-clone|archive-contents|download|generated)$/.test(effect.what);
    const isArchive = this.isCompiled && /\.(tar(\.\w+)?|tgz|tbz2?|txz|zip|gz|bz2|xz)$/.test(path ?? "");
    if (isFetched && path !== undefined && (isArchive || this.isForCompiling(path))) {
      this.leavesSources = true;
      return true;
    }
    // Several files copied into a folder: the folder may hold more, but all of it is the program's.
    return this.addPaths(namedPaths(effect, (source) => this.onlyInstalls(source)));
  }

  /** The folder, or one around it, is where a compiler ran. */
  private isForCompiling(path: string): boolean {
    return this.isSource(path) || this.projects.some((project) => covers(path, project) && path !== "/");
  }

  private addPaths(paths: readonly string[] | undefined): boolean {
    if (paths === undefined || paths.length === 0) {
      return false;
    }
    for (const path of paths) {
      if (temporary.test(path)) {
        continue;
      }
      if (path === "/" || isSystemPath(path) || /[*?[]/.test(path)) {
        return false;
      }
      this.add(path);
    }
    return true;
  }

  private onlyInstalls(source: string): boolean {
    const name = baseName(source);
    return manifests.test(name) && !this.targetText.includes(name);
  }
}

/** Whether the bytes of one compile step are those of another one, moved or installed. */
function standsFor(later: Compile, tree: Compile): boolean {
  for (let effect: Effect | undefined = later.origin; effect !== undefined; effect = effect.origin) {
    if (effect === tree) {
      return true;
    }
  }
  const installs = later.command?.arguments.some(({ value }) => /^(--)?install/.test(value ?? ""));
  return installs === true && later.id > tree.id && later.command?.workdir !== undefined;
}

function isSystemPath(path: string): boolean {
  return system.test(path) && !ownFolder.test(path);
}
