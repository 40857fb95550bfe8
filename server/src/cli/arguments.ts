// Reads the command line: which command, with which flags and paths, or one sentence about what is wrong with it.
import { parseArgs } from "node:util";
import { editDistance } from "../engine/index";
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
  if (first === undefined) throw new CommandError(`say what to do: ${namesOfCommands("or")} (see layer-cost --help)`);
  if (first === "help") return { kind: "help", command: rest[0] === undefined ? undefined : commandNamed(rest[0]) };
  if (first.startsWith("-")) {
    const similar = nearest(first, ["--help", "--version", "-V"]);
    throw new CommandError(`unknown flag "${first}" before a command: ${didYouMean(similar, "see layer-cost --help")}`);
  }
  const command = commandNamed(first);
  return parseCommand(command, commands[command], rest);
}

function namesOfCommands(conjunction: string): string {
  const names = Object.keys(commands);
  return `${names.slice(0, -1).join(", ")} ${conjunction} ${names.at(-1)}`;
}

function commandNamed(name: string): CommandName {
  if (Object.hasOwn(commands, name)) return name as CommandName;
  if (/[/\\.]|(docker|container)file/i.test(name))
    throw new CommandError(`"${name}" is not a command: did you mean "layer-cost lint ${name}"?`);
  const similar = nearest(name, [...Object.keys(commands), "--help", "--version"]);
  throw new CommandError(
    `unknown command "${name}": ${didYouMean(similar, `the commands are ${namesOfCommands("and")}`)}`,
  );
}

function parseCommand(name: CommandName, command: Command, argv: readonly string[]): Invocation {
  // Not strict, since Node's own messages name no similar flag: the tokens are checked here instead.
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries(command.flags).map(([flag, { type: kind, short }]) => {
        // An optional value stands behind a "=" alone: the next word is none.
        const type = kind === "string" ? "string" : "boolean";
        return [flag, short ? { type, short } : { type }];
      }),
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
    if (values.length > 0 && flag.type !== "boolean" && !flag.multiple)
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
  const hint = didYouMean(nearest(written, valid), `see layer-cost ${name} --help`);
  return new CommandError(`unknown flag "${written}" of ${name}: ${hint}`);
}

function checkedValue(flag: Flag, written: string, value: string | undefined, inline: boolean): string {
  if (flag.type === "optional" && !inline) return "";
  if (flag.type === "boolean") {
    if (inline) throw new CommandError(`${written} takes no value`);
    return "";
  }
  const looksLikeFlag = !inline && value !== undefined && value.length > 1 && value.startsWith("-");
  if (value === undefined || value === "" || looksLikeFlag)
    throw new CommandError(
      `${written} needs a value: ${written}${flag.type === "optional" ? "=" : " "}${flag.placeholder}`,
    );
  if (flag.choices && !flag.choices.includes(value)) {
    const valid = flag.choices.join(", ");
    const similar = nearest(value, flag.choices);
    const hint = similar === undefined ? `valid are ${valid}` : `did you mean "${similar}"? Valid are ${valid}`;
    throw new CommandError(`${written} cannot be "${value}": ${hint}`);
  }
  return value;
}

function checkPaths(name: CommandName, command: Command, paths: readonly string[]): void {
  const { minimum, maximum, usage } = command.arguments;
  if (paths.length < minimum) throw new CommandError(`${name} needs a file: layer-cost ${name} ${usage}`);
  if (paths.length > 0 && maximum === 0) throw new CommandError(`${name} takes no file: layer-cost ${name}`);
  if (paths.length > maximum)
    throw new CommandError(
      `${name} takes ${maximum === 1 ? "one file" : `${maximum} at most`}, not ${paths.length}: layer-cost ${name} ${usage}`,
    );
  if (paths.includes("")) throw new CommandError("a path is empty");
}

/** The candidate with the fewest edits from `word`, dashes aside; undefined where none is much like it. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const bare = (text: string) => text.toLowerCase().replace(/^-+/, "");
  const distances = candidates.map((candidate) => editDistance(bare(word), bare(candidate)));
  const least = Math.min(...distances);
  // A far-fetched guess is worse than none: at most two letters in five may differ.
  return least <= bare(word).length * 0.4 ? candidates[distances.indexOf(least)] : undefined;
}

function didYouMean(similar: string | undefined, otherwise: string): string {
  return similar === undefined ? otherwise : `did you mean "${similar}"?`;
}
