// Reads bun.lock, the text form of Bun's lock file.
import type { NodePackage, NodePlatform } from "../../engine/index";
import { isRecord, stringsIn, textEntries } from "../json";
import { PackageCount, reachable } from "./package-count";
import { runsOn } from "./platform-limits";

/** The packages that `bun install` puts into node_modules on this platform. Throws, in a sentence, where it is no such file. */
export function readBunLock(text: string, platform: NodePlatform): readonly NodePackage[] {
  // JSON, but for commas before closing brackets.
  const lock: unknown = JSON.parse(text.replace(/,(?=\s*[}\]])/g, ""));
  if (!isRecord(lock) || !isRecord(lock.packages) || !isRecord(lock.workspaces))
    throw new Error("it lists no packages");
  const { packages } = lock;
  const workspaces = Object.values(lock.workspaces);
  const next = (place: string): readonly string[] | undefined => {
    const { id, details } = entryOf(packages[place]);
    const at = id.lastIndexOf("@");
    if (at <= 0 || /^(workspace|link|file):/.test(id.slice(at + 1))) return undefined;
    const limits = { os: stringsIn(details.os), cpu: stringsIn(details.cpu), libc: stringsIn(details.libc) };
    if (!runsOn(id.slice(0, at), limits, true, platform)) return undefined;
    return namesIn(details, ["dependencies", "optionalDependencies", "peerDependencies"]).flatMap(
      (name) => placeOf(name, place, packages) ?? [],
    );
  };
  const rootsIn = (groups: readonly string[]) =>
    workspaces.flatMap((workspace) => {
      if (!isRecord(workspace)) return [];
      const own = typeof workspace.name === "string" ? workspace.name : "";
      return namesIn(workspace, groups).flatMap((name) => placeOf(name, own, packages) ?? []);
    });
  const production = reachable(rootsIn(["dependencies", "optionalDependencies"]), next);
  const all = reachable([...production, ...rootsIn(["devDependencies"])], next);
  const count = new PackageCount();
  for (const place of all) {
    const { id } = entryOf(packages[place]);
    const at = id.lastIndexOf("@");
    count.add(id.slice(0, at), id.slice(at + 1), !production.has(place));
  }
  return count.packages;
}

function entryOf(entry: unknown): { readonly id: string; readonly details: Record<string, unknown> } {
  if (!Array.isArray(entry) || typeof entry[0] !== "string") return { id: "", details: {} };
  return { id: entry[0], details: entry.find(isRecord) ?? {} };
}

function namesIn(from: Record<string, unknown>, groups: readonly string[]): readonly string[] {
  return groups.flatMap((group) => textEntries(from[group]).map(([name]) => name));
}

/** The nearest place of a package, seen from another one: `a/b`, else `b`. */
function placeOf(name: string, from: string, packages: Record<string, unknown>): string | undefined {
  const parts = from.match(/(@[^/]+\/)?[^/]+/g) ?? [];
  for (let length = parts.length; length >= 0; length--) {
    const place = [...parts.slice(0, length), name].join("/");
    if (Object.hasOwn(packages, place)) return place;
  }
  return undefined;
}
