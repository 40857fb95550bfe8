// Finds steps that a cache mount would make faster, and builds the edits that add it to every step that reads the cache.
import type { RunCommand } from "../image/commands";
import { dependencyInstall } from "../image/dependency-installs";
import { isKnownImage } from "../image/image-references";
import { cacheRow, isSystemManager } from "../image/package-managers";
import { covers } from "../image/paths";
import { hasFlag, type Invocation } from "../image/read-invocation";
import { firstOrigin, laterInstructions, runtimeTargetsOf } from "../image/shipping";
import type { Command, Effect, ImageModel, Instruction, Stage } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import type { ShellCommand } from "../syntax/types";
import { type CacheEffect, fillers, judged } from "./cache-fixes";
import { invocationsOf, relianceOn, runsUnknownScript } from "./cache-reliance";
import { isBuilt, readSourcesCopy } from "./copied-sources";
import { addMounts } from "./run-edits";

/** A step whose downloads or compiled parts are lost after each build. */
export interface UncachedStep {
  readonly run: Instruction;
  readonly command: Command;
  /** As messages call it: `npm ci`. */
  readonly label: string;
  /** What a mount would keep: `download cache`. */
  readonly contents: string;
  readonly isCompilerCache: boolean;
  /** The step switches the cache off, or removes it. */
  readonly isAvoided?: boolean;
  /** Every RUN of the stage that has to see the same folders. */
  readonly readers: readonly Instruction[];
  /** A later step may read them as well, which nobody can see. */
  readonly hasUnseenReader?: boolean;
  readonly targets: readonly string[];
}

/**
 * The steps that would profit from a cache mount. Behind a step that fetches a project's packages, later ones of the same
 * manager find them in the layer: only the first one of a chain of stages counts.
 */
export function* uncachedSteps(image: ImageModel): Generator<UncachedStep> {
  const seenIn = new Map<Stage, Set<string>>();
  for (const stage of image.stages) {
    const seen = new Set(stage.base.kind === "stage" ? seenIn.get(stage.base.stage) : []);
    seenIn.set(stage, seen);
    const below = stage.chain.slice(1).flatMap(({ instructions }) => instructions);
    let hasSources = below.some(bringsSources);
    let hasMade = hasSources || below.some(bringsMade);
    for (const run of stage.instructions) {
      hasSources ||= bringsSources(run);
      hasMade ||= hasSources || bringsMade(run);
      if (run.keyword !== "RUN") continue;
      const keys = projectKeys(run);
      const found = hasMade && isBuilt(stage) ? stepOf(image, run, keys, seen, hasSources) : undefined;
      for (const key of keys) seen.add(key);
      if (found !== undefined && !isCached(run)) yield found;
    }
  }
}

/** What is built from the context changes with every edit; what is fetched from elsewhere is built once. */
function bringsSources({ copy, mounts }: Instruction): boolean {
  return copy?.from.kind === "context" || mounts.some(({ type, from }) => type === "bind" && from?.kind === "context");
}

/** What another stage made of the sources: cargo-chef's recipe, the pruned manifests of a workspace. */
function bringsMade({ copy }: Instruction): boolean {
  return copy?.from.kind === "stage" && copy.from.stage.instructions.some(bringsSources);
}

/** A cache mount is there, or a compiler cache on a server of its own. */
function isCached({ mounts, syntax }: Instruction): boolean {
  return (
    mounts.some(({ type }) => type === "cache") || syntax.scripts.some(({ commands }) => commands.some(usesRemoteCache))
  );
}

function usesRemoteCache({ words, assignments }: ShellCommand): boolean {
  return (
    words.some(({ raw }) => raw.includes("sccache")) || assignments.some(({ name }) => name.startsWith("SCCACHE_"))
  );
}

function stepOf(
  image: ImageModel,
  run: Instruction,
  keys: readonly string[],
  seen: Set<string>,
  hasSources: boolean,
): UncachedStep | undefined {
  if (keys.length > 0 && keys.every((key) => seen.has(key))) return undefined;
  const packages = packageStep(image, run, seen) ?? avoidedStep(run, seen);
  if (packages !== undefined) return packages;
  const other = seen.has("compiler") || !hasSources ? undefined : (compilerStep(run) ?? makeStep(run));
  if (other !== undefined) seen.add("compiler");
  return other;
}

