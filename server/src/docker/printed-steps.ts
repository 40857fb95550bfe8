// Follows a builder that prints its steps, one after the other: what Docker's classic builder and Podman's have in common.
import type { Instruction, Stage } from "../engine/index";
import { BuildFailure, type BuildRun, EngineGone } from "./build-run";
import type { request } from "./engine-client";
import { readMessages } from "./json-lines";
import type { LogStream } from "./log-tail";

/** The step that runs now. */
export interface PrintedStep {
  /** Counts up over the whole build. */
  readonly number: number;
  /** As the builder prints it. */
  readonly name: string;
  readonly instruction: Instruction | undefined;
  /** Of the same clock as `performance.now()`. */
  readonly startedMs: number;
  cached: boolean;
}

export abstract class PrintedSteps {
  /** The image at the end of each stage: these builders keep one per step. */
  protected readonly images = new Map<Stage, string>();
  protected current: PrintedStep | undefined;
  private count = 0;

  constructor(protected readonly run: BuildRun) {}

  /** Takes one message of the builder, which is a whole line of its own or output of a step. True for the last one: all is done. */
  protected abstract read(text: string): boolean;

  /** What the builder says of a failure. */
  protected failure(message: string): BuildFailure {
    return new BuildFailure(message);
  }

  /** Stops what the current step runs, on which the builder gives up. False while there is nothing to stop. */
  abstract stop(): boolean;

  /** Resolves with the image of each stage that was built. Throws as `buildWithBuildKit` does. */
  async follow(response: Awaited<ReturnType<typeof request>>): Promise<ReadonlyMap<Stage, string>> {
    let built = false;
    for await (const message of readMessages(response)) {
      if (message.errorDetail || message.error !== undefined) {
        const failure = this.failure(message.errorDetail?.message ?? message.error ?? "The build failed.");
        this.end("failed");
        throw failure;
      }
      if (message.stream !== undefined) built = this.read(message.stream) || built;
      else if (message.status !== undefined) this.log("output", `${message.status}\n`);
      if (typeof message.aux === "object" && message.aux.ID !== undefined) this.run.onImage(message.aux.ID);
    }
    if (!built) throw new EngineGone("the engine closed the connection during the build");
    return this.images;
  }

  protected begin(name: string, instruction: Instruction | undefined): void {
    this.end("completed");
    this.current = { number: this.count++, name, instruction, startedMs: performance.now(), cached: false };
    const { startedMs } = this.current;
    this.run.reporter.step(`step ${this.current.number}`, name, instruction, "started", { startedMs });
  }

  protected end(state: "completed" | "failed"): void {
    if (!this.current) return;
    const { number, name, instruction, startedMs, cached } = this.current;
    const ended = state === "completed" && cached ? "cached" : state;
    this.run.reporter.step(`step ${number}`, name, instruction, ended, { startedMs, endedMs: performance.now() });
    this.current = undefined;
  }

  /** The image after a step of this stage. */
  protected made(stage: Stage | undefined, image: string): void {
    if (stage) this.images.set(stage, image);
    this.run.onImage(image);
  }

  protected log(stream: LogStream, text: string): void {
    const { number = this.count, instruction } = this.current ?? {};
    this.run.reporter.log(`step ${number}`, instruction, stream, Buffer.from(text));
  }
}
