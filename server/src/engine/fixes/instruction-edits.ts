// Builds edits of whole instructions: insert, replace, delete, name a stage.
import type { Edit } from "../rules/define-rule";
import type { DockerfileSyntax, InstructionSyntax, TextRange, Word } from "../syntax/types";

/** Replaces a range of the document. */
export function replaceRange(range: TextRange, newText: string): Edit {
  return { range: { start: range.start, end: range.end }, newText };
}

/** Inserts text at an offset. */
export function insertAt(offset: number, newText: string): Edit {
  return { range: { start: offset, end: offset }, newText };
}

/** Inserts a word behind another one: `add` → `add --no-cache`. */
export function insertAfterWord(word: Word, text: string): Edit {
  return insertAt(word.range.end, ` ${text}`);
}

/** Writes lines, given with `\n` and `\` at continuations, the way this file writes them. */
export function inFileStyle(syntax: DockerfileSyntax, text: string): string {
  const escaped = syntax.escape === "\\" ? text : text.replace(/\\\n/g, `${syntax.escape}\n`);
  return syntax.newline === "\n" ? escaped : escaped.replace(/\n/g, syntax.newline);
}

/** Inserts instructions on lines of their own above one and the comments that belong to it; they get its indentation. */
export function insertAbove(syntax: DockerfileSyntax, instruction: InstructionSyntax, instructions: string): Edit {
  const start = lineStart(syntax, instruction);
  const indentation = syntax.text.slice(start, instruction.range.start).match(/^[ \t]*/)?.[0] ?? "";
  const indented = instructions.replace(/^(?=.)/gm, indentation);
  return insertAt(firstComment(syntax, instruction), inFileStyle(syntax, `${indented}\n`));
}

/** Offset of the first of the comment lines right above an instruction; of its own line where there are none. */
function firstComment(syntax: DockerfileSyntax, instruction: InstructionSyntax): number {
  const above = new Set(syntax.comments.map((comment) => comment.line));
  let { line } = instruction;
  while (above.has(line - 1)) {
    line--;
  }
  return syntax.lineStarts[line] ?? instruction.range.start;
}

/** Inserts instructions on lines of their own below one. */
export function insertBelow(syntax: DockerfileSyntax, instruction: InstructionSyntax, instructions: string): Edit {
  return insertAt(instruction.range.end, inFileStyle(syntax, `\n${instructions}`));
}

/** Deletes an instruction with its lines; comments above it stay, two empty lines never become three. */
export function deleteInstruction(syntax: DockerfileSyntax, instruction: InstructionSyntax): Edit {
  const start = lineStart(syntax, instruction);
  return { range: wholeLines(syntax, { start, end: instruction.range.end }), newText: "" };
}

/** Deletes an instruction with its lines and the comments right above it, which speak of it. */
export function deleteWithComments(syntax: DockerfileSyntax, instruction: InstructionSyntax): Edit {
  const start = firstComment(syntax, instruction);
  return { range: wholeLines(syntax, { start, end: instruction.range.end }), newText: "" };
}

/**
 * Deletes an instruction with the comments right above it, and the empty line that would then be one too many.
 * `comments` are their lines, for who puts them elsewhere.
 */
export function takeOut(
  syntax: DockerfileSyntax,
  instruction: InstructionSyntax,
): { readonly edit: Edit; readonly comments: string } {
  const { text } = syntax;
  const start = firstComment(syntax, instruction);
  const lines = wholeLines(syntax, { start, end: instruction.range.end });
  const isBetweenEmptyLines = /(^|\n)[ \t]*\r?\n$/.test(text.slice(0, start));
  const empty = isBetweenEmptyLines ? /^[ \t]*\r?\n/.exec(text.slice(lines.end))?.[0].length : undefined;
  return {
    edit: { range: { start: lines.start, end: lines.end + (empty ?? 0) }, newText: "" },
    comments: text.slice(start, lineStart(syntax, instruction)),
  };
}

/** Inserts text above an instruction and the comments that belong to it. */
export function insertBefore(syntax: DockerfileSyntax, instruction: InstructionSyntax, text: string): Edit {
  return insertAt(firstComment(syntax, instruction), text);
}

/** The range of the lines that a range touches, with the line break that becomes superfluous when they are deleted. */
export function wholeLines(syntax: DockerfileSyntax, range: TextRange): TextRange {
  const { text } = syntax;
  const start = text.lastIndexOf("\n", range.start - 1) + 1;
  const newline = text.indexOf("\n", range.end);
  if (newline !== -1) {
    return { start, end: newline + 1 };
  }
  // The last line has no line break of its own: the one before it goes.
  let before = start;
  if (before > 0) {
    before -= text[before - 2] === "\r" ? 2 : 1;
  }
  return { start: before, end: text.length };
}

/**
 * Deletes whole lines. Where a comment such as `# escape=…` would move up to the top of the file and become a directive, an
 * empty line stays in front of it.
 */
export function deleteLines(syntax: DockerfileSyntax, range: TextRange): Edit {
  const { text, directives, lineStarts } = syntax;
  const isTop = lineStarts[directives.length] === range.start;
  const becomesDirective = isTop && /^[ \t]*#[ \t]*\w+[ \t]*=/.test(text.slice(range.end));
  return { range, newText: becomesDirective ? syntax.newline : "" };
}

/** Gives an unnamed stage a name: `FROM golang` → `FROM golang AS build`. */
export function nameStage(from: InstructionSyntax, name: string): Edit {
  return insertAt(from.argumentsRange.end, ` AS ${name}`);
}

function lineStart(syntax: DockerfileSyntax, instruction: InstructionSyntax): number {
  return syntax.lineStarts[instruction.line] ?? instruction.range.start;
}
