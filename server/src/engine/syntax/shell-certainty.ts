// Judges which shell commands may fail without failing the build, which loops surely run, and which conditions are plain tests.
import type { CompoundList, For, PipelineNode, Word } from "unbash";
import type { ShellCommand } from "./types";

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

/** The tests that a condition consists of, joined by `&&`; `read` is what it was read into. Undefined for other conditions. */
export function testsOf(
  { commands }: CompoundList,
  read: readonly ShellCommand[],
): readonly ShellCommand[] | undefined {
  const [only, ...others] = commands;
  if (only === undefined || others.length > 0 || only.background) return undefined;
  const { command } = only;
  if (command.type !== "AndOr") {
    const test = simpleTest(command, read);
    return test && [test];
  }
  // A negated one is a pipeline.
  const areSimple = command.commands.every(({ type }) => type === "Command");
  const areTests = areSimple && read.length === command.commands.length && read.every(isSimpleTest);
  return areTests && command.operators.every((one) => one === "&&") ? read : undefined;
}

/** `[ … ]` or `test …`, where that is all that a node was read into. */
export function simpleTest(node: PipelineNode, read: readonly ShellCommand[]): ShellCommand | undefined {
  const [test, ...others] = read;
  return node.type === "Command" && others.length === 0 && test && isSimpleTest(test) ? test : undefined;
}

function isSimpleTest({ words }: ShellCommand): boolean {
  return /^(\[|test)$/.test(words[0]?.literal ?? "");
}
