// `find … -exec pip install -r {} +`: the command that find runs for what it finds.
import type { RunCommand } from "./commands";
import { managerOfProgram } from "./package-managers";
import { baseName } from "./paths";

/** The package manager that a `find` runs; undefined for every other command. It may find nothing. */
export function commandOfFind(command: RunCommand): RunCommand | undefined {
  if (command.program !== "find") return undefined;
  const words = command.arguments;
  const at = words.findIndex(({ value }) => /^-(exec|execdir|ok)$/.test(value ?? ""));
  const first = at === -1 ? undefined : words[at + 1];
  if (first?.value === undefined) return undefined;
  const program = baseName(first.value);
  if (!managerOfProgram(program) && !/^python[\d.]*$/.test(program)) return undefined;
  const end = words.findIndex(({ value }, index) => index > at && (value === ";" || value === "+"));
  const inner = words.slice(at + 2, end === -1 ? undefined : end);
  const last = inner.at(-1) ?? first;
  return {
    ...command,
    program,
    programPath: first.value,
    arguments: inner.map(({ value, word }) => ({ value: value?.includes("{}") ? undefined : value, word })),
    range: { start: first.word.range.start, end: last.word.range.end },
    maybe: true,
  };
}
