// Turns the shell parser's words into the engine's: text without quotes and continuations, variables with their fallbacks.
import type { Assignment as ParsedAssignment, WordPart as ParsedPart, Word as ParsedWord, Redirection } from "unbash";
import { joinLines, type SourceLines } from "./logical-line";
import { FILLER } from "./shell-text";
import type { Assignment, Redirect, Word, WordPart } from "./types";
import { wordOf } from "./words";

/** A stretch of shell text that was parsed by itself; position 0 of it is `base` in the document. */
export interface ShellRegion {
  readonly source: SourceLines;
  readonly shellText: string;
  readonly base: number;
  /** Document offset up to which line breaks are Docker's continuations, which no quotes protect. */
  readonly continuedUntil: number;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** An argument of a function or of the script: `$1`. */
const POSITION = /^[1-9]$/;

/** A word with its range in the document. */
export function shellWord(region: ShellRegion, word: ParsedWord): Word {
  const range = { start: region.base + word.pos, end: region.base + word.end };
  return wordOf(range, region.source.text, shellParts(region, word));
}

/** The text and variables of a word. */
function shellParts(region: ShellRegion, word: ParsedWord): WordPart[] {
  const collected: WordPart[] = [];
  if (word.parts) collect(region, word.parts, collected);
  else addText(collected, cleaned(word.value));
  return collected;
}

function addText(collected: WordPart[], text: string): void {
  if (text === "") return;
  const last = collected.at(-1);
  if (last?.kind === "text") collected[collected.length - 1] = { kind: "text", text: last.text + text };
  else collected.push({ kind: "text", text });
}

function cleaned(value: string): string {
  return value.includes(FILLER) ? value.replaceAll(FILLER, "") : value;
}

function collect(region: ShellRegion, parts: readonly ParsedPart[], collected: WordPart[], doubleQuoted = false): void {
  for (const part of parts) {
    switch (part.type) {
      case "Literal":
        addText(collected, doubleQuoted ? quotedLiteral(region, part) : cleaned(part.value));
        break;
      case "SingleQuoted":
        addText(collected, singleQuoted(region, part));
        break;
      case "AnsiCQuoted":
        addText(collected, cleaned(part.value));
        break;
      case "Glob":
        addText(collected, cleaned(part.text));
        break;
      case "DoubleQuoted":
      case "LocaleString":
        collect(region, part.parts, collected, true);
        break;
      case "SimpleExpansion": {
        const name = part.text.slice(1);
        collected.push(
          NAME.test(name) || POSITION.test(name) ? { kind: "variable", name } : { kind: "dynamic", text: part.text },
        );
        break;
      }
      case "ParameterExpansion":
        collected.push(parameter(region, part));
        break;
      default:
        collected.push({ kind: "dynamic", text: sourceOf(region, part) });
    }
  }
}

function parameter(region: ShellRegion, part: Extract<ParsedPart, { type: "ParameterExpansion" }>): WordPart {
  const { parameter: name, operation } = part;
  if ((NAME.test(name) || POSITION.test(name)) && !part.prefix && !part.index) {
    if (!operation) return { kind: "variable", name };
    if (operation.type === "Default") {
      switch (operation.operator) {
        case "-":
        case ":-":
        case "=":
        case ":=":
          return { kind: "variable", name, fallback: shellParts(region, operation.operand) };
        case "+":
        case ":+":
          return { kind: "variable", name, alternative: shellParts(region, operation.operand) };
        default:
          return { kind: "variable", name };
      }
    }
  }
  return { kind: "dynamic", text: sourceOf(region, part) };
}

function sourceOf(region: ShellRegion, part: { readonly pos: number; readonly end: number }): string {
  return region.source.text.slice(region.base + part.pos, region.base + part.end);
}

/** In single quotes only Docker joins lines, before the shell sees them. */
function singleQuoted(region: ShellRegion, part: Extract<ParsedPart, { type: "SingleQuoted" }>): string {
  if (!part.value.includes("\\\n")) return cleaned(part.value);
  return joinedSource(region, part.pos + 1, part.end - 1) ?? cleaned(part.value);
}

function quotedLiteral(region: ShellRegion, part: Extract<ParsedPart, { type: "Literal" }>): string {
  if (!part.text.includes(" \\\n")) return cleaned(part.value);
  const joined = joinedSource(region, part.pos, part.end);
  return joined === undefined ? cleaned(part.value) : joined.replace(/\\([\\"$`])/g, "$1");
}

/** The source of a stretch as Docker joins it; undefined where its line breaks are the shell's own. */
function joinedSource(region: ShellRegion, pos: number, end: number): string | undefined {
  if (region.base + end > region.continuedUntil) return undefined;
  return joinLines(region.source, region.base + pos, region.base + end).logical.text;
}

/** `NAME=value` in front of a command. */
export function assignment(region: ShellRegion, node: ParsedAssignment): Assignment {
  const range = { start: region.base + node.pos, end: region.base + node.end };
  return { name: node.name, value: assignedValue(region, node), range };
}

function assignedValue(region: ShellRegion, node: ParsedAssignment): Word {
  const { value, name } = node;
  const range = { start: region.base + value.pos, end: region.base + value.end };
  const text = region.source.text;
  if (value.type === "ArrayValue" || node.index) {
    return wordOf(range, text, [{ kind: "dynamic", text: text.slice(range.start, range.end) }]);
  }
  const parts = shellParts(region, value);
  return wordOf(range, text, node.append ? [{ kind: "variable", name }, ...parts] : parts);
}

/** `export NAME=value`: an argument that the parser reads as an assignment. */
export function assignmentWord(region: ShellRegion, node: ParsedAssignment): Word {
  const range = { start: region.base + node.pos, end: region.base + node.end };
  const value = assignedValue(region, node);
  const [first, ...rest] = value.parts;
  const name = `${node.name}=`;
  const parts =
    first?.kind === "text"
      ? [{ kind: "text" as const, text: name + first.text }, ...rest]
      : [{ kind: "text" as const, text: name }, ...value.parts];
  return wordOf(range, region.source.text, parts);
}

/** A redirect; a heredoc's target is its delimiter. */
export function redirect(region: ShellRegion, node: Redirection): Redirect {
  const range = { start: region.base + node.pos, end: region.base + node.end };
  if (node.type !== "HereDoc") {
    return { operator: node.operator, target: node.target && shellWord(region, node.target), range };
  }
  const { delimiter } = node;
  if (!delimiter) return { operator: node.operator, target: undefined, range };
  const target = { start: region.base + delimiter.pos, end: region.base + delimiter.end };
  const parts = [{ kind: "text" as const, text: delimiter.value }];
  return { operator: node.operator, target: wordOf(target, region.source.text, parts), range };
}
