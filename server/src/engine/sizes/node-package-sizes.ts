// What packages of npm take on disk by the shipped table, and what one takes that is not in it.
import type { Bounds } from "./claims";
import table from "./node-packages.json";

interface Seen {
  readonly bytes: number;
  /** How far it is off within the major version, as a share: a standard deviation. */
  readonly deviation: number;
}

/** By name, and for native packages by what they are apart from the platform: each major version that was seen. */
export type NodePackageTable = ReadonlyMap<string, ReadonlyMap<number, Seen>>;

/**
 * Reads lines of a name, then for each version that was seen `major:kilobytes` of the package's own files, perhaps with
 * `:deviation` in percent.
 */
export function readNodeTable(lines: readonly string[]): NodePackageTable {
  const rows = new Map<string, ReadonlyMap<number, Seen>>();
  for (const line of lines) {
    const [name, ...versions] = line.split(" ");
    const sizes = versions.map((version): [number, Seen] => {
      const [major, kilobytes, percent] = version.split(":");
      const deviation = percent === undefined ? deviationOfMajor : Number(percent) / 100;
      return [Number(major), { bytes: Number(kilobytes) * 1000, deviation }];
    });
    rows.set(name!, new Map(sizes));
    // Of the same program for several platforms, one is as good as another.
    const family = familyOf(name!);
    if (family !== undefined && (name!.includes("linux-x64") || !rows.has(family))) rows.set(family, rows.get(name!)!);
  }
  return rows;
}

/** `@next/swc-linux-x64-musl` and `@next/swc-darwin-arm64` are `@next/swc-*`; undefined for what is not native. */
function familyOf(name: string): string | undefined {
  const family = name.replace(/(linux|linuxmusl|darwin|win32)-(x64|arm64)(-(gnu|musl|msvc))?$/, "*");
  return family === name ? undefined : family;
}

let shipped: NodePackageTable | undefined;

/**
 * Made by scripts/node-package-table.mjs from trees of node_modules: those that public repositories committed between 2018
 * and 2026, that of this project, and those of small projects. Read at the first install of a Node project.
 */
const shippedTable = (): NodePackageTable => {
  shipped ??= readNodeTable(table.packages);
  return shipped;
};

/** The bytes that the table has for a package, without those inside of it: of its major version, else of the nearest. */
function sizeIn(
  table: NodePackageTable,
  name: string,
  version: string,
): (Seen & { readonly isOfMajor: boolean }) | undefined {
  const versions = table.get(name) ?? table.get(familyOf(name) ?? "");
  if (versions === undefined) return undefined;
  const major = Number.parseInt(version, 10);
  const own = versions.get(major);
  if (own !== undefined) return { ...own, isOfMajor: true };
  const [, nearest] = [...versions].reduce((best, one) =>
    Math.abs(one[0] - major) < Math.abs(best[0] - major) ? one : best,
  );
  return { bytes: nearest.bytes, deviation: deviationOfOther, isOfMajor: false };
}

/** Bytes of a package by the shipped table; undefined where it is not in it. */
export function shippedSize(name: string, version: string): number | undefined {
  return sizeIn(shippedTable(), name, version)?.bytes;
}

/**
 * How far the table is off for one package, as a share: 0.30 for the 15,530 packages of which another tree had the major
 * version, 0.55 for 719 of another version, weighed by bytes; large packages of the table have a deviation of their own. 1,231
 * packages that no other tree had took 25 kB in the median, 268 kB on average and 26.5 MB at most.
 *
 * Measured 2026-11-26 by scripts/check-node-sizes.mjs: each of 44 trees of 41 repositories left out of the table in turn,
 * without native packages. With the figures below, which were chosen on these same trees, 43 lay inside of the range; the ranges
 * of 21 were at most 1.5 times as high as low, of 34 twice, of 38 three times; the median error of the likely value was 6.3 %.
 */
const deviationOfMajor = 0.3;
const deviationOfOther = 0.7;
const deviationsBelow = 1.8;
const deviationsAbove = 2.2;

/** Bytes of packages that are not in the table: one may be anything, many come nearer to the average. */
const unseenBounds = (count: number): Bounds => ({
  low: (count * count * 50_000) / (count + 5),
  likely: count * 150_000,
  high: count === 0 ? 0 : 500_000 + count * 600_000,
});

/** What packages take together by the table, in bytes, and how many of them it has: of that major version, of another, not at all. */
export interface TableSum extends Bounds {
  readonly ofMajor: number;
  readonly ofOther: number;
  readonly unseen: number;
}

/** The bytes that these packages are expected to take, `copies` of each. */
export function sumByTable(
  packages: readonly { readonly name: string; readonly version: string; readonly copies: number }[],
  table: NodePackageTable = shippedTable(),
): TableSum {
  const counts = { ofMajor: 0, ofOther: 0, unseen: 0 };
  let seen = 0;
  let variance = 0;
  for (const { name, version, copies } of packages) {
    const size = sizeIn(table, name, version);
    counts[size === undefined ? "unseen" : size.isOfMajor ? "ofMajor" : "ofOther"] += copies;
    if (size === undefined) continue;
    seen += size.bytes * copies;
    // Packages err in both directions: their deviations add up as the root of the sum of squares.
    variance += (size.bytes * copies * size.deviation) ** 2;
  }
  const far = Math.sqrt(variance);
  const unseen = unseenBounds(counts.unseen);
  const likely = seen + unseen.likely;
  return {
    ...counts,
    likely,
    low: Math.max(seen * 0.3, likely - Math.hypot(deviationsBelow * far, unseen.likely - unseen.low)),
    high: likely + Math.hypot(deviationsAbove * far, unseen.high - unseen.likely),
  };
}

/** Versions of one program differ: by this much where nothing else is known of it. */
const ofVersions = (megabytes: number): Bounds => ({
  low: megabytes * 0.6e6,
  likely: megabytes * 1e6,
  high: megabytes * 1.6e6,
});

/**
 * Programs that images install by name, with all they depend on; bytes. Files of `npm install -g` of the newest version each,
 * without install scripts, counted with npm 11.19 on linux/amd64, 2026-11-26.
 */
export const programs: Readonly<Record<string, Bounds>> = {
  "@angular/cli": ofVersions(67.5),
  "firebase-tools": ofVersions(189),
  nodemon: ofVersions(1.5),
  npm: ofVersions(12.3),
  pm2: ofVersions(15.2),
  // 12.21; its earlier versions hold no program of their own and are much smaller.
  pnpm: { low: 10e6, likely: 40e6, high: 80e6 },
  serve: ofVersions(3),
  turbo: ofVersions(46.5),
  // 7.0 with its program; 3 to 5 of the table.
  typescript: { low: 20e6, likely: 30e6, high: 64e6 },
  // 1.22, the last one under this name.
  yarn: { low: 5.1e6, likely: 5.34e6, high: 5.5e6 },
};
