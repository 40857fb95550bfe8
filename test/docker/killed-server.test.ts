// A language server that is killed in mid-build: the engine ends the build, and what was finished is removed by the next one.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { leftJournals, openJournal } from "../../server/src/docker/image-journal";
import type { BuildProgressParams, BuildSummary } from "../../server/src/protocol/index";
import { temporaryFolder } from "../context/temporary-folder";
import { LanguageClient } from "../lsp/language-client";
import { baseImage, clientOf, describeOnBuilders, type TestEngine } from "./engines";
import { endProcess, isRunning, uniqueSleep } from "./processes";

let folder: string;
let uri: string;
let client: LanguageClient;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-killed-"));
  fs.mkdirSync(path.join(folder, "context"));
  uri = pathToFileURL(path.join(folder, "context/Dockerfile")).href;
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
});

const journals = () => path.join(folder, "cache/layer-cost/made-images");

async function openOn(engine: TestEngine, lines: readonly string[]): Promise<void> {
  const text = `${lines.join("\n")}\n`;
  client = await LanguageClient.start({
    environment: {
      ...(engine.environment as Record<string, string>),
      DOCKER_HOST: engine.endpoint,
      XDG_CACHE_HOME: path.join(folder, "cache"),
    },
  });
  onTestFinished(() => client.kill());
  await client.open(uri, text);
  await client.diagnostics(uri);
}

/** Waits without leaving the processor for long: what is waited for does not last. */
async function untilThere<T>(look: () => T | undefined): Promise<T> {
  for (const end = Date.now() + 60_000; ; ) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error("what was waited for did not come");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const unique = () => `${Date.now()}-${Math.random()}`;

describeOnBuilders("a killed language server", (engine) => {
  test("leaves no process of the step that ran, no container and no image", async () => {
    const seconds = uniqueSleep();
    await openOn(engine, [`FROM ${baseImage}`, `RUN echo begun && sleep ${seconds}`]);
    void client.run("layerCost.build", uri).catch(() => undefined);
    await client.until(
      () =>
        client.notifications.find(
          ({ method, params }) =>
            method === "layerCost/buildProgress" &&
            (params as BuildProgressParams).events.some(({ kind }) => kind === "log"),
        ),
      "the step's output",
      60_000,
    );
    await expect.poll(() => isRunning(seconds)).toBe(true);
    client.kill();
    await client.exited;
    // Podman goes on with what nobody listens to.
    if (engine.label.startsWith("Podman")) endProcess(seconds);
    await expect.poll(() => isRunning(seconds), { timeout: 20_000 }).toBe(false);
    // That the engine comes to what it was before is checked after every test.
  });

  // Podman goes on building, and what it makes from then on nobody hears of.
  if (engine.label.startsWith("Podman")) return;
  test("after its target was built leaves the image, which the next build removes, and only that", async () => {
    const stages = Array.from({ length: 8 }, (_, number) => [
      `FROM ${baseImage} AS s${number}`,
      `RUN echo ${unique()} > /f`,
    ]);
    const copies = stages.map((_, number) => `COPY --from=s${number} /f /f${number}`);
    await openOn(engine, [...stages.flat(), `FROM ${baseImage}`, ...copies]);
    void client.run("layerCost.build", uri).catch(() => undefined);
    const file = await untilThere(() => {
      const [name] = fs.existsSync(journals()) ? fs.readdirSync(journals()) : [];
      const found = name && path.join(journals(), name);
      // The classic builder tells of an image per step.
      const lines = found ? fs.readFileSync(found, "utf8").trimEnd().split("\n").length : 0;
      return lines > (engine.builder === "classic" ? 4 : 1) ? found : undefined;
    });
    client.kill();
    await client.exited;
    const docker = await clientOf(engine);
    const ids = fs.readFileSync(file!, "utf8").trimEnd().split("\n").slice(1);
    const there = async () => {
      const images = await docker.listImages({ all: true });
      return ids.filter((id) => images.some(({ Id }) => Id.startsWith(`sha256:${id}`)));
    };
    expect((await there()).length).toBeGreaterThan(0);
    const [kept] = await there();
    const tag = `layer-cost-test-kept:${process.pid}`;
    await docker.getImage(kept!).tag({ repo: "layer-cost-test-kept", tag: String(process.pid) });

    await openOn(engine, [`FROM ${baseImage}`, "RUN true"]);
    expect(await client.run<BuildSummary>("layerCost.build", uri)).toMatchObject({ kind: "measured" });
    expect(await there()).toEqual([kept]);
    expect(fs.readdirSync(journals())).toEqual([]);
    expect(await client.stop()).toBe(0);
    await docker.getImage(tag).remove();
  });
});

test("a journal counts as left only when its process is gone, on this machine and for this engine", () => {
  const journal = path.join(temporaryFolder({}), "made-images");
  expect(leftJournals(journal, "unix:///a")).toEqual([]);
  const own = openJournal(journal, "unix:///a");
  own.note("aaaaaaaaaaaa");
  own.note("bbbbbbbbbbbb");
  expect(leftJournals(journal, "unix:///a")).toEqual([]);
  const write = (name: string, owner: object, ids: string) =>
    fs.writeFileSync(path.join(journal, name), `${JSON.stringify(owner)}\n${ids}`);
  const gone = { host: os.hostname(), pid: 2 ** 22 + 1, address: "unix:///a" };
  write("elsewhere.txt", { ...gone, host: "elsewhere" }, "cccccccccccc\n");
  write("other-engine.txt", { ...gone, address: "unix:///b" }, "cccccccccccc\n");
  write("alive.txt", { ...gone, pid: process.ppid }, "cccccccccccc\n");
  fs.writeFileSync(path.join(journal, "broken.txt"), "not ours");
  // Ids are kept as short as Podman tells them.
  write("left.txt", gone, "ddddddddddd\n../../etc\neeee");
  // A worker of this very process that crashed.
  write("crashed.txt", { ...gone, pid: process.pid }, "ffffffffffff\n");
  const left = leftJournals(journal, "unix:///a");
  expect(left.map(({ ids }) => ids).sort()).toEqual([["ddddddddddd"], ["ffffffffffff"]]);
  for (const { forget } of left) forget();
  own.close();
  expect(fs.readdirSync(journal).sort()).toEqual(["alive.txt", "broken.txt", "elsewhere.txt", "other-engine.txt"]);
  const readOnly = openJournal(path.join(journal, "broken.txt", "folder"), "unix:///a");
  expect(() => readOnly.note("aaaaaaaaaaaa")).not.toThrow();
  readOnly.close();
});
