// Builds the text that the shell parser reads: as long as the source, so that every offset stays what it is.
import { continuationIn, isBlank, type SourceLines, skipBlanks } from "./logical-line";
import { lineAt, lineEndOf } from "./positions";
import type { TextRange } from "./types";

/** Fills a place inside a word that must vanish from its value: a Unicode noncharacter, which no source may hold. */
export const FILLER = "\ufdd0";

/**
 * The text of a shell-form instruction. A plain `\` + newline stays as it is, since the shell joins it as well;
 * any longer gap between two lines (another escape character, blanks behind it, `\r`, comments, empty lines)
 * becomes blanks, or fillers inside a word, that end in one.
 */
export function inlineShellText(source: SourceLines, range: TextRange): string {
  const { text, lineStarts, escape: escapeChar } = source;
  let shellText = "";
  let copied = range.start;
  let line = lineAt(source, range.start);
  let lineStart = range.start;
  while (line < lineStarts.length) {
    const lineEnd = Math.min(lineEndOf(text, lineStarts, line), range.end);
    const escapeAt = continuationIn(text, lineStart, lineEnd, escapeChar);
    if (escapeAt === -1) break;
    let next = line + 1;
    while (next < lineStarts.length && lineStarts[next]! < range.end && isLeftOut(source, next)) next++;
    const gapEnd = Math.min(lineStarts[next] ?? range.end, range.end);
    const length = gapEnd - escapeAt;
    if (escapeChar !== "\\" || length !== 2 || text[escapeAt + 1] !== "\n") {
      const insideWord = !endsWord(text[escapeAt - 1]) && !endsWord(text[gapEnd]);
      const fill = insideWord ? FILLER : " ";
      shellText += text.slice(copied, escapeAt) + (length < 2 ? " ".repeat(length) : `${fill.repeat(length - 2)}\\\n`);
      copied = gapEnd;
    }
    if (gapEnd >= range.end) break;
    line = next;
    lineStart = gapEnd;
  }
  return shellText + text.slice(copied, range.end);
}

/**
 * The text of a heredoc's body: as it is, but for line breaks with `\r`, which become two,
 * so that the closing line of a heredoc inside it still holds nothing else.
 */
export function bodyShellText(text: string, range: TextRange): string {
  const body = text.slice(range.start, range.end);
  if (!body.includes("\r")) return body;
  return body.replace(/(?<!\\)\\\r\n/g, " \\\n").replaceAll("\r\n", "\n\n");
}

function isLeftOut(source: SourceLines, line: number): boolean {
  const end = lineEndOf(source.text, source.lineStarts, line);
  const first = skipBlanks(source.text, source.lineStarts[line]!, end);
  return first === end || source.text[first] === "#";
}

function endsWord(char: string | undefined): boolean {
  return char === undefined || isBlank(char.charCodeAt(0)) || "&|;()<>".includes(char);
}

/** What is left of a text in double quotes when the outer shell has taken the backslashes of its escapes away. */
export function withoutEscapes(quoted: string): string {
  return quoted.replace(/\\([\\"$`])/g, `${FILLER}$1`);
}
