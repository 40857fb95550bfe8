// Reads a command line as its package manager would: which verb, which flags, which operands.
import type { Word } from "../syntax/types";
import type { RunCommand } from "./commands";
import type { FlagVerbs, PackageManager, Verb } from "./managers/package-manager";
import { managerOfProgram, managerOfPythonModule, packageManagers } from "./package-managers";
import { expandLoosely, unknownText } from "./variables";

export interface InvocationFlag {
  /** `--no-cache-dir`, `-r`, `-ldflags` (Go's are written with one dash here, whatever the file says). */
  readonly name: string;
  /** Its argument; "" for an empty one, undefined where it has none or it is unknown. */
  readonly value: string | undefined;
  /** Its argument as far as it is known, `unknownText` where it is not; "" where it has none. */
  readonly text: string;
  /** The word of the argument, or of the flag itself. */
  readonly word: Word;
}

export interface Operand {
  /** Undefined where unknown. */
  readonly value: string | undefined;
  readonly word: Word;
}

/** One run of a package manager. */
export interface Invocation {
  readonly manager: PackageManager;
  /** `install`, `pip install`, `cache purge`; "" where there is none that the table knows. */
  readonly verbName: string;
  readonly verb: Verb;
  readonly flags: readonly InvocationFlag[];
  readonly operands: readonly Operand[];
  readonly command: RunCommand;
}

const noVerb: Verb = { kind: "other" };
const unknownVerb: Verb = { kind: "unknown" };

/** The invocation of a package manager, also as `python -m pip`; undefined for every other command. Read once. */
export function readInvocation(command: RunCommand): Invocation | undefined {
  if (command.invocation === undefined) command.invocation = read(command) ?? null;
  return command.invocation ?? undefined;
}

function read(command: RunCommand): Invocation | undefined {
  let manager = managerOfProgram(command.program);
  let from = 0;
  if (!manager && /^python[\d.]*$|^pypy[\d.]*$/.test(command.program)) {
    const at = command.arguments.findIndex(({ value }) => value === "-m");
    const module = at === -1 ? undefined : command.arguments[at + 1]?.value;
    // Behind the program's own file or command text, `-m` is no flag of Python's.
    const before = command.arguments.slice(0, Math.max(at, 0));
    if (module && before.every(({ value }) => value?.startsWith("-") && value !== "-c")) {
      manager = managerOfPythonModule(module);
      from = at + 2;
    }
  }
  if (isPerlInstall(command)) {
    const manager = packageManagers.cpan;
    return { manager, verbName: "", verb: manager.onlyVerb!, flags: [], operands: [], command };
  }
  if (!manager) return undefined;
  const { flags, operands } = splitArguments(manager, command, from);
  const written = manager.flagVerbs ? flagVerb(manager.flagVerbs, flags) : manager.programVerbs?.[command.program];
  if (written !== undefined) {
    const named = `${written} NAME`;
    const key = operands.length > 0 && Object.hasOwn(manager.verbs, named) ? named : written;
    return { manager, verbName: written, verb: manager.verbs[key] ?? unknownVerb, flags, operands, command };
  }
  const first = operands[0]?.value ?? "";
  if (manager.onlyVerb) {
    const verb = operands.length > 0 || flags.some(({ name }) => name === "--installdeps") ? manager.onlyVerb : noVerb;
    return { manager, verbName: "", verb, flags, operands, command };
  }
  if (manager.goals === "all" && operands.length > 0) return { ...readGoals(manager, operands), flags, command };
  if (manager.goals === "do" && first === "do" && operands.length > 1)
    return { ...readGoals(manager, operands.slice(1)), flags, command };
  const second = operands[1]?.value ?? "";
  const both = `${first} ${second}`;
  const two = manager.verbs[both];
  // `yarn --version` installs nothing.
  const informs = first === "" && flags.some(({ name }) => /^(--version|--help|-v|-h)$/.test(name));
  const verb = two ?? (Object.hasOwn(manager.verbs, first) && !informs ? manager.verbs[first] : undefined);
  return {
    manager,
    verbName: verb ? (two ? both : first) : "",
    verb: verb ?? (first === "" ? verbOfNothing(manager, command) : (manager.otherVerb ?? unknownVerb)),
    flags,
    operands: operands.slice(two ? 2 : 1),
    command,
  };
}

/** `-S -yu --noconfirm` → `-Syu`; "" where no operation is named. */
function flagVerb({ long, modifiers }: FlagVerbs, flags: readonly InvocationFlag[]): string {
  const names = flags.map(({ name }) => long[name] ?? name);
  const operation = names.find((name) => Object.hasOwn(modifiers, name.slice(1)));
  if (operation === undefined) return "";
  const letters = [...(modifiers[operation.slice(1)] ?? "")].map((letter) => {
    const times = names.filter((name) => name === `-${letter}`).length;
    // Two `c` clean more than one; of the others a second one changes nothing.
    return letter.repeat(letter === "c" ? Math.min(times, 2) : Math.min(times, 1));
  });
  return operation + letters.join("");
}

/** `perl -MCPAN -e 'install Plack'`: what it names stands in Perl. */
function isPerlInstall({ program, arguments: words }: RunCommand): boolean {
  return (
    program === "perl" &&
    words.some(({ value }) => /^-MCPAN(::|=|$)/.test(value ?? "")) &&
    words.some(({ value }) => /\binstall\b/.test(value ?? ""))
  );
}

/** Without a verb: next to nothing, but a wrapper fetches its manager for that too. */
function verbOfNothing(manager: PackageManager, { program }: RunCommand): Verb {
  return manager.wrapper?.test(program) ? { ...noVerb, fills: manager.otherVerb?.fills ?? [] } : noVerb;
}

