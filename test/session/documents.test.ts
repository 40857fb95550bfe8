// Documents of a session: versions, caches, settings of the editor and of the file.
import { beforeEach, describe, expect, test } from "vitest";
import { createSession } from "../../server/src/session/create-session";
import type { ChangeCause, Session, Snapshot } from "../../server/src/session/types";
import { InMemoryPorts, turn } from "./in-memory-ports";

const uri = "file:///work/Dockerfile";
const path = "/work/Dockerfile";
const flagged = "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git\n";

let ports: InMemoryPorts;
let session: Session;
let causes: ChangeCause[];

beforeEach(() => {
  ports = new InMemoryPorts();
  session = createSession(ports, true);
  causes = [];
  session.onChange((_uri, cause) => causes.push(cause));
});

async function open(text = flagged): Promise<void> {
  session.open(uri, path, 1, text);
  await session.ready(uri);
}

const rulesFound = () => session.snapshot(uri)!.pricing.findings.map(({ finding }) => finding.rule.id);

describe("documents", () => {
  test("are not known before they are opened, nor after they are closed", async () => {
    session.change(uri, 1, flagged);
    session.close(uri);
    session.configure(uri, {});
    expect(session.snapshot(uri)).toBeUndefined();
    expect(session.fixAll(uri, "none")).toBeUndefined();
    await session.ready(uri);
    await open();
    expect(session.snapshot(uri)?.version).toBe(1);
    session.close(uri);
    expect(session.snapshot(uri)).toBeUndefined();
  });

  test("give the same snapshot until something changes", async () => {
    await open();
    const first = session.snapshot(uri)!;
    expect(session.snapshot(uri)).toBe(first);
    session.change(uri, 2, `${flagged}USER app\n`);
    const second = session.snapshot(uri)!;
    expect(second).not.toBe(first);
    expect(second.version).toBe(2);
    expect(second.analysis.syntax.text).toBe(`${flagged}USER app\n`);
  });

  test("keep their analysis when only the version changes", async () => {
    await open();
    const first = session.snapshot(uri)!;
    session.change(uri, 2, flagged);
    expect(session.snapshot(uri)).toMatchObject({ version: 2 });
    expect(session.snapshot(uri)!.analysis).toBe(first.analysis);
  });

  test("of many thousand changes are analysed only when somebody asks", async () => {
    await open();
    for (let version = 2; version < 5_000; version++) session.change(uri, version, `${flagged}# ${version}\n`);
    expect(session.snapshot(uri)!.version).toBe(4_999);
    expect(causes.filter((cause) => cause === "text")).toHaveLength(4_998);
  });

  test("that nobody asked about for a while give their memory back, and are the same when somebody does", async () => {
    await open();
    const first = session.snapshot(uri)!;
    const others = Array.from({ length: 20 }, (_, n) => `file:///work/${n}/Dockerfile`);
    for (const other of others) {
      session.open(other, `/work/${other}`, 1, flagged);
      await session.ready(other);
      session.snapshot(other);
    }
    const again = session.snapshot(uri)!;
    expect(again.analysis).not.toBe(first.analysis);
    const shown = ({ pricing }: Snapshot) =>
      pricing.findings.map(({ finding, saving }) => ({ id: finding.id, message: finding.message, saving }));
    expect(shown(again)).toEqual(shown(first));
    expect(session.snapshot(uri)).toBe(again);
    const last = session.snapshot(others.at(-1)!);
    expect(session.snapshot(others.at(-1)!)).toBe(last);
  });

  test("can be fixed as a whole by what is safe", async () => {
    await open();
    const fixed = session.fixAll(uri, "none")!;
    expect(fixed.applied).toBeGreaterThan(0);
    expect(fixed.text).toContain("rm -rf /var/lib/apt/lists/*");
    session.change(uri, 2, fixed.text);
    expect(session.fixAll(uri, "none")).toMatchObject({ text: fixed.text, applied: 0 });
  });
});

