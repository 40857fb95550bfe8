// The `prove` command: builds a Dockerfile as it is and with its fixes, and says whether these keep what they promise.
import { type FixChoice, parseDockerfile, proofMarkdown, rules } from "../engine/index";
import type { ProofEvent, ProofOptions } from "../session/types";
import type { Adapters } from "./adapters";
import { type FlagValues, nearest } from "./arguments";
import { buildOptions } from "./build";
import { BuildProgress } from "./build-progress";
import { withProgress } from "./measured-build";
import { openSource } from "./open-document";
import { readDockerfile } from "./read-dockerfile";
import { proofJson } from "./reporters/proof-json";
import { proofText } from "./reporters/proof-text";
import { CommandError, styleFor, type Terminal, widthOf } from "./terminal";
import { writeFixes } from "./write-fixes";

/** Runs `prove` and returns its exit code: 1 where something is not proved. Throws CommandError where nothing could be built. */
export async function prove(given: string, flags: FlagValues, terminal: Terminal, adapters: Adapters): Promise<number> {
  if (given === "-")
    throw new CommandError("prove needs a file on disk, since its folder is where the context is looked for");
  const choice = fixChoice(flags);
  const options: ProofOptions = {
    ...buildOptions(flags, terminal),
    command: flags.value("command"),
    timeoutMs: timeout(flags.value("timeout")!),
  };
  const source = readDockerfile(given, terminal.workingDirectory);
  const session = adapters.openSession();
  const { uri } = await openSource(session, source, terminal);

  const outcome = await withProgress(
    terminal,
    new ProofProgress(terminal),
    (onEvent: (event: ProofEvent) => void, signal) => session.prove(uri, choice, options, onEvent, signal),
  );
  if (outcome.kind === "cancelled")
    throw new CommandError(["the proof was cancelled", outcome.note].filter(Boolean).join(". "));
  if (outcome.kind === "unavailable") throw new CommandError(outcome.message);
  const format = flags.value("format");
  if (outcome.kind === "nothing") {
    // Asked for by name, it is missing; else there is nothing left to wish for.
    if (choice.kind === "rules") throw new CommandError(`${source.name}: ${outcome.message}`);
    terminal.output.write(format === "json" ? proofJson(outcome, false) : `${outcome.message}\n`);
    return 0;
  }

  const { proof, judgement } = outcome;
  const writes = flags.has("write") && judgement.proved;
  if (writes) writeFixes(source, proof.files);
  if (format === "json") terminal.output.write(proofJson(outcome, writes));
  else if (format === "markdown") terminal.output.write(proofMarkdown(proof, judgement, source.name));
  else {
    const style = styleFor(terminal.output, terminal.environment);
    terminal.output.write(proofText(proof, judgement, { name: source.name, style, width: widthOf(terminal.output) }));
  }
  if (flags.has("write"))
    terminal.errors.write(writes ? `Written: ${source.name}.\n` : `${source.name} was left as it is.\n`);
  return judgement.proved ? 0 : 1;
}

function fixChoice(flags: FlagValues): FixChoice {
  const named = flags.values("fix");
  const given = [named.length > 0 ? "--fix" : "", flags.has("all") ? "--all" : "", flags.has("safe") ? "--safe" : ""];
  const together = given.filter(Boolean);
  if (together.length > 1) throw new CommandError(`${together.join(" and ")} exclude each other: give one of them`);
  const ids = rules.map(({ id }) => id);
  const unknown = named.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const similar = nearest(unknown, ids);
    throw new CommandError(
      `there is no rule "${unknown}"${similar === undefined ? "" : `: did you mean "${similar}"?`}`,
    );
  }
  if (named.length > 0) return { kind: "rules", rules: named };
  return { kind: flags.has("all") ? "all" : "safe" };
}

/** Milliseconds. */
function timeout(given: string): number {
  const seconds = Number(given);
  if (!(seconds >= 1 && seconds <= 86_400))
    throw new CommandError(`--timeout cannot be "${given}": it takes seconds, such as 60`);
  return seconds * 1000;
}

/** The progress of two builds, one after the other. */
class ProofProgress {
  private current: BuildProgress | undefined;
  private side: ProofEvent["side"] | undefined;

  constructor(private readonly terminal: Terminal) {}

  show({ side, text, event }: ProofEvent): void {
    if (side !== this.side) {
      this.side = side;
      this.current?.end();
      this.terminal.errors.write(side === "before" ? "Building it as it is\n" : "Building it with the fixes\n");
      this.current = new BuildProgress(this.terminal, parseDockerfile(text));
    }
    this.current?.show(event);
  }

  cancelling(): void {
    this.current?.cancelling();
  }

  end(): void {
    this.current?.end();
  }
}
