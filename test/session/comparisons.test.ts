// Comparisons of a session: committed versions built out of sight, measurements beside each other, budgets.
import { beforeEach, describe, expect, test } from "vitest";
import type { SavedMeasurement } from "../../server/src/engine/index";
import { createSession } from "../../server/src/session/create-session";
import type { Session } from "../../server/src/session/types";
import { measured } from "../engine/comparison/measured";
import { InMemoryPorts, turn } from "./in-memory-ports";

const uri = "file:///work/docker/Dockerfile";
const path = "/work/docker/Dockerfile";
const never = { aborted: false, addEventListener: () => undefined };
const before = "FROM scratch #= 0\nCOPY app /app #= 2000000";
const after = "FROM scratch #= 0\nCOPY app /app #= 1500000";
const commit = "3f2a91c0000000000000000000000000000000ff";

let ports: InMemoryPorts;
let session: Session;

beforeEach(() => {
  ports = new InMemoryPorts();
  session = createSession(ports, true);
  session.open(uri, path, 1, measured(after).dockerfileText!);
});

/** Answers the whole build that was started last with the measurement of a text. */
async function endBuild(text: string): Promise<void> {
  await turn();
  const { build } = measured(text);
  await ports.startedBuilds.at(-1)!.end({ kind: "measured", build });
}

/** A committed version whose files lie in /copy, until they are removed. */
function committed(text: string): { removed: number } {
  const state = { removed: 0 };
  ports.committed = {
    dockerfilePath: "/copy/docker/Dockerfile",
    text: measured(text).dockerfileText!,
    commit,
    root: "/copy",
    workingTree: "/work",
    caution: undefined,
    remove: async () => {
      state.removed++;
    },
  };
  return state;
}

/** Facts that are asked for on the way are not known here. */
async function withoutFacts<T>(work: Promise<T>): Promise<T> {
  let done = false;
  void work.finally(() => (done = true)).catch(() => undefined);
  while (!done) {
    for (const question of [...ports.questions]) await question.refuse("not known in tests");
    await turn();
  }
  return work;
}

describe("a committed version", () => {
  test("is built from its own files and told as the file that the user knows", async () => {
    const copy = committed(before);
    const told: string[] = [];
    session.onChange((changed) => told.push(changed));
    const options = { contextPath: "/work", target: "0", keepTag: "not-for-this-one" };
    const building = session.buildRevision(uri, "HEAD", options, () => undefined, never);
    await turn();
    expect(ports.startedBuilds[0]!.request).toMatchObject({
      dockerfilePath: "/copy/docker/Dockerfile",
      dockerfileText: measured(before).dockerfileText,
      contextPath: "/copy",
      target: "0",
      keepTag: undefined,
    });
    expect(copy.removed).toBe(0);
    ports.startedBuilds[0]!.tell({ kind: "context", path: "/copy", files: 1, bytes: 1 });
    await endBuild(before);
    const { outcome } = await withoutFacts(building);
    if (outcome.kind !== "measured") throw new Error(JSON.stringify(outcome));
    expect(outcome.measurement).toMatchObject({
      name: "HEAD (3f2a91c)",
      namedByBuild: true,
      dockerfilePath: path,
      contextPath: "/work",
      revision: commit,
    });
    expect(copy.removed).toBe(1);
    expect(told.filter((one) => one !== uri)).toEqual([]);
    // Sizes of single instructions belong to files that are open, not to copies.
    expect([...ports.kept.keys()]).toEqual([]);
    expect((await session.measurements()).map(({ name }) => name)).toEqual(["HEAD (3f2a91c)"]);
  });

  test("leaves nothing when its build fails or is cancelled", async () => {
    const copy = committed(before);
    const failing = session.buildRevision(uri, "HEAD", {}, () => undefined, never);
    await turn();
    await ports.startedBuilds[0]!.end({ kind: "failed", message: "no", instruction: 1, logTail: "" });
    expect((await failing).outcome).toMatchObject({ kind: "failed" });
    const cancelled = session.buildRevision(uri, "HEAD", {}, () => undefined, never);
    await turn();
    await ports.startedBuilds[1]!.end({ kind: "cancelled" });
    expect((await cancelled).outcome).toEqual({ kind: "cancelled" });
    expect(copy.removed).toBe(2);
    // The document that is open has not failed.
    expect(session.snapshot(uri)?.buildFailure).toBeUndefined();
  });

  test("is refused in a sentence: untrusted, unknown, not a file", async () => {
    const refusal = async (asked: string) =>
      (await session.buildRevision(asked, "HEAD", {}, () => undefined, never)).outcome as { message?: string };
    expect((await refusal(uri)).message).toBe('There is no revision "HEAD" in this repository.');
    expect((await refusal("file:///elsewhere")).message).toMatch(/^Open the file/);
    session.open("untitled:1", undefined, 1, "FROM scratch");
    expect((await refusal("untitled:1")).message).toMatch(/^Save the file first/);
    session.setTrusted(false);
    expect((await refusal(uri)).message).toMatch(/needs a trusted workspace/);
    expect(ports.startedBuilds).toEqual([]);
  });
});

describe("two measurements", () => {
  test("are compared with what the images hold, where both texts are known", async () => {
    const comparison = await withoutFacts(session.compare(measured(before, { name: "one" }), measured(after)));
    expect(comparison.size.difference).toMatchObject({ kind: "measured", bytes: -500_000 });
    expect(comparison.contents?.parts[0]).toMatchObject({
      label: "files of the build context",
      kind: "changed",
      size: { difference: { kind: "measured", bytes: -500_000 } },
    });
    const image: SavedMeasurement = { ...measured(before), dockerfileText: undefined, dockerfilePath: "api:1" };
    expect((await withoutFacts(session.compare(image, measured(after)))).contents).toBeUndefined();
  });

  test("an image that the engine has not is a phrase", async () => {
    await expect(session.readImage("api:1", uri)).rejects.toThrow("the engine has no image api:1");
  });
});

describe("a budget", () => {
  test("is the one that is asked for, else that of the settings, else none", async () => {
    const saved = measured(after);
    expect(await withoutFacts(session.budgetOf(saved))).toBeUndefined();
    expect(await withoutFacts(session.budgetOf(saved, 1_000_000))).toMatchObject({ isBroken: true, budget: 1_000_000 });
    const commented = measured(`# layer-cost budget=1MB\n${after}`);
    expect(await withoutFacts(session.budgetOf(commented))).toMatchObject({ isBroken: true, reach: "tooLittle" });
    expect(await withoutFacts(session.budgetOf(commented, 2_000_000))).toMatchObject({
      isBroken: false,
      reach: "within",
    });
  });
});
