// Predicted against measured: one row per instruction, stage and saving, and what they come to.
import { boundsOf, type SizeClaim } from "../../../server/src/engine/index";
import { percentile } from "../report";

/** One number that was claimed before the build, and what the engine said after it. */
export interface Row {
  readonly case: string;
  readonly heldOut: boolean;
  /** Which stage or instruction, or which finding and fix. */
  readonly what: string;
  readonly claim: SizeClaim;
  /** Parts that the claim leaves out: it is a lower bound. */
  readonly unknownParts: number;
  /** Bytes on the engine. */
  readonly measured: number;
}

/** Below this, relative errors say nothing: bytes. */
export const smallestCompared = 1e6;
/** A range counts where its high end is at most so many times its low one. */
export const widestRange = 1.5;

/** `likely` against `measured`, as a share of what was measured; infinite where nothing was claimed. */
export function errorOf({ claim, measured }: Row): number {
  const bounds = boundsOf(claim);
  return bounds === undefined ? Number.POSITIVE_INFINITY : (bounds.likely - measured) / measured;
}

export type Verdict = "in range" | "outside" | "too wide" | "lower bound" | "unknown";

/** Whether the claim's range holds the measured bytes, and is worth having; only "in range" is a hit. */
export function verdictOf({ claim, unknownParts, measured }: Row): Verdict {
  const bounds = boundsOf(claim);
  if (bounds === undefined) return "unknown";
  // What is built from the same files is the same to the byte; a range of bytes is no range.
  const slack = 500;
  if (measured < bounds.low - slack || measured > bounds.high + slack)
    return unknownParts > 0 && measured > bounds.high ? "lower bound" : "outside";
  if (unknownParts > 0) return "lower bound";
  return bounds.high <= widestRange * bounds.low ? "in range" : "too wide";
}

export interface Summary {
  readonly rows: number;
  /** Median of the absolute errors. */
  readonly medianError: number;
  /** Share of rows within 15 %. */
  readonly within15: number;
  readonly inRange: number;
  /** How many were claimed above and below what was measured, and the median with its sign. */
  readonly above: number;
  readonly below: number;
  readonly medianSigned: number;
}

/** Rows that are large enough to be compared. */
export const compared = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(({ measured }) => measured >= smallestCompared);

export function summarise(rows: readonly Row[]): Summary {
  const errors = rows.map(errorOf);
  const share = (count: number) => (rows.length === 0 ? Number.NaN : count / rows.length);
  return {
    rows: rows.length,
    medianError: percentile(errors.map(Math.abs), 0.5),
    within15: share(errors.filter((error) => Math.abs(error) <= 0.15).length),
    inRange: share(rows.filter((row) => verdictOf(row) === "in range").length),
    above: errors.filter((error) => error > 0.001).length,
    below: errors.filter((error) => error < -0.001).length,
    medianSigned: percentile(errors, 0.5),
  };
}
