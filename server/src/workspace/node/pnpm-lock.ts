// Reads pnpm-lock.yaml of the versions 5 to 9.
import path from "node:path";
import type { NodePackage, NodePlatform } from "../../engine/index";
import { type Block, listIn, readIndented } from "./indented-text";
import { PackageCount, reachable } from "./package-count";
import { runsOn } from "./platform-limits";

/** Folders of importers, and whether those come along that they link to. */
export interface PnpmImporters {
  readonly folders: readonly string[];
  readonly withDependencies: boolean;
}

/** The folders of the projects that the lock file is for. */
export function pnpmImporters(text: string): readonly string[] {
  return [...(readIndented(text).entries.get("importers")?.entries.keys() ?? ["."])];
}

/**
 * The packages that `pnpm install` stores on this platform, each version once: what several projects and peers need of
 * it is linked. `chosen`: of these importers alone. Throws, in a sentence, where it is no such file.
 */
export function readPnpmLock(text: string, platform: NodePlatform, chosen?: PnpmImporters): readonly NodePackage[] {
  const lock = readIndented(text);
  if (!lock.entries.has("lockfileVersion")) throw new Error("it names no version of its format");
  const descriptions = lock.entries.get("packages")?.entries ?? new Map<string, Block>();
  // Since version 9, what packages depend on stands apart from what they are.
  const nodes = lock.entries.get("snapshots")?.entries ?? descriptions;
  const importers = importersOf(lock.entries.get("importers")?.entries ?? new Map([[".", lock]]), chosen);
  const next = (key: string): readonly string[] | undefined => {
    const node = nodes.get(key);
    if (node === undefined) return undefined;
    const description = descriptions.get(withoutPeers(key)) ?? node;
    const limits = {
      os: listIn(description.entries.get("os")),
      cpu: listIn(description.entries.get("cpu")),
      libc: listIn(description.entries.get("libc")),
    };
    const optional = node.entries.get("optional")?.value === "true";
    if (!runsOn(nameOf(key, description).name, limits, optional, platform)) return undefined;
    return ["dependencies", "optionalDependencies"].flatMap((group) => keysIn(node.entries.get(group), nodes));
  };
  const rootsIn = (groups: readonly string[]) =>
    importers.flatMap((importer) => groups.flatMap((group) => keysIn(importer.entries.get(group), nodes)));
  const production = reachable(rootsIn(["dependencies", "optionalDependencies"]), next);
  const all = reachable([...production, ...rootsIn(["devDependencies"])], next);
  const count = new PackageCount();
  const seen = new Set<string>();
  for (const key of all) {
    const { name, version } = nameOf(key, descriptions.get(withoutPeers(key)) ?? nodes.get(key));
    if (seen.has(`${name}@${version}`)) continue;
    seen.add(`${name}@${version}`);
    count.add(name, version, !production.has(key));
  }
  return count.packages;
}

function importersOf(all: ReadonlyMap<string, Block>, chosen: PnpmImporters | undefined): readonly Block[] {
  if (chosen === undefined) return [...all.values()];
  const folders = reachable(chosen.folders, (folder) => {
    const importer = all.get(folder);
    return importer && (chosen.withDependencies ? linksOf(folder, importer) : []);
  });
  return [...folders].flatMap((folder) => all.get(folder) ?? []);
}

/** Folders of the other importers that one depends on. */
function linksOf(folder: string, importer: Block): readonly string[] {
  return ["dependencies", "optionalDependencies", "devDependencies"].flatMap((group) =>
    [...(importer.entries.get(group)?.entries.values() ?? [])].flatMap(({ value, entries }) => {
      const place = /^link:(.+)$/.exec(entries.get("version")?.value ?? value ?? "")?.[1];
      return place === undefined ? [] : [path.posix.join(folder, place)];
    }),
  );
}

/** The nodes that a group of dependencies names: `name: 1.2.3`, or a block with its version. */
function keysIn(group: Block | undefined, nodes: ReadonlyMap<string, Block>): readonly string[] {
  return [...(group?.entries ?? [])].flatMap(([name, { value, entries }]) => {
    const reference = entries.get("version")?.value ?? value;
    if (reference === undefined || /^(link|workspace):/.test(reference)) return [];
    const candidates = [
      `${name}@${reference}`,
      `/${name}@${reference}`,
      `/${name}/${reference}`,
      reference,
      `/${reference}`,
    ];
    return candidates.find((candidate) => nodes.has(candidate)) ?? [];
  });
}

/** Without what stands in brackets or, before version 6, behind the underscore. */
function withoutPeers(key: string): string {
  return key.replace(/\(.*$/s, "");
}

/** `/@scope/name/1.2.3_peer`, `/name@1.2.3(peer)`, `name@1.2.3`; where it is a place, the block has the name. */
function nameOf(key: string, block: Block | undefined): { readonly name: string; readonly version: string } {
  const written = withoutPeers(key).replace(/^\//, "");
  const old = /^((?:@[^/]+\/)?[^/@]+)\/(\d[^/_]*)/.exec(written);
  const at = written.lastIndexOf("@");
  const name = old?.[1] ?? (at > 0 ? written.slice(0, at) : written);
  const version = old?.[2] ?? (at > 0 ? written.slice(at + 1) : "");
  return {
    name: block?.entries.get("name")?.value ?? name,
    version: block?.entries.get("version")?.value ?? version,
  };
}