/** The projects whose packages a RUN fetches, by their manager and, where each folder has its own, their folder. */
function projectKeys(run: Instruction): readonly string[] {
  return invocationsOf(run).filter(isProjectStep).map(projectKey);
}

function projectKey({ manager, command }: Invocation): string {
  return /^(go|cargo|maven|gradle|dotnet)$/.test(manager.id) ? manager.id : `${manager.id} ${command.workdir}`;
}

function packageStep(image: ImageModel, run: Instruction, seen: ReadonlySet<string>): UncachedStep | undefined {
  if (run.effects.length === 0) return undefined;
  const caches = run.effects.filter(
    (effect): effect is CacheEffect => effect.kind === "cache" && effect.origin === undefined,
  );
  const first = caches.find((cache) => fillers(cache).some((one) => isProjectStep(one) && !seen.has(projectKey(one))));
  if (first === undefined || isReported(image, first) || relianceOn(image, first).kind === "needed") return undefined;
  // It is wanted elsewhere, or waste there, which cache-copied-from-stage reports.
  if (copiedCaches(image).has(first)) return undefined;
  // What an unknown image of Go's or Rust's holds already, and where, nobody can tell.
  if (/^(go|cargo)$/.test(first.manager) && !isKnownImage(run.stage.root)) return undefined;
  // Plug'n'Play runs the program from Yarn's cache.
  const all = caches.filter(({ manager, cache }) => manager === first.manager && cache !== "yarn-berry");
  const targets = all.flatMap(({ paths }) => paths ?? []).filter((path) => !/[*?]/.test(path));
  const rows = all.map(({ cache }) => cacheRow(cache));
  const isReadLater = rows.some(({ readOffline }) => readOffline);
  // Who starts the image, or builds on it, may read it offline.
  if (targets.length === 0 || (isReadLater && run.shipped)) return undefined;
  const invocation = fillers(first).find(isProjectStep)!;
  // Nothing is fetched.
  if (hasFlag(invocation, ["-mod=vendor"])) return undefined;
  const isReader = (one: Instruction) =>
    invocationsOf(one).some(
      // Mix unpacks packages into the project, and reads them there.
      ({ manager, verb }) => manager === invocation.manager && (manager.id !== "mix" || verb.kind === "install"),
    );
  const earlier = run.stage.instructions.filter(({ index }) => index < run.index);
  const later = isReadLater ? [...laterInstructions(first)] : [];
  const readers = isReadLater ? [...earlier, run, ...later].filter(isReader) : [run];
  return {
    run,
    command: invocation.command,
    label: `${invocation.command.program} ${invocation.verbName}`.trim(),
    contents: rows.map(({ contents }) => contents).join(" and "),
    isCompilerCache: false,
    readers,
    hasUnseenReader: later.some((one) => !isReader(one) && runsUnknownScript(one)),
    targets,
  };
}

/** The step sees to it that no cache is left: a mount does that too, and is there the next time. */
function avoidedStep(run: Instruction, seen: ReadonlySet<string>): UncachedStep | undefined {
  for (const { manager, cache, paths, command } of run.avoidedCaches) {
    const invocation = invocationsOf(run).find((one) => one.command === command);
    if (invocation === undefined || !isProjectStep(invocation) || seen.has(projectKey(invocation))) continue;
    // Offline, or from an image's own cache, nothing is fetched.
    if (/^(go|cargo)$/.test(manager) && !isKnownImage(run.stage.root)) continue;
    if (hasFlag(invocation, ["-mod=vendor", "--no-index", "--no-network", "--offline"])) continue;
    // What lies in the image already.
    if (invocation.operands.some(({ value }) => value?.startsWith("/"))) continue;
    const { contents, readOffline } = cacheRow(cache);
    if (readOffline) continue;
    return {
      run,
      command,
      label: `${command.program} ${invocation.verbName}`.trim(),
      contents,
      isCompilerCache: false,
      isAvoided: true,
      readers: [run],
      targets: paths.filter((path) => !/[*?]/.test(path)),
    };
  }
  return undefined;
}

