// Builds edits inside a RUN: one more command at its end, a mount in front of its arguments.
import type { Command, Instruction } from "../image/types";
import type { Edit } from "../rules/define-rule";
import type { DockerfileSyntax, ShellCommand, ShellScript } from "../syntax/types";
import { inFileStyle, insertAt, replaceRange } from "./instruction-edits";

/** Longest line that still gets a command appended rather than a continuation. */
const longestLine = 100;

/**
 * Appends a command that runs only when everything before it went well.
 * Undefined where the end of the script is not a place for one: exec form, unreadable shell, a background job, `exit`, `exec` or `trap`.
 */
export function appendToRun(syntax: DockerfileSyntax, run: Instruction, command: string): readonly [Edit] | undefined {
  const script = run.syntax.scripts[0];
  if (script === undefined || run.syntax.scripts.length !== 1 || script.errors.length > 0 || endsAbruptly(script)) {
    return undefined;
  }
  return script.source === "heredoc"
    ? appendToHeredoc(syntax, script, command)
    : appendToShellForm(syntax, run, script, command);
}

/** Adds `--mount=…` flags behind the ones that are there, and puts the command on the next line. */
export function addMounts(syntax: DockerfileSyntax, run: Instruction, mounts: readonly string[]): Edit {
  const { flags, keywordRange, argumentsRange, heredocs } = run.syntax;
  const flagsEnd = flags.at(-1)?.range.end ?? keywordRange.end;
  const options = mounts.map((mount) => `--mount=${mount}`);
  const indentation = continuationIndentation(syntax, run);
  if (heredocs.length > 0) {
    return insertAt(flagsEnd, ` ${options.join(" ")}`);
  }
  if (syntax.text.slice(flagsEnd, argumentsRange.start).includes("\n")) {
    const own = options.map((option) => ` \\\n${indentation}${option}`);
    return insertAt(flagsEnd, inFileStyle(syntax, own.join("")));
  }
  const lines = ` ${options.join(` \\\n${indentation}`)} \\\n${indentation}`;
  return replaceRange({ start: flagsEnd, end: argumentsRange.start }, inFileStyle(syntax, lines));
}

/** Whether every step from this command to the end of its layer runs for certain, once the command ran. */
export function runsThrough(run: Instruction, command: Command | undefined): boolean {
  const script = run.syntax.scripts[0];
  if (command === undefined || script === undefined) {
    return false;
  }
  return script.commands.every(
    (step) =>
      step.range.end <= command.range.start ||
      // What stands in `$( )` only makes words.
      step.substitution ||
      (step.certainty === "always" && step.followedBy !== "||"),
  );
}

/** Whether the command stands in the script of `sh -c '…'`, whose environment the outer shell may not have. */
export function isInInnerScript({ syntax: { scripts } }: Instruction, { range }: Command): boolean {
  return scripts.some(({ commands }) =>
    commands.some((step) => step.hasInnerScript && step.range.start < range.start && range.end <= step.range.end),
  );
}

/** `sudo -E `, `doas `: the words in front of the command that say whom it runs as. */
export function privilegePrefix(command: Command | undefined): string {
  const [first, ...words] = command?.shell.words ?? [];
  if (command === undefined || first === undefined || !/^(sudo|doas|gosu|su-exec)$/.test(first.literal ?? "")) {
    return "";
  }
  const before = words.filter(({ range }) => range.end <= command.range.start);
  const isPlain = before.every(({ literal }) => literal !== "xargs");
  return `${[first, ...(isPlain ? before : [])].map(({ raw }) => raw).join(" ")} `;
}

/** Whether a step at the end of the RUN has the rights of the command: of root, or of who made the files. */
export function keepsRights({ syntax: { scripts }, user }: Instruction, command: Command | undefined): boolean {
  if (command === undefined) {
    return true;
  }
  const isOuter = (step: ShellCommand) =>
    step.hasInnerScript && step.range.start < command.range.start && command.range.end <= step.range.end;
  const shells = scripts.flatMap(({ commands }) => commands.filter(isOuter));
  if (shells.some(({ words }) => !/^(\S*\/)?(ba|da|a|z)?sh$/.test(words[0]?.literal ?? ""))) {
    return false;
  }
  const [name] = user?.split(":") ?? [];
  return name === undefined || name === "root" || name === "0" || privilegePrefix(command) !== "";
}

/** What new continuation lines of this RUN start with: as its own ones do, else a tab where the file uses tabs, else four spaces. */
export function continuationIndentation(syntax: DockerfileSyntax, run: Instruction): string {
  const own = smallestIndentation(linesOf(syntax, run));
  if (own !== undefined) {
    return own;
  }
  return /\n\t/.test(syntax.text) && !/\n {2}/.test(syntax.text) ? "\t" : "    ";
}

