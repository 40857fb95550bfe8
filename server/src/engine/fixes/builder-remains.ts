// Reads what the stages below a runtime leave that the runtime needs: paths to copy, packages to keep, settings to carry over.
import type { RunCommand } from "../image/commands";
import { basePopulates } from "../image/image-references";
import { baseName, covers, resolvePath } from "../image/paths";
import type { Effect, Instruction, Stage } from "../image/types";
import { invocationsOf, runsUnknownScript } from "./cache-reliance";
import { namedPaths } from "./named-paths";
import { startCommand } from "./start-command";

/** What goes from the dropped stages into the runtime. */
export interface Remains {
  /** Absolute paths that COPY --from takes along. */
  readonly paths: Set<string>;
  /** System packages that are no build tools, by manager. */
  readonly packages: { manager: "apt" | "apk"; names: Set<string>; recommends: boolean } | undefined;
  /** Development packages that may have brought a shared library along. */
  readonly libraries: readonly string[];
  /** Python packages asked for by name, lower case. */
  readonly pythonPackages: ReadonlySet<string>;
  /** Whether Python packages lie in the system's site-packages. */
  readonly systemPython: boolean;
  /** Whole instructions that are repeated: user and folder set-up before the copies, rights after them. */
  readonly setup: readonly Instruction[];
  /** Sources that are left behind because the program is compiled from them. */
  readonly leavesSources: boolean;
}

/** Installers and their like: they were needed to build, and the runtime starts without them. */
const installers =
  /^(uv|poetry|pipenv|pdm|hatch|pip|pip-tools|setuptools|wheel|build|virtualenv|npm|yarn|pnpm|node-gyp|typescript|corepack)$/i;
/** Files that only an install reads. */
const manifests =
  /^(requirements[\w.-]*\.(txt|in)|constraints[\w.-]*\.txt|Pipfile(\.lock)?|poetry\.lock|uv\.lock|pdm\.lock|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|npm-shrinkwrap\.json)$/;
const compiledLanguages = new Set(["go", "cargo", "c", "cmake", "make", "meson"]);
const setupPrograms = new Set(
  "useradd adduser groupadd addgroup usermod mkdir chown chmod ln touch set true".split(" "),
);
/** Steps that change the system in a way that a COPY of single paths would lose. */
const systemChanges = new Set(
  "useradd adduser groupadd addgroup usermod update-alternatives locale-gen localedef setcap tee patch sed ln corepack".split(
    " ",
  ),
);
const temporary = /^\/(tmp|var\/tmp|root\/\.cache|usr\/src)(\/|$)/;
const system = /^\/(etc|usr|lib|lib64|bin|sbin|var)(\/|$)/;

/** Undefined where some step leaves what cannot be told: then no Dockerfile can be written that surely builds. */
export function remainsOf(target: Stage, dropped: readonly Stage[]): Remains | undefined {
  const reader = new RemainsReader(target, dropped);
  const instructions = [...dropped].reverse().flatMap((stage) => stage.instructions);
  return instructions.every((instruction) => reader.read(instruction)) ? reader.remains() : undefined;
}

class RemainsReader {
  private readonly paths = new Set<string>();
  private readonly system = { apt: new Set<string>(), apk: new Set<string>() };
  private recommends = false;
  private readonly libraries: string[] = [];
  private readonly python = new Set<string>();
  private systemPython = false;
  private readonly setup: Instruction[] = [];
  private leavesSources = false;
  private readonly compiles: boolean;
  private readonly targetText: string;

  constructor(
    private readonly target: Stage,
    dropped: readonly Stage[],
  ) {
    const effects = dropped.flatMap(({ instructions }) => instructions.flatMap((instruction) => instruction.effects));
    this.compiles = effects.some((effect) => effect.kind === "compile" && compiledLanguages.has(effect.tool));
    this.targetText = target.instructions
      .flatMap(({ syntax, commands }) => [
        ...syntax.words.map(({ raw }) => raw),
        ...commands.flatMap((command) => command.arguments.map(({ word }) => word.raw)),
      ])
      .join(" ");
  }

  remains(): Remains | undefined {
    const { apt, apk } = this.system;
    if (apt.size > 0 && apk.size > 0) {
      return undefined;
    }
    const names = apt.size > 0 ? apt : apk;
    const paths = [...this.paths];
    return {
      paths: new Set(paths.filter((path) => !paths.some((other) => other !== path && covers(other, path)))),
      packages:
        names.size === 0 ? undefined : { manager: apt.size > 0 ? "apt" : "apk", names, recommends: this.recommends },
      libraries: this.libraries,
      pythonPackages: this.python,
      systemPython: this.systemPython,
      setup: this.setup,
      leavesSources: this.leavesSources,
    };
  }

  /** False where the instruction leaves something that cannot be listed. */
  read(instruction: Instruction): boolean {
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
    if (run.syntax.scripts.length === 0 || runsUnknownScript(run)) {
      return false;
    }
    if (run.commands.length > 0 && run.commands.every(({ program }) => setupPrograms.has(program))) {
      this.setup.push(run);
      return true;
    }
    if (run.commands.some((command) => this.changesSystem(command as RunCommand))) {
      return false;
    }
    const runsBuildScript = invocationsOf(run).some(
      ({ verb }) => verb.kind === "run-script" || verb.kind === "compile",
    );
    const project = invocationsOf(run).some(({ verb }) => verb.kind === "run-script")
      ? run.commands[0]?.workdir
      : undefined;
    if (project !== undefined && !this.addProject(run)) {
      return false;
    }
    return run.effects.every((effect) => this.readEffect(effect, run, runsBuildScript));
  }

