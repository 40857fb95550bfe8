// Proofs over the protocol where no engine answers or none may be asked; those that build are in test/editor and test/docker.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CodeAction } from "vscode-languageserver-protocol";
import type { ProofSummary } from "../../server/src/protocol/index";
import { LanguageClient } from "./language-client";

const text = "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y --no-install-recommends less\n";

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

async function openWith(options: Parameters<typeof LanguageClient.start>[0] = {}): Promise<CodeAction[]> {
  client = await LanguageClient.start(options);
  await client.open(uri, text);
  await client.diagnostics(uri, (now) => now.some(({ code }) => code === "package-cache-left"));
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 90 } };
  return client.request("textDocument/codeAction", { textDocument: { uri }, range, context: { diagnostics: [] } });
}

test("a fix about bytes has a proof beside it, which says in a sentence that no engine is there", async () => {
  const actions = await openWith();
  const place = actions.findIndex(({ title }) => title.startsWith("Prove: "));
  expect(actions[place]!.title).toBe(`Prove: ${actions[place - 1]!.title}`);
  expect(actions[place]!.edit).toBeUndefined();
  const { command, arguments: args } = actions[place]!.command!;
  const summary = await client.run<ProofSummary>(command, ...(args as [string, unknown]));
  expect(summary).toMatchObject({ kind: "unavailable", message: expect.stringContaining("/nonexistent.sock") });
  expect(client.textOf(uri)).toBe(text);
});

test("what is no longer offered, or no choice at all, is said", async () => {
  await openWith();
  const gone = { kind: "fix", findingId: "nothing@0", title: "Nothing" };
  expect(await client.run("layerCost.prove", uri, gone)).toMatchObject({ kind: "nothing" });
  await expect(client.run("layerCost.prove", uri, { kind: "everything" })).rejects.toThrow("Say which fix to prove.");
});

test("without trust nothing is offered, and nothing is built", async () => {
  const actions = await openWith({ initializationOptions: { trusted: false } });
  expect(actions.some(({ title }) => title.startsWith("Prove: "))).toBe(false);
  expect(await client.run("layerCost.prove", uri, { kind: "safe" })).toMatchObject({
    kind: "refused",
    message: expect.stringContaining("trust"),
  });
});
