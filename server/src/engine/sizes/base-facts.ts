// What the local engine and the registry know of external base images, where that is better than the shipped table.
import type { Analysis } from "../analysis";
import type { ImageReference, Stage } from "../image/types";
import { transferClaim, unpackedFactorOf } from "./base-images";
import { type Bounds, boundsOf, estimatedClaim, measuredClaim, unknownClaim } from "./claims";
import type { Facts } from "./effect-prices";
import { formatBytes } from "./format";
import type { FactRequest, FactValue, SizeClaim } from "./types";

/** What to ask the local engine and the registry of the external bases. */
export function baseRequests({ image, settings: { platform } }: Analysis): readonly FactRequest[] {
  return image.stages.flatMap((stage) => {
    const reference = referenceOf(stage)?.text;
    if (reference === undefined) return [];
    return [
      { kind: "base-image", key: engineKey(reference, platform), reference, platform },
      { kind: "registry-image", key: registryKey(reference, platform), reference, platform },
    ] satisfies FactRequest[];
  });
}

/** A variable that the file doesn't give a value names no image. */
function referenceOf({ base }: Stage): ImageReference | undefined {
  return base.kind === "image" && !base.reference.text.includes("$") ? base.reference : undefined;
}

const engineKey = (reference: string, platform: string | undefined) => `base-image ${platform ?? ""} ${reference}`;
const registryKey = (reference: string, platform: string | undefined) =>
  `registry-image ${platform ?? ""} ${reference}`;

/**
 * What the base of a stage takes unpacked: as the local engine counts it; else by the shipped data (`otherwise`) or by the
 * layers that the registry lists, whichever leaves less open.
 */
export function externalBaseClaim(
  stage: Stage,
  platform: string | undefined,
  facts: Facts,
  otherwise: SizeClaim,
): SizeClaim {
  const reference = referenceOf(stage);
  if (reference === undefined) return otherwise;
  const local = facts.get(engineKey(reference.text, platform));
  if (local?.state === "known") return measuredClaim(local.value.bytes, local.value.basis, "");
  const listed = facts.get(registryKey(reference.text, platform));
  if (listed?.state === "known") return narrower(otherwise, unpackedClaim(listed.value, unpackedFactorOf(reference)));
  const isUnknown = otherwise.kind === "unknown" && listed?.state === "absent";
  return isUnknown ? unknownClaim(`${otherwise.reason}; ${listed.reason}`) : otherwise;
}

/** What is pulled for an external base: as its registry lists it, else by the shipped data; undefined where nobody knows. */
export function pulledClaim({ base }: Stage, platform: string | undefined, facts: Facts): SizeClaim | undefined {
  if (base.kind !== "image") return undefined;
  const listed = facts.get(registryKey(base.reference.text, platform));
  if (listed?.state !== "known") return transferClaim(base.reference);
  const { bytes, basis, date = "" } = listed.value;
  return { kind: "measured", bytes, metric: "transfer", basis, measuredAt: date };
}

/**
 * How many times as large files are as their compressed layer. zstd: up to a seventh smaller than gzip (zstd's own README,
 * Silesia corpus at levels 1 to 3). A plain tar adds its headers.
 */
function factorOf(compression: NonNullable<FactValue["layers"]>[number]["compression"], gzip: Bounds): Bounds {
  switch (compression) {
    case "gzip":
      return gzip;
    case "zstd":
      return { low: gzip.low, likely: gzip.likely * 1.08, high: gzip.high * 1.15 };
    case "none":
      return { low: 0.9, likely: 0.97, high: 1 };
  }
}

function unpackedClaim({ bytes, basis, layers = [] }: FactValue, gzip: Bounds): SizeClaim {
  const bounds = { low: 0, likely: 0, high: 0 };
  for (const layer of layers) {
    const factor = factorOf(layer.compression, gzip);
    bounds.low += layer.bytes * factor.low;
    bounds.likely += layer.bytes * factor.likely;
    bounds.high += layer.bytes * factor.high;
  }
  const times = `${(bounds.low / bytes).toFixed(1)} to ${(bounds.high / bytes).toFixed(1)}`;
  const why = bytes === 0 ? "" : `: ${formatBytes(bytes)}, and unpacked ${times} times that`;
  return estimatedClaim(bounds, `${basis}${why}`);
}

/** The claim that leaves less open, by how much larger its high end is than its low one; of equal ones the first. */
function narrower(one: SizeClaim, other: SizeClaim): SizeClaim {
  return spreadOf(other) < spreadOf(one) ? other : one;
}

function spreadOf(claim: SizeClaim): number {
  const bounds = boundsOf(claim);
  if (bounds === undefined) return Number.POSITIVE_INFINITY;
  return bounds.high === 0 ? 1 : bounds.high / bounds.low;
}
