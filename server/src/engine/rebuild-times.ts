// The times of rebuilds in words: for the terminal, the editor's log and reports.
import type { RebuildKind, RebuildTime } from "./builds";
import { formatDuration } from "./sizes/format";

const labels: Readonly<Record<RebuildKind, string>> = {
  cold: "without cache",
  warm: "with nothing changed",
  "code-change": "after a code change",
  "dependency-change": "after a dependency change",
};

/** All kinds, in the order in which they are told. */
export const rebuildKinds = Object.keys(labels) as readonly RebuildKind[];

/** What follows the word "rebuild": `after a code change`. */
export function rebuildLabel(kind: RebuildKind): string {
  return labels[kind];
}

/** What was changed for a rebuild and how much of it ran: `src/index.js changed; 2 instructions ran`. */
export function rebuildNote({ durationMs, note, ran }: RebuildTime): string {
  if (durationMs === undefined || ran === undefined) return note;
  return `${note}; ${ran.length === 0 ? "no" : ran.length} ${ran.length === 1 ? "instruction" : "instructions"} ran`;
}

/** What became of a rebuild, without its label: `12.3 s (src/index.js changed; 2 instructions ran)`. */
export function rebuildText(time: RebuildTime): string {
  const note = rebuildNote(time);
  return time.durationMs === undefined ? note : `${formatDuration(time.durationMs)} (${note})`;
}
