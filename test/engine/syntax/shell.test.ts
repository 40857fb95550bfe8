// The shell inside RUN: words, nesting, certainty, and offsets that survive continuations.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../../server/src/engine/syntax/parse-dockerfile";
import { commandsOf, only, run, showCommand, showWords, slice } from "./read";

describe("words", () => {
  test.each<[string, string[]]>([
    ["a 'b c' \"d e\" f\\ g", ["a|b c|d e|f g"]],
    ["a $B ${C} ${D:-e f} ${G:+h} ${I=j} ${K?l}", ["a|${B}|${C}|${D:-e f}|${G:+h}|${I:-j}|${K}"]],
    ["a \"x$B.y\" '$C' \\$D $1 $? ${E%.*} ${#F} $((1+2))", ["a|x${B}.y|$C|$D|${1}|<$?>|<${E%.*}>|<${#F}>|<$((1+2))>"]],
    ["rm -rf /var/lib/apt/lists/* /tmp/[ab]? ~/.cache", ["rm|-rf|/var/lib/apt/lists/*|/tmp/[ab]?|~/.cache"]],
    ["a {b,c} $'d\\te'", ["a|<{b,c}>|d\te"]],
    ["A=1 B=$C d E=2", ["A=1 B=${C} d|E=2"]],
    ["A=1", ["A=1"]],
    ['export A=1 B="$C"', ["export|A=1|B=${C}"]],
    ["A=(1 2); B+=x", ["A=<(1 2)>", "B=${B}x"]],
    ["a > /b 2>&1 < c >> d", ["a >/b >&1 <c >>d"]],
    // Only bash reads it as a redirect: to Debian's sh the command runs in the background.
    ["a &> e", ["maybe a &>e"]],
    ["bash -c 'a &> e'", ["bash|-c|a &> e", "a &>e"]],
    ['a <<< "b c"', ["a <<<b c"]],
    ["{ a; b; } > /c", ["a", "b", ">/c"]],
    ["pip install 'x>=1,<2' y[z]==1.*", ["pip|install|x>=1,<2|y[z]==1.*"]],
  ])("RUN %s", (shell, expected) => {
    expect(run(shell)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ["across lines", "RUN a \\\n  b \\\n  c\n", ["a|b|c"]],
    ["inside a word", "RUN a-\\\nb c\n", ["a-b|c"]],
    ["inside a word, CRLF", "RUN a-\\\r\nb c\r\n", ["a-b|c"]],
    ["inside a word, blanks behind", "RUN a-\\ \t\nb c\n", ["a-b|c"]],
    ["inside a word, a comment between", "RUN a-\\\n# x\n\nb c\n", ["a-b|c"]],
    ["CRLF", "RUN a && \\\r\n  b \\\r\n\r\n  # c\r\n  d\r\n", ["a", "b|d"]],
    ["comments and empty lines", "RUN a && \\\n# b || c\n\n\t# d\n  e\n", ["a", "e"]],
    ["a comment before ||", "RUN a \\\n  # b\n  || c\n", ["a", "maybe c"]],
    ["double quotes", 'RUN a "b \\\n  c"\n', ["a|b   c"]],
    ["double quotes, a comment between", 'RUN a "b \\\n# x\n  \\"c"\n', ['a|b   "c']],
    ["single quotes", "RUN a 'b \\\n  c'\n", ["a|b   c"]],
    ["single quotes, CRLF and comment", "RUN a 'b \\\r\n# x\r\n  c\\d'\r\n", ["a|b   c\\d"]],
    ["a reserved word", "RUN if a; \\\n# x\n then \\\r\n b; fi\n", ["a", "maybe b"]],
    ["the backtick", "# escape=`\nFROM x\nRUN a `\n  b-`\nc `\n # d\n  && e `f`;\n", ["a|b-c", "e|<`f`>", "f"]],
    ["at the end of the file", "RUN a && b \\", ["a", "b"]],
    ["after flags", "RUN --mount=type=cache,target=/x \\\n  # c\n  a \\\n  b\n", ["a|b"]],
  ])("continued %s", (_, text, expected) => {
    expect(commandsOf(text).map(showCommand)).toEqual(expected);
  });

  test("ranges and raw text are the document's", () => {
    const text =
      "FROM x\nRUN apt-get update && \\\n  # c\n  apt-get install -y gi\\\nt 'b' \\\n  > /dev/null && rm x\n";
    const syntax = parseDockerfile(text);
    const [script] = only(syntax, "RUN").scripts;
    const commands = script!.commands;
    expect(commands.map((one) => slice(syntax, one.range))).toEqual([
      "apt-get update",
      "apt-get install -y gi\\\nt 'b' \\\n  > /dev/null",
      "rm x",
    ]);
    expect(commands[1]!.words.map((word) => word.raw)).toEqual(["apt-get", "install", "-y", "gi\\\nt", "'b'"]);
    expect(commands[1]!.words.map((word) => word.literal)).toEqual(["apt-get", "install", "-y", "git", "b"]);
    expect(slice(syntax, commands[1]!.redirects[0]!.range)).toBe("> /dev/null");
    expect(slice(syntax, script!.range)).toBe(slice(syntax, only(syntax, "RUN").argumentsRange));
  });
});

describe("certainty", () => {
  test.each<[string, string[]]>([
    ["a && b && c", ["a", "b", "c"]],
    ["a; b", ["a", "b"]],
    ["a && b; c", ["a", "b", "c"]],
    ["a || b", ["a", "maybe b"]],
    ["a && b || c", ["a", "maybe b", "maybe c"]],
    ["a && b || exit 1", ["a", "b", "maybe exit|1"]],
    ["a && b || { echo no; exit 1; }", ["a", "b", "maybe echo|no", "maybe exit|1"]],
    ["a && b || exit 0", ["a", "maybe b", "maybe exit|0"]],
    ["a || b && c", ["a", "maybe b", "c"]],
    ["(a && b) || c", ["a", "maybe b", "maybe c"]],
    ["(a && b) && c", ["a", "b", "c"]],
    ["[ -f a ] && b; c", ["[|-f|a|]", "maybe b", "c"]],
    ["c; [ -f a ] && b", ["c", "[|-f|a|]", "b"]],
    ["[[ -f a ]] && b && d; c", ["maybe b", "maybe d", "c"]],
    ["! a && b; c", ["a", "maybe b", "c"]],
    ["if a && b; then c; elif d; then e; else f; fi", ["a", "maybe b", "maybe c", "maybe d", "maybe e", "maybe f"]],
    ["if a; then b; fi && c", ["a", "maybe b", "c"]],
    ["case $X in a) b;; *) c;; esac; d", ["maybe b", "maybe c", "d"]],
    ["while a; do b; done", ["a", "maybe b"]],
    ["for x in a b; do c $x; done", ["c|${x}"]],
    ["for x in $Y; do c $x; done", ["maybe c|${x}"]],
    ["for x in *.c; do c; done", ["maybe c"]],
    ["for x in $Y z; do c; done", ["c"]],
    ["for x in $(a); do c; done", ["a", "maybe c"]],
    ["f() { a; }; f", ["f", "a"]],
    ["f() { a; }; b", ["maybe a", "b"]],
    ["a & b", ["maybe a", "b"]],
    ["set -ex; a; { b; }; ( c )", ["set|-ex", "a", "b", "c"]],
    ["sh -c 'a || b' && c", ["sh|-c|a || b", "a", "maybe b", "c"]],
    ["if sh -c 'a && b'; then c; fi", ["sh|-c|a && b", "a", "maybe b", "maybe c"]],
    ["!", []],
  ])("RUN %s", (shell, expected) => {
    expect(run(shell)).toEqual(expected);
  });
});

describe("nesting", () => {
  const shape = (shell: string) =>
    commandsOf(`RUN ${shell}`).map(
      (one) =>
        `${one.words[0]?.literal ?? one.redirects[0]?.operator} d${one.depth} s${one.scope} ${one.followedBy.replace("\n", "\\n")}`,
    );

  test.each<[string, string[]]>([
    ["a && b || c; d & e", ["a d0 s0 &&", "b d0 s0 ||", "c d0 s0 ;", "d d0 s1 &", "e d0 s0 "]],
    ["(a; b) && c", ["a d1 s1 ;", "b d1 s1 ", "c d0 s0 "]],
    ["{ a; b; } && c", ["a d1 s0 ;", "b d1 s0 ;", "c d0 s0 "]],
    ["a $(b | c)", ["a d0 s0 ", "b d1 s1 |", "c d1 s1 "]],
    ["a `b`; c", ["a d0 s0 ;", "b d1 s1 ", "c d0 s0 "]],
    ["a | { b; c; } | d", ["a d0 s0 |", "b d1 s1 ;", "c d1 s1 ;", "d d0 s0 "]],
    ["bash -c 'a && (b)' && c", ["bash d0 s0 &&", "a d1 s1 &&", "b d2 s2 ", "c d0 s0 "]],
    ["{ a; } > f && c", ["a d1 s0 ;", "> d0 s0 &&", "c d0 s0 "]],
    ["a &&\\\n  b", ["a d0 s0 &&", "b d0 s0 "]],
    ["diff <(a) <(b)", ["diff d0 s0 ", "a d1 s1 ", "b d1 s2 "]],
  ])("RUN %s", (shell, expected) => {
    expect(shape(shell)).toEqual(expected);
  });

  test("scopes know what they stand in", () => {
    const [script] = parseDockerfile("RUN (a; (b)); (c $(d)) &").instructions[0]!.scripts;
    const scopeOf = (name: string) => script!.commands.find((one) => one.words[0]!.literal === name)!.scope;
    expect(script!.scopes[0]).toBe(-1);
    expect(script!.scopes[scopeOf("a")]).toBe(0);
    expect(script!.scopes[scopeOf("b")]).toBe(scopeOf("a"));
    expect(script!.scopes[scopeOf("d")]).toBe(scopeOf("c"));
  });

  test("pipelines share a number", () => {
    const commands = commandsOf("RUN a | b | c && d");
    expect(commands.map((one) => one.pipelineIndex)).toEqual([0, 1, 2, 0]);
    expect(new Set(commands.slice(0, 3).map((one) => one.pipeline)).size).toBe(1);
    expect(commands[3]!.pipeline).not.toBe(commands[0]!.pipeline);
  });

  test("substitutions are marked, wherever they stand", () => {
    const commands = commandsOf(
      'RUN A=$(a) b "$(c)" > "$(d)" && for x in $(e); do f; done; case $(g) in h) i;; esac; [[ $(j) ]]',
    );
    const marked = commands.filter((one) => one.substitution).map((one) => one.words[0]!.literal);
    expect(marked).toEqual(["a", "c", "d", "e", "g", "j"]);
  });

  test("commands are in the order of the source", () => {
    const starts = commandsOf("RUN cat <<EOF > /a && b $(c) && sh -c 'd' $(e)\n$(f)\nEOF\n").map(
      (one) => one.range.start,
    );
    expect(starts).toHaveLength(7);
    expect(starts).toEqual([...starts].sort((one, other) => one - other));
  });
});

describe("scripts written in place", () => {
  test.each<[string, string[]]>([
    ["sh -c 'a && b'", ["a", "b"]],
    ['/bin/bash -euxo pipefail -c "a \\"b c\\" \\$D $E"', ["a|b c|${D}|${E}"]],
    ["bash -o pipefail -c 'a \\\n  | b'", ["a", "b"]],
    ["sudo -E -u app env A=1 sh -c 'a'", ["a"]],
    ["exec sh -lc 'a'", ["a"]],
    ["timeout -k 5 60 gosu app bash -c 'a'", ["a"]],
    ["su - app -c 'a; b'", ["a", "b"]],
    ["sh -c ls", ["ls"]],
    ["sh -c \"bash -c 'a'\"", ["bash|-c|a", "a"]],
    ['sh -c "echo \\$(a) $(b)"', ["echo|<$(a)>|<$(b)>", "a", "b"]],
  ])("RUN %s", (shell, expected) => {
    const [outer, ...inner] = commandsOf(`RUN ${shell}`);
    expect(outer!.hasInnerScript).toBe(true);
    expect(inner.map(showCommand)).toEqual(expected);
  });

  test.each([
    "sh -c $A",
    "sh -c 'a'\"$B\"",
    "sh script.sh",
    "sh -x script.sh",
    "sh",
    "python -c 'import a'",
    "echo sh -c 'a'",
    "$SHELL -c 'a'",
  ])("none in RUN %s", (shell) => {
    const commands = commandsOf(`RUN ${shell}`);
    expect(commands).toHaveLength(1);
    expect(commands[0]!.hasInnerScript).toBe(false);
  });

  test("their words have places in the document", () => {
    const syntax = parseDockerfile('FROM x\nRUN bash -c "cd \\"/a b\\" && \\\n  make -j\\$N"\n');
    const inner = only(syntax, "RUN").scripts[0]!.commands.slice(1);
    expect(inner.map((one) => slice(syntax, one.range))).toEqual(['cd \\"/a b\\"', "make -j\\$N"]);
    expect(inner.flatMap((one) => showWords(one.words))).toEqual(["cd", "/a b", "make", "-j${N}"]);
  });
});

describe("shells", () => {
  test.each<[string, number]>([
    ["", 1],
    ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 1],
    ['SHELL ["bash", "-euxc"]', 1],
    ['SHELL ["conda", "run", "-n", "env", "/bin/bash", "-c"]', 1],
    ['SHELL ["powershell", "-Command", "$ErrorActionPreference = \'Stop\';"]', 0],
    ['SHELL ["cmd", "/S", "/C"]', 0],
    ['SHELL ["python", "-c"]', 0],
    ['SHELL ["bash"]', 0],
    ['ONBUILD SHELL ["cmd", "/S", "/C"]', 1],
  ])("with %j, RUN has %i script", (shell, scripts) => {
    const syntax = parseDockerfile(`FROM x\n${shell}\nRUN a\n`);
    expect(only(syntax, "RUN").scripts).toHaveLength(scripts);
  });

  test("a new stage has the default shell, a local base's stage its own", () => {
    const text = `FROM x AS Win\nSHELL ["cmd", "/C"]\nRUN a\nFROM y\nRUN b\nFROM win AS c\nRUN c\nSHELL ["/bin/sh", "-c"]\nRUN d\nFROM c\nRUN e\n`;
    expect(commandsOf(text).map(showCommand)).toEqual(["b", "d", "e"]);
  });

  test("PowerShell as a program is a command", () => {
    expect(commandsOf("# escape=`\nFROM x\nRUN powershell -Command a; b\n").map(showCommand)).toEqual([
      "powershell|-Command|a",
      "b",
    ]);
  });

  test("a heredoc says by itself which shell reads it", () => {
    expect(
      commandsOf('FROM x\nSHELL ["cmd", "/C"]\nRUN <<EOF\n#!/bin/sh\na\nEOF\nRUN <<EOF\nb\nEOF\n').map(showCommand),
    ).toEqual(["a"]);
  });
});

describe("broken scripts", () => {
  test.each(["a 'b", 'a "b', "a $(b", "a && ", "if a; then b", "a )", "{ a", "a `b", "case x in"])(
    "RUN %s costs nothing around it",
    (shell) => {
      const syntax = parseDockerfile(`FROM x\nRUN first && ${shell}\nRUN last\n`);
      const [, broken, last] = syntax.instructions;
      expect(showCommand(broken!.scripts[0]!.commands[0]!)).toBe("first");
      expect(broken!.scripts[0]!.errors.length).toBeGreaterThan(0);
      for (const error of broken!.scripts[0]!.errors) {
        expect(error.offset).toBeGreaterThanOrEqual(broken!.range.start);
        expect(error.offset).toBeLessThanOrEqual(broken!.range.end);
      }
      expect(last!.scripts[0]!.errors).toEqual([]);
    },
  );
});
