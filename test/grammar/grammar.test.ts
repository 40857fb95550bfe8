// The injected grammars on VS Code's own Dockerfile and shell grammars: what gets which colour, and what must not leak.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { beforeAll, describe, expect, test } from "vitest";
import { loadGrammar, missing, Tokens } from "./tokenize";

const corpus = process.env.LAYER_COST_CORPUS;
const keyword = "keyword.other.special-method.dockerfile";
const command = "entity.name.command.shell";
const argument = "string.unquoted.argument.shell";
const comment = "comment.line.number-sign.dockerfile";

if (missing) console.log(`grammar tests skipped: ${missing}`);

describe.skipIf(missing)("injected grammars", () => {
  let tokenize: (source: string) => Tokens;
  beforeAll(async () => {
    const grammar = await loadGrammar();
    tokenize = (source) => new Tokens(grammar, source);
  });

  describe("RUN", () => {
    test("the first command, its options and its arguments are shell", () => {
      const tokens = tokenize("RUN apt-get install -y git");
      expect(tokens.scopesOf("RUN")).toContain(keyword);
      expect(tokens.scopesOf("apt-get")).toContain(command);
      expect(tokens.scopesOf("install")).toContain(argument);
      expect(tokens.scopesOf("-y")).toContain("constant.other.option.dash.shell");
    });

    test("flags of RUN are flags, and the command follows them", () => {
      const tokens = tokenize("RUN --mount=type=cache,target=/root/.cache --network=none pip install flask");
      expect(tokens.scopesOf("--mount")).toContain("entity.other.attribute-name.flag.dockerfile");
      expect(tokens.scopesOf("type=cache")).toContain("string.unquoted.flag.dockerfile");
      expect(tokens.scopesOf("pip")).toContain(command);
    });

    test("flags and the command may stand on continued lines", () => {
      const tokens = tokenize(
        "RUN --mount=type=cache,target=/a \\\n    --mount=type=bind,target=/b \\\n    make install",
      );
      expect(tokens.scopesOf("--mount", 2)).toContain("entity.other.attribute-name.flag.dockerfile");
      expect(tokens.scopesOf("make")).toContain(command);
    });

    test.each([" ", "    ", "\t"])("arguments go on over lines indented by %j", (indent) => {
      const tokens = tokenize(`RUN apt-get install \\\n${indent}-y \\\n${indent}git curl`);
      expect(tokens.scopesOf("git")).toContain(argument);
      expect(tokens.scopesOf("git")).not.toContain(command);
      expect(tokens.scopesOf("-y").join(" ")).toContain("constant.other.option");
    });

    test("comment lines and blank lines inside a command do not end it", () => {
      const tokens = tokenize(
        "RUN apt-get install git \\\n    # why curl\n\n    curl \\\n# and at the margin\n    wget && rm x\nCOPY a b",
      );
      expect(tokens.scopesOf("# why")).toContain(comment);
      expect(tokens.scopesOf("# and")).toContain(comment);
      expect(tokens.scopesOf("curl", 4)).toContain(argument);
      expect(tokens.scopesOf("wget")).toContain(argument);
      expect(tokens.scopesOf("rm")).toContain(command);
      expect(tokens.scopesOf("COPY")).toContain(keyword);
    });

    test("a comment line inside quotes is Docker's comment", () => {
      const tokens = tokenize('RUN echo "one \\\n# dropped\ntwo" && ls');
      expect(tokens.scopesOf("# dropped")).toContain(comment);
      expect(tokens.scopesOf("ls")).toContain(command);
    });

    test("blanks after the continuation character still continue", () => {
      const tokens = tokenize("RUN a && \\  \n    make");
      expect(tokens.scopesOf("make")).toContain(command);
      expect(tokens.scopesOf("make").join(" ")).toContain("meta.embedded");
    });

    test("an instruction ends with its last line", () => {
      const tokens = tokenize("RUN make\nENV a=b\nrun ls\nenv c=d");
      for (const word of ["ENV", "run", "env"]) expect(tokens.scopesOf(word)).toContain(keyword);
      expect(tokens.scopesOf("ls")).toContain(command);
      expect(tokens.scopesOf("c=d").join(" ")).not.toContain("meta.embedded");
    });

    test("an open quote costs one instruction", () => {
      const tokens = tokenize("RUN echo 'open\nCOPY . .\nRUN ls");
      expect(tokens.scopesOf("COPY")).toEqual(["source.dockerfile", keyword]);
      expect(tokens.scopesOf("ls")).toContain(command);
    });

    test("ONBUILD RUN is RUN", () => {
      const tokens = tokenize("ONBUILD RUN make");
      expect(tokens.scopesOf("ONBUILD")).toContain("keyword.control.dockerfile");
      expect(tokens.scopesOf("make")).toContain(command);
    });

    test("exec form is not shell, but a test in brackets is", () => {
      expect(tokenize('RUN ["apt-get", "update"]').scopesOf("apt-get").join(" ")).not.toContain("meta.embedded");
      expect(tokenize('RUN --network=none ["ls"]').scopesOf("ls").join(" ")).not.toContain("meta.embedded");
      expect(tokenize('RUN [ "$a" = b ] && ls').scopesOf("ls")).toContain(command);
    });

    test("variables in RUN are shell's", () => {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: shell, not a template
      expect(tokenize("RUN echo ${VERSION}").scopesOf("VERSION")).toContain("variable.other.normal.shell");
    });
  });

  describe("heredocs", () => {
    test("a RUN script is shell up to its delimiter", () => {
      const tokens = tokenize(
        "RUN --mount=type=cache,target=/a <<EOF\nset -e\napt-get install git\nFROM nothing\nEOF\nUSER app",
      );
      expect(tokens.scopesOf("EOF", 1)).toContain("keyword.control.heredoc-token.shell");
      expect(tokens.scopesOf("apt-get")).toContain(command);
      expect(tokens.scopesOf("FROM")).not.toContain(keyword);
      expect(tokens.scopesOf("EOF", 5)).toContain("keyword.control.heredoc-token.shell");
      expect(tokens.scopesOf("USER")).toEqual(["source.dockerfile", keyword]);
    });

    test("quoted and indented delimiters, an open quote in the script", () => {
      const tokens = tokenize("RUN <<-'END'\n\techo \"open\n\tEND\nCOPY . .");
      expect(tokens.scopesOf("echo").join(" ")).toContain("meta.embedded.block.shellscript");
      expect(tokens.scopesOf("COPY")).toEqual(["source.dockerfile", keyword]);
    });

    test("a delimiter behind continued flags", () => {
      const tokens = tokenize(
        "RUN --mount=type=cache,target=/a \\\n    --mount=type=cache,target=/b <<EOF\nmake\nEOF\nCOPY . .",
      );
      expect(tokens.scopesOf("make")).toContain(command);
      expect(tokens.scopesOf("COPY")).toContain(keyword);
    });

    test("what a command reads is text, whatever it looks like", () => {
      const tokens = tokenize("RUN cat <<EOF > /Dockerfile\nFROM scratch\nEOF\nCMD x");
      expect(tokens.scopesOf("cat")).toContain(command);
      expect(tokens.scopesOf("FROM").join(" ")).toContain("string.unquoted.heredoc");
      expect(tokens.scopesOf("CMD")).toContain(keyword);
    });

    test("a script for another interpreter is not shell", () => {
      const tokens = tokenize("RUN <<EOF\n#!/usr/bin/env python3\nimport os\nEOF\nCMD x");
      expect(tokens.scopesOf("import").join(" ")).toContain("string.unquoted.heredoc");
      expect(tokens.scopesOf("CMD")).toContain(keyword);
    });

    test("COPY: a shell script is shell, other files are text", () => {
      const script = tokenize("COPY --chmod=755 <<EOF /run.sh\nexec node .\nEOF\nCMD x");
      expect(script.scopesOf("exec").join(" ")).toContain("support.function.builtin.shell");
      expect(script.scopesOf("CMD")).toContain(keyword);
      const text = tokenize("COPY <<EOF /etc/app.conf\nRUN=1\nRUN no\nEOF\nCMD x");
      expect(text.scopesOf("RUN no").join(" ")).toContain("string.unquoted.heredoc");
      expect(text.scopesOf("CMD")).toContain(keyword);
    });
  });

  describe("other shells are left alone", () => {
    test("SHELL with PowerShell, until the next stage", () => {
      const tokens = tokenize('FROM a\nSHELL ["powershell", "-Command"]\nRUN Get-Item x\nFROM b\nRUN ls');
      expect(tokens.scopesOf("Get-Item").join(" ")).not.toContain("meta.embedded");
      expect(tokens.scopesOf("ls")).toContain(command);
    });

    test("SHELL with bash stays shell", () => {
      expect(tokenize('SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN ls').scopesOf("ls")).toContain(command);
    });

    test("a backtick as escape character", () => {
      const tokens = tokenize("# escape=`\nFROM a\nRUN dir `\n  c:\\\nCOPY a b");
      expect(tokens.scopesOf("dir").join(" ")).not.toContain("meta.embedded");
      expect(tokens.scopesOf("COPY")).toContain(keyword);
    });
  });

  describe("ignore comments", () => {
    test("directive and rules stand out, the reason does not", () => {
      const tokens = tokenize("# layer-cost ignore=package-cache-left,whole-directory-copy offline installs\nRUN ls");
      expect(tokens.scopesOf("layer-cost")).toContain("keyword.other.directive.layer-cost");
      expect(tokens.scopesOf("ignore")).toContain("keyword.control.directive.layer-cost");
      expect(tokens.scopesOf("package-cache-left")).toContain("variable.other.constant.rule.layer-cost");
      expect(tokens.scopesOf("offline").join(" ")).not.toContain("layer-cost");
      expect(tokens.scopesOf("offline")).toContain("comment.line.number-sign.directive.dockerfile");
    });

    test.each(["ignore", "ignore-stage=runtime-from-builder", "ignore-file", "budget=500MB"])(
      "# layer-cost %s",
      (text) => {
        const word = text.split("=")[0]!;
        expect(tokenize(`# layer-cost ${text}`).scopesOf(word)).toContain("keyword.control.directive.layer-cost");
      },
    );

    test("other comments stay comments", () => {
      expect(tokenize("# layer-cost is a tool").scopesOf("layer-cost").join(" ")).not.toContain("directive");
      expect(tokenize("# ignore=x").scopesOf("ignore").join(" ")).not.toContain("directive");
    });
  });

  test("another extension's Dockerfile grammar keeps its own colours, and RUN is still shell", async () => {
    const baseGrammar = JSON.stringify({
      scopeName: "source.dockerfile",
      patterns: [
        {
          begin: "^\\s*(RUN)\\b",
          end: "(?<!\\\\)$",
          beginCaptures: { 1: { name: "keyword.other" } },
          name: "meta.theirs",
        },
        { match: "^\\s*(FROM|COPY)\\b", name: "keyword.theirs" },
      ],
    });
    const tokens = new Tokens(await loadGrammar({ baseGrammar }), "FROM a\nRUN apt-get update \\\n  && ls\nCOPY a b");
    expect(tokens.scopesOf("FROM")).toContain("keyword.theirs");
    expect(tokens.scopesOf("apt-get")).toContain(command);
    expect(tokens.scopesOf("ls")).toContain(command);
    expect(tokens.scopesOf("COPY")).toEqual(["source.dockerfile", "keyword.theirs"]);
  });

  if (!corpus) console.log("grammar on the corpus skipped: LAYER_COST_CORPUS is not set");
  test.skipIf(!corpus)(
    "corpus: nothing leaks out of an instruction into the next one's keyword",
    { timeout: 60_000 },
    async () => {
      const folder = path.join(corpus!, "dockerfiles");
      const leaks: string[] = [];
      let instructions = 0;
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const file = path.join(folder, name);
        let source: string;
        try {
          source = readFileSync(file, "utf8").replace(/^\ufeff/, "");
        } catch {
          continue;
        }
        const lines = source.split(/\r?\n/);
        const tokens = tokenize(lines.join("\n"));
        for (const instruction of DockerfileParser.parse(lines.join("\n")).getInstructions()) {
          const text = instruction.getInstruction();
          if (!/^(FROM|RUN|COPY|ENV|CMD|WORKDIR)$/.test(text)) continue;
          const line = instruction.getRange().start.line + 1;
          if (!lines[line - 1]!.trimStart().startsWith(`${text} `)) continue;
          instructions++;
          if (!tokens.scopesOf(text, line).includes(keyword)) leaks.push(`${name}:${line}`);
        }
      }
      expect(instructions).toBeGreaterThan(1000);
      expect(leaks).toEqual([]);
    },
  );
});
