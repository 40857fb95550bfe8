// Reads HCL as Bake files use it: blocks, attributes and expressions. What it cannot read becomes an unknown value.

/** A value that only an evaluator with functions, other files or the environment could tell. */
export const unknownValue = Symbol("unknown");

export type HclValue =
  | string
  | number
  | boolean
  | null
  | typeof unknownValue
  | readonly HclValue[]
  | { readonly [name: string]: HclValue };

/** Looks a variable up. */
export type HclScope = (name: string) => HclValue;

/** Evaluated when it is asked for, since variables may be declared later. */
export type HclExpression = (scope: HclScope) => HclValue;

export interface HclBody {
  readonly attributes: ReadonlyMap<string, HclExpression>;
  readonly blocks: readonly HclBlock[];
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

/** Reads a file. Never throws: what is no HCL is left out. */
export function parseHcl(text: string): HclBody {
  return new Reader(text).file();
}

/** Reads the text of a string with `${…}` in it, as JSON files hold them. */
export function parseHclTemplate(text: string): HclExpression {
  return new Reader(text).template(text.length, false);
}

const unknown: HclExpression = () => unknownValue;

/** Nesting beyond this is nobody's hand-written file. */
const deepest = 64;

class NotReadable extends Error {}

class Reader {
  private position = 0;
  private depth = 0;
  /** Inside of parentheses and brackets, a line break is a blank. */
  private breaksAreBlanks = false;

  constructor(private readonly text: string) {}

  file(): HclBody {
    return this.body();
  }

  /** The body of a file or block; ends before the closing brace. */
  private body(): HclBody {
    const attributes = new Map<string, HclExpression>();
    const blocks: HclBlock[] = [];
    if (++this.depth > deepest) this.position = this.text.length;
    for (;;) {
      this.skipBlanks(true);
      if (this.position >= this.text.length || this.peek("}")) break;
      const name = this.match(/[A-Za-z_][\w-]*/y);
      if (name === undefined) {
        this.skipLine();
        continue;
      }
      this.skipBlanks(false);
      if (this.peek("=") && !this.peek("==")) {
        this.position++;
        attributes.set(name, this.valueUpTo(/[\n}]/));
      } else {
        const block = this.block(name);
        if (block) blocks.push(block);
      }
    }
    this.depth--;
    return { attributes, blocks };
  }

