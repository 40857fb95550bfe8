// What installs of npm, Yarn, pnpm and Bun add: from the project's lock file, with sizes counted on this machine, looked up or
// from the shipped table.
import type { LargestEntry } from "../analysis";
import { type NodePackage, packageKey } from "../node-packages";
import { estimatedClaim, scaleClaim, unknownClaim } from "./claims";
import type { NodeInstall } from "./node-facts";
import { expectedSize, programs } from "./node-package-sizes";
import type { InstallEffect, InstallPrice, Names } from "./packages";
import type { SizeClaim } from "./types";

const nothing: ReadonlySet<string> = new Set();

const unpriced = (reason: string, unknown: readonly string[]): InstallPrice => ({
  claim: unknownClaim(reason),
  unknown,
  added: nothing,
});

/** Price of an install where `held` packages are in the image already; `install` is what is known of its project. */
export function priceNodeInstall(effect: InstallEffect, held: Names, install: NodeInstall | undefined): InstallPrice {
  if (effect.packages.length > 0) return priceByName(effect, held);
  if (install === undefined)
    return unpriced("the project whose dependencies are installed is not in the workspace", ["package.json"]);
  const { packages, reason, project } = install;
  if (packages === undefined)
    return reason === undefined
      ? unpriced("the project's lock file is not read yet", ["the lock file"])
      : priceWithoutLock(effect, install, reason);
  const modules = effect.paths?.[0] ?? "";
  const wanted = packages.filter(({ development }) => development === (effect.development === true));
  const added = new Map(wanted.map((one) => [`${modules} ${packageKey(one)}`, one]));
  for (const name of added.keys()) if (held.has(name)) added.delete(name);
  const missing = new Set(added.values());
  const sum = sumOf(
    wanted.filter((one) => missing.has(one)),
    install,
  );
  // What the manager itself writes beside the packages.
  const records = effect.development || install.lock === undefined ? 0 : install.lock.bytes;
  const { low, likely, high } = sum;
  const bounds = { low: low + records * 0.3, likely: likely + records * 0.8, high: high + records * 1.1 };
  const claim = estimatedClaim(bounds, basisOf(sum, install, effect.development === true));
  return {
    claim: project.yarn === "berry" && !project.linksNodeModules ? asArchives(claim) : claim,
    unknown: [],
    added: new Set(added.keys()),
    count: sum.count,
    largest: () => largestOf([...missing], install),
  };
}

/** Yarn keeps the archives themselves where it makes no node_modules: compressed by default up to Yarn 3, and not since. */
function asArchives(claim: SizeClaim): SizeClaim {
  return scaleClaim(claim, { low: 0.25, likely: 0.6, high: 1.1 }, "Yarn keeps the packages' archives");
}

interface Sum {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  readonly count: number;
  /** How many of them have a size of their own: counted here, published, in the table. */
  readonly installed: number;
  readonly published: number;
  readonly seen: number;
}

/**
 * How far a sum of packages from the table is off: a share that no number of packages makes smaller, and deviations. Leaving
 * out each of 28 trees in turn, 25 lay inside, between 1.5 and 3 times as wide; the others had packages for which the rest
 * of the table knows nothing alike (2026-11-26).
 */
const systematic = 0.08;
const deviationsBelow = 1.3;
const deviationsAbove = 2.2;

/** Many packages err in both directions: their deviations add up as the root of the sum of squares. */
function sumOf(packages: readonly NodePackage[], { installed, published }: NodeInstall): Sum {
  let exact = 0;
  let expected = 0;
  let variance = 0;
  let count = 0;
  const seen = { installed: 0, published: 0, seen: 0 };
  for (const one of packages) {
    const key = packageKey(one);
    count += one.copies;
    const here = installed[key];
    const there = one.bundled ? undefined : published[key];
    if (here !== undefined || there !== undefined) {
      seen[here === undefined ? "published" : "installed"] += one.copies;
      exact += (here ?? there!) * one.copies;
      continue;
    }
    const { bytes, deviation, isSeen } = expectedSize(one.name, one.version);
    if (isSeen) seen.seen += one.copies;
    expected += bytes * one.copies;
    variance += (deviation * one.copies) ** 2;
  }
  const deviation = Math.sqrt(variance);
  return {
    ...seen,
    count,
    low: exact * 0.99 + Math.max(expected * 0.3, expected * (1 - systematic) - deviationsBelow * deviation),
    likely: exact + expected,
    high: exact * 1.01 + expected * (1 + systematic) + deviationsAbove * deviation,
  };
}

