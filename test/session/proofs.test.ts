// Proofs of a session: what is built, with which claim, how it is judged, and that nothing is edited.
import { beforeEach, describe, expect, test } from "vitest";
import type { BuildOutcome, CheckResult, FixChoice, MeasuredStage } from "../../server/src/engine/index";
import { createSession } from "../../server/src/session/create-session";
import type { ProofEvent, ProofOptions, ProofOutcome, Session } from "../../server/src/session/types";
import { InMemoryPorts, turn } from "./in-memory-ports";

const uri = "file:///work/docker/Dockerfile";
const path = "/work/docker/Dockerfile";
const text = [
  "FROM debian:bookworm-slim",
  "RUN apt-get update && apt-get install -y --no-install-recommends less",
  "COPY . /app",
  'CMD ["less"]',
  "",
].join("\n");
const never = { aborted: false, addEventListener: () => undefined };
const passed: CheckResult = { passed: true, message: "`less` started.", logTail: "", durationMs: 40 };
const failed: CheckResult = {
  passed: false,
  message: "`less` failed with exit code 1.",
  logTail: "oh",
  durationMs: 40,
};

let ports: InMemoryPorts;
let session: Session;

beforeEach(async () => {
  ports = new InMemoryPorts();
  ports.contents = {
    bytes: 60_000_000,
    clutter: [{ path: ".git", kind: "version-control", bytes: 50_000_000 }],
    ignoreFile: { path: "../.dockerignore", exists: true, text: "dist\n" },
    otherSources: [],
  };
  session = createSession(ports, true);
  session.open(uri, path, 7, text);
  await session.ready(uri);
  const settled = session.settled(uri);
  for (let round = 0; round < 5; round++) {
    await ports.pass(1_000);
    for (const question of ports.questions.slice()) await question.answer(60_000_000);
  }
  await settled;
});

const claim = (bytes: number) =>
  ({ kind: "measured", bytes, metric: "unpacked", basis: "test engine", measuredAt: "2026-11-26T12:00:00Z" }) as const;

function measured(bytes: number, check?: CheckResult): BuildOutcome {
  const stage: MeasuredStage = {
    name: undefined,
    index: 0,
    line: 0,
    base: claim(0),
    own: { claim: claim(bytes), unknownParts: 0 },
    total: { claim: claim(bytes), unknownParts: 0 },
    durationMs: 900,
    instructions: [],
  };
  return {
    kind: "measured",
    build: {
      engine: "test engine",
      target: "stage 0",
      durationMs: 900,
      image: { id: "sha256:0", size: claim(bytes) },
      stages: [stage],
      measuredAt: "2026-11-26T12:00:00Z",
      ...(check ? { check } : {}),
    },
  };
}

async function start(choice: FixChoice, options: ProofOptions = {}) {
  const events: ProofEvent[] = [];
  const outcome = session.prove(uri, choice, options, (event) => events.push(event), never);
  await turn();
  return { outcome, events };
}

/** Proves with two builds that end like this. */
async function prove(choice: FixChoice, before: BuildOutcome, after?: BuildOutcome): Promise<ProofOutcome> {
  const { outcome } = await start(choice);
  await ports.startedBuilds.at(-1)!.end(before);
  await turn();
  if (after) await ports.startedBuilds.at(-1)!.end(after);
  return outcome;
}

function fixOf(rule: string): FixChoice {
  const { finding } = session.snapshot(uri)!.pricing.findings.find(({ finding }) => finding.rule.id === rule)!;
  return { kind: "fix", findingId: finding.id, title: finding.fixes()[0]!.title };
}

