// An engine that is killed or frozen in mid-build: an engine of this test's own, started from Debian's packages and ended by its pid.
import { describe, expect, test } from "vitest";
import { connect } from "../../server/src/docker/engine-client";
import type { BuildEvent } from "../../server/src/engine/builds";
import { temporaryFolder } from "../context/temporary-folder";
import { disposableEngine } from "./disposable-engine";
import { baseImage, build, measuredOf, requestFor } from "./engines";

const disposable = disposableEngine("newest-killed");

describe.skipIf(!disposable.canStart)("an engine of our own", () => {
  test.each([
    ["while a RUN sleeps", (event: BuildEvent) => event.kind === "step" && event.instruction === 1],
    ["before the build is sent", (event: BuildEvent) => event.kind === "context"],
  ])("is frozen %s: cancelling does not wait for it", async (_, isMoment) => {
    try {
      const engine = await disposable.start();
      const { endpoint } = engine;
      const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN sleep 600\n` });
      const cancel = new AbortController();
      const { outcome } = await build(engine, requestFor(engine, folder), cancel.signal, (event) => {
        if (!isMoment(event) || cancel.signal.aborted) return;
        disposable.signal("SIGSTOP");
        setTimeout(() => cancel.abort(), 200);
      });
      expect(outcome).toEqual({ kind: "cancelled" });
      expect((await build(engine, requestFor(engine, folder))).outcome).toEqual({
        kind: "unavailable",
        message: `The engine at ${endpoint} (from the setting layerCost.engine) does not answer: see whether it is asleep or overloaded.`,
      });
    } finally {
      disposable.stop();
    }
  });

  test("is killed in mid-build, says so, and builds again when it is back", async () => {
    try {
      const engine = await disposable.start();
      const { endpoint } = engine;
      const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN seq 3 > /three\nRUN sleep 600\n` });
      const { outcome } = await build(engine, requestFor(engine, folder), undefined, (event) => {
        if (event.kind !== "step" || event.instruction !== 2 || event.state !== "started") return;
        disposable.signal("SIGKILL");
      });
      expect(outcome).toEqual({
        kind: "unavailable",
        message: `The engine at ${endpoint} stopped answering during the build: see whether it is still running, and build again.`,
      });
      const gone = await build(engine, requestFor(engine, folder));
      expect(gone.outcome).toEqual({
        kind: "unavailable",
        message: `The engine at ${endpoint} (from the setting layerCost.engine) is not running: start it, or correct the endpoint.`,
      });
      await disposable.start();
      const shorter = requestFor(engine, folder, { dockerfileText: `FROM ${baseImage}\nRUN seq 3 > /three\n` });
      expect(measuredOf(await build(engine, shorter)).stages[0]?.instructions[1]?.size).toMatchObject({ bytes: 6 });
    } finally {
      disposable.stop();
    }
  });

  test("is killed during a check, and leaves no container once it is back", async () => {
    try {
      const engine = await disposable.start();
      const folder = temporaryFolder({ Dockerfile: `FROM ${baseImage}\nRUN seq 4 > /four\n` });
      const check = { command: "sleep 600", timeoutMs: 60_000 };
      const { outcome } = await build(engine, requestFor(engine, folder, { check }), undefined, (event) => {
        if (event.kind === "check") setTimeout(() => disposable.signal("SIGKILL"), 1_500);
      });
      expect(outcome).toMatchObject({ kind: "unavailable", message: expect.stringContaining("stopped answering") });
      const { docker } = await connect((await disposable.start()).endpoint, {});
      const containers = async () => (await docker.listContainers({ all: true })).map(({ Id }) => Id);
      await expect.poll(containers, { timeout: 20_000 }).toEqual([]);
    } finally {
      disposable.stop();
    }
  });
});
