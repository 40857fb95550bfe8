// What clients hear of builds: the choices there are, the steps as they go, and never more than they can take.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseDockerfile, type RebuildTime } from "../../server/src/engine/index";
import { BuildFeed } from "../../server/src/lsp/build-feed";
import { BuildSteps } from "../../server/src/lsp/build-steps";
import type {
  BuildChoices,
  BuildLogParams,
  BuildProgressEvent,
  BuildProgressParams,
  BuildSummary,
} from "../../server/src/protocol/index";
import { InMemoryPorts } from "../session/in-memory-ports";
import { LanguageClient } from "./language-client";

const text =
  "FROM debian:bookworm-slim AS tools\nARG SIZE=1\nRUN make $SIZE\nFROM debian:bookworm-slim\nCOPY --from=tools /a /a\n";

let folder: string;
let uri: string;
let client: LanguageClient;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-lsp-"));
  mkdirSync(path.join(folder, "docker"));
  uri = pathToFileURL(path.join(folder, "docker/api.Dockerfile")).href;
  writeFileSync(path.join(folder, "docker/api.Dockerfile"), text);
});

afterEach(() => {
  client?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function open(initializationOptions: object = { trusted: true }): Promise<void> {
  client = await LanguageClient.start({ initializationOptions });
  await client.open(uri, text);
  await client.diagnostics(uri);
}

const told = () =>
  client.notifications
    .filter(({ method }) => method === "layerCost/buildProgress")
    .flatMap(({ params }) => (params as BuildProgressParams).events);

describe("over the protocol", () => {
  test("the builds of Compose and Bake files and the stages can be chosen from", async () => {
    writeFileSync(
      path.join(folder, "compose.yaml"),
      `services:
  small: { build: { context: ., dockerfile: docker/api.Dockerfile, args: { SIZE: "2" } } }
  tools: { build: { context: ., dockerfile: docker/api.Dockerfile, target: tools } }
`,
    );
    mkdirSync(path.join(folder, ".git"));
    await open();
    expect(await client.run<BuildChoices>("layerCost.buildChoices", uri)).toEqual({
      named: [
        { origin: "small of compose.yaml", what: "stage 1, SIZE=2", contextPath: folder },
        { origin: "tools of compose.yaml", what: "tools", contextPath: folder },
      ],
      stages: [
        { target: "tools", label: "tools", line: 0, isDefault: false },
        { target: "1", label: "stage 1", line: 3, isDefault: true },
      ],
    });
    const one = await client.run<BuildChoices>("layerCost.buildChoices", uri, { target: "1" });
    expect(one.named.map(({ origin }) => origin)).toEqual(["small of compose.yaml"]);
    await expect(client.run("layerCost.buildChoices", "file:///nowhere/Dockerfile")).rejects.toThrow(/not open/);
  });

  test("a build tells what it is about to build, and what became of every step", async () => {
    await open();
    const options = {
      origin: undefined,
      target: "tools",
      buildArguments: { SIZE: "3", wrong: 4 },
      platform: "linux/arm64",
    };
    const summary = await client.run<BuildSummary>("layerCost.build", uri, options);
    expect(summary.kind).toBe("unavailable");
    await client.until(() => told().find(({ kind }) => kind === "end"), "the end of the build");
    expect(told()).toEqual([
      { kind: "begin" },
      {
        kind: "plan",
        what: "Target tools, SIZE=3, linux/arm64",
        stages: [
          {
            label: "tools",
            index: 0,
            line: 0,
            instructions: [
              { index: 0, line: 0, keyword: "FROM", text: "FROM debian:bookworm-slim AS tools" },
              { index: 1, line: 1, keyword: "ARG", text: "ARG SIZE=1" },
              { index: 2, line: 2, keyword: "RUN", text: "RUN make $SIZE" },
            ],
          },
        ],
      },
      ...[0, 1, 2].map((step) => ({ kind: "step", step, state: "skipped" })),
      { kind: "end", summary },
    ]);
  });

  test("a client that knows nothing of ours hears nothing of it", async () => {
    await open({});
    await client.run("layerCost.build", uri);
    expect(client.notifications.filter(({ method }) => method.startsWith("layerCost/"))).toEqual([]);
  });
});

describe("the steps of a build", () => {
  let events: BuildProgressEvent[];
  let steps: BuildSteps;

  beforeEach(() => {
    events = [];
    steps = new BuildSteps((event) => events.push(event));
    const { instructions } = parseDockerfile("FROM a\nENV A=1\nRUN one\nCOPY b /b\nCMD c\n");
    steps.take({
      kind: "plan",
      target: "stage 0",
      buildArguments: {},
      platform: undefined,
      stages: [
        {
          label: "stage 0",
          index: 0,
          line: 0,
          instructions: instructions.map(({ index, line, keyword }) => ({ index, line, keyword, text: keyword })),
        },
      ],
    });
  });

  const states = () =>
    Object.fromEntries(events.flatMap((event) => (event.kind === "step" ? [[event.step, event.state]] : [])));
  const step = (instruction: number | undefined, state: "started" | "completed" | "cached" | "failed") =>
    steps.take({ kind: "step", instruction, title: "load metadata", state, durationMs: 5 });

  test("that only set something are done when a line below them begins", () => {
    step(2, "started");
    expect(states()).toEqual({ 0: "done", 1: "done", 2: "running" });
    step(2, "completed");
    step(3, "cached");
    expect(states()).toEqual({ 0: "done", 1: "done", 2: "done", 3: "cached" });
    steps.end({ kind: "measured", message: "" });
    expect(states()).toMatchObject({ 4: "done" });
  });

  test("tell how a build ended that was cancelled, and of the builder's own", () => {
    step(undefined, "started");
    step(undefined, "completed");
    step(2, "started");
    steps.take({ kind: "transfer", instruction: 2, title: "", bytes: 2_000_000, total: 8_000_000 });
    expect(events.at(-1)).toMatchObject({ step: 2, size: "2 MB of 8 MB" });
    steps.end({ kind: "cancelled", message: "" });
    expect(states()).toEqual({
      0: "done",
      1: "done",
      2: "stopped",
      3: "skipped",
      4: "skipped",
      "load metadata": "done",
    });
  });

  test("stay failed", () => {
    step(2, "started");
    step(2, "failed");
    step(2, "completed");
    steps.end({ kind: "failed", message: "", instruction: 2 });
    expect(states()).toMatchObject({ 2: "failed", 3: "skipped" });
  });

  test("a rebuild that could not be timed is not told as done", () => {
    const rebuild = (kind: RebuildTime["kind"], durationMs: number | undefined) => {
      steps.take({ kind: "rebuild", rebuild: kind, step: undefined, time: undefined });
      const time = { kind, durationMs, note: "no code file is copied" };
      steps.take({ kind: "rebuild", rebuild: kind, step: undefined, time });
    };
    rebuild("warm", 900);
    rebuild("code-change", undefined);
    expect(states()).toEqual({ "Rebuild with nothing changed": "done", "Rebuild after a code change": "skipped" });
  });

  test("which the builder has no need to look at are cached", () => {
    const size = { kind: "measured", bytes: 0, metric: "unpacked", basis: "", measuredAt: "" } as const;
    const total = { claim: { ...size, bytes: 3_000_000 }, unknownParts: 0 };
    const instruction = (index: number, keyword: string, bytes: number) => ({
      index,
      line: index,
      keyword,
      text: keyword,
      size: { ...size, bytes },
      durationMs: undefined,
      cached: false,
    });
    const instructions = [instruction(1, "ENV", 0), instruction(2, "RUN", 2_000_000), instruction(3, "COPY", 0)];
    const stage = {
      name: undefined,
      index: 0,
      line: 0,
      own: total,
      total,
      base: size,
      durationMs: undefined,
      instructions,
    };
    steps.take({ kind: "stage-measured", stage });
    expect(states()).toEqual({ 1: "done", 2: "cached", 3: "cached" });
    expect(events).toContainEqual({ kind: "step", step: 2, state: "cached", durationMs: undefined, size: "2 MB" });
    expect(events).toContainEqual({ kind: "step", step: 3, state: "cached", durationMs: undefined, size: "0 B" });
    expect(events.at(-1)).toEqual({ kind: "stage", stage: 0, durationMs: undefined, total: "3 MB" });
  });
});

describe("a chatty log", () => {
  test("comes in parcels that are bounded, with its end and the count of what is missing", async () => {
    const { scheduler } = new InMemoryPorts();
    const sent: { readonly method: string; readonly params: unknown }[] = [];
    const connection = {
      sendNotification: async (method: string, params: unknown) => void sent.push({ method, params }),
    };
    const feed = new BuildFeed(connection as never, scheduler, "file:///Dockerfile", 7);
    const lines = 100_000;
    for (let line = 0; line < lines; line++) {
      feed.send({ kind: "log", step: 2, text: `line ${line}\n`, leftOut: 0 });
      feed.log(`line ${line}`);
    }
    feed.send({ kind: "step", step: 2, state: "done", durationMs: 1, size: undefined });
    expect(sent).toEqual([]);
    feed.flush();
    const [progress, log] = sent.map(({ params }) => params) as [BuildProgressParams, BuildLogParams];
    expect(progress).toMatchObject({ uri: "file:///Dockerfile", build: 7 });
    expect(progress.events.map(({ kind }) => kind)).toEqual(["log", "step"]);
    const [event] = progress.events as [Extract<BuildProgressEvent, { kind: "log" }>];
    expect(event.text.length).toBeLessThanOrEqual(64_000);
    expect(event.text).toMatch(/^line \d+\n[\s\S]*line 99999\n$/);
    const all = Array.from({ length: lines }, (_, line) => `line ${line}\n`.length).reduce((sum, one) => sum + one, 0);
    expect(event.leftOut + event.text.length).toBe(all);
    expect(log.text.length).toBeLessThanOrEqual(64_100);
    expect(log.text).toMatch(/^\(\d+ characters left out\)\n[\s\S]*line 99999\n$/);
    feed.flush();
    expect(sent).toHaveLength(2);
  });
});
