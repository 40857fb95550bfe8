// Builds of a session: refusals, measurements as they come, failures, and builds that end after the document closed.
import { beforeEach, describe, expect, test } from "vitest";
import { type BuildEvent, type BuildOutcome, type MeasuredStage, noSemanticFacts } from "../../server/src/engine/index";
import { createSession } from "../../server/src/session/create-session";
import type { BuildOptions, Session } from "../../server/src/session/types";
import { InMemoryPorts, turn } from "./in-memory-ports";

const uri = "file:///work/Dockerfile";
const path = "/work/Dockerfile";
const text = ["FROM debian:bookworm-slim", "RUN apt-get update", "RUN make install", ""].join("\n");
const never = { aborted: false, addEventListener: () => undefined };

let ports: InMemoryPorts;
let session: Session;

beforeEach(() => {
  ports = new InMemoryPorts();
  session = createSession(ports, true);
});

function claim(bytes: number) {
  return {
    kind: "measured",
    bytes,
    metric: "unpacked",
    basis: "test engine",
    measuredAt: "2026-11-23T12:00:00.000Z",
  } as const;
}

function stage(sizes: readonly [index: number, bytes: number][]): MeasuredStage {
  const own = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  return {
    name: undefined,
    index: 0,
    line: 0,
    base: claim(75_000_000),
    own: { claim: claim(own), unknownParts: 0 },
    total: { claim: claim(own + 75_000_000), unknownParts: 0 },
    durationMs: 900,
    instructions: sizes.map(([index, bytes]) => ({
      index,
      line: index,
      keyword: "RUN",
      text: "RUN true",
      size: claim(bytes),
      durationMs: 450,
      cached: false,
    })),
  };
}

function measuredOutcome(...stages: MeasuredStage[]): BuildOutcome {
  return {
    kind: "measured",
    build: {
      engine: "test engine",
      target: "stage 0",
      durationMs: 900,
      image: { id: "sha256:0", size: claim(1) },
      stages,
      measuredAt: "2026-11-23T12:00:00.000Z",
    },
  };
}

async function open(content = text): Promise<void> {
  session.open(uri, path, 1, content);
  await session.ready(uri);
}

async function start(options: BuildOptions = {}) {
  const events: BuildEvent[] = [];
  const outcome = session.build(uri, options, (event) => events.push(event), never);
  await turn();
  return { outcome, events, build: ports.startedBuilds.at(-1) };
}

const sizeAt = (index: number) => session.snapshot(uri)!.pricing.instructions.get(index)!.size.claim;

