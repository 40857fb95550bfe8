// Facts that arrive late, out of order, or after the document changed or closed.
import { beforeEach, describe, expect, test } from "vitest";
import type { ContextFacts } from "../../server/src/engine/index";
import { createSession } from "../../server/src/session/create-session";
import type { ChangeCause, Session } from "../../server/src/session/types";
import { InMemoryPorts, type OpenQuestion, turn } from "./in-memory-ports";

const uri = "file:///work/Dockerfile";
const path = "/work/Dockerfile";
const text = ["FROM scratch", "COPY first /first", "COPY second /second", ""].join("\n");

let ports: InMemoryPorts;
let session: Session;
let changes: [string, ChangeCause][];

beforeEach(() => {
  ports = new InMemoryPorts();
  session = createSession(ports, true);
  changes = [];
  session.onChange((changedUri, cause) => changes.push([changedUri, cause]));
});

/** Bytes that the current snapshot says of the instruction on a line; undefined while unknown. */
function bytesOf(line: number): number | undefined {
  const { analysis, pricing } = session.snapshot(uri)!;
  const instruction = analysis.image.instructions.find(({ syntax }) => syntax.line === line)!;
  const { claim } = pricing.instructions.get(instruction.index)!.size;
  if (claim.kind === "unknown") return undefined;
  return claim.kind === "measured" ? claim.bytes : claim.likely;
}

/** The open question about these context files. */
function question(source: string): OpenQuestion {
  const found = ports.questions.find(
    ({ request }) => request.kind === "context-files" && request.sources[0] === source,
  );
  expect(found, `a question about ${source}`).toBeDefined();
  return found!;
}

async function openAndAsk(): Promise<void> {
  session.open(uri, path, 1, text);
  await turn();
  session.snapshot(uri);
  await ports.pass(0);
}

test("a document is ready once the shipped data that its findings rest on is there", async () => {
  session.open(uri, path, 1, "FROM debian:bookworm-slim\nRUN apt-get install -y --no-install-recommends gcc\n");
  await session.ready(uri);
  expect(bytesOf(1)).toBeGreaterThan(100_000_000);
  session.refreshFacts();
  await ports.pass(0);
  expect(bytesOf(1)).toBeGreaterThan(100_000_000);
});

describe("the build context's contents", () => {
  const copying = 'FROM python:3.12-slim\nCOPY . .\nCMD ["python", "a.py"]\n';
  const contents: ContextFacts = {
    bytes: 90_000_000,
    clutter: [
      { path: ".git", kind: "version-control", bytes: 80_000_000 },
      { path: "a/__pycache__", kind: "byte-code", bytes: 5_000_000 },
    ],
    ignoreFile: { path: ".dockerignore", exists: true, text: "docs\n" },
    otherSources: [],
  };
  const messages = () => session.snapshot(uri)!.pricing.findings.map(({ finding }) => finding.message);

  test("change what is found, when they arrive and when they change", async () => {
    ports.contents = contents;
    session.open(uri, path, 1, copying);
    await turn();
    expect(messages()).toEqual([]);
    await ports.pass(0);
    expect(changes.at(-1)).toEqual([uri, "facts"]);
    expect(messages()).toEqual([expect.stringContaining(".git (80 MB)"), expect.stringContaining("__pycache__")]);
    await question(".").answer(90_000_000);
    expect(bytesOf(1)).toBe(90_000_000);

    ports.contents = { ...contents, clutter: [] };
    session.refreshFacts();
    await turn();
    await ports.pass(100);
    expect(messages()).toEqual([]);
  });

  test("are kept while they are looked at again", async () => {
    ports.contents = contents;
    session.open(uri, path, 1, copying);
    await turn();
    session.snapshot(uri);
    await ports.pass(0);
    session.refreshFacts();
    expect(messages()).toHaveLength(2);
    session.change(uri, 2, `# typed\n${copying}`);
    expect(messages()).toHaveLength(2);
  });

  test("are fixed in the ignore file, where the door may change it", async () => {
    ports.contents = contents;
    session.open(uri, path, 1, copying);
    await turn();
    session.snapshot(uri);
    await ports.pass(0);
    expect(session.fixAll(uri, "none")!.applied).toBe(0);
    const fixed = session.fixAll(uri, "existing")!;
    expect(fixed).toMatchObject({ text: copying, applied: 1 });
    expect([...fixed.files]).toEqual([[".dockerignore", "docs\n**/__pycache__\n"]]);
  });
});

