// Shows parsed Dockerfiles as short strings, so that a test's expectation is one line per command.
import { parseDockerfile } from "../../../server/src/engine/syntax/parse-dockerfile";
import type {
  DockerfileSyntax,
  InstructionSyntax,
  ShellCommand,
  TextRange,
  Word,
  WordPart,
} from "../../../server/src/engine/syntax/types";

/** The source text of a range. */
export function slice(syntax: DockerfileSyntax, range: TextRange): string {
  return syntax.text.slice(range.start, range.end);
}

/** `text`, `${name}`, `${name:-fallback}`, `${name:+alternative}`, `<dynamic>`. */
export function showParts(parts: readonly WordPart[]): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return part.text;
      if (part.kind === "dynamic") return `<${part.text}>`;
      if (part.fallback) return `\${${part.name}:-${showParts(part.fallback)}}`;
      if (part.alternative) return `\${${part.name}:+${showParts(part.alternative)}}`;
      return `\${${part.name}}`;
    })
    .join("");
}

export function showWords(words: readonly Word[]): string[] {
  return words.map((word) => showParts(word.parts));
}

/** The only instruction with the keyword. */
export function only(syntax: DockerfileSyntax, keyword: string): InstructionSyntax {
  const found = syntax.instructions.filter((instruction) => instruction.keyword === keyword);
  if (found.length !== 1) throw new Error(`${found.length} instructions ${keyword}`);
  return found[0]!;
}

/** The commands of a file's RUNs, all scripts in a row. */
export function commandsOf(text: string): ShellCommand[] {
  return parseDockerfile(text).instructions.flatMap((one) => one.scripts.flatMap((script) => script.commands));
}

/** `maybe NAME=value program|argument >file`: certainty only where it is not "always". */
export function showCommand(command: ShellCommand): string {
  const assignments = command.assignments.map((one) => `${one.name}=${showParts(one.value.parts)}`);
  const words = showWords(command.words).join("|");
  const redirects = command.redirects.map((one) => one.operator + (one.target ? showParts(one.target.parts) : ""));
  return [command.certainty === "maybe" ? "maybe" : "", ...assignments, words, ...redirects].filter(Boolean).join(" ");
}

/** The commands of one RUN's shell text. */
export function run(shell: string): string[] {
  return commandsOf(`FROM alpine\nRUN ${shell}\n`).map(showCommand);
}
