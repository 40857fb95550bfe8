// The build worker and its proxy: a build that goes through it, cancelling, a crash, idleness, and the end.
import fs from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BuildEvent, BuildOutcome } from "../../server/src/engine/builds";
import { WorkerEngine } from "../../server/src/main/worker-engine";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, describeOnBuilders, requestFor } from "./engines";

/** Inside the project, so that the worker finds the packages that it requires. */
const folder = path.resolve("out/test-worker");
const worker = path.join(folder, "worker.js");

beforeAll(async () => {
  const entryPoints = ["server/src/main/worker.ts"];
  await bundle({
    entryPoints,
    outfile: worker,
    bundle: true,
    platform: "node",
    packages: "external",
    logLevel: "error",
  });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A worker whose code is given, in a file of its own. */
function workerOf(code: string): WorkerEngine {
  const file = path.join(temporaryFolder({ "worker.js": code }), "worker.js");
  return new WorkerEngine(file);
}

const request = {
  ...requestFor(
    { label: "", endpoint: "unix:///nowhere/docker.sock", builder: "BuildKit", environment: {}, storage: "" },
    "/nowhere",
    { dockerfileText: "FROM scratch\n" },
  ),
};
const never = new AbortController().signal;

describe("the worker", () => {
  test("an engine that is not there is an outcome and a description", async () => {
    const engine = new WorkerEngine(worker);
    const message =
      "No engine listens at unix:///nowhere/docker.sock (from the setting layerCost.engine): start one there, or correct the endpoint.";
    expect(await engine.build(request, () => undefined, never)).toEqual({ kind: "unavailable", message });
    expect(await engine.describe(request.engine)).toEqual({
      available: false,
      endpoint: request.engine,
      reason: message,
      searched: [{ source: "the setting layerCost.engine", endpoint: request.engine, problem: message }],
    });
    await expect(engine.imageSize("debian", undefined, request.engine)).rejects.toThrow("no engine is running here");
    await engine.dispose();
    expect(await engine.build(request, () => undefined, never)).toEqual({
      kind: "unavailable",
      message: "Layer Cost is shutting down.",
    });
  });

  test("a crash ends the build, and the next one gets a new worker", async () => {
    const crashing = workerOf(`
      const { parentPort } = require("node:worker_threads");
      parentPort.on("message", ({ job, request, kind }) => {
        if (kind === "build" && request.target === "crash") setTimeout(() => { throw new Error("out of cheese"); });
        else if (kind === "describe") parentPort.postMessage({ job, kind: "done", value: { available: false, endpoint: undefined, reason: "alive" } });
      });`);
    const building = crashing.build({ ...request, target: "crash" }, () => undefined, never);
    const other = crashing.build(request, () => undefined, never);
    const outcome: BuildOutcome = {
      kind: "unavailable",
      message: "The build worker stopped unexpectedly (out of cheese): build again.",
    };
    expect(await building).toEqual(outcome);
    expect(await other).toEqual(outcome);
    expect(await crashing.describe(undefined)).toMatchObject({ reason: "alive" });
    await crashing.dispose();
  });

  test("a worker that cannot start says so", async () => {
    const missing = new WorkerEngine("/nowhere/worker.js");
    expect(await missing.build(request, () => undefined, never)).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("The build worker stopped unexpectedly"),
    });
    await missing.dispose();
  });

  test("the end of the process cancels what is running and lets it clean up", async () => {
    const engine = workerOf(`
      const { parentPort } = require("node:worker_threads");
      parentPort.on("message", ({ job, kind }) => {
        if (kind === "cancel") setTimeout(() => parentPort.postMessage({ job, kind: "done", value: { kind: "cancelled" } }), 50);
      });`);
    const building = engine.build(request, () => undefined, never);
    await engine.dispose();
    expect(await building).toEqual({ kind: "cancelled" });
  });
});

describeOnBuilders("through the worker", (engine) => {
  test("builds, tells events in order, and cancels", async () => {
    const workerEngine = new WorkerEngine(worker);
    const context = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nRUN seq ${process.pid} > /list\nCOPY a /a\n`,
      a: "12345",
    });
    const events: BuildEvent[] = [];
    const outcome = await workerEngine.build(requestFor(engine, context), (event) => events.push(event), never);
    if (outcome.kind !== "measured") throw new Error(JSON.stringify(outcome));
    expect(outcome.build.stages[0]?.instructions[2]?.size).toMatchObject({ kind: "measured", bytes: 5 });
    expect(events.slice(0, 2).map(({ kind }) => kind)).toEqual(["plan", "context"]);
    expect(events.at(-1)?.kind).toBe("stage-measured");

    const base = outcome.build.stages[0]?.base;
    const size = await workerEngine.imageSize(baseImage, undefined, engine.endpoint);
    expect(base).toMatchObject({ kind: "measured", bytes: size.bytes });
    await expect(workerEngine.imageSize("layer-cost-test-none", undefined, engine.endpoint)).rejects.toThrow(
      "the local engine has no layer-cost-test-none",
    );
    await expect(workerEngine.imageSize(baseImage, "linux/s390x", engine.endpoint)).rejects.toThrow(/ only$/);

    const stop = new AbortController();
    const slow = requestFor(engine, context, { dockerfileText: `FROM ${baseImage}\nRUN sleep 500\n` });
    const cancelled = await workerEngine.build(
      slow,
      (event) => {
        if (event.kind === "step" && event.instruction === 1) stop.abort();
      },
      stop.signal,
    );
    expect(cancelled).toEqual({ kind: "cancelled" });
    await workerEngine.dispose();
  });
});
