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

/** Shows how a build, or several, get on. */
interface Progress<E> {
  show(event: E): void;
  /** Ctrl-C was heard. */
  cancelling(): void;
  end(): void;
}

/** Does work that builds, with its progress shown until it ends; Ctrl-C aborts the signal. */
export async function withProgress<E, T>(
  terminal: Terminal,
  progress: Progress<E>,
  work: (onEvent: (event: E) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const stopListening = terminal.onInterrupt(() => {
    progress.cancelling();
    stop.abort();
  });
  try {
    return await work((event) => progress.show(event), stop.signal);
  } finally {
    stopListening();
    progress.end();
  }
}

/** What came of a build that was measured. Throws CommandError for every other end; Ctrl-C cancels it. */
export async function measuredBuild(
  terminal: Terminal,
  { name, syntax }: BuiltFile,
  start: (onEvent: (event: BuildEvent) => void, signal: AbortSignal) => Promise<BuildOutcome>,
): Promise<Extract<BuildOutcome, { kind: "measured" }>> {
  const outcome = await withProgress(terminal, new BuildProgress(terminal, syntax), start);
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
