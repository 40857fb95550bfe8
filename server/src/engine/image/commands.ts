// Turns the shell commands of a RUN into what really runs: wrappers peeled off, arguments expanded, directory and environment known.
import type { ShellCommand, ShellScript, Word } from "../syntax/types";
import { baseName, expandBraces, resolvePath } from "./paths";
import type { Command } from "./types";
import { expandLoosely, expandWord, type Lookup, unknownText } from "./variables";

/** What a script starts from. */
export interface ScriptSurroundings {
  readonly workdir: string | undefined;
  /** Variables of the instruction: ENV and ARG. */
  readonly lookup: Lookup;
  /** Home directory of a user; undefined name: of the user that the instruction runs as. */
  readonly home: (user: string | undefined) => string | undefined;
}

/** A command with what the effects need beyond the contract. */
export interface RunCommand extends Command {
  /** The program as written, expanded: `/opt/venv/bin/pip`; "" where unknown. */
  readonly programPath: string;
  /** As `environment`, but null where the variable is set to something that cannot be known. */
  readonly environmentState: Lookup;
  /** Shell variables too: for expanding words. */
  readonly lookup: Lookup;
  /** Home directory of who runs it; undefined where unknown. */
  readonly home: string | undefined;
  /** Its arguments come from its input too (`… | xargs rm`). */
  readonly moreArguments: boolean;
  /** The command before it in the same pipe. */
  readonly pipedFrom: RunCommand | undefined;
}

/** Variables and directory of one shell process: the script itself, a subshell, a substitution. */
class ShellProcess {
  private readonly variables = new Map<string, { value: string | null; exported: boolean }>();
  workdir: string | undefined;
  previousWorkdir: string | undefined;

  constructor(
    private readonly parent: ShellProcess | undefined,
    private readonly surroundings: ScriptSurroundings,
  ) {
    this.workdir = parent ? parent.workdir : surroundings.workdir;
  }

  /** A variable of the shell or of the environment: what `$NAME` stands for. */
  readonly lookup: Lookup = (name) => {
    const own = this.variables.get(name);
    if (own) return own.value;
    if (this.parent) return this.parent.lookup(name);
    const value = this.surroundings.lookup(name);
    if (value !== undefined) return value;
    if (name === "HOME") return this.surroundings.home(undefined) ?? null;
    if (name === "PWD") return this.workdir ?? null;
    return undefined;
  };

  /** What a program that the shell starts sees: null where it is set to something unknown. */
  readonly environmentState: Lookup = (name) => {
    const own = this.variables.get(name);
    if (own?.exported) return own.value;
    if (this.parent) return this.parent.environmentState(name);
    // Assigning to what is in the environment already changes it there.
    const value = this.surroundings.lookup(name);
    if (value !== undefined && own) return own.value;
    return value !== undefined || name !== "HOME" ? value : (this.surroundings.home(undefined) ?? null);
  };

  readonly environment = (name: string): string | undefined => this.environmentState(name) ?? undefined;

  set(name: string, value: string | null, exported: boolean): void {
    this.variables.set(name, { value, exported: exported || (this.variables.get(name)?.exported ?? false) });
  }

  export(name: string): void {
    const value = this.lookup(name);
    if (value !== undefined) this.variables.set(name, { value, exported: true });
  }
}

/** The commands of a script in order, each as the shell would run it. `cd` and assignments take effect on what follows. */
export function readCommands(script: ShellScript, surroundings: ScriptSurroundings): RunCommand[] {
  const commands: RunCommand[] = [];
  const processes: ShellProcess[] = [];
  const processOf = (scope: number): ShellProcess => {
    const parent = script.scopes[scope] ?? -1;
    processes[scope] ??= new ShellProcess(parent < 0 ? undefined : processOf(parent), surroundings);
    return processes[scope];
  };
  let before: RunCommand | undefined;
  for (const shell of script.commands) {
    const inPipe = before && before.shell.pipeline === shell.pipeline && shell.pipelineIndex > 0;
    before = readCommand(shell, processOf(shell.scope), surroundings, inPipe ? before : undefined);
    if (before) commands.push(before);
  }
  return commands;
}

