// Turns the shell commands of a RUN into what really runs: wrappers peeled off, arguments expanded, directory and environment known.
import type { ShellCommand, ShellScript, Word } from "../syntax/types";
import { type OwnEnvironment, peel, setOwn } from "./command-wrappers";
import { commandOfFind } from "./find-commands";
import { baseName, expandBraces } from "./paths";
import type { Invocation } from "./read-invocation";
import { lookupIn, type SeveralValues, severalValues } from "./shell-loops";
import { changeProcess, type ScriptSurroundings, ShellProcess } from "./shell-process";
import { guardsOf, outcomeOf } from "./shell-tests";
import type { Command } from "./types";
import { expandLoosely, expandWord, type Lookup, unknownText } from "./variables";

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
  /** Variables that its own command line sets, HOME of another user among them; null where unknown. */
  readonly ownEnvironment: ReadonlyMap<string, string | null> | undefined;
  /** The command before it in the same pipe. */
  readonly pipedFrom: RunCommand | undefined;
  /** What `readInvocation` found; null for nothing, undefined while nobody has asked. */
  invocation: Invocation | null | undefined;
}

/** The commands of a script in order, each as the shell would run it. `cd` and assignments take effect on what follows. */
export function readCommands(script: ShellScript, surroundings: ScriptSurroundings): RunCommand[] {
  const commands: RunCommand[] = [];
  const processes: ShellProcess[] = [];
  let before: RunCommand | undefined;
  /** What each test that decides over others came out as. */
  const outcomes = new Map<ShellCommand, boolean | undefined>();
  const processOf = (scope: number): ShellProcess => {
    if (processes[scope]) return processes[scope];
    const parent = script.scopes[scope] ?? -1;
    const process = new ShellProcess(parent < 0 ? undefined : processOf(parent), surroundings);
    // `sudo -u app NAME=value sh -c '…'`: the inner shell has what its command line sets.
    if (before?.shell.hasInnerScript && before.shell.scope === parent) process.startFrom(before);
    processes[scope] = process;
    return process;
  };
  const tests = new Set(script.commands.flatMap(({ guards }) => guards.map(({ test }) => test)));
  for (const shell of script.commands) {
    const inPipe = before && before.shell.pipeline === shell.pipeline && shell.pipelineIndex > 0;
    const process = processOf(shell.scope);
    const guards = guardsOf(shell.guards, outcomes);
    const isMaybe = (guards === "runs" ? shell.guardedCertainty : shell.certainty) === "maybe";
    const state = { maybe: isMaybe, runs: guards !== "skipped", pipedFrom: inPipe ? before : undefined };
    before = readCommand(shell, process, surroundings, state);
    if (before) commands.push(before);
    const inner = before && commandOfFind(before);
    if (inner) commands.push(inner);
    if (tests.has(shell)) outcomes.set(shell, outcomeOf(shell, surroundings.beforeScript));
  }
  return commands;
}

function readCommand(
  shell: ShellCommand,
  process: ShellProcess,
  surroundings: ScriptSurroundings,
  state: Pick<RunCommand, "maybe" | "runs" | "pipedFrom">,
): RunCommand | undefined {
  const { maybe } = state;
  const lookup = lookupIn(shell, process.lookup);
  process.forgetConditionalDirectory(shell);
  if (shell.words.length === 0) {
    for (const { name, value } of state.runs ? shell.assignments : [])
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
  // What a function does are the commands of its body.
  const known = !programName.includes(unknownText) && !shell.callsFunction;
  const expandsBraces = !(surroundings.plainShell && shell.dialect === "sh");
  const several = severalValues(shell, programName, process.lookup);
  const command: RunCommand = {
    shell,
    program: known ? programName : "",
    programPath: programText.includes(unknownText) ? (known ? programName : "") : (tildeOf(programText, home) ?? ""),
    arguments: readArguments(peeled.words, lookup, home, { expandsBraces, several }),
    range: programWord
      ? { start: programWord.range.start, end: peeled.words[peeled.words.length - 1]!.range.end }
      : shell.range,
    workdir: process.workdir,
    environment: values ? (name) => environmentState(name) ?? undefined : process.environment,
    environmentState,
    lookup,
    home,
    moreArguments: peeled.moreArguments,
    ownEnvironment: values,
    invocation: undefined,
    ...state,
  };
  if (command.runs) changeProcess(command, process);
  return command;
}

/** Expands and splits the words after the program, as the shell does: `$PKGS` and `{a,b}` may become several arguments. */
function readArguments(
  words: readonly Word[],
  lookup: Lookup,
  home: string | undefined,
  { expandsBraces, several }: { readonly expandsBraces: boolean; readonly several: SeveralValues },
): Command["arguments"] {
  const result: { value: string | undefined; word: Word }[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index]!;
    if (word.literal !== undefined) {
      result.push({ value: word.raw.startsWith("~") ? tildeOf(word.literal, home) : word.literal, word });
      continue;
    }
    const values = several(word, lookup, words[index - 1]!);
    if (values) {
      for (const value of values) result.push({ value, word });
      continue;
    }
    const value = expandWord(word, lookup);
    if (value === undefined) result.push({ value, word });
    else if (expandsBraces && word.parts.some((part) => part.kind === "dynamic" && part.text.startsWith("{")))
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
