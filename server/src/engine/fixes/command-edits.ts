// Takes commands out of a RUN, and joins a RUN to the one above it.
import type { Command, Instruction } from "../image/types";
import type { Edit } from "../rules/define-rule";
import type { DockerfileSyntax, ShellCommand, ShellScript } from "../syntax/types";
import { deleteInstruction, inFileStyle, replaceRange } from "./instruction-edits";
import { continuationIndentation, stopsAtErrors } from "./run-edits";

/** As `deleteCommands`, for one that is not alone. */
export function deleteCommand(syntax: DockerfileSyntax, run: Instruction, command: Command): Edit | undefined {
  const edits = deleteCommands(syntax, run, [command]);
  return edits?.length === 1 ? edits[0] : undefined;
}

/**
 * Deletes commands with the operators that join them to their neighbours, or the RUN where they are all that it does.
 * Undefined where one is part of a condition, a pipe or a substitution, or where a comment stands between.
 */
export function deleteCommands(
  syntax: DockerfileSyntax,
  run: Instruction,
  commands: readonly Command[],
): readonly Edit[] | undefined {
  const script = run.syntax.scripts[0];
  if (script === undefined || run.syntax.scripts.length !== 1 || script.errors.length > 0) {
    return undefined;
  }
  const goes = new Set(commands.map(({ shell }) => shell));
  if ([...goes].some((shell) => shell.depth !== 0 || shell.certainty !== "always" || shell.scope !== 0)) {
    return undefined;
  }
  if (script.commands.every((one) => goes.has(one) || isSetting(one)) && script.source === "inline") {
    return [deleteInstruction(syntax, run.syntax)];
  }
  const edits: Edit[] = [];
  for (let at = 0; at < script.commands.length; at++) {
    if (!goes.has(script.commands[at]!)) {
      continue;
    }
    const first = at;
    while (at + 1 < script.commands.length && goes.has(script.commands[at + 1]!)) {
      at++;
    }
    const edit = deleteBetween(syntax, script, first, at);
    if (edit === undefined) {
      return undefined;
    }
    edits.push(edit);
  }
  return edits;
}

/** Deletes the commands from one position to another, both included. */
function deleteBetween(syntax: DockerfileSyntax, script: ShellScript, from: number, to: number): Edit | undefined {
  const { commands } = script;
  const isJoined = (at: number) => {
    const [left, right] = [commands[at], commands[at + 1]];
    if (left === undefined || right === undefined) {
      return false;
    }
    const text = syntax.text.slice(left.range.end, right.range.start).replace(/\r/g, "");
    return /^[\s\\`]*(&&|;|\n)[\s\\`]*$/.test(text);
  };
  for (let at = from; at < to; at++) {
    if (!isJoined(at)) {
      return undefined;
    }
  }
  const isLast = to === commands.length - 1;
  if (from > 0) {
    // What follows must hang on the command before in the same way.
    return isJoined(from - 1) && (isLast || isJoined(to))
      ? replaceRange({ start: commands[from - 1]!.range.end, end: commands[to]!.range.end }, "")
      : undefined;
  }
  return isLast || !isJoined(to)
    ? undefined
    : replaceRange({ start: commands[from]!.range.start, end: commands[to + 1]!.range.start }, "");
}

/** `set -eux`, `cd DIR`: nothing by itself. */
function isSetting({ words }: ShellCommand): boolean {
  return /^(set|cd|true|:)$/.test(words[0]?.literal ?? "");
}

/**
 * Makes one RUN of two that follow each other: what the first one leaves and the second takes away never reaches a layer.
 * Undefined where the second would run in another directory, with other settings, or although the first one failed.
 */
export function joinRuns(syntax: DockerfileSyntax, first: Instruction, second: Instruction): Edit | undefined {
  const [above] = first.syntax.scripts;
  const [below] = second.syntax.scripts;
  if (above?.source !== "inline" || below?.source !== "inline" || second.syntax.flags.length > 0) {
    return undefined;
  }
  const between = syntax.text.slice(first.range.end, second.range.start);
  const isChain = below.commands.every(
    ({ depth, certainty, followedBy }) => depth > 0 || (certainty === "always" && /^(&&|\|)?$/.test(followedBy)),
  );
  if (between.trim() !== "" || above.errors.length + below.errors.length > 0 || !isChain) {
    return undefined;
  }
  // `;` in the first would hide a failure from what follows it only where it hid it before.
  const changesShell = above.commands.some(
    ({ words, scope }) =>
      scope === 0 && /^(cd|pushd|export|unset|umask|source|\.|exec|exit|trap)$/.test(words[0]?.literal ?? ""),
  );
  const isAbsolute = second.commands.every(({ program, arguments: words }) => {
    return /^rm$/.test(program) && words.every(({ word }) => /^(-|\/)/.test(word.literal ?? ""));
  });
  const last = above.commands.at(-1);
  if ((changesShell && !isAbsolute) || last === undefined || last.followedBy === "&") {
    return undefined;
  }
  const tail = syntax.text.slice(last.range.end, above.range.end);
  if (/[#;&|]\s*$|#/.test(tail)) {
    return undefined;
  }
  const operator =
    stopsAtErrors(above) && /;[ \t]*[\\`]\r?\n/.test(syntax.text.slice(above.range.start, above.range.end))
      ? `; \\\n${continuationIndentation(syntax, first)}`
      : ` \\\n${continuationIndentation(syntax, first)}&& `;
  return replaceRange(
    { start: first.syntax.argumentsRange.end, end: second.syntax.argumentsRange.start },
    inFileStyle(syntax, operator),
  );
}