const copied = new WeakMap<ImageModel, ReadonlySet<Effect>>();

/** The caches that a COPY takes along to another stage. */
function copiedCaches(image: ImageModel): ReadonlySet<Effect> {
  const found =
    copied.get(image) ??
    new Set(image.effects.flatMap((effect) => (effect.kind === "cache" && effect.origin ? firstOrigin(effect) : [])));
  copied.set(image, found);
  return found;
}

/** Everything that a project needs, rather than a tool by its name. */
function isProjectStep(invocation: Invocation): boolean {
  const { verb, manager, operands } = invocation;
  const install = dependencyInstall(invocation);
  // A list of requirements in a folder that is not known.
  if (install === undefined && isOfPython(manager.id) && verb.kind === "install")
    return invocation.flags.some(({ name, value }) => /^(-r|--requirements?)$/.test(name) && value !== undefined);
  if (install === undefined)
    return /^(compile|download)$/.test(verb.kind) && !isOfPython(manager.id) && !isSystemManager(manager.id);
  if (isSystemManager(manager.id)) return false;
  if (install.needs !== "sources") return install.needs === "manifests";
  return operands.every(({ value }) => value !== undefined);
}

function isOfPython(id: string): boolean {
  return id === "pip" || id === "uv";
}

/** The cache ships, and is waste before anything else: package-cache-left says so. */
function isReported(image: ImageModel, { shipped, stage }: CacheEffect): boolean {
  return shipped && runtimeTargetsOf(image, stage).length > 0;
}

const buildPrograms = /^(make|gmake|ninja|cmake|gcc|g\+\+|cc|c\+\+|clang(\+\+)?|meson)$/;

/** ccache is installed, and its cache ends with the build. */
function compilerStep(run: Instruction): UncachedStep | undefined {
  const isOfC = run.commands.some(({ shell }) =>
    /cmake|[cg]\+\+|cpp|clang|gcc|ninja/i.test(shell.words.map(({ raw }) => raw).join(" ")),
  );
  // What a bare `make` calls is no compiler for sure.
  const programs = isOfC ? run.commands.filter(({ program }) => buildPrograms.test(program)) : [];
  if (programs.length === 0 || !hasCompilerCache(run)) return undefined;
  const folders = run.stage.instructions.flatMap((one) =>
    one.index < run.index ? (readSourcesCopy(one)?.destination ?? []) : [],
  );
  const command = programs.find(
    (one) => !prepares(one) && folders.some((folder) => one.workdir !== undefined && covers(folder, one.workdir)),
  );
  if (command === undefined) return undefined;
  const { home, environment } = command as RunCommand;
  const folder = environment("CCACHE_DIR") ?? (home === undefined ? undefined : `${home}/.cache/ccache`);
  return {
    run,
    command,
    label: command.program,
    contents: "ccache's cache",
    isCompilerCache: true,
    readers: [run],
    targets: folder === undefined ? [] : [folder],
  };
}

const compilerCaches = new WeakMap<Stage, number>();

/** Whether an earlier step of the chain installed ccache: where it is looked for once for each stage. */
function hasCompilerCache({ stage, index }: Instruction): boolean {
  return stage.chain.some((one) => {
    let at = compilerCaches.get(one);
    if (at === undefined) {
      const found = one.instructions.find(({ effects }) => effects.some(installsCompilerCache));
      at = found?.index ?? Number.POSITIVE_INFINITY;
      compilerCaches.set(one, at);
    }
    return at < index;
  });
}

function installsCompilerCache(effect: Effect): boolean {
  return effect.kind === "install" && effect.packages.some(({ name }) => name === "ccache");
}