describe("a build", () => {
  test("sends the text of the editor and what the settings and options say", async () => {
    await open();
    session.configure(uri, {
      build: { context: "/ctx", target: "0", args: { A: "1", B: "2" }, platform: "linux/arm64" },
      engine: "unix:///run/other.sock",
    });
    session.change(uri, 2, `${text}USER app\n`);
    const { build } = await start({ noCache: true, keepTag: "kept:1", buildArguments: { B: "3" } });
    expect(build!.request).toEqual({
      dockerfilePath: path,
      dockerfileText: `${text}USER app\n`,
      contextPath: "/ctx",
      target: "0",
      buildArguments: { A: "1", B: "3" },
      platform: "linux/arm64",
      noCache: true,
      keepTag: "kept:1",
      engine: "unix:///run/other.sock",
      measure: "stages",
    });
  });

  test("measures and rebuilds what the settings and options say", async () => {
    await open();
    session.configure(uri, { build: { measure: "target" } });
    const first = await start();
    expect(first.build!.request.measure).toBe("target");
    expect(first.build!.request.rebuilds).toBeUndefined();
    await first.build!.end({ kind: "cancelled" });
    const rebuilds = ["warm", "code-change"] as const;
    const { build, outcome } = await start({ measure: "stages", rebuilds });
    expect(build!.request).toMatchObject({ measure: "stages", rebuilds });
    const times = [{ kind: "warm", durationMs: 200, note: "nothing changed", ran: [] }] as const;
    const { build: measured } = measuredOutcome(stage([[1, 1]])) as Extract<BuildOutcome, { kind: "measured" }>;
    await build!.end({ kind: "measured", build: { ...measured, rebuilds: times } });
    expect(await outcome).toMatchObject({ build: { rebuilds: times } });
  });

  test("takes what the workspace's Compose and Bake files agree on, where the settings say nothing", async () => {
    const web = { origin: "web of compose.yaml", contextPath: "/work", target: "run", platform: undefined };
    const job = { ...web, origin: "job of compose.yaml", target: undefined };
    ports.semantic = {
      ...noSemanticFacts,
      builds: [
        { ...web, arguments: { A: "1", B: "2" } },
        { ...job, arguments: { A: "1", B: "3" } },
      ],
    };
    await open(`FROM debian:12 AS run\nFROM run\n`);
    session.configure(uri, { build: { args: { C: "4" } } });
    const both = await start();
    expect(both.build!.request).toMatchObject({ contextPath: "/work", buildArguments: { A: "1", C: "4" } });
    expect(both.build!.request.target).toBeUndefined();
    await both.build!.end({ kind: "cancelled" });

    const one = await start({ target: "run" });
    expect(one.build!.request).toMatchObject({ target: "run", buildArguments: { A: "1", B: "2", C: "4" } });
    expect(one.events).toEqual([
      {
        kind: "named",
        origins: ["web of compose.yaml"],
        target: "run",
        buildArguments: { A: "1", B: "2", C: "4" },
        platform: undefined,
      },
    ]);
    await one.build!.end({ kind: "cancelled" });

    expect(session.snapshot(uri)!.builds.map(({ origin }) => origin)).toEqual([web.origin, job.origin]);
    const chosen = await start({ origin: job.origin });
    expect(chosen.build!.request).toMatchObject({ buildArguments: { A: "1", B: "3", C: "4" } });
    expect(chosen.events).toMatchObject([{ kind: "named", origins: [job.origin] }]);
    await chosen.build!.end({ kind: "cancelled" });
    expect(await (await start({ origin: "gone of compose.yaml" })).outcome).toEqual({
      kind: "unavailable",
      message: 'No Compose or Bake file describes "gone of compose.yaml" as a build of this file any more.',
    });

    session.configure(uri, { build: { context: "/other", target: "run" } });
    const { build } = await start();
    expect(build!.request).toMatchObject({ contextPath: "/other", target: "run" });
  });

  test("takes in what is asked for, then what the settings say, then what Compose and Bake say", async () => {
    const from = (id: string, name: string) => ({ id, source: { kind: "environment" as const, name } });
    const file = (id: string, path: string) => ({ id, source: { kind: "file" as const, path } });
    const inputs = { labels: { l: "compose" }, secrets: [from("a", "COMPOSE"), from("b", "COMPOSE"), from("c", "C")] };
    const web = {
      origin: "web",
      contextPath: undefined,
      target: undefined,
      arguments: {},
      platform: undefined,
      inputs,
    };
    ports.semantic = { ...noSemanticFacts, builds: [web] };
    const secrets = ["id=b,src=beside.txt", "id=d,src=~/d"];
    ports.settingsFile = { path: "/work/up/.layer-cost.json", text: JSON.stringify({ build: { secrets } }) };
    await open();
    const editor = {
      contexts: { docs: "docs", far: "docker-image://far" },
      ssh: ["git=key,/k"],
      secrets: ["id=e,src=e"],
    };
    session.configure(uri, { build: editor }, "/folder");
    const { build, events } = await start({ inputs: { secrets: [from("a", "FLAG")], cacheFrom: ["cache"] } });
    const expected = {
      labels: { l: "compose" },
      secrets: [
        from("a", "FLAG"),
        file("b", "/work/up/beside.txt"),
        from("c", "C"),
        file("e", "/folder/e"),
        file("d", "~/d"),
      ],
      ssh: [{ id: "git", paths: ["/folder/key", "/k"] }],
      cacheFrom: ["cache"],
      namedContexts: { docs: "/folder/docs", far: "docker-image://far" },
    };
    expect(build!.request).toMatchObject(expected);
    expect(events).toMatchObject([{ kind: "named", origins: ["web"], inputs: expected }]);
    await build!.end({ kind: "cancelled" });
  });

  test("turns estimates into measurements stage by stage, while it runs", async () => {
    await open();
    expect(sizeAt(1).kind).not.toBe("measured");
    const { outcome, events, build } = await start();
    expect(session.snapshot(uri)!.building).toBe(true);
    build!.tell({
      kind: "stage-measured",
      stage: stage([
        [1, 19_000_000],
        [2, 5_000_000],
      ]),
    });
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 19_000_000 });
    expect(sizeAt(2)).toMatchObject({ kind: "measured", bytes: 5_000_000 });
    expect(events).toHaveLength(1);
    await build!.end(measuredOutcome());
    expect((await outcome).kind).toBe("measured");
    expect(session.snapshot(uri)!.building).toBe(false);
  });

  test("leaves measurements above an edit as they are, and makes estimates of those below", async () => {
    await open();
    const { outcome, build } = await start();
    await build!.end(
      measuredOutcome(
        stage([
          [1, 19_000_000],
          [2, 5_000_000],
        ]),
      ),
    );
    await outcome;
    session.change(uri, 2, text.replace("RUN make", "RUN echo new\nRUN make"));
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 19_000_000 });
    expect(sizeAt(3)).toMatchObject({ kind: "estimated", likely: 5_000_000 });
    session.change(uri, 3, text);
    expect(sizeAt(2)).toMatchObject({ kind: "measured", bytes: 5_000_000 });
  });

  test("of a text that was edited meanwhile measures what was built", async () => {
    await open();
    const { outcome, build } = await start();
    session.change(uri, 2, text.replace("make install", "make install-all"));
    await build!.end(
      measuredOutcome(
        stage([
          [1, 19_000_000],
          [2, 5_000_000],
        ]),
      ),
    );
    await outcome;
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 19_000_000 });
    expect(sizeAt(2).kind).not.toBe("measured");
    session.change(uri, 3, text);
    expect(sizeAt(2)).toMatchObject({ kind: "measured", bytes: 5_000_000 });
  });

  test("that ends after the document was closed is kept for the next time", async () => {
    await open();
    const { outcome, build } = await start();
    session.close(uri);
    build!.tell({ kind: "stage-measured", stage: stage([[1, 19_000_000]]) });
    await build!.end(measuredOutcome(stage([[1, 19_000_000]])));
    expect((await outcome).kind).toBe("measured");
    expect(session.snapshot(uri)).toBeUndefined();
    await open();
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 19_000_000 });
  });

  test("that ends after the document was closed and opened again counts for the new one", async () => {
    await open();
    const { outcome, build } = await start();
    session.close(uri);
    await open();
    expect(session.snapshot(uri)!.building).toBe(true);
    await build!.end(measuredOutcome(stage([[1, 19_000_000]])));
    await outcome;
    expect(session.snapshot(uri)!.building).toBe(false);
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 19_000_000 });
  });

  test("with arguments of its own measures what those arguments make", async () => {
    const withArgument = "FROM debian:bookworm-slim\nARG WHAT=a\nRUN make $WHAT\n";
    await open(withArgument);
    const { outcome, build } = await start({ buildArguments: { WHAT: "b" } });
    await build!.end(measuredOutcome(stage([[2, 42]])));
    await outcome;
    expect(sizeAt(2).kind).not.toBe("measured");
    session.configure(uri, { build: { args: { WHAT: "b" } } });
    expect(sizeAt(2)).toMatchObject({ kind: "measured", bytes: 42 });
  });
});

