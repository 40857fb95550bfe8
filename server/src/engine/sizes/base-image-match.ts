// Which figures of published images say most about an image, and how far it may lie from them.
import type { ImageReference } from "../image/types";
import { type Figure, readFigures } from "./base-image-figures";
import {
  compareVersions,
  distance,
  type ImageTag,
  isWithin,
  platformOf,
  readImageTag,
  suitesApart,
} from "./image-tags";

/** Figures by image and variant, and by image and variant without its numbers (`jdk-11-slim` → `jdk-#-slim`). */
let index: { readonly exact: Map<string, Figure[]>; readonly loose: Map<string, Figure[]> } | undefined;

/** The figures of an image's variant; where none is known of it, those of variants that differ in a number alone. */
export function figuresOf(asked: ImageTag): { figures: readonly Figure[]; otherVariant: boolean } {
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

/** Figures, and how far the image that is asked for may lie from them: factors on their lowest and highest. */
export interface Match {
  readonly figures: readonly Figure[];
  readonly nearness: Nearness;
  readonly low: number;
  readonly high: number;
}

/** The figures that say most about an image; undefined where none is known of that name and variant. */
export function findFigures(
  reference: ImageReference,
  platform: string | undefined,
  metric: Measure,
): Match | undefined {
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
