// Joins the physical lines of an instruction into the one line that Docker reads, and keeps the way back to the document.
import { contentStart } from "./directives";
import { lineAt, lineEndOf } from "./positions";
import type { Comment, TextRange } from "./types";

/** A document with what is needed to walk its lines. */
export interface SourceLines {
  readonly text: string;
  readonly lineStarts: readonly number[];
  readonly escape: "\\" | "`";
}

/** A stretch of the document with its continuations, inner comments and empty lines taken out. */
export class LogicalLine {
  /** `pieces[n]` starts at `starts[n]` in `text` and at `offsets[n]` in the document. */
  constructor(
    readonly text: string,
    private readonly starts: readonly number[],
    private readonly offsets: readonly number[],
  ) {}

  /** Document offset of the character at `index`. */
  offsetOf(index: number): number {
    const { starts, offsets } = this;
    if (starts.length === 1) return offsets[0]! + index;
    let low = 0;
    let high = starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! <= index) low = middle;
      else high = middle;
    }
    return offsets[low]! + index - starts[low]!;
  }

  /** Document range of `[from, to)`; an empty stretch is an empty range behind the character before it. */
  rangeOf(from: number, to: number): TextRange {
    if (to > from) return { start: this.offsetOf(from), end: this.offsetOf(to - 1) + 1 };
    const at = from > 0 ? this.offsetOf(from - 1) + 1 : this.offsetOf(0);
    return { start: at, end: at };
  }
}

export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** First position from `at` that holds no blank, or `end`. */
export function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Position behind the last non-blank before `end`. */
export function trimEnd(text: string, start: number, end: number): number {
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/**
 * Where the escape character stands that continues the line `[start, end)`, or -1.
 * As BuildKit has it: blanks may follow it, and another escape character right before it takes its meaning away.
 */
export function continuationIn(text: string, start: number, end: number, escapeChar: string): number {
  const last = trimEnd(text, start, end) - 1;
  if (last < start || text[last] !== escapeChar) return -1;
  return last > start && text[last - 1] === escapeChar ? -1 : last;
}

/** What joining found: the logical line, and where its last line and the document's next instruction are. */
export interface JoinedLines {
  readonly logical: LogicalLine;
  /** End of the last line that belongs to it, before the line break. */
  readonly end: number;
  /** First line that does not belong to it. */
  readonly nextLine: number;
}

/** The comment that a line is, or undefined. */
export function commentOn(source: SourceLines, line: number): Comment | undefined {
  const { text, lineStarts } = source;
  const lineEnd = lineEndOf(text, lineStarts, line);
  const start = skipBlanks(text, contentStart(text, lineStarts, line), lineEnd);
  if (start === lineEnd || text[start] !== "#") return undefined;
  const end = trimEnd(text, start, lineEnd);
  return { range: { start, end }, text: text.slice(start + 1, end).trim(), line };
}

/**
 * Joins lines from `start` for as long as they continue, at most to `limit`.
 * Comment lines in between are left out, and handed to `onComment`.
 */
export function joinLines(
  source: SourceLines,
  start: number,
  limit: number = source.text.length,
  onComment?: (comment: Comment) => void,
): JoinedLines {
  const { text, lineStarts, escape: escapeChar } = source;
  let line = lineAt(source, start);
  let lineEnd = lineEndOf(text, lineStarts, line);
  let escapeAt = lineEnd > limit ? -1 : continuationIn(text, start, lineEnd, escapeChar);
  lineEnd = Math.min(lineEnd, limit);
  if (escapeAt === -1) {
    return { logical: new LogicalLine(text.slice(start, lineEnd), [0], [start]), end: lineEnd, nextLine: line + 1 };
  }
  let joined = text.slice(start, escapeAt);
  let end = lineEnd;
  const starts = [0];
  const offsets = [start];
  while (escapeAt !== -1 && ++line < lineStarts.length && lineStarts[line]! < limit) {
    const lineStart = lineStarts[line]!;
    const wholeEnd = lineEndOf(text, lineStarts, line);
    lineEnd = Math.min(wholeEnd, limit);
    const first = skipBlanks(text, lineStart, lineEnd);
    if (first === lineEnd) continue;
    if (text[first] === "#") {
      const comment = onComment && commentOn(source, line);
      if (comment) onComment(comment);
      continue;
    }
    escapeAt = wholeEnd > limit ? -1 : continuationIn(text, lineStart, lineEnd, escapeChar);
    starts.push(joined.length);
    offsets.push(lineStart);
    joined += text.slice(lineStart, escapeAt === -1 ? lineEnd : escapeAt);
    end = lineEnd;
  }
  return { logical: new LogicalLine(joined, starts, offsets), end, nextLine: escapeAt === -1 ? line + 1 : line };
}
