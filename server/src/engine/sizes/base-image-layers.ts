// What the compressed layers of published images tell of their unpacked size.
import type { Figure } from "./base-image-figures";
import { estimatedClaim } from "./claims";
import { formatBytes } from "./format";
import { distance, type ImageTag, isWithin, platformOf, suitesApart } from "./image-tags";
import type { SizeClaim } from "./types";

/** Rebuilds of one version, with newer packages below. */
const rebuilt = { low: 0.93, high: 1.07 };
/**
 * Another version, and rebuilds: 19 of 20 among the table's pairs of figures of one variant that tell both sizes unpack at
 * rates within 0.84 and 1.19 of each other, whether they were built in one year or eight years apart.
 */
export const otherVersion = { low: 0.825, high: 1.215 };
/** One version on two platforms: the table's 19 of Alpine and busybox unpack 0.96 to 1.12 times as far on arm64 as on amd64. */
const otherPlatform = { low: 0.88, high: 1.14 };
/** No image unpacks to more: two that were paired by their date are not alike then. Of those with both sizes, Go's on Alpine has 3.3. */
const mostRate = 3.5;

/**
 * Unpacked bytes of an image of whose very version the compressed layers are known, at the rate at which those of the
 * nearest version of which both sizes are known unpack; undefined where one of the two is not known. `figures` are of one
 * name and variant, `likeFigures` those whose rate is taken. With the unpacked size withheld, the range holds it for 169 of 175 figures of the table.
 */
export function claimByLayers(
  figures: readonly Figure[],
  likeFigures: readonly Figure[],
  asked: ImageTag,
  platform: string | undefined,
): SizeClaim | undefined {
  const wanted = asked.platform ?? platformOf(platform);
  const isOf = ({ version, suite }: ImageTag) =>
    suite === asked.suite && (version === asked.version || (version !== "" && isWithin(asked.version, version)));
  const own = figures
    .filter(({ tag, compressed }) => compressed !== undefined && isOf(tag) && (tag.platform ?? "amd64") === wanted)
    .sort((a, b) => b.tag.version.length - a.tag.version.length || b.date.localeCompare(a.date))[0];
  if (own?.compressed === undefined) return undefined;
  const [like] = likeFigures
    .flatMap((figure) => {
      const layers = figure.compressed ?? layersOfThatTime(likeFigures, figure)?.compressed;
      return figure.unpacked === undefined || layers === undefined ? [] : [{ figure, rate: figure.unpacked / layers }];
    })
    .filter(({ rate }) => rate <= mostRate)
    .sort(
      ({ figure: a }, { figure: b }) =>
        distance(a.tag.version, asked.version) - distance(b.tag.version, asked.version) ||
        suitesApart(a.tag.suite, asked.suite) - suitesApart(b.tag.suite, asked.suite) ||
        monthsApart(a, own) - monthsApart(b, own),
    );
  if (like === undefined) return undefined;
  const isOfPlatform = (like.figure.tag.platform ?? "amd64") === wanted;
  const factors = [
    isOf(like.figure.tag) && like.figure.tag.name === asked.name ? rebuilt : otherVersion,
    ...(isOfPlatform ? [] : [otherPlatform]),
  ];
  const likely = own.compressed * like.rate;
  const low = factors.reduce((all, one) => all * one.low, likely);
  const high = factors.reduce((all, one) => all * one.high, likely);
  const basis = `${formatBytes(own.compressed)} compressed of ${own.text}, ${own.source}, ${own.date}, unpacked at the rate of ${like.figure.text}`;
  return estimatedClaim({ low, likely, high }, basis, "unpacked");
}

/** The compressed size of a neighbouring version on the same release and platform that was built within half a year. */
function layersOfThatTime(figures: readonly Figure[], like: Figure): Figure | undefined {
  const { tag } = like;
  return figures.find(
    (one) =>
      one.compressed !== undefined &&
      one.tag.suite === tag.suite &&
      one.tag.platform === tag.platform &&
      distance(one.tag.version, tag.version) <= 5 &&
      monthsApart(one, like) <= 6,
  );
}

function monthsApart(left: Figure, right: Figure): number {
  const months = ({ date }: Figure) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return Math.abs(months(left) - months(right));
}
