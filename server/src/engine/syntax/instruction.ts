// Reads one instruction: flags, words by the rules of its keyword, heredocs, and the scripts that a RUN executes.
import { isBlank, type LogicalLine, type SourceLines, skipBlanks, trimEnd } from "./logical-line";
import type { OutlinedInstruction } from "./outline";
import { lineAt } from "./positions";
import { parseShellScript } from "./shell";
import { findShellCall, type ShellKind, shellAmong, shellOfScript } from "./shell-programs";
import { bodyShellText, inlineShellText, withoutEscapes } from "./shell-text";
import { StageShells } from "./stage-shells";
import type { Flag, Heredoc, InstructionForm, InstructionSyntax, ShellScript, TextRange, Word } from "./types";
import { plainWordAt, quotedWordEnd, splitAtBlanks, splitJson, splitQuoted, type WordRules, wordAt } from "./words";

/** How the words of each instruction are split; JSON arrays come first where they are allowed. */
type Splitting = "blanks" | "quoted" | "pairs" | "whole" | "shell";

interface KeywordRules {
  readonly splitting: Splitting;
  /** Whether a JSON array is read as such, and the builder expands variables in its strings. */
  readonly json?: "expanded" | "literal";
}

const KEYWORDS: Readonly<Record<string, KeywordRules>> = {
  ADD: { splitting: "blanks", json: "expanded" },
  ARG: { splitting: "quoted" },
  CMD: { splitting: "shell", json: "literal" },
  COPY: { splitting: "blanks", json: "expanded" },
  ENTRYPOINT: { splitting: "shell", json: "literal" },
  ENV: { splitting: "pairs" },
  EXPOSE: { splitting: "blanks" },
  FROM: { splitting: "blanks" },
  HEALTHCHECK: { splitting: "shell", json: "literal" },
  LABEL: { splitting: "pairs" },
  MAINTAINER: { splitting: "whole" },
  ONBUILD: { splitting: "blanks" },
  RUN: { splitting: "shell", json: "literal" },
  SHELL: { splitting: "blanks", json: "literal" },
  STOPSIGNAL: { splitting: "whole" },
  USER: { splitting: "whole" },
  VOLUME: { splitting: "blanks", json: "expanded" },
  WORKDIR: { splitting: "whole" },
};

/** Reads the instructions of one document, in their order. */
export class InstructionReader {
  private readonly rules: WordRules;
  private readonly shells = new StageShells();

  constructor(
    private readonly source: SourceLines,
    private readonly withScripts: boolean,
  ) {
    this.rules = { escape: source.escape, document: source.text };
  }

  read(outlined: OutlinedInstruction, index: number): InstructionSyntax {
    const instruction = this.readFrom(outlined, index, 0);
    if (instruction.keyword === "FROM") this.shells.enterStage(instruction.words);
    else if (instruction.keyword === "SHELL" && instruction.form === "exec") this.shells.setShell(instruction.words);
    return instruction;
  }

