// Comparisons over the protocol on real engines: an open document against its committed version, and kept measurements.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { ComparisonDocuments, ComparisonSummary } from "../../server/src/protocol/index";
import { LanguageClient } from "../lsp/language-client";
import { baseImage, describeOnBuilders, type TestEngine } from "./engines";

let folder: string;
let uri: string;
/** Where the server puts what it needs for a while. */
let temporary: string;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-lsp-compare-")));
  uri = pathToFileURL(path.join(folder, "Dockerfile")).href;
  temporary = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-test-temporary-"));
  onTestFinished(() => {
    for (const made of [folder, temporary]) fs.rmSync(made, { recursive: true, force: true });
  });
});

const git = (...given: string[]) =>
  execFileSync("git", ["-C", folder, "-c", "user.name=Test", "-c", "user.email=test@localhost", ...given], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
  });

async function openOn(engine: TestEngine, committed: string, text: string, trusted = true): Promise<LanguageClient> {
  const file = path.join(folder, "Dockerfile");
  fs.writeFileSync(file, committed);
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
  const client = await LanguageClient.start({
    environment: { ...(engine.environment as Record<string, string>), DOCKER_HOST: engine.endpoint, TMPDIR: temporary },
    initializationOptions: { trusted, storagePath: path.join(folder, "storage") },
  });
  onTestFinished(() => client.kill());
  // The edit is not saved.
  await client.open(uri, text);
  await client.diagnostics(uri);
  return client;
}

const dockerfile = (bytes: number, unique: string) =>
  `FROM ${baseImage}\nRUN dd if=/dev/zero of=/made bs=${bytes} count=1 # ${unique}\n`;

describeOnBuilders("comparisons from the editor", (engine) => {
  test("the document against HEAD, then both once more as what was kept", async () => {
    const unique = `${Date.now()}-${Math.random()}`;
    const client = await openOn(engine, dockerfile(3_000_000, unique), dockerfile(1_000_000, unique));
    const { kind, message, comparison } = await client.run<ComparisonSummary>("layerCost.compareRevision", uri, {});
    expect([kind, kind === "compared" ? "" : message]).toEqual(["compared", ""]);
    expect(message).toMatch(/^stage 0: .* MB → .* MB \(−2 MB, −\d+ %\)\.$/);
    expect(comparison!.before.label).toMatch(/^HEAD \([0-9a-f]{7}\)$/);
    expect(comparison!.before.text).toMatch(/^ +3 MB {4}RUN dd if=\/dev\/zero of=\/made bs=3000000/m);
    expect(comparison!.after.text).toMatch(/^ +1 MB {4}RUN dd if=\/dev\/zero of=\/made bs=1000000/m);
    expect(comparison!.report).toContain("## How to roll back");
    expect(comparison!.dockerfilePath).toBe(path.join(folder, "Dockerfile"));
    expect(fs.readdirSync(temporary)).toEqual([]);
    // One progress for both builds.
    const progress = client.notifications
      .filter(({ method }) => method === "$/progress")
      .map(({ params }) => (params as { value: { kind: string } }).value.kind);
    expect(progress.filter((one) => one !== "report")).toEqual(["begin", "end"]);
    // Nothing is said of the copy that was built.
    expect(new Set(client.published.map((one) => one.uri))).toEqual(new Set([uri]));

    const kept = await client.run<readonly { id: string; name?: string }[]>("layerCost.measurements");
    expect(kept).toHaveLength(2);
    const ids = [...kept].reverse().map(({ id }) => id);
    const again = await client.run<ComparisonDocuments>("layerCost.compareMeasurements", ...ids);
    expect(again.title).toBe(comparison!.title);
    expect(again.report).toContain("git checkout");
    await expect(client.run("layerCost.compareMeasurements", "no", "such")).rejects.toThrow(/not kept any more/);
    expect(await client.stop()).toBe(0);
  });

  test("an untrusted workspace runs neither git nor a build", async () => {
    const client = await openOn(engine, dockerfile(1, "x"), dockerfile(2, "x"), false);
    const summary = await client.run<ComparisonSummary>("layerCost.compareRevision", uri, {});
    expect(summary).toMatchObject({ kind: "refused", message: expect.stringMatching(/trusted workspace/) });
    expect(await client.stop()).toBe(0);
  });
});