describe("facts", () => {
  test("are looked up at once for a file that was just opened, and each only once", async () => {
    await openAndAsk();
    expect(ports.questions.map(({ request }) => request.key)).toHaveLength(2);
    session.snapshot(uri);
    session.change(uri, 1, text);
    session.snapshot(uri);
    await ports.pass(10_000);
    expect(ports.questions).toHaveLength(2);
  });

  test("do not wait where the editor tells of a document as changed when it is opened", async () => {
    session.open(uri, path, 1, text);
    session.change(uri, 1, text);
    await turn();
    session.snapshot(uri);
    await ports.pass(0);
    expect(ports.questions).toHaveLength(2);
    expect(changes).not.toContainEqual([uri, "text"]);
  });

  test("are pending until they arrive, and then priced in any order", async () => {
    await openAndAsk();
    expect(session.snapshot(uri)!.pricing.pending).toBe(2);
    expect(bytesOf(1)).toBeUndefined();
    await question("second").answer(2_000_000);
    expect(bytesOf(2)).toBe(2_000_000);
    expect(bytesOf(1)).toBeUndefined();
    await question("first").answer(1_000_000);
    expect(bytesOf(1)).toBe(1_000_000);
    expect(session.snapshot(uri)!.pricing.pending).toBe(0);
    // Both answers, and that nothing is known of what lies in the context.
    expect(changes.filter(([, cause]) => cause === "facts")).toHaveLength(3);
  });

  test("that cannot be had stay unknown and say why", async () => {
    await openAndAsk();
    await question("first").refuse("the folder is gone");
    const { analysis, pricing } = session.snapshot(uri)!;
    const { size } = pricing.instructions.get(analysis.image.instructions[1]!.index)!;
    expect(size.claim).toMatchObject({ kind: "unknown", reason: expect.stringContaining("the folder is gone") });
    expect(pricing.pending).toBe(1);
  });

  test("raise the revision and leave the analysis as it is", async () => {
    await openAndAsk();
    const before = session.snapshot(uri)!;
    await question("first").answer(5);
    const after = session.snapshot(uri)!;
    expect(after.analysis).toBe(before.analysis);
    expect(after.pricing.facts.revision).toBeGreaterThan(before.pricing.facts.revision);
    expect(session.snapshot(uri)).toBe(after);
  });

  test("for a text that changed since are used where it still wants them", async () => {
    await openAndAsk();
    const first = question("first");
    const second = question("second");
    session.change(
      uri,
      2,
      text.replace("COPY first", "# a line more\nCOPY first").replace("second /second", "third /t"),
    );
    await first.answer(7_000_000);
    await second.answer(9_000_000);
    const snapshot = session.snapshot(uri)!;
    expect(snapshot.version).toBe(2);
    expect(bytesOf(2)).toBe(7_000_000);
    expect(bytesOf(3)).toBeUndefined();
  });

  test("of a text that is being typed wait for quiet: half-typed paths are never asked for", async () => {
    await openAndAsk();
    await question("first").answer(1);
    await question("second").answer(1);
    for (const [index, typed] of ["COPY t /t", "COPY th /t", "COPY thi /t", "COPY third /t"].entries()) {
      session.change(uri, index + 2, `${text}${typed}\n`);
      session.snapshot(uri);
      await ports.pass(50);
    }
    expect(ports.questions).toHaveLength(0);
    await ports.pass(1_000);
    // The others are asked for again: a source more may move the context.
    expect(ports.questions.map(({ request }) => request.kind === "context-files" && request.sources)).toEqual([
      ["first"],
      ["second"],
      ["third"],
    ]);
  });

  test("are asked for again in another context, and only then", async () => {
    await openAndAsk();
    await question("first").answer(1_000_000);
    await question("second").answer(2_000_000);
    session.configure(uri, { hover: false });
    session.snapshot(uri);
    await ports.pass(1_000);
    expect(ports.questions).toHaveLength(0);
    session.configure(uri, { build: { context: "/elsewhere" } });
    expect(bytesOf(1)).toBe(1_000_000);
    await ports.pass(1_000);
    await question("first").answer(3_000_000);
    await question("second").refuse("the build context /elsewhere holds no second");
    expect([bytesOf(1), bytesOf(2)]).toEqual([3_000_000, undefined]);
  });

  test("of images are asked for again from another engine", async () => {
    session.open(uri, path, 1, "FROM registry.example.com/team/unheard-of:1\n");
    await turn();
    session.snapshot(uri);
    await ports.pass(0);
    await ports.questions[0]!.answer(5_000_000);
    session.configure(uri, { engine: "tcp://127.0.0.1:2375" });
    session.snapshot(uri);
    await ports.pass(1_000);
    expect(ports.questions[0]!.scope.engine).toBe("tcp://127.0.0.1:2375");
    await ports.questions[0]!.answer(6_000_000);
    expect(bytesOf(0)).toBe(6_000_000);
  });

  test("follow the context that a new source moves, and stay while a path is half typed", async () => {
    await openAndAsk();
    await question("first").answer(1_000_000);
    await question("second").answer(2_000_000);
    session.change(uri, 2, `${text}COPY third /third\n`);
    session.snapshot(uri);
    await ports.pass(1_000);
    await question("first").answer(4_000_000);
    await question("second").refuse("the build context /work holds no second");
    await question("third").refuse("the build context /work holds no third");
    expect([bytesOf(1), bytesOf(2), bytesOf(3)]).toEqual([4_000_000, 2_000_000, undefined]);
  });

  test("for a closed document change nothing and tell nobody", async () => {
    await openAndAsk();
    const late = question("first");
    session.close(uri);
    changes.length = 0;
    await late.answer(1_000_000);
    await ports.pass(10_000);
    expect(changes).toEqual([]);
    expect(session.snapshot(uri)).toBeUndefined();
  });

  test("for a document that was closed and opened again belong to the old one", async () => {
    await openAndAsk();
    const late = question("first");
    session.close(uri);
    await openAndAsk();
    await late.answer(1_000_000);
    expect(bytesOf(1)).toBeUndefined();
    await question("first").answer(3_000_000);
    expect(bytesOf(1)).toBe(3_000_000);
  });

  test("are asked for again after a change on disk, and stay what they were until the answer comes", async () => {
    await openAndAsk();
    await question("first").answer(1_000_000);
    const outdated = question("second");
    session.refreshFacts();
    await turn();
    await ports.pass(0);
    expect(bytesOf(1)).toBe(1_000_000);
    await outdated.answer(666);
    expect(bytesOf(2)).toBeUndefined();
    await question("first").answer(4_000_000);
    await question("second").answer(5_000_000);
    expect([bytesOf(1), bytesOf(2)]).toEqual([4_000_000, 5_000_000]);
  });

  test("that turn out as they were, on a disk where nothing else changed, are no news", async () => {
    await openAndAsk();
    await question("first").answer(1_000_000);
    await question("second").answer(2_000_000);
    const before = session.snapshot(uri);
    changes.length = 0;
    session.refreshFacts();
    await turn();
    await ports.pass(0);
    await question("first").answer(1_000_000);
    await question("second").answer(2_000_000);
    expect(changes).toEqual([]);
    expect(session.snapshot(uri)).toBe(before);
    session.refreshFacts();
    await turn();
    await ports.pass(0);
    await question("first").answer(1_000_001);
    expect(changes).toEqual([[uri, "facts"]]);
  });

  test("of many documents are asked for again one document after the other, the last one looked at first", async () => {
    const uris = ["a", "b", "c"].map((name) => `file:///work/${name}.Dockerfile`);
    for (const one of uris) session.open(one, path, 1, "FROM scratch\nCOPY first /first\n");
    await turn();
    for (const one of uris) session.snapshot(one);
    await ports.pass(0);
    for (const one of [...ports.questions]) await one.answer(1);
    session.snapshot(uris[1]!);
    session.refreshFacts();
    await turn();
    await ports.pass(0);
    expect(ports.questions.map(({ scope }) => scope.document.uri)).toEqual([uris[1]]);
    await ports.pass(100);
    expect(ports.questions.map(({ scope }) => scope.document.uri).sort()).toEqual([...uris].sort());
  });

  test("are told the sources of the whole file and the context of the settings", async () => {
    session.open(uri, path, 1, text);
    session.configure(uri, { build: { context: "/elsewhere" } });
    await turn();
    session.snapshot(uri);
    await ports.pass(0);
    expect(question("first").scope).toMatchObject({
      contextSources: ["first", "second"],
      contextPath: "/elsewhere",
      document: { uri, path },
    });
  });

  test("about images are not asked of an engine without trust, and are once it is given", async () => {
    const untrusted = createSession(ports, false);
    untrusted.open(uri, path, 1, "FROM registry.example.com/team/unheard-of:1\n");
    await turn();
    untrusted.snapshot(uri);
    await ports.pass(0);
    expect(ports.questions).toHaveLength(0);
    untrusted.setTrusted(true);
    await turn();
    await ports.pass(0);
    expect(ports.questions.map(({ request }) => request.kind)).toEqual(["base-image"]);
    await ports.questions[0]!.answer(123_000_000);
    const { pricing, analysis } = untrusted.snapshot(uri)!;
    expect(pricing.instructions.get(analysis.image.instructions[0]!.index)!.size.claim).toMatchObject({
      bytes: 123_000_000,
    });
  });
});