  /** Reads the instruction whose keyword is at or behind `from` in the logical line (ONBUILD's is not the first). */
  private readFrom(outlined: OutlinedInstruction, index: number, from: number): InstructionSyntax {
    const { logical } = outlined;
    const { text } = logical;
    const keywordStart = skipBlanks(text, from, text.length);
    let keywordEnd = keywordStart;
    while (keywordEnd < text.length && !isBlank(text.charCodeAt(keywordEnd))) keywordEnd++;
    const keyword = text.slice(keywordStart, keywordEnd).toUpperCase();
    const keywordRange = logical.rangeOf(keywordStart, keywordEnd);
    const range = { start: keywordRange.start, end: outlined.end };
    const rules = Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
    const flags: Flag[] = [];
    const argumentsStart = rules
      ? this.readFlags(logical, keywordEnd, flags)
      : skipBlanks(text, keywordEnd, text.length);
    const argumentsEnd = trimEnd(text, argumentsStart, text.length);
    const argumentsRange = logical.rangeOf(argumentsStart, argumentsEnd);
    const common = {
      index,
      keyword,
      range,
      keywordRange,
      argumentsRange,
      flags,
      words: [],
      form: "plain" as InstructionForm,
      heredocs: outlined.heredocs?.heredocs ?? [],
      scripts: [],
      line: lineAt(this.source, range.start),
      endLine: lineAt(this.source, range.end),
    } satisfies InstructionSyntax;
    if (!rules) return { ...common, problem: { message: unknownKeyword(keyword), range: keywordRange } };
    if (argumentsStart === argumentsEnd) {
      return { ...common, problem: { message: `${keyword} needs at least one argument.`, range: keywordRange } };
    }
    if (keyword === "ONBUILD") {
      const trigger = this.readFrom(outlined, index, argumentsStart);
      return { ...common, trigger, problem: trigger.problem ?? problemOfTrigger(trigger) };
    }
    const { words, form } = this.readWords(logical, argumentsStart, argumentsEnd, keyword, rules);
    const complete = { ...common, words, form };
    const unclosed = outlined.heredocs?.unclosed;
    if (unclosed) {
      const message = `The heredoc ${unclosed.name} has no closing line that holds nothing but ${unclosed.name}.`;
      return { ...complete, problem: { message, range: unclosed.openingRange } };
    }
    if (keyword === "RUN") return this.withScripts ? this.readRun(complete, outlined) : complete;
    return { ...complete, problem: problemOfWords(complete) };
  }

  /** Reads `--name=value` words into `flags`, and gives the position of the first argument. */
  private readFlags(logical: LogicalLine, from: number, flags: Flag[]): number {
    const { text } = logical;
    let at = skipBlanks(text, from, text.length);
    while (text.startsWith("--", at)) {
      const end = quotedWordEnd(text, at, text.length, this.source.escape);
      if (end === at + 2) return skipBlanks(text, end, text.length);
      const equals = text.indexOf("=", at);
      const hasValue = equals !== -1 && equals < end;
      flags.push({
        name: text.slice(at + 2, hasValue ? equals : end),
        value: hasValue ? wordAt(logical, equals + 1, end, this.rules) : undefined,
        range: logical.rangeOf(at, end),
      });
      at = skipBlanks(text, end, text.length);
    }
    return at;
  }

  private readWords(
    logical: LogicalLine,
    from: number,
    to: number,
    keyword: string,
    { splitting, json }: KeywordRules,
  ): { readonly words: readonly Word[]; readonly form: InstructionForm } {
    if (keyword === "HEALTHCHECK") {
      const typeEnd = quotedWordEnd(logical.text, from, to, this.source.escape);
      const type = wordAt(logical, from, typeEnd, this.rules);
      const commandStart = skipBlanks(logical.text, typeEnd, to);
      const strings = splitJson(logical, commandStart, to, this.rules, false);
      const words = strings ?? splitQuoted(logical, commandStart, to, this.rules);
      return { words: [type, ...words], form: strings ? "exec" : words.length > 0 ? "shell" : "plain" };
    }
    const strings = json && splitJson(logical, from, to, this.rules, json === "expanded");
    if (strings) return { words: strings, form: "exec" };
    switch (splitting) {
      case "shell":
        if (keyword === "RUN") return { words: [], form: "shell" };
        return { words: splitQuoted(logical, from, to, this.rules), form: "shell" };
      case "blanks":
        return { words: splitAtBlanks(logical, from, to, this.rules), form: "plain" };
      case "quoted":
        return { words: splitQuoted(logical, from, to, this.rules), form: "plain" };
      case "whole":
        return { words: [wordAt(logical, from, to, this.rules)], form: "plain" };
      case "pairs":
        return { words: this.readPairs(logical, from, to), form: "plain" };
    }
  }

  /** `NAME=value …`, or the old `NAME value with blanks`, which gives two words. */
  private readPairs(logical: LogicalLine, from: number, to: number): Word[] {
    const { text } = logical;
    const firstEnd = quotedWordEnd(text, from, to, this.source.escape);
    if (text.slice(from, firstEnd).includes("=")) return splitQuoted(logical, from, to, this.rules);
    const name = plainWordAt(logical, from, firstEnd, this.source.text);
    const value = skipBlanks(text, firstEnd, to);
    return value === to ? [name] : [name, wordAt(logical, value, to, this.rules)];
  }