function appendToShellForm(
  syntax: DockerfileSyntax,
  run: Instruction,
  script: ShellScript,
  command: string,
): readonly [Edit] | undefined {
  const end = endOfScript(syntax, script, script.range.end);
  if (end === undefined) {
    return undefined;
  }
  const text = syntax.text.slice(run.range.start, end);
  const continuation = ` \\\n${continuationIndentation(syntax, run)}`;
  const lastLine = text.slice(text.lastIndexOf("\n") + 1);
  let appended: string;
  if (!text.includes("\n")) {
    const fits = lastLine.length + command.length + 4 <= longestLine;
    appended = fits ? ` && ${command}` : `${continuation}&& ${command}`;
  } else if (stopsAtErrors(script) && /;[ \t]*[\\`]\r?\n/.test(text) && !/\n[ \t]*&&/.test(text)) {
    appended = `;${continuation}${command}`;
  } else if (/&&[ \t]*[\\`]\r?\n/.test(text) && !/\n[ \t]*&&/.test(text)) {
    appended = ` &&${continuation}${command}`;
  } else {
    const leading = [...text.matchAll(/\n([ \t]*)&&/g)].at(-1)?.[1];
    appended = leading === undefined ? `${continuation}&& ${command}` : ` \\\n${leading}&& ${command}`;
  }
  return [insertAt(end, inFileStyle(syntax, appended))];
}

function appendToHeredoc(syntax: DockerfileSyntax, script: ShellScript, command: string): readonly [Edit] | undefined {
  const end = endOfScript(syntax, script, script.range.end);
  if (end === undefined) {
    return undefined;
  }
  if (stopsAtErrors(script)) {
    const last = script.commands.filter((step) => step.depth === 0).at(-1);
    const start = last === undefined ? end : last.range.start;
    const lineStart = syntax.text.lastIndexOf("\n", start - 1) + 1;
    const indentation = syntax.text.slice(lineStart, start).match(/^[ \t]*/)?.[0] ?? "";
    return [insertAt(end, inFileStyle(syntax, `\n${indentation}${command}`))];
  }
  // Without `set -e` a line of its own would hide the failure of the line before it.
  const holdsHeredoc = script.commands.some((step) =>
    step.redirects.some((redirect) => redirect.operator.startsWith("<<") && redirect.operator !== "<<<"),
  );
  return holdsHeredoc ? undefined : [insertAt(end, ` && ${command}`)];
}

/** Offset behind the script's last significant character; undefined where nothing can be joined to it. */
function endOfScript(syntax: DockerfileSyntax, script: ShellScript, limit: number): number | undefined {
  const lastCommand = script.commands.reduce((latest, step) => Math.max(latest, step.range.end), script.range.start);
  let tail = syntax.text.slice(lastCommand, limit);
  // Comment lines and a comment behind the last command are not part of the chain.
  tail = tail.replace(/(^|[\s;])#[^\n]*$/gm, (comment, before: string) => before.padEnd(comment.length));
  const trimmed = tail.replace(syntax.escape === "\\" ? /[\s\\]+$/ : /[\s`]+$/, "");
  // A trailing `;` separates nothing: what is appended goes in front of it.
  const significant = trimmed.replace(/\s*;$/, "");
  if (/[&|;]$/.test(significant)) {
    return undefined;
  }
  return lastCommand + significant.length;
}

function endsAbruptly(script: ShellScript): boolean {
  const last = script.commands.at(-1);
  if (last === undefined) {
    return true;
  }
  return (
    last.followedBy === "&" ||
    script.commands.some(
      (step) =>
        step.depth === 0 && step.certainty === "always" && /^(exit|exec|return|trap)$/.test(step.words[0]?.raw ?? ""),
    )
  );
}

/** `set -e` in one of its spellings, before anything else matters. */
export function stopsAtErrors(script: ShellScript): boolean {
  return script.commands.some(
    (step) =>
      step.depth === 0 &&
      step.words[0]?.literal === "set" &&
      step.words.slice(1).some((word) => /^-[a-z]*e|^errexit$/i.test(word.literal ?? "")),
  );
}

function linesOf(syntax: DockerfileSyntax, run: Instruction): string[] {
  return syntax.text.slice(run.range.start, run.syntax.argumentsRange.end).split(/\r?\n/).slice(1);
}

function smallestIndentation(lines: readonly string[]): string | undefined {
  const indentations = lines
    .filter((line) => /^[ \t]+[^\s#]/.test(line))
    .map((line) => line.match(/^[ \t]*/)?.[0] ?? "");
  return indentations.sort((left, right) => left.length - right.length)[0];
}
