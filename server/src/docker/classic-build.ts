// Runs one build with a builder that takes the context as a tar and prints its steps: Docker's classic one, or Podman's.
import { randomUUID } from "node:crypto";
import { packContext } from "../context/pack-context";
import type { Instruction, Stage } from "../engine/index";
import { type BuildRun, commonQuery, untilStopped } from "./build-run";
import { BuildahSteps } from "./buildah-steps";
import { refuseUnsupported } from "./builder-limits";
import { ask, request } from "./engine-client";
import { PrintedSteps } from "./printed-steps";
import { registryOf } from "./registry-credentials";

/**
 * Builds up to one stage and resolves with the image at the end of each stage on the way: these builders keep one per step.
 * Throws as `buildWithBuildKit` does.
 */
export async function buildWithTar(run: BuildRun): Promise<ReadonlyMap<Stage, string>> {
  const { client, engine, plan, context } = run;
  refuseUnsupported(engine, plan);
  const isBuildah = engine.builder === "Buildah";
  const { name, stream } = packContext(
    context,
    run.dockerfilePath,
    plan.dockerfileText,
    isBuildah ? ".containerignore" : ".dockerignore",
  );
  let sendError: Error | undefined;
  stream.on("error", (error) => {
    sendError ??= error;
  });
  const buildah = isBuildah ? new BuildahSteps(run) : undefined;
  const steps = buildah ?? new ClassicSteps(run);
  return untilStopped(
    run,
    () => steps.stop(),
    async (connection) => {
      try {
        const logins = await loginsOf(run);
        const response = await request(client.docker, "POST", "/build", {
          query: { ...commonQuery(run, randomUUID()), ...buildah?.query, dockerfile: name },
          body: stream,
          headers: { "X-Registry-Config": logins },
          signal: connection.signal,
        });
        connection.answered();
        return await steps.follow(response);
      } catch (error) {
        if (isBuildah && connection.signal.aborted) run.onLeftRunning();
        throw sendError ?? error;
      } finally {
        stream.destroy();
      }
    },
  );
}

/** These builders want to know beforehand: the logins of the registries that the stages' images come from. */
async function loginsOf({ inputs, plan }: BuildRun): Promise<string> {
  const references = plan.reached.flatMap(({ root, instructions }) => [
    ...(root.kind === "image" ? [root.reference.text] : []),
    ...instructions.flatMap(({ copy }) => (copy?.from.kind === "image" ? [copy.from.reference.text] : [])),
  ]);
  const logins = await inputs.logins.byRegistry(references.map(registryOf));
  // Without its padding, engines take it for nothing.
  return Buffer.from(JSON.stringify(logins)).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}

/** The steps of Docker's classic builder are the file's instructions, one by one, up to the end of the target. */
class ClassicSteps extends PrintedSteps {
  private readonly instructions: readonly (Instruction | undefined)[];
  /** How many steps have begun. */
  private begun = 0;
  /** Id of the container that the current step has started. */
  private container: string | undefined;

  constructor(run: BuildRun) {
    super(run);
    const { image } = run.plan;
    const byIndex = new Map(image.instructions.map((instruction) => [instruction.index, instruction]));
    this.instructions = image.syntax.instructions.map(({ index }) => byIndex.get(index));
  }

  /** Kills what the current step runs; a step that runs nothing goes on to its end. */
  stop(): boolean {
    if (this.container !== undefined)
      ask(this.run.client.docker, "POST", `/containers/${this.container}/kill`).catch(() => undefined);
    return this.begun > 0;
  }

  protected read(text: string): boolean {
    const [, number, name] = /^Step (\d+)\/\d+ : (.*)$/s.exec(text) ?? [];
    if (Number(number) === this.begun + 1) {
      this.begin(name ?? "", this.instructions[this.begun++]);
      this.container = undefined;
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
    if (image !== undefined) this.made(this.current?.instruction?.stage, image);
    else if (text === " ---> Using cache\n") {
      if (this.current) this.current.cached = true;
    } else if (/^Successfully built [0-9a-f]{12}\n$/.test(text)) {
      this.end("completed");
      return true;
    } else if (!/^( ---> (Removed intermediate container |\n)|Removing intermediate container |\n$)/.test(text)) {
      // This builder colours what a process writes to its errors, and nothing else.
      this.log(text.startsWith("\x1b[91m") ? "errors" : "output", text);
    }
    return false;
  }
}
