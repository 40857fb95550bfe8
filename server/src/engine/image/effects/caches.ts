// Caches that package managers leave: where they lie, what switches them off, what empties them.
import { isOfOldDays, knownImage } from "../image-references";
import type { CacheRow } from "../managers/package-manager";
import { worksOffline } from "../offline";
import { cacheRow, switchedBy } from "../package-managers";
import { baseName, covers, resolvePath } from "../paths";
import { hasFlag, hasUnknownFlag, type Invocation } from "../read-invocation";
import type { System } from "../types";
import { condaRoot, packagesOf } from "./conda-paths";
import { isBerry, linksNodeModules, mayBeBerry, settingState } from "./manager-settings";
import type { RunContext } from "./run-context";
import type { Draft } from "./stage-files";

/** Adds the caches that this invocation fills, unless a switch, a mount or the configuration says otherwise. */
export function addCaches(context: RunContext, invocation: Invocation): void {
  for (const id of invocation.verb.fills ?? []) {
    if (!isFilled(context, id, invocation)) continue;
    const row = cacheRow(id);
    const isOff = isSwitchedOff(context, row, invocation);
    if (isOff && !isSwitchedOffOnPurpose(context, row, invocation)) continue;
    const all = cachePaths(context, row, invocation);
    if (isOff) {
      const { manager, command } = invocation;
      const isMounted = all?.some((path) => mayBeMounted(context, path)) === true;
      if (!command.maybe && !isMounted)
        context.switchedOff.push({ manager: manager.id, cache: id, paths: all ?? [], command });
      continue;
    }
    const paths = all?.filter((path) => !mayBeMounted(context, path));
    // Without its main directory there is not enough left to speak of.
    if (!paths?.length || paths[0] !== all![0]) continue;
    const elsewhere = otherPaths(row, invocation);
    if (elsewhere.some((path) => mayBeMounted(context, path))) continue;
    // RubyGems and Bundler share a folder, and pipx fills pip's.
    const again = context.findPresent(
      ({ effect }) => effect.kind === "cache" && (effect.cache === id || effect.paths?.[0] === paths[0]),
    );
    if (again) {
      // One cache, filled twice: it is there for sure when one of them is sure.
      if (!invocation.command.maybe || isOnEveryWay(context, again, invocation)) again.effect.maybe = false;
      continue;
    }
    const cache = context.add(
      invocation.command,
      { kind: "cache", manager: invocation.manager.id, cache: id, mayBeRemoved: false, paths },
      { elsewhere },
    );
    isOnEveryWay(context, cache, invocation);
  }
}

/** What a verb fills only under a condition that the table does not say. */
function isFilled({ stage }: RunContext, id: string, invocation: Invocation): boolean {
  switch (id) {
    case "apt-archives":
      return stage.keepsArchives;
    case "yarn":
      return !isBerry(stage, invocation) && !mayBeBerry(stage, invocation);
    case "yarn-berry":
      // Plug'n'Play runs the program from this cache, and so may a Yarn of which nobody knows how it links.
      return isBerry(stage, invocation) && linksNodeModules(stage, invocation);
    case "pip":
      // pip keeps a cache since version 6.
      return !isOfOldDays(stage.root);
    case "gem":
      // One small file.
      return !invocation.operands.every(({ value }) => value !== undefined && /^(bundler|rake)(:|$)/.test(value));
    default:
      return true;
  }
}

/** Notes the branch that fills a cache, and tells whether every branch of its `if … else …` does. */
function isOnEveryWay({ branches }: RunContext, cache: Draft, { command }: Invocation): boolean {
  const { choice } = command.shell;
  if (choice === undefined) return false;
  const filled = branches.get(cache) ?? new Set<string>();
  branches.set(cache, filled.add(`${choice.id} ${choice.branch}`));
  return [...filled].filter((one) => one.startsWith(`${choice.id} `)).length === choice.branches;
}

/** A mount lies over the path or what counts in it (npm's `_cacache`), or one whose target cannot be read might. */
function mayBeMounted(context: RunContext, path: string): boolean {
  return context.mounts.some(
    ({ type, target }) =>
      (type === "cache" || type === "tmpfs" || type === "bind" || type === "unknown") &&
      (target === undefined || covers(target, path) || (type === "cache" && covers(path, target))),
  );
}