  private readRun(instruction: InstructionSyntax, outlined: OutlinedInstruction): InstructionSyntax {
    const { heredocs, form } = instruction;
    if (form === "exec") return instruction;
    const [heredoc] = heredocs;
    const onlyHeredoc =
      heredoc !== undefined &&
      heredocs.length === 1 &&
      heredoc.openingRange.start === instruction.argumentsRange.start &&
      heredoc.openingRange.end === instruction.argumentsRange.end;
    if (heredoc && onlyHeredoc) {
      const body = this.source.text.slice(heredoc.bodyRange.start, heredoc.bodyRange.end);
      const shell = shellOfScript(body, this.shells.shell);
      return { ...instruction, form: "heredoc", scripts: shell ? [this.heredocScript(heredoc, shell, false)] : [] };
    }
    if (!this.shells.shell) return instruction;
    const inline = this.inlineScript(instruction.argumentsRange, this.shells.shell, outlined);
    if (!heredoc || heredocs.length !== 1 || !readsScriptFromInput(inline))
      return { ...instruction, scripts: [inline] };
    const caller = { ...inline.commands[0]!, hasInnerScript: true };
    const shell = shellAmong(caller.words.map((word) => word.literal)) ?? this.shells.shell;
    return {
      ...instruction,
      scripts: [{ ...inline, commands: [caller] }, this.heredocScript(heredoc, shell, !heredoc.quoted)],
    };
  }

  /** The script that a heredoc holds; `expanded`: an outer shell has read it first, as it reads what is in double quotes. */
  private heredocScript(heredoc: Heredoc, shell: ShellKind, expanded: boolean): ShellScript {
    const range = heredoc.bodyRange;
    const body = bodyShellText(this.source.text, range);
    const shellText = expanded ? withoutEscapes(body) : body;
    const region = { source: this.source, shellText, base: range.start, continuedUntil: range.start };
    return parseShellScript(region, range, "heredoc", shell);
  }

  /** The shell form, with the heredoc bodies behind it that the shell itself reads. */
  private inlineScript(argumentsRange: TextRange, shell: ShellKind, outlined: OutlinedInstruction): ShellScript {
    const { source } = this;
    let shellText = inlineShellText(source, argumentsRange);
    if (outlined.end > outlined.argumentsEnd) {
      shellText += bodyShellText(source.text, { start: argumentsRange.end, end: outlined.end });
    }
    const region = { source, shellText, base: argumentsRange.start, continuedUntil: argumentsRange.end };
    return parseShellScript(region, argumentsRange, "inline", shell);
  }
}

/** Whether a script is one shell that reads its heredoc: `bash <<EOF`. */
function readsScriptFromInput({ commands }: ShellScript): boolean {
  const [command, ...others] = commands;
  if (!command || others.some((other) => !other.substitution)) return false;
  const call = findShellCall(command.words.map((word) => word.literal));
  return call !== undefined && call.script === undefined;
}

function unknownKeyword(keyword: string): string {
  const shown = keyword.length > 30 ? `${keyword.slice(0, 30)}…` : keyword;
  return `Docker has no instruction named "${shown}".`;
}

function problemOfTrigger(trigger: InstructionSyntax): InstructionSyntax["problem"] {
  if (trigger.keyword !== "ONBUILD" && trigger.keyword !== "FROM" && trigger.keyword !== "MAINTAINER") return undefined;
  return { message: `ONBUILD cannot trigger ${trigger.keyword}.`, range: trigger.keywordRange };
}

function problemOfWords({ keyword, words, form, argumentsRange }: InstructionSyntax): InstructionSyntax["problem"] {
  const range = argumentsRange;
  if (keyword === "FROM" && words.length !== 1 && !(words.length === 3 && words[1]!.raw.toUpperCase() === "AS")) {
    return { message: "FROM takes an image, and may name the stage: FROM image AS name.", range };
  }
  if ((keyword === "COPY" || keyword === "ADD") && words.length < 2) {
    return { message: `${keyword} needs a source and a destination.`, range };
  }
  if (keyword === "SHELL" && form !== "exec")
    return { message: 'SHELL takes a JSON array: SHELL ["/bin/sh", "-c"].', range };
  return undefined;
}
