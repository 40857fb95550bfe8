// A failed build's message, kept on its instruction while that instruction stays as it was.
import type { Analysis, BuildOutcome } from "../engine/index";
import type { Snapshot } from "./types";

/** A failure with the source of the instruction it belongs to; undefined source: it belongs to the whole text. */
export interface BuildFailure {
  readonly message: string;
  readonly logTail: string;
  readonly instruction: number | undefined;
  readonly source: string;
}

function sourceOf(analysis: Analysis, index: number | undefined): string | undefined {
  if (index === undefined) return analysis.syntax.text;
  const range = analysis.syntax.instructions[index]?.range;
  return range && analysis.syntax.text.slice(range.start, range.end);
}

/** Remembers what failed, with the text that was built. */
export function failureOf(outcome: Extract<BuildOutcome, { kind: "failed" }>, built: Analysis): BuildFailure {
  return {
    message: outcome.message,
    logTail: outcome.logTail,
    instruction: outcome.instruction,
    source: sourceOf(built, outcome.instruction) ?? "",
  };
}

/** Where the failing instruction is now: the nearest one with the same source. Undefined once it was changed or removed. */
export function locateFailure(failure: BuildFailure, analysis: Analysis): Snapshot["buildFailure"] {
  const { message, logTail, instruction, source } = failure;
  if (instruction === undefined) {
    return analysis.syntax.text === source ? { message, logTail, instruction } : undefined;
  }
  let nearest: number | undefined;
  for (const { index } of analysis.syntax.instructions) {
    if (sourceOf(analysis, index) !== source) continue;
    if (nearest === undefined || Math.abs(index - instruction) < Math.abs(nearest - instruction)) nearest = index;
  }
  return nearest === undefined ? undefined : { message, logTail, instruction: nearest };
}
