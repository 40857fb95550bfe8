// Applies edits to a text and tells which edits get in each other's way.
import type { Edit } from "../rules/define-rule";

/** Whether two edits cannot both be applied: they share text, or start at the same place. The very same edit twice is no conflict. */
export function editsConflict(left: Edit, right: Edit): boolean {
  if (left.path !== right.path) {
    return false;
  }
  if (left.range.start === right.range.start) {
    return left.range.end !== right.range.end || left.newText !== right.newText;
  }
  const [first, second] = left.range.start < right.range.start ? [left, right] : [right, left];
  // They may touch: what starts later comes later.
  return first.range.end > second.range.start;
}

/**
 * The text after the edits of one file: of the document itself, whose edits have no `path`, or of another one. Throws a
 * RangeError when two of them conflict.
 */
export function applyEdits(text: string, edits: readonly Edit[], path?: string): string {
  const own = edits.filter((edit) => edit.path === path);
  const ordered = own.sort((left, right) => left.range.start - right.range.start);
  let result = "";
  let position = 0;
  let previous: Edit | undefined;
  for (const edit of ordered) {
    if (previous !== undefined) {
      if (editsConflict(previous, edit)) {
        throw new RangeError(`Edits at ${previous.range.start} and ${edit.range.start} overlap.`);
      }
      if (previous.range.start === edit.range.start) {
        continue;
      }
    }
    result += text.slice(position, edit.range.start) + edit.newText;
    position = edit.range.end;
    previous = edit;
  }
  return result + text.slice(position);
}

/** The one edit that turns `before` into `after` and leaves alone what is equal at both ends. */
export function smallestEdit(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}
