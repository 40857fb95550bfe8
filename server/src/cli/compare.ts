// The `compare` command: two Dockerfiles, revisions, images or saved measurements beside each other.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { comparisonReport } from "../engine/index";
import type { Adapters } from "./adapters";
import type { FlagValues } from "./arguments";
import { budgetFlag } from "./budget-flag";
import { buildOptions, verdict } from "./build";
import { type ComparisonSide, measureSide, sideOf } from "./comparison-sides";
import { readDockerfile, reasonOf } from "./read-dockerfile";
import { compareJson } from "./reporters/compare-json";
import { compareText } from "./reporters/compare-text";
import { CommandError, printable, styleFor, type Terminal, widthOf } from "./terminal";

/** Runs `compare` and returns its exit code: 1 where the second one breaks its budget or its check. Throws CommandError. */
export async function compare(
  given: readonly string[],
  flags: FlagValues,
  terminal: Terminal,
  adapters: Adapters,
): Promise<number> {
  const options = buildOptions(flags, terminal);
  const budget = budgetFlag(flags);
  const sides = await sidesOf(given, flags, terminal, adapters);
  const session = adapters.openSession();
  const before = await measureSide(sides.before, session, options, terminal);
  const after = await measureSide(sides.after, session, options, terminal);
  const comparison = await session.compare(before, after);
  const analyzed = await session.budgetOf(after, budget);

  const target = flags.value("output");
  const style = styleFor(target === undefined ? terminal.output : { write: () => undefined }, terminal.environment);
  const width = target === undefined ? widthOf(terminal.output) : undefined;
  const text = {
    text: () => compareText(comparison, { style, width, budget: analyzed }),
    json: () => compareJson(comparison, analyzed),
    markdown: () => comparisonReport(comparison, { budget: analyzed }),
  }[flags.value("format") as "text" | "json" | "markdown"]();
  if (target === undefined) terminal.output.write(text);
  else writeReport(target, text, terminal);
  return verdict(comparison.labels.after, after.build, analyzed, terminal);
}

/** One file, or --git or --rev, is that file against its committed version. */
async function sidesOf(
  given: readonly string[],
  flags: FlagValues,
  { workingDirectory }: Terminal,
  adapters: Adapters,
): Promise<{ readonly before: ComparisonSide; readonly after: ComparisonSide }> {
  const [first = "", second] = given;
  const revision = flags.value("rev") ?? "HEAD";
  if (second !== undefined) {
    if (flags.has("git") || flags.value("rev") !== undefined)
      throw new CommandError("--git and --rev compare one file with its committed version: name one file");
    const [before, after] = [first, second].map((one) => sideOf(one, workingDirectory, adapters));
    return { before: await before!, after: await after! };
  }
  const source = readDockerfile(first, workingDirectory);
  return {
    before: { kind: "revision", path: source.path, name: `${source.name} of ${revision}`, revision },
    after: { kind: "dockerfile", source },
  };
}

function writeReport(given: string, text: string, terminal: Terminal): void {
  try {
    writeFileSync(path.resolve(terminal.workingDirectory, given), text);
  } catch (error) {
    throw new CommandError(`the report cannot be written to ${given}: ${reasonOf(error)}`);
  }
  terminal.errors.write(`Report written to ${printable(given)}\n`);
}
