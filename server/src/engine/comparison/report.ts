// The Markdown report of a comparison: what a team reads after an image was made smaller.

import type { BudgetAnalysis } from "../sizes/budget-analysis";
import { boundsOf } from "../sizes/claims";
import { formatClaim, formatDuration, formatTotal } from "../sizes/format";
import { formatDifference, formatShare, likelyDifference } from "./differences";
import { firstSentence, plain, table } from "./markdown";
import { contentsSections } from "./report-contents";
import { instructionRows } from "./report-instructions";
import { budgetSection, buildTimesSection, checksSection, measuredSection, rollBackSection } from "./report-sections";
import type { Comparison, FindingChange } from "./types";

export interface ReportOptions {
  /** How the newer side stands to its budget; left out where there is none. */
  readonly budget?: BudgetAnalysis | undefined;
}

/** The whole report, ending in a newline. Sections of which nothing is known are left out, or say why. */
export function comparisonReport(comparison: Comparison, { budget }: ReportOptions = {}): string {
  const sections = [
    `# ${plain(headline(comparison))}`,
    summary(comparison),
    summaryTable(comparison),
    whatChanged(comparison),
    ...contentsSections(comparison),
    checksSection(comparison),
    buildTimesSection(comparison),
    budgetSection(budget),
    rollBackSection(comparison),
    measuredSection(comparison),
  ];
  return `${sections.filter((section) => section !== undefined && section !== "").join("\n\n")}\n`;
}

/** `runtime: 612 MB → 265 MB (−347 MB, −57 %)`. */
export function headline({ after, size, share }: Comparison): string {
  const [before, now] = [size.before, size.after].map((side) => (side && formatTotal(side)) ?? "unknown");
  const change = formatDifference(size.difference);
  const part = share === undefined ? "" : `, ${formatShare(share)}`;
  return `${after.build.target}: ${before} → ${now}${change === undefined ? "" : ` (${change}${part})`}`;
}

/** The problem alone: what to do about it is another matter. */
function findingLine({ rule, message, saving }: FindingChange): string {
  const size = formatClaim(saving);
  return `- **${plain(rule)}**${size === undefined ? "" : ` (${size})`}: ${plain(firstSentence(message))}`;
}

/** One or two sentences: what came of it, and what did most for it. */
function summary({ labels, size, share, contents, stages }: Comparison): string {
  const bytes = likelyDifference(size.difference);
  if (bytes === undefined)
    return `How the size changed from ${plain(labels.before)} to ${plain(labels.after)} is not known: ${reasonOf(size.difference)}.`;
  const change = formatDifference(size.difference)?.replace(/[+−]/, "");
  const verb = bytes < 0 ? "smaller" : "larger";
  const first =
    bytes === 0
      ? `The image of ${plain(labels.after)} is as large as that of ${plain(labels.before)}.`
      : `The image of ${plain(labels.after)} is ${change}${share === undefined ? "" : ` (${formatShare(share).replace(/^[+−]/, "")})`} ${verb} than that of ${plain(labels.before)}.`;
  const causes = (contents?.parts ?? [])
    .filter(({ size: { difference } }) => Math.sign(likelyDifference(difference) ?? 0) === Math.sign(bytes))
    .filter(({ size: { difference } }) => Math.abs(likelyDifference(difference)!) >= Math.abs(bytes) / 20)
    .slice(0, 3)
    .map(({ label, size: { difference } }) => `${plain(label)} (${formatDifference(difference)})`);
  const noLongerShipped = stages.filter(
    ({ shippedBefore, shippedAfter, after }) => shippedBefore && !shippedAfter && after,
  );
  const names = noLongerShipped.map(({ label }) => plain(label));
  return [
    first,
    ...(causes.length > 0 ? [`Most of it: ${causes.join(", ")}.`] : []),
    ...(names.length > 0 ? [`Layers of ${names.join(" and ")} are no longer part of it.`] : []),
  ].join(" ");
}