function proofOf(outcome: ProofOutcome) {
  if (outcome.kind !== "proof") throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe("a proof", () => {
  test("builds before and after with the same options, and edits nothing", async () => {
    session.configure(uri, { prove: { command: "less --version", timeout: 5 } });
    const { outcome, events } = await start(fixOf("package-cache-left"), { buildArguments: { A: "1" } });
    const [before] = ports.startedBuilds;
    expect(before!.request).toMatchObject({
      dockerfileText: text,
      buildArguments: { A: "1" },
      check: { command: "less --version", timeoutMs: 5_000 },
    });
    before!.tell({ kind: "context", path: "/work", files: 3, bytes: 9 });
    await before!.end(measured(100_000_000, passed));
    await turn();
    const after = ports.startedBuilds[1]!;
    expect(after.request).toEqual({
      ...before!.request,
      contextPath: "/work",
      dockerfileText: text.replace("less\n", "less && rm -rf /var/lib/apt/lists/*\n"),
      contextOverlay: {},
    });
    after.tell({ kind: "context", path: "/work", files: 3, bytes: 9 });
    await after.end(measured(80_000_000, passed));
    const { proof, judgement, version } = proofOf(await outcome);
    expect(events.map(({ side, event }) => `${side} ${event.kind}`)).toEqual(["before context", "after context"]);
    expect(version).toBe(7);
    expect(session.snapshot(uri)!.text).toBe(text);
    expect(judgement).toEqual({ proved: true, saved: 20_000_000, claim: "held", shortfalls: [] });
    expect(proof.files).toEqual([{ path: undefined, before: text, after: after.request.dockerfileText }]);
    expect(proof.claim.claim.kind).toBe("estimated");
    expect(proof.fixes).toMatchObject([{ rule: "package-cache-left", applicability: "safe" }]);
  });

  test("of all fixes takes the ignore file along, as it would be", async () => {
    const { outcome } = await start({ kind: "all" });
    await ports.startedBuilds[0]!.end(measured(200_000_000, passed));
    await turn();
    const { request } = ports.startedBuilds[1]!;
    expect(request.contextOverlay).toEqual({ "/work/.dockerignore": "dist\n.git\n" });
    await ports.startedBuilds[1]!.end(measured(130_000_000, passed));
    const { proof, judgement } = proofOf(await outcome);
    expect(judgement).toMatchObject({ proved: true, saved: 70_000_000 });
    expect(proof.files.map(({ path, before }) => [path, before])).toEqual([
      [undefined, text],
      ["../.dockerignore", "dist\n"],
    ]);
    // The fixes together: no byte is claimed twice, and none is left out.
    const single = session.snapshot(uri)!.pricing.findings.map(({ saving }) => saving);
    const likely = single.reduce((sum, one) => sum + (one.kind === "estimated" ? one.likely : 0), 0);
    expect(proof.claim).toMatchObject({ claim: { kind: "estimated" } });
    expect(proof.claim.claim.kind === "estimated" && proof.claim.claim.likely).toBeCloseTo(likely, -6);
  });

  test("is a build that is told as running, also when prices change on the way", async () => {
    const { outcome } = await start(fixOf("package-cache-left"));
    expect(session.snapshot(uri)!.building).toBe(true);
    await ports.startedBuilds[0]!.end(measured(100_000_000, passed));
    await turn();
    expect(session.snapshot(uri)!.building).toBe(true);
    session.open(uri, path, 8, text);
    expect(session.snapshot(uri)!.building).toBe(true);
    await ports.startedBuilds[1]!.end(measured(80_000_000, passed));
    await outcome;
    expect(session.snapshot(uri)!.building).toBe(false);
  });

  test("gives the image with the fixes a name that is not the user's", async () => {
    await prove(fixOf("package-cache-left"), measured(9e7, passed), measured(7e7, passed));
    const names = (await session.measurements()).map(({ name, namedByBuild }) => [name, namedByBuild]);
    expect(names).toEqual([
      [expect.stringMatching(/^With “.+”$/), true],
      [undefined, undefined],
    ]);
    await session.clearMeasurements(uri);
    expect(await session.measurements()).toEqual([]);
  });

  test("of some rules takes their fixes alone", async () => {
    const { outcome } = await start({ kind: "rules", rules: ["package-cache-left"] });
    await ports.startedBuilds[0]!.end(measured(200_000_000, passed));
    await turn();
    expect(ports.startedBuilds[1]!.request.contextOverlay).toEqual({});
    await ports.startedBuilds[1]!.end({ kind: "cancelled" });
    expect(await outcome).toEqual({ kind: "cancelled" });
    expect(await (await start({ kind: "rules", rules: ["build-tools-shipped"] })).outcome).toEqual({
      kind: "nothing",
      message: "There is no fix of build-tools-shipped to prove in this file.",
    });
  });

  test("of the finding at a place takes its first fix alone", async () => {
    const finding = { kind: "finding", rule: "package-cache-left", character: undefined } as const;
    await expect((await start({ ...finding, line: 0 })).outcome).resolves.toEqual({
      kind: "nothing",
      message: "There is no fix of package-cache-left to prove there, only at package-cache-left:2:5.",
    });
    const { outcome } = await start({ ...finding, line: 1 });
    await ports.startedBuilds[0]!.end(measured(200_000_000, passed));
    await turn();
    expect(ports.startedBuilds[1]!.request).toMatchObject({ contextOverlay: {} });
    expect(ports.startedBuilds[1]!.request.dockerfileText).toContain("rm -rf /var/lib/apt/lists/*");
    await ports.startedBuilds[1]!.end({ kind: "cancelled" });
    expect(await outcome).toEqual({ kind: "cancelled" });
  });

  test("takes the claim from before the builds: a measurement must not prove itself", async () => {
    const claimed = session
      .snapshot(uri)!
      .pricing.findings.find(({ finding }) => finding.rule.id === "package-cache-left");
    const outcome = await prove(fixOf("package-cache-left"), measured(9e7, passed), measured(7e7, passed));
    const { claim: total } = proofOf(outcome).proof;
    expect(total.claim).toMatchObject(claimed!.saving);
  });
});

describe("it is not proved", () => {
  test.each<[string, BuildOutcome, BuildOutcome, RegExp]>([
    [
      "when the image got no smaller",
      measured(9e7, passed),
      measured(9e7, passed),
      /^The image is as large as before\.$/,
    ],
    [
      "when it got larger",
      measured(8e7, passed),
      measured(9e7, passed),
      /^The image got larger by 10 MB instead of smaller\.$/,
    ],
    [
      "when it saves less than claimed",
      measured(9e7, passed),
      measured(89e6, passed),
      /^The image got smaller by 1 MB alone, and at least .* were claimed\.$/,
    ],
    [
      "when the image fails its check",
      measured(9e7, passed),
      measured(7e7, failed),
      /^With the fix the image does not pass its check: `less` failed with exit code 1\.$/,
    ],
    [
      "when the image failed before",
      measured(9e7, failed),
      measured(7e7, failed),
      /^The image does not pass its check, not even without the fix: /,
    ],
    [
      "when the build fails",
      measured(9e7, passed),
      { kind: "failed", message: "RUN ended with exit code 100.", instruction: 1, logTail: "E: no" },
      /^With the fix the build fails: RUN ended with exit code 100\.$/,
    ],
  ])("%s", async (_, before, after, shortfall) => {
    const { judgement } = proofOf(await prove(fixOf("package-cache-left"), before, after));
    expect(judgement.proved).toBe(false);
    expect(judgement.shortfalls).toEqual([expect.stringMatching(shortfall)]);
    // Another text failed than the one that is open.
    expect(session.snapshot(uri)!.buildFailure).toBeUndefined();
  });

  test("when sizes are not known", async () => {
    const unknown = measured(9e7, passed);
    if (unknown.kind !== "measured") throw new Error();
    const reason = "the engine told no sizes";
    const size = { kind: "unknown", reason } as const;
    const stages = unknown.build.stages.map((stage) => ({ ...stage, total: { claim: size, unknownParts: 1 } }));
    const after: BuildOutcome = { ...unknown, build: { ...unknown.build, stages, image: { id: "", size } } };
    const { judgement } = proofOf(await prove(fixOf("package-cache-left"), measured(9e7, passed), after));
    expect(judgement).toMatchObject({ proved: false, saved: undefined, claim: "none" });
    expect(judgement.shortfalls[0]).toContain(reason);
  });
});

describe("nothing can be proved", () => {
  test("where the build fails already", async () => {
    const outcome = await prove(fixOf("package-cache-left"), {
      kind: "failed",
      message: "RUN ended with exit code 1.",
      instruction: 1,
      logTail: "",
    });
    expect(outcome).toEqual({
      kind: "unavailable",
      message: "The build fails without the fix already: RUN ended with exit code 1.",
    });
    expect(session.snapshot(uri)!.buildFailure).toMatchObject({ instruction: 1 });
  });

  test("of a fix that is no longer offered, without trust, or beside another build", async () => {
    const choice = fixOf("package-cache-left");
    expect(await (await start({ ...choice, title: "Another" } as FixChoice)).outcome).toMatchObject({
      kind: "nothing",
    });
    const running = session.build(uri, {}, () => undefined, never);
    await turn();
    expect(await (await start(choice)).outcome).toMatchObject({ kind: "unavailable" });
    await ports.startedBuilds.at(-1)!.end({ kind: "cancelled" });
    await running;
    session.setTrusted(false);
    expect(await (await start(choice)).outcome).toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining("trust"),
    });
  });
});

test("what is typed during a proof changes neither build", async () => {
  const { outcome } = await start({ kind: "safe" });
  session.change(uri, 8, "FROM scratch\n");
  await ports.startedBuilds[0]!.end(measured(9e7, passed));
  await turn();
  expect(ports.startedBuilds[1]!.request.dockerfileText).toContain("rm -rf /var/lib/apt/lists");
  await ports.startedBuilds[1]!.end(measured(1e7, passed));
  expect(proofOf(await outcome).version).toBe(7);
});
