// Sizes of well-known base images, each told from figures that were read off published images of the same kind.
import type { ImageReference } from "../image/types";
import type { Figure } from "./base-image-figures";
import { claimByLayers, otherVersion } from "./base-image-layers";
import { figuresOf, findFigures, type Match } from "./base-image-match";
import { type Bounds, boundsOf, estimatedClaim, scaleClaim, unknownClaim } from "./claims";
import { formatBytes } from "./format";
import { readImageTag } from "./image-tags";
import type { Metric, SizeClaim } from "./types";

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
  return remembered(unpackedClaims, `${reference.text} ${platform ?? ""}`, () => baseClaimAnew(reference, platform));
}

/** Every keystroke asks for the same few images; half-typed names are not worth keeping. */
const mostClaims = 300;
const unpackedClaims = new Map<string, SizeClaim>();
const transferClaims = new Map<string, SizeClaim | undefined>();

function remembered<Claim>(claims: Map<string, Claim>, key: string, claim: () => Claim): Claim {
  if (!claims.has(key)) {
    if (claims.size >= mostClaims) claims.clear();
    claims.set(key, claim());
  }
  return claims.get(key) as Claim;
}

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
  return remembered(transferClaims, reference.text, () => transferClaimAnew(reference));
}

function transferClaimAnew(reference: ImageReference): SizeClaim | undefined {
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
