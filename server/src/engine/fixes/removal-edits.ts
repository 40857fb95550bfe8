// Takes `rm` of one path out of a RUN: the command, or the word where it removes other things too.
import { covers, resolvePath } from "../image/paths";
import type { Command, Instruction } from "../image/types";
import type { Edit } from "../rules/define-rule";
import type { DockerfileSyntax } from "../syntax/types";
import { deleteCommands } from "./command-edits";
import { replaceRange } from "./instruction-edits";

/** `rm`, `rmdir`, `unlink`. */
export function isRemoval({ program }: Command): boolean {
  return /^(rm|rmdir|unlink)$/.test(program);
}

/** Deletes what removes the path, or something below it; undefined where that cannot be taken out of the RUN. */
export function deleteRemovals(syntax: DockerfileSyntax, run: Instruction, path: string): readonly Edit[] | undefined {
  const whole: Command[] = [];
  const edits: Edit[] = [];
  for (const command of run.commands.filter(isRemoval)) {
    const operands = command.arguments.filter(({ value }) => value === undefined || !/^-./.test(value));
    const gone = operands.filter(({ value }) => {
      const resolved = value === undefined ? undefined : resolvePath(command.workdir, value);
      return resolved !== undefined && covers(path, resolved);
    });
    if (gone.length === operands.length && gone.length > 0) {
      whole.push(command);
      continue;
    }
    for (const { word } of gone) {
      const blanks = /[ \t]+$/.exec(syntax.text.slice(0, word.range.start))?.[0].length ?? 0;
      // A word of several (`$FILES`, `{a,b}`) names other things as well.
      const isAlone = operands.filter((operand) => operand.word === word).length === 1;
      if (blanks === 0 || !isAlone || command.maybe) {
        return undefined;
      }
      edits.push(replaceRange({ start: word.range.start - blanks, end: word.range.end }, ""));
    }
  }
  if (whole.length === 0) {
    return edits;
  }
  const deleted = deleteCommands(syntax, run, whole);
  return deleted && [...edits, ...deleted];
}
