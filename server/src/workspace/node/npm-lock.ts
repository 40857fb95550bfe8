// Reads package-lock.json and npm-shrinkwrap.json of npm 5 to 11.
import type { NodePackage, NodePlatform } from "../../engine/index";
import { isRecord, stringsIn } from "../json";
import { PackageCount } from "./package-count";
import { runsOn } from "./platform-limits";

/** The packages that `npm ci` puts into node_modules on this platform. Throws, in a sentence, where it is no such file. */
export function readNpmLock(text: string, platform: NodePlatform): readonly NodePackage[] {
  const lock: unknown = JSON.parse(text);
  const count = new PackageCount();
  if (isRecord(lock) && isRecord(lock.packages)) addPlaces(lock.packages, platform, count);
  else if (isRecord(lock) && isRecord(lock.dependencies)) addNested(lock.dependencies, platform, count);
  else if (!isRecord(lock) || lock.lockfileVersion === undefined) throw new Error("it lists no packages");
  return count.packages;
}

/** Since npm 7: one entry for each folder of node_modules. */
function addPlaces(places: Record<string, unknown>, platform: NodePlatform, count: PackageCount): void {
  const marker = "node_modules/";
  for (const [place, entry] of Object.entries(places)) {
    const at = place.lastIndexOf(marker);
    // Packages of the project itself lie elsewhere, and what is linked is not copied.
    if (at === -1 || !isRecord(entry) || entry.link === true) continue;
    const name = typeof entry.name === "string" ? entry.name : place.slice(at + marker.length);
    const optional = entry.optional === true || entry.devOptional === true;
    const limits = { os: stringsIn(entry.os), cpu: stringsIn(entry.cpu), libc: stringsIn(entry.libc) };
    if (!runsOn(name, limits, optional, platform)) continue;
    const version = typeof entry.version === "string" ? entry.version : "";
    count.add(name, version, entry.dev === true, entry.inBundle === true);
  }
}

/** Before npm 7: packages inside of packages. */
function addNested(dependencies: Record<string, unknown>, platform: NodePlatform, count: PackageCount): void {
  for (const [key, entry] of Object.entries(dependencies)) {
    if (!isRecord(entry) || typeof entry.version !== "string" || /^(file|link):/.test(entry.version)) continue;
    // `npm:other@1.2.3` stands for another package.
    const alias = /^npm:(.+)@([^@]+)$/.exec(entry.version);
    const name = alias?.[1] ?? key;
    if (!runsOn(name, {}, entry.optional === true, platform)) continue;
    count.add(name, alias?.[2] ?? entry.version, entry.dev === true, entry.bundled === true);
    if (isRecord(entry.dependencies)) addNested(entry.dependencies, platform, count);
  }
}
