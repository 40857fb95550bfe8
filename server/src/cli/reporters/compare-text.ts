// A comparison for people on a terminal: the image, its stages with what changed in each, and what came and went.
import {
  type BudgetAnalysis,
  boundsOf,
  type CheckResult,
  type Comparison,
  checkText,
  type FindingChange,
  firstSentence,
  formatClaim,
  formatDifference,
  formatDuration,
  formatShare,
  formatTotal,
  type InstructionComparison,
  isNews,
  likelyDifference,
  type PartComparison,
  type SizeChange,
  type SizeDifference,
  type StageComparison,
  tellingParts,
} from "../../engine/index";
import { cut, wrap } from "../layout";
import { count, printable, type Style } from "../terminal";
import { budgetLines } from "./budget-text";

/** Columns before an instruction's text, and how many the text gets, at least and off terminals. */
const columnsBefore = 42;
const leastText = 20;
const usualText = 70;
const mostParts = 6;

export interface CompareTextOptions {
  readonly style: Style;
  /** Columns of the terminal, if it is one. */
  readonly width: number | undefined;
  readonly budget: BudgetAnalysis | undefined;
}

/** The whole text, ending in a newline. */
export function compareText(comparison: Comparison, { style, width, budget }: CompareTextOptions): string {
  const longest = width === undefined ? usualText : Math.max(width - columnsBefore, leastText);
  const { labels, cautions, stages } = comparison;
  const blocks = [
    [
      style.bold(`${printable(labels.before)} → ${printable(labels.after)}: ${headline(comparison, style)}`),
      ...timeLines(comparison),
    ],
    [style.dim(columns("before", "after", "change", "", "instruction")), ...stageBlock(stages[0], style, longest)],
    ...stages.slice(1).map((stage) => stageBlock(stage, style, longest)),
    ...contentsBlocks(comparison, style),
    checkLines(comparison, style),
    ...(budget === undefined ? [] : [budgetLines(budget, style)]),
    cautions.map((caution) => style.yellow(`Note: ${printable(caution)}`)),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => wrap(line, width)).join("\n"))
    .join("\n\n")}\n`;
}

function headline({ size, share }: Comparison, style: Style): string {
  const percent = share === undefined ? "" : ` (${formatShare(share)})`;
  return `${side(size.before)} → ${side(size.after)}, ${painted(size.difference, style)}${percent}`;
}

function timeLines({ durationMs, cache }: Comparison): string[] {
  const { before, after } = durationMs;
  if (before === undefined || after === undefined) return [];
  const used = ({ cached, instructions }: Comparison["cache"]["before"]) =>
    `${cached} of ${count(instructions, "step")} cached`;
  return [
    `built in ${formatDuration(before)} (${used(cache.before)}) → ${formatDuration(after)} (${used(cache.after)})`,
  ];
}

function stageBlock(stage: StageComparison | undefined, style: Style, longest: number): string[] {
  if (stage === undefined) return [];
  const { kind, label, renamedFrom, own, shipped, shippedBefore, shippedAfter, instructions } = stage;
  const name = printable(renamedFrom === undefined ? label : `${label} (was ${renamedFrom})`);
  const note = kind === "added" ? ", new" : kind === "removed" ? ", removed" : "";
  const ships =
    shippedBefore === shippedAfter
      ? shippedAfter
        ? ""
        : " (not shipped)"
      : shippedAfter
        ? " (now shipped)"
        : " (no longer shipped)";
  const changed = instructions.filter(isNews);
  const same = instructions.length - changed.length;
  return [
    style.bold(
      `${name}${note}: adds ${side(own.before)} → ${side(own.after)}${ships}, ${painted(shipped.difference, style)} in the image`,
    ),
    ...changed.map((row) => instructionLine(row, style, longest)),
    ...(same > 0 ? [style.dim(columns("", "", "", "", `${count(same, "instruction")} as before`))] : []),
  ];
}

function instructionLine(
  { kind, before, after, movedFrom, movedTo, otherFiles, size }: InstructionComparison,
  style: Style,
  longest: number,
): string {
  const mark = { added: "+", removed: "−", changed: "~", moved: ">", same: otherFiles ? "~" : " " }[kind];
  const paint = { added: style.green, removed: style.red, changed: style.yellow, moved: style.cyan, same: style.dim }[
    kind
  ];
  const moved = movedTo !== undefined ? ` (to ${movedTo})` : movedFrom !== undefined ? ` (from ${movedFrom})` : "";
  const files = otherFiles ? " (other files)" : "";
  const text = cut(printable(`${(after ?? before)!.text}`), Math.max(longest - moved.length - files.length, leastText));
  const claim = (one: typeof before) => (one === undefined ? "" : (formatClaim(one.size) ?? "unknown"));
  return movedTo !== undefined
    ? columns(claim(before), "", "", paint(mark), `${text}${style.dim(printable(moved))}`)
    : columns(
        claim(before),
        claim(after),
        formatDifference(size.difference) ?? "unknown",
        paint(mark),
        `${text}${style.dim(printable(moved + files))}`,
      );
}

function contentsBlocks(comparison: Comparison, style: Style): string[][] {
  const { contents } = comparison;
  if (contents === undefined) return [];
  const { telling } = tellingParts(comparison);
  const bytes = ({ size }: PartComparison) => likelyDifference(size.difference) ?? 0;
  const block = (
    title: string,
    chosen: readonly PartComparison[],
    text: (part: PartComparison) => string | undefined,
  ) =>
    chosen.length === 0
      ? []
      : [
          style.bold(title),
          ...chosen
            .slice(0, mostParts)
            .map((part) => `${(text(part) ?? "unknown").padStart(14)}  ${printable(part.label)}`),
          ...(chosen.length > mostParts ? [`${"".padStart(14)}  and ${chosen.length - mostParts} smaller`] : []),
        ];
  const change = ({ size }: PartComparison) => formatDifference(size.difference);
  const findings = (title: string, chosen: readonly FindingChange[]) =>
    chosen.length === 0
      ? []
      : [style.bold(title), ...chosen.map(({ rule, message }) => `  ${rule}: ${printable(firstSentence(message))}`)];
  const left = ({ size: { after } }: PartComparison) => (after && boundsOf(after.claim)?.likely) ?? 0;
  const remaining = contents.parts.filter((part) => left(part) > 0).sort((one, other) => left(other) - left(one));
  return [
    block(
      "Less in the image:",
      telling.filter((part) => bytes(part) < 0),
      change,
    ),
    block(
      "More in the image:",
      telling.filter((part) => bytes(part) > 0),
      change,
    ),
    block("What remains:", remaining, ({ size: { after } }) => after && formatTotal(after)),
    findings("Findings fixed:", contents.fixed),
    findings("Findings that are new:", contents.introduced),
  ];
}

/** What the images that were run came to. */
function checkLines({ before, after, labels }: Comparison, style: Style): string[] {
  const rows = [
    [labels.before, before.build.check],
    [labels.after, after.build.check],
  ] as const;
  if (rows.every(([, check]) => check === undefined)) return [];
  const said = (check: CheckResult | undefined) =>
    check === undefined ? "was not run" : (check.passed ? style.green : style.red)(printable(checkText(check)));
  return [style.bold("Checks:"), ...rows.map(([label, check]) => `  ${printable(label)}: ${said(check)}`)];
}

function side(total: SizeChange["before"]): string {
  return total === undefined ? "nothing" : (formatTotal(total) ?? "unknown");
}

/** Smaller is green, larger is red; the sign says it as well. */
function painted(difference: SizeDifference, style: Style): string {
  const text = formatDifference(difference) ?? "change unknown";
  const bytes = likelyDifference(difference) ?? 0;
  return bytes < 0 ? style.green(text) : bytes > 0 ? style.red(text) : text;
}

function columns(before: string, after: string, change: string, mark: string, text: string): string {
  return `${before.padStart(11)}${after.padStart(11)}${change.padStart(14)}  ${mark === "" ? " " : mark} ${text}`.trimEnd();
}
