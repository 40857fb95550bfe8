// What packages of npm take on disk by the shipped table, and what one takes that is not in it.
import type { Bounds } from "./claims";
import { nodePackageTable } from "./node-package-table";

/** What is thought of a package's bytes, and how far that may be off: a standard deviation, in bytes too. */
export interface Expected {
  readonly bytes: number;
  readonly deviation: number;
}

/** By name, and for native packages by what they are apart from the platform: bytes of each major version that was seen. */
let table: Map<string, ReadonlyMap<number, number>> | undefined;

/** Read at the first install of a Node project: lines of a name, then `major:kilobytes` for each version that was seen. */
function readTable(): Map<string, ReadonlyMap<number, number>> {
  const rows = new Map<string, ReadonlyMap<number, number>>();
  for (const line of nodePackageTable.trim().split("\n")) {
    const [name, ...versions] = line.split(" ");
    const sizes = versions.map((version): [number, number] => {
      const [major, kilobytes] = version.split(":");
      return [Number(major), Number(kilobytes) * 1000];
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

/**
 * How far the table is off for one package, as a share: standard deviations when each of the trees that it is made of is
 * left out in turn, 2026-11-26. Nearest major: where the version's own was not seen.
 */
const sameMajor = 0.3;
const nearestMajor = 0.8;

/**
 * A package that is not in the table: of 1,628 that only the tree left out had, half were below 24 kB and the largest had
 * 62 MB. The largest hundredth is left out of the mean and counts in the deviation.
 */
const unseen: Expected = { bytes: 200_000, deviation: 1_500_000 };

/** What a package of this name and version is expected to take, without those inside of it; `isSeen` tells the table has it. */
export function expectedSize(name: string, version: string): Expected & { readonly isSeen: boolean } {
  table ??= readTable();
  const versions = table.get(name) ?? table.get(familyOf(name) ?? "");
  if (versions === undefined) return { ...unseen, isSeen: false };
  const major = Number.parseInt(version, 10);
  const own = versions.get(major);
  if (own !== undefined) return { bytes: own, deviation: own * sameMajor, isSeen: true };
  const nearest = [...versions].reduce((best, one) =>
    Math.abs(one[0] - major) < Math.abs(best[0] - major) ? one : best,
  );
  return { bytes: nearest[1], deviation: nearest[1] * nearestMajor, isSeen: true };
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
