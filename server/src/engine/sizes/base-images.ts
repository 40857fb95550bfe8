// Sizes of well-known base images, each told from figures that were read off published images of the same kind.
import type { ImageReference } from "../image/types";
import { type Figure, readFigures } from "./base-image-figures";
import { claimByLayers, otherVersion } from "./base-image-layers";
import { type Bounds, boundsOf, estimatedClaim, scaleClaim, unknownClaim } from "./claims";
import { formatBytes } from "./format";
import {
  compareVersions,
  distance,
  type ImageTag,
  isWithin,
  platformOf,
  readImageTag,
  suitesApart,
} from "./image-tags";
import type { Metric, SizeClaim } from "./types";

/** Figures by image and variant, and by image and variant without its numbers (`jdk-11-slim` → `jdk-#-slim`). */
let index: { readonly exact: Map<string, Figure[]>; readonly loose: Map<string, Figure[]> } | undefined;

function figuresOf(asked: ImageTag): { figures: readonly Figure[]; otherVariant: boolean } {
  if (index === undefined) {
    index = { exact: new Map(), loose: new Map() };
    for (const figure of readFigures()) {
      add(index.exact, `${figure.tag.name} ${figure.tag.variant}`, figure);
      add(index.loose, looseKey(figure.tag), figure);
    }
  }
  const exact = index.exact.get(`${asked.name} ${asked.variant}`);
  if (exact !== undefined) return { figures: exact, otherVariant: false };
  const loose = /\d/.test(asked.variant) ? index.loose.get(looseKey(asked)) : undefined;
  return { figures: loose ?? [], otherVariant: true };
}

function looseKey({ name, variant }: ImageTag): string {
  return `${name} ${variant.replace(/\d[\d.]*/g, "#")}`;
}

function add(map: Map<string, Figure[]>, key: string, figure: Figure): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [figure]);
  else list.push(figure);
}

/** How far the image that is asked for may lie from the figures that are known; factors on their lowest and highest. */
const spread = {
  /** Rebuilds of one version, with newer packages below. */
  same: { low: 0.93, high: 1.07 },
  /** A tag without a version: what is newest may be newer than the table. */
  newest: { low: 0.88, high: 1.2 },
  /** Between two versions of which both are known, beyond the smaller and the larger one. */
  between: { low: 0.86, high: 1.17 },
  /** Newer or older than every version that is known; and a step as large as there was between known ones. */
  beyond: { low: 0.93, high: 1.07 },
} as const;
type Nearness = keyof typeof spread;
type Measure = "unpacked" | "compressed";

/** Further factors, where a figure is of something else besides. */
const nextSuite = { low: 0.9, high: 1.12 };
const farSuite = { low: 0.72, high: 1.38 };
const otherVariant = { low: 0.8, high: 1.25 };
/** Between two that were built years apart: images are built otherwise by then. */
const yearsApart = { low: 0.9, high: 1.1 };
/** A figure of `8` is of the newest 8.x; the lines before it are smaller, most often. */
const olderLine = { low: 0.7, high: 1.1 };
/** Images whose minor versions are lines of releases of their own, though they have tags of majors. */
const minorLines = /^(redis|ghost|drupal|wordpress|mono|elasticsearch|kibana|logstash)$/;
const isMajor = (version: string) => !version.includes(".");
const otherPlatform = { low: 0.85, high: 1.15 };

interface Match {
  readonly figures: readonly Figure[];
  readonly nearness: Nearness;
  readonly low: number;
  readonly high: number;
}

