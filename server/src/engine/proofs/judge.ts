// Says whether a proof holds: what was built, checked and measured against what was claimed.
import type { CheckResult } from "../builds";
import { likelyDifference } from "../comparison/differences";
import { boundsOf, isExact } from "../sizes/claims";
import { formatBytes } from "../sizes/format";
import type { Total } from "../sizes/types";
import type { Judgement, Proof } from "./types";

/** Bytes by which images differ beyond a fix: the Dockerfile and the ignore file themselves, in a `COPY .`. */
const ownBytes = 1_000;
/** What was measured once says nothing of this share of it: a layer is never the same to the last byte. */
const exactShare = 0.01;

/** Judges a proof. Nothing that is unknown counts as proved. */
export function judgeProof(proof: Proof): Judgement {
  const { before, after, claim } = proof;
  const what = proof.fixes.length === 1 ? "the fix" : "the fixes";
  const shortfalls = checkShortfalls(before.build.check, `The image does not pass its check, not even without ${what}`);
  if (after.kind === "failed") {
    shortfalls.push(`With ${what} the build fails: ${after.message}`);
    return { proved: false, saved: undefined, claim: "none", shortfalls };
  }
  const { comparison } = after;
  // An image that fails its check before the fix can say nothing about the fix.
  if (shortfalls.length === 0)
    shortfalls.push(...checkShortfalls(comparison.after.build.check, `With ${what} the image does not pass its check`));
  const difference = likelyDifference(comparison.size.difference);
  if (difference === undefined) {
    const { difference: unknown } = comparison.size;
    const reason = unknown.kind === "unknown" ? unknown.reason : "";
    shortfalls.push(`By how much the image got smaller is not known: ${reason}.`);
    return { proved: false, saved: undefined, claim: "none", shortfalls };
  }
  const saved = -difference;
  const judged = judgeClaim(saved, claim);
  if (saved <= 0)
    shortfalls.push(
      saved === 0
        ? "The image is as large as before."
        : `The image got larger by ${formatBytes(-saved)} instead of smaller.`,
    );
  else if (judged === "less") {
    const least = formatBytes(boundsOf(claim.claim)!.low);
    shortfalls.push(`The image got smaller by ${formatBytes(saved)} alone, and at least ${least} were claimed.`);
  }
  return { proved: shortfalls.length === 0, saved, claim: judged, shortfalls };
}

function judgeClaim(saved: number, { claim, unknownParts }: Total): Judgement["claim"] {
  const bounds = boundsOf(claim);
  if (bounds === undefined) return "none";
  const tolerance = ownBytes + (isExact(claim) ? bounds.likely * exactShare : 0);
  if (saved < bounds.low - tolerance) return "less";
  // A lower bound allows any more.
  return unknownParts === 0 && saved > bounds.high + tolerance ? "more" : "held";
}

function checkShortfalls(check: CheckResult | undefined, what: string): string[] {
  return check === undefined || check.passed ? [] : [`${what}: ${check.message}`];
}