/** Goals that prepare or tidy up rather than compile, and questions to make (`-n`). */
function prepares({ program, arguments: words }: Command): boolean {
  return (
    /^g?make$/.test(program) &&
    words.some(({ value = "" }) =>
      value.startsWith("-")
        ? /^(-[nqt]|--(just-print|dry-run|recon|question|touch))$/.test(value)
        : !value.includes("=") && /install|deps|tools|gen|fmt|clean/.test(value),
    )
  );
}

/** `make` in an image of Go's: what it calls is `go build`. */
function makeStep(run: Instruction): UncachedStep | undefined {
  const { root } = run.stage;
  if (root.kind !== "image" || root.reference.name !== "golang" || invocationsOf(run).length > 0) return undefined;
  const command = run.commands.find(({ program }) => program === "make") as RunCommand | undefined;
  if (command === undefined || command.maybe || !command.runs) return undefined;
  if (prepares(command) || command.home === undefined) return undefined;
  const modules = `${(command.environment("GOPATH") ?? "/go").split(":")[0]}/pkg/mod`;
  return {
    run,
    command,
    label: "make",
    contents: "module cache and build cache",
    isCompilerCache: false,
    readers: [run],
    targets: [
      command.environment("GOMODCACHE") ?? modules,
      command.environment("GOCACHE") ?? `${command.home}/.cache/go-build`,
    ],
  };
}

/** What else a step keeps of the same manager: the build cache beside the modules. */
function ownTargets(reader: Instruction, run: Instruction): readonly string[] {
  const managers = new Set(run.effects.flatMap((effect) => (effect.kind === "cache" ? [effect.manager] : [])));
  return reader.effects.flatMap((effect) =>
    effect.kind === "cache" && managers.has(effect.manager) ? (effect.paths ?? []) : [],
  );
}

const needs = "Cache mounts need BuildKit, and the folder is empty in every RUN without the same mount.";

/** The fix; none where the mount's owner, the folder or who else reads it is not known. */
export function mountFor(image: ImageModel, step: UncachedStep): readonly Fix[] {
  const { run, readers, hasUnseenReader, targets, contents, isCompilerCache } = step;
  const user = run.user?.split(":")[0] ?? (run.user === null ? "" : "root");
  const isRoot = user === "root" || user === "0";
  // A cache mount belongs to root: who another user is by number, the file does not say.
  if (targets.length === 0 || hasUnseenReader || (!isRoot && !/^\d+$/.test(user))) return [];
  const edits = readers.flatMap((reader) => {
    const there = new Set(reader.mounts.map(({ target }) => target));
    const wanted = new Set([...targets, ...(reader === run ? [] : ownTargets(reader, run))]);
    const options = [...wanted]
      .filter((target) => !there.has(target))
      .map((target) => `type=cache,target=${target}${isRoot ? "" : `,uid=${user}`}`);
    return options.length === 0 || reader.syntax.scripts.length === 0 ? [] : [addMounts(image.syntax, reader, options)];
  });
  const others = readers.length > 1 ? " It is added to every step that reads the same folder." : "";
  const switches = step.isAvoided ? offSwitches(step) : [];
  // Removed by a command, or switched off elsewhere: a mount alone would not be filled.
  if (switches === undefined) return [];
  const review = `${needs}${others} Whatever copies or reads this folder without the mount no longer finds it.`;
  return edits.length === 0
    ? []
    : [
        judged(
          `Keep ${isCompilerCache ? contents : `the ${contents}`} in a cache mount`,
          [...edits, ...switches],
          review,
        ),
      ];
}

/** Takes the off-switches out of the commands; undefined where they are none of their words. */
function offSwitches({ run }: UncachedStep): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const { cache, command } of run.avoidedCaches) {
    const { offFlags } = cacheRow(cache);
    const words = command.arguments.flatMap(({ word, value }) =>
      value !== undefined && offFlags.includes(value) && word.literal === value ? [word] : [],
    );
    if (words.length === 0) return undefined;
    // With the blank in front of it.
    for (const { range } of words) edits.push({ range: { start: range.start - 1, end: range.end }, newText: "" });
  }
  return edits;
}
