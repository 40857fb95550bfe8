// Turns what a builder says about its steps into build events, and remembers how long each instruction took.
import { StringDecoder } from "node:string_decoder";
import type { BuildEvent, Instruction } from "../engine/index";

export type StepState = Extract<BuildEvent, { kind: "step" }>["state"];

export interface StepRecord {
  readonly durationMs: number | undefined;
  readonly cached: boolean;
}

/** When a step ran, in milliseconds of any clock; `endedMs` is there when it has ended. */
export interface StepTimes {
  readonly startedMs: number;
  readonly endedMs?: number;
}

interface Step {
  readonly state: StepState;
  readonly times: StepTimes;
  readonly instruction: number | undefined;
  /** Of its longest run. */
  readonly longestMs: number;
}

/** Lines of a step's log that are kept for a failure. */
const keptLines = 20;

export class StepReporter {
  private readonly steps = new Map<string, Step>();
  private readonly decoders = new Map<string, StringDecoder>();
  private readonly tails = new Map<string, string>();
  /** The step that failed first, and the instruction that it belongs to. */
  failed: { readonly step: string; readonly instruction: number | undefined } | undefined;

  /** `sourceText` is the Dockerfile: titles quote its first line of each instruction. */
  constructor(
    private readonly sourceText: string,
    private readonly onEvent: (event: BuildEvent) => void,
  ) {}

  /**
   * Reports what became of a step, once; `step` identifies it, `name` is the builder's own name for it. BuildKit repeats
   * itself, and begins some steps a second time: first it asks what a FROM is, then it pulls it.
   */
  step(step: string, name: string, instruction: Instruction | undefined, state: StepState, times: StepTimes): void {
    const before = this.steps.get(step);
    if (before?.state === "failed") return;
    if (before?.state === state && before.times.startedMs === times.startedMs) return;
    if (state === "started" && before?.times.startedMs === times.startedMs) return;
    const index = instruction?.index;
    const durationMs =
      times.endedMs === undefined ? undefined : Math.max(0, Math.round(times.endedMs - times.startedMs));
    const longestMs = Math.max(durationMs ?? 0, before?.longestMs ?? 0);
    this.steps.set(step, { state, times, instruction: index, longestMs });
    if (state === "failed") this.failed ??= { step, instruction: index };
    this.onEvent({ kind: "step", instruction: index, title: this.titleOf(instruction) ?? name, state, durationMs });
  }

  /** By instruction index: one that is several steps has taken as long as all of them, and is cached if all are. */
  get records(): ReadonlyMap<number, StepRecord> {
    const records = new Map<number, StepRecord>();
    for (const { state, instruction, longestMs } of this.steps.values()) {
      if (instruction === undefined || (state !== "completed" && state !== "cached")) continue;
      const before = records.get(instruction);
      const cached = state === "cached" && (before?.cached ?? true);
      records.set(instruction, { durationMs: (before?.durationMs ?? 0) + longestMs, cached });
    }
    return records;
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

  private titleOf(instruction: Instruction | undefined): string | undefined {
    if (!instruction) return undefined;
    const { start, end } = instruction.syntax.range;
    const [first = ""] = this.sourceText.slice(start, end).split(/\r?\n/, 1);
    return `[${instruction.stage.label}] ${first.trim()}`;
  }
}
