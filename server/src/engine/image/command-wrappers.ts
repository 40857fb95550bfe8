// Commands that run another command: sudo, env, exec, timeout, xargs and their like.
import type { Word } from "../syntax/types";
import { baseName } from "./paths";
import { expandLoosely, expandWord, type Lookup, unknownText } from "./variables";

/** Variables that a command line sets for this command alone. */
export interface OwnEnvironment {
  values: Map<string, string | null> | undefined;
}

/** Sets one of them; null where its value cannot be known. */
export function setOwn(own: OwnEnvironment, name: string, value: string | null): void {
  own.values ??= new Map();
  own.values.set(name, value);
}

interface Peeled {
  readonly words: readonly Word[];
  /** Whom it runs as, where a wrapper says so. */
  readonly user: string | null | undefined;
  /** Further arguments come from the input. */
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

/** What is left of the words without the wrappers in front; the variables that they set gather in `own`. */
export function peel(words: readonly Word[], lookup: Lookup, own: OwnEnvironment): Peeled {
  let user: string | null | undefined;
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
        const inline = name === "sudo" ? /^--user=(.+)$/.exec(text)?.[1] : undefined;
        if (inline !== undefined) user = inline.includes(unknownText) ? null : inline;
        if (!flagWithArgument.test(text)) continue;
        next++;
        if (name === "sudo" && /^(-u|--user)$/.test(text)) user = userIn(words[next], lookup);
      } else break;
    }
    if (operandFirst.has(name)) {
      if (/^(gosu|su-exec)$/.test(name)) user = userIn(words[next], lookup);
      next++;
    }
    if (next >= words.length) break;
    if (name === "sudo" || name === "doas") user ??= "root";
    if (name === "xargs") moreArguments = true;
    at = next;
  }
  if (baseName(words[at]?.literal ?? "") === "su") user = userOfSu(words.slice(at + 1), lookup);
  return { words: at === 0 ? words : words.slice(at), user, moreArguments };
}

/** A user's name; null where it cannot be known. */
function userIn(word: Word | undefined, lookup: Lookup): string | null {
  return (word && expandWord(word, lookup)) ?? null;
}

/** `su [-] [USER] [-s SHELL] [-c SCRIPT]`: root, unless it names somebody. */
function userOfSu(words: readonly Word[], lookup: Lookup): string | null {
  for (let at = 0; at < words.length; at++) {
    const text = expandLoosely(words[at]!, lookup);
    if (!text.startsWith("-")) return userIn(words[at], lookup);
    if (/^(-[a-z]*[csgGw]|--command|--shell|--group|--supp-group|--whitelist-environment)$/.test(text)) at++;
  }
  return "root";
}
