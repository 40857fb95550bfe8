// Splits an instruction's logical line into words, and words into text and variables, as BuildKit's own lexer does.
import { isBlank, type LogicalLine, skipBlanks } from "./logical-line";
import type { TextRange, Word, WordPart } from "./types";

/** Which rules the words of an instruction follow. */
export interface WordRules {
  readonly escape: "\\" | "`";
  /** The document, for `raw`. */
  readonly document: string;
}

/** One word from its stretch of the logical line: quotes removed, variables found. */
export function wordAt(logical: LogicalLine, from: number, to: number, rules: WordRules): Word {
  const range = logical.rangeOf(from, to);
  return wordOf(range, rules.document, partsOf(logical.text.slice(from, to), rules.escape));
}

/** A word whose text is taken as it stands: nothing in it is expanded or unquoted. */
export function plainWordAt(logical: LogicalLine, from: number, to: number, document: string): Word {
  const text = logical.text.slice(from, to);
  return wordOf(logical.rangeOf(from, to), document, text === "" ? [] : [{ kind: "text", text }]);
}

export function wordOf(range: TextRange, document: string, parts: readonly WordPart[]): Word {
  return { range, raw: document.slice(range.start, range.end), parts, literal: literalOf(parts) };
}

/** The value of parts that are all text. */
export function literalOf(parts: readonly WordPart[]): string | undefined {
  let literal = "";
  for (const part of parts) {
    if (part.kind !== "text") return undefined;
    literal += part.text;
  }
  return literal;
}

/** Words between blanks; quotes don't hold words together here (FROM, COPY, EXPOSE, …). */
export function splitAtBlanks(logical: LogicalLine, from: number, to: number, rules: WordRules): Word[] {
  const { text } = logical;
  const words: Word[] = [];
  for (let at = skipBlanks(text, from, to); at < to; at = skipBlanks(text, at, to)) {
    let end = at;
    while (end < to && !isBlank(text.charCodeAt(end))) end++;
    words.push(wordAt(logical, at, end, rules));
    at = end;
  }
  return words;
}

/** Words between blanks that are neither quoted nor escaped (ENV, LABEL, ARG, flags). */
export function splitQuoted(logical: LogicalLine, from: number, to: number, rules: WordRules): Word[] {
  const { text } = logical;
  const words: Word[] = [];
  for (let at = skipBlanks(text, from, to); at < to; at = skipBlanks(text, at, to)) {
    const end = quotedWordEnd(text, at, to, rules.escape);
    words.push(wordAt(logical, at, end, rules));
    at = end;
  }
  return words;
}

/** Where the word that starts at `at` ends: at the first blank that is neither quoted nor escaped. */
export function quotedWordEnd(text: string, at: number, to: number, escapeChar: string): number {
  let quote = "";
  while (at < to) {
    const char = text[at]!;
    if (quote) {
      if (char === quote) quote = "";
      else if (char === escapeChar && quote === '"') at++;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === escapeChar) at++;
    else if (isBlank(text.charCodeAt(at))) return at;
    at++;
  }
  return to;
}

const SPECIAL = /[\\`"'$]/;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** Takes quotes and escapes out of a word and finds its variables. */
export function partsOf(text: string, escapeChar: string, depth = 0): WordPart[] {
  if (text === "") return [];
  if (!SPECIAL.test(text)) return [{ kind: "text", text }];
  const parts: WordPart[] = [];
  let literal = "";
  const flush = () => {
    if (literal) parts.push({ kind: "text", text: literal });
    literal = "";
  };
  let doubleQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === "'" && !doubleQuoted) {
      const close = text.indexOf("'", at + 1);
      literal += text.slice(at + 1, close === -1 ? text.length : close);
      at = close === -1 ? text.length : close;
    } else if (char === '"') doubleQuoted = !doubleQuoted;
    else if (char === escapeChar) {
      // At the end of a word it escapes nothing, and is left out.
      const next = text[++at] ?? "";
      literal += doubleQuoted && next && next !== '"' && next !== "$" && next !== escapeChar ? char + next : next;
    } else if (char === "$") {
      const end = variableEnd(text, at);
      if (end === at + 1) literal += char;
      else {
        flush();
        parts.push(variableOf(text.slice(at, end), escapeChar, depth));
        at = end - 1;
      }
    } else literal += char;
  }
  flush();
  return parts;
}

/** End of the `$NAME` or `${…}` at `at`; one past the dollar where there is none. */
function variableEnd(text: string, at: number): number {
  if (text[at + 1] === "{") {
    let depth = 0;
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === "{") depth++;
      else if (text[end] === "}" && --depth === 0) return end + 1;
    }
    return text.length;
  }
  NAME.lastIndex = at + 1;
  if (NAME.test(text)) return NAME.lastIndex;
  return /[0-9@*#?$!-]/.test(text[at + 1] ?? "") ? at + 2 : at + 1;
}

/** Fallbacks inside fallbacks: deeper ones are not followed. */
const MAX_NESTING = 20;
const BRACED = /^\$\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-+?=])([\s\S]*))?\}$/;

function variableOf(text: string, escapeChar: string, depth: number): WordPart {
  if (text[1] !== "{") {
    return /^\$[A-Za-z_]/.test(text) ? { kind: "variable", name: text.slice(1) } : { kind: "dynamic", text };
  }
  const match = depth < MAX_NESTING ? BRACED.exec(text) : null;
  if (!match) return { kind: "dynamic", text };
  const [, name = "", operator = "", operand = ""] = match;
  switch (operator.at(-1)) {
    case "-":
    case "=":
      return { kind: "variable", name, fallback: partsOf(operand, escapeChar, depth + 1) };
    case "+":
      return { kind: "variable", name, alternative: partsOf(operand, escapeChar, depth + 1) };
    default:
      return { kind: "variable", name };
  }
}

/**
 * The strings of a JSON array of strings in `[from, to)`, or undefined where it is anything else:
 * Docker then reads the text in shell form. `expand`: the builder expands variables in them (COPY, ADD, VOLUME).
 */
export function splitJson(
  logical: LogicalLine,
  from: number,
  to: number,
  rules: WordRules,
  expand: boolean,
): Word[] | undefined {
  const { text } = logical;
  if (text[from] !== "[") return undefined;
  const words: Word[] = [];
  let at = skipBlanks(text, from + 1, to);
  if (text[at] === "]" && at < to) return skipBlanks(text, at + 1, to) === to ? words : undefined;
  for (;;) {
    const end = jsonStringEnd(text, at, to);
    const value = end === -1 ? undefined : jsonString(text.slice(at, end));
    if (value === undefined) return undefined;
    const parts = expand ? partsOf(value, rules.escape) : value === "" ? [] : [{ kind: "text" as const, text: value }];
    words.push(wordOf(logical.rangeOf(at, end), rules.document, parts));
    at = skipBlanks(text, end, to);
    if (at >= to) return undefined;
    if (text[at] === "]") return skipBlanks(text, at + 1, to) === to ? words : undefined;
    if (text[at] !== ",") return undefined;
    at = skipBlanks(text, at + 1, to);
  }
}

function jsonStringEnd(text: string, at: number, to: number): number {
  if (text[at] !== '"') return -1;
  for (at++; at < to; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

function jsonString(source: string): string | undefined {
  // JSON allows no raw tab in a string.
  if (!source.includes("\\") && !source.includes("\t")) return source.slice(1, -1);
  try {
    return JSON.parse(source) as string;
  } catch {
    return undefined;
  }
}