describe("a build is refused with a sentence", () => {
  const refusal = async () => {
    const outcome = await session.build(uri, {}, () => undefined, never);
    expect(outcome).toMatchObject({ kind: "unavailable", message: expect.stringMatching(/^[A-Z].*\.$/) });
    return outcome.kind === "unavailable" ? outcome.message : "";
  };

  test("when the document is not open", async () => {
    expect(await refusal()).toContain("Open");
  });

  test("when the workspace is not trusted", async () => {
    session.setTrusted(false);
    await open();
    expect(await refusal()).toContain("trust");
    expect(ports.startedBuilds).toHaveLength(0);
    session.setTrusted(true);
    expect((await start()).build).toBeDefined();
  });

  test("when one of the same document is running", async () => {
    await open();
    const { outcome, build } = await start();
    expect(await refusal()).toContain("already running");
    await build!.end({ kind: "cancelled" });
    expect(await outcome).toEqual({ kind: "cancelled" });
    expect((await start()).build).not.toBe(build);
  });

  test("when the document is no file", async () => {
    session.open(uri, undefined, 1, text);
    expect(await refusal()).toContain("Save");
  });

  test("when the file is closed before it began, and not when it is opened again", async () => {
    session.open(uri, path, 1, text);
    const refused = refusal();
    session.close(uri);
    expect(await refused).toContain("closed");
    session.open(uri, path, 1, text);
    const outcome = session.build(uri, {}, () => undefined, never);
    session.close(uri);
    session.open(uri, path, 1, `${text}# new\n`);
    await turn();
    expect(ports.startedBuilds.map(({ request }) => request.dockerfileText)).toEqual([`${text}# new\n`]);
    await ports.startedBuilds[0]!.end({ kind: "cancelled" });
    expect(await outcome).toEqual({ kind: "cancelled" });
  });

  test("when there is no FROM", async () => {
    await open("# nothing yet\n");
    expect(await refusal()).toContain("FROM");
    expect(session.snapshot(uri)!.building).toBe(false);
  });

  test("when the port breaks its word and throws", async () => {
    ports.builds.build = () => Promise.reject(new Error("The worker is gone."));
    await open();
    expect(await refusal()).toBe("The worker is gone.");
    expect(session.snapshot(uri)!.building).toBe(false);
  });
});

