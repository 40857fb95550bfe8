// An instruction as it counts: without comments, line ends and extra white space.
import type { DockerfileSyntax, InstructionSyntax } from "./types";

/** The instruction with its keyword on one line, followed by the lines of its heredocs: what two builds are compared by. */
export function instructionText(syntax: DockerfileSyntax, instruction: InstructionSyntax): string {
  return [`${instruction.keyword} ${headOf(syntax, instruction)}`.trim(), ...bodiesOf(syntax, instruction)].join("\n");
}

/** What follows the keyword, on one line, heredocs' bodies left out. */
export function headOf({ text, escape: escapeCharacter }: DockerfileSyntax, instruction: InstructionSyntax): string {
  const { range, keywordRange, heredocs } = instruction;
  const firstBody = heredocs[0]?.bodyRange.start ?? range.end;
  return normalise(text.slice(keywordRange.end, firstBody), escapeCharacter);
}

/** The bodies of the heredocs, white space at the ends of their lines left out. */
export function bodiesOf({ text }: DockerfileSyntax, { heredocs }: InstructionSyntax): readonly string[] {
  return heredocs.map(({ bodyRange }) =>
    text
      .slice(bodyRange.start, bodyRange.end)
      .replace(/\r\n/g, "\n")
      .replace(/[ \t]+$/gm, ""),
  );
}

/** Joins continued lines, drops comment lines between them, and makes white space outside quotes one blank. */
function normalise(source: string, escapeCharacter: string): string {
  const lines = source.split(/\r?\n/).filter((line, index) => index === 0 || !/^\s*(#|$)/.test(line));
  const continued = new RegExp(`\\${escapeCharacter}[ \\t]*$`);
  const joined = lines.map((line) => line.replace(continued, "")).join("");
  let result = "";
  let quote = "";
  for (let i = 0; i < joined.length; i += 1) {
    const character = joined[i] as string;
    if (quote === "" && (character === " " || character === "\t")) {
      if (!result.endsWith(" ")) result += " ";
      continue;
    }
    if (character === escapeCharacter && quote !== "'" && i + 1 < joined.length) {
      result += character + joined[i + 1];
      i += 1;
      continue;
    }
    if (quote === character) quote = "";
    else if (quote === "" && (character === '"' || character === "'")) quote = character;
    result += character;
  }
  return result.trim();
}
