// Applies safe fixes to a text until there is nothing left to apply.
import type { Finding } from "../analysis";
import type { Edit, Fix } from "../rules/define-rule";
import { applyEdits, editsConflict } from "./apply-edits";

export interface FixAllResult {
  readonly text: string;
  /** How many fixes were applied, over all rounds. */
  readonly applied: number;
  /** The same fixes with their findings, in the order in which they were applied. */
  readonly fixes: readonly { readonly finding: Finding; readonly fix: Fix }[];
}

/** A fix that uncovers another finding needs one more round; more than a handful means that two fixes undo each other. */
const mostRounds = 20;

/**
 * Applies the first safe fix of each finding that has one, analyses again, and goes on until no safe fix is left.
 * Fixes that conflict wait for the next round. `analyzeReported` gives the findings that the door would show for a text.
 */
export function fixAll(text: string, analyzeReported: (text: string) => readonly Finding[]): FixAllResult {
  return applyUntilStable(text, analyzeReported, (fixes) => fixes.find((fix) => fix.applicability === "safe"));
}

/** The loop behind `fixAll`: `choose` picks the fix of a finding, or none. */
export function applyUntilStable(
  text: string,
  analyzeReported: (text: string) => readonly Finding[],
  choose: (fixes: readonly Fix[]) => Fix | undefined,
): FixAllResult {
  let current = text;
  const applied: { readonly finding: Finding; readonly fix: Fix }[] = [];
  const seen = new Set([text]);
  for (let round = 0; round < mostRounds; round++) {
    const edits: Edit[] = [];
    const chosen: { readonly finding: Finding; readonly fix: Fix }[] = [];
    for (const finding of analyzeReported(current)) {
      const fix = choose(finding.fixes());
      // Edits of other files belong to the door that can write them.
      if (fix === undefined || fix.edits.length === 0 || fix.edits.some((edit) => edit.path !== undefined)) {
        continue;
      }
      if (fix.edits.some((edit) => edits.some((other) => editsConflict(edit, other)))) {
        continue;
      }
      edits.push(...fix.edits);
      chosen.push({ finding, fix });
    }
    const next = applyEdits(current, edits);
    if (chosen.length === 0 || next === current || seen.has(next)) {
      break;
    }
    seen.add(next);
    current = next;
    applied.push(...chosen);
  }
  return { text: current, applied: applied.length, fixes: applied };
}
