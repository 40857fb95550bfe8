// A build's steps as a client shows them: what the builder tells of each, and what follows for those it does not tell of.
import {
  type BuildEvent,
  type BuildOutline,
  formatClaim,
  formatTotal,
  formatTransfer,
  type MeasuredStage,
  namedBuildText,
  rebuildLabel,
  rebuildNote,
} from "../engine/index";
import type { BuildProgressEvent, BuildStepId, BuildStepState, BuildSummary } from "../protocol/index";

interface Step {
  state: BuildStepState;
  durationMs: number | undefined;
  size: string | undefined;
}

/** Instructions that change files, and so are steps of every builder; the others only set something. */
const changesFiles = new Set(["RUN", "COPY", "ADD"]);

/** States from which a step can go on; it has ended otherwise. */
const isOpen = (state: BuildStepState) => state === "waiting" || state === "running";

/** Turns the events of one build into those for the client. */
export class BuildSteps {
  private readonly steps = new Map<BuildStepId, Step>();
  private outline: BuildOutline | undefined;
  /** What Compose and Bake files and the settings say of it. */
  private named: Extract<BuildEvent, { kind: "named" }> | undefined;

  /** The check that is running, as it is shown. */
  private checking = "Check";

  constructor(private readonly tell: (event: BuildProgressEvent) => void) {}

  take(event: BuildEvent): void {
    switch (event.kind) {
      case "waiting":
        this.tell(event);
        break;
      case "named":
        this.named = event;
        break;
      case "plan":
        this.outline = event;
        for (const { index } of event.stages.flatMap(({ instructions }) => instructions))
          this.steps.set(index, { state: "waiting", durationMs: undefined, size: undefined });
        this.tell({ kind: "plan", what: this.describe(event), stages: event.stages });
        break;
      case "context":
        this.tell(event);
        break;
      case "step":
        this.step(event);
        break;
      case "transfer":
        this.update(idOf(event), { size: formatTransfer(event) });
        break;
      case "log":
        if (event.instruction !== undefined)
          this.tell({ kind: "log", step: event.instruction, text: event.text, leftOut: 0 });
        break;
      case "stage-measured":
        this.measured(event.stage);
        break;
      case "rebuild": {
        const { rebuild, time } = event;
        const durationMs = time?.durationMs;
        // What could not be timed was not built.
        const ended = durationMs === undefined ? "skipped" : "done";
        const note = time ? { size: rebuildNote(time) } : {};
        this.update(`Rebuild ${rebuildLabel(rebuild)}`, { state: time ? ended : "running", durationMs, ...note });
        break;
      }
      case "check":
        this.check(event);
    }
  }

  /** What has not ended by the end of the build never will. */
  end(summary: BuildSummary): void {
    const succeeded = summary.kind === "measured";
    for (const [id, { state }] of this.steps) {
      if (state === "waiting") this.update(id, { state: succeeded ? "done" : "skipped" });
      if (state === "running") this.update(id, { state: succeeded ? "done" : "stopped" });
    }
    this.tell({ kind: "end", summary });
  }

  /** One line on what is built, and who said so: `Target run, VERSION=2 (see web of compose.yaml)`. */
  private describe(outline: BuildOutline): string {
    const { target, buildArguments, platform } = outline;
    return namedBuildText({ kind: "named", origins: [], ...this.named, target, buildArguments, platform });
  }

  private check(event: Extract<BuildEvent, { kind: "check" }>): void {
    if (event.state === "started") this.checking = `Check: ${event.title}`;
    const ended = event.state === "ended" ? event.result : undefined;
    const state = !ended ? "running" : ended.passed ? "done" : "failed";
    this.update(this.checking, { state, durationMs: ended?.durationMs });
  }

  private step(event: Extract<BuildEvent, { kind: "step" }>): void {
    const { instruction, state, durationMs } = event;
    const id = idOf(event);
    const known = this.steps.get(id);
    if (known?.state === "failed") return;
    if (instruction !== undefined && known?.state === "waiting") this.settleBefore(instruction);
    if (state === "started") this.update(id, { state: "running" });
    // One of several parts of an instruction may be cached while another was work.
    else if (state === "cached" && known?.state === "done") return;
    else this.update(id, { state: state === "completed" ? "done" : state, durationMs });
  }

  /** A stage goes from line to line: what only sets something, above a line that has begun, is done. */
  private settleBefore(instruction: number): void {
    const stage = this.outline?.stages.find(({ instructions }) =>
      instructions.some(({ index }) => index === instruction),
    );
    for (const { index, keyword } of stage?.instructions ?? []) {
      if (index >= instruction) return;
      if (!changesFiles.has(keyword) && this.steps.get(index)?.state === "waiting")
        this.update(index, { state: "done" });
    }
  }

  private measured({ index, instructions, total, durationMs }: MeasuredStage): void {
    for (const { index: id, keyword, size, durationMs, cached } of instructions) {
      const { state } = this.steps.get(id) ?? {};
      if (state === undefined) continue;
      // A builder that has all of a stage says nothing of the lines below the last.
      const untold = isOpen(state) && changesFiles.has(keyword) && durationMs === undefined;
      const ended = cached || untold ? "cached" : "done";
      const isNothing = !changesFiles.has(keyword) && size.kind === "measured" && size.bytes === 0;
      const shown = isNothing ? undefined : formatClaim(size);
      this.update(id, { state: isOpen(state) ? ended : state, durationMs, size: shown });
    }
    this.tell({ kind: "stage", stage: index, durationMs, total: formatTotal(total) });
  }

  private update(id: BuildStepId, change: Partial<Step>): void {
    const before = this.steps.get(id);
    const step = { state: "running" as const, durationMs: undefined, size: undefined, ...before, ...change };
    if (before && before.state === step.state && before.durationMs === step.durationMs && before.size === step.size)
      return;
    this.steps.set(id, step);
    this.tell({ kind: "step", step: id, ...step });
  }
}

function idOf({
  instruction,
  title,
}: {
  readonly instruction: number | undefined;
  readonly title: string;
}): BuildStepId {
  return instruction ?? title;
}
