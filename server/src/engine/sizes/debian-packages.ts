// What apt would install: the closure of dependencies over Debian's package index, minus what the image holds already.
import type { LargestEntry } from "../analysis";
import { bytesOfFiles, bytesOfPackage, databaseBytes, type PackageFiles, spreadOf } from "./apt-layers";
import type { BaseContents } from "./base-contents";
import { type Bounds, boundsOf, estimatedClaim, heldAlready, unknownClaim } from "./claims";
import { indexText, type PackageSource } from "./debian-data";
import type { Architecture, Closure, DebianIndex } from "./debian-index";
import type { InstallPrice, Names } from "./packages";
import type { SizeClaim } from "./types";

/** By index, contents and architecture. */
const heldClosures = new WeakMap<DebianIndex, WeakMap<BaseContents, Map<Architecture, ReadonlySet<string>>>>();

/** Names of the packages that such a base image holds, the system's own ones left out (they are never counted). */
export function packagesHeldBy(contents: BaseContents, { index, architecture }: PackageSource): ReadonlySet<string> {
  const ofIndex = heldClosures.get(index) ?? new WeakMap<BaseContents, Map<Architecture, ReadonlySet<string>>>();
  heldClosures.set(index, ofIndex);
  const ofContents = ofIndex.get(contents) ?? new Map<Architecture, ReadonlySet<string>>();
  ofIndex.set(contents, ofContents);
  const { packages, recommends } = contents;
  const held = ofContents.get(architecture) ?? index.closure(packages, nothing, { architecture, recommends }).added;
  ofContents.set(architecture, held);
  return held;
}

const nothing: ReadonlySet<string> = new Set();

/**
 * Price of `apt-get install` of these packages without what they merely recommend (names without versions) where `held`
 * are there already. Packages that the data does not have are unknown parts. On another release than the data's the range
 * is wider. `isFirst`: no other install of the same layer has counted dpkg's database yet. `perhaps`: what may be there
 * already as well, and then costs nothing.
 */
export function priceDebianInstall(
  requests: readonly string[],
  held: Names,
  source: PackageSource,
  isFirst: boolean,
  recommends: boolean,
  perhaps: ReadonlySet<string> = nothing,
): InstallPrice {
  const { added, missing } = needed(requests, held, source, recommends);
  if (added.size === 0 && missing.length > 0) {
    const what = missing.length === 1 ? missing[0] : `${missing.length} packages`;
    const reason = `the package index of Debian ${source.index.release} does not have ${what}`;
    return { claim: unknownClaim(reason), unknown: missing, added };
  }
  const likely = bytesOf(added, source) + (isFirst ? databaseBytes(haveQuestions(added, source), sizeOf(held)) : 0);
  const claim =
    added.size === 0 ? estimatedClaim({ low: 0, likely: 0, high: 0 }, heldAlready) : ofSource(spreadOf(likely), source);
  const withPerhaps = (there: Names) => priceDebianInstall(requests, there, source, isFirst, recommends);
  return {
    claim: lessWhere(perhaps, held, claim, withPerhaps),
    unknown: missing,
    added,
    largest: () => largestOf(added, source),
  };
}

/** The claim, with the low end of what it is when the image holds these packages as well. */
function lessWhere(
  perhaps: ReadonlySet<string>,
  held: Names,
  claim: SizeClaim,
  priceWith: (held: Names) => InstallPrice,
): SizeClaim {
  const bounds = boundsOf(claim);
  if (perhaps.size === 0 || bounds === undefined || bounds.high === 0 || claim.kind === "unknown") return claim;
  const least = priceWith({ has: (name) => held.has(name) || perhaps.has(name) }).claim;
  const low = boundsOf(least)?.low ?? 0;
  if (low >= bounds.low) return claim;
  const basis = `${claim.basis}; what the image holds is not known: less if some of this is there already`;
  return estimatedClaim({ ...bounds, low }, basis);
}

/**
 * Ubuntu's packages beside those of the Debian release that they were made from, by the package databases of Ubuntu 22.04.5
 * and 24.04 images kept in isdaniel/lowerdir and gertkelucas574-debug/debootstrap_ubuntu: 74 and 56 libraries and programs
 * beyond the shell's tools take 0.95 and 0.89 of Debian's together (one by one, a tenth less than 0.69 and 0.64, a tenth more
 * than 1.24 and 1.03). Its images leave out documentation as the slim ones do.
 */
const ubuntuShare: Bounds = { low: 0.89, likely: 0.94, high: 1.02 };

