// Input that nobody writes on purpose: broken, enormous, deeply nested or binary. It is read without an exception or a hang.
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../../server/src/engine/syntax/parse-dockerfile";

const repeat = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("");

/** A small seeded random number generator: the same input on every machine. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

/** Fails unless instructions follow one another and commands lie inside theirs. One assertion: they are slow. */
function expectSound(text: string): void {
  let end = 0;
  const misplaced: string[] = [];
  for (const { keyword, range, scripts } of parseDockerfile(text).instructions) {
    if (range.start < end || range.end < range.start) misplaced.push(keyword);
    end = range.end;
    for (const script of scripts) {
      for (const command of script.commands) {
        if (command.range.start < range.start || command.range.end > end) misplaced.push(`command of ${keyword}`);
      }
    }
  }
  if (end > text.length) misplaced.push("end");
  expect(misplaced).toEqual([]);
}

describe("hostile input", () => {
  test.each<[string, string]>([
    ["nothing but zeros", "\0".repeat(100_000)],
    ["one long line", `RUN ${"a".repeat(100_000)}`],
    ["nested substitutions", `RUN echo ${"$(".repeat(2000)}`],
    ["nested substitutions, closed", `RUN echo ${"$(echo ".repeat(1000)}${")".repeat(1000)}`],
    ["nested quotes and substitutions", `RUN echo ${'"$('.repeat(1000)}`],
    ["nested subshells", `RUN ${"(".repeat(5000)}`],
    ["nested ifs", `RUN ${"if a; then ".repeat(5000)}`],
    ["nested fallbacks", `ENV A=${"${a:-".repeat(10_000)}${"}".repeat(10_000)}`],
    ["nested shells", `RUN ${`sh -c 'sh -c "`.repeat(1000)}`],
    ["backticks", `RUN echo ${"`".repeat(5000)}`],
    ["backslashes", `RUN ${"\\".repeat(50_000)}`],
    ["quotes", `RUN ${"'\"".repeat(20_000)}`],
    ["globs", `RUN echo ${"[*?".repeat(10_000)}`],
    ["an unclosed array", `RUN [${'"a",'.repeat(20_000)}`],
    ["directives with blanks", repeat(100, () => `# a = ${" ".repeat(1900)}\n`)],
    ["unclosed heredocs", repeat(1000, (i) => `RUN <<E${i}\n`)],
    ["the same unclosed heredoc", repeat(1000, () => "RUN <<EOF\n")],
    ["many heredocs in a line", `RUN cat ${repeat(1000, (i) => `<<E${i} `)}\n${repeat(1000, (i) => `E${i}\n`)}`],
    ["only continuations", `RUN a${"\\\n".repeat(20_000)}`],
    ["only continuations, CRLF", `RUN a${"\\\r\n".repeat(20_000)}`],
    ["a lone !", "RUN ! && a\nRUN ! || ! ; !"],
  ])("%s", (_, text) => {
    expectSound(text);
    expectSound(`FROM a\n${text}\nRUN b\n`);
  });

  test("a RUN of 5,000 lines", () => {
    const text = `FROM a\nRUN true \\\n${repeat(5000, (i) => `  && apt-get install p${i} \\\n`)}  && b\n`;
    const [, run] = parseDockerfile(text).instructions;
    expect(run!.scripts[0]!.commands).toHaveLength(5002);
    expect(run!.scripts[0]!.commands.at(-1)).toMatchObject({ certainty: "always", depth: 0 });
  });

  test("random bytes", () => {
    const random = randomFrom(1);
    for (let round = 0; round < 10; round++) {
      expectSound(repeat(2000, () => String.fromCharCode(random(256))));
      expectSound(`RUN ${repeat(2000, () => String.fromCharCode(random(65_536)))}`);
      expectSound(`RUN ${repeat(2000, () => "$({[`'\";&|<>()}]! a\\\n"[random(22)]!)}`);
    }
  });

  test("a good file with random edits", () => {
    const random = randomFrom(2);
    const good =
      '# syntax=docker/dockerfile:1\nFROM a AS b\nENV A="b c" D=$E\nRUN --mount=type=cache,target=/x if [ -f a ]; then \\\n  # c\n  b "$(c)"; fi && \\\n  sh -c \'d || e\'\nRUN <<EOF\ncat > /x <<X\n$Y\nX\nEOF\nCOPY --from=b ["a", "b"]\nONBUILD RUN a | b > c\nCMD ["a"]\n';
    const pieces = [
      "$(",
      "`",
      "'",
      '"',
      "\\\n",
      "\r\n",
      "\r",
      "# x\n",
      "<<EOF",
      "EOF\n",
      "&&",
      "!",
      "{",
      "(",
      "if ",
      "\ufeff",
      "[",
      "\0",
    ];
    for (let round = 0; round < 500; round++) {
      let text = good;
      for (let edit = random(6); edit >= 0; edit--) {
        const at = random(text.length + 1);
        text = text.slice(0, at) + (random(2) ? pieces[random(pieces.length)] : "") + text.slice(at + random(12));
      }
      expectSound(text);
    }
  });
});
