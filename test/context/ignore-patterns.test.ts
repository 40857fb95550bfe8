// Ignore files and COPY globs, case by case as Docker's own matcher answers them.
import { describe, expect, test } from "vitest";
import { ignoreLines } from "../../server/src/context/ignore-file";
import { compileGlob, createPatternList, type PatternMatch } from "../../server/src/context/path-patterns";

function isIgnored(ignoreFile: string, file: string): boolean {
  const patterns = createPatternList(ignoreLines(ignoreFile));
  const parts = file.split("/");
  let match: PatternMatch | undefined;
  for (let count = 1; count <= parts.length; count++) match = patterns.match(parts.slice(0, count).join("/"), match);
  return match?.matched ?? false;
}

describe("an ignore file", () => {
  test.each([
    // Names are paths from the root of the context, not names anywhere as in .gitignore.
    ["node_modules", "node_modules", true],
    ["node_modules", "node_modules/a/b.js", true],
    ["node_modules", "app/node_modules/b.js", false],
    ["**/node_modules", "app/node_modules/b.js", true],
    ["**/node_modules", "node_modules", true],
    ["/node_modules", "node_modules/b.js", true],
    ["./node_modules/", "node_modules/b.js", true],
    ["a/../b", "b", true],
    ["../b", "b", false],
    ["  build  ", "build", true],
    // Wildcards
    ["*.log", "a.log", true],
    ["*.log", "logs/a.log", false],
    ["*/*.log", "logs/a.log", true],
    ["**/*.log", "a.log", true],
    ["**/*.log", "logs/deep/a.log", true],
    ["**.log", "logs/deep/a.log", true],
    ["logs/**", "logs/deep/a.log", true],
    ["logs/**", "logs", false],
    ["logs/**/a", "logs/a", true],
    ["?.txt", "a.txt", true],
    ["?.txt", "ab.txt", false],
    ["?.txt", "😀.txt", true],
    ["[ab].txt", "b.txt", true],
    ["[^ab].txt", "b.txt", false],
    ["[a-c].txt", "b.txt", true],
    ["[]", "x", undefined],
    ["*", "anything/at/all", true],
    ["**", "anything/at/all", true],
    // Characters that only look like wildcards
    ["c++", "c++/x", true],
    ["a(b)|{c}.txt", "a(b)|{c}.txt", true],
    ["a.txt", "abtxt", false],
    ["\\*", "*", true],
    ["\\*", "x", false],
    ["\\!important", "!important", true],
    // Comments only in the first column
    ["# a", "# a", false],
    [" #a", "#a", true],
    ["\uFEFFa", "a", true],
    // Exceptions: the last match wins
    ["*.md\n!README.md", "README.md", false],
    ["!README.md\n*.md", "README.md", true],
    ["*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true],
    ["*\n!src", "src/deep/a.ts", false],
    ["*\n!src", "other", true],
    ["src\n!src/keep", "src/keep/a", false],
    ["src\n!src/keep", "src/other", true],
    ["*\n!src\nsrc/secret", "src/secret/a", true],
    ["a\n! a/b", "a/b", false],
    ["Readme", "README", false],
  ])("%j ignores %j: %s", (text, file, expected) => {
    if (expected === undefined) expect(() => isIgnored(text, file)).toThrow();
    else expect(isIgnored(text, file)).toBe(expected);
  });

  test.each(["[a", "a\\", "!", "x\n! "])("%j is refused with the pattern named", (text) => {
    expect(() => createPatternList(ignoreLines(text))).toThrow(/"/);
  });

  test.each([
    ["src\n!src/keep/*.ts", "src", true],
    ["src\n!other", "src", false],
    ["src\n!**/keep", "src", true],
    ["src\n!src*/keep", "srcs", true],
    ["src", "src", false],
  ])("%j: something below %j may be taken back: %s", (text, directory, expected) => {
    expect(createPatternList(ignoreLines(text)).mayTakeBackBelow(directory)).toBe(expected);
  });
});

test.each([
  ["*.txt", "a.txt", true],
  ["*.txt", "b/a.txt", false],
  ["b/*", "b/a.txt", true],
  ["**", "a", true],
  ["**", "a/b", false],
  ["a[0-9]?.t", "a1x.t", true],
  ["a+b", "a+b", true],
])("the COPY source %j matches %j: %s", (pattern, file, expected) => {
  expect(compileGlob(pattern)(file)).toBe(expected);
});
