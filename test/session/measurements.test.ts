// Measured builds that a session keeps: which ones, what becomes of them, and what documents know of their own.
import { beforeEach, describe, expect, test } from "vitest";
import type { BuildOutcome } from "../../server/src/engine/index";
import { createSession } from "../../server/src/session/create-session";
import type { BuildOptions, Session } from "../../server/src/session/types";
import { savedMeasurement } from "../engine/saved-measurement";
import { InMemoryPorts, turn } from "./in-memory-ports";

const uri = "file:///work/api/Dockerfile";
const path = "/work/api/Dockerfile";
const { build: measured } = savedMeasurement;
const text = savedMeasurement.dockerfileText as string;
const never = { aborted: false, addEventListener: () => undefined };

let ports: InMemoryPorts;
let session: Session;
let changes: number;

beforeEach(async () => {
  ports = new InMemoryPorts();
  session = createSession(ports, true);
  changes = 0;
  session.onMeasurementsChange(() => changes++);
  session.open(uri, path, 1, text);
  await session.ready(uri);
});

async function build(outcome: BuildOutcome, options: BuildOptions = {}): Promise<BuildOutcome> {
  const ended = session.build(uri, options, () => undefined, never);
  await turn();
  const started = ports.startedBuilds.at(-1)!;
  started.tell({ kind: "context", path: "/work/api", files: 1, bytes: 2 });
  started.tell({ kind: "stage-measured", stage: measured.stages[0]! });
  await started.end(outcome);
  return ended;
}

const kept = () => session.snapshot(uri)!.kept;
const sizeAt = (index: number) => session.snapshot(uri)!.pricing.instructions.get(index)!.size.claim;

describe("a measured build", () => {
  test("is kept whole, with what was built", async () => {
    const options = { buildArguments: { A: "1" }, platform: "linux/arm64" };
    const outcome = await build({ kind: "measured", build: measured }, options);
    const expected = {
      id: "build-1",
      name: undefined,
      dockerfilePath: path,
      dockerfileText: text,
      contextPath: "/work/api",
      ...options,
      build: measured,
    };
    expect(outcome).toEqual({ kind: "measured", build: measured, measurement: expected });
    expect(await session.measurements()).toEqual([expected]);
    expect(kept()).toEqual([expected]);
    expect(changes).toBe(1);
  });

  test("is known again when its file is opened, to that file alone", async () => {
    await build({ kind: "measured", build: measured });
    const later = createSession(ports, true);
    later.open(uri, path, 1, text);
    later.open("file:///other", "/other", 1, text);
    later.open("untitled:1", undefined, 1, text);
    await Promise.all([later.ready(uri), later.ready("file:///other"), later.ready("untitled:1")]);
    expect(later.snapshot(uri)!.kept).toEqual(ports.keptBuilds);
    expect(later.snapshot("file:///other")!.kept).toEqual([]);
    expect(later.snapshot("untitled:1")!.kept).toEqual([]);
  });

  test("is shown, with the reason, where it cannot be kept", async () => {
    ports.full = true;
    expect(await build({ kind: "measured", build: measured })).toEqual({
      kind: "measured",
      build: measured,
      keepingProblem: "It could not be kept in the list of measurements: no space is left on its disk.",
    });
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 100_000_000 });
    expect(changes).toBe(0);
  });

  test.each<BuildOutcome>([
    { kind: "failed", message: "It failed.", instruction: 1, logTail: "" },
    { kind: "cancelled" },
    { kind: "unavailable", message: "The engine is gone." },
  ])("that ended as %s is not in the list; sizes of stages that it did measure stay", async (outcome) => {
    expect(await build(outcome)).toEqual(outcome);
    expect(await session.measurements()).toEqual([]);
    expect(changes).toBe(0);
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 100_000_000 });
    expect(ports.kept.get(uri)!.length).toBeGreaterThan(0);
  });
});

describe("kept measurements", () => {
  test("are named and removed, and documents know it", async () => {
    await build({ kind: "measured", build: measured });
    await build({ kind: "measured", build: measured });
    await session.nameMeasurement("build-1", " phase 1 ");
    expect(kept().map(({ name }) => name)).toEqual([undefined, "phase 1"]);
    await session.nameMeasurement("build-1", "  ");
    expect(kept().map(({ name }) => name)).toEqual([undefined, undefined]);
    await session.removeMeasurements(["build-2"]);
    expect(kept().map(({ id }) => id)).toEqual(["build-1"]);
    expect(changes).toBe(5);
    expect(sizeAt(1).kind).toBe("measured");
  });

  test("of another window are known once the list is read", async () => {
    ports.keptBuilds = [savedMeasurement];
    expect(kept()).toEqual([]);
    let told = 0;
    session.onChange(() => told++);
    expect(await session.measurements()).toEqual([savedMeasurement]);
    expect(kept()).toEqual([savedMeasurement]);
    await session.measurements();
    expect(told).toBe(1);
  });

  test("are cleared together with the sizes in the file, named ones only when that is said", async () => {
    await build({ kind: "measured", build: measured });
    await build({ kind: "measured", build: measured });
    await session.nameMeasurement("build-1", "phase 1");
    ports.keptBuilds = [
      ...ports.keptBuilds,
      { ...savedMeasurement, id: "other", name: undefined, dockerfilePath: "/b" },
    ];
    await session.clearMeasurements(uri);
    expect(ports.keptBuilds.map(({ id }) => id)).toEqual(["build-1", "other"]);
    expect(kept().map(({ id }) => id)).toEqual(["build-1"]);
    expect(sizeAt(1).kind).not.toBe("measured");
    expect(ports.kept.size).toBe(0);
    await session.clearMeasurements(undefined, { named: true });
    expect(ports.keptBuilds).toEqual([]);
    expect(kept()).toEqual([]);
  });
});

describe("measured sizes in the file", () => {
  beforeEach(() => build({ kind: "measured", build: measured }));
  const edit = (changed: string) => session.change(uri, session.snapshot(uri)!.version + 1, changed);

  test("stay when the file is formatted, commented or changed below, and after it was opened again", async () => {
    edit(
      text.replace("apt-get install -y gcc", "apt-get \\\n  # the compiler\n  install   -y gcc").concat("USER app\n"),
    );
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 100_000_000 });
    const later = createSession(ports, true);
    later.open(uri, path, 1, `# a comment\n${text}`);
    await later.ready(uri);
    expect(later.snapshot(uri)!.pricing.instructions.get(1)!.size.claim).toMatchObject({ kind: "measured" });
  });

  test("become estimates when something changes that they stand on, and come back with it", async () => {
    edit(text.replace("FROM debian AS", "FROM debian:12 AS"));
    expect(sizeAt(1)).toMatchObject({ kind: "estimated", likely: 100_000_000 });
    edit(text);
    expect(sizeAt(1)).toMatchObject({ kind: "measured", bytes: 100_000_000 });
    edit(text.replace("install -y gcc", "install -y g++"));
    expect(sizeAt(1)).not.toMatchObject({ kind: "measured" });
  });
});
