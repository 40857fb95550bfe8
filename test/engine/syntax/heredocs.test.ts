// Heredocs: where they open and end, and which of them are scripts.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../../server/src/engine/syntax/parse-dockerfile";
import { commandsOf, only, showCommand, showWords, slice } from "./read";

describe("heredocs", () => {
  test.each<[string, string, [name: string, opening: string, body: string][]]>([
    ["one", "RUN <<EOF\na\nb\nEOF", [["EOF", "<<EOF", "a\nb\n"]]],
    ["empty", "RUN <<EOF\nEOF", [["EOF", "<<EOF", ""]]],
    ["with tabs", "RUN <<-EOF\n\ta\n\tEOF", [["EOF", "<<-EOF", "\ta\n"]]],
    ["tabs are text without -", "RUN <<EOF\na\n\tEOF\nEOF", [["EOF", "<<EOF", "a\n\tEOF\n"]]],
    ["quoted", "RUN cat <<'E F'\na\nE F", [["E F", "<<'E F'", "a\n"]]],
    [
      "several",
      "COPY <<a <<-b /c/\n1\na\n2\n\tb",
      [
        ["a", "<<a", "1\n"],
        ["b", "<<-b", "2\n"],
      ],
    ],
    ["with a file descriptor", "RUN cat 3<<EOF\na\nEOF", [["EOF", "3<<EOF", "a\n"]]],
    ["opened on a continued line", "RUN a \\\n # c\n <<EOF b\nx \\\n# y\nEOF", [["EOF", "<<EOF", "x \\\n# y\n"]]],
    ["CRLF", "RUN <<EOF\r\na\r\nEOF", [["EOF", "<<EOF", "a\r\n"]]],
    ["instructions inside", "RUN <<EOF\nFROM x\n\nRUN y\nEOF", [["EOF", "<<EOF", "FROM x\n\nRUN y\n"]]],
  ])("%s", (_, text, expected) => {
    const newline = text.includes("\r") ? "\r\n" : "\n";
    const syntax = parseDockerfile(`${text}${newline}CMD z${newline}`);
    const [instruction, next] = syntax.instructions;
    expect(
      instruction!.heredocs.map((one) => [one.name, slice(syntax, one.openingRange), slice(syntax, one.bodyRange)]),
    ).toEqual(expected);
    expect(slice(syntax, instruction!.range)).toBe(text);
    expect(instruction!.problem).toBeUndefined();
    expect(next).toMatchObject({ keyword: "CMD" });
  });

  test.each([
    'RUN echo "<<EOF"',
    "RUN echo ' <<EOF '",
    "RUN a<<EOF",
    "RUN cat <<<EOF",
    'RUN ["<<EOF"]',
    "ENV A=<<EOF",
    "RUN echo $((1 << 2))",
  ])("%j opens none", (text) => {
    const syntax = parseDockerfile(`${text}\nCMD a`);
    expect(syntax.instructions.map((one) => one.heredocs.length)).toEqual([0, 0]);
  });

  test("quoted delimiters are noted", () => {
    const [one, two, three] = only(parseDockerfile("COPY <<'A' <<\"B\" <<C /d\nA\nB\nC\n"), "COPY").heredocs;
    expect([one!.quoted, two!.quoted, three!.quoted]).toEqual([true, true, false]);
  });

  test("the words of a COPY hold the openings, with the same ranges", () => {
    const { words, heredocs } = only(parseDockerfile("COPY <<a.txt b /c/\nx\na.txt\n"), "COPY");
    expect(showWords(words)).toEqual(["<<a.txt", "b", "/c/"]);
    expect(words[0]!.range).toEqual(heredocs[0]!.openingRange);
  });

  test("one without a closing line ends before the next instruction", () => {
    const syntax = parseDockerfile("FROM a\nRUN <<EOF\napt-get update\n# c\nRUN b\n");
    const [, broken, next] = syntax.instructions;
    expect(slice(syntax, broken!.heredocs[0]!.bodyRange)).toBe("apt-get update\n# c\n");
    expect(broken!.scripts).toEqual([]);
    expect(slice(syntax, next!.range)).toBe("RUN b");
    expect(next!.scripts).toHaveLength(1);
  });
});

describe("heredocs as scripts", () => {
  test.each<[string, string, string[]]>([
    ["alone", "RUN <<EOF\nset -e\na b && c\nEOF", ["set|-e", "a|b", "c"]],
    ["alone, after flags", "RUN --mount=type=cache,target=/x <<EOF\na\nEOF", ["a"]],
    ["with a shell's #!", "RUN <<EOF\n#!/usr/bin/env -S bash -e\na\nEOF", ["a"]],
    ["with another #!", "RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF", []],
    ["to a shell", "RUN bash -eux -o pipefail <<EOF\na; b\nEOF", ["bash|-eux|-o|pipefail <<EOF", "a", "b"]],
    ["to a shell, with escapes", "RUN sh <<EOF\na \\$X $C $(d)\nEOF", ["sh <<EOF", "a|${X}|${C}|<$(d)>", "d"]],
    ["to another program", "RUN python3 <<EOF\nimport os\nEOF", ["python3 <<EOF"]],
    ["to a file", "RUN cat <<EOF > /a && b\n$(c)\nEOF", ["cat <<EOF >/a", "b", "c"]],
    ["quoted, to a file", "RUN cat <<'EOF' > /a && b\n$(c)\nEOF", ["cat <<EOF >/a", "b"]],
    ["opened in front", "RUN <<EOF cat > /a\nb\nEOF", ["cat <<EOF >/a"]],
    ["two of them", "RUN <<A <<B\na\nA\nb\nB", ["<<A <<B"]],
    ["inside a script", "RUN <<EOF\ncat > /a <<X\nno\nX\nb\nEOF", ["cat >/a <<X", "b"]],
    ["CRLF", "RUN <<EOF\r\na b\r\nc\r\nEOF\r\n", ["a|b", "c"]],
  ])("%s", (_, text, expected) => {
    expect(commandsOf(`FROM x\n${text}\n`).map(showCommand)).toEqual(expected);
  });

  test("forms and sources", () => {
    const show = (text: string) => {
      const { form, scripts } = parseDockerfile(text).instructions[0]!;
      return [form, ...scripts.map((script) => script.source)];
    };
    expect(show("RUN <<EOF\na\nEOF")).toEqual(["heredoc", "heredoc"]);
    expect(show("RUN sh <<EOF\na\nEOF")).toEqual(["shell", "inline", "heredoc"]);
    expect(show("RUN cat <<EOF\na\nEOF")).toEqual(["shell", "inline"]);
    expect(show("COPY <<EOF /a\na\nEOF")).toEqual(["plain"]);
  });

  test("ranges are in the document", () => {
    const syntax = parseDockerfile("# escape=`\nFROM x\nRUN <<-EOF\n\tapt-get update &&\\\n\t  b\n\tEOF\n");
    const commands = only(syntax, "RUN").scripts[0]!.commands;
    expect(commands.map((command) => slice(syntax, command.range))).toEqual(["apt-get update", "b"]);
  });
});