function readCommand(
  shell: ShellCommand,
  process: ShellProcess,
  surroundings: ScriptSurroundings,
  pipedFrom: RunCommand | undefined,
): RunCommand | undefined {
  const maybe = shell.certainty === "maybe";
  const { lookup } = process;
  if (shell.words.length === 0) {
    for (const { name, value } of shell.assignments)
      process.set(name, maybe ? null : (expandWord(value, lookup) ?? null), false);
    // `>file` alone is a command too.
    if (shell.redirects.length === 0) return undefined;
  }
  const own: OwnEnvironment = { values: undefined };
  for (const { name, value } of shell.assignments) setOwn(own, name, expandWord(value, lookup) ?? null);
  const peeled = peel(shell.words, lookup, own);
  if (peeled.user !== undefined && !own.values?.has("HOME"))
    setOwn(own, "HOME", surroundings.home(peeled.user) ?? null);
  const { values } = own;
  const environmentState: Lookup = values
    ? (name) => (values.has(name) ? values.get(name) : process.environmentState(name))
    : process.environmentState;
  const home = environmentState("HOME") ?? undefined;
  const programWord = peeled.words[0];
  const programText = programWord ? expandLoosely(programWord, lookup) : "";
  const programName = baseName(programText);
  const known = !programName.includes(unknownText);
  const command: RunCommand = {
    shell,
    program: known ? programName : "",
    programPath: programText.includes(unknownText) ? (known ? programName : "") : (tildeOf(programText, home) ?? ""),
    arguments: readArguments(peeled.words, lookup, home),
    range: programWord
      ? { start: programWord.range.start, end: peeled.words[peeled.words.length - 1]!.range.end }
      : shell.range,
    workdir: process.workdir,
    environment: values ? (name) => environmentState(name) ?? undefined : process.environment,
    environmentState,
    lookup,
    home,
    maybe,
    moreArguments: peeled.moreArguments,
    pipedFrom,
  };
  changeProcess(command, process);
  return command;
}

/** Variables that a command line sets for this command alone. */
interface OwnEnvironment {
  values: Map<string, string | null> | undefined;
}

function setOwn(own: OwnEnvironment, name: string, value: string | null): void {
  own.values ??= new Map();
  own.values.set(name, value);
}

/** `cd`, `export`, `unset` and their like: what the shell itself remembers. */
function changeProcess(command: RunCommand, process: ShellProcess): void {
  const first = command.arguments[0];
  switch (command.program) {
    case "cd":
    case "pushd": {
      if (command.shell.pipelineIndex > 0) return;
      const target = command.arguments.find((argument) => !argument.value?.match(/^-[LPe]$|^--$/)) ?? first;
      const from = process.workdir;
      if (target?.value === "-") process.workdir = process.previousWorkdir;
      else if (!target) process.workdir = command.home;
      else process.workdir = target.value === undefined ? undefined : resolvePath(process.workdir, target.value);
      process.previousWorkdir = from;
      // Whether a conditional `cd` happened, nobody knows afterwards; inside of its own branch it holds.
      return;
    }
    case "popd":
      process.workdir = process.previousWorkdir;
      return;
    case "export":
    case "declare":
    case "typeset":
    case "readonly":
    case "local":
      for (const { value } of command.arguments) {
        if (value === undefined || value.startsWith("-")) continue;
        const equals = value.indexOf("=");
        if (equals === -1) process.export(value);
        else
          process.set(
            value.slice(0, equals),
            command.maybe ? null : value.slice(equals + 1),
            command.program === "export",
          );
      }
      for (const { value, word } of command.arguments) {
        // `export X=$(…)`: a name that is known, a value that is not.
        const part = value === undefined ? word.parts[0] : undefined;
        const name = part?.kind === "text" ? /^([A-Za-z_]\w*)=/.exec(part.text)?.[1] : undefined;
        if (name) process.set(name, null, command.program === "export");
      }
      for (const { name, value } of command.shell.assignments)
        process.set(
          name,
          command.maybe ? null : (expandWord(value, command.lookup) ?? null),
          command.program === "export",
        );
      return;
    case "unset":
      for (const { value } of command.arguments) if (value) process.set(value, "", true);
      return;
    case "read":
    case "getopts":
      for (const { value } of command.arguments) if (value && /^\w+$/.test(value)) process.set(value, null, false);
      return;
  }
}

