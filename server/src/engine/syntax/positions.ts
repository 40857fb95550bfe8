// Translates between UTF-16 offsets and the lines and characters that LSP counts.
import type { DockerfileSyntax, LinePosition } from "./types";

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Offset of each line's first character. Lines end in `\n`, `\r\n` or a lone `\r`, as LSP has it. */
export function findLineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes("\r")) {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) starts.push(at + 1);
  }
  return starts;
}

/** Zero-based line that holds the offset; offsets outside the text fall on the first or last line. */
export function lineAt(syntax: Pick<DockerfileSyntax, "lineStarts">, offset: number): number {
  const starts = syntax.lineStarts;
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** The line and UTF-16 character of an offset; offsets outside the text are moved to its nearest end. */
export function positionAt(syntax: Pick<DockerfileSyntax, "text" | "lineStarts">, offset: number): LinePosition {
  const inside = Math.min(Math.max(offset, 0), syntax.text.length);
  const line = lineAt(syntax, inside);
  return { line, character: inside - syntax.lineStarts[line]! };
}

/** The offset of a line and character; a character past the line's end means the end, before its line break. */
export function offsetAt(syntax: Pick<DockerfileSyntax, "text" | "lineStarts">, position: LinePosition): number {
  const { text, lineStarts } = syntax;
  if (position.line < 0) return 0;
  const start = lineStarts[position.line];
  if (start === undefined) return text.length;
  return Math.min(start + Math.max(position.character, 0), lineEndOf(text, lineStarts, position.line));
}

/** Offset of the end of a line, before its line break. */
export function lineEndOf(text: string, lineStarts: readonly number[], line: number): number {
  let end = lineStarts[line + 1];
  if (end === undefined) return text.length;
  end--;
  if (text.charCodeAt(end) === LINE_FEED && end > lineStarts[line]! && text.charCodeAt(end - 1) === CARRIAGE_RETURN)
    end--;
  return end;
}