/** The figures that say most about an image; undefined where none is known of that name and variant. */
function findFigures(reference: ImageReference, platform: string | undefined, metric: Measure): Match | undefined {
  if (reference.text.includes("$")) return undefined;
  const asked = readImageTag(reference);
  const found = figuresOf(asked);
  const measured = found.figures.filter((one) => one[metric] !== undefined);
  // The compressed size says little of the unpacked one: only where there is no other.
  const known = measured.length > 0 || metric === "compressed" ? measured : found.figures;
  const wanted = asked.platform ?? platformOf(platform);
  const ofPlatform = known.filter((one) => (one.tag.platform ?? "amd64") === wanted);
  const figures = ofPlatform.length > 0 ? ofPlatform : known.filter((one) => one.tag.platform === undefined);
  if (figures.length === 0) return undefined;
  const factors = [...(found.otherVariant ? [otherVariant] : []), ...(ofPlatform.length > 0 ? [] : [otherPlatform])];
  // The versions of Debian and Ubuntu are the releases themselves.
  const isRelease = asked.name === "debian" || asked.name === "ubuntu";
  const sameSuite = figures.filter(({ tag }) => isRelease || tag.suite === asked.suite);
  let match = nearest(sameSuite, asked.version);
  if (match === undefined || match.nearness === "beyond") {
    const any = nearest(figures, asked.version) as NonNullable<typeof match>;
    const steady = any.nearness === "beyond" ? steadySeries(figures, asked.version, metric) : undefined;
    if (steady !== undefined) {
      match = { figures: steady, nearness: "beyond" };
      factors.push(steadyStep);
    } else if (
      match === undefined ||
      (any.nearness !== "beyond" && !isCloseBy(match.figures, any.figures, asked.version))
    ) {
      match = any;
      const apart = Math.max(...any.figures.map(({ tag }) => suitesApart(tag.suite, asked.suite)));
      if (apart > 0) factors.push(apart === 1 ? nextSuite : farSuite);
    }
  }
  const isOfMajor = minorLines.test(asked.name) && match.figures.every(({ tag }) => isMajor(tag.version));
  if (match.nearness === "same" && isOfMajor && !isMajor(asked.version)) factors.push(olderLine);
  if (match.nearness === "between" && yearsBetween(match.figures) > 4) factors.push(yearsApart);
  if (match.nearness === "beyond" && !factors.includes(steadyStep)) {
    const step = stepToldByLayers(found.figures, match.figures, asked) ?? stepBeyond(figures, asked.version, metric);
    factors.push({ low: 1 / step, high: step });
  }
  const { low, high } = factors.reduce(
    (all, one) => ({ low: all.low * one.low, high: all.high * one.high }),
    spread[match.nearness],
  );
  return { ...match, low, high };
}

/**
 * How much larger or smaller a version may be that lies beyond the known ones: by as much as the two that are nearest to it
 * differ, for the share of the way that it is farther; where it is much farther, or one alone is known, by a half.
 */
function stepBeyond(figures: readonly Figure[], version: string, metric: Measure): number {
  const sorted = [...figures].sort((a, b) => distance(a.tag.version, version) - distance(b.tag.version, version));
  const near = sorted[0];
  const next = sorted.find(({ tag }) => tag.version !== near?.tag.version);
  if (near === undefined || next === undefined) return farStep;
  const way = distance(near.tag.version, version) / distance(next.tag.version, near.tag.version);
  const change = Math.max((near[metric] ?? 1) / (next[metric] ?? 1), (next[metric] ?? 1) / (near[metric] ?? 1));
  const step = Math.min(mostStep, Math.max(leastStep, change ** Math.min(way, 1)));
  return way > 1.5 ? Math.max(step, farStep) : step;
}

/**
 * The figures of the three versions nearest to one that lies beyond the known ones, on any release, where they all lie within
 * a tenth of each other: then the next version does too, most likely. Undefined where they differ more, or are fewer.
 */
function steadySeries(figures: readonly Figure[], version: string, metric: Measure): Figure[] | undefined {
  const sorted = [...figures].sort((a, b) => distance(a.tag.version, version) - distance(b.tag.version, version));
  const versions = [...new Set(sorted.map(({ tag }) => tag.version))].slice(0, steadyVersions);
  const [nearest = "", , farthest = ""] = versions;
  const near = sorted.filter(({ tag }) => versions.includes(tag.version));
  const sizes = near.map((one) => one[metric] as number);
  const isSteady =
    versions.length === steadyVersions &&
    distance(nearest, version) <= distance(nearest, farthest) &&
    Math.max(...sizes) <= 1.1 * Math.min(...sizes);
  // Older ones first, as in the table.
  return isSteady ? near.reverse() : undefined;
}

/** How far the compressed sizes of two versions differ, where both are known: the unpacked ones differ about as much. */
function stepToldByLayers(all: readonly Figure[], near: readonly Figure[], asked: ImageTag): number | undefined {
  const own = all.find(
    ({ tag, compressed }) => compressed !== undefined && isWithin(asked.version, tag.version || "-"),
  );
  const other = near.find(({ compressed }) => compressed !== undefined);
  if (own?.compressed === undefined || other?.compressed === undefined) return undefined;
  return leastStepTold * Math.max(own.compressed / other.compressed, other.compressed / own.compressed);
}