interface Peeled {
  readonly words: readonly Word[];
  /** Whom it runs as, where a wrapper says so. */
  readonly user: string | undefined;
  readonly moreArguments: boolean;
}

/** Wrappers that run the rest of their words, with the flags that take an argument. */
const wrappers: Readonly<Record<string, RegExp>> = {
  sudo: /^-[ughpCTRDU]$|^--(user|group|host|prompt|chdir)$/,
  doas: /^-[uC]$/,
  env: /^-[uCS]$|^--(unset|chdir)$/,
  exec: /^-a$/,
  command: /^$/,
  builtin: /^$/,
  time: /^-[fo]$/,
  nice: /^-n$/,
  ionice: /^-[cnp]$/,
  nohup: /^$/,
  eatmydata: /^$/,
  timeout: /^-[ks]$|^--(signal|kill-after)$/,
  stdbuf: /^-[ioe]$/,
  gosu: /^$/,
  "su-exec": /^$/,
  setarch: /^$/,
  linux32: /^$/,
  linux64: /^$/,
  xargs: /^-[aEdIiLnPs]$|^--(arg-file|delimiter|replace|max-lines|max-args|max-procs|max-chars)$/,
};

/** Wrappers whose first operand is not the program: a duration, a user, an architecture. */
const operandFirst = new Set(["timeout", "gosu", "su-exec", "setarch"]);

function peel(words: readonly Word[], lookup: Lookup, own: OwnEnvironment): Peeled {
  let user: string | undefined;
  let moreArguments = false;
  let at = 0;
  for (;;) {
    const name = words[at] && baseName(words[at]!.literal ?? "");
    const flagWithArgument = name ? wrappers[name] : undefined;
    if (!name || !flagWithArgument || at + 1 >= words.length) break;
    let next = at + 1;
    for (; next < words.length; next++) {
      const text = expandLoosely(words[next]!, lookup);
      const assignment = name === "env" || name === "sudo" ? /^([A-Za-z_]\w*)=(.*)$/s.exec(text) : null;
      if (assignment) setOwn(own, assignment[1]!, assignment[2]!.includes(unknownText) ? null : assignment[2]!);
      else if (text.startsWith("-") && text !== "-") {
        if (!flagWithArgument.test(text)) continue;
        next++;
        if (name === "sudo" && /^(-u|--user)$/.test(text) && words[next]) user = words[next]!.literal ?? "";
      } else break;
    }
    if (operandFirst.has(name)) {
      if (/^(gosu|su-exec)$/.test(name)) user = words[next]?.literal ?? "";
      next++;
    }
    if (next >= words.length) break;
    if (name === "sudo" || name === "doas") user ??= "root";
    if (name === "xargs") moreArguments = true;
    at = next;
  }
  return { words: at === 0 ? words : words.slice(at), user, moreArguments };
}

/** Expands and splits the words after the program, as the shell does: `$PKGS` and `{a,b}` may become several arguments. */
function readArguments(words: readonly Word[], lookup: Lookup, home: string | undefined): Command["arguments"] {
  const result: { value: string | undefined; word: Word }[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!;
    if (word.literal !== undefined) {
      result.push({ value: word.raw.startsWith("~") ? tildeOf(word.literal, home) : word.literal, word });
      continue;
    }
    const value = expandWord(word, lookup);
    if (value === undefined) result.push({ value, word });
    else if (word.parts.some((part) => part.kind === "dynamic" && part.text.startsWith("{")))
      for (const piece of expandBraces(value))
        result.push({ value: word.raw.startsWith("~") ? tildeOf(piece, home) : piece, word });
    else if (/["']/.test(word.raw)) result.push({ value, word });
    else for (const piece of value.split(/\s+/)) if (piece !== "") result.push({ value: piece, word });
  }
  return result;
}

function tildeOf(text: string, home: string | undefined): string | undefined {
  if (text !== "~" && !text.startsWith("~/")) return text;
  return home === undefined ? undefined : `${home === "/" ? "" : home}${text.slice(1)}`;
}
