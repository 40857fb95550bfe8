// Runs one build with the classic builder: the context as a tar, progress from the lines that it prints.
import { randomUUID } from "node:crypto";
import { packContext } from "../context/pack-context";
import type { Instruction, Stage } from "../engine/index";
import { BuildFailure, type BuildRun, commonQuery, EngineGone, untilStopped } from "./build-run";
import { ask, request } from "./engine-client";
import { readMessages } from "./json-lines";
import { registryOf } from "./registry-credentials";

/**
 * Builds up to one stage and resolves with the image at the end of each stage on the way: this builder keeps one per step.
 * Throws as `buildWithBuildKit` does.
 */
export async function buildWithClassicBuilder(run: BuildRun): Promise<ReadonlyMap<Stage, string>> {
  const { client, plan, context, signal } = run;
  const { name, stream } = packContext(context, run.dockerfilePath, plan.dockerfileText);
  let sendError: Error | undefined;
  stream.on("error", (error) => {
    sendError ??= error;
  });
  const steps = new Steps(run);
  return untilStopped(
    signal,
    () => steps.stop(),
    async (connection) => {
      try {
        const logins = await loginsOf(run);
        const response = await request(client.docker, "POST", "/build", {
          query: { ...commonQuery(run, randomUUID()), dockerfile: name },
          body: stream,
          headers: { "X-Registry-Config": logins },
          signal: connection.signal,
        });
        connection.answered();
        return await steps.follow(response);
      } catch (error) {
        throw sendError ?? error;
      } finally {
        stream.destroy();
      }
    },
  );
}

/** This builder wants to know beforehand: the logins of the registries that the stages' images come from. */
async function loginsOf({ inputs, plan }: BuildRun): Promise<string> {
  const references = plan.reached.flatMap(({ root, instructions }) => [
    ...(root.kind === "image" ? [root.reference.text] : []),
    ...instructions.flatMap(({ copy }) => (copy?.from.kind === "image" ? [copy.from.reference.text] : [])),
  ]);
  const logins = await inputs.logins.byRegistry(references.map(registryOf));
  // Without its padding, engines take it for nothing.
  return Buffer.from(JSON.stringify(logins)).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

/** Follows the steps of one build. They are the file's instructions, one by one, up to the end of the target. */
class Steps {
  private readonly images = new Map<Stage, string>();
  private readonly instructions: readonly (Instruction | undefined)[];
  private current = -1;
  private name = "";
  private startedMs = 0;
  private cached = false;
  /** Id of the container that the current step has started. */
  private container: string | undefined;

  constructor(private readonly run: BuildRun) {
    const { image } = run.plan;
    const byIndex = new Map(image.instructions.map((instruction) => [instruction.index, instruction]));
    this.instructions = image.syntax.instructions.map(({ index }) => byIndex.get(index));
  }

  async follow(response: Awaited<ReturnType<typeof request>>): Promise<ReadonlyMap<Stage, string>> {
    let built = false;
    for await (const message of readMessages(response)) {
      if (message.errorDetail || message.error !== undefined) {
        this.end("failed");
        throw new BuildFailure(message.errorDetail?.message ?? message.error ?? "The build failed.");
      }
      if (message.stream !== undefined) built = this.read(message.stream) || built;
      else if (message.status !== undefined) this.log(`${message.status}\n`);
      if (typeof message.aux === "object" && message.aux.ID !== undefined) this.run.onImage(message.aux.ID);
    }
    if (!built) throw new EngineGone("the engine closed the connection during the build");
    return this.images;
  }

  /**
   * Kills what the current step runs, on which the builder gives up; a step that runs nothing goes on to its end. False
   * for a builder that tells of no steps: Podman's.
   */
  stop(): boolean {
    if (this.container !== undefined)
      ask(this.run.client.docker, "POST", `/containers/${this.container}/kill`).catch(() => undefined);
    return this.current >= 0;
  }

  /** True for the line that says that all is done. The builder sends each of its own lines as one message. */
  private read(text: string): boolean {
    const [, number, name] = /^Step (\d+)\/\d+ : (.*)$/s.exec(text) ?? [];
    if (Number(number) === this.current + 2) {
      this.end("completed");
      this.current++;
      this.name = name ?? "";
      this.startedMs = performance.now();
      this.cached = false;
      this.container = undefined;
      this.run.reporter.step(this.step, this.name, this.instruction, "started", { startedMs: this.startedMs });
      return false;
    }
    const container = /^ ---> Running in ([0-9a-f]{12})\n$/.exec(text)?.[1];
    if (container !== undefined) {
      this.container = container;
      this.run.onContainer(container);
      if (this.run.signal.aborted) this.stop();
      return false;
    }
    const image = /^ ---> ([0-9a-f]{12})\n$/.exec(text)?.[1];
    if (image !== undefined) {
      if (this.instruction) this.images.set(this.instruction.stage, image);
      this.run.onImage(image);
    } else if (text === " ---> Using cache\n") this.cached = true;
    else if (/^Successfully built [0-9a-f]{12}\n$/.test(text)) {
      this.end("completed");
      return true;
    } else if (!/^( ---> (Removed intermediate container |\n)|Removing intermediate container |\n$)/.test(text))
      this.log(text);
    return false;
  }

  private get step(): string {
    return `step ${this.current}`;
  }

  private get instruction(): Instruction | undefined {
    return this.instructions[this.current];
  }

  private end(state: "completed" | "failed"): void {
    if (this.current < 0) return;
    const times = { startedMs: this.startedMs, endedMs: performance.now() };
    const ended = state === "completed" && this.cached ? "cached" : state;
    this.run.reporter.step(this.step, this.name, this.instruction, ended, times);
  }

  private log(text: string): void {
    // This builder colours what a process writes to its errors, and nothing else.
    const stream = text.startsWith("\x1b[91m") ? "errors" : "output";
    this.run.reporter.log(this.step, this.instruction, stream, Buffer.from(text));
  }
}