/** Whether the same release's figure lies so near to a version that another release's on its far side tells less. */
function isCloseBy([near]: readonly Figure[], ends: readonly Figure[], version: string): boolean {
  if (near === undefined || !ends.includes(near)) return false;
  const span = Math.max(...ends.map(({ tag }) => distance(tag.version, near.tag.version)));
  return distance(near.tag.version, version) * 4 <= span;
}

function yearsBetween(figures: readonly Figure[]): number {
  const years = figures.map(({ date }) => Number(date.slice(0, 4)));
  return Math.max(...years) - Math.min(...years);
}

const steadyVersions = 3;
const steadyStep = { low: 0.9, high: 1.1 };
const leastStep = 1.2;
const leastStepTold = 1.1;
const farStep = 1.5;
const mostStep = 2;

function nearest(figures: readonly Figure[], version: string): { figures: Figure[]; nearness: Nearness } | undefined {
  if (figures.length === 0) return undefined;
  const same = figures.filter(
    ({ tag }) => tag.version === version || (tag.version !== "" && isWithin(version, tag.version)),
  );
  if (same.length > 0) return { figures: same, nearness: "same" };
  const sorted = [...figures].sort((a, b) => compareVersions(a.tag.version, b.tag.version));
  // `python` and `python:3` are the newest there is.
  const open = sorted.filter(({ tag }) => version === "" || isWithin(tag.version, version));
  if (open.length > 0) return { figures: ofVersion(open, open.at(-1)), nearness: "newest" };
  const below = sorted.filter(({ tag }) => compareVersions(tag.version, version) < 0).at(-1);
  const above = sorted.find(({ tag }) => compareVersions(tag.version, version) > 0);
  const ends = [...ofVersion(sorted, below), ...ofVersion(sorted, above)];
  return { figures: ends, nearness: below !== undefined && above !== undefined ? "between" : "beyond" };
}

function ofVersion(figures: readonly Figure[], like: Figure | undefined): Figure[] {
  return figures.filter(({ tag }) => tag.version === like?.tag.version);
}

/** Java's class archives are compressed already. */
const javaImage = /java|jdk|jre|maven|gradle|tomcat|jetty|jenkins|clojure|groovy|kafka|elasticsearch|temurin|corretto/;

/**
 * Unpacked files are this many times the compressed layers: nine of ten among 469 images with Java and 867 others of
 * docker-library/repo-info, October 2016 to January 2018, the only time for which both figures are there in number.
 */
export function unpackedFactorOf({ name, tag = "" }: ImageReference): Bounds {
  return javaImage.test(`${name}:${tag}`)
    ? { low: 1.25, likely: 1.9, high: 2.5 }
    : { low: 2.1, likely: 2.6, high: 3.25 };
}

/**
 * Unpacked size of an external base image, estimated from the shipped figures; unknown where there is none of that name
 * and variant. Figures are of linux/amd64 unless there are others for the platform, which else widens the range.
 */
export function baseImageClaim(reference: ImageReference, platform: string | undefined): SizeClaim {
  const key = `${reference.text} ${platform ?? ""}`;
  let claim = claims.get(key);
  if (claim === undefined) {
    if (claims.size >= mostClaims) claims.clear();
    claim = baseClaimAnew(reference, platform);
    claims.set(key, claim);
  }
  return claim;
}

/** Every keystroke asks for the same few images; half-typed names are not worth keeping. */
const mostClaims = 300;
const claims = new Map<string, SizeClaim>();

function baseClaimAnew(reference: ImageReference, platform: string | undefined): SizeClaim {
  const claim = claimByFigures(reference, platform);
  if (reference.text.includes("$")) return claim;
  const asked = readImageTag(reference);
  const found = figuresOf(asked);
  const like = figuresOf({ ...asked, name: builtOn[asked.name] ?? asked.name }).figures;
  const byLayers = found.otherVariant ? undefined : claimByLayers(found.figures, like, asked, platform);
  return byLayers !== undefined && ratioOf(byLayers) < ratioOf(claim) ? byLayers : claim;
}

/** Images that hold little besides the image that their public Dockerfile stands on: their layers unpack as its do. */
const builtOn: Readonly<Record<string, string>> = {
  "demisto/btfl-soup": "demisto/python3",
  "demisto/crypto": "demisto/python3",
  "demisto/faker3": "demisto/python3",
};

