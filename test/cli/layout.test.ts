// What is printed on a terminal fits its width, and nothing is wrapped or cut elsewhere.
import { spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { columnsOf, cut, wrap } from "../../server/src/cli/layout";
import { cli, folder, run, wasteful, write } from "./command-line";

describe("columnsOf", () => {
  test.each([
    ["abc", 3],
    ["≈ 19 MB", 7],
    ["日本語", 6],
    ["한국어", 6],
    ["e\u0301", 1],
    ["🐳", 2],
    ["\u001b[31mred\u001b[39m", 3],
  ])("%j: %i", (text, columns) => expect(columnsOf(text)).toBe(columns));
});

describe("cut", () => {
  test.each([
    ["abcdef", 6, "abcdef"],
    ["abcdef", 5, "abcd…"],
    ["日本語日本語", 12, "日本語日本語"],
    ["日本語日本語", 8, "日本語…"],
    ["a🐳b🐳", 4, "a🐳…"],
  ])("%j to %i: %j", (text, width, expected) => {
    expect(cut(text, width)).toBe(expected);
    expect(columnsOf(cut(text, width))).toBeLessThanOrEqual(width);
  });
});

describe("wrap", () => {
  const words = "    the quick brown fox jumps over the lazy dog and then it rests";

  test("breaks between words and indents what follows", () => {
    expect(wrap(words, 40)).toBe("    the quick brown fox jumps over the\n      lazy dog and then it rests");
  });

  test("leaves lines alone without a terminal, on a very narrow one, and where they fit", () => {
    for (const width of [undefined, 20, 80]) expect(wrap(words, width)).toBe(words);
  });

  test("counts neither colours nor splits sizes, and keeps runs of blanks", () => {
    const line = `${" ".repeat(10)}\u001b[2m${" ".repeat(10)}^ gives back\u001b[22m ≈ 309 MB`;
    expect(wrap(line, 42)).toBe(line);
    expect(wrap(line, 40)).toBe(
      `${" ".repeat(10)}\u001b[2m${" ".repeat(10)}^ gives back\u001b[22m\n${" ".repeat(22)}≈ 309 MB`,
    );
  });

  test("a share stays with its sign", () => {
    expect(wrap("the image is smaller by much −10 MB (−59 %)", 40)).toBe(
      "the image is smaller by much −10 MB\n  (−59 %)",
    );
  });

  test("leaves a word whole that is longer than the line", () => {
    const path = "a".repeat(60);
    expect(wrap(`${path} warning`, 40)).toBe(`${path}\n  warning`);
  });
});

describe.skipIf(process.platform !== "linux")("on a terminal", () => {
  /** What a terminal of 60 columns receives. */
  const onTerminal = (command: string, environment = {}) => {
    const line = `stty cols 60; "${process.execPath}" "${cli}" ${command}`;
    const { stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
      cwd: folder,
      env: { PATH: process.env.PATH, TERM: "xterm", ...environment },
      encoding: "utf8",
    });
    return stdout.replace(/\r\n/g, "\n");
  };

  test("the report has colours and no line that is too long; in a pipe it has neither", () => {
    write("Dockerfile", wasteful);
    const output = onTerminal("lint");
    expect(output).toContain("\u001b[33mwarning\u001b[39m");
    for (const line of output.split("\n")) expect(columnsOf(line)).toBeLessThanOrEqual(60);
    const words = (text: string) => stripVTControlCharacters(text).split(/\s+/);
    expect(words(output)).toEqual(words(run(["lint"]).output));
    expect(onTerminal("lint", { NO_COLOR: "1" })).not.toContain("\u001b");
    expect(onTerminal("lint", { TERM: "dumb" })).not.toContain("\u001b");
  });

  test("an explanation wraps its remarks under themselves and leaves the Dockerfile's lines whole", () => {
    const long = `RUN echo ${"word ".repeat(30)}`.trimEnd();
    write("Dockerfile", `${wasteful}${long}\n`);
    const lines = stripVTControlCharacters(onTerminal("explain Dockerfile")).split("\n");
    expect(lines.some((line) => line.endsWith(long))).toBe(true);
    const remark = lines.findIndex((line) => /^ +\^ warning/.test(line));
    const column = lines[remark]!.indexOf("^");
    expect(lines[remark + 1]).toMatch(new RegExp(`^ {${column + 2}}[^ ]`));
  });
});
