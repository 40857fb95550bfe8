// Decides tests such as `[ "$INCLUDE_DEV" = "true" ]` where everything in them is known.
import type { Guard, ShellCommand } from "../syntax/types";
import { expandWord, type Lookup } from "./variables";

/** What a test comes out as; undefined where that depends on files, or on what nobody knows before the build. */
export function outcomeOf({ words, redirects }: ShellCommand, lookup: Lookup): boolean | undefined {
  const isBracket = words[0]?.literal === "[";
  if (redirects.length > 0 || (isBracket && words.at(-1)?.literal !== "]")) return undefined;
  const values: string[] = [];
  for (const word of words.slice(1, isBracket ? -1 : undefined)) {
    const value = expandWord(word, lookup);
    if (value === undefined) return undefined;
    const isQuoted = /["']/.test(word.raw);
    // Without quotes nothing is no argument, and several words are several.
    if (!isQuoted && /\s/.test(value)) return undefined;
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
      return second === "=" || second === "==" ? first === third : second === "!=" ? first !== third : undefined;
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
