// An engine of a test's own, started from Debian's packages, killed and frozen by its pid, and gone afterwards.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { connect } from "../../server/src/docker/engine-client";
import { baseImage, importBase, type TestEngine } from "./engines";

const scripts = path.resolve("scripts/engines");
const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
const home = process.env.LAYER_COST_ENGINES ?? path.join(cache, "layer-cost/engines");
/** The docker command that comes with the newest engine. */
export const dockerCommand = path.join(home, "packages/sid/bin/docker");

/** The engine, not started yet; `name` keeps test files out of each other's way. */
export function disposableEngine(name: string) {
  const state = path.join(home, name);
  const canStart =
    process.getuid?.() === 0 && (process.env.CI === "true" || fs.existsSync(path.join(home, "packages/sid")));
  if (!canStart)
    console.log(
      `Skipped: the tests of the engine ${name}, because none can be started here (scripts/engines/start newest, as root).`,
    );
  const signal = (signal: NodeJS.Signals) =>
    process.kill(Number(fs.readFileSync(path.join(state, "pid"), "utf8")), signal);
  return {
    canStart,
    /** Where it keeps its images: a test may mount a small disk there before it starts. */
    dataFolder: path.join(state, "data"),
    signal,
    kill: () => signal("SIGKILL"),
    /** Starts it, with further flags for dockerd, or finds it running, and gives it the base image. */
    async start(builder: TestEngine["builder"] = "BuildKit", flags: readonly string[] = []): Promise<TestEngine> {
      const started = execFileSync(path.join(scripts, "start"), [name, ...flags]);
      const endpoint = started.toString().trim().replace("DOCKER_HOST=", "");
      const { docker } = await connect(endpoint, {});
      const hasBase = docker.getImage(baseImage).inspect();
      await hasBase.catch(() => importBase(docker));
      const environment = builder === "classic" ? { DOCKER_BUILDKIT: "0" } : {};
      return { label: name, endpoint, builder, environment, storage: "overlay2" };
    },
    /** Ends it with all that it holds. A frozen one must be woken first: it ends what runs on it. */
    stop(): void {
      if (fs.existsSync(path.join(state, "pid"))) {
        try {
          signal("SIGCONT");
        } catch {
          // It was killed.
        }
      }
      execFileSync(path.join(scripts, "stop"), [name, "--purge"]);
    },
  };
}