/** A switch on the command line, in the environment or in a file; what cannot be read counts as one, so that rules stay silent. */
function isSwitchedOff(context: RunContext, row: CacheRow, invocation: Invocation): boolean {
  const { manager } = invocation;
  if (worksOffline(invocation) || context.stage.configuredManagers.has(manager.id) || hasFlag(invocation, row.offFlags))
    return true;
  if (hasFlag(invocation, row.otherOffFlags ?? [])) return true;
  const hasOffFlag = row.offFlags.length > 0 || row.otherOffFlags !== undefined;
  if (hasOffFlag && hasUnknownFlag(invocation)) return true;
  // `pipx install --pip-args=--no-cache-dir`
  if (invocation.flags.some(({ name, text }) => name === "--pip-args" && /no-cache|\uFFFC/.test(text))) return true;
  if ((manager.id === "pip" || manager.id === "uv") && needsNoDownload(invocation)) return true;
  return row.offEnvironment.some((entry) => {
    const value = settingState(context.stage, invocation, entry.name);
    return value === null || switchedBy(entry, value);
  });
}

/** By a switch that is written for it, rather than by something that cannot be read. */
function isSwitchedOffOnPurpose({ stage }: RunContext, row: CacheRow, invocation: Invocation): boolean {
  return (
    hasFlag(invocation, row.offFlags) ||
    row.offEnvironment.some((entry) => {
      const value = settingState(stage, invocation, entry.name);
      return value !== null && switchedBy(entry, value);
    })
  );
}

/** Wheels that lie there already, or local sources without their dependencies: next to nothing is fetched. */
function needsNoDownload(invocation: Invocation): boolean {
  const local = /^[./~]|\.whl$/;
  const sources = invocation.operands.map(({ value }) => value);
  for (const { name, value } of invocation.flags) {
    if (name === "-r" || name === "--requirement") return false;
    if (name === "-e" || name === "--editable") sources.push(value);
  }
  if (sources.length === 0) return false;
  return hasFlag(invocation, ["--no-deps"])
    ? sources.every((source) => source !== undefined && local.test(source) && !source.includes("://"))
    : sources.every(
        (source) =>
          source !== undefined && !source.includes("://") && /\.whl(\[.*\])?$|^(\.?\/)?([\w./-]*\/)?\*$/.test(source),
      );
}

/** Absolute directories of a cache as this command sees them; undefined where they cannot be known. */
function cachePaths(context: RunContext, row: CacheRow, invocation: Invocation): string[] | undefined {
  const { command } = invocation;
  const moved = movedLocation(row, invocation);
  const root = rootOf(invocation);
  if (moved === null || root === undefined) return undefined;
  const known = locationOfImage(context, row);
  const paths: string[] = [];
  for (const alternatives of row.locations) {
    const isFirst = paths.length === 0;
    const isMoved = moved && (isFirst || row.flagsNameParent);
    const name = row.flagsNameParent ? `/${baseName(alternatives[0]!)}` : "";
    const path = isMoved
      ? resolvePath(command.workdir, moved + name)
      : firstKnown(context, row, isFirst && known !== undefined ? [known] : alternatives, invocation);
    if (path === undefined) return undefined;
    paths.push(under(root, path));
  }
  return paths;
}

function locationOfImage({ stage }: RunContext, { locationByImage }: CacheRow): string | undefined {
  if (stage.root.kind !== "image") return undefined;
  const { name, tag = "latest" } = stage.root.reference;
  return locationByImage?.find(({ image }) => image.test(`${name}:${tag}`))?.location;
}

/** Where it would lie in other releases. */
function otherPaths(row: CacheRow, invocation: Invocation): string[] {
  const root = rootOf(invocation) ?? "/";
  return (row.otherLocations ?? []).map((path) => under(root, path));
}

/** Where a flag moves the first location to: undefined where none does, null where that cannot be known. */
function movedLocation({ locationFlags = [] }: CacheRow, { flags }: Invocation): string | null | undefined {
  let moved: string | null | undefined;
  for (const wanted of locationFlags) {
    const [name, option] = wanted.split("=");
    for (const flag of flags) {
      if (flag.name !== name) continue;
      if (flag.value === undefined) moved = null;
      else if (option === undefined) moved = flag.value;
      else if (flag.value.startsWith(`${option}=`)) moved = flag.value.slice(option.length + 1);
    }
  }
  return moved;
}