/** What says most of several goals. */
const goalOrder: readonly Verb["kind"][] = ["compile", "install", "download", "unknown", "clean", "other"];

/** `clean package`, `:server:bootJar`, `deps.get, compile`: one verb that does what all of them do. */
function readGoals(
  manager: PackageManager,
  operands: readonly Operand[],
): Pick<Invocation, "manager" | "verbName" | "verb" | "operands"> {
  const goals = operands.flatMap(({ value }) => {
    const goal = value?.replace(/,$/, "") ?? "";
    // Gradle's tasks by project; Maven's plugins have colons of their own.
    const name = manager.id === "gradle" ? goal.slice(goal.lastIndexOf(":") + 1) : goal;
    if (goal === "+") return [];
    const known = Object.hasOwn(manager.verbs, name) ? manager.verbs[name] : undefined;
    return [{ name: known ? name : "", verb: known ?? manager.otherVerb ?? unknownVerb }];
  });
  const [main] = goalOrder.flatMap((kind) => goals.filter(({ verb }) => verb.kind === kind));
  const fills = [...new Set(goals.flatMap(({ verb }) => verb.fills ?? []))];
  return { manager, verbName: main?.name ?? "", verb: { ...(main?.verb ?? noVerb), fills }, operands };
}

function splitArguments(manager: PackageManager, command: RunCommand, from: number) {
  const flags: InvocationFlag[] = [];
  const operands: Operand[] = [];
  const { flagsWithArgument, flagStyle } = manager;
  const all = command.arguments;
  let onlyOperands = false;
  for (let at = from; at < all.length; at++) {
    const { value, word } = all[at]!;
    const text = value ?? expandLoosely(word, command.lookup);
    if (onlyOperands || text === "-" || !text.startsWith("-")) {
      operands.push({ value, word });
      continue;
    }
    if (text === "--") {
      onlyOperands = true;
      continue;
    }
    const addWithNext = (name: string) => {
      const next = all[++at];
      const argument = next ? (next.value ?? expandLoosely(next.word, command.lookup)) : "";
      flags.push({ name, value: next?.value, text: argument, word: next?.word ?? word });
    };
    const add = (name: string, argument: string | undefined) =>
      flags.push({ name, value: argument && knownOnly(argument), text: argument ?? "", word });
    if (text.startsWith("--") || flagStyle === "single-dash") {
      const equals = text.indexOf("=");
      const written = equals === -1 ? text : text.slice(0, equals);
      const name = flagStyle === "single-dash" && written.startsWith("--") ? written.slice(1) : written;
      if (equals !== -1) add(name, text.slice(equals + 1));
      else if (flagsWithArgument.has(name)) addWithNext(name);
      else add(name, undefined);
      continue;
    }
    // `-yq` is `-y -q`; `-rFILE` and `-r FILE` are the same.
    for (let index = 1; index < text.length && text[index] !== "="; index++) {
      const name = `-${text[index]}`;
      if (!flagsWithArgument.has(name)) {
        add(name, undefined);
        continue;
      }
      if (index === text.length - 1) addWithNext(name);
      else add(name, text.slice(index + 1).replace(/^=/, ""));
      break;
    }
  }
  for (const variable of manager.flagsVariables ?? []) addFromEnvironment(flags, variable, command);
  return { flags, operands };
}

/** `GOFLAGS="-mod=vendor '-ldflags=-s -w'"`: behind the command line's own flags, as they count less. */
function addFromEnvironment(flags: InvocationFlag[], variable: string, command: RunCommand): void {
  const [word] = command.shell.words;
  const value = command.environmentState(variable);
  if (!word || value === undefined) return;
  if (value === null) flags.push({ name: unknownText, value: undefined, text: unknownText, word });
  for (const [flag] of (value ?? "").matchAll(/'[^']*'|"[^"]*"|\S+/g)) {
    const text = flag.replace(/^(['"])(.*)\1$/, "$2");
    const equals = text.indexOf("=");
    if (!flags.some(({ name }) => name === (equals === -1 ? text : text.slice(0, equals))))
      flags.push(
        equals === -1
          ? { name: text, value: undefined, text: "", word }
          : { name: text.slice(0, equals), value: text.slice(equals + 1), text: text.slice(equals + 1), word },
      );
  }
}

function knownOnly(text: string): string | undefined {
  return text.includes(unknownText) ? undefined : text;
}

/** Is one of these flags there? `--omit=dev` also matches `--omit dev` and `--omit=dev,optional`. */
export function hasFlag(invocation: Invocation, names: readonly string[]): boolean {
  return names.some((wanted) => {
    const equals = wanted.indexOf("=");
    const name = equals === -1 ? wanted : wanted.slice(0, equals);
    const value = equals === -1 ? undefined : wanted.slice(equals + 1);
    return invocation.flags.some((flag) => {
      if (flag.name !== name) return false;
      if (value === undefined) return !/^(false|no|0)$/i.test(flag.value ?? "");
      return flag.value === value || (flag.value?.split(",").includes(value) ?? false);
    });
  });
}

/** Argument of the last of these flags; undefined where there is none or it is unknown. */
export function flagValue(invocation: Invocation, names: readonly string[]): string | undefined {
  return invocation.flags.findLast((flag) => names.includes(flag.name))?.value;
}

/** Is there a word that could be a flag, and hide a switch? */
export function hasUnknownFlag({ operands, flags }: Invocation): boolean {
  return (
    flags.some(({ name }) => name === unknownText) ||
    operands.some(({ value, word }) => value === undefined && word.parts[0]?.kind !== "text")
  );
}
