// Both sides of a comparison as texts that an editor's own diff view puts beside each other, line by line.
import { boundsOf } from "../sizes/claims";
import { formatClaim, formatTotal } from "../sizes/format";
import type { Total } from "../sizes/types";
import type { Comparison, InstructionComparison, PartComparison, StageComparison } from "./types";

/** Columns of a size: `≈ 1.11 GB`. */
const sizeColumns = 10;

/**
 * The image, its stages with their instructions, and what it holds, with the size of each at the left. What is the same
 * on both sides is the same line; times, which differ from build to build, are in the report alone.
 */
export function comparisonTexts(comparison: Comparison): { readonly before: string; readonly after: string } {
  return { before: textOf(comparison, "before"), after: textOf(comparison, "after") };
}

type Which = "before" | "after";

function textOf(comparison: Comparison, which: Which): string {
  const { size, stages, contents } = comparison;
  const blocks = [
    [row(formatTotal(size[which]!), `the image of ${oneLine(comparison[which].build.target)}`)],
    ...stages.flatMap((stage) => (stage[which] === undefined ? [] : [stageLines(stage, which)])),
    ...(contents === undefined ? [] : [contentLines(contents.parts, which)]),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function stageLines(stage: StageComparison, which: Which): string[] {
  const measured = stage[which]!;
  const ships = which === "before" ? stage.shippedBefore : stage.shippedAfter;
  const name = measured.name ?? `stage ${measured.index}`;
  return [
    row(
      formatTotal(measured.own),
      `stage ${oneLine(name).replace(/^stage /, "")} adds${ships ? "" : ", and does not ship"}`,
    ),
    ...stage.instructions.flatMap((one) => instructionLine(one, which)),
  ];
}

function instructionLine({ movedFrom, movedTo, inherited, ...sides }: InstructionComparison, which: Which): string[] {
  const one = sides[which];
  // A row of what moved stands in both stages: in each text it belongs to one of them.
  const isElsewhere = which === "before" ? movedFrom !== undefined : movedTo !== undefined;
  if (one === undefined || isElsewhere) return [];
  return [row(inherited ? "" : formatClaim(one.size), `  ${oneLine(one.text)}`)];
}

function contentLines(parts: readonly PartComparison[], which: Which): string[] {
  const bytes = (total: Total | undefined) => (total && boundsOf(total.claim)?.likely) ?? 0;
  const most = ({ size: { before, after } }: PartComparison) => Math.max(bytes(before), bytes(after));
  const held = parts.filter(({ size }) => size[which] !== undefined);
  return [
    "What the image holds:",
    ...held
      .toSorted((one, other) => most(other) - most(one))
      .map((part) => row(formatTotal(part.size[which]!), `  ${oneLine(part.labels[which] ?? part.label)}`)),
  ];
}

function row(size: string | undefined, text: string): string {
  return `${(size ?? "unknown").padStart(sizeColumns)}  ${text}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
