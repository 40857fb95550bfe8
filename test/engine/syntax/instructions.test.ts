// Instructions: their boundaries, flags, words, directives, comments and what is told about broken ones.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import { parseDockerfile } from "../../../server/src/engine/syntax/parse-dockerfile";
import { only, showWords, slice } from "./read";

const outline = (text: string) => {
  const syntax = parseDockerfile(text);
  return syntax.instructions.map((one) => slice(syntax, one.range));
};

describe("instructions", () => {
  test.each<[string, string, string[]]>([
    ["an empty file", "", []],
    ["blanks and comments only", "\n  \n# a\n\t# b", []],
    ["no line break at the end", "FROM a\nRUN b", ["FROM a", "RUN b"]],
    ["a byte order mark", "\ufeffFROM a\nRUN b\n", ["FROM a", "RUN b"]],
    ["a byte order mark before a directive", "\ufeff# escape=`\nFROM a `\n AS b\n", ["FROM a `\n AS b"]],
    ["CRLF", "FROM a\r\nRUN b \\\r\n  c\r\nCMD d\r\n", ["FROM a", "RUN b \\\r\n  c", "CMD d"]],
    ["indentation", "  FROM a\n\tRUN b", ["FROM a", "RUN b"]],
    ["blanks behind the escape character", "RUN a \\ \t\n b\nCMD c", ["RUN a \\ \t\n b", "CMD c"]],
    ["an escaped escape character does not continue", "RUN echo a\\\\\nCMD b", ["RUN echo a\\\\", "CMD b"]],
    ["a line that is only the escape character", "RUN a \\\n\\\n b\nCMD c", ["RUN a \\\n\\\n b", "CMD c"]],
    ["comments and empty lines inside", "RUN a \\\n# x\n\n  # y\n  b\nCMD c", ["RUN a \\\n# x\n\n  # y\n  b", "CMD c"]],
    ["a continuation into the end of the file", "RUN a \\\n", ["RUN a \\"]],
    ["a continuation into a comment at the end", "RUN a \\\n# b\n", ["RUN a \\"]],
    ["the keyword on a line of its own", "RUN \\\n  a\nCMD b", ["RUN \\\n  a", "CMD b"]],
    ["another escape character", "# escape=`\nRUN a `\n b\\\nCMD c", ["RUN a `\n b\\", "CMD c"]],
    ["an escape directive behind a comment is a comment", "# x\n# escape=`\nRUN a \\\n b", ["RUN a \\\n b"]],
    [
      "an escape directive behind an ignore comment",
      "# hadolint ignore=A\n# escape=`\nRUN a `\nCMD b",
      ["RUN a `", "CMD b"],
    ],
  ])("%s", (_, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });

  test("lower-case keywords, lines and ranges", () => {
    const syntax = parseDockerfile("from a\n\nrun --network=none \\\n  b  \n");
    const instruction = only(syntax, "RUN");
    expect(instruction).toMatchObject({ index: 1, line: 2, endLine: 3, form: "shell" });
    expect(slice(syntax, instruction.keywordRange)).toBe("run");
    expect(slice(syntax, instruction.argumentsRange)).toBe("b");
    expect(slice(syntax, instruction.flags[0]!.range)).toBe("--network=none");
  });

  test("the document's line break", () => {
    expect(parseDockerfile("FROM a").newline).toBe("\n");
    expect(parseDockerfile("FROM a\n").newline).toBe("\n");
    expect(parseDockerfile("FROM a\r\nRUN b").newline).toBe("\r\n");
  });

  test("directives and comments", () => {
    const text =
      "# syntax = docker/dockerfile:1 \n#Check=skip=all\n# unknown=x\n#  escape=`\n# escape=\\\nFROM a # no comment\n  #  last \n";
    const syntax = parseDockerfile(text);
    expect(syntax.directives.map(({ name, value }) => `${name}=${value}`)).toEqual([
      "syntax=docker/dockerfile:1",
      "check=skip=all",
      "escape=`",
      "escape=\\",
    ]);
    expect(slice(syntax, syntax.directives[0]!.range)).toBe("# syntax = docker/dockerfile:1");
    expect(syntax.comments.map((comment) => [comment.line, comment.text])).toEqual([
      [2, "unknown=x"],
      [6, "last"],
    ]);
    expect(slice(syntax, syntax.comments[1]!.range)).toBe("#  last");
  });

  test("an ignore comment on the first line is a comment", () => {
    const [comment] = parseDockerfile("# layer-cost ignore=package-cache-left why\nFROM a\n").comments;
    expect(comment).toMatchObject({ text: "layer-cost ignore=package-cache-left why", line: 0 });
  });

  test("comments inside an instruction are kept, lines of a heredoc are not comments", () => {
    const text = "# a\nRUN b \\\n  # c\n  d\nRUN <<EOF\n# e\nEOF\n# f";
    expect(parseDockerfile(text).comments.map((comment) => comment.text)).toEqual(["a", "c", "f"]);
  });
});

