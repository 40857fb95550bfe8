// Kept measurements over the protocol: the list, names, texts, the trend in the hover, and files that cannot be read.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Hover, MarkupContent } from "vscode-languageserver-protocol";
import { measuredClaim, readSavedMeasurement, type SavedMeasurement } from "../../server/src/engine/index";
import type { KeptMeasurement } from "../../server/src/protocol/index";
import { createMeasurementStore } from "../../server/src/workspace/measurement-store";
import { savedMeasurement } from "../engine/saved-measurement";
import { LanguageClient } from "./language-client";

let folder: string;
let storagePath: string;
let uri: string;
let client: LanguageClient;
const text = savedMeasurement.dockerfileText as string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-lsp-"));
  storagePath = path.join(folder, "storage");
  uri = pathToFileURL(path.join(folder, "Dockerfile")).href;
  writeFileSync(path.join(folder, "Dockerfile"), text);
});

afterEach(() => {
  client?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Keeps a build of the test's Dockerfile on a day of November 2026, whose image has so many MB. */
function keep(day: number, megabytes: number, changes: Partial<SavedMeasurement> = {}): Promise<SavedMeasurement> {
  const measuredAt = `2026-11-${day}T10:00:00.000Z`;
  const size = measuredClaim(megabytes * 1_000_000, "a test", measuredAt);
  const [tools, app] = savedMeasurement.build.stages;
  const copy = { ...app!.instructions[0]!, size };
  const total = { claim: size, unknownParts: 0 };
  const stages = [tools!, { ...app!, total, instructions: [copy] }];
  const { id: _, ...rest } = savedMeasurement;
  return createMeasurementStore(storagePath).add({
    ...rest,
    name: undefined,
    dockerfilePath: path.join(folder, "Dockerfile"),
    buildArguments: {},
    platform: undefined,
    ...changes,
    build: { ...savedMeasurement.build, measuredAt, stages, image: { ...savedMeasurement.build.image, size } },
  });
}

async function start(): Promise<void> {
  client = await LanguageClient.start({ initializationOptions: { trusted: true, storagePath } });
  await client.open(uri, text);
  await client.diagnostics(uri);
}

const list = () => client.run<KeptMeasurement[]>("layerCost.measurements");
const changes = () => client.notifications.filter(({ method }) => method === "layerCost/measurementsChanged");
const warnings = () =>
  client.notifications
    .filter(({ method }) => method === "window/showMessage")
    .map(({ params }) => (params as { message: string }).message);

describe("kept measurements", () => {
  test("are listed newest first, each with what changed since the one before of its kind", async () => {
    await keep(20, 291);
    await keep(21, 100, { platform: "linux/arm64" });
    await keep(22, 274);
    await start();
    const rows = await list();
    expect(rows.map(({ total, change, platform }) => [total, change, platform])).toEqual([
      ["274 MB", "−17 MB", undefined],
      ["100 MB", undefined, "linux/arm64"],
      ["291 MB", undefined, undefined],
    ]);
    expect(rows[0]).toMatchObject({
      dockerfilePath: path.join(folder, "Dockerfile"),
      target: "stage 1",
      measuredAt: "2026-11-22T10:00:00.000Z",
      engine: "Docker 28.5.2, BuildKit, overlay2",
      duration: "12.3 s",
      buildArguments: {},
    });
  });

  test("are named, explained, written out and removed, and the client is told", async () => {
    await keep(20, 291);
    const { id } = await keep(22, 274);
    await start();
    expect(await client.run("layerCost.nameMeasurement", id, "phase 2")).toBeNull();
    await client.until(() => changes().length === 1, "news of the name");
    expect((await list())[0]).toMatchObject({ id, name: "phase 2" });
    expect(await client.run("layerCost.explainMeasurement", id)).toMatch(
      /^phase 2: stage 1 comes to 274 MB \(−17 MB since 2026-11-20 10:00 UTC\)\n/,
    );
    expect(readSavedMeasurement(await client.run("layerCost.measurementText", id))).toMatchObject({
      id,
      name: "phase 2",
      build: { target: "stage 1" },
    });
    expect(await client.run("layerCost.removeMeasurements", [id, "no such"])).toBeNull();
    await client.until(() => changes().length === 2, "news of the removal");
    expect(await list()).toHaveLength(1);
    for (const command of ["layerCost.explainMeasurement", "layerCost.measurementText", "layerCost.nameMeasurement"])
      await expect(client.run(command, id, "x")).rejects.toThrow(/no longer there/);
    expect(await createMeasurementStore(storagePath).list()).toHaveLength(1);
  });

  test("with a name are cleared only when that is said", async () => {
    await keep(20, 291, { name: "phase 1" });
    await keep(22, 274);
    await start();
    await client.run("layerCost.clearMeasurements");
    expect((await list()).map(({ name }) => name)).toEqual(["phase 1"]);
    await client.run("layerCost.clearMeasurements", null, { named: true });
    expect(await list()).toEqual([]);
  });

  test("are seen in the hover: what a line was in the last build", async () => {
    await keep(20, 291, { name: "phase *1*" });
    await start();
    const hover = await client.request<Hover>("textDocument/hover", {
      textDocument: { uri },
      position: { line: 3, character: 2 },
    });
    expect((hover.contents as MarkupContent).value).toMatch(
      /\n\n(Measured|[^\n]+ now;) 291 MB (measured )?before \(phase \\\*1\\\*, 2026-11-20\)[^\n]*\.\n?/,
    );
  });

  test("that cannot be read are told once, and the others are there", async () => {
    await keep(20, 291);
    await keep(22, 274);
    const builds = path.join(storagePath, "builds");
    writeFileSync(path.join(builds, readdirSync(builds).find((name) => name.includes("20261122"))!), "{");
    await start();
    await client.until(() => warnings().length > 0, "a warning");
    expect(await list()).toHaveLength(1);
    expect(await list()).toHaveLength(1);
    expect(warnings()).toEqual([
      expect.stringMatching(
        /^A kept measurement could not be read: The file is not valid JSON, or only a part of it\. The file was set aside as .*\.json\.broken$/,
      ),
    ]);
  });

  test.each([undefined, 3, {}, "../../etc/passwd"])("an id such as %j is refused in words", async (id) => {
    await start();
    await expect(client.run("layerCost.explainMeasurement", id)).rejects.toThrow(/no longer there/);
    await expect(client.run("layerCost.nameMeasurement", id, "x")).rejects.toThrow(/no longer there/);
    expect(await client.run("layerCost.removeMeasurements", id)).toBeNull();
  });
});
