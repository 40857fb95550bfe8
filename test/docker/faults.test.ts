// What goes wrong at any moment of a build: cancelling, connections that break, an engine that is killed, a disk that is
// full. After each of them everything is as before.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { BuildOutcome } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import { disposableEngine } from "./disposable-engine";
import {
  baseImage,
  build,
  clientOf,
  describeOnBuilders,
  describeOnEngines,
  requestFor,
  type TestEngine,
} from "./engines";
import { engineState, expectAsBefore, processState } from "./left-behind";
import { startProxy } from "./proxy";

const moments = 10;

/** Milliseconds in which an engine must have let go of what a broken build used. */
const leaving = 30_000;

/** Moments between 0 and 1 by a seed that is printed, so that a failure can be had again with LAYER_COST_TEST_SEED. */
function randomMoments(count = moments): readonly number[] {
  let seed = Number(process.env.LAYER_COST_TEST_SEED ?? Date.now() % 1_000_000);
  console.log(`LAYER_COST_TEST_SEED=${seed}`);
  return Array.from({ length: count }, () => {
    // A linear congruential generator: any will do here.
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  });
}

/** Three stages, a context, steps that run side by side, and files of some size to commit. */
const dockerfile = `FROM ${baseImage} AS one
RUN dd if=/dev/urandom of=/x bs=1000000 count=3 && sleep 0.2
COPY big /
FROM ${baseImage} AS two
RUN dd if=/dev/urandom of=/y bs=1000000 count=3 && sleep 0.3
FROM ${baseImage}
COPY --from=one /x /big /
COPY --from=two /y /
RUN seq 1000 > /list && sleep 0.2
`;

function sampleFolder(): string {
  return temporaryFolder({ Dockerfile: dockerfile, big: Buffer.alloc(20_000_000, 7) });
}

/** Milliseconds of a whole build, without cache. */
async function timeOf(engine: TestEngine, folder: string): Promise<number> {
  const started = performance.now();
  const { outcome } = await build(engine, requestFor(engine, folder, { noCache: true }));
  expect(outcome.kind).toBe("measured");
  return performance.now() - started;
}

/** A folder for temporary files of this test's own, so that all that is found in it is what builds left there. */
function ownTemporaryFolder(): void {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-test-"));
  onTestFinished(() => {
    fs.rmSync(process.env.TMPDIR!, { recursive: true, force: true });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });
}

describeOnEngines("at ten random moments", (engine) => {
  test("the build is cancelled", { timeout: 300_000 }, async () => {
    const folder = sampleFolder();
    ownTemporaryFolder();
    const docker = await clientOf(engine);
    const whole = await timeOf(engine, folder);
    const engineBefore = await engineState(docker);
    const processBefore = processState();
    for (const moment of randomMoments()) {
      const signal = AbortSignal.timeout(Math.round(moment * whole));
      const { outcome } = await build(engine, requestFor(engine, folder, { noCache: true }), signal);
      expect(["cancelled", "measured"]).toContain(outcome.kind);
      await expectAsBefore(docker, engineBefore, leaving);
      await expect.poll(() => processState(), { timeout: leaving }).toBe(processBefore);
    }
  });
});

describeOnBuilders("at ten random moments", (engine) => {
  test("the connection breaks", { timeout: 300_000 }, async () => {
    const folder = sampleFolder();
    const docker = await clientOf(engine);
    const whole = await timeOf(engine, folder);
    const engineBefore = await engineState(docker);
    // One for all: what an engine stores after its client is gone is removed later, and by the same way.
    const proxy = await startProxy(engine.endpoint.replace("unix://", ""));
    for (const moment of randomMoments()) {
      const timer = setTimeout(() => proxy.breakConnections(), moment * whole);
      const { outcome } = await build(engine, requestFor(engine, folder, { noCache: true, engine: proxy.endpoint }));
      clearTimeout(timer);
      expectGone(outcome);
      await expectAsBefore(docker, engineBefore, leaving);
    }
  });
});

/** The build was over before, or says in a sentence that the engine went away. */
function expectGone(outcome: BuildOutcome): void {
  if (outcome.kind === "measured") return;
  expect(outcome).toEqual({
    kind: "unavailable",
    message: expect.stringMatching(/^The engine at .* (stopped answering|is not running|does not answer|listens)/),
  });
}

const disposable = disposableEngine("newest-faults");

describe.skipIf(!disposable.canStart)("an engine that is killed at random moments", () => {
  test.each([
    ["BuildKit", 10],
    ["classic", 2],
  ] as const)(
    "%s, %s times",
    async (builder, count) => {
      const folder = sampleFolder();
      onTestFinished(() => disposable.stop());
      const engine = await disposable.start(builder);
      const whole = await timeOf(engine, folder);
      const engineBefore = await engineState(await clientOf(engine));
      for (const moment of randomMoments(count)) {
        const timer = setTimeout(() => disposable.kill(), moment * whole);
        const { outcome } = await build(engine, requestFor(engine, folder, { noCache: true }));
        clearTimeout(timer);
        expectGone(outcome);
        await disposable.start(builder);
        // What the killed build could not remove any more goes with the next one.
        const next = await build(engine, requestFor(engine, folder, { dockerfileText: `FROM ${baseImage}\n` }));
        expect(next.outcome.kind).toBe("measured");
        await expectAsBefore(await clientOf(engine), engineBefore, leaving);
      }
    },
    300_000,
  );
});

/** Another one: the disk must be there before the engine is. */
const fullEngine = disposableEngine("newest-small-disk");

describe.skipIf(!fullEngine.canStart)("an engine whose disk is full", () => {
  const image = path.join(os.tmpdir(), `layer-cost-small-disk-${process.pid}`);
  beforeAll(() => {
    execFileSync("truncate", ["--size", "300M", image]);
    execFileSync("mkfs.ext4", ["-q", image]);
    fs.mkdirSync(fullEngine.dataFolder, { recursive: true });
    execFileSync("mount", ["-o", "loop", image, fullEngine.dataFolder]);
  });
  afterAll(() => {
    fullEngine.stop();
    fs.rmSync(image, { force: true });
  });

  test.each(["BuildKit", "classic"] as const)("%s says so, and builds again", async (builder) => {
    const engine = await fullEngine.start(builder);
    const docker = await clientOf(engine);
    const before = await engineState(docker);
    const folder = temporaryFolder({
      Dockerfile: `FROM ${baseImage}\nRUN dd if=/dev/zero of=/x bs=1000000 count=900\n`,
    });
    const { outcome } = await build(engine, requestFor(engine, folder));
    expect(outcome).toMatchObject({ kind: "failed", message: expect.stringContaining("on the engine's disk") });
    await expectAsBefore(docker, before, leaving);
    const copies = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nCOPY big /\n`, big: Buffer.alloc(400_000_000) });
    const copied = await build(engine, requestFor(engine, copies));
    expect(copied.outcome).toMatchObject({
      kind: "failed",
      message: expect.stringContaining("The engine's disk is full"),
    });
    await expectAsBefore(docker, before, leaving);
    // What the message says; the engine lets go of what it got of the large file a moment later.
    const small = requestFor(engine, folder, { dockerfileText: `FROM ${baseImage}\nRUN seq 3 > /three\n` });
    const again = async () => {
      await docker.pruneBuilder();
      return (await build(engine, small)).outcome.kind;
    };
    await expect.poll(again, { timeout: 60_000, interval: 1_000 }).toBe("measured");
  });
});
