// Reads the command line: which command, with which flags and paths, or one sentence about what is wrong with it.
import { parseArgs } from "node:util";
import { type Command, type CommandName, commands, type Flag } from "./commands";
import { CommandError } from "./terminal";

export type Invocation =
  | { readonly kind: "help"; readonly command: CommandName | undefined }
  | { readonly kind: "version" }
  | {
      readonly kind: "run";
      readonly command: CommandName;
      readonly flags: FlagValues;
      readonly paths: readonly string[];
    };

/** What was given, defaults filled in. */
export interface FlagValues {
  /** Whether a flag without a value was given. */
  has(flag: string): boolean;
  /** The value of a flag, its default, or undefined. */
  value(flag: string): string | undefined;
  /** All values of a flag that may be repeated. */
  values(flag: string): readonly string[];
}

/** Reads `argv`, the arguments after the program's name. Throws CommandError where they are not valid. */
export function parseArguments(argv: readonly string[]): Invocation {
  const [first, ...rest] = argv;
  if (first === "--help" || first === "-h") return { kind: "help", command: undefined };
  if (first === "--version" || first === "-V") return { kind: "version" };
  if (first === undefined) throw new CommandError("say what to do: lint, explain or build (see layer-cost --help)");
  if (first === "help") return { kind: "help", command: rest[0] === undefined ? undefined : commandNamed(rest[0]) };
  if (first.startsWith("-"))
    throw new CommandError(
      `unknown flag "${first}" before a command: did you mean "${nearest(first, ["--help", "--version"])}"?`,
    );
  const command = commandNamed(first);
  return parseCommand(command, commands[command], rest);
}

function commandNamed(name: string): CommandName {
  if (Object.hasOwn(commands, name)) return name as CommandName;
  const looksLikeFile = /[/\\.]|(docker|container)file/i.test(name);
  throw new CommandError(
    looksLikeFile
      ? `"${name}" is not a command: did you mean "layer-cost lint ${name}"?`
      : `unknown command "${name}": did you mean "${nearest(name, Object.keys(commands))}"?`,
  );
}

function parseCommand(name: CommandName, command: Command, argv: readonly string[]): Invocation {
  // Not strict, since Node's own messages name no similar flag: the tokens are checked here instead.
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(command.flags).map(([flag, { type, short }]) => [flag, short ? { type, short } : { type }]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") paths.push(token.value);
    if (token.kind !== "option") continue;
    const flag = Object.hasOwn(command.flags, token.name) ? command.flags[token.name] : undefined;
    if (!flag) throw unknownFlag(token.rawName, name, command);
    const values = given.get(token.name) ?? [];
    if (values.length > 0 && flag.type === "string" && !flag.multiple)
      throw new CommandError(`${token.rawName} is given twice`);
    values.push(checkedValue(flag, token.rawName, token.value, token.inlineValue === true));
    given.set(token.name, values);
  }
  if (given.has("help")) return { kind: "help", command: name };
  checkPaths(name, command, paths);
  const flags: FlagValues = {
    has: (flag) => given.has(flag),
    value: (flag) => given.get(flag)?.[0] ?? command.flags[flag]?.default,
    values: (flag) => given.get(flag) ?? [],
  };
  return { kind: "run", command: name, flags, paths };
}

function unknownFlag(written: string, name: CommandName, command: Command): CommandError {
  const valid = Object.keys(command.flags).map((flag) => `--${flag}`);
  return new CommandError(`unknown flag "${written}" of ${name}: did you mean "${nearest(written, valid)}"?`);
}

function checkedValue(flag: Flag, written: string, value: string | undefined, inline: boolean): string {
  if (flag.type === "boolean") {
    if (inline) throw new CommandError(`${written} takes no value`);
    return "";
  }
  const looksLikeFlag = !inline && value !== undefined && value.length > 1 && value.startsWith("-");
  if (value === undefined || value === "" || looksLikeFlag)
    throw new CommandError(`${written} needs a value: ${written} ${flag.placeholder}`);
  if (flag.choices && !flag.choices.includes(value))
    throw new CommandError(
      `${written} cannot be "${value}": did you mean "${nearest(value, flag.choices)}"? Valid are ${flag.choices.join(", ")}`,
    );
  return value;
}

function checkPaths(name: CommandName, command: Command, paths: readonly string[]): void {
  const { minimum, maximum, usage } = command.arguments;
  if (paths.length < minimum) throw new CommandError(`${name} needs a file: layer-cost ${name} ${usage}`);
  if (paths.length > maximum)
    throw new CommandError(`${name} takes one file, not ${paths.length}: layer-cost ${name} ${usage}`);
  if (paths.includes("")) throw new CommandError("a path is empty");
}

/** The candidate with the fewest edits from `word`. */
export function nearest(word: string, candidates: readonly string[]): string {
  const distances = candidates.map((candidate) => editDistance(word.toLowerCase(), candidate));
  return candidates[distances.indexOf(Math.min(...distances))]!;
}

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[to.length]!;
}
