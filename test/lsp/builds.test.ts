// Builds asked for over the protocol where no engine answers or none may be asked; those that build are in test/docker.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CodeLens } from "vscode-languageserver-protocol";
import type { EngineDescription } from "../../server/src/engine/index";
import type { BuildSummary } from "../../server/src/protocol/index";
import { capabilities, LanguageClient } from "./language-client";

const text = "FROM debian:bookworm-slim\nRUN true\n";

let folder: string;
let uri: string;
let client: LanguageClient;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-lsp-"));
  uri = pathToFileURL(path.join(folder, "Dockerfile")).href;
  writeFileSync(path.join(folder, "Dockerfile"), text);
});

afterEach(() => {
  client?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function openWith(options: Parameters<typeof LanguageClient.start>[0] = {}): Promise<void> {
  client = await LanguageClient.start(options);
  await client.open(uri, text);
  await client.diagnostics(uri);
}

const progress = () =>
  client.notifications
    .filter(({ method }) => method === "$/progress")
    .map(
      ({ params }) => params as { token: unknown; value: { kind: string; message?: string; cancellable?: boolean } },
    );
const lensTitles = async () =>
  (await client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } })).map(
    ({ command }) => command!.title,
  );

describe("where no engine answers", () => {
  test("a build says so in one sentence, and the editor goes on", async () => {
    await openWith();
    const summary = await client.run<BuildSummary>("layerCost.build", uri);
    expect(summary).toMatchObject({ kind: "unavailable", message: expect.stringMatching(/^[A-Z][^\n]*\.$/) });
    expect(summary.message).toContain("/nonexistent.sock");
    await client.change(uri, "RUN apt-get update && apt-get install -y git\n", text.length, text.length);
    await client.diagnostics(uri, (now) => now.some(({ code }) => code === "package-cache-left"));
    expect(await client.stop()).toBe(0);
  });

  test("the engine command tells why there is none", async () => {
    await openWith();
    const engine = await client.run<EngineDescription>("layerCost.engine", uri);
    expect(engine).toMatchObject({ available: false, reason: expect.stringMatching(/./) });
    const report = await client.run<string>("layerCost.engineReport", uri);
    expect(report).toMatch(/^Layer Cost found no engine to build with\..*\n\n/);
    expect(report).toMatch(/\nLooked at, in this order:\n- the setting layerCost\.engine[^\n]*\n/);
  });

  test("progress is shown under a token of the server's own, and ended", async () => {
    await openWith();
    await client.run("layerCost.build", uri);
    const created = client.requests.find(({ method }) => method === "window/workDoneProgress/create");
    const { token } = created!.params as { token: string };
    await client.until(() => progress().find(({ value }) => value.kind === "end"), "the end of the progress");
    expect(progress().map((one) => one.token)).toEqual(progress().map(() => token));
    expect(progress()[0]!.value).toMatchObject({ kind: "begin", cancellable: true });
  });

  test("progress is shown under the client's token where it sent one", async () => {
    await openWith();
    const workDoneToken = "mine";
    await client.request("workspace/executeCommand", { command: "layerCost.build", arguments: [uri], workDoneToken });
    expect(client.requests.map(({ method }) => method)).not.toContain("window/workDoneProgress/create");
    expect(progress().map(({ token, value }) => [token, value.kind])).toEqual([
      ["mine", "begin"],
      ["mine", "end"],
    ]);
  });

  test("a client without progress builds without", async () => {
    await openWith({ capabilities: { ...capabilities, window: {} } });
    expect(await client.run("layerCost.build", uri)).toMatchObject({ kind: "unavailable" });
    expect(progress()).toEqual([]);
  });

  test.each([
    ["refuses", () => Promise.reject(new Error("no progress here"))],
    ["never answers", () => new Promise(() => undefined)],
  ])("a client that %s to create progress gets its build without", async (_what, answer) => {
    await openWith();
    client.connection.onRequest("window/workDoneProgress/create", answer);
    expect(await client.run("layerCost.build", uri)).toMatchObject({ kind: "unavailable" });
    expect(progress()).toEqual([]);
  });

  test("cancelling what does not run is no error", async () => {
    await openWith();
    expect(await client.run("layerCost.cancelBuild", uri)).toBe(false);
    expect(await client.run("layerCost.clearMeasurements")).toBeNull();
    await client.connection.sendNotification("window/workDoneProgress/cancel", { token: "unheard of" });
    expect(await lensTitles()).toContain("Build and measure");
  });
});

describe("where the workspace is not trusted", () => {
  const initializationOptions = { trusted: false };

  test("a build is refused with a sentence, and linting goes on", async () => {
    await openWith({ initializationOptions });
    const summary = await client.run<BuildSummary>("layerCost.build", uri);
    expect(summary).toMatchObject({ kind: "refused", message: expect.stringContaining("trust") });
    await client.change(uri, "RUN apt-get update && apt-get install -y git\n", text.length, text.length);
    await client.diagnostics(uri, (now) => now.some(({ code }) => code === "package-cache-left"));
  });

  test("no lens offers it, until trust is granted", async () => {
    await openWith({ initializationOptions });
    expect(await lensTitles()).not.toContain("Build and measure");
    await client.connection.sendNotification("layerCost/trustGranted");
    await client.until(
      () => client.requests.find(({ method }) => method === "workspace/codeLens/refresh"),
      "a refresh",
    );
    expect(await lensTitles()).toContain("Build and measure");
    expect(await client.run("layerCost.build", uri)).toMatchObject({ kind: "unavailable" });
  });
});
