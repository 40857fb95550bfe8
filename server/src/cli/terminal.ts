// What the command line sees of the machine: streams, folder and environment, and how to write in colour on them.

/** A stream to write text to; `isTTY` and `columns` as Node's `tty.WriteStream` has them. */
export interface Output {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Terminal {
  /** Absolute folder that relative paths are meant from. */
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly input: AsyncIterable<Uint8Array | string>;
  readonly output: Output;
  readonly errors: Output;
  /** Calls `listener` at Ctrl-C or a request to end; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
}

/** A reason why the job could not be done, in one sentence for the user: exit code 2. */
export class CommandError extends Error {}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Wraps text in ANSI codes, or leaves it as it is where colours are off. */
export type Style = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** Colours for `output`: on terminals only, unless FORCE_COLOR says yes or NO_COLOR says no. */
export function styleFor(output: Output, environment: Terminal["environment"]): Style {
  const enabled = wantsColours(output, environment);
  const paint =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      enabled ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return Object.fromEntries(Object.entries(codes).map(([name, pair]) => [name, paint(pair)])) as Style;
}

function wantsColours(output: Output, { FORCE_COLOR, NO_COLOR, TERM }: Terminal["environment"]): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  if (NO_COLOR) return false;
  return output.isTTY === true && TERM !== "dumb";
}

/** Columns of a terminal; undefined for files and pipes. */
export function widthOf(output: Output): number | undefined {
  return output.isTTY === true ? output.columns || 80 : undefined;
}

/** Text from a file or an engine as one harmless line: control characters, which could steer the terminal, are replaced. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}

/** The first line of an instruction, with an ellipsis for the lines that follow. */
export function firstLine(instruction: string): string {
  const [first = "", ...rest] = instruction.trim().split(/\r?\n/);
  return printable(rest.length > 0 ? first.replace(/\s*[\\`]?\s*$/, " …") : first);
}

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** One sentence on standard error, under the program's name. */
export function warn(terminal: Pick<Terminal, "errors">, sentence: string): void {
  terminal.errors.write(`layer-cost: ${printable(sentence)}\n`);
}