describe("words", () => {
  test.each<[string, string, string[]]>([
    ["FROM", "FROM --platform=$P python:${V:-3}-slim AS Base", ["python:${V:-3}-slim", "AS", "Base"]],
    ["ARG", "ARG A B=1 C='x y' D=\"a $B\"", ["A", "B=1", "C=x y", "D=a ${B}"]],
    ["ENV", 'ENV A=1 B="x y" C=a\\ b D=', ["A=1", "B=x y", "C=a b", "D="]],
    ["ENV", "ENV PATH /opt/bin:$PATH and more", ["PATH", "/opt/bin:${PATH} and more"]],
    ["ENV", "ENV A='$B' C=\\$D E=\"\\$F\" G=${H:+yes}${I#x}", ["A=$B", "C=$D", "E=$F", "G=${H:+yes}<${I#x}>"]],
    ["ENV", "ENV A=1 \\\n  # note\n  B=2 \\\n\n  C=3", ["A=1", "B=2", "C=3"]],
    ["LABEL", 'LABEL a.b="c \\\n d" e=f', ["a.b=c  d", "e=f"]],
    ["COPY", 'COPY --from=x --chown=a:b "a" src/ ./', ["a", "src/", "./"]],
    ["COPY", 'COPY ["a b", "$X/c", "/d/"]', ["a b", "${X}/c", "/d/"]],
    ["COPY", "COPY a\\\nb \\\n  c", ["ab", "c"]],
    ["ADD", "ADD https://x/y.tgz /z", ["https://x/y.tgz", "/z"]],
    ["WORKDIR", "WORKDIR /a b/$C  ", ["/a b/${C}"]],
    ["USER", "USER app:app", ["app:app"]],
    ["EXPOSE", "EXPOSE 80 443/tcp", ["80", "443/tcp"]],
    ["VOLUME", 'VOLUME ["/a", "/b"]', ["/a", "/b"]],
    ["CMD", 'CMD ["node", "a b.js", "$X"]', ["node", "a b.js", "$X"]],
    ["CMD", "CMD node 'a b.js' $X", ["node", "a b.js", "${X}"]],
    ["CMD", "CMD ['node']", ["[node]"]],
    ["ENTRYPOINT", 'ENTRYPOINT ["\\u0061\\n\\"", ""]', ['a\n"', ""]],
    ["HEALTHCHECK", "HEALTHCHECK --interval=3s CMD curl -f x", ["CMD", "curl", "-f", "x"]],
    ["HEALTHCHECK", 'HEALTHCHECK CMD ["curl", "x"]', ["CMD", "curl", "x"]],
    ["HEALTHCHECK", "HEALTHCHECK NONE", ["NONE"]],
    ["STOPSIGNAL", "STOPSIGNAL SIGTERM", ["SIGTERM"]],
    ["SHELL", 'SHELL ["/bin/bash", "-c"]', ["/bin/bash", "-c"]],
  ])("%s in %j", (keyword, text, expected) => {
    const syntax = parseDockerfile(text);
    const { words } = only(syntax, keyword);
    expect(showWords(words)).toEqual(expected);
    for (const word of words) expect(word.raw).toBe(slice(syntax, word.range));
  });

  test("a word's range holds its quotes and continuations", () => {
    const syntax = parseDockerfile('ENV A="b c" D=e\\\n  f\r\n');
    expect(only(syntax, "ENV").words.map((word) => word.raw)).toEqual(['A="b c"', "D=e", "f"]);
    const joined = parseDockerfile("COPY a\\\n# c\nb /d");
    expect(only(joined, "COPY").words.map((word) => word.raw)).toEqual(["a\\\n# c\nb", "/d"]);
  });

  test("a backtick escapes where the directive says so, and a backslash is a backslash", () => {
    const syntax = parseDockerfile("# escape=`\nFROM a\nCOPY x` y C:\\dir\\\n");
    expect(showWords(only(syntax, "COPY").words)).toEqual(["x", "y", "C:\\dir\\"]);
    expect(showWords(only(parseDockerfile("# escape=`\nENV A=x` y"), "ENV").words)).toEqual(["A=x y"]);
  });

  test("literal is the value of words without variables", () => {
    const [image, , name] = only(parseDockerfile("FROM a:$TAG AS b"), "FROM").words;
    expect(image!.literal).toBeUndefined();
    expect(name!.literal).toBe("b");
  });

  test.each<[string, [string, string | undefined][]]>([
    [
      'RUN --mount=type=cache,target=/a --mount=type=bind,source="a b",target=/c x',
      [
        ["mount", "type=cache,target=/a"],
        ["mount", "type=bind,source=a b,target=/c"],
      ],
    ],
    [
      "RUN --security=insecure \\\n # c\n --network=none x",
      [
        ["security", "insecure"],
        ["network", "none"],
      ],
    ],
    [
      "COPY --link --from=$X a b",
      [
        ["link", undefined],
        ["from", "${X}"],
      ],
    ],
    ["RUN echo --mount=x", []],
  ])("the flags of %j", (text, expected) => {
    const { flags } = parseDockerfile(text).instructions[0]!;
    expect(flags.map((flag) => [flag.name, flag.value && showWords([flag.value])[0]])).toEqual(expected);
  });

  test.each<[string, string]>([
    ['RUN ["a", "b"]', "exec"],
    ['RUN [ "a" , "b" ]  ', "exec"],
    ['RUN ["a", \\\n "b"]', "exec"],
    ["RUN []", "exec"],
    ["RUN ['a']", "shell"],
    ['RUN ["a", 1]', "shell"],
    ['RUN ["a",]', "shell"],
    ['RUN ["a"] && b', "shell"],
    ['RUN ["a', "shell"],
    ["RUN [ -f a ] && b", "shell"],
    ['CMD ["a"]', "exec"],
    ["CMD a", "shell"],
    ["WORKDIR /a", "plain"],
    ['VOLUME ["/a"]', "exec"],
    ["VOLUME /a", "plain"],
  ])("the form of %j is %s", (text, form) => {
    const [instruction] = parseDockerfile(text).instructions;
    expect(instruction!.form).toBe(form);
    if (form === "exec") expect(instruction!.scripts).toEqual([]);
  });

  test("the strings of an exec form keep their place, quotes included", () => {
    const syntax = parseDockerfile('RUN --network=none ["sh", \\\n  "-c", "a \\"b\\""]');
    const { words } = only(syntax, "RUN");
    expect(words.map((word) => word.raw)).toEqual(['"sh"', '"-c"', '"a \\"b\\""']);
    expect(words.map((word) => word.literal)).toEqual(["sh", "-c", 'a "b"']);
  });
});

