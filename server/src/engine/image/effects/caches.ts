// Caches that package managers leave: where they lie, what switches them off, what empties them.
import { type CacheRow, cacheRow, switchedBy } from "../package-managers";
import { resolvePath } from "../paths";
import { flagValue, hasFlag, hasUnknownFlag, type Invocation } from "../read-invocation";
import type { RunContext } from "./run-context";

/** Adds the caches that this invocation fills, unless a switch or the table says otherwise. */
export function addCaches(context: RunContext, invocation: Invocation): void {
  for (const id of invocation.verb.fills ?? []) {
    // Debian's and Ubuntu's images remove archives after each install by their own configuration.
    if (id === "apt-archives") continue;
    const row = cacheRow(id);
    if (isSwitchedOff(row, invocation)) continue;
    const paths = cachePaths(row, invocation);
    if (!paths) continue;
    const again = [...context.present()].find(({ effect }) => effect.kind === "cache" && effect.cache === id);
    if (again) {
      // One cache, filled twice: it is there for sure when one of them is sure.
      if (!invocation.command.maybe) again.effect.maybe = false;
      continue;
    }
    context.add(invocation.command, { kind: "cache", manager: invocation.manager.id, cache: id, paths });
  }
}

/** A switch on the command line or in the environment; what cannot be read counts as a switch, so that rules stay silent. */
function isSwitchedOff(row: CacheRow, invocation: Invocation): boolean {
  if (hasFlag(invocation, row.offFlags)) return true;
  if (row.offFlags.length > 0 && hasUnknownFlag(invocation)) return true;
  return row.offEnvironment.some((entry) => {
    const value = invocation.command.environmentState(entry.name);
    return value === null || switchedBy(entry, value);
  });
}

/** Absolute directories of a cache as this command sees them; undefined where they cannot be known. */
export function cachePaths(row: CacheRow, invocation: Invocation): string[] | undefined {
  const moved = row.locationFlags && flagValue(invocation, row.locationFlags);
  const paths: string[] = [];
  row.locations.forEach((alternatives, index) => {
    const path =
      index === 0 && moved ? resolvePath(invocation.command.workdir, moved) : firstKnown(alternatives, invocation);
    if (path) paths.push(path);
  });
  return paths.length > 0 ? paths : undefined;
}

function firstKnown(alternatives: readonly string[], { command }: Invocation): string | undefined {
  for (const location of alternatives) {
    const variable = /^\$(\w+)(.*)$/.exec(location);
    if (!variable) {
      if (!location.startsWith("~")) return location;
      return command.home === undefined ? undefined : `${command.home === "/" ? "" : command.home}${location.slice(1)}`;
    }
    const value = command.environmentState(variable[1]!);
    if (value === null) return undefined;
    if (value) return resolvePath(command.workdir, value + variable[2]!);
  }
  return undefined;
}

/** Takes back the caches that a clean verb empties. */
export function clearCaches(context: RunContext, invocation: Invocation): void {
  const ids = invocation.manager.id === "go" ? clearedByGoClean(invocation) : (invocation.verb.clears ?? []);
  for (const draft of [...context.present()])
    if (draft.effect.kind === "cache" && ids.includes(draft.effect.cache))
      context.drop(draft, invocation.command.maybe);
}

function clearedByGoClean(invocation: Invocation): string[] {
  const ids: string[] = [];
  if (hasFlag(invocation, ["-cache"])) ids.push("go-build");
  if (hasFlag(invocation, ["-modcache"])) ids.push("go-modules");
  return ids;
}
