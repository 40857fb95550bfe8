// Follows a build by Podman, and ends what it runs when it is to stop: Podman itself ends nothing.
import { randomUUID } from "node:crypto";
import type { Instruction, Stage } from "../engine/index";
import { BuildFailure, type BuildRun } from "./build-run";
import { killMarkedProcesses } from "./marked-processes";
import { PrintedSteps } from "./printed-steps";

export class BuildahSteps extends PrintedSteps {
  /** A host name that only the RUNs of this build know. */
  private readonly mark = `layer-cost-${randomUUID()}`;
  private stage: Stage | undefined;
  /**
   * The place of the last step of each stage by its index, FROM being 1. Podman takes stages in any order that their needs
   * allow, and leaves one at a step that waits for another.
   */
  private readonly places = new Map<number, number>();
  /** How many steps the current stage has. */
  private total: number | undefined;
  /** An image that came after the current stage's last one: that of a stage which goes on, whose next line tells it. */
  private held: string | undefined;

  /** What the build is asked for besides the common parameters. */
  readonly query = { extrahosts: JSON.stringify([`${this.mark}:127.0.0.1`]) };

  constructor(run: BuildRun) {
    super(run);
    [this.stage] = run.plan.image.stages;
  }

  /** Kills what a RUN on this machine runs: it then fails, and Podman removes its container. */
  stop(): boolean {
    if (this.current?.instruction?.keyword === "RUN") killMarkedProcesses(this.mark);
    return this.places.size > 0;
  }

  /** Without the step that it repeats, and without a dump of the builder's memory. */
  protected override failure(message: string): BuildFailure {
    const { image } = this.run.plan;
    const blank = image.stages.find(({ base }) => base.kind === "unknown")?.from;
    if (blank && /no FROM statement found/.test(message))
      return new BuildFailure(`The base name (${blank.syntax.words[0]?.raw}) should not be blank.`, blank.index);
    // This one is told in plain words later.
    if (/while running runtime: exit status \d+\s*$/.test(message)) return new BuildFailure(message);
    const step = `building at STEP "${this.current?.name.trimEnd() ?? ""}": `;
    const plain = message.startsWith(step) ? message.slice(step.length) : message;
    return new BuildFailure(
      plain
        .replace(/^building at STEP "[^"]*": Build error: Unknown instruction: "(\w+)".*$/s, "unknown instruction: $1")
        .replace(/ &imagebuilder\.Step\{.*$/s, ""),
    );
  }

  protected read(text: string): boolean {
    const step = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)(?:\/(\d+))?: (\S+)(.*)\n$/s.exec(text);
    if (step && this.isNext(Number(step[1] ?? 1) - 1, Number(step[2]))) {
      const [, stage = "1", place, total, keyword = "", rest = ""] = step;
      // A FROM makes none.
      this.goOn(Number(stage) - 1, Number(place) > 2);
      this.places.set(Number(stage) - 1, Number(place));
      this.total = total === undefined ? undefined : Number(total);
      this.begin(keyword + rest, this.instructionOf(keyword));
      if (this.run.signal.aborted) this.stop();
      return false;
    }
    const commit = /^\[(\d+)\/\d+\] COMMIT\b/.exec(text)?.[1];
    if (commit !== undefined && this.places.has(Number(commit) - 1)) this.goOn(Number(commit) - 1, false);
    const image = /^--> ([0-9a-f]{11,64})\n$/.exec(text)?.[1];
    if (image !== undefined) {
      if (this.current === undefined && this.place === this.total) {
        this.held = image;
        this.run.onImage(image);
      } else this.made(this.stage, image);
      this.end("completed");
    } else if (/^--> Using cache [0-9a-f]{64}\n$/.test(text)) {
      if (this.current) this.current.cached = true;
    } else if (/^Successfully built [0-9a-f]{12}\n$/.test(text)) {
      this.end("completed");
      return true;
    } else if (!/^((\[\d+\/\d+\] )?COMMIT\b.*|[0-9a-f]{64}|Successfully tagged .*)\n$/.test(text))
      this.log("output", text);
    return false;
  }

  /** The place of the current step in its stage. */
  private get place(): number {
    return this.places.get(this.stage?.index ?? -1) ?? 0;
  }

  /** Turns to the stage of this line; `madeOne` where its step before has made an image. */
  private goOn(index: number, madeOne: boolean): void {
    this.stage = this.run.plan.image.stages[index];
    if (this.held !== undefined && madeOne) this.made(this.stage, this.held);
    this.held = undefined;
    this.total = undefined;
  }

  /** Whether this is where a build can go on: a RUN may print what looks like a step. */
  private isNext(stage: number, place: number): boolean {
    return stage < this.run.plan.image.stages.length && place === (this.places.get(stage) ?? 0) + 1;
  }

  /** A base image's ONBUILD instructions come after the FROM and belong to it; the total of the steps then counts them. */
  private instructionOf(keyword: string): Instruction | undefined {
    const instructions = this.stage?.instructions ?? [];
    const triggers = Math.max(0, (this.total ?? instructions.length) - instructions.length);
    if (this.place <= triggers + 1) return instructions[0];
    const found = instructions[this.place - 1 - triggers];
    return found?.keyword === keyword.toUpperCase() ? found : undefined;
  }
}
