// The build context in the editor: findings that follow the disk, and fixes that edit or make the ignore file.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CodeAction, WorkspaceEdit } from "vscode-languageserver-protocol";
import { capabilities, LanguageClient } from "./language-client";

const text = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "-m", "app"]\n';
const creating = {
  ...capabilities,
  workspace: {
    ...capabilities.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
  },
};

let folder: string;
let client: LanguageClient;
const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-lsp-"));
});

afterEach(() => {
  client?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Buffer): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
}

async function open(options: object = creating): Promise<void> {
  write("Dockerfile", text);
  client = await LanguageClient.start({ workspaceFolder: uriOf(""), capabilities: options });
  await client.open(uriOf("Dockerfile"), text);
}

/** Tells the server of files as an editor's watcher does: 1 is made, 2 changed, 3 removed. */
function told(name: string, type: 1 | 2 | 3): Promise<void> {
  const changes = [{ uri: uriOf(name), type }];
  return client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
}

const found = (wanted: boolean) =>
  client.diagnostics(uriOf("Dockerfile"), (now) => now.some(({ code }) => code === "whole-context-copy") === wanted);

async function fixes(): Promise<CodeAction[]> {
  const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri: uriOf("Dockerfile") },
    range: client.everything(uriOf("Dockerfile")),
    context: { diagnostics: [], only: ["quickfix"] },
  });
  return actions.filter(({ title }) => !title.startsWith("Ignore "));
}

describe("a folder that comes", () => {
  test("is found when the client tells of it, and gone when it is ignored", async () => {
    await open();
    await found(false);
    const watchers = client.requests
      .filter(({ method }) => method === "client/registerCapability")
      .flatMap(
        ({ params }) => (params as { registrations: { registerOptions: { watchers?: object[] } }[] }).registrations,
      )
      .flatMap(({ registerOptions }) => registerOptions.watchers ?? []);
    expect(watchers).toContainEqual({ globPattern: "**/*", kind: 5 });
    write(".git/objects/pack", Buffer.alloc(20_000_000));
    await told(".git", 1);
    const diagnostics = await client.diagnostics(uriOf("Dockerfile"), (now) =>
      now.some(({ message }) => String(message).includes(".git (20 MB)")),
    );
    expect(diagnostics.find(({ code }) => code === "whole-context-copy")).toMatchObject({
      range: { start: { line: 2, character: 5 }, end: { line: 2, character: 6 } },
      message: expect.stringContaining(".git (20 MB)"),
    });
    write(".dockerignore", ".git\n");
    await told(".dockerignore", 1);
    await found(false);
  });

  test("does not keep a keystroke waiting", async () => {
    await open();
    await found(false);
    for (let n = 0; n < 3_000; n++) write(`node_modules/p${n % 50}/f${n}.js`, "x".repeat(500));
    await told("node_modules", 1);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    const began = Date.now();
    await client.change(uriOf("Dockerfile"), "# typed\n", 0, 0);
    await client.request("textDocument/hover", {
      textDocument: { uri: uriOf("Dockerfile") },
      position: { line: 1, character: 1 },
    });
    expect(Date.now() - began).toBeLessThan(1_000);
  });
});

describe("a fix of the ignore file", () => {
  test("makes the file, where the client can", async () => {
    write("app/__pycache__/main.pyc", Buffer.alloc(2_000_000));
    await open();
    await found(true);
    const [fix] = await fixes();
    expect(fix).toMatchObject({
      title: "Create .dockerignore with **/__pycache__",
      isPreferred: true,
      edit: {
        documentChanges: [
          { kind: "create", uri: uriOf(".dockerignore"), options: { ignoreIfExists: true } },
          {
            textDocument: { uri: uriOf(".dockerignore"), version: null },
            edits: [
              {
                range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
                newText: "**/__pycache__\n",
              },
            ],
          },
        ],
      },
    });
    expect(client.applyEdit(fix!.edit!)).toBe(true);
    expect(readFileSync(path.join(folder, ".dockerignore"), "utf8")).toBe("**/__pycache__\n");
    await told(".dockerignore", 1);
    await found(false);
  });

  test("is not offered for a file that is not there to a client that makes none", async () => {
    write("app/__pycache__/main.pyc", Buffer.alloc(2_000_000));
    await open(capabilities);
    await found(true);
    expect(await fixes()).toEqual([]);
    expect(await client.run("layerCost.fixAll", uriOf("Dockerfile"))).toBe(0);
  });

  test("adds to a file that is there, whatever the client's edits look like", async () => {
    write(".dockerignore", "*.md\r\ndocs");
    write(".git/objects/pack", Buffer.alloc(20_000_000));
    await open({ ...capabilities, workspace: { ...capabilities.workspace, workspaceEdit: {} } });
    await found(true);
    const [fix] = await fixes();
    expect(fix!.title).toMatch(/^Add \.git to \.dockerignore \(review: /);
    const edit: WorkspaceEdit = {
      changes: {
        [uriOf(".dockerignore")]: [
          {
            range: { start: { line: 1, character: 4 }, end: { line: 1, character: 4 } },
            newText: "\r\n.git\r\n",
          },
        ],
      },
    };
    expect(fix!.edit).toEqual(edit);
  });

  test("is part of fixing all that is safe", async () => {
    const wasteful = text.replace(
      "WORKDIR",
      "RUN apt-get update && apt-get install -y --no-install-recommends git\nWORKDIR",
    );
    write("app/__pycache__/main.pyc", Buffer.alloc(2_000_000));
    await open();
    await client.change(uriOf("Dockerfile"), wasteful);
    await found(true);
    expect(await client.run("layerCost.fixAll", uriOf("Dockerfile"))).toBe(2);
    expect(client.textOf(uriOf("Dockerfile"))).toContain("rm -rf /var/lib/apt/lists");
    expect(readFileSync(path.join(folder, ".dockerignore"), "utf8")).toBe("**/__pycache__\n");
  });
});

test("targets follow the Compose file", async () => {
  const stages =
    "FROM debian:bookworm-slim AS run\nRUN apt-get update && apt-get install -y --no-install-recommends git\nFROM scratch\n";
  await open();
  await client.change(uriOf("Dockerfile"), stages);
  await client.diagnostics(uriOf("Dockerfile"), (now) => now.length === 0);
  write("compose.yaml", "services: { web: { build: { context: ., target: run } } }\n");
  await told("compose.yaml", 1);
  await client.diagnostics(uriOf("Dockerfile"), (now) => now.some(({ code }) => code === "package-cache-left"));
});

test("a budget follows the settings, the file and its ignore comments", async () => {
  const over = (wanted: boolean) =>
    client.diagnostics(
      uriOf("Dockerfile"),
      (now) => now.some(({ code }) => code === "size-budget-exceeded") === wanted,
    );
  await open();
  await over(false);
  await client.setSettings({ budget: "20MB" });
  const diagnostics = await over(true);
  expect(diagnostics.find(({ code }) => code === "size-budget-exceeded")).toMatchObject({
    severity: 1,
    range: { start: { line: 0, character: 5 }, end: { line: 0, character: 21 } },
    message: expect.stringMatching(
      /^Stage 0 comes to .+ MB, over its budget of 20 MB\. The largest parts: the base image /,
    ),
  });
  await client.change(uriOf("Dockerfile"), "# layer-cost budget=2GB\n", 0, 0);
  await over(false);
  await client.change(uriOf("Dockerfile"), "# layer-cost ignore=size-budget-exceeded\n", 0, 24);
  expect((await over(false)).map(({ code }) => code)).not.toContain("unused-suppression");
});
