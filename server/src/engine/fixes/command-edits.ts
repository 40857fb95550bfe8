// Takes a command out of a RUN, and tells whether it stands where that is possible.
import type { Command, Instruction } from "../image/types";
import type { Edit } from "../rules/define-rule";
import type { DockerfileSyntax, ShellCommand } from "../syntax/types";
import { deleteInstruction, replaceRange } from "./instruction-edits";

/**
 * Deletes a command with the operator that joins it to its neighbours, or the RUN where it is all that the RUN does.
 * Undefined where it is part of a condition, a pipe or a substitution, or where a comment stands between.
 */
export function deleteCommand(syntax: DockerfileSyntax, run: Instruction, command: Command): Edit | undefined {
  const script = run.syntax.scripts[0];
  if (script === undefined || run.syntax.scripts.length !== 1 || script.errors.length > 0) {
    return undefined;
  }
  const { shell } = command;
  if (shell.depth !== 0 || shell.certainty !== "always" || shell.scope !== 0) {
    return undefined;
  }
  const at = script.commands.indexOf(shell);
  const before = script.commands[at - 1];
  const after = script.commands[at + 1];
  const others = script.commands.filter((one) => one !== shell && !isSetting(one));
  if (others.length === 0 && script.source === "inline") {
    return deleteInstruction(syntax, run.syntax);
  }
  const gap = (from: ShellCommand, to: ShellCommand) => syntax.text.slice(from.range.end, to.range.start);
  const isJoined = (text: string) => /^[\s\\`]*(&&|;|\n)[\s\\`]*$/.test(text.replace(/\r/g, ""));
  if (before !== undefined && isJoined(gap(before, shell))) {
    // What follows must hang on the command before in the same way.
    const isAtEnd = after === undefined || isJoined(gap(shell, after));
    return isAtEnd ? replaceRange({ start: before.range.end, end: shell.range.end }, "") : undefined;
  }
  const isFirst = before === undefined && after !== undefined && isJoined(gap(shell, after));
  return isFirst ? replaceRange({ start: shell.range.start, end: after.range.start }, "") : undefined;
}

/** `set -eux`, `cd DIR`: nothing by itself. */
function isSetting({ words }: ShellCommand): boolean {
  return /^(set|cd|true|:)$/.test(words[0]?.literal ?? "");
}