describe("settings", () => {
  test("that name a stage which no file has are reported", async () => {
    ports.stageNames = ["worker"];
    await open("FROM debian:12 AS run\n");
    session.configure(uri, { targets: ["run", "WORKER", "rum", "7"], budget: { elsewhere: "1GB" } });
    expect(session.snapshot(uri)!.settingsProblems).toEqual([]);
    await ports.pass(1_000);
    expect(session.snapshot(uri)!.settingsProblems.map(({ message }) => message)).toEqual([
      '"targets" names the stage "rum", which no Dockerfile here has: did you mean "run"?',
      '"budget" names the stage "elsewhere", which no Dockerfile here has.',
    ]);
  });

  test("of the editor take effect at once", async () => {
    await open();
    expect(rulesFound()).toContain("package-cache-left");
    session.configure(uri, { rules: { "package-cache-left": "off" } });
    expect(rulesFound()).not.toContain("package-cache-left");
    session.configure(uri, { rules: { "package-cache-left": "error" } });
    expect(session.snapshot(uri)!.pricing.findings.map(({ severity }) => severity)).toContain("error");
    session.configure(uri, null);
    expect(rulesFound()).toContain("package-cache-left");
    expect(causes.filter((cause) => cause === "settings")).toHaveLength(3);
  });

  test("of the file win over those of the editor", async () => {
    ports.settingsFile = { path: "/work/.layer-cost.json", text: '{ "rules": { "package-cache-left": "off" } }' };
    await open();
    session.configure(uri, { rules: { "package-cache-left": "error" } });
    expect(rulesFound()).not.toContain("package-cache-left");
    ports.settingsFile = undefined;
    session.refreshFacts();
    await turn();
    expect(session.snapshot(uri)!.pricing.findings.map(({ severity }) => severity)).toContain("error");
  });

  test("that only the editor shows leave the analysis as it is", async () => {
    await open();
    const { analysis } = session.snapshot(uri)!;
    session.configure(uri, { codeLens: false, hover: false, inlayHints: { minimum: "5MB", stages: false } });
    const after = session.snapshot(uri)!;
    expect(after.analysis).toBe(analysis);
    expect(after.settings).toMatchObject({
      codeLens: false,
      hover: false,
      inlayHints: { minimum: 5_000_000, stages: false, instructions: true },
    });
  });

  test("with a mistake are reported with the nearest valid key, and the rest counts", async () => {
    ports.settingsFile = {
      path: "/work/.layer-cost.json",
      text: '{ "minimumSavings": "2MB", "rules": { "package-cache-left": "hint" } }',
    };
    await open();
    const { settingsProblems, settings } = session.snapshot(uri)!;
    expect(settingsProblems).toHaveLength(1);
    expect(settingsProblems[0]!.message).toContain("minimumSaving");
    expect(settings.analysis.rules).toEqual({ "package-cache-left": "hint" });
  });

  test("that are no JSON, or cannot be read, are a problem and not the end", async () => {
    ports.settingsFile = { path: "/work/.layer-cost.json", text: "{ rules" };
    await open();
    expect(session.snapshot(uri)!.settingsProblems.length).toBeGreaterThan(0);
    ports.settingsFile = new Error("/work/.layer-cost.json cannot be read: permission denied.");
    session.refreshFacts();
    await turn();
    expect(
      session
        .snapshot(uri)!
        .settingsProblems.map(({ message }) => message)
        .join(),
    ).toContain("permission denied");
    expect(rulesFound()).toContain("package-cache-left");
  });

  test.each([[42], ["nonsense"], [[]], [{ rules: 7, targets: "x", inlayHints: null, build: [] }]])(
    "of the wrong shape (%j) do no harm",
    async (nonsense) => {
      await open();
      session.configure(uri, nonsense);
      expect(rulesFound()).toContain("package-cache-left");
    },
  );

  test("make a relative build context of the file one of the file's folder", async () => {
    ports.settingsFile = { path: "/work/.layer-cost.json", text: '{ "build": { "context": "../shared" } }' };
    await open();
    expect(session.snapshot(uri)!.settings.buildContext).toBe("/work/../shared");
  });
});
