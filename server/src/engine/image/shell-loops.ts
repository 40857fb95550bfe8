// Words that stand for several: the variable of a `for` loop, and the arguments that a function was called with.
import type { Loop, ShellCommand, Word } from "../syntax/types";
import type { PackageManager } from "./managers/package-manager";
import { managerOfProgram } from "./package-managers";
import { expandWord, type Lookup } from "./variables";

/** The arguments that a word stands for; undefined where it is an ordinary word. */
export type SeveralValues = (word: Word, lookup: Lookup, before: Word) => readonly (string | undefined)[] | undefined;

/** Variables as a command in a loop or in a function sees them; null where they take several values, or unknown ones. */
export function lookupIn({ loops, parameters }: ShellCommand, outside: Lookup): Lookup {
  if (loops.length === 0 && !parameters) return outside;
  return (name) => {
    const loop = loops.findLast((one) => one.name === name);
    if (loop) {
      const values = valuesOf(loop, outside);
      return values?.length === 1 ? values[0] : null;
    }
    if (parameters && /^[@*#\d]$/.test(name)) return parameterOf(parameters, name, outside);
    return outside(name);
  };
}

/** What single words of this command stand for: `"$@"`, and `$p` in a loop around an install or an `rm`. */
export function severalValues(shell: ShellCommand, program: string, outside: Lookup): SeveralValues {
  const { loops, parameters } = shell;
  if (loops.length === 0 && !parameters) return () => undefined;
  const manager = listingManager(program);
  return (word, lookup, before) => {
    if (parameters && /^"?\$(\{[@*]\}|[@*])"?$/.test(word.raw))
      return parameters.map((parameter) => expandWord(parameter, outside));
    if ((!manager && program !== "rm") || word.literal !== undefined) return undefined;
    const loop = loops.findLast(({ name }) =>
      word.parts.some((part) => part.kind === "variable" && part.name === name),
    );
    const values = loop && valuesOf(loop, outside);
    // `-r $file` is a flag and its argument.
    if (!loop || !values || values.length < 2 || (manager && takesArgument(manager, before))) return undefined;
    return values.map((value) => expandWord(word, (name) => (name === loop.name ? value : lookup(name))));
  };
}

/** Package managers that do the same with several operands as with each of them. */
function listingManager(program: string): PackageManager | undefined {
  const manager = managerOfProgram(program);
  return manager?.flagStyle === "gnu" && !/^(cargo|mix|rebar3)$/.test(manager.id) ? manager : undefined;
}

/** `-r`, `--target`, `-yt`: what follows is no operand. */
function takesArgument({ flagsWithArgument }: PackageManager, { raw }: Word): boolean {
  return flagsWithArgument.has(raw) || (/^-[a-zA-Z]+$/.test(raw) && flagsWithArgument.has(`-${raw.at(-1)}`));
}

/** The words of a loop, expanded; undefined where one is unknown, or a pattern that stands for files. */
function valuesOf({ words }: Loop, lookup: Lookup): readonly string[] | undefined {
  const values: string[] = [];
  for (const word of words) {
    const value = expandWord(word, lookup);
    if (value === undefined) return undefined;
    if (/["']/.test(word.raw)) values.push(value);
    else values.push(...value.split(/\s+/).filter((piece) => piece !== ""));
  }
  return values;
}

function parameterOf(parameters: readonly Word[], name: string, lookup: Lookup): string | null {
  if (name === "#") return String(parameters.length);
  if (name === "0") return null;
  const wanted = /\d/.test(name) ? parameters.slice(Number(name) - 1, Number(name)) : parameters;
  const values = wanted.map((parameter) => expandWord(parameter, lookup));
  return values.includes(undefined) ? null : values.join(" ");
}