  private block(type: string): HclBlock | undefined {
    const labels: string[] = [];
    for (;;) {
      this.skipBlanks(false);
      if (this.peek("{")) break;
      const label = this.match(/"((?:[^"\\\n]|\\.)*)"|[A-Za-z_][\w-]*/y);
      if (label === undefined) {
        this.skipLine();
        return undefined;
      }
      labels.push(label.replace(/^"|"$/g, ""));
    }
    this.position++;
    const body = this.body();
    if (this.peek("}")) this.position++;
    return { type, labels, body };
  }

  /** An expression up to the end of its line, or to one of `ends`; one that cannot be read is passed over and unknown. */
  private valueUpTo(ends: RegExp): HclExpression {
    const { position, depth } = this;
    this.breaksAreBlanks = false;
    try {
      const value = this.expression();
      this.skipBlanks(false);
      if (this.position >= this.text.length || ends.test(this.text[this.position]!)) return value;
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
    }
    this.depth = depth;
    this.breaksAreBlanks = false;
    this.position = position;
    this.skipExpression(ends);
    return unknown;
  }

  private expression(): HclExpression {
    if (++this.depth > deepest) throw new NotReadable();
    const condition = this.binary(0);
    this.skipBlanks(false);
    let result = condition;
    if (this.take("?")) {
      const yes = this.expression();
      this.skipBlanks(false);
      if (!this.take(":")) throw new NotReadable();
      const no = this.expression();
      result = (scope) => {
        const holds = condition(scope);
        return holds === true || holds === "true"
          ? yes(scope)
          : holds === false || holds === "false"
            ? no(scope)
            : unknownValue;
      };
    }
    this.depth--;
    return result;
  }

  private binary(level: number): HclExpression {
    const operators = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]][level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      this.skipBlanks(false);
      const operator = operators.find((one) => this.take(one));
      if (operator === undefined) return left;
      const [one, other] = [left, this.binary(level + 1)];
      left = (scope) => combine(operator, one(scope), other(scope));
    }
  }

  private unary(): HclExpression {
    this.skipBlanks(false);
    if (this.take("!")) {
      const operand = this.unary();
      return (scope) => {
        const value = operand(scope);
        return typeof value === "boolean" ? !value : unknownValue;
      };
    }
    let value = this.primary();
    for (;;) {
      // What stands behind a value picks a part of it; only plain names are followed.
      const member = this.match(/\.[A-Za-z_][\w-]*/y);
      if (member === undefined) break;
      const whole = value;
      value = (scope) => memberOf(whole(scope), member.slice(1));
    }
    if (this.peek("[") || this.peek(".")) throw new NotReadable();
    return value;
  }

  private primary(): HclExpression {
    this.skipBlanks(false);
    if (this.take('"')) return this.quoted();
    if (this.take("[")) return this.list();
    if (this.take("{")) return this.object();
    if (this.take("(")) {
      const value = this.bracketed(() => this.expression());
      this.close(")");
      return value;
    }
    const heredoc = this.match(/<<-?[A-Za-z_]\w*[ \t]*\r?\n/y);
    if (heredoc !== undefined) return this.heredoc(heredoc);
    const number = this.match(/-?\d+(?:\.\d+)?/y);
    if (number !== undefined) return () => Number(number);
    const name = this.match(/[A-Za-z_][\w-]*/y);
    if (name === undefined) throw new NotReadable();
    if (this.peek("(")) {
      this.skipBalanced();
      return unknown;
    }
    if (name === "true" || name === "false") return () => name === "true";
    if (name === "null") return () => null;
    return (scope) => scope(name);
  }

  private quoted(): HclExpression {
    const end = this.endOfQuotes(this.position);
    const value = this.template(end, true);
    this.position = end + 1;
    return value;
  }

  /** Index of the quotes that end the string whose content begins at `start`; `${"…"}` may hold quotes of its own. */
  private endOfQuotes(start: number, depth = 0): number {
    if (depth > deepest) throw new NotReadable();
    for (let index = start; index < this.text.length; index++) {
      const character = this.text[index];
      if (character === '"') return index;
      if (character === "\n") break;
      if (character === "\\") index++;
      else if (/^([$%])\1\{/.test(this.text.slice(index, index + 3))) index += 2;
      else if (/^[$%]\{/.test(this.text.slice(index, index + 2))) index = this.endOfBraces(index + 2, depth);
    }
    throw new NotReadable();
  }

  private endOfBraces(start: number, depth: number): number {
    let open = 1;
    for (let index = start; index < this.text.length; index++) {
      const character = this.text[index];
      if (character === '"') index = this.endOfQuotes(index + 1, depth + 1);
      else if (character === "{") open++;
      else if (character === "}" && --open === 0) return index;
    }
    throw new NotReadable();
  }

  /** Text with `${…}` in it up to `end`. */
  template(end: number, escapes: boolean): HclExpression {
    const parts: HclExpression[] = [];
    let literal = "";
    const flush = () => {
      const text = literal;
      if (text !== "") parts.push(() => text);
      literal = "";
    };
    while (this.position < end) {
      const character = this.text[this.position]!;
      if (escapes && character === "\\") {
        literal += escaped(this.text[this.position + 1] ?? "");
        this.position += 2;
      } else if (this.peek("$${") || this.peek("%%{")) {
        literal += this.text.slice(this.position + 1, this.position + 3);
        this.position += 3;
      } else if (this.peek("${")) {
        flush();
        this.position += 2;
        parts.push(this.inTemplate());
      } else if (this.peek("%{")) {
        this.position = end;
        return unknown;
      } else {
        literal += character;
        this.position++;
      }
    }
    flush();
    if (parts.length === 0) return () => "";
    return (scope) => joined(parts.map((part) => part(scope)));
  }

  private inTemplate(): HclExpression {
    const start = this.position;
    try {
      const value = this.bracketed(() => this.expression());
      this.skipBlanks(true);
      if (this.take("}")) return value;
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
    }
    this.position = start - 1;
    this.skipBalanced();
    return unknown;
  }

  private heredoc(opening: string): HclExpression {
    const name = /\w+/.exec(opening)![0];
    const closing = new RegExp(`^[ \\t]*${name}[ \\t]*\\r?$`, "m");
    const rest = this.text.slice(this.position);
    const found = closing.exec(rest);
    if (!found) throw new NotReadable();
    const end = this.position + found.index;
    const value = this.template(end, false);
    this.position = end + found[0].trimEnd().length;
    return value;
  }

  private list(): HclExpression {
    const items: HclExpression[] = [];
    return this.bracketed(() => {
      for (;;) {
        this.skipBlanks(true);
        if (this.take("]")) return (scope) => items.map((item) => item(scope));
        // A `for` makes a list of another: it is no item.
        if (/for\b/y.test(this.text.slice(this.position, this.position + 4))) throw new NotReadable();
        items.push(this.expression());
        this.skipBlanks(true);
        if (!this.take(",") && !this.peek("]")) throw new NotReadable();
      }
    });
  }

  private object(): HclExpression {
    const items: [HclExpression, HclExpression][] = [];
    const outside = this.breaksAreBlanks;
    this.breaksAreBlanks = false;
    for (;;) {
      this.skipBlanks(true);
      if (this.take(",")) continue;
      if (this.take("}")) break;
      const name = this.match(/[A-Za-z_][\w-]*(?=\s*[=:])/y);
      const key = name === undefined ? this.primary() : () => name;
      this.skipBlanks(false);
      if (!this.take("=") && !this.take(":")) throw new NotReadable();
      items.push([key, this.valueUpTo(/[,}\n]/)]);
    }
    this.breaksAreBlanks = outside;
    return (scope) => {
      const value: Record<string, HclValue> = {};
      for (const [key, item] of items) {
        const name = key(scope);
        if (typeof name === "string") value[name] = item(scope);
      }
      return value;
    };
  }

  /** Reads with line breaks as blanks. */
  private bracketed<T>(read: () => T): T {
    const outside = this.breaksAreBlanks;
    this.breaksAreBlanks = true;
    const result = read();
    this.breaksAreBlanks = outside;
    return result;
  }

  private close(bracket: string): void {
    this.skipBlanks(true);
    if (!this.take(bracket)) throw new NotReadable();
  }

  /** To the first of `ends` outside of brackets and strings. */
  private skipExpression(ends: RegExp): void {
    while (this.position < this.text.length) {
      const character = this.text[this.position]!;
      if (ends.test(character)) return;
      if (/[[({]/.test(character)) this.skipBalanced();
      else if (character === '"') this.skipQuotes();
      else this.position++;
    }
  }

  /** From an opening bracket to behind the one that closes it; brackets in strings do not count. */
  private skipBalanced(): void {
    let open = 0;
    while (this.position < this.text.length) {
      const character = this.text[this.position]!;
      if (character === '"') {
        this.skipQuotes();
        continue;
      }
      this.position++;
      if (/[[({]/.test(character)) open++;
      else if (/[\])}]/.test(character) && --open <= 0) return;
    }
  }

  private skipQuotes(): void {
    this.position++;
    try {
      this.position = this.endOfQuotes(this.position) + 1;
    } catch {
      // Never closed: whatever follows is read as it is.
    }
  }

  private skipLine(): void {
    const end = this.text.indexOf("\n", this.position);
    this.position = end === -1 ? this.text.length : end + 1;
  }

  private skipBlanks(breaks: boolean): void {
    const blank =
      breaks || this.breaksAreBlanks
        ? /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y
        : /(?:[^\S\n]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    blank.lastIndex = this.position;
    this.position += blank.exec(this.text)?.[0].length ?? 0;
  }

  private peek(expected: string): boolean {
    return this.text.startsWith(expected, this.position);
  }

  private take(expected: string): boolean {
    if (!this.peek(expected)) return false;
    this.position += expected.length;
    return true;
  }

  /** Takes what a sticky pattern matches here. */
  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }
}

function escaped(character: string): string {
  return { n: "\n", r: "\r", t: "\t" }[character] ?? character;
}

function memberOf(value: HclValue, name: string): HclValue {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
    return unknownValue;
  }
  return (value as { readonly [member: string]: HclValue })[name] ?? null;
}

/** The parts as one text; a single part stays what it is. */
function joined(parts: readonly HclValue[]): HclValue {
  if (parts.length === 1) return parts[0]!;
  const texts = parts.map((part) => (part !== null && typeof part === "object" ? unknownValue : part));
  return texts.some((part) => part === unknownValue || part === null) ? unknownValue : texts.map(String).join("");
}

function combine(operator: string, left: HclValue, right: HclValue): HclValue {
  if (left === unknownValue || right === unknownValue) return unknownValue;
  switch (operator) {
    case "==":
    case "!=": {
      if ([left, right].some((side) => side !== null && typeof side === "object")) return unknownValue;
      return (String(left) === String(right)) === (operator === "==");
    }
    case "&&":
    case "||": {
      if (typeof left !== "boolean" || typeof right !== "boolean") return unknownValue;
      return operator === "&&" ? left && right : left || right;
    }
    default:
      // Nobody counts in a Bake file what an image's size hangs on.
      return unknownValue;
  }
}
