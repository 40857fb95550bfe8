// Parses a Dockerfile into instructions, words and shell scripts, every range an offset into the one text.
import { readDirectives } from "./directives";
import { InstructionReader } from "./instruction";
import { outlineOf } from "./outline";
import { findLineStarts } from "./positions";
import type { DockerfileSyntax } from "./types";

/** Parses any text; whatever is wrong with an instruction is told on that instruction, and costs no other. */
export function parseDockerfile(text: string): DockerfileSyntax {
  return parse(text, true);
}

/** Parses any text but for the shell in it: RUN has no scripts. For those who ask for other instructions, and quicker. */
export function parseInstructions(text: string): DockerfileSyntax {
  return parse(text, false);
}

function parse(text: string, withScripts: boolean): DockerfileSyntax {
  const lineStarts = findLineStarts(text);
  const { directives, escape: escapeChar } = readDirectives(text, lineStarts);
  const source = { text, lineStarts, escape: escapeChar };
  const outline = outlineOf(source, directives);
  const reader = new InstructionReader(source, withScripts);
  return {
    text,
    escape: escapeChar,
    newline: text[text.indexOf("\n") - 1] === "\r" ? "\r\n" : "\n",
    directives,
    comments: outline.comments,
    instructions: outline.instructions.map((outlined, index) => reader.read(outlined, index)),
    lineStarts,
  };
}