/** The folder that stands for the root directory (`--installroot=/mnt`); undefined where it cannot be known. */
export function rootOf(invocation: Invocation): string | undefined {
  const { manager, flags, command } = invocation;
  const flag = flags.findLast(({ name }) => manager.rootFlags?.includes(name));
  if (flag === undefined) return "/";
  return flag.value === undefined ? undefined : resolvePath(command.workdir, flag.value);
}

function under(root: string, path: string): string {
  return root === "/" ? path : `${root}${path}`;
}

function firstKnown(
  context: RunContext,
  row: CacheRow,
  alternatives: readonly string[],
  invocation: Invocation,
): string | undefined {
  const { stage } = context;
  const { command, flags } = invocation;
  for (const location of alternatives) {
    const condition = /^(root|alpine|debian):(.*)$/.exec(location);
    if (condition) {
      const holds = condition[1] === "root" ? command.home === "/root" : isSystem(stage.system, condition[1]!);
      if (holds) return condition[2];
      continue;
    }
    if (location.startsWith("@image")) {
      const path = knownImage(stage.root).caches?.[row.id];
      if (path !== undefined && isImageHome(command.home)) return path + location.slice("@image".length);
      continue;
    }
    if (location.startsWith("@root")) {
      const root = condaRoot(context, command, flags);
      return root === undefined ? undefined : packagesOf(context, command, root);
    }
    const variable = /^\$(\w+)(.*)$/.exec(location);
    if (!variable) {
      if (!location.startsWith("~")) return location;
      return command.home === undefined ? undefined : `${command.home === "/" ? "" : command.home}${location.slice(1)}`;
    }
    const value = settingState(stage, invocation, variable[1]!);
    // `COMPOSER_CACHE_DIR=/dev/null` keeps nothing.
    if (value === null || value === "/dev/null") return undefined;
    // GOPATH may be a list: the first one holds the modules.
    if (value) return resolvePath(command.workdir, value.split(":")[0]! + variable[2]!);
  }
  return undefined;
}

function isSystem(system: System, wanted: string): boolean {
  return system === wanted || (wanted === "debian" && system === "ubuntu");
}

/** Root, whose folder is a link to that of the image's own user, or that user. */
function isImageHome(home: string | undefined): boolean {
  return home === "/root" || home === "/home/gradle";
}

/** Takes back the caches that a clean verb empties. */
export function clearCaches(context: RunContext, invocation: Invocation): void {
  const { manager, command, operands } = invocation;
  // `uv cache clean NAME` and `pip cache remove NAME` take one package.
  if ((manager.id === "uv" || manager.id === "yarn") && operands.length > 0) return;
  const ids = clearedBy(invocation);
  const root = rootOf(invocation);
  for (const draft of context.made) {
    if (draft.dropped || draft.effect.kind !== "cache" || !ids.has(draft.effect.cache)) continue;
    // `--installroot` has a cache of its own.
    if (root !== undefined && manager.rootFlags && !isUnder(root, draft.effect.paths?.[0])) continue;
    context.drop(draft, command.maybe);
  }
}

function clearedBy(invocation: Invocation): ReadonlySet<string> {
  const { verb, operands, command } = invocation;
  const { clears = [], clearsWith = {}, clearsNothingWith } = verb;
  // `yes | pacman -Scc --noconfirm` answers for itself.
  if (clearsNothingWith !== undefined && !command.pipedFrom && hasFlag(invocation, [clearsNothingWith]))
    return new Set();
  // What `dotnet nuget locals http-cache --clear` takes is little.
  if (invocation.manager.id === "dotnet" && !/^(all|global-packages)$/.test(operands[0]?.value ?? "all"))
    return new Set();
  const ids = new Set(clears);
  for (const [word, cleared] of Object.entries(clearsWith))
    if (hasFlag(invocation, [word]) || operands.some(({ value }) => value === undefined || value === word))
      for (const id of cleared) ids.add(id);
  return ids;
}

/** In this root rather than in the root of another one. */
function isUnder(root: string, path: string | undefined): boolean {
  if (path === undefined || root === "/") return path === undefined || /^\/(var|usr|root)\//.test(path);
  return covers(root, path);
}