describe("problems", () => {
  test.each<[string, RegExp, string]>([
    ["FOO bar", /no instruction named "FOO"/, "FOO"],
    ["RUN", /RUN needs at least one argument/, "RUN"],
    ["COPY --from=a", /COPY needs at least one argument/, "COPY"],
    ["COPY a", /COPY needs a source and a destination/, "a"],
    ["FROM a b", /FROM takes an image/, "a b"],
    ["SHELL bash -c", /SHELL takes a JSON array/, "bash -c"],
    ["ONBUILD FROM a", /ONBUILD cannot trigger FROM/, "FROM"],
    ["ONBUILD FOO a", /no instruction named "FOO"/, "FOO"],
    ["RUN <<EOF\na\n", /heredoc EOF has no closing line/, "<<EOF"],
  ])("%j", (text, message, where) => {
    const syntax = parseDockerfile(`FROM a\n${text}\nCMD b\n`);
    const [, broken, after] = syntax.instructions;
    expect(broken!.problem?.message).toMatch(message);
    expect(slice(syntax, broken!.problem!.range)).toBe(where);
    expect(after).toMatchObject({ keyword: "CMD" });
    expect(after!.problem).toBeUndefined();
  });

  test("a name of Object.prototype is no keyword", () => {
    expect(parseDockerfile("constructor a\n__proto__ b").instructions.every((one) => one.problem)).toBe(true);
  });
});

describe("ONBUILD", () => {
  test("holds the instruction that it triggers", () => {
    const syntax = parseDockerfile("ONBUILD COPY --from=a b \\\n  c\n");
    const { trigger, words } = only(syntax, "ONBUILD");
    expect(words).toEqual([]);
    expect(trigger).toMatchObject({ keyword: "COPY", index: 0 });
    expect(slice(syntax, trigger!.range)).toBe("COPY --from=a b \\\n  c");
    expect(showWords(trigger!.words)).toEqual(["b", "c"]);
  });

  test("with a RUN and its heredoc", () => {
    const syntax = parseDockerfile("ONBUILD RUN <<EOF\nfoo\nEOF\nCMD a");
    const { trigger } = only(syntax, "ONBUILD");
    expect(trigger!.scripts.map((script) => slice(syntax, script.range))).toEqual(["foo\n"]);
    expect(syntax.instructions).toHaveLength(2);
  });
});
