// Reads what an image starts: ENTRYPOINT and CMD of a stage and of the stages it stands on.
import type { Instruction, Stage } from "../image/types";

/** Wrappers that start the rest of their words. */
const wrappers = /^(tini|dumb-init|catatonit|s6-setuidgid|su-exec|gosu|exec|env|nice|time|xvfb-run|catchsegv)$/;
const shells = /^(ba|da|a|z|k)?sh$/;

/** Nothing, an interactive shell, or a program by base name with its arguments as far as they are known. */
export type StartCommand =
  | { readonly kind: "none" }
  | { readonly kind: "shell" }
  | { readonly kind: "program"; readonly program: string; readonly words: readonly string[] };

/** What the stage's image runs when it is started without further arguments. */
export function startCommand(stage: Stage): StartCommand {
  const entrypoint = lastOf(stage, "ENTRYPOINT");
  const command = lastOf(stage, "CMD");
  // An ENTRYPOINT in a stage drops the CMD that it inherits.
  const inherited = entrypoint !== undefined && command !== undefined && command.stage !== entrypoint.stage;
  const isStale = inherited && stage.chain.indexOf(command.stage) > stage.chain.indexOf(entrypoint.stage);
  const words = [...wordsOf(entrypoint), ...(isStale ? [] : wordsOf(command))];
  let at = 0;
  while (at < words.length && (wrappers.test(baseName(words[at]!)) || (at > 0 && /^-|^\w+=/.test(words[at]!)))) {
    at++;
  }
  const rest = words.slice(at);
  const [first] = rest;
  if (first === undefined) {
    return { kind: "none" };
  }
  const program = baseName(first);
  if (shells.test(program)) {
    const script = rest.slice(1).find((word) => !word.startsWith("-"));
    if (script === undefined) {
      return { kind: "shell" };
    }
    const inner = rest.includes("-c") ? script.replace(/^exec\s+/, "").split(/\s+/) : [script];
    return { kind: "program", program: baseName(inner[0] ?? ""), words: inner };
  }
  return { kind: "program", program, words: rest };
}

/** The words of an instruction that starts something, as far as they are known; unknown ones stay as written. */
export function wordsOf(instruction: Instruction | undefined): readonly string[] {
  return instruction?.syntax.words.map((word) => instruction.expand(word) ?? word.raw) ?? [];
}

/** The last instruction of that keyword that takes effect in the stage's image. */
export function lastOf(stage: Stage, keyword: string): Instruction | undefined {
  for (const { instructions } of stage.chain) {
    const found = instructions.findLast((instruction) => instruction.keyword === keyword);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
