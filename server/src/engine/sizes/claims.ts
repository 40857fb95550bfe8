// Arithmetic of size claims: what is unknown stays unknown, what is partly estimated is estimated, metrics never mix.
import type { Metric, SizeClaim, Total } from "./types";

/** Ends of what a claim allows, in bytes; all three are equal for a measured claim. */
export interface Bounds {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** A claim about nothing but why it is not known. `reason` is a phrase without a full stop. */
export function unknownClaim(reason: string): SizeClaim {
  return { kind: "unknown", reason };
}

/** A measured claim of unpacked bytes. `measuredAt` is ISO 8601. */
export function measuredClaim(bytes: number, basis: string, measuredAt: string): SizeClaim {
  return { kind: "measured", bytes: Math.round(bytes), metric: "unpacked", basis, measuredAt };
}

/** An estimate in bytes; the three are put into order and rounded. */
export function estimatedClaim(bounds: Bounds, basis: string, metric: Metric = "unpacked"): SizeClaim {
  const likely = Math.max(0, Math.round(bounds.likely));
  return {
    kind: "estimated",
    low: Math.max(0, Math.min(Math.round(bounds.low), likely)),
    likely,
    high: Math.max(Math.round(bounds.high), likely),
    metric,
    basis,
  };
}

/** An estimate without doubt: a number of bytes that can be read off the file itself, such as 0 for a LABEL. */
export function exactClaim(bytes: number, basis: string): SizeClaim {
  return estimatedClaim({ low: bytes, likely: bytes, high: bytes }, basis);
}

/** Why an install of what is there already costs nothing. */
export const heldAlready = "the image holds these packages already";

/** Bytes that a claim allows, or undefined where it is unknown. */
export function boundsOf(claim: SizeClaim): Bounds | undefined {
  switch (claim.kind) {
    case "measured":
      return { low: claim.bytes, likely: claim.bytes, high: claim.bytes };
    case "estimated":
      return claim;
    case "unknown":
      return undefined;
  }
}

/** Whether nothing about the number is in doubt: measured, or an estimate whose ends meet. */
export function isExact(claim: SizeClaim): boolean {
  return claim.kind === "measured" || (claim.kind === "estimated" && claim.low === claim.high);
}

/** A claim as a total of which nothing is missing, or all. */
export function totalOf(claim: SizeClaim): Total {
  return { claim, unknownParts: claim.kind === "unknown" ? 1 : 0 };
}

/** Sums claims of one metric. Unknown parts, and parts of another metric, are counted and make the sum a lower bound. */
export function sumClaims(claims: readonly SizeClaim[], metric: Metric = "unpacked"): Total {
  return sumTotals(claims.map(totalOf), metric);
}

/**
 * Sums totals. Nothing to sum is exactly 0; when no part is known the sum is unknown, with the first part's reason.
 * Measured parts stay measured only among themselves and with exact ones (a LABEL's 0 takes no certainty away).
 */
export function sumTotals(totals: readonly Total[], metric: Metric = "unpacked"): Total {
  let unknownParts = 0;
  let reason: string | undefined;
  let measuredAt = "";
  let measured = false;
  let exact = true;
  let low = 0;
  let likely = 0;
  let high = 0;
  let known = 0;
  const bases: string[] = [];
  const basesOfNothing: string[] = [];
  for (const { claim, unknownParts: inner } of totals) {
    unknownParts += inner;
    if (claim.kind === "unknown") {
      reason ??= claim.reason;
      unknownParts += inner === 0 ? 1 : 0;
      continue;
    }
    if (claim.metric !== metric) {
      reason ??= `its ${claim.metric} size cannot be added to ${metric} sizes`;
      unknownParts += 1;
      continue;
    }
    const bounds = boundsOf(claim) as Bounds;
    known += 1;
    low += bounds.low;
    likely += bounds.likely;
    high += bounds.high;
    if (claim.kind === "measured") {
      measured = true;
      if (claim.measuredAt > measuredAt) measuredAt = claim.measuredAt;
    }
    exact &&= isExact(claim);
    (bounds.high > 0 ? bases : basesOfNothing).push(claim.basis);
  }
  if (known === 0 && reason !== undefined) return { claim: unknownClaim(reason), unknownParts };
  // Where something has bytes, why the rest has none tells nothing.
  const basis = joinBases(bases.length > 0 ? bases : basesOfNothing) || "stores no files";
  const claim: SizeClaim =
    measured && exact
      ? { kind: "measured", bytes: low, metric, basis, measuredAt }
      : { kind: "estimated", low, likely, high, metric, basis };
  return { claim, unknownParts };
}

/** `whole` without `part`, never below 0. Unknown when either is, or when they are of different metrics. */
export function subtractClaims(whole: SizeClaim, part: SizeClaim): SizeClaim {
  const left = boundsOf(whole);
  const right = boundsOf(part);
  if (left === undefined) return whole;
  if (right === undefined) return part;
  if (whole.kind === "unknown" || part.kind === "unknown" || whole.metric !== part.metric) {
    return unknownClaim("unpacked and transferred sizes cannot be compared");
  }
  const basis = joinBases([whole.basis, part.basis]);
  if (whole.kind === "measured" && part.kind === "measured") {
    const measuredAt = [whole.measuredAt, part.measuredAt].sort()[1] as string;
    return { ...whole, bytes: Math.max(0, whole.bytes - part.bytes), basis, measuredAt };
  }
  return estimatedClaim(
    { low: left.low - right.high, likely: left.likely - right.likely, high: left.high - right.low },
    basis,
    whole.metric,
  );
}

/** A share of a claim: `share` of 0 to 1 for each end; `why` is added to the basis. */
export function scaleClaim(claim: SizeClaim, share: Bounds, why: string): SizeClaim {
  const bounds = boundsOf(claim);
  if (bounds === undefined || claim.kind === "unknown") return claim;
  return estimatedClaim(
    { low: bounds.low * share.low, likely: bounds.likely * share.likely, high: bounds.high * share.high },
    joinBases([why, claim.basis]),
    claim.metric,
  );
}

/** The claim, but no more than another one allows: nothing can be saved that is not there. Unknown caps nothing. */
export function capClaim(claim: SizeClaim, cap: SizeClaim): SizeClaim {
  const bounds = boundsOf(claim);
  const limit = boundsOf(cap);
  if (bounds === undefined || limit === undefined || claim.kind === "unknown" || bounds.high <= limit.high)
    return claim;
  if (bounds.low >= limit.high && cap.kind === "measured") return cap;
  const atMost = (bytes: number) => Math.min(bytes, limit.high);
  return estimatedClaim(
    { low: atMost(bounds.low), likely: Math.min(bounds.likely, limit.likely), high: atMost(bounds.high) },
    claim.basis,
    claim.metric,
  );
}

/** Several bases as one text, each of their clauses once. */
export function joinBases(bases: readonly string[]): string {
  return [...new Set(bases.flatMap((basis) => basis.split("; ")))].join("; ");
}
