// A proof in the user's words: one sentence for a message, and the claim beside what was measured for reports.
import type { CheckResult, MeasuredBuild } from "../builds";
import { signedBytes } from "../comparison/differences";
import type { CacheUse } from "../comparison/types";
import { boundsOf } from "../sizes/claims";
import { formatBytes, formatDuration, formatRange, formatTotal } from "../sizes/format";
import type { Judgement, Proof } from "./types";

/** `“Remove the package lists in the same RUN”`, or `3 fixes`. */
export function provenFixesText({ fixes }: Pick<Proof, "fixes">): string {
  return fixes.length === 1 ? `“${fixes[0]!.title}”` : `${fixes.length} fixes`;
}

/** What was claimed, with its range: `≈ 19 MB (17 MB to 21 MB)`; `nothing that could be known` for an unknown claim. */
export function claimText({ claim }: Pick<Proof, "claim">): string {
  const total = formatTotal(claim);
  if (total === undefined) return "nothing that could be known";
  const range = formatRange(claim.claim);
  return range === undefined || claim.unknownParts > 0 ? total : `${total} (${range})`;
}

/** How what was measured lies to the claim: `as claimed`, `more than claimed`; "" where there is nothing to say. */
function claimVerdictText(judgement: Judgement): string {
  switch (judgement.claim) {
    case "held":
      return "as claimed";
    case "less":
      return "less than claimed";
    case "more":
      return "more than claimed";
    case "none":
      return "";
  }
}

/** One or two sentences: whether it is proved, what it saves, and why not otherwise. */
export function proofSentence(proof: Proof, judgement: Judgement): string {
  const what = provenFixesText(proof);
  if (!judgement.proved) return `Not proved: ${what}. ${judgement.shortfalls.join(" ")}`;
  const { build } = proof.before;
  const after = proof.after.kind === "measured" ? proof.after.comparison.after.build : undefined;
  const claimed =
    boundsOf(proof.claim.claim) === undefined
      ? "nothing was claimed"
      : `claimed ${claimText(proof).replace(/ \((.*)\)$/, ", $1")}`;
  const saved = formatBytes(judgement.saved ?? 0);
  const checked = build.check && after?.check ? " The image works before and after." : "";
  return `Proved: ${what} ${proof.fixes.length === 1 ? "saves" : "save"} ${saved} (${claimed}).${checked}`;
}

/** A proof's figures by name, as rows of a table: claim, measurement, sizes, times. */
export function proofRows(proof: Proof, judgement: Judgement): readonly (readonly [name: string, value: string])[] {
  const { before, after } = proof;
  const verdict = claimVerdictText(judgement);
  const saved = judgement.saved === undefined ? "unknown" : formatBytes(judgement.saved);
  const rows: [string, string][] = [
    ["Claimed saving", claimText(proof)],
    ["Measured saving", verdict === "" ? saved : `${saved}, ${verdict}`],
  ];
  if (after.kind === "measured") {
    const { size, after: fixed } = after.comparison;
    const sizeOf = (total: typeof size.before) => (total && formatTotal(total)) ?? "unknown";
    const difference = judgement.saved === undefined ? "" : ` (${signedBytes(-judgement.saved)})`;
    rows.push(["Image", `${sizeOf(size.before)} → ${sizeOf(size.after)}${difference}`]);
    const { cache } = after.comparison;
    const build = ({ durationMs }: MeasuredBuild, { cached, instructions }: CacheUse) =>
      `${formatDuration(durationMs)} (${cached} of ${instructions} ${instructions === 1 ? "step" : "steps"} cached)`;
    rows.push(["Build", `${build(before.build, cache.before)} → ${build(fixed.build, cache.after)}`]);
  }
  rows.push(["Engine", before.build.engine]);
  return rows;
}

/** How a check went: `passed in 4.6 s: …`. */
export function checkText({ passed, durationMs, message }: CheckResult): string {
  return `${passed ? "passed" : "failed"} in ${formatDuration(durationMs)}: ${message}`;
}

/** What the checks said, before and after: one line each. */
export function checkRows({ before, after }: Proof): readonly (readonly [when: string, said: string])[] {
  const fixed = after.kind === "measured" ? after.comparison.after.build.check : undefined;
  const rows = [
    ["Before", before.build.check],
    ["After", fixed],
  ] as const;
  return rows.flatMap(([when, check]) => (check === undefined ? [] : [[when, checkText(check)] as const]));
}