function ratioOf(claim: SizeClaim): number {
  return claim.kind === "estimated" ? claim.high / claim.low : Number.POSITIVE_INFINITY;
}

function claimByFigures(reference: ImageReference, platform: string | undefined): SizeClaim {
  const match = findFigures(reference, platform, "unpacked");
  if (match === undefined) return unknownClaim(`the size of ${reference.text} is not known before it is pulled`);
  const unpacked = match.figures.filter((one) => one.unpacked !== undefined);
  if (unpacked.length > 0) {
    return claimOf(
      unpacked.map((one) => one.unpacked as number),
      match,
      basisOf(match, unpacked),
      "unpacked",
    );
  }
  const factor = unpackedFactorOf(reference);
  const compressed = match.figures.map((one) => one.compressed as number);
  const scaled = {
    ...match,
    low: match.low * (factor.low / factor.likely),
    high: match.high * (factor.high / factor.likely),
  };
  const basis = `${basisOf(match, match.figures)}: ${formatBytes(compressed.at(-1) as number)} compressed, and unpacked ${factor.low} to ${factor.high} times that`;
  return claimOf(
    compressed.map((bytes) => bytes * factor.likely),
    scaled,
    basis,
    "unpacked",
  );
}

/**
 * Compressed size as pulled, to be shown beside the unpacked one; undefined where no figure tells it. Where the unpacked size
 * rests on figures of a nearer version, it is that one at the rate at which the layers of the farther one unpack.
 */
export function transferClaim(reference: ImageReference): SizeClaim | undefined {
  const match = findFigures(reference, undefined, "compressed");
  if (match === undefined) return undefined;
  const figure = match.figures.at(-1) as Figure;
  const nearer = findFigures(reference, undefined, "unpacked")?.figures.at(-1);
  const isOwn = match.nearness === "same" && figure.tag.suite === readImageTag(reference).suite;
  if (!isOwn && nearer?.unpacked !== undefined && nearer.compressed === undefined) return packedLike(figure, reference);
  const compressed = match.figures.map((one) => one.compressed as number);
  const claim = claimOf(compressed, match, `compressed layers, ${basisOf(match, match.figures)}`, "transfer");
  const rate = (boundsOf(baseImageClaim(reference, undefined))?.likely ?? 0) / (boundsOf(claim)?.likely ?? 1);
  // The two are told by figures too far apart.
  return isOwn || rate === 0 || (rate > 1.2 && rate < 4) ? claim : undefined;
}

/** The unpacked size of an image at the rate of another one's layers. */
function packedLike(figure: Figure, reference: ImageReference): SizeClaim | undefined {
  const unpacked = baseImageClaim(reference, undefined);
  if (unpacked.kind !== "estimated" || figure.unpacked === undefined) return undefined;
  const share = (figure.compressed as number) / figure.unpacked;
  const scaled = scaleClaim(
    unpacked,
    { low: share * otherVersion.low, likely: share, high: share * otherVersion.high },
    `packed at the rate of ${figure.text}, ${figure.source}, ${figure.date}`,
  );
  return scaled.kind === "estimated" ? { ...scaled, metric: "transfer" } : undefined;
}

function claimOf(bytes: readonly number[], { nearness, low, high }: Match, basis: string, metric: Metric): SizeClaim {
  const ends = { least: Math.min(...bytes), most: Math.max(...bytes) };
  // The last figure is the newest, except between versions, of which neither is nearer.
  const likely = nearness === "between" ? (ends.least + ends.most) / 2 : (bytes.at(-1) as number);
  return estimatedClaim({ low: ends.least * low, likely, high: ends.most * high }, basis, metric);
}

function basisOf({ nearness }: Match, figures: readonly Figure[]): string {
  const last = figures.at(-1) as Figure;
  const source = `${last.source}, ${last.date}`;
  switch (nearness) {
    case "same":
    case "newest":
      return `size of ${last.text}, ${source}`;
    case "between":
      return `between the sizes of ${(figures[0] as Figure).text} and ${last.text}, ${source}`;
    case "beyond":
      return `size of the related image ${last.text}, ${source}`;
  }
}

/** Release of the system that the image stands on, such as `trixie`, as its tag or the official images' history says. */
export function suiteOf(reference: ImageReference): string | undefined {
  return readImageTag(reference).suite;
}
