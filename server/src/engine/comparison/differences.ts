// Differences of size claims, with their sign: what is unknown on either side is unknown in the difference.
import { boundsOf, isExact } from "../sizes/claims";
import { formatBytes } from "../sizes/format";
import type { Total } from "../sizes/types";
import type { SizeChange, SizeDifference } from "./types";

/** Both sides and their difference; undefined is a side that has no such thing. */
export function changeOf(before: Total | undefined, after: Total | undefined): SizeChange {
  return { before, after, difference: differenceOf(before, after) };
}

/** `after` minus `before`. A side that has no such thing takes nothing away or adds nothing. */
export function differenceOf(before: Total | undefined, after: Total | undefined): SizeDifference {
  for (const side of [before, after]) {
    if (side?.claim.kind === "unknown") return { kind: "unknown", reason: side.claim.reason };
    if (side !== undefined && side.unknownParts > 0) return { kind: "unknown", reason: "a part of it is unknown" };
  }
  const known = [before, after].flatMap((side) => (side === undefined ? [] : [side.claim]));
  const metrics = known.flatMap((claim) => (claim.kind === "unknown" ? [] : [claim.metric]));
  const metric = metrics[0] ?? "unpacked";
  if (metrics.some((other) => other !== metric))
    return { kind: "unknown", reason: "unpacked and transferred sizes cannot be compared" };
  const nothing = { low: 0, likely: 0, high: 0 };
  const less = (before && boundsOf(before.claim)) ?? nothing;
  const more = (after && boundsOf(after.claim)) ?? nothing;
  if (known.every(isExact)) return { kind: "measured", bytes: more.likely - less.likely, metric };
  return {
    kind: "estimated",
    low: more.low - less.high,
    likely: more.likely - less.likely,
    high: more.high - less.low,
    metric,
  };
}

/** Likely bytes of a difference, negative where it became smaller; undefined where unknown. */
export function likelyDifference(difference: SizeDifference): number | undefined {
  if (difference.kind === "unknown") return undefined;
  return difference.kind === "measured" ? difference.bytes : difference.likely;
}

/** `−380 MB`, `+1.2 MB`, `≈ −288 MB`, `0 B`; undefined where unknown. */
export function formatDifference(difference: SizeDifference): string | undefined {
  const bytes = likelyDifference(difference);
  if (bytes === undefined) return undefined;
  return `${difference.kind === "estimated" ? "≈ " : ""}${signedBytes(bytes)}`;
}

/** `−380 MB`, `+1.2 MB`, `0 B`. */
export function signedBytes(bytes: number): string {
  const amount = formatBytes(Math.abs(bytes));
  return bytes === 0 ? amount : `${bytes < 0 ? "−" : "+"}${amount}`;
}

/** `−4.8 %`, `+12 %`, `0 %`; a small change is never told as none: `−<0.01 %`. */
export function formatShare(share: number): string {
  if (share === 0) return "0 %";
  const percent = Math.abs(share) * 100;
  const sign = share < 0 ? "−" : "+";
  if (percent < 0.005) return `${sign}<0.01 %`;
  const digits = percent >= 9.95 ? 0 : percent >= 0.095 ? 1 : 2;
  return `${sign}${Number(percent.toFixed(digits))} %`;
}
