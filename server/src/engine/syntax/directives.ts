// Reads the parser directives at the head of a Dockerfile, the way BuildKit does.
import { lineEndOf } from "./positions";
import type { Directive } from "./types";

const DIRECTIVE = /^[ \t]*#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+)$/;
const KNOWN = new Set(["syntax", "escape", "check"]);
const BYTE_ORDER_MARK = "\ufeff";

/** Directives stop at the first line that doesn't look like one; a line that does with an unknown name is a comment. */
export function readDirectives(
  text: string,
  lineStarts: readonly number[],
): { readonly directives: Directive[]; readonly escape: "\\" | "`" } {
  const directives: Directive[] = [];
  let escapeChar: "\\" | "`" = "\\";
  for (let line = 0; line < lineStarts.length; line++) {
    const start = contentStart(text, lineStarts, line);
    const end = lineEndOf(text, lineStarts, line);
    // No directive is longer, and a binary file may be one long line.
    const match = end - start < 2000 ? DIRECTIVE.exec(text.slice(start, end).trimEnd()) : null;
    if (!match) break;
    const name = match[1]!.toLowerCase();
    if (!KNOWN.has(name)) continue;
    const value = match[2]!;
    if (name === "escape" && (value === "`" || value === "\\")) escapeChar = value;
    const hash = text.indexOf("#", start);
    directives.push({ name, value, range: { start: hash, end: start + match[0].length } });
  }
  return { directives, escape: escapeChar };
}

/** Start of a line's content: behind a byte order mark. */
export function contentStart(text: string, lineStarts: readonly number[], line: number): number {
  return line === 0 && text.startsWith(BYTE_ORDER_MARK) ? 1 : lineStarts[line]!;
}
