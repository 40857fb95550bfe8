// The parser on every real Dockerfile: all ranges hold, offsets are the document's, and dockerfile-ast finds the same instructions.
import { readFileSync } from "node:fs";
import path from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../server/src/engine/syntax/parse-dockerfile";
import { findLineStarts, positionAt } from "../../server/src/engine/syntax/positions";
import { inlineShellText } from "../../server/src/engine/syntax/shell-text";
import type {
  DockerfileSyntax,
  InstructionSyntax,
  ShellCommand,
  TextRange,
  Word,
} from "../../server/src/engine/syntax/types";

const corpus = process.env.LAYER_COST_CORPUS;
if (!corpus) console.log("syntax tests on the corpus skipped: LAYER_COST_CORPUS names no folder");

const files = corpus
  ? readFileSync(path.join(corpus, "index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).file as string)
      .map((file) => ({ file, text: readFileSync(path.join(corpus, file), "utf8") }))
  : [];

/** Variants of a file that must read the same: line breaks, byte order mark, no line break at the end. */
const variants = (text: string): string[] => [
  text,
  text.replace(/\r?\n/g, "\r\n"),
  `\ufeff${text.replace("\ufeff", "").replace(/\r\n/g, "\n")}`,
  text.trimEnd(),
];

function* wordsOf(instruction: InstructionSyntax): Generator<Word> {
  yield* instruction.words;
  for (const flag of instruction.flags) if (flag.value) yield flag.value;
  for (const command of commandsOf(instruction)) {
    yield* command.words;
    for (const assignment of command.assignments) yield assignment.value;
    for (const redirect of command.redirects) if (redirect.target) yield redirect.target;
  }
}

function commandsOf(instruction: InstructionSyntax): ShellCommand[] {
  return instruction.scripts.flatMap((script) => script.commands);
}

/** What breaks the rules of ranges; empty when nothing does. */
function violations(syntax: DockerfileSyntax): string[] {
  const { text } = syntax;
  const found: string[] = [];
  const check = (what: string, range: TextRange, within: TextRange) => {
    if (range.start < within.start || range.end > within.end || range.start > range.end) {
      found.push(`${what} ${range.start}..${range.end} is not in ${within.start}..${within.end}`);
    }
  };
  let end = 0;
  for (const instruction of syntax.instructions) {
    const { range, line, endLine } = instruction;
    check("instruction", range, { start: end, end: text.length });
    end = range.end;
    if (positionAt(syntax, range.start).line !== line) found.push(`line ${line} of ${instruction.keyword}`);
    if (positionAt(syntax, range.end).line !== endLine) found.push(`end line ${endLine} of ${instruction.keyword}`);
    check("arguments", instruction.argumentsRange, range);
    for (const flag of instruction.flags) check("flag", flag.range, range);
    for (const heredoc of instruction.heredocs) check("heredoc", heredoc.bodyRange, range);
    for (const script of instruction.scripts) {
      check("script", script.range, range);
      let start = -1;
      let callsFunction = false;
      for (const command of script.commands) {
        check("command", command.range, range);
        // The commands of a function stand where it is called first.
        if (command.range.start < start && !callsFunction) found.push(`order at ${command.range.start}`);
        callsFunction ||= command.callsFunction;
        start = command.range.start;
        if (script.scopes[command.scope] === undefined) found.push(`scope ${command.scope}`);
      }
    }
    for (const word of wordsOf(instruction)) {
      check("word", word.range, range);
      if (word.raw !== text.slice(word.range.start, word.range.end)) found.push(`raw ${word.raw}`);
      if (JSON.stringify(word.parts).includes("\ufdd0")) found.push(`filler in ${word.raw}`);
    }
    const shellText = inlineShellText(syntax, instruction.argumentsRange);
    if (shellText.length !== instruction.argumentsRange.end - instruction.argumentsRange.start) {
      found.push(`shell text of line ${line}`);
    }
  }
  return found;
}

/** Everything that was read, without its places. */
const meaning = (syntax: DockerfileSyntax) =>
  syntax.instructions.map((one) => [
    one.keyword,
    one.form,
    one.problem?.message,
    one.words.map((word) => word.parts),
    one.flags.map((flag) => [flag.name, flag.value?.parts]),
    commandsOf(one).map((command) => [
      command.words.map((word) => word.literal?.replace(/\s+/g, " ")),
      command.certainty,
      command.depth,
      command.scope,
      command.pipeline,
    ]),
  ]);

describe.skipIf(!corpus)("the parser on the corpus", () => {
  test("keeps every range in its file, whatever the line breaks", () => {
    for (const { file, text } of files) {
      for (const variant of variants(text)) expect(violations(parseDockerfile(variant)), file).toEqual([]);
    }
  });

  test("reads the same whatever the line breaks, the byte order mark and the end of the file", () => {
    for (const { file, text } of files) {
      const expected = meaning(parseDockerfile(text));
      for (const variant of variants(text)) expect(meaning(parseDockerfile(variant)), file).toEqual(expected);
    }
  });

  test("finds the instructions that dockerfile-ast finds", () => {
    for (const { file, text } of files) {
      const syntax = parseDockerfile(text);
      const expected = DockerfileParser.parse(text)
        .getInstructions()
        .map((one) => `${one.getKeyword()} ${one.getRange().start.line}-${one.getRange().end.line}`);
      expect(
        syntax.instructions.map((one) => `${one.keyword} ${one.line}-${one.endLine}`),
        file,
      ).toEqual(expected);
    }
  });

  test("reads nearly every shell script without an error", () => {
    const scripts = files.flatMap(({ text }) => parseDockerfile(text).instructions.flatMap((one) => one.scripts));
    const broken = scripts.filter((script) => script.errors.length > 0);
    expect(scripts.length).toBeGreaterThan(3000);
    // Two are cmd, recognised by nothing but their base image; one needs a bash option that is off by default.
    expect(broken.length).toBeLessThanOrEqual(3);
  });

  test("a file cut off anywhere still reads", () => {
    for (const { file, text } of files.filter((_, index) => index % 25 === 0)) {
      for (let length = 0; length < Math.min(text.length, 1500); length += 7) {
        const syntax = parseDockerfile(text.slice(0, length));
        expect(syntax.lineStarts, file).toEqual(findLineStarts(text.slice(0, length)));
        expect(violations(syntax), `${file} up to ${length}`).toEqual([]);
      }
    }
  });
});
