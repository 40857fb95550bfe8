// Turns what a builder says about its steps into build events, and remembers how long each instruction took.
import type { BuildEvent, Instruction } from "../engine/index";
import { type LogStream, LogTail } from "./log-tail";
import { Mask } from "./mask";

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
  readonly title: string;
  readonly state: StepState;
  readonly times: StepTimes;
  readonly instruction: number | undefined;
  /** Of its longest run. */
  readonly longestMs: number;
}

/** Lines of a step's log that are kept for a failure, and how many of them are each stream's own. */
const keptLines = 20;
const ownLines = 5;

export class StepReporter {
  private readonly steps = new Map<string, Step>();
  private readonly tails = new Map<string, LogTail>();
  /** By step, then by part of its work: bytes so far and in all. */
  private readonly transfers = new Map<string, Map<string, readonly [bytes: number, total: number]>>();
  /** When it was told last that a step has started, by `performance.now()`. */
  lastStartedAt = 0;
  /** The step that failed first, the builder's own name for it, and the instruction that it belongs to. */
  failed: { readonly step: string; readonly name: string; readonly instruction: number | undefined } | undefined;

  /** `sourceText` is the Dockerfile: titles quote its first line of each instruction. `mask` holds what no log may show. */
  constructor(
    private readonly sourceText: string,
    private readonly onEvent: (event: BuildEvent) => void,
    private readonly mask = new Mask(),
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
    const title = this.titleOf(instruction) ?? name;
    this.steps.set(step, { title, state, times, instruction: index, longestMs });
    if (state === "started") this.lastStartedAt = performance.now();
    if (state === "failed") this.failed ??= { step, name, instruction: index };
    const rest = state === "started" ? undefined : this.tails.get(step)?.end();
    if (rest) this.onEvent({ kind: "log", instruction: index, text: rest });
    this.onEvent({ kind: "step", instruction: index, title, state, durationMs });
  }

  /** Bytes that one part of a step's work has moved, of `total` (0 where it is not known). */
  transfer(step: string, instruction: Instruction | undefined, part: string, bytes: number, total: number): void {
    const known = this.steps.get(step);
    if (!known || (bytes === 0 && total === 0)) return;
    const parts = this.transfers.get(step) ?? new Map<string, readonly [number, number]>();
    this.transfers.set(step, parts);
    const before = parts.get(part);
    if (before?.[0] === bytes && before[1] === total) return;
    parts.set(part, [bytes, total]);
    const all = [...parts.values()];
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    this.onEvent({
      kind: "transfer",
      instruction: instruction?.index,
      title: known.title,
      bytes: sum(all.map(([moved]) => moved)),
      total: all.every(([, whole]) => whole > 0) ? sum(all.map(([, whole]) => whole)) : undefined,
    });
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

  log(step: string, instruction: Instruction | undefined, stream: LogStream, bytes: Buffer): void {
    const tail = this.tails.get(step) ?? new LogTail(keptLines, ownLines, this.mask);
    this.tails.set(step, tail);
    // A step's last words may come after its end.
    const text = tail.add(stream, bytes) + (this.steps.get(step)?.times.endedMs === undefined ? "" : tail.end());
    if (text !== "") this.onEvent({ kind: "log", instruction: instruction?.index, text });
  }

  /** The last lines of a step's log. */
  logTail(step: string | undefined): string {
    const tail = step === undefined ? undefined : this.tails.get(step);
    tail?.end();
    return tail?.text ?? "";
  }

  private titleOf(instruction: Instruction | undefined): string | undefined {
    if (!instruction) return undefined;
    const { start, end } = instruction.syntax.range;
    const [first = ""] = this.sourceText.slice(start, end).split(/\r?\n/, 1);
    return `[${instruction.stage.label}] ${first.trim()}`;
  }
}