describe("a failed build", () => {
  const failure: BuildOutcome = {
    kind: "failed",
    message: "The build failed in RUN make install.",
    instruction: 2,
    logTail: "make: *** No rule to make target 'install'.",
  };

  async function fail(outcome: BuildOutcome = failure): Promise<void> {
    const started = await start();
    await started.build!.end(outcome);
    await started.outcome;
  }

  test("stays with its instruction while that is moved, until it is changed", async () => {
    await open();
    await fail();
    expect(session.snapshot(uri)!.buildFailure).toMatchObject({
      instruction: 2,
      logTail: expect.stringContaining("No rule"),
    });
    session.change(uri, 2, text.replace("RUN apt-get", "RUN echo one\nRUN echo two\nRUN apt-get"));
    expect(session.snapshot(uri)!.buildFailure).toMatchObject({ instruction: 4 });
    session.change(uri, 3, text.replace("make install", "make"));
    expect(session.snapshot(uri)!.buildFailure).toBeUndefined();
  });

  test("that names no instruction stays until the text changes", async () => {
    await open();
    await fail({ ...failure, instruction: undefined });
    expect(session.snapshot(uri)!.buildFailure).toMatchObject({ instruction: undefined });
    session.change(uri, 2, `${text}\n`);
    expect(session.snapshot(uri)!.buildFailure).toBeUndefined();
  });

  test("is forgotten by one that succeeds, and not by one that was cancelled or had no engine", async () => {
    await open();
    await fail();
    await fail({ kind: "cancelled" });
    await fail({ kind: "unavailable", message: "No engine answers." });
    expect(session.snapshot(uri)!.buildFailure).toBeDefined();
    await fail(measuredOutcome(stage([[1, 1]])));
    expect(session.snapshot(uri)!.buildFailure).toBeUndefined();
  });

  test("of a text that was edited meanwhile is dropped when the edit was in the failing instruction", async () => {
    await open();
    const { outcome, build } = await start();
    session.change(uri, 2, text.replace("make install", "make all"));
    await build!.end(failure);
    await outcome;
    expect(session.snapshot(uri)!.buildFailure).toBeUndefined();
  });
});

