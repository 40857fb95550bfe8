// Builds over the protocol on real engines: measured sizes in hints, progress, cancellation, failure, and a clean end.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { InlayHint } from "vscode-languageserver-protocol";
import type { BuildSummary, KeptMeasurement, StatusParams } from "../../server/src/protocol/index";
import { LanguageClient } from "../lsp/language-client";
import { baseImage, describeOnBuilders, type TestEngine } from "./engines";

let folder: string;
let uri: string;
let client: LanguageClient;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-lsp-build-"));
  uri = pathToFileURL(path.join(folder, "Dockerfile")).href;
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
});

async function openOn(engine: TestEngine, lines: readonly string[], settings?: unknown): Promise<void> {
  const text = `${lines.join("\n")}\n`;
  fs.writeFileSync(path.join(folder, "Dockerfile"), text);
  client = await LanguageClient.start({
    environment: { ...(engine.environment as Record<string, string>), DOCKER_HOST: engine.endpoint },
    initializationOptions: { trusted: true, storagePath: path.join(folder, "storage") },
    ...(settings === undefined ? {} : { settings }),
  });
  onTestFinished(() => client.kill());
  await client.open(uri, text);
  await client.diagnostics(uri);
}

const hints = async () =>
  (
    await client.request<InlayHint[]>("textDocument/inlayHint", {
      textDocument: { uri },
      range: client.everything(uri),
    })
  ).map(({ label }) => label as string);
const build = () => client.run<BuildSummary>("layerCost.build", uri);
const logged = (text: string) =>
  client.until(
    () =>
      client.notifications.find(
        ({ method, params }) => method === "layerCost/buildLog" && (params as { text: string }).text.includes(text),
      ),
    `"${text}" in the log`,
    60_000,
  );

/** A text that no build has cached. */
const unique = () => `${Date.now()}-${Math.random()}`;
const sleeping = () => [`FROM ${baseImage}`, `RUN echo started-${unique()} && sleep 300`];

