// Turns what a builder says about its steps into build events, and remembers how long each instruction took.
import { StringDecoder } from "node:string_decoder";
import type { BuildEvent, Instruction } from "../engine/index";

export type StepState = Extract<BuildEvent, { kind: "step" }>["state"];

export interface StepRecord {
  readonly durationMs: number | undefined;
  readonly cached: boolean;
}

/** Lines of a step's log that are kept for a failure. */
const keptLines = 20;

export class StepReporter {
  private readonly states = new Map<string, StepState>();
  private readonly decoders = new Map<string, StringDecoder>();
  private readonly tails = new Map<string, string>();
  /** By instruction index. */
  readonly records = new Map<number, StepRecord>();
  /** The step that failed first, and the instruction that it belongs to. */
  failed: { readonly step: string; readonly instruction: number | undefined } | undefined;

  /** `sourceText` is the Dockerfile: titles quote its first line of each instruction. */
  constructor(
    private readonly sourceText: string,
    private readonly onEvent: (event: BuildEvent) => void,
  ) {}

  /** Reports a step's state once; `step` identifies it, `name` is the builder's own name for it. */
  step(step: string, name: string, instruction: Instruction | undefined, state: StepState, durationMs?: number): void {
    const before = this.states.get(step);
    // BuildKit repeats itself, and looks at a step again that it has already run.
    if (before === state || before === "failed" || (state === "started" && before !== undefined)) return;
    this.states.set(step, state);
    const index = instruction?.index;
    if (state === "failed") this.failed ??= { step, instruction: index };
    if (index !== undefined && (state === "completed" || state === "cached")) this.record(index, state, durationMs);
    const title = instruction ? this.titleOf(instruction) : name;
    this.onEvent({ kind: "step", instruction: index, title, state, durationMs });
  }

  /** An instruction that is several steps has taken as long as all of them, and is cached if all of them are. */
  private record(index: number, state: StepState, durationMs: number | undefined): void {
    const before = this.records.get(index);
    const sum = before?.durationMs === undefined ? durationMs : before.durationMs + (durationMs ?? 0);
    this.records.set(index, { durationMs: sum, cached: state === "cached" && (before?.cached ?? true) });
  }

  log(step: string, instruction: Instruction | undefined, bytes: Buffer): void {
    const decoder = this.decoders.get(step) ?? new StringDecoder("utf8");
    this.decoders.set(step, decoder);
    const text = decoder.write(bytes);
    if (text === "") return;
    const tail = (this.tails.get(step) ?? "") + text;
    this.tails.set(step, tail.length > 65_536 ? tail.slice(-32_768) : tail);
    this.onEvent({ kind: "log", instruction: instruction?.index, text });
  }

  /** The last lines of a step's log, without colours and overwritten progress lines. */
  logTail(step: string | undefined): string {
    const text = (step === undefined ? undefined : this.tails.get(step)) ?? "";
    const lines = text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with an escape character
      .replace(/\x1b\[[0-9;]*[A-Za-z]/g, "")
      .split(/\r?\n/)
      .map((line) => line.slice(line.lastIndexOf("\r") + 1).trimEnd());
    while (lines.at(-1) === "") lines.pop();
    return lines.slice(-keptLines).join("\n");
  }

  private titleOf({ syntax, stage }: Instruction): string {
    const [first = ""] = this.sourceText.slice(syntax.range.start, syntax.range.end).split(/\r?\n/, 1);
    return `[${stage.label}] ${first.trim()}`;
  }
}
