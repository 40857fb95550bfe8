// Cuts a Dockerfile into its instructions and comments.
import { contentStart } from "./directives";
import { HeredocReader, type HeredocsFound } from "./heredocs";
import { commentOn, joinLines, type LogicalLine, type SourceLines, skipBlanks } from "./logical-line";
import { lineAt, lineEndOf } from "./positions";
import type { Comment, Directive } from "./types";

/** One instruction's place: its lines joined, and where its heredocs are. */
export interface OutlinedInstruction {
  readonly logical: LogicalLine;
  readonly start: number;
  /** End of its own last line, before any heredoc body. */
  readonly argumentsEnd: number;
  /** End of its last line, heredocs included. */
  readonly end: number;
  readonly heredocs: HeredocsFound | undefined;
}

export interface Outline {
  readonly instructions: readonly OutlinedInstruction[];
  /** In the order of the file; directives are not comments. */
  readonly comments: readonly Comment[];
}

/** Finds every instruction and comment. */
export function outlineOf(source: SourceLines, directives: readonly Directive[]): Outline {
  const { text, lineStarts } = source;
  const heredocReader = new HeredocReader(source);
  const instructions: OutlinedInstruction[] = [];
  const comments: Comment[] = [];
  const onComment = (comment: Comment) => comments.push(comment);
  const directiveLines = new Set(directives.map((directive) => lineAt(source, directive.range.start)));
  let line = 0;
  while (line < lineStarts.length) {
    const lineEnd = lineEndOf(text, lineStarts, line);
    const start = skipBlanks(text, contentStart(text, lineStarts, line), lineEnd);
    if (start === lineEnd) line++;
    else if (text[start] === "#") {
      const comment = directiveLines.has(line) ? undefined : commentOn(source, line);
      if (comment) comments.push(comment);
      line++;
    } else {
      const joined = joinLines(source, start, text.length, onComment);
      const heredocs = heredocReader.read(joined.logical, joined.end, joined.nextLine);
      instructions.push({
        logical: joined.logical,
        start,
        argumentsEnd: joined.end,
        end: heredocs?.end ?? joined.end,
        heredocs,
      });
      line = heredocs?.nextLine ?? joined.nextLine;
    }
  }
  return { instructions, comments };
}
