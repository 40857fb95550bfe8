// Finds installs that stand behind a copy of the sources although they need none of them.
import type { RunCommand } from "../image/commands";
import { type DependencyInstall, dependencyInstall } from "../image/dependency-installs";
import { managerOfProgram } from "../image/package-managers";
import { covers, parentPath, pathUnder, resolvePath } from "../image/paths";
import type { Command, ImageModel, Instruction, Stage } from "../image/types";
import { invocationsOf } from "./cache-reliance";

/** A COPY or ADD of the context's files, sources among them. */
export interface SourcesCopy {
  readonly instruction: Instruction;
  /** All of the context, or one of its folders. */
  readonly isWhole: boolean;
  /** Relative to the context; "" for all of it. */
  readonly source: string;
  /** Absolute folder; undefined where unknown. */
  readonly destination: string | undefined;
}

/** An install behind such a copy. */
export interface LateInstall {
  readonly run: Instruction;
  readonly command: Command;
  /** As messages call it: `npm ci`. */
  readonly label: string;
  /** Undefined for a script that passes its arguments on to a package manager. */
  readonly install: DependencyInstall | undefined;
}

/** Further down nobody looks for the reason, and a file of thousands of steps is read in a moment. */
const mostSteps = 100;

/** Folders that hold what decides the packages rather than sources. */
const manifestFolders =
  /^(requirements?|reqs|deps|dependencies|config|conf|etc|docker|build|scripts?|packages?|pip|rootfs)$/i;

