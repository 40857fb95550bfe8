// What installs of npm, Yarn, pnpm and Bun add: from the project's lock file, with sizes counted on this machine, looked up or
// from the shipped table.
import type { LargestEntry } from "../analysis";
import { type NodePackage, packageKey } from "../node-packages";
import { type Bounds, estimatedClaim, scaleClaim, unknownClaim } from "./claims";
import { downloadsMore, type SizeSource } from "./node-downloads";
import type { NodeInstall } from "./node-facts";
import { programs, shippedSize, sumByTable, type TableSum } from "./node-package-sizes";
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
  const { packages, reason, project, workspaces } = install;
  if (workspaces === null) return unpriced("which workspaces are installed is not known", ["packages of workspaces"]);
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
  const records = effect.development || install.lock === undefined ? 0 : install.lock.bytes;
  const bounds = {
    low: sum.low + records * recordsOfLock.low,
    likely: sum.likely + records * recordsOfLock.likely,
    high: sum.high + records * recordsOfLock.high,
  };
  const downloading = [...missing].filter((one) => downloadsMore(one, sourceOf(one, install), effect));
  const unknown = [...new Set(downloading.map(({ name }) => name))];
  const without = unknown.length === 0 ? "" : `; without what ${unknown.join(", ")} may download by install script`;
  const claim = estimatedClaim(bounds, `${basisOf(sum, install, effect.development === true)}${without}`);
  return {
    claim: project.yarn === "berry" && !project.linksNodeModules ? asArchives(claim) : claim,
    unknown,
    added: new Set(added.keys()),
    count: sum.count,
    largest: () => largestOf([...missing], install),
  };
}

/**
 * What the manager itself writes into node_modules, by the lock file's bytes: in 27 repositories that committed both, npm's
 * record had 0.54 to 1.19 times those, 0.99 in the median (2026-11-26); less where development dependencies stay out. That
 * those of Yarn, pnpm and Bun are alike is an assumption.
 */
const recordsOfLock = { low: 0.3, likely: 0.9, high: 1.2 };

/**
 * Yarn keeps the archives themselves where it makes no node_modules: compressed by default up to Yarn 3, and not since. The
 * shares are judged, not measured: archives of source text as a rule have a quarter of its size.
 */
function asArchives(claim: SizeClaim): SizeClaim {
  return scaleClaim(claim, { low: 0.25, likely: 0.6, high: 1.1 }, "Yarn keeps the packages' archives");
}

/** Bytes that were counted or published, and from where; the table knows what neither does. */
function ownSize(
  one: NodePackage,
  { installed, published }: NodeInstall,
): { readonly bytes: number; readonly source: "installed" | "published" } | undefined {
  const key = packageKey(one);
  const here = installed[key];
  if (here !== undefined) return { bytes: here, source: "installed" };
  // What lies inside of another package's archive is counted there.
  const there = one.bundled ? undefined : published.sizes[key];
  return there === undefined ? undefined : { bytes: there, source: "published" };
}

const sourceOf = (one: NodePackage, install: NodeInstall): SizeSource => ownSize(one, install)?.source ?? "table";

interface Sum extends Bounds {
  readonly count: number;
  /** How many of them have a size of their own: counted here, or published. */
  readonly installed: number;
  readonly published: number;
  /** The others. */
  readonly byTable: TableSum;
}

/** What was counted or published is right but for what an install changes in it. */
const ofOwn = { low: 0.99, high: 1.01 };

function sumOf(packages: readonly NodePackage[], install: NodeInstall): Sum {
  let exact = 0;
  let count = 0;
  const own = { installed: 0, published: 0 };
  const others: NodePackage[] = [];
  for (const one of packages) {
    count += one.copies;
    const size = ownSize(one, install);
    if (size === undefined) {
      others.push(one);
      continue;
    }
    own[size.source] += one.copies;
    exact += size.bytes * one.copies;
  }
  const byTable = sumByTable(others);
  return {
    ...own,
    count,
    byTable,
    low: exact * ofOwn.low + byTable.low,
    likely: exact + byTable.likely,
    high: exact * ofOwn.high + byTable.high,
  };
}

function basisOf(
  { count, installed, published, byTable }: Sum,
  { lock, project, workspaces: chosen, published: { basis, problem } }: NodeInstall,
  development: boolean,
): string {
  const packages = `${count} ${development ? "development " : ""}package${count === 1 ? "" : "s"} of ${lock?.name}`;
  const { ofMajor, ofOther, unseen } = byTable;
  const parts = [
    ...(installed > 0 ? [`${installed} as they lie in node_modules here`] : []),
    ...(published > 0 ? [`${published} by ${basis}`] : []),
    ...(ofMajor > 0 ? [`${ofMajor} of the shipped table of committed node_modules, 2018 to 2026`] : []),
    ...(ofOther > 0 ? [`${ofOther} by another version in it`] : []),
    ...(unseen > 0 ? [`${unseen} like the average package`] : []),
  ];
  const named = chosen?.names.map((name) => (name === "." ? "the project itself" : name)).join(", ");
  const workspaces = named ? `; for ${named} alone` : project.hasWorkspaces ? "; of all workspaces" : "";
  // What the registry would have told is told by the table.
  const unasked = problem !== undefined && ofMajor + ofOther + unseen > 0 ? `; ${problem}` : "";
  return `${packages}: ${parts.join(", ")}${workspaces}${unasked}`;
}

function largestOf(packages: readonly NodePackage[], install: NodeInstall): readonly LargestEntry[] {
  return packages
    .flatMap((one) => {
      const bytes = ownSize(one, install)?.bytes ?? shippedSize(one.name, one.version);
      return bytes === undefined ? [] : [{ name: packageKey(one), bytes: bytes * one.copies }];
    })
    .sort((left, right) => right.bytes - left.bytes)
    .slice(0, 10);
}

/**
 * What one dependency of package.json brings, with all that it depends on; bytes. 40 of 42 committed trees with 1 to 86
 * dependencies, development dependencies among them, lay between these; 4.8 MB in the median (2026-11-26).
 */
const perDependency = { low: 0.5e6, likely: 4.8e6, high: 16.5e6 };

function priceWithoutLock(effect: InstallEffect, { project, workspaces }: NodeInstall, reason: string): InstallPrice {
  const names = effect.development ? project.devDependencies : project.dependencies;
  if (project.hasWorkspaces || workspaces)
    return unpriced(`${reason}, and the workspaces' dependencies are not counted`, ["package.json"]);
  const own = names.reduce((sum, name) => sum + (shippedSize(name, "") ?? 0), 0);
  const count = names.length;
  // Their own sizes are known by any of their versions.
  const bounds = {
    low: Math.max(own * 0.5, count * perDependency.low),
    likely: Math.max(own, count * perDependency.likely),
    high: Math.max(own * 2, count * perDependency.high),
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
