// Finds the heredocs that an instruction opens and the lines that are their bodies, as BuildKit does.
import { type LogicalLine, type SourceLines, skipBlanks } from "./logical-line";
import { lineEndOf } from "./positions";
import type { Heredoc } from "./types";
import { literalOf, partsOf, quotedWordEnd } from "./words";

const OPENING = /^\d*<<(-?)([^<]+)$/;
const TAKES_HEREDOCS = /^(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\s/i;
/** Where a heredoc without a closing line ends for us: the builder gives up, but someone may still be typing it. */
const NEXT_INSTRUCTION =
  /^(?:FROM|RUN|COPY|ADD|ENV|ARG|CMD|ENTRYPOINT|WORKDIR|USER|EXPOSE|VOLUME|LABEL|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)[ \t]/;

export interface HeredocsFound {
  readonly heredocs: readonly Heredoc[];
  /** End of the instruction: of the last closing line. */
  readonly end: number;
  readonly nextLine: number;
  /** The heredoc that has no closing line. */
  readonly unclosed: Heredoc | undefined;
}

/** Reads the heredocs of one document's instructions. */
export class HeredocReader {
  /** The last line on which a text stands alone; made when the first heredoc is left open, so that many of them stay cheap. */
  private lastLines: Map<string, number> | undefined;

  constructor(private readonly source: SourceLines) {}

  /** The heredocs of an instruction whose own lines end at `end`, before `nextLine`; undefined where it opens none. */
  read(logical: LogicalLine, end: number, nextLine: number): HeredocsFound | undefined {
    const { text } = logical;
    if (!text.includes("<<") || !TAKES_HEREDOCS.test(text)) return undefined;
    const { lineStarts } = this.source;
    const heredocs: Heredoc[] = [];
    let line = nextLine;
    for (let at = 0; at < text.length; at = skipBlanks(text, at, text.length)) {
      const wordEnd = quotedWordEnd(text, at, text.length, "\\");
      const word = text.slice(at, wordEnd);
      const wordStart = at;
      at = wordEnd;
      const match = word.includes("<<") ? OPENING.exec(word) : null;
      if (!match) continue;
      const written = match[2]!;
      // A dollar sign in the delimiter is a dollar sign.
      const name = literalOf(partsOf(written.replaceAll("$", "\\$"), "\\"));
      if (!name) continue;
      const stripTabs = match[1] === "-";
      const closing = this.findClosing(line, name, stripTabs);
      const heredoc: Heredoc = {
        name,
        quoted: name !== written,
        stripTabs,
        openingRange: logical.rangeOf(wordStart, wordEnd),
        bodyRange: { start: this.startOf(line), end: this.startOf(closing.line) },
      };
      heredocs.push(heredoc);
      if (!closing.found) {
        const last = closing.line - 1;
        return {
          heredocs,
          end: last >= line ? this.endOf(last) : end,
          nextLine: closing.line,
          unclosed: heredoc,
        };
      }
      end = lineEndOf(this.source.text, lineStarts, closing.line);
      line = closing.line + 1;
    }
    return heredocs.length > 0 ? { heredocs, end, nextLine: line, unclosed: undefined } : undefined;
  }

  private findClosing(
    from: number,
    name: string,
    stripTabs: boolean,
  ): { readonly line: number; readonly found: boolean } {
    const { text, lineStarts } = this.source;
    const last = this.lastLines ? (this.lastLines.get(name) ?? -1) : lineStarts.length - 1;
    for (let line = from; line <= last; line++) {
      const start = stripTabs ? this.skipTabs(lineStarts[line]!) : lineStarts[line]!;
      if (text.startsWith(name, start) && this.endOf(line) === start + name.length) return { line, found: true };
    }
    this.lastLines ??= this.collectLastLines();
    for (let line = from; line < lineStarts.length; line++) {
      const start = lineStarts[line]!;
      if (NEXT_INSTRUCTION.test(text.slice(start, start + 12))) return { line, found: false };
    }
    return { line: lineStarts.length, found: false };
  }

  private collectLastLines(): Map<string, number> {
    const lines = new Map<string, number>();
    for (let line = 0; line < this.source.lineStarts.length; line++) {
      const start = this.skipTabs(this.startOf(line));
      const end = this.endOf(line);
      // Longer lines than any delimiter are not worth keeping.
      if (end - start < 200) lines.set(this.source.text.slice(start, end), line);
    }
    return lines;
  }

  private skipTabs(at: number): number {
    while (this.source.text[at] === "\t") at++;
    return at;
  }

  private startOf(line: number): number {
    return this.source.lineStarts[line] ?? this.source.text.length;
  }

  private endOf(line: number): number {
    return lineEndOf(this.source.text, this.source.lineStarts, line);
  }
}