function reasonOf(difference: Comparison["size"]["difference"]): string {
  return difference.kind === "unknown" ? plain(difference.reason) : "";
}

function summaryTable(comparison: Comparison): string | undefined {
  const { labels, size, share, durationMs, cache, contents } = comparison;
  const sizes = [size.before, size.after].map((side) => (side && formatTotal(side)) ?? "unknown");
  const percent = share === undefined ? "" : ` (${formatShare(share)})`;
  const rows: string[][] = [["Image size", ...sizes, `${formatDifference(size.difference) ?? "unknown"}${percent}`]];
  const [less, more] = [layersOf(comparison, "before"), layersOf(comparison, "after")];
  rows.push([
    "Instructions that add files to it",
    ...[less, more].map(({ count, isKnown }) => `${isKnown ? "" : "≥ "}${count}`),
    less.isKnown && more.isKnown ? signed(more.count - less.count) : "unknown",
  ]);
  if (contents) {
    const tools = [contents.buildTools.before, contents.buildTools.after];
    rows.push([
      "Build tools in the image",
      ...tools.map((names) => (names.length > 0 ? `yes: ${plain(names.join(", "))}` : "no")),
      "",
    ]);
  }
  if (durationMs.before !== undefined && durationMs.after !== undefined) {
    const { before: one, after: other } = durationMs;
    rows.push(["This build took", formatDuration(one), formatDuration(other), ""]);
    const used = [cache.before, cache.after];
    rows.push(["Steps from the cache", ...used.map(({ cached, instructions }) => `${cached} of ${instructions}`), ""]);
  }
  return table(["", plain(labels.before), plain(labels.after), "Difference"], "lrrr", rows);
}

/** Instructions of the shipped stages that stored something, beside the base image; not all are known where a size is not. */
function layersOf(
  { stages }: Comparison,
  side: "before" | "after",
): { readonly count: number; readonly isKnown: boolean } {
  const shipped = stages.filter((stage) => (side === "before" ? stage.shippedBefore : stage.shippedAfter));
  const steps = shipped.flatMap((stage) => stage[side]?.instructions ?? []).filter(({ keyword }) => keyword !== "FROM");
  const bytes = steps.map(({ size }) => boundsOf(size)?.likely);
  return { count: bytes.filter((one) => one !== undefined && one > 0).length, isKnown: !bytes.includes(undefined) };
}

function signed(count: number): string {
  return count === 0 ? "0" : `${count < 0 ? "−" : "+"}${Math.abs(count)}`;
}

function whatChanged(comparison: Comparison): string {
  const { stages, contents } = comparison;
  const stageTable = table(
    ["Stage", "Before", "After", "In the image"],
    "lrrr",
    stages.map(({ label, renamedFrom, kind, own, shipped, shippedBefore, shippedAfter }) => {
      const side = (total: typeof own.before, isShipped: boolean) =>
        total === undefined ? "–" : `${formatTotal(total) ?? "unknown"}${isShipped ? "" : ", not shipped"}`;
      const note = kind === "added" ? " (new)" : kind === "removed" ? " (removed)" : "";
      return [
        `${plain(label)}${renamedFrom === undefined ? "" : ` (was ${plain(renamedFrom)})`}${note}`,
        side(own.before, shippedBefore),
        side(own.after, shippedAfter),
        formatDifference(shipped.difference) ?? "unknown",
      ];
    }),
  );
  const fixed = (contents?.fixed ?? []).map(findingLine);
  const introduced = (contents?.introduced ?? []).map(findingLine);
  return [
    "## What changed",
    ...(fixed.length > 0 ? [`Findings that are fixed:\n\n${fixed.join("\n")}`] : []),
    ...(introduced.length > 0 ? [`Findings that are new:\n\n${introduced.join("\n")}`] : []),
    `What each stage adds on top of what it stands on:\n\n${stageTable}`,
    instructionRows(comparison),
  ].join("\n\n");
}