/** With the date of the index; where it is not the stage's own, the range is wider. */
function ofSource({ low, likely, high }: Bounds, { index, nearness, system }: PackageSource): SizeClaim {
  const basis = indexText(index);
  switch (nearness) {
    case "same":
      return estimatedClaim({ low, likely, high }, basis);
    case "assumed":
      return estimatedClaim(
        { low: low * 0.95, likely, high: high * 1.1 },
        `${basis}; the image does not say which release it is of`,
      );
    case "ubuntu":
      return estimatedClaim(
        { low: low * ubuntuShare.low, likely: likely * ubuntuShare.likely, high: high * ubuntuShare.high },
        `${basis}, as the nearest to ${system}`,
      );
    case "near":
      return estimatedClaim({ low: low * 0.85, likely, high: high * 1.2 }, `${basis}, as the nearest to ${system}`);
  }
}

/**
 * Price of what apt installs beside these packages because they recommend it, where `held` were there before them. apt
 * recommends for what it installs, never for what is there already. `perhaps` as for `priceDebianInstall`.
 */
export function priceDebianRecommended(
  requests: readonly string[],
  held: Names,
  source: PackageSource,
  perhaps: ReadonlySet<string> = nothing,
): InstallPrice {
  const { added: alone, missing } = needed(requests, held, source, true);
  if (alone.size === 0 && missing.length > 0)
    return {
      claim: unknownClaim("what these packages recommend is not in the shipped package data"),
      unknown: [],
      added: alone,
    };
  const added = new Set([...closure(requests, held, source, true).added].filter((name) => !alone.has(name)));
  const likely = bytesOf(added, source);
  const claim = ofSource(spreadOf(likely), source);
  const withPerhaps = (there: Names) => priceDebianRecommended(requests, there, source);
  return {
    claim: lessWhere(perhaps, held, claim, withPerhaps),
    unknown: [],
    added,
    largest: () => largestOf(added, source),
  };
}

function closure(
  requests: readonly string[],
  held: Names,
  { index, second, architecture, nearness }: PackageSource,
  recommends: boolean,
): Closure {
  const options = { architecture, recommends };
  const first = index.closure(requests, held, options);
  if (first.missing.length === 0 || nearness === "same") return first;
  // Another release may have the name, or the same package under another version.
  const added = new Set(first.added);
  const there: Names = { has: (name) => held.has(name) || added.has(name) };
  const take = (closure: Closure) => {
    for (const name of closure.added) added.add(name);
    return closure.missing;
  };
  const unfound = second === undefined ? first.missing : take(second.closure(first.missing, there, options));
  const missing = unfound.filter((name) => {
    const sibling = index.siblingOf(name, architecture);
    if (sibling !== undefined) take(index.closure([sibling], there, options));
    return sibling === undefined;
  });
  return { added, missing };
}

/** Recommended by curl, wget and git, and wanted by whoever fetches anything: who leaves recommended packages out names it. */
const alwaysWanted = "ca-certificates";

/** What the packages need: where recommended ones come along, that is more than what they depend on. */
function needed(requests: readonly string[], held: Names, source: PackageSource, recommends: boolean): Closure {
  const isWanted = recommends && closure(requests, held, source, true).added.has(alwaysWanted);
  return closure(isWanted ? [...requests, alwaysWanted] : requests, held, source, false);
}

/** What installing these packages adds, apart from what every layer of installs holds. */
function bytesOf(names: Iterable<string>, source: PackageSource): number {
  let bytes = 0;
  for (const name of names) bytes += addedBy(name, source);
  return bytes;
}

function filesOf(name: string, { index, second, architecture }: PackageSource): PackageFiles | undefined {
  return index.filesOf(name, architecture) ?? second?.filesOf(name, architecture);
}

function addedBy(name: string, source: PackageSource): number {
  const files = filesOf(name, source);
  return files === undefined ? 0 : bytesOfPackage(name, files, source.documentation);
}

/** How many packages these are; 0 where they can only be asked for, which makes a small part of a layer. */
const sizeOf = (held: Names): number => (held instanceof Set ? held.size : 0);

function haveQuestions(names: Iterable<string>, source: PackageSource): boolean {
  for (const name of names) if (filesOf(name, source)?.asks === true) return true;
  return false;
}

/** The biggest packages, largest first. */
function largestOf(names: Iterable<string>, source: PackageSource): readonly LargestEntry[] {
  return [...names]
    .map((name) => ({ name, bytes: addedBy(name, source) }))
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, mostLargest);
}

const mostLargest = 5;

/** The bytes that the files of these packages take with what they need, requested ones of Debian's own base too. */
export function debianFiles(
  requests: readonly string[],
  held: Names,
  source: PackageSource,
): { readonly bytes: number; readonly added: ReadonlySet<string> } {
  const asked = requests.filter((name) => !held.has(name));
  const added = new Set([...closure(asked, held, source, false).added, ...asked]);
  let bytes = 0;
  for (const name of added) {
    const files = filesOf(name, source);
    if (files !== undefined) bytes += bytesOfFiles(files, false);
  }
  return { bytes, added };
}