describeOnBuilders("builds from the editor", (engine) => {
  test("are kept whole when they were measured, and not when they failed", async () => {
    await openOn(engine, [`FROM ${baseImage}`, `RUN echo ${unique()} > /file`]);
    expect(await build()).toMatchObject({ kind: "measured" });
    const kept = () => client.run<KeptMeasurement[]>("layerCost.measurements");
    const [only, ...others] = await kept();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ target: "stage 0", dockerfilePath: path.join(folder, "Dockerfile") });
    expect(only!.engine).toContain("Docker");
    const explained = await client.run<string>("layerCost.explainMeasurement", only!.id);
    expect(explained).toMatch(/^ +\d+ k?B +\S+ s +2 {2}RUN echo /m);
    await client.change(uri, `FROM ${baseImage}\nRUN exit 3\n`);
    expect(await build()).toMatchObject({ kind: "failed" });
    expect((await kept()).map(({ id }) => id)).toEqual([only!.id]);
  });

  test("take in what settings and the chosen service say, and show no secret", async () => {
    const service = (secret: string) => `{ build: { context: ., secrets: [${secret}], labels: { who: ${secret} } } }`;
    fs.writeFileSync(
      path.join(folder, "compose.yaml"),
      `services:\n  web: ${service("web")}\n  job: ${service("job")}\nsecrets:\n  web: { file: web.txt }\n  job: { file: job.txt }\n`,
    );
    for (const name of ["web", "job", "mine"]) fs.writeFileSync(path.join(folder, `${name}.txt`), `value-of-${name}`);
    const step =
      "RUN --mount=type=secret,id=web --mount=type=secret,id=mine printf 'got %s !' $(cat /run/secrets/web /run/secrets/mine) && false";
    await openOn(engine, [`FROM ${baseImage}`, `RUN echo ${unique()}`, step], {
      build: { secrets: ["id=mine,src=mine.txt"] },
    });
    const summary = await client.run<BuildSummary>("layerCost.build", uri, { origin: "web of compose.yaml" });
    await logged("secret web (");
    await logged("secret mine (");
    if (engine.environment.DOCKER_BUILDKIT === "0" || engine.label.startsWith("Podman")) {
      expect(summary).toMatchObject({ kind: "unavailable", message: expect.stringContaining("needs secrets") });
    } else {
      expect(summary).toMatchObject({ kind: "failed", message: "RUN ended with exit code 1." });
      await logged("got ****** !");
    }
    expect(JSON.stringify(client.notifications)).not.toContain("value-of-");
    expect(JSON.stringify(client.notifications)).not.toContain("secret job");
  });

  test("put measured sizes into the hints, and keep them for the next session", async () => {
    fs.writeFileSync(path.join(folder, "data.bin"), Buffer.alloc(3_000_000, unique()));
    const lines = [
      `FROM ${baseImage} AS build`,
      "RUN dd if=/dev/zero of=/big bs=1000000 count=7",
      "FROM build",
      "COPY data.bin /data.bin",
    ];
    await openOn(engine, lines);
    const summary = await build();
    expect(summary).toMatchObject({ kind: "measured", message: expect.stringMatching(/^Built .*MB.*\.$/) });
    const measured = await hints();
    expect(measured.filter((hint) => /[≈≥]/.test(hint))).toEqual([]);
    expect(measured[1]).toBe("7 MB");
    expect(measured.at(-1)).toBe("3 MB");
    expect(client.requests.map(({ method }) => method)).toContain("workspace/inlayHint/refresh");
    const progress = client.notifications
      .filter(({ method }) => method === "$/progress")
      .map(({ params }) => (params as { value: { kind: string; percentage?: number } }).value);
    expect(progress.at(0)).toMatchObject({ kind: "begin" });
    expect(progress.at(-1)).toMatchObject({ kind: "end", message: summary.message });
    expect(progress.filter(({ kind }) => kind === "report").length).toBeGreaterThan(1);
    const percentages = progress.flatMap(({ percentage }) => percentage ?? []);
    expect(percentages).toEqual([...percentages].sort((one, other) => one - other));
    const status = await client.until(() => {
      const last = client.notifications.filter(({ method }) => method === "layerCost/status").at(-1);
      const params = last?.params as StatusParams | undefined;
      return params && !params.building ? params : undefined;
    }, "a status after the build");
    expect(status.total).toMatch(/^\d.*MB$/);
    expect(await client.stop()).toBe(0);

    await openOn(engine, lines);
    await expect.poll(hints).toEqual(measured);
  });

  test("fail on the failing instruction, with the end of its log, until it changes", async () => {
    const marker = unique();
    await openOn(engine, [`FROM ${baseImage}`, "RUN true", `RUN echo ${marker} && \\`, "    cat /no/such/file"]);
    expect(await build()).toMatchObject({ kind: "failed", message: expect.stringMatching(/^[A-Z]/) });
    const [failure] = await client.diagnostics(uri, (now) => now.some(({ severity }) => severity === 1));
    expect(failure).toMatchObject({ source: "Layer Cost", range: { start: { line: 2 }, end: { line: 2 } } });
    expect(failure!.message).toContain("/no/such/file");
    const { length } = client.textOf(uri);
    await client.change(uri, "USER app\n", length, length);
    expect((await client.diagnostics(uri)).map(({ severity }) => severity)).toEqual([1]);
    const start = client.textOf(uri).indexOf("/no/such/file");
    await client.change(uri, "/etc/passwd", start, start + "/no/such/file".length);
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test.each(["the command", "the progress", "the request"])("stop when they are cancelled by %s", async (by) => {
    const lines = sleeping();
    await openOn(engine, lines);
    const workDoneToken = "the client's";
    let summary: Promise<unknown>;
    if (by === "the request") {
      const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
      const source = new CancellationTokenSource();
      const params = { command: "layerCost.build", arguments: [uri] };
      summary = client.connection.sendRequest("workspace/executeCommand", params, source.token);
      await logged("started-");
      source.cancel();
    } else {
      const params = { command: "layerCost.build", arguments: [uri], workDoneToken };
      summary = client.request("workspace/executeCommand", params);
      await logged("started-");
      expect(await build()).toMatchObject({ kind: "refused" });
      if (by === "the command") expect(await client.run("layerCost.cancelBuild", uri)).toBe(true);
      else await client.connection.sendNotification("window/workDoneProgress/cancel", { token: workDoneToken });
    }
    expect(await summary).toMatchObject({ kind: "cancelled" });
    expect(await client.diagnostics(uri)).toEqual([]);
    expect(await client.run("layerCost.cancelBuild", uri)).toBe(false);
  });

  test("show the step that runs, whatever ended meanwhile", async () => {
    await openOn(engine, [`FROM ${baseImage}`, `RUN sleep 1 && echo ${unique()}`]);
    expect(await build()).toMatchObject({ kind: "measured" });
    const shown = client.notifications
      .filter(({ method }) => method === "$/progress")
      .flatMap(({ params }) => (params as { value: { message?: string } }).value.message ?? []);
    // Builders tell that FROM has ended once they are at what stands on it.
    const running = shown.slice(shown.findIndex((message) => message.includes("RUN sleep")));
    expect(running.filter((message) => message.includes("FROM"))).toEqual([]);
  });

  test.each(["shutdown", "the end of the input"])("end with the server at %s and leave nothing behind", async (by) => {
    await openOn(engine, sleeping());
    void build().catch(() => undefined);
    await logged("started-");
    if (by === "shutdown") expect(await client.stop()).toBe(0);
    else {
      client.process.stdin.end();
      expect(await client.exited).toBe(1);
    }
  });
});