describe("a second build of the same file", () => {
  const cancelled: BuildOutcome = { kind: "cancelled" };
  const stopOf = () => {
    const listeners: (() => void)[] = [];
    return {
      aborted: false,
      addEventListener: (_type: "abort", listener: () => void) => void listeners.push(listener),
      abort() {
        this.aborted = true;
        for (const listener of listeners) listener();
      },
    };
  };

  test("waits for the first one, and builds the text that is there by then", async () => {
    await open();
    const first = await start();
    const second = await start({ whenRunning: "wait" });
    expect(second.events).toEqual([{ kind: "waiting" }]);
    expect(ports.startedBuilds).toHaveLength(1);
    session.change(uri, 2, `${text}USER app\n`);
    await first.build!.end(measuredOutcome(stage([[1, 19_000_000]])));
    expect((await first.outcome).kind).toBe("measured");
    expect(ports.startedBuilds[1]!.request.dockerfileText).toBe(`${text}USER app\n`);
    expect(session.snapshot(uri)!.building).toBe(true);
    await ports.startedBuilds[1]!.end(cancelled);
    expect(await second.outcome).toEqual(cancelled);
    expect(session.snapshot(uri)!.building).toBe(false);
  });

  test("takes the place of those before it, once they have cleaned up", async () => {
    await open();
    const first = await start();
    const waiting = await start({ whenRunning: "wait" });
    const last = await start({ whenRunning: "replace" });
    expect(first.build!.signal.aborted).toBe(true);
    expect(await waiting.outcome).toEqual(cancelled);
    expect(ports.startedBuilds).toHaveLength(1);
    await first.build!.end(cancelled);
    expect(await first.outcome).toEqual(cancelled);
    expect(ports.startedBuilds).toHaveLength(2);
    expect(ports.startedBuilds[1]!.signal.aborted).toBe(false);
    await ports.startedBuilds[1]!.end(measuredOutcome(stage([[1, 1]])));
    expect((await last.outcome).kind).toBe("measured");
  });

  test("is cancelled while it waits, and the others keep their turn", async () => {
    await open();
    const first = await start();
    const stop = stopOf();
    const second = session.build(uri, { whenRunning: "wait" }, () => undefined, stop);
    const third = await start({ whenRunning: "wait" });
    stop.abort();
    expect(await second).toEqual(cancelled);
    expect(ports.startedBuilds).toHaveLength(1);
    await first.build!.end(cancelled);
    expect(ports.startedBuilds).toHaveLength(2);
    await ports.startedBuilds[1]!.end(cancelled);
    expect(await third.outcome).toEqual(cancelled);
    expect(session.snapshot(uri)!.building).toBe(false);
  });

  test("is no second one when it is another file's", async () => {
    await open();
    await start();
    session.open("file:///work/other.Dockerfile", "/work/other.Dockerfile", 1, text);
    await session.ready("file:///work/other.Dockerfile");
    void session.build("file:///work/other.Dockerfile", {}, () => undefined, never);
    await turn();
    expect(ports.startedBuilds).toHaveLength(2);
  });

  test("says so when the file was closed while it waited", async () => {
    await open();
    const first = await start();
    const second = await start({ whenRunning: "wait" });
    session.close(uri);
    await first.build!.end(cancelled);
    expect(await second.outcome).toMatchObject({ kind: "unavailable", message: expect.stringContaining("closed") });
  });
});

describe("where Compose and Bake files describe several builds of a file", () => {
  const withArgument = "FROM debian:12 AS run\nARG SIZE=1\nRUN make $SIZE\n";
  const small = { origin: "small of compose.yaml", contextPath: "/work", target: undefined, platform: undefined };
  const builds = [
    { ...small, arguments: { SIZE: "2" } },
    { ...small, origin: "large of compose.yaml", arguments: { SIZE: "5" } },
    { ...small, origin: "same of docker-bake.hcl", target: "run", arguments: { SIZE: "5" } },
  ];

  test("those that differ can be chosen, with the settings on top; the last stage is a target by its name, too", async () => {
    ports.semantic = { ...noSemanticFacts, builds };
    await open(withArgument);
    const choice = { contextPath: "/work", target: undefined, platform: undefined };
    expect(session.buildChoices(uri, undefined)).toEqual([
      { ...choice, origin: "small of compose.yaml", buildArguments: { SIZE: "2" } },
      { ...choice, origin: "large of compose.yaml", buildArguments: { SIZE: "5" } },
      { ...choice, origin: "same of docker-bake.hcl", target: "run", buildArguments: { SIZE: "5" } },
    ]);
    expect(session.buildChoices(uri, "run").map(({ origin }) => origin)).toEqual([
      "small of compose.yaml",
      "large of compose.yaml",
    ]);
    expect(session.buildChoices(uri, "other")).toEqual([]);
    session.configure(uri, { build: { args: { SIZE: "9" }, target: "run" } });
    expect(session.buildChoices(uri, undefined)).toHaveLength(1);
  });

  test("what one of them measured is measured, though the file is analysed without the argument on which they differ", async () => {
    ports.semantic = { ...noSemanticFacts, builds };
    await open(withArgument);
    const { outcome, build } = await start({ origin: "large of compose.yaml" });
    expect(build!.request.buildArguments).toEqual({ SIZE: "5" });
    await build!.end(measuredOutcome(stage([[2, 5_000_000]])));
    await outcome;
    expect(sizeAt(2)).toMatchObject({ kind: "measured", bytes: 5_000_000 });
    session.configure(uri, { build: { args: { SIZE: "9" } } });
    expect(sizeAt(2).kind).not.toBe("measured");
  });
});
