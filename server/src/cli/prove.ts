// The `prove` command: builds a Dockerfile as it is and with its fixes, and says whether these keep what they promise.
import { type FixChoice, parseDockerfile, proofMarkdown, rules } from "../engine/index";
import type { ProofEvent } from "../session/types";
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
  const options = buildOptions(flags, terminal);
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
    if (choice.kind === "rules" || choice.kind === "finding")
      throw new CommandError(`${source.name}: ${outcome.message}`);
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
  const places = named.map((one) => /^([^:]+):(\d+)(?::(\d+))?$/.exec(one));
  const unknown = named.map((one, index) => places[index]?.[1] ?? one).find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const similar = nearest(unknown, ids);
    throw new CommandError(
      `there is no rule "${unknown}"${similar === undefined ? "" : `: did you mean "${similar}"?`}`,
    );
  }
  const place = places.find((one) => one !== null);
  if (place) {
    if (named.length > 1)
      throw new CommandError(`--fix ${place[0]} is one finding: give it alone, or rules without places`);
    const [, rule = "", line, character] = place;
    return {
      kind: "finding",
      rule,
      line: Number(line) - 1,
      character: character === undefined ? undefined : Number(character) - 1,
    };
  }
  if (named.length > 0) return { kind: "rules", rules: named };
  return { kind: flags.has("all") ? "all" : "safe" };
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
