// Decides tests such as `[ "$INCLUDE_DEV" = "true" ]` where everything in them is known.
import type { Guard, ShellCommand } from "../syntax/types";
import { expandWord, type Lookup } from "./variables";

/** What a test comes out as; undefined where that depends on files, or on what nobody knows before the build. */
export function outcomeOf({ words, redirects }: ShellCommand, lookup: Lookup): boolean | undefined {
  const isBracket = words[0]?.literal === "[";
  if (redirects.length > 0 || (isBracket && words.at(-1)?.literal !== "]")) return undefined;
  const values: string[] = [];
  for (const word of words.slice(1, isBracket ? -1 : undefined)) {
    // `${A-b}` and `${A+b}` tell what is empty from what is unset, which nobody can before the build.
    const value = /\$\{\w+[-+]/.test(word.raw) ? undefined : expandWord(word, lookup);
    if (value === undefined) return undefined;
    const isQuoted = /["']/.test(word.raw);
    // Without quotes nothing is no argument, several words are several, and patterns are what they match.
    if (!isQuoted && /[\s*?[~{]/.test(value)) return undefined;
    if (isQuoted || value !== "") values.push(value);
  }
  return decide(values);
}

function decide(values: readonly string[]): boolean | undefined {
  const [first, second, third] = values;
  if (first === "!" && values.length > 1) {
    const inner = decide(values.slice(1));
    return inner === undefined ? undefined : !inner;
  }
  switch (values.length) {
    case 0:
      return false;
    case 1:
      return first !== "";
    case 2:
      return first === "-n" ? second !== "" : first === "-z" ? second === "" : undefined;
    case 3:
      // Debian's sh knows no `==`.
      return second === "=" ? first === third : second === "!=" ? first !== third : undefined;
    default:
      return undefined;
  }
}

/** "runs" where every guard holds, "skipped" where one does not, "unknown" where nobody can tell. */
export function guardsOf(
  guards: readonly Guard[],
  outcomes: ReadonlyMap<ShellCommand, boolean | undefined>,
): "runs" | "skipped" | "unknown" {
  const results = guards.map(({ test, holds }) => {
    const outcome = outcomes.get(test);
    return outcome === undefined ? undefined : outcome === holds;
  });
  if (results.includes(false)) return "skipped";
  return results.includes(undefined) ? "unknown" : "runs";
}

/** Whether a script may write a variable in any of the ways that there are; what it reads from other files, nobody knows. */
export function mayWrite(script: string, name: string): boolean {
  if (/(^|[\s;&|({])(\.|source|eval)\s/.test(script)) return true;
  if (!script.includes(name)) return false;
  let writes = writesOf.get(name);
  if (writes === undefined) {
    writes = patternOfWrites(name);
    // Bounded: names come from documents, and a server lives long.
    if (writesOf.size < 500) writesOf.set(name, writes);
  }
  return writes.test(script);
}

const writesOf = new Map<string, RegExp>();

function patternOfWrites(name: string): RegExp {
  const assigned = `\\b${name}\\+?=|\\$\\{${name}:?=|\\benv=${name}\\b|\\(\\([^)]*\\b${name}\\b`;
  const writers = "for|select|read|export|local|declare|typeset|readonly|getopts|let|unset|printf\\s+-v";
  return new RegExp(`${assigned}|\\b(${writers})\\b[^\\n;&|]*\\b${name}\\b`);
}
