// Follows a build by Podman, and ends what it runs when it is to stop: Podman itself ends nothing.
import { randomUUID } from "node:crypto";
import type { Instruction, Stage } from "../engine/index";
import { BuildFailure, type BuildRun } from "./build-run";
import { ask } from "./engine-client";
import { PrintedSteps } from "./printed-steps";

/**
 * What ends the processes of a build: those that find the name `$1` in their own /etc/hosts. It needs nothing but a shell,
 * which the image has if its RUN runs in one.
 */
const endProcesses = `
for process in /proc/[0-9]*; do
  while read -r address name rest; do
    [ "$name" = "$1" ] && kill -KILL "\${process#/proc/}"
  done <"$process/root/etc/hosts"
done 2>/dev/null
exit 0`;

export class BuildahSteps extends PrintedSteps {
  /** A host name that only the RUNs of this build know. */
  private readonly mark = `layer-cost-${randomUUID()}`;
  private stage: Stage | undefined;
  /** The place of the current step in its stage, FROM being 1. */
  private place = 0;
  /** What the current step stands on: an id, or the name of a base image. */
  private below: string | undefined;
  private stopping: Promise<void> | undefined;

  /** What the build is asked for besides the common parameters. */
  readonly query = { extrahosts: JSON.stringify([`${this.mark}:127.0.0.1`]) };

  constructor(run: BuildRun) {
    super(run);
    [this.stage] = run.plan.image.stages;
  }

  stop(): boolean {
    if (this.current?.instruction?.keyword === "RUN" && this.below !== undefined)
      this.stopping ??= this.endRun(this.below).finally(() => {
        this.stopping = undefined;
      });
    return this.place > 0;
  }

  override async settle(): Promise<void> {
    await this.stopping;
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
      this.stage = this.run.plan.image.stages[Number(stage) - 1];
      this.place = Number(place);
      if (this.place === 1)
        this.below = rest
          .trim()
          .split(/\s+/)
          .find((word) => !word.startsWith("--"));
      this.begin(keyword + rest, this.instructionOf(keyword, total === undefined ? undefined : Number(total)));
      if (this.run.signal.aborted) this.stop();
      return false;
    }
    const image = /^--> ([0-9a-f]{11,64})\n$/.exec(text)?.[1];
    if (image !== undefined) {
      this.below = image;
      this.made(this.stage, image);
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

  /** Whether this is where a build can go on: a RUN may print what looks like a step. */
  private isNext(stage: number, place: number): boolean {
    const current = this.stage?.index ?? 0;
    return stage === current ? place === this.place + 1 : stage > current && place === 1;
  }

  /** A base image's ONBUILD instructions come after the FROM and belong to it; the total of the steps then counts them. */
  private instructionOf(keyword: string, total: number | undefined): Instruction | undefined {
    const instructions = this.stage?.instructions ?? [];
    const triggers = Math.max(0, (total ?? instructions.length) - instructions.length);
    if (this.place <= triggers + 1) return instructions[0];
    const found = instructions[this.place - 1 - triggers];
    return found?.keyword === keyword.toUpperCase() ? found : undefined;
  }

  /**
   * Ends what the build runs from inside the engine, which may be on another machine: a container of the image that the RUN
   * runs in, with a view of all processes. The RUN then fails, and Podman removes its container. Never rejects.
   */
  private async endRun(image: string): Promise<void> {
    const { docker } = this.run.client;
    let container: string | undefined;
    try {
      const json = {
        Image: image,
        User: "0",
        Entrypoint: ["/bin/sh", "-c", endProcesses, "layer-cost", this.mark],
        Cmd: [],
        HostConfig: {
          PidMode: "host",
          NetworkMode: "none",
          CapAdd: ["SYS_PTRACE", "KILL"],
          SecurityOpt: ["label=disable"],
        },
      };
      container = (await ask<{ readonly Id: string }>(docker, "POST", "/containers/create", { json })).Id;
      await ask(docker, "POST", `/containers/${container}/start`);
      await ask(docker, "POST", `/containers/${container}/wait`);
    } catch {
      // An image without a shell, or an engine that has gone: the build is broken off after a while.
    } finally {
      if (container !== undefined)
        await ask(docker, "DELETE", `/containers/${container}`, { query: { force: "1" } }).catch(() => undefined);
    }
  }
}