function basisOf(
  { count, installed, published, seen }: Sum,
  { lock, project }: NodeInstall,
  development: boolean,
): string {
  const packages = `${count} ${development ? "development " : ""}package${count === 1 ? "" : "s"} of ${lock?.name}`;
  const rest = count - installed - published - seen;
  const parts = [
    ...(installed > 0 ? [`${installed} as they lie in node_modules here`] : []),
    ...(published > 0 ? [`${published} as the registry tells`] : []),
    ...(seen > 0 ? [`${seen} from the shipped table of committed node_modules, 2018 to 2026`] : []),
    ...(rest > 0 ? [`${rest} like the average package`] : []),
  ];
  const workspaces = project.hasWorkspaces ? "; of all workspaces" : "";
  return `${packages}: ${parts.join(", ")}${workspaces}`;
}

function largestOf(packages: readonly NodePackage[], { installed, published }: NodeInstall): readonly LargestEntry[] {
  return packages
    .flatMap((one) => {
      const key = packageKey(one);
      const { bytes, isSeen } = expectedSize(one.name, one.version);
      const known = installed[key] ?? published[key] ?? (isSeen ? bytes : undefined);
      return known === undefined ? [] : [{ name: key, bytes: known * one.copies }];
    })
    .sort((left, right) => right.bytes - left.bytes)
    .slice(0, 10);
}

/** What one dependency of package.json brings along with itself: bytes, by 18 committed node_modules of 5 to 61 dependencies. */
const perDependency = { low: 0.4e6, likely: 3e6, high: 12e6 };

function priceWithoutLock(effect: InstallEffect, { project }: NodeInstall, reason: string): InstallPrice {
  const names = effect.development ? project.devDependencies : project.dependencies;
  if (project.hasWorkspaces)
    return unpriced(`${reason}, and the workspaces' dependencies are not counted`, ["package.json"]);
  const own = names.reduce((sum, name) => {
    const { bytes, isSeen } = expectedSize(name, "");
    return sum + (isSeen ? bytes : 0);
  }, 0);
  const count = names.length;
  const bounds = {
    low: own * 0.5 + count * perDependency.low,
    likely: own + count * perDependency.likely,
    high: own * 2 + count * perDependency.high,
  };
  const basis = `${count} dependencies of package.json with what each brings on average, for ${reason}`;
  return { claim: estimatedClaim(bounds, basis), unknown: [], added: nothing };
}

/** Packages that the command itself names, with what they depend on. */
function priceByName({ packages, manager, paths }: InstallEffect, held: Names): InstallPrice {
  const modules = paths?.[0] ?? manager;
  const unknown: string[] = [];
  const added = new Set<string>();
  const bounds = { low: 0, likely: 0, high: 0 };
  for (const { name } of packages) {
    const key = `${modules} ${name}`;
    if (held.has(key) || added.has(key)) continue;
    added.add(key);
    const size = Object.hasOwn(programs, name) ? programs[name] : undefined;
    if (size === undefined) {
      unknown.push(name);
      continue;
    }
    bounds.low += size.low;
    bounds.likely += size.likely;
    bounds.high += size.high;
  }
  const claim =
    unknown.length === packages.length
      ? unknownClaim(`what these ${manager} packages bring along is not in the shipped package data`)
      : estimatedClaim(bounds, "files of these packages with their dependencies, counted 2026-11-26");
  return { claim, unknown, added };
}
