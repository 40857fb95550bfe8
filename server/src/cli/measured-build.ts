// Runs a build with its progress on standard error, until it was measured or why not is said.
import type { BuildEvent, BuildOutcome, DockerfileSyntax } from "../engine/index";
import { BuildProgress } from "./build-progress";
import { CommandError, printable, type Terminal } from "./terminal";

/** The file that is built, for messages. */
export interface BuiltFile {
  readonly name: string;
  /** Undefined where the text is not known yet: of a revision. */
  readonly syntax: DockerfileSyntax | undefined;
}

/** What came of a build that was measured. Throws CommandError for every other end; Ctrl-C cancels it. */
export async function measuredBuild(
  terminal: Terminal,
  { name, syntax }: BuiltFile,
  start: (onEvent: (event: BuildEvent) => void, signal: AbortSignal) => Promise<BuildOutcome>,
): Promise<Extract<BuildOutcome, { kind: "measured" }>> {
  const stop = new AbortController();
  const progress = new BuildProgress(terminal, syntax);
  const stopListening = terminal.onInterrupt(() => {
    progress.cancelling();
    stop.abort();
  });
  let outcome: BuildOutcome;
  try {
    outcome = await start((event) => progress.show(event), stop.signal);
  } finally {
    stopListening();
    progress.end();
  }
  switch (outcome.kind) {
    case "measured":
      return outcome;
    case "failed": {
      terminal.errors.write(failureText(outcome.logTail));
      const line = syntax?.instructions[outcome.instruction ?? -1]?.line;
      throw new CommandError(`${name}:${line === undefined ? "" : `${line + 1}:`} ${outcome.message}`);
    }
    case "cancelled":
      throw new CommandError(["the build was cancelled", outcome.note].filter(Boolean).join(". "));
    case "unavailable":
      throw new CommandError(outcome.message);
  }
}

/** The end of the failing step's log, marked so that it is not taken for our own words. */
function failureText(logTail: string): string {
  const lines = logTail.trim() === "" ? [] : logTail.trimEnd().split(/\r?\n/);
  return lines.map((line) => `  | ${printable(line)}\n`).join("");
}
