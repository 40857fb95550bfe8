// Where a command of a script stands, and what stands around it.
import type { Word as ParsedWord } from "unbash";
import type { ShellKind } from "./shell-programs";
import { FILLER, withoutEscapes } from "./shell-text";
import type { ShellRegion } from "./shell-words";
import type { Certainty, Choice, Guard, Loop, ShellCommand, Word } from "./types";

/** Where a command stands. */
export interface Context {
  readonly region: ShellRegion;
  readonly shell: ShellKind;
  readonly certainty: Certainty;
  readonly depth: number;
  readonly scope: number;
  readonly substitution: boolean;
  /** Its failure is expected: a condition, or left of a `||` that carries on. */
  readonly tolerated: boolean;
  /** Its failure is the whole script's: the last statement at the top. */
  readonly decisive: boolean;
  readonly choice: Choice | undefined;
  readonly guards: readonly Guard[];
  readonly guardedCertainty: Certainty;
  readonly loops: readonly Loop[];
  /** The arguments of the function whose body is read. */
  readonly parameters: readonly Word[] | undefined;
}

export type Separator = ShellCommand["followedBy"];

/** A command's place among those that it is joined to. */
export type Place = Pick<ShellCommand, "followedBy" | "pipeline" | "pipelineIndex">;

/** The script inside a quoted word, with its offsets in the document; undefined where it is not simply quoted. */
export function innerRegion(region: ShellRegion, word: ParsedWord): ShellRegion | undefined {
  const [part, ...others] = word.parts ?? [];
  if (!part && word.text === word.value) return { ...region, shellText: word.text, base: region.base + word.pos };
  if (!part || others.length > 0 || (part.type !== "SingleQuoted" && part.type !== "DoubleQuoted")) return undefined;
  const quoted = region.shellText.slice(part.pos + 1, part.end - 1);
  const shellText = part.type === "DoubleQuoted" ? withoutEscapes(quoted) : quoted;
  return { ...region, shellText, base: region.base + part.pos + 1 };
}

/** What stands between a command and the next one at its level. */
export function separatorAfter(text: string, at: number): Separator {
  for (; at < text.length; at++) {
    const char = text[at]!;
    if (char === "\\" && text[at + 1] === "\n") at++;
    else if (char === "\n" || char === ";" || char === "&") return char;
    else if (char !== " " && char !== "\t" && char !== FILLER) return "";
  }
  return "";
}