/** The copy of all of the context or of a folder of it; undefined for every other instruction. */
export function readSourcesCopy(instruction: Instruction): SourcesCopy | undefined {
  const { copy } = instruction;
  if (copy?.from.kind !== "context" || copy.sources.length !== 1 || copy.heredocFiles.length > 0) return undefined;
  const written = copy.sources[0]!.path;
  if (written === undefined || /^\w+(\+\w+)?:\/\/|^git@/.test(written)) return undefined;
  const source = written.replace(/^(\.?\/)+|\/+$|^\.$/g, "").replace(/^\*$/, "");
  const destination = copy.destination?.replace(/(.)\/$/, "$1");
  if (source === "") return { instruction, isWhole: true, source, destination };
  const name = source.slice(source.lastIndexOf("/") + 1);
  if (/[*?[.]/.test(source) || manifestFolders.test(name) || isFileName(name)) return undefined;
  return { instruction, isWhole: false, source, destination };
}

/** `Gemfile`, `Makefile`, `LICENSE`, `mvnw`: files whose names have no dot. */
function isFileName(name: string): boolean {
  return /file$|^[A-Z]+$|^(mvnw|gradlew)$/.test(name);
}

/** Installs behind the copy, in its stage and in those that stand on it, which every edit of a copied file runs again. */
export function lateInstalls(copy: SourcesCopy): readonly LateInstall[] {
  const { stage } = copy.instruction;
  const after = stage.instructions.slice(stage.instructions.indexOf(copy.instruction) + 1);
  const found = installsIn(copy, after);
  if (found.isBlocked) return found.installs;
  return [
    ...found.installs,
    ...stage.children
      .filter(({ reached }) => reached)
      .flatMap((child) => installsIn(copy, child.instructions).installs),
  ];
}

function installsIn(
  copy: SourcesCopy,
  instructions: readonly Instruction[],
): { readonly installs: readonly LateInstall[]; readonly isBlocked: boolean } {
  const installs: LateInstall[] = [];
  for (const run of instructions.slice(0, mostSteps)) {
    if (run.keyword !== "RUN") continue;
    // What such a step does with the sources, and what later steps need of it, nobody can see.
    if (run.syntax.scripts.length === 0 || run.commands.some((command) => runsSources(copy, command)))
      return { installs, isBlocked: true };
    for (const invocation of invocationsOf(run)) {
      const install = dependencyInstall(invocation);
      if (install === undefined || !isLate(copy, run, install)) continue;
      const label = `${invocation.command.program} ${invocation.verbName}`.trim();
      installs.push({ run, command: invocation.command, label, install });
    }
    for (const command of run.commands)
      if (wrapsInstall(copy, command)) {
        const label = `${command.program} ${command.arguments[0]?.value ?? ""}`;
        installs.push({ run, command, label, install: undefined });
      }
    if (buildsSources(run) || run.commands.some((command) => spreadsSources(copy, command)))
      return { installs, isBlocked: true };
  }
  return { installs, isBlocked: false };
}

/** Flags that only package managers for Node know, given to a program that is none of them. */
function wrapsInstall({ destination }: SourcesCopy, command: Command): boolean {
  const { programPath } = command as RunCommand;
  const isOther = programPath.includes("/") && managerOfProgram(command.program) === undefined;
  const isHere = destination !== undefined && command.workdir !== undefined && covers(destination, command.workdir);
  return isOther && isHere && command.arguments.some(({ value }) => /^--(pure|frozen)-lockfile$/.test(value ?? ""));
}

function isLate(copy: SourcesCopy, run: Instruction, install: DependencyInstall): boolean {
  if ((install.invocation.command as RunCommand).runs === false) return false;
  if (install.needs === "sources") return false;
  const { destination } = copy;
  if (install.needs === "nothing") {
    // Files that are put among the system's own may decide what is installed, and how.
    return copy.isWhole && destination !== undefined && !isSystemFolder(destination) && !readsSources(destination, run);
  }
  if (destination === undefined) return false;
  const isUnder = install.manifests.some((path) => covers(destination, path));
  if (!isUnder && !copy.isWhole) return false;
  return !wasInstalledBefore(copy, run, install);
}

/** What is installed behind a build belongs to it, or to what comes after it. */
function buildsSources(run: Instruction): boolean {
  return (
    run.effects.some(({ kind }) => kind === "compile") ||
    invocationsOf(run).some(
      // `yarn build` is a script of the project's.
      (one) => /^(compile|run-script|unknown)$/.test(one.verb.kind) || dependencyInstall(one)?.needs === "sources",
    )
  );
}

/** Another command of the same step needs the sources: install and build are one step on purpose. */
function readsSources(destination: string, run: Instruction): boolean {
  if (buildsSources(run)) return true;
  return run.commands.some(({ arguments: words, shell }) =>
    [...words.map(({ value }) => value), ...shell.words.map(({ raw }) => raw)].some(
      (value) => value?.startsWith("/") && covers(destination, value),
    ),
  );
}

/** The same manifests were installed from above the copy: this install only adds what is missing. */
function wasInstalledBefore(copy: SourcesCopy, run: Instruction, install: DependencyInstall): boolean {
  const { manager } = install.invocation;
  const folders = new Set(install.manifests.map(parentPath));
  return run.stage.chain.some((stage) =>
    projectInstallsIn(stage).some(
      (before) =>
        before.run.index < copy.instruction.index &&
        before.install.invocation.manager === manager &&
        before.install.manifests.some((path) => folders.has(parentPath(path))),
    ),
  );
}

interface ProjectInstall {
  readonly run: Instruction;
  readonly install: DependencyInstall;
}

const projectInstalls = new WeakMap<Stage, readonly ProjectInstall[]>();

function projectInstallsIn(stage: Stage): readonly ProjectInstall[] {
  const found =
    projectInstalls.get(stage) ??
    stage.instructions.flatMap((run) =>
      invocationsOf(run).flatMap((invocation) => {
        const install = dependencyInstall(invocation);
        return install?.needs === "manifests" ? [{ run, install }] : [];
      }),
    );
  projectInstalls.set(stage, found);
  return found;
}

/** The root, and the folders in which packages and their configuration lie. */
export function isSystemFolder(path: string): boolean {
  return /^\/((etc|usr|var|lib|bin|sbin|boot|run|dev|proc|sys|root|opt)(\/(local|bin|sbin|lib|share|etc|lib64))*|etc\/.*)?$/.test(
    path,
  );
}

/** Interpreters and build programs that run files of the working directory. */
const readsWorkdir = /^(make|cmake|rake|ant|just|task|tox|nox|invoke|grunt|gulp|bazel|scons)$/;
const interpreters = /^((ba|da|a|z)?sh|python[\d.]*|ruby|perl|node|php|\.|source)$/;

/** Runs a script or a makefile of the copied files. */
function runsSources(copy: SourcesCopy, command: Command): boolean {
  const { programPath } = command as RunCommand;
  const { destination } = copy;
  if (destination === undefined) return false;
  const lies = (path: string | undefined) => {
    const full = path === undefined ? undefined : resolvePath(command.workdir, path);
    return full === undefined || covers(destination, full);
  };
  if (command.program === "") return true;
  if (programPath.includes("/") && lies(programPath) && !/\/(bin|node_modules)\//.test(programPath)) return true;
  if (readsWorkdir.test(command.program)) return lies(".");
  if (!interpreters.test(command.program) || (command as RunCommand).shell.hasInnerScript) return false;
  const values = command.arguments.map(({ value }) => value);
  if (values.some((value) => value === "-c" || value === "-m" || value === "-e")) return false;
  const file = values.find((value) => value === undefined || !value.startsWith("-"));
  return values.length > 0 && (file === undefined ? values.includes(undefined) : lies(file));
}

/** Folders in which a repository of many packages keeps them, and commands that work on one or all of these. */
const memberFolders = /^(packages|apps|libs|modules|services|workspaces|plugins)\//;
const memberTools = /^(turbo|nx|lerna|rush)$/;

/** Whether an install for Node is one of a repository with several packages, whose manifests it needs all. */
export function isOfWorkspace({ run, install }: LateInstall): boolean {
  if (install === undefined || !/^(npm|yarn|pnpm|bun)$/.test(install.invocation.manager.id)) return false;
  const root = parentPath(install.manifests[0] ?? "/");
  const isMember = (path: string | undefined) => path !== undefined && memberFolders.test(pathUnder(root, path));
  const holdsMembers = (stage: Stage): boolean =>
    stage.instructions.some(
      (one) =>
        (one.keyword === "WORKDIR" && isMember(one.workdir)) ||
        one.commands.some((command) => isMember(command.workdir) || memberTools.test(command.program)) ||
        invocationsOf(one).some(
          ({ manager, flags, verbName }) =>
            manager === install.invocation.manager &&
            (verbName.startsWith("workspace") ||
              flags.some(({ name }) => /^(--filter|--workspaces?|--recursive|-F)$/.test(name))),
        ),
    ) || stage.children.some(holdsMembers);
  return holdsMembers(run.stage);
}

/** Puts copied files elsewhere, or changes the manifests: later installs may need it. */
function spreadsSources(copy: SourcesCopy, command: Command): boolean {
  if (!/^(cp|mv|ln|install|rsync|cat|sed|tee|patch|tar)$/.test(command.program)) return false;
  const { destination } = copy;
  return command.arguments.some(({ value }) => {
    if (value === undefined || value.startsWith("-")) return false;
    const path = resolvePath(command.workdir, value);
    return path !== undefined && destination !== undefined && covers(destination, path);
  });
}

/** Stages in which a step's time counts: a target needs them, and what they do is all in the file. */
export function isBuilt(stage: Stage): boolean {
  return stage.reached && stage.system !== "windows" && !stage.chain.some(({ hasOnbuild }) => hasOnbuild);
}

/** Every copy of sources in stages that are built. */
export function sourcesCopies(image: ImageModel): readonly SourcesCopy[] {
  return image.instructions.flatMap((instruction) =>
    instruction.copy !== undefined && isBuilt(instruction.stage) ? (readSourcesCopy(instruction) ?? []) : [],
  );
}
