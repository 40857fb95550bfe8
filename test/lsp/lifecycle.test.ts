// Starting and ending the server, and everything that a broken client may send in between.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { LanguageClient, serverFile } from "./language-client";

const uri = "file:///work/Dockerfile";
const flagged = "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y --no-install-recommends git\n";

let client: LanguageClient | undefined;

afterEach(() => {
  client?.kill();
  client = undefined;
});

/** Sends bytes as they are. */
function sendRaw(text: string): void {
  client!.process.stdin.write(text);
}

function frame(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The server still answers, and what it answers is right. */
async function expectAlive(): Promise<void> {
  const fresh = `file:///work/alive-${Math.random()}.Dockerfile`;
  await client!.open(fresh, flagged);
  expect((await client!.diagnostics(fresh)).map(({ code }) => code)).toContain("package-cache-left");
  expect(client!.process.exitCode).toBeNull();
}

describe("the server process", () => {
  test("ends with 0 after shutdown and exit, with 1 after exit alone", async () => {
    client = await LanguageClient.start();
    expect(await client.stop()).toBe(0);
    client = await LanguageClient.start();
    await client.connection.sendNotification("exit");
    expect(await client.exited).toBe(1);
  });

  test("ends when its input ends", async () => {
    client = await LanguageClient.start();
    client.process.stdin.end();
    expect(await client.exited).toBe(1);
    client = await LanguageClient.start();
    await client.connection.sendRequest("shutdown");
    client.process.stdin.end();
    expect(await client.exited).toBe(0);
  });

  test("ends when the process that started it is gone", async () => {
    const script = `
      const { spawn } = require("node:child_process");
      const server = spawn(process.execPath, [${JSON.stringify(serverFile)}, "--stdio", "--clientProcessId=" + process.pid], {
        stdio: ["pipe", "ignore", "ignore"], detached: true,
      });
      console.log(server.pid);
      setTimeout(() => process.kill(process.pid, "SIGKILL"), 300);
    `;
    const parent = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
    const pid = Number(parent.stdout.trim());
    expect(pid).toBeGreaterThan(0);
    const isGone = () => {
      try {
        process.kill(pid, 0);
        return false;
      } catch {
        return true;
      }
    };
    for (let tries = 0; tries < 100 && !isGone(); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isGone()).toBe(true);
  });

  test("tells its version and how to start it", () => {
    const version = spawnSync(process.execPath, [serverFile, "--version"], { encoding: "utf8" });
    expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    const help = spawnSync(process.execPath, [serverFile, "--help"], { encoding: "utf8" });
    expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining("--stdio") });
    const wrong = spawnSync(process.execPath, [serverFile, "--studio"], { encoding: "utf8" });
    expect(wrong).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("--studio") });
  });

  test("serves over Node's IPC, and ends when the channel does", async () => {
    const { fork } = await import("node:child_process");
    const server = fork(serverFile, ["--node-ipc"], { silent: true });
    const answers: { id?: number; result?: { capabilities?: object } }[] = [];
    server.on("message", (message) => answers.push(message as never));
    server.send({
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    while (!answers.some(({ id }) => id === 1)) await once(server, "message");
    expect(answers.find(({ id }) => id === 1)!.result!.capabilities).toMatchObject({ hoverProvider: true });
    const exit = once(server, "exit");
    server.disconnect();
    expect((await exit)[0]).toBe(1);
  });

  test("offers what the protocol's clients can use", async () => {
    client = await LanguageClient.start();
    expect(client.serverCapabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: ["quickfix", "source.fixAll.layerCost"] },
    });
    expect(client.serverCapabilities.diagnosticProvider).toBeUndefined();
  });

  test("serves a client that can do nothing", async () => {
    client = await LanguageClient.start({ capabilities: {}, initializationOptions: undefined });
    await client.open(uri, flagged);
    const [diagnostic] = await client.diagnostics(uri);
    expect(diagnostic).toMatchObject({ code: "package-cache-left", source: "Layer Cost" });
    expect(diagnostic).not.toHaveProperty("codeDescription");
    expect(client.requests).toEqual([]);
    expect(client.notifications.map(({ method }) => method)).not.toContain("layerCost/status");
  });
});