describe("settled", () => {
  test("waits for every fact", async () => {
    session.open(uri, path, 1, text);
    let settled: unknown = "not yet";
    void session.settled(uri).then((snapshot) => (settled = snapshot));
    await turn();
    await question("first").answer(1);
    expect(settled).toBe("not yet");
    await question("second").refuse("gone");
    await turn();
    expect(settled).toBe(session.snapshot(uri));
  });

  test("resolves at once when nothing is wanted, and with nothing when the document is closed", async () => {
    session.open(uri, path, 1, "FROM scratch\n");
    expect((await session.settled(uri))?.version).toBe(1);
    session.close(uri);
    expect(await session.settled(uri)).toBeUndefined();
    await openAndAsk();
    const waiting = session.settled(uri);
    await turn();
    session.close(uri);
    expect(await waiting).toBeUndefined();
  });
});

describe("measurements of earlier sessions", () => {
  test("are loaded for an opened document, and forgotten on request", async () => {
    session.open(uri, path, 1, text);
    const building = session.build(uri, {}, () => undefined, { aborted: false, addEventListener: () => undefined });
    await turn();
    ports.startedBuilds[0]!.tell({
      kind: "stage-measured",
      stage: {
        name: undefined,
        index: 0,
        line: 0,
        own: { claim: measured(30), unknownParts: 0 },
        total: { claim: measured(30), unknownParts: 0 },
        base: measured(0),
        durationMs: 5,
        instructions: [
          {
            index: 1,
            line: 1,
            keyword: "COPY",
            text: "",
            size: measured(10),
            durationMs: 1,
            cached: false,
            contextDigest: "a",
          },
          {
            index: 2,
            line: 2,
            keyword: "COPY",
            text: "",
            size: measured(20),
            durationMs: 1,
            cached: false,
            contextDigest: "b",
          },
        ],
      },
    });
    await ports.startedBuilds[0]!.end({ kind: "cancelled" });
    await building;
    session.dispose();

    session = createSession(ports, true);
    session.open(uri, path, 1, text);
    await turn();
    expect(session.snapshot(uri)!.pricing.facts.measurements).not.toHaveLength(0);
    expect([bytesOf(1), bytesOf(2)]).toEqual([10, 20]);
    await session.clearMeasurements(undefined);
    expect(session.snapshot(uri)!.pricing.facts.measurements).toHaveLength(0);
    expect(ports.kept.size).toBe(0);
    expect(bytesOf(1)).toBeUndefined();
  });
});

function measured(bytes: number) {
  return {
    kind: "measured",
    bytes,
    metric: "unpacked",
    basis: "test engine",
    measuredAt: "2026-11-23T11:00:00.000Z",
  } as const;
}