  /** Where a script of package.json puts its output is not written here: the whole project goes. */
  private addProject(run: Instruction): boolean {
    for (const { command, verb } of invocationsOf(run)) {
      if (verb.kind !== "run-script") {
        continue;
      }
      const { workdir } = command;
      if (workdir === undefined || workdir === "/" || system.test(workdir)) {
        return false;
      }
      this.paths.add(workdir);
    }
    return true;
  }

  private changesSystem(command: RunCommand): boolean {
    const { program } = command;
    if (program === "sed") {
      return command.arguments.some(({ value }) => value === undefined || /^-\w*i/.test(value));
    }
    if (program === "mkdir" || program === "chown" || program === "chmod" || program === "touch") {
      // Folders inside of what is copied come along with it.
      return command.arguments.slice(program.startsWith("ch") ? 1 : 0).some(({ value }) => {
        const path = value === undefined || value.startsWith("-") ? undefined : resolvePath(command.workdir, value);
        return path !== undefined && !temporary.test(path) && ![...this.paths].some((copied) => covers(copied, path));
      });
    }
    return systemChanges.has(program);
  }

  private readEffect(effect: Effect, run: Instruction, runsBuildScript: boolean): boolean {
    switch (effect.kind) {
      case "install":
        return effect.manager === "apt" || effect.manager === "apk"
          ? this.readSystemInstall(effect, run)
          : this.readLanguageInstall(effect);
      case "compile":
        return this.readCompile(effect);
      case "write":
        return this.addWritten(effect);
      case "opaque":
        return runsBuildScript && effect.command?.program === "npm";
      default:
        return true;
    }
  }

  private readSystemInstall(effect: Extract<Effect, { kind: "install" }>, run: Instruction): boolean {
    const isKnown = invocationsOf(run).every(({ operands }) => operands.every(({ value }) => value !== undefined));
    if (!isKnown || effect.maybe || effect.manifests.length > 0) {
      return false;
    }
    for (const request of effect.packages) {
      if (!effect.buildTools.includes(request)) {
        this.system[effect.manager as "apt" | "apk"].add(request.word.raw);
      } else if (/-dev$/.test(request.name)) {
        this.libraries.push(request.name);
      }
    }
    this.recommends ||= effect.recommends;
    return true;
  }

  private readLanguageInstall(effect: Extract<Effect, { kind: "install" }>): boolean {
    const { packages, manifests: files, paths } = effect;
    if (files.length === 0 && packages.length > 0 && packages.every(({ name }) => installers.test(name))) {
      return true;
    }
    if (paths === undefined || paths.length === 0 || paths.some((path) => /[*?[]/.test(path))) {
      return false;
    }
    for (const { name } of packages) {
      this.python.add(name.toLowerCase());
    }
    const [main] = paths as [string];
    if (/^\/usr\/local\/lib\/python[\d.]+\/site-packages$/.test(main)) {
      this.systemPython = true;
      this.paths.add(main);
      return true;
    }
    // Global npm packages and Debian's own Python share their folders with much else.
    if (system.test(main)) {
      return false;
    }
    for (const path of paths) {
      this.paths.add(path);
    }
    return true;
  }

  private readCompile(effect: Extract<Effect, { kind: "compile" }>): boolean {
    const [output] = effect.outputs;
    if (output === undefined) {
      return false;
    }
    const start = startCommand(this.target);
    const started = start.kind === "program" ? start.words[0] : undefined;
    const program = started?.includes("/") ? resolvePath(this.target.workdir, started) : undefined;
    if (program !== undefined && covers(output, program)) {
      this.paths.add(program);
      return true;
    }
    if (effect.tool === "cargo" || output === effect.command?.workdir) {
      return false;
    }
    // A prefix that the base image fills as well would come along whole.
    if (basePopulates(effect.stage.root, output)) {
      return false;
    }
    this.paths.add(output);
    return true;
  }

  private readCopied(effect: Effect): boolean {
    if (effect.kind === "write" && effect.what === "context" && this.compiles) {
      this.leavesSources = true;
      return true;
    }
    // An installer copied from its own image is a build tool.
    if (
      effect.kind === "write" &&
      effect.what === "image-copy" &&
      effect.sources.every((source) => /(^|\/)(uvx?|poetry)$/.test(source))
    ) {
      return true;
    }
    return effect.kind === "write" ? this.addWritten(effect) : this.addPaths(effect.paths);
  }

  private addWritten(effect: Extract<Effect, { kind: "write" }>): boolean {
    if (effect.what === "context" && effect.sources.every((source) => this.onlyInstalls(source))) {
      return true;
    }
    // Several files copied into a folder: the folder may hold more, but all of it is the program's.
    return this.addPaths(namedPaths(effect, (source) => this.onlyInstalls(source)));
  }

  private addPaths(paths: readonly string[] | undefined): boolean {
    if (paths === undefined || paths.length === 0) {
      return false;
    }
    for (const path of paths) {
      if (temporary.test(path)) {
        continue;
      }
      if (path === "/" || (system.test(path) && !/^\/usr\/local\/./.test(path)) || /[*?[]/.test(path)) {
        return false;
      }
      this.paths.add(path);
    }
    return true;
  }

  private onlyInstalls(source: string): boolean {
    const name = baseName(source);
    return manifests.test(name) && !this.targetText.includes(name);
  }
}
