// What is known of builds, made of the server's events: states, times and sizes of their steps, and the end of each log.
import type {
  BuildProgressEvent,
  BuildProgressParams,
  BuildStepId,
  BuildStepState,
  BuildSummary,
} from "../../server/src/protocol/index";

/** Characters of each step's log that are kept for certain: its end. */
const keptText = 256_000;

type StageOutline = Extract<BuildProgressEvent, { kind: "plan" }>["stages"][number];

/** The end of what a step printed. */
export class StepLog {
  text = "";
  /** Characters before `text` that are not kept any more. */
  leftOut = 0;

  add(text: string, leftOut: number): void {
    if (leftOut > 0) {
      // Between what was kept and what comes now something is missing: only what comes after it is one text.
      this.leftOut += this.text.length + leftOut;
      this.text = text;
    } else this.text += text;
    if (this.text.length <= 2 * keptText) return;
    this.leftOut += this.text.length - keptText;
    this.text = this.text.slice(-keptText);
  }
}

/** One step: an instruction, or something that the builder does for itself. */
export interface StepRecord {
  readonly id: BuildStepId;
  /** The instruction on one line, or the builder's name for what it does. */
  readonly title: string;
  /** Zero-based, in the file as it is now; undefined for the builder's own. */
  line: number | undefined;
  state: BuildStepState;
  /** Milliseconds since 1970, while it is running. */
  startedAt: number | undefined;
  durationMs: number | undefined;
  size: string | undefined;
  readonly log: StepLog;
}

export interface StageRecord {
  /** In the file. */
  readonly index: number;
  readonly label: string;
  readonly steps: readonly StepRecord[];
  durationMs: number | undefined;
  total: string | undefined;
}

export class BuildRecord {
  /** `waiting`: for another build of the same file. */
  state: "waiting" | "running" | "ended" = "running";
  readonly startedAt = Date.now();
  endedAt: number | undefined;
  /** Target, arguments and platform, in one line. */
  what: string | undefined;
  target: string | undefined;
  context: { readonly path: string; readonly files: number; readonly bytes: number } | undefined;
  summary: BuildSummary | undefined;
  stages: readonly StageRecord[] = [];
  readonly steps = new Map<BuildStepId, StepRecord>();

  constructor(
    /** Unique in this window. */
    readonly id: number,
    readonly uri: string,
    /** The server's number for it. */
    readonly number: number,
    /** Of the request that started it. */
    readonly token: string | number | undefined,
  ) {}

  /** What the builder does for itself, in the order in which it began. */
  get ownSteps(): readonly StepRecord[] {
    return [...this.steps.values()].filter(({ id }) => typeof id === "string");
  }

  take(event: BuildProgressEvent): void {
    switch (event.kind) {
      case "begin":
        break;
      case "waiting":
        this.state = "waiting";
        break;
      case "plan":
        this.state = "running";
        this.what = event.what;
        this.stages = event.stages.map((stage) => this.stageOf(stage));
        break;
      case "context":
        this.context = event;
        break;
      case "step":
        this.takeStep(event);
        break;
      case "stage": {
        const stage = this.stages.find(({ index }) => index === event.stage);
        if (stage) Object.assign(stage, { durationMs: event.durationMs, total: event.total });
        break;
      }
      case "log":
        this.steps.get(event.step)?.log.add(event.text, event.leftOut);
        break;
      case "end":
        this.end(event.summary);
    }
  }

  /** The build is over; steps that the server no longer tells of have ended with it. */
  end(summary: BuildSummary): void {
    this.state = "ended";
    this.endedAt = Date.now();
    this.summary = summary;
    for (const step of this.steps.values()) {
      if (step.state === "running") step.state = "stopped";
      if (step.state === "waiting") step.state = "skipped";
      step.startedAt = undefined;
    }
  }

  private stageOf({ index, label, instructions }: StageOutline): StageRecord {
    const steps = instructions.map((one) => newStep(one.index, one.text, one.line));
    for (const step of steps) this.steps.set(step.id, step);
    return { index, label, steps, durationMs: undefined, total: undefined };
  }

  private takeStep({ step: id, state, durationMs, size }: Extract<BuildProgressEvent, { kind: "step" }>): void {
    const step = this.steps.get(id) ?? newStep(id, String(id), undefined);
    this.steps.set(id, step);
    if (state !== "running") step.startedAt = undefined;
    else if (step.state !== "running") step.startedAt = Date.now();
    Object.assign(step, { state, durationMs, size });
  }
}

function newStep(id: BuildStepId, title: string, line: number | undefined): StepRecord {
  return {
    id,
    title,
    line,
    state: "waiting",
    startedAt: undefined,
    durationMs: undefined,
    size: undefined,
    log: new StepLog(),
  };
}

/** The builds that are shown: those that run or wait, and the last ones until another begins. */
export class BuildRecords {
  private lastId = 0;
  private records: BuildRecord[] = [];

  /** In the order in which they were asked for. */
  get all(): readonly BuildRecord[] {
    return this.records;
  }

  get(id: number): BuildRecord | undefined {
    return this.records.find((record) => record.id === id);
  }

  /** The newest build of a file. */
  latest(uri: string): BuildRecord | undefined {
    return this.records.findLast((record) => record.uri === uri);
  }

  /** Takes what the server tells; returns the record that changed. */
  take({ uri, build, events }: BuildProgressParams): BuildRecord | undefined {
    let record = this.records.find(({ number, state }) => number === build && state !== "ended");
    for (const event of events) {
      if (event.kind === "begin") {
        this.forgetEnded(() => true);
        record = new BuildRecord(++this.lastId, uri, build, event.token);
        this.records.push(record);
      }
      // It has waited for the one before it, whose place it takes now.
      if (event.kind === "plan") this.forgetEnded((other) => other.uri === uri);
      record?.take(event);
    }
    return record;
  }

  /** The server ended, and its builds with it. */
  endAll(message: string): void {
    for (const record of this.records) if (record.state !== "ended") record.end({ kind: "unavailable", message });
  }

  /** The text of a file changed: `removed` lines after `line` became `added`. Instructions below move with their lines. */
  moveLines(uri: string, line: number, removed: number, added: number): void {
    if (removed === added) return;
    for (const record of this.records) {
      if (record.uri !== uri) continue;
      for (const step of record.steps.values()) {
        if (step.line === undefined || step.line <= line) continue;
        step.line = step.line >= line + removed ? step.line + added - removed : line;
      }
    }
  }

  private forgetEnded(which: (record: BuildRecord) => boolean): void {
    this.records = this.records.filter((record) => record.state !== "ended" || !which(record));
  }
}
