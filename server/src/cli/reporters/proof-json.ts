// The public contract of `prove --format json`.
import type { CheckResult, MeasuredBuild } from "../../engine/index";
import type { ProofOutcome } from "../../session/types";

/**
 * One JSON document, ending in a newline. Extend it, rename nothing. Bytes and milliseconds, null where unknown; `claim` is
 * a total as in the other reports.
 */
export function proofJson(outcome: Extract<ProofOutcome, { kind: "proof" | "nothing" }>, written: boolean): string {
  const report = outcome.kind === "nothing" ? nothingReport(outcome.message) : reportOf(outcome, written);
  return `${JSON.stringify({ version: 1, ...report }, undefined, 2)}\n`;
}

function nothingReport(message: string) {
  return { proved: true, reasons: [message], fixes: [], written: false };
}

function reportOf({ proof, judgement }: Extract<ProofOutcome, { kind: "proof" }>, written: boolean) {
  const { before, after, claim, fixes, files } = proof;
  return {
    proved: judgement.proved,
    reasons: judgement.shortfalls,
    claim,
    saved: judgement.saved ?? null,
    /** `held`, `less` or `more` than claimed, `none` where nothing can be compared. */
    claimWas: judgement.claim,
    fixes: fixes.map(({ rule, title, applicability, review, message }) => ({
      rule,
      title,
      applicability,
      ...(review === undefined ? {} : { review }),
      message,
    })),
    engine: before.build.engine,
    target: before.build.target,
    before: sideOf(before.build),
    after:
      after.kind === "measured"
        ? sideOf(after.comparison.after.build)
        : { failure: { message: after.message, logTail: after.logTail } },
    files: files.map(({ path }) => path ?? null),
    written,
  };
}

function sideOf({ durationMs, image, check }: MeasuredBuild) {
  return { image: { id: image.id, size: image.size }, durationMs, ...(check ? { check: checkOf(check) } : {}) };
}

function checkOf({ passed, message, logTail, durationMs }: CheckResult) {
  return { passed, message, logTail, durationMs };
}
