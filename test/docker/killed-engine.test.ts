// An engine that is killed or frozen in mid-build: an engine of this test's own, started from Debian's packages and ended by its pid.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { connect } from "../../server/src/docker/engine-client";
import type { BuildEvent } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, build, importBase, measuredOf, requestFor, type TestEngine } from "./engines";

const scripts = path.resolve("scripts/engines");
const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
const home = process.env.LAYER_COST_ENGINES ?? path.join(cache, "layer-cost/engines");
const canStart =
  process.getuid?.() === 0 && (process.env.CI === "true" || fs.existsSync(path.join(home, "packages/sid")));
if (!canStart)
  console.log("Skipped: killing an engine, because none can be started here (scripts/engines/start newest, as root).");

const start = () =>
  execFileSync(path.join(scripts, "start"), ["disposable"]).toString().trim().replace("DOCKER_HOST=", "");
/** A frozen one must be woken first: it ends what runs on it. */
function stop(): void {
  if (fs.existsSync(path.join(home, "disposable/pid"))) signalEngine("SIGCONT");
  execFileSync(path.join(scripts, "stop"), ["disposable", "--purge"]);
}
const signalEngine = (signal: NodeJS.Signals) =>
  process.kill(Number(fs.readFileSync(path.join(home, "disposable/pid"), "utf8")), signal);

async function startEngine(): Promise<TestEngine> {
  const endpoint = start();
  await importBase((await connect(endpoint, {})).docker);
  return { label: "disposable", endpoint, builder: "BuildKit", environment: {}, storage: "overlay2" };
}

describe.skipIf(!canStart)("an engine of our own", () => {
  test.each([
    ["while a RUN sleeps", (event: BuildEvent) => event.kind === "step" && event.instruction === 1],
    ["before the build is sent", (event: BuildEvent) => event.kind === "context"],
  ])("is frozen %s: cancelling does not wait for it", async (_, isMoment) => {
    try {
      const engine = await startEngine();
      const { endpoint } = engine;
      const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN sleep 600\n` });
      const cancel = new AbortController();
      const { outcome } = await build(engine, requestFor(engine, folder), cancel.signal, (event) => {
        if (!isMoment(event) || cancel.signal.aborted) return;
        signalEngine("SIGSTOP");
        setTimeout(() => cancel.abort(), 200);
      });
      expect(outcome).toEqual({ kind: "cancelled" });
      expect((await build(engine, requestFor(engine, folder))).outcome).toEqual({
        kind: "unavailable",
        message: `The engine at ${endpoint} (from the setting layerCost.engine) does not answer: see whether it is asleep or overloaded.`,
      });
    } finally {
      stop();
    }
  });

  test("is killed in mid-build, says so, and builds again when it is back", async () => {
    try {
      const engine = await startEngine();
      const { endpoint } = engine;
      const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN seq 3 > /three\nRUN sleep 600\n` });
      const { outcome } = await build(engine, requestFor(engine, folder), undefined, (event) => {
        if (event.kind !== "step" || event.instruction !== 2 || event.state !== "started") return;
        signalEngine("SIGKILL");
      });
      expect(outcome).toEqual({
        kind: "unavailable",
        message: `The engine at ${endpoint} stopped answering during the build: see whether it is still running, and build again.`,
      });
      const gone = await build(engine, requestFor(engine, folder));
      expect(gone.outcome).toEqual({
        kind: "unavailable",
        message: `The engine at ${endpoint} (from the setting layerCost.engine) is not running: start Docker, or correct the endpoint.`,
      });
      start();
      const shorter = requestFor(engine, folder, { dockerfileText: `FROM ${baseImage}\nRUN seq 3 > /three\n` });
      expect(measuredOf(await build(engine, shorter)).stages[0]?.instructions[1]?.size).toMatchObject({ bytes: 6 });
    } finally {
      stop();
    }
  });
});
