// The report's table of instructions that are not the same on both sides.
import { formatClaim } from "../sizes/format";
import { isNews } from "./compare-measurements";
import { formatDifference, likelyDifference } from "./differences";
import { code, plain, table } from "./markdown";
import type { Comparison, InstructionComparison } from "./types";

/** Rows of the table: beyond these a report is no report. */
const mostRows = 60;

/** What changed, came, went or moved, stage by stage; identical instructions whose bytes differ as well. */
export function instructionRows({ stages }: Comparison): string {
  const rows = stages.flatMap(({ label, instructions }) =>
    instructions.filter(isNews).map((row) => [plain(label), changeText(row), code(textOf(row)), ...sizesOf(row)]),
  );
  if (rows.length === 0) return "No instruction is other than it was.";
  const shown = table(["Stage", "", "Instruction", "Before", "After", "Difference"], "lllrrr", rows.slice(0, mostRows));
  const rest = rows.length - mostRows;
  return `Instructions, matched by their content:\n\n${shown}${rest > 0 ? `\n\nAnd ${rest} more.` : ""}`;
}

function textOf({ before, after }: InstructionComparison): string {
  return (after ?? before)!.text;
}

/** A few words on what became of an instruction: `moved to builder`, `same, other files`. */
function changeText({ kind, movedFrom, movedTo, otherFiles, size }: InstructionComparison): string {
  if (movedTo !== undefined) return `moved to ${plain(movedTo)}`;
  if (movedFrom !== undefined) return `${kind === "moved" ? "moved" : "changed, moved"} from ${plain(movedFrom)}`;
  if (kind !== "same") return kind;
  if (otherFiles) return "other files";
  return likelyDifference(size.difference) === undefined ? "same, size unknown" : "same, other size";
}

function sizesOf({ before, after, movedTo, size }: InstructionComparison): string[] {
  const text = (one: typeof before) => (one === undefined ? "–" : (formatClaim(one.size) ?? "unknown"));
  // Its bytes are counted where it went.
  if (movedTo !== undefined) return [text(before), "–", ""];
  return [text(before), text(after), formatDifference(size.difference) ?? "unknown"];
}
