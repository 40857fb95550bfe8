// Reads yarn.lock of Yarn 1 and of Yarn 2 and later. Which packages are for development only package.json says.
import type { NodePackage, NodePlatform } from "../../engine/index";
import { isRecord, textEntries } from "../json";
import { type Block, readIndented, withoutQuotes } from "./indented-text";
import { PackageCount, reachable } from "./package-count";
import { type PlatformLimits, runsOn } from "./platform-limits";

/**
 * The packages that `yarn install` stores on this platform, each version once. `manifests`: the parsed package.json of
 * the project and of its workspaces.
 */
export function readYarnLock(
  text: string,
  manifests: readonly unknown[],
  platform: NodePlatform,
): readonly NodePackage[] {
  const lock = readIndented(text);
  const byPattern = new Map<string, Entry>();
  const byName = new Map<string, Entry>();
  for (const [header, block] of lock.entries) {
    if (header === "__metadata") continue;
    const patterns = header.split(/,\s*/).map((pattern) => withoutQuotes(pattern.trim()).replace(/^"|"$/g, ""));
    const entry = readEntry(patterns[0]!, block);
    for (const pattern of patterns) byPattern.set(pattern, entry);
    if (!entry.isWorkspace) byName.set(nameIn(patterns[0]!), entry);
  }
  if (byPattern.size === 0 && !/yarn lockfile|__metadata/.test(text)) throw new Error("it lists no packages");
  const find = ([name, range]: readonly [string, string]): Entry[] => {
    const found =
      byPattern.get(`${name}@${range}`) ??
      byPattern.get(`${name}@npm:${range}`) ??
      // `resolutions` of package.json put another version into its place.
      byName.get(name);
    return found === undefined || found.isWorkspace ? [] : [found];
  };
  const next = ({ name, limits, optional, dependencies }: Entry): readonly Entry[] | undefined => {
    if (!runsOn(name, limits, optional, platform)) return undefined;
    return dependencies.flatMap(find);
  };
  const rootsIn = (groups: readonly string[]) =>
    manifests.flatMap((manifest) =>
      groups.flatMap((group) => textEntries(isRecord(manifest) ? manifest[group] : undefined).flatMap(find)),
    );
  const production = reachable(rootsIn(["dependencies", "optionalDependencies"]), next);
  const all = reachable([...production, ...rootsIn(["devDependencies"])], next);
  const count = new PackageCount();
  for (const entry of all) count.add(entry.name, entry.version, !production.has(entry));
  return count.packages;
}

interface Entry {
  readonly name: string;
  readonly version: string;
  readonly isWorkspace: boolean;
  readonly limits: PlatformLimits;
  /** Yarn 1 does not say what is optional: a native package for another system never is anything else. */
  readonly optional: boolean;
  readonly dependencies: readonly (readonly [string, string])[];
}

function readEntry(pattern: string, { entries }: Block): Entry {
  const resolution = entries.get("resolution")?.value;
  const conditions = entries.get("conditions")?.value ?? "";
  const values = (key: string) => {
    const found = [...conditions.matchAll(new RegExp(`\\b${key}=(\\w+)`, "g"))].map(([, value]) => value!);
    return found.length === 0 ? undefined : found;
  };
  const dependencies = ["dependencies", "optionalDependencies"].flatMap((group) =>
    [...(entries.get(group)?.entries ?? [])].flatMap(([name, { value }]) =>
      value === undefined ? [] : ([[name, value]] as const),
    ),
  );
  return {
    name: resolution === undefined ? realName(pattern) : nameIn(resolution),
    version: entries.get("version")?.value ?? "",
    isWorkspace: /@workspace:/.test(resolution ?? pattern),
    limits: { os: values("os"), cpu: values("cpu"), libc: values("libc") },
    optional: true,
    dependencies,
  };
}

/** `@scope/name@^1.2` → `@scope/name` */
function nameIn(pattern: string): string {
  const at = pattern.indexOf("@", 1);
  return at === -1 ? pattern : pattern.slice(0, at);
}

/** `alias@npm:name@^1` is the package behind it. */
function realName(pattern: string): string {
  const alias = /@npm:((?:@[^/]+\/)?[^@]+)@/.exec(pattern)?.[1];
  return alias ?? nameIn(pattern);
}
