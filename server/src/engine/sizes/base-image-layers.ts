// What the compressed layers of published images tell of their unpacked size.
import type { Figure } from "./base-image-figures";
import { estimatedClaim } from "./claims";
import { formatBytes } from "./format";
import { distance, type ImageTag, isWithin, platformOf } from "./image-tags";
import type { SizeClaim } from "./types";

/**
 * How far the rates differ by which the layers of two images of one variant unpack: 19 of 20 among 804 pairs of figures
 * that tell both sizes lie within 0.84 and 1.19, whether they were built in one year or eight years apart.
 */
const otherRate = { low: 0.85, high: 1.18 };
/** Layers of one version, rebuilt; of another platform besides. */
const rebuiltLayers = { low: 0.97, high: 1.03 };
const rateOfOtherPlatform = { low: 0.94, high: 1.1 };

/**
 * Unpacked bytes of an image of whose very version the compressed layers are known, at the rate at which those of the
 * nearest version of which both sizes are known unpack; undefined where one of the two is not known. `figures` are of one
 * name and variant. With the unpacked size withheld, the range holds it for 154 of 162 figures of the table.
 */
export function claimByLayers(
  figures: readonly Figure[],
  asked: ImageTag,
  platform: string | undefined,
): SizeClaim | undefined {
  const wanted = asked.platform ?? platformOf(platform);
  const own = figures.find(
    ({ tag, compressed }) =>
      compressed !== undefined &&
      (tag.platform ?? "amd64") === wanted &&
      tag.suite === asked.suite &&
      (tag.version === asked.version || (tag.version !== "" && isWithin(asked.version, tag.version))),
  );
  if (own?.compressed === undefined) return undefined;
  const [like] = figures
    .flatMap((figure) => {
      const layers = figure.compressed ?? layersOfThatTime(figures, figure)?.compressed;
      return figure.unpacked === undefined || layers === undefined ? [] : [{ figure, rate: figure.unpacked / layers }];
    })
    .sort((a, b) => distance(a.figure.tag.version, asked.version) - distance(b.figure.tag.version, asked.version));
  if (like === undefined) return undefined;
  const isOfPlatform = (like.figure.tag.platform ?? "amd64") === wanted;
  const factors = [otherRate, rebuiltLayers, ...(isOfPlatform ? [] : [rateOfOtherPlatform])];
  const likely = own.compressed * like.rate;
  const low = factors.reduce((all, one) => all * one.low, likely);
  const high = factors.reduce((all, one) => all * one.high, likely);
  const basis = `${formatBytes(own.compressed)} compressed of ${own.text}, ${own.source}, ${own.date}, unpacked at the rate of ${like.figure.text}`;
  return estimatedClaim({ low, likely, high }, basis, "unpacked");
}

/** The compressed size of a neighbouring version on the same release and platform that was built within half a year. */
function layersOfThatTime(figures: readonly Figure[], { tag, date }: Figure): Figure | undefined {
  return figures.find(
    (one) =>
      one.compressed !== undefined &&
      one.tag.suite === tag.suite &&
      one.tag.platform === tag.platform &&
      distance(one.tag.version, tag.version) <= 5 &&
      Math.abs(monthsOf(one.date) - monthsOf(date)) <= 6,
  );
}

function monthsOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}
