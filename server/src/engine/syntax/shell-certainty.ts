// Judges which shell commands may fail without failing the build, and which loops surely run.
import type { For, PipelineNode, Word } from "unbash";

/** Whether a command is there to ask a question, so that its failure is an answer. */
export function isTest(node: PipelineNode): boolean {
  switch (node.type) {
    case "TestCommand":
    case "ArithmeticCommand":
      return true;
    case "Pipeline": {
      const last = node.commands.at(-1);
      return node.prefixes.some((prefix) => prefix.type === "Negation") || (last !== undefined && isTest(last));
    }
    case "Command": {
      const name = node.name?.text;
      if (name === "[" || name === "test" || name === "which" || name === "type" || name === "false") return true;
      const [first] = node.suffix;
      const option = first?.type === "Word" ? first.text : "";
      if (name === "command" || name === "hash") return name === "hash" || option.toLowerCase() === "-v";
      return name === "grep" || name === "egrep" || name === "fgrep";
    }
    default:
      return false;
  }
}

/** Whether a command always ends its script with a failure: `exit 1`, `false`, `{ echo …; exit 1; }`. */
export function isFatal(node: PipelineNode): boolean {
  switch (node.type) {
    case "Command": {
      const name = node.name?.text;
      const [first] = node.suffix;
      const status = first?.type === "Word" ? first.text : undefined;
      return name === "false" || ((name === "exit" || name === "return") && status !== "0");
    }
    case "BraceGroup":
    case "Subshell": {
      const last = node.body.commands.at(-1)?.command;
      if (!last) return false;
      if (last.type === "AndOr") return last.operators.every((one) => one === "&&") && isFatal(last.commands.at(-1)!);
      return isFatal(last);
    }
    default:
      return false;
  }
}

/** Whether a `for` loop has a word that is written out: then its body runs at least once. */
export function runsAtLeastOnce(node: For): boolean {
  return (node.wordlist ?? []).some(isWrittenOut);
}

function isWrittenOut(word: Word): boolean {
  return !/[$`*?[]/.test(word.text);
}