describe("malformed input", () => {
  test("requests before initialize and after shutdown are refused by the protocol's codes", async () => {
    client = LanguageClient.startBare();
    const hover = { textDocument: { uri }, position: { line: 0, character: 0 } };
    await expect(client.request("textDocument/hover", hover)).rejects.toMatchObject({ code: -32002 });
    const params = { processId: null, rootUri: null, capabilities: {} };
    await client.request("initialize", params);
    await expect(client.request("initialize", params)).rejects.toMatchObject({ code: -32600 });
    await client.connection.sendRequest("shutdown");
    await expect(client.request("textDocument/hover", hover)).rejects.toMatchObject({ code: -32600 });
  });

  test("bytes that are no message are skipped", async () => {
    client = await LanguageClient.start();
    sendRaw("hello\r\n\r\n");
    await expectAlive();
    sendRaw("\0\xff\xfe garbage without an end ");
    await expectAlive();
    sendRaw("x".repeat(20_000));
    await expectAlive();
    sendRaw("Content-Length: many\r\n\r\n{}");
    await expectAlive();
    sendRaw("Content-Length: 99999999999999\r\n\r\n{}");
    await expectAlive();
    sendRaw(`Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n${frame('{"jsonrpc":"2.0","method":"x"}')}`);
    await expectAlive();
  });

  test("broken JSON is answered with a parse error", async () => {
    client = await LanguageClient.start();
    const errors: unknown[] = [];
    client.process.stdout.on("data", (chunk: Buffer) => {
      if (chunk.includes('"code":-32700')) errors.push(chunk.toString());
    });
    sendRaw(frame('{"jsonrpc":"2.0","id":1,"method"'));
    await expectAlive();
    expect(errors).toHaveLength(1);
  });

  test.each([
    "null",
    "42",
    '"text"',
    "[]",
    "{}",
    '[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]',
    '{"jsonrpc":"2.0"}',
    '{"jsonrpc":"2.0","id":7}',
    '{"jsonrpc":"2.0","id":null,"method":"textDocument/hover","params":{}}',
    '{"jsonrpc":"2.0","id":9999,"result":{}}',
    '{"jsonrpc":"2.0","id":9999,"error":{}}',
    '{"jsonrpc":"2.0","method":"$/cancelRequest"}',
    '{"jsonrpc":"2.0","method":"$/cancelRequest","params":null}',
    '{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":12345}}',
    '{"jsonrpc":"2.0","method":"$/setTrace"}',
    '{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{}}',
    '{"jsonrpc":"2.0","method":"unheard/of","params":{}}',
    '{"jsonrpc":"2.0","method":"textDocument/didOpen"}',
    '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":null}',
    '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///work/x"}}}',
    '{"jsonrpc":"2.0","method":"textDocument/didChange","params":{}}',
    '{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///not/open","version":2},"contentChanges":[{"text":"x"}]}}',
    '{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///not/open"}}}',
    '{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":"text"}}',
    '{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration"}',
    '{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{}}',
    '{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":"none"}}',
    '{"jsonrpc":"2.0","method":"layerCost/trustGranted","params":7}',
  ])("%s does no harm", async (body) => {
    client = await LanguageClient.start();
    sendRaw(frame(body));
    await expectAlive();
  });

  test("unknown methods and parameters without sense are errors, not the end", async () => {
    client = await LanguageClient.start();
    await client.open(uri, flagged);
    await expect(client.request("unheard/of", {})).rejects.toMatchObject({ code: -32601 });
    const textDocument = { uri };
    for (const [method, params] of [
      ["textDocument/hover", {}],
      ["textDocument/hover", null],
      ["textDocument/hover", { textDocument: { uri: 7 }, position: { line: 0, character: 0 } }],
      ["textDocument/hover", { textDocument }],
      ["textDocument/hover", { textDocument, position: { line: "one", character: null } }],
      ["textDocument/hover", { textDocument, position: { line: 0.5, character: 0 } }],
      ["textDocument/codeAction", { textDocument, range: 3 }],
      ["textDocument/inlayHint", { textDocument, range: { start: { line: 0, character: 0 } } }],
      ["workspace/executeCommand", { command: "layerCost.unheardOf" }],
      ["workspace/executeCommand", { command: "__proto__" }],
      ["workspace/executeCommand", {}],
      ["workspace/executeCommand", { command: "layerCost.explain", arguments: [7] }],
      ["workspace/executeCommand", { command: "layerCost.explain", arguments: ["file:///not/open"] }],
    ] as const) {
      await expect(client.request(method, params), `${method} ${JSON.stringify(params)}`).rejects.toMatchObject({
        code: expect.any(Number),
      });
    }
    await expectAlive();
  });

  test("positions outside the document are clamped", async () => {
    client = await LanguageClient.start();
    await client.open(uri, flagged);
    const textDocument = { uri };
    const far = { line: 1e9, character: 1e9 };
    const before = { line: -5, character: -5 };
    await client.request("textDocument/hover", { textDocument, position: far });
    await client.request("textDocument/hover", { textDocument, position: before });
    const everywhere = { textDocument, range: { start: before, end: far }, context: { diagnostics: [] } };
    expect(await client.request<unknown[]>("textDocument/codeAction", everywhere)).not.toHaveLength(0);
    const reversed = { textDocument, range: { start: far, end: before } };
    expect(await client.request<unknown[]>("textDocument/inlayHint", reversed)).not.toHaveLength(0);
  });

  test("edits outside the document are clamped, and nonsense leaves it as it was", async () => {
    client = await LanguageClient.start();
    await client.open(uri, "FROM debian:bookworm-slim\n");
    const change = (version: number, ...contentChanges: unknown[]) =>
      client!.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    const far = { line: 5_000, character: 9 };
    await change(2, { range: { start: far, end: { line: 5_001, character: 0 } }, text: "RUN apt-get update && " });
    await change(3, { range: { start: far, end: far }, text: "apt-get install -y --no-install-recommends git\n" });
    await change(4, { range: { start: { line: "x" }, end: far }, text: "" });
    await change(5, { range: { start: far, end: far }, text: 17 }, null);
    const [diagnostic] = await client.until(() => {
      const last = client!.published.at(-1);
      return last && last.version! >= 3 && last.diagnostics.length > 0 ? last.diagnostics : undefined;
    }, "diagnostics after the edits");
    expect(diagnostic!.code).toBe("package-cache-left");
    expect(diagnostic!.range.start.line).toBe(1);
  });

  test.each([
    "untitled:Untitled-1",
    "git:/work/Dockerfile?ref",
    "vscode-vfs://github/a/b/Dockerfile",
    "Dockerfile",
    "",
  ])("a document called %j is linted", async (odd) => {
    client = await LanguageClient.start();
    await client.open(odd, flagged);
    expect((await client.diagnostics(odd)).map(({ code }) => code)).toContain("package-cache-left");
    const explained = await client.run<string>("layerCost.explain", odd);
    expect(explained).toContain("apt-get");
  });

  test.each([
    ["empty", ""],
    ["binary", "\0\u0001\ufffd\ud800 FROM \0\n\u2028RUN"],
    ["10 MB", "RUN echo hello world, this is a long file\n".repeat(250_000)],
    ["one endless line", `RUN ${"a ".repeat(600_000)}`],
    ["30,000 lines", "# comment\n".repeat(30_000)],
  ])("a file that is %s gets an answer", async (_name, text) => {
    client = await LanguageClient.start();
    await client.open(uri, text);
    const diagnostics = await client.diagnostics(uri);
    if (text.length > 100_000) expect(diagnostics[0]!.message).toMatch(/not analysed/);
    await expectAlive();
  });
});
