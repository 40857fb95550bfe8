// Patterns over slash-separated paths: Docker's for ignore files, Go's filepath.Match for COPY sources.
import path from "node:path";

/** Ordered patterns as Docker reads them: a later one wins, `!` takes back, a matched directory covers what is in it. */
export interface PatternList {
  /** `parent` is what matching the parent directory gave; undefined for names directly in the root. */
  match(path: string, parent: PatternMatch | undefined): PatternMatch;
  /** False when nothing below this matched directory can be taken back, so that it need not be read at all. */
  mayTakeBackBelow(directory: string): boolean;
}

export interface PatternMatch {
  readonly matched: boolean;
  /** One flag per pattern, kept for the entries of a directory. */
  readonly patterns: readonly boolean[];
}

interface Pattern {
  readonly takesBack: boolean;
  readonly test: (path: string) => boolean;
  /** Leading path without a wildcard in it. */
  readonly literalPrefix: string;
}

/** Reads patterns, one per entry, comments and blanks already removed. Throws an Error that names the bad pattern. */
export function createPatternList(lines: readonly string[]): PatternList {
  const patterns = lines.map(readPattern);
  const takingBack = patterns.filter((pattern) => pattern.takesBack);
  return {
    match(file, parent) {
      let matched = false;
      const flags = patterns.map((pattern, index) => {
        let hit = parent?.patterns[index] ?? false;
        // Docker asks a pattern only where it could change the answer; its result for the children depends on that.
        if (!hit && pattern.takesBack === matched) hit = pattern.test(file);
        if (hit) matched = !pattern.takesBack;
        return hit;
      });
      return { matched, patterns: flags };
    },
    mayTakeBackBelow: (directory) =>
      takingBack.some(
        ({ literalPrefix }) => `${literalPrefix}/`.startsWith(`${directory}/`) || directory.startsWith(literalPrefix),
      ),
  };
}

function readPattern(line: string): Pattern {
  const takesBack = line.startsWith("!");
  const text = takesBack ? line.slice(1).trim() : line;
  if (text === "") throw new Error(`"${line}" has no pattern after the "!"`);
  const pattern = cleanPath(text);
  const cleaned = pattern.length > 1 && pattern.startsWith("/") ? pattern.slice(1) : pattern;
  checkPattern(cleaned);
  return { takesBack, test: compileIgnorePattern(cleaned), literalPrefix: cleaned.split(/[*?[\\]/, 1)[0] ?? "" };
}

/** Go's filepath.Clean for slash paths: no `.`, no doubled or trailing slashes, `..` resolved where it can be. */
export function cleanPath(file: string): string {
  const normal = path.posix.normalize(file);
  return normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
}

/** Throws where Go's filepath.Match would report a syntax error: an open bracket, a lone backslash at the end. */
function checkPattern(pattern: string): void {
  for (let index = 0; index < pattern.length; index++) {
    if (pattern[index] === "\\") {
      if (++index >= pattern.length) throw new Error(`"${pattern}" ends in a lone backslash`);
    } else if (pattern[index] === "[") {
      const end = endOfClass(pattern, index);
      if (end === undefined) throw new Error(`"${pattern}" has a "[" without its "]"`);
      index = end;
    }
  }
}

/** Index of the `]` that ends the class opened at `start`. */
function endOfClass(pattern: string, start: number): number | undefined {
  let index = start + 1;
  if (pattern[index] === "^") index++;
  const first = index;
  for (; index < pattern.length; index++) {
    if (pattern[index] === "\\") index++;
    else if (pattern[index] === "]" && index > first) return index;
  }
  return undefined;
}

/** Docker's ignore patterns: `*` and `?` stay within a name, `**` is any number of directories. */
function compileIgnorePattern(pattern: string): (path: string) => boolean {
  // A leading ** with only plain text after it matches any ending, also within a name: "**.log".
  if (pattern.startsWith("**") && !/[*?[\]\\]/.test(pattern.slice(2))) {
    const ending = pattern.slice(2);
    return (file) => file.endsWith(ending) || (ending.startsWith("/") && file === ending.slice(1));
  }
  let source = "";
  for (let index = 0; index < pattern.length; index++) {
    if (pattern.startsWith("**", index)) {
      index += pattern[index + 2] === "/" ? 2 : 1;
      source += index + 1 >= pattern.length ? ".*" : "(?:.*/)?";
    } else [source, index] = translateOne(pattern, index, source);
  }
  return tester(source);
}

/** Go's filepath.Match: a whole path against a pattern in which nothing crosses a slash. */
export function compileGlob(pattern: string): (path: string) => boolean {
  checkPattern(pattern);
  let source = "";
  for (let index = 0; index < pattern.length; index++) [source, index] = translateOne(pattern, index, source);
  return tester(source);
}

/** True when the text holds a character that filepath.Match reads as more than itself. */
export function hasWildcard(text: string): boolean {
  return /[*?[\\]/.test(text);
}

function translateOne(pattern: string, index: number, source: string): [source: string, index: number] {
  const character = String.fromCodePoint(pattern.codePointAt(index) ?? 0);
  if (character === "*") return [`${source}[^/]*`, index];
  if (character === "?") return [`${source}[^/]`, index];
  if (character === "\\") {
    const next = String.fromCodePoint(pattern.codePointAt(index + 1) ?? 0);
    return [source + escapeForRegExp(next), index + next.length];
  }
  if (character === "[") {
    const end = endOfClass(pattern, index) ?? index;
    return [source + translateClass(pattern.slice(index + 1, end)), end];
  }
  return [source + escapeForRegExp(character), index + character.length - 1];
}

function translateClass(inside: string): string {
  const negated = inside.startsWith("^");
  const body = (negated ? inside.slice(1) : inside).replace(/\\(.)|([[\]&~|{}()/])/gsu, (_, escaped, special) =>
    escaped === undefined ? `\\${special}` : escaped === "-" ? "\\-" : escapeForRegExp(escaped),
  );
  return negated ? `[^/${body}]` : `(?!/)[${body}]`;
}

function escapeForRegExp(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

function tester(source: string): (path: string) => boolean {
  let expression: RegExp;
  try {
    expression = new RegExp(`^${source}$`, "su");
  } catch {
    // A class such as [z-a]: Go matches nothing with it.
    return () => false;
  }
  return (file) => expression.test(file);
}
