// Reads package-lock.json and npm-shrinkwrap.json of npm 5 to 11.
import type { ChosenWorkspaces, NodePackage, NodePlatform } from "../../engine/index";
import { isRecord, stringsIn, textEntries } from "../json";
import { PackageCount, reachable } from "./package-count";
import { runsOn } from "./platform-limits";

/**
 * The packages that `npm ci` puts into node_modules on this platform, of `chosen` workspaces alone. Throws, in a sentence, where
 * it is no such file or does not say that.
 */
export function readNpmLock(text: string, platform: NodePlatform, chosen?: ChosenWorkspaces): readonly NodePackage[] {
  const lock: unknown = JSON.parse(text);
  const count = new PackageCount();
  if (isRecord(lock) && isRecord(lock.packages))
    addPlaces(lock.packages, platform, count, chosen && neededBy(lock.packages, chosen));
  else if (chosen !== undefined) throw new Error("it does not say what each workspace needs");
  else if (isRecord(lock) && isRecord(lock.dependencies)) addNested(lock.dependencies, platform, count);
  else if (!isRecord(lock) || lock.lockfileVersion === undefined) throw new Error("it lists no packages");
  return count.packages;
}

/** Since npm 7: one entry for each folder of node_modules. */
function addPlaces(
  places: Record<string, unknown>,
  platform: NodePlatform,
  count: PackageCount,
  needed: Needed | undefined,
): void {
  const marker = "node_modules/";
  for (const [place, entry] of Object.entries(places)) {
    const at = place.lastIndexOf(marker);
    // Packages of the project itself lie elsewhere, and what is linked is not copied.
    if (at === -1 || !isRecord(entry) || entry.link === true || needed?.all.has(place) === false) continue;
    const name = typeof entry.name === "string" ? entry.name : place.slice(at + marker.length);
    const optional = entry.optional === true || entry.devOptional === true;
    const limits = { os: stringsIn(entry.os), cpu: stringsIn(entry.cpu), libc: stringsIn(entry.libc) };
    if (!runsOn(name, limits, optional, platform)) continue;
    const version = typeof entry.version === "string" ? entry.version : "";
    const isDevelopment = needed === undefined ? entry.dev === true : !needed.production.has(place);
    count.add(name, version, isDevelopment, entry.inBundle === true);
  }
}

/** Places of node_modules, and the workspaces' own. */
interface Needed {
  readonly production: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const always = ["dependencies", "optionalDependencies", "peerDependencies"];

/** What these workspaces depend on, and the workspaces that they link to. */
function neededBy(places: Record<string, unknown>, { names }: ChosenWorkspaces): Needed {
  const roots = names.flatMap((name) => {
    const link = places[`node_modules/${name}`];
    const linked = isRecord(link) && link.link === true ? link.resolved : undefined;
    const folder = typeof linked === "string" ? linked : name === "." ? "" : name;
    // A folder that holds workspaces stands for all of them.
    const found = Object.keys(places).filter(
      (place) => !place.includes("node_modules/") && (place === folder || (folder && place.startsWith(`${folder}/`))),
    );
    if (found.length === 0) throw new Error(`there is no workspace ${name} in it`);
    return found;
  });
  const from = (place: string, groups: readonly string[]): readonly string[] => {
    const entry = places[place];
    if (!isRecord(entry)) return [];
    if (entry.link === true) return typeof entry.resolved === "string" ? [entry.resolved] : [];
    const wanted = groups.flatMap((group) => textEntries(entry[group]));
    return wanted.flatMap(([name]) => placeOf(name, place, places) ?? []);
  };
  const next = (place: string) => from(place, always);
  const production = reachable(roots, next);
  return {
    production,
    all: reachable([...production, ...roots.flatMap((root) => from(root, ["devDependencies"]))], next),
  };
}

/** Where Node finds a package from a folder: the nearest node_modules above that holds it. */
function placeOf(name: string, from: string, places: Record<string, unknown>): string | undefined {
  const parts = from === "" ? [] : from.split("/");
  for (let length = parts.length; length >= 0; length--) {
    if (parts[length - 1] === "node_modules") continue;
    const place = [...parts.slice(0, length), "node_modules", name].join("/");
    if (Object.hasOwn(places, place)) return place;
  }
  return undefined;
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
