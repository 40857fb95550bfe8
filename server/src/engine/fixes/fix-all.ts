// Applies safe fixes to a text until there is nothing left to apply.
import type { Finding } from "../analysis";
import type { Edit, Fix } from "../rules/define-rule";
import { applyEdits, editsConflict } from "./apply-edits";

/** Texts of other files by their path as edits name it: relative to the Dockerfile. */
export type OtherFiles = ReadonlyMap<string, string>;

export interface FixAllResult {
  readonly text: string;
  /** Other files that changed, with their new texts. */
  readonly files: OtherFiles;
  /** How many fixes were applied, over all rounds. */
  readonly applied: number;
  /** The same fixes with their findings, in the order in which they were applied. */
  readonly fixes: readonly { readonly finding: Finding; readonly fix: Fix }[];
}

/** Picks one of the fixes of a finding, or none. */
export type ChooseFix = (fixes: readonly Fix[], finding: Finding) => Fix | undefined;

/** The first safe one. */
export const safestFix: ChooseFix = (fixes) => fixes.find(({ applicability }) => applicability === "safe");

/** What the door would show for these texts. */
type AnalyzeReported = (text: string, files: OtherFiles) => readonly Finding[];

/** A fix that uncovers another finding needs one more round; more than a handful means that two fixes undo each other. */
const mostRounds = 20;

/**
 * Applies the first safe fix of each finding that has one, analyses again, and goes on until no safe fix is left.
 * Fixes that conflict wait for the next round. Only those of the other `files` that are given are edited.
 */
export function fixAll(text: string, analyzeReported: AnalyzeReported, files: OtherFiles = new Map()): FixAllResult {
  return applyUntilStable(text, analyzeReported, safestFix, files);
}

/** The loop behind `fixAll`, for any choice of fixes. */
export function applyUntilStable(
  text: string,
  analyzeReported: AnalyzeReported,
  choose: ChooseFix,
  files: OtherFiles = new Map(),
): FixAllResult {
  let current = text;
  let others = files;
  const applied: { readonly finding: Finding; readonly fix: Fix }[] = [];
  const seen = new Set([stateOf(text, files)]);
  for (let round = 0; round < mostRounds; round++) {
    const edits: Edit[] = [];
    const chosen: { readonly finding: Finding; readonly fix: Fix }[] = [];
    for (const finding of analyzeReported(current, others)) {
      const fix = choose(finding.fixes(), finding);
      if (fix === undefined || fix.edits.length === 0) {
        continue;
      }
      const isElsewhere = fix.edits.some(({ path }) => path !== undefined && !others.has(path));
      if (isElsewhere || fix.edits.some((edit) => edits.some((other) => editsConflict(edit, other)))) {
        continue;
      }
      edits.push(...fix.edits);
      chosen.push({ finding, fix });
    }
    const next = applyEdits(current, edits);
    const nextOthers = new Map([...others].map(([path, content]) => [path, applyEdits(content, edits, path)]));
    const state = stateOf(next, nextOthers);
    if (chosen.length === 0 || seen.has(state)) {
      break;
    }
    seen.add(state);
    current = next;
    others = nextOthers;
    applied.push(...chosen);
  }
  const changed = new Map([...others].filter(([path, content]) => files.get(path) !== content));
  return { text: current, files: changed, applied: applied.length, fixes: applied };
}

function stateOf(text: string, files: OtherFiles): string {
  return JSON.stringify([text, ...files]);
}
