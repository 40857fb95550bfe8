// What an editor shows: diagnostics, fixes, ignore comments, hover, hints, lenses, settings and the status.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CodeAction, CodeLens, Diagnostic, Hover, InlayHint, Position } from "vscode-languageserver-protocol";
import type { OfferedFix, StatusParams } from "../../server/src/protocol/index";
import { capabilities, LanguageClient } from "./language-client";

const flagged = [
  "FROM debian:bookworm-slim",
  "RUN apt-get update && apt-get install -y --no-install-recommends build-essential",
  "",
].join("\n");
const inherited = [
  "FROM python:3.12-slim AS base",
  "RUN apt-get update && apt-get install -y --no-install-recommends gcc g++ build-essential && rm -rf /var/lib/apt/lists/*",
  "FROM base AS deps",
  "RUN pip install --no-cache-dir flask",
  "FROM deps AS runtime",
  "WORKDIR /app",
  'CMD ["python", "-V"]',
  "",
].join("\n");

let folder: string;
let uri: string;
let client: LanguageClient;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "layer-cost-lsp-"));
  uri = pathToFileURL(path.join(folder, "Dockerfile")).href;
});

afterEach(() => {
  client?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function openWith(text: string, options: Parameters<typeof LanguageClient.start>[0] = {}): Promise<void> {
  writeFileSync(path.join(folder, "Dockerfile"), text);
  client = await LanguageClient.start({ workspaceFolder: pathToFileURL(folder).href, ...options });
  await client.open(uri, text);
}

function actionsFor(only?: string[]): Promise<CodeAction[]> {
  const context = { diagnostics: [], ...(only ? { only } : {}) };
  return client.request("textDocument/codeAction", {
    textDocument: { uri },
    range: client.everything(uri),
    context,
  });
}

/** Applies the one action whose title matches and gives the text after it. */
async function apply(title: RegExp, only?: string[]): Promise<string> {
  const action = (await actionsFor(only)).find((one) => title.test(one.title));
  expect(action, `an action like ${title}`).toBeDefined();
  expect(client.applyEdit(action!.edit!)).toBe(true);
  return client.textOf(uri);
}

const hints = () =>
  client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri }, range: client.everything(uri) });
const lenses = () => client.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
const hover = (line: number, character = 3) =>
  client.request<Hover | null>("textDocument/hover", { textDocument: { uri }, position: { line, character } });

/** What the hover says when no size is being looked up any more, which takes seconds on a busy machine. */
async function hoverText(line: number): Promise<string> {
  for (;;) {
    const { value } = (await hover(line))!.contents as { value: string };
    if (!value.includes("Still looking up sizes")) return value;
    await pause(50);
  }
}

describe("diagnostics", () => {
  test("say what, where, how much, and link to the rule's page", async () => {
    await openWith(flagged);
    const [diagnostic] = (await client.diagnostics(uri)).filter(({ code }) => code === "package-cache-left");
    expect(diagnostic).toMatchObject({
      source: "Layer Cost",
      severity: expect.any(Number),
      codeDescription: { href: expect.stringMatching(/^https:.*package-cache-left/) },
      message: expect.stringMatching(/\(.*[kMG]?B\)$/),
    });
    expect(client.documents.get(uri)!.getText(diagnostic!.range)).toMatch(/^apt-get /);
  });

  test("lead to the lines that bring the bytes", async () => {
    await openWith(inherited);
    const [diagnostic] = (await client.diagnostics(uri)).filter(({ code }) => code === "runtime-from-builder");
    expect(diagnostic!.range.start.line).toBe(4);
    expect(diagnostic!.relatedInformation![0]).toMatchObject({
      location: { uri, range: { start: { line: 1 } } },
      message: expect.stringMatching(/./),
    });
  });

  test("come by request where the client asks, with a refresh when something else changed", async () => {
    const pulling = {
      ...capabilities,
      workspace: { ...capabilities.workspace, diagnostics: { refreshSupport: true } },
      textDocument: { ...capabilities.textDocument, diagnostic: {} },
    };
    await openWith(flagged, { capabilities: pulling });
    expect(client.serverCapabilities.diagnosticProvider).toBeDefined();
    type Report = { kind: string; resultId: string; items: { code: string }[] };
    const pull = (previousResultId?: string) =>
      client.request<Report>("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
    // Waits for the facts, each of which may be a reason to send diagnostics again.
    await client.run("layerCost.explain", uri);
    const report = await pull();
    expect(report).toMatchObject({ kind: "full", items: [{ code: "package-cache-left" }] });
    expect(await pull(report.resultId)).toEqual({ kind: "unchanged", resultId: report.resultId });
    await client.setSettings({ rules: { "package-cache-left": "off" } });
    await client.until(
      () => client.requests.find(({ method }) => method === "workspace/diagnostic/refresh"),
      "a refresh",
    );
    // The refresh may have been one for facts, just before the settings came.
    await expect.poll(async () => (await pull(report.resultId)).items).toEqual([]);
    expect(client.published).toEqual([]);
  });

  test("tell of instructions that cannot be read without losing the rest", async () => {
    await openWith(`FROM\nCOPY\nFROM debian:bookworm-slim AS\n${flagged}`);
    const diagnostics = await client.diagnostics(uri);
    expect(diagnostics.map(({ code }) => code)).toContain("package-cache-left");
    expect(diagnostics.filter(({ code }) => code === undefined).length).toBeGreaterThan(0);
  });
});

describe("fixes", () => {
  test("that are safe are preferred and give the expected text", async () => {
    await openWith(flagged);
    const [diagnostic] = await client.diagnostics(uri);
    const action = (await actionsFor()).find(({ isPreferred }) => isPreferred)!;
    expect(action).toMatchObject({ kind: "quickfix", diagnostics: [diagnostic] });
    expect(action.title).not.toContain("review");
    expect(client.applyEdit(action.edit!)).toBe(true);
    expect(client.textOf(uri)).toBe(
      flagged.replace("build-essential\n", "build-essential \\\n    && rm -rf /var/lib/apt/lists/*\n"),
    );
    await client.diagnostics(uri, (now) => now.every(({ code }) => code !== "package-cache-left"));
  });

  test("that need review say in the title what to look at, and in full once applied", async () => {
    await openWith(inherited);
    const review = (await actionsFor()).find(({ title }) => title.includes("(review: "))!;
    expect(review).not.toHaveProperty("isPreferred");
    expect(review.command).toMatchObject({ command: "layerCost.review" });
    const [full] = review.command!.arguments as [string];
    await client.run(review.command!.command, full);
    const shown = await client.until(
      () => client.notifications.find(({ method }) => method === "window/showMessage"),
      "the message",
    );
    expect(shown.params).toMatchObject({ type: 3, message: `Please review: ${full}` });
  });

  test("are offered where the cursor is and nowhere else", async () => {
    await openWith(flagged);
    const [{ range }] = (await client.diagnostics(uri)) as [Diagnostic];
    const actionsAt = (position: Position) =>
      client.request<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri },
        range: { start: position, end: position },
        context: { diagnostics: [] },
      });
    expect(await actionsAt(range.start)).not.toEqual([]);
    expect(await actionsAt(range.end)).not.toEqual([]);
    expect(await actionsAt({ line: 0, character: 2 })).toEqual([]);
  });

  test("of all findings at once are the safe ones, and only for who asks", async () => {
    await openWith(`${flagged}RUN pip install flask\n`);
    expect((await actionsFor()).filter(({ kind }) => kind!.startsWith("source"))).toEqual([]);
    for (const only of [["source.fixAll.layerCost"], ["source.fixAll"], ["source"]]) {
      expect((await actionsFor(only)).map(({ kind }) => kind)).toEqual(["source.fixAll.layerCost"]);
    }
    expect(await actionsFor(["source.organizeImports"])).toEqual([]);
    expect(await actionsFor(["refactor"])).toEqual([]);
    const fixed = await apply(/./, ["source.fixAll"]);
    expect(fixed).toContain("rm -rf /var/lib/apt/lists/*");
    expect(await actionsFor(["source.fixAll"])).toEqual([]);
  });

  test("keep to the kinds that are asked for", async () => {
    await openWith(flagged);
    const kinds = async (only?: string[]) => [...new Set((await actionsFor(only)).map(({ kind }) => kind))];
    expect(await kinds()).toEqual(["quickfix"]);
    expect(await kinds([])).toEqual(["quickfix"]);
    expect(await kinds(["quickfix"])).toEqual(["quickfix"]);
    expect(await kinds(["source"])).toEqual(["source.fixAll.layerCost"]);
    expect(await kinds(["source.fixAll.other"])).toEqual([]);
    expect(await kinds(["refactor"])).toEqual([]);
    expect(await kinds([""])).toEqual(["quickfix", "source.fixAll.layerCost"]);
  });

  test("can all be applied by the command, which counts them", async () => {
    await openWith(flagged);
    expect(await client.run("layerCost.fixAll", uri)).toBe(1);
    expect(client.textOf(uri)).toContain("rm -rf /var/lib/apt/lists/*");
    expect(await client.run("layerCost.fixAll", uri)).toBe(0);
  });

  test("are those of the settings, also right after the file was opened", async () => {
    client = await LanguageClient.start();
    const settings = { rules: { "package-cache-left": "off" } };
    client.connection.onRequest(
      "workspace/configuration",
      () => new Promise((resolve) => setTimeout(resolve, 200, [settings])),
    );
    await client.open(uri, flagged);
    expect(await client.run("layerCost.fixAll", uri)).toBe(0);
  });

  test("are listed under the titles of their actions", async () => {
    await openWith(inherited);
    const offered = await client.run<OfferedFix[]>("layerCost.offeredFixes", uri);
    expect(offered.length).toBeGreaterThan(0);
    const titles = (await actionsFor()).map(({ title }) => title);
    for (const { title, line, applicability, review } of offered) {
      expect(titles).toContain(title);
      expect(line).toBeGreaterThanOrEqual(0);
      expect(review === undefined).toBe(applicability === "safe");
    }
  });
});

describe("ignoring a finding", () => {
  test.each([
    ["here", "FROM debian:bookworm-slim\n# layer-cost ignore=package-cache-left\nRUN apt-get"],
    ["in this stage", "# layer-cost ignore-stage=package-cache-left\nFROM debian:bookworm-slim\nRUN apt-get"],
    ["in this file", "# layer-cost ignore-file=package-cache-left\nFROM debian:bookworm-slim\nRUN apt-get"],
  ])("%s writes the comment, and the finding is gone", async (where, expected) => {
    await openWith(flagged);
    expect(await apply(new RegExp(`^Ignore package-cache-left ${where}$`))).toContain(expected);
    await client.diagnostics(uri, (now) => now.every(({ code }) => code !== "package-cache-left"));
  });
});

describe("hover", () => {
  test("tells cost, metric, spread, basis, stage and what the findings give back", async () => {
    await openWith(flagged);
    const text = await hoverText(1);
    expect(text).toMatch(/\*\*RUN\*\* ≈ \d+(\.\d+)? MB unpacked \(.* to .*\)/);
    expect(text).toContain("Estimated: ");
    expect(text).toMatch(/\| \*\*this line\*\* \| \*\*≈ .*MB\*\* \| \(.* to .*\) \|/);
    expect(text).toMatch(/\| base image debian:bookworm-slim \| ≈ .*MB \|/);
    expect(text).toMatch(/\| stage 0 in all \| ≈ .*MB \|/);
    expect(text).toMatch(/\| its open findings give back \| ≈ .*MB \|/);
    expect(text).toMatch(/`package-cache-left` gives back/);
    expect(text).toContain("| | unpacked | |");
    expect((await hover(1))!.range).toEqual({
      start: { line: 1, character: 0 },
      end: { line: 1, character: flagged.split("\n")[1]!.length },
    });
  });

  test("says why a size is unknown, and nothing outside instructions", async () => {
    await openWith("# a comment\n\nFROM debian:bookworm-slim\nRUN ./install.sh\n");
    expect(await hover(0)).toBeNull();
    expect(await hoverText(3)).toMatch(/size unknown: ./);
  });

  test("is plain text for clients without Markdown", async () => {
    const plain = {
      ...capabilities,
      textDocument: { ...capabilities.textDocument, hover: { contentFormat: ["plaintext"] } },
    };
    await openWith(flagged, { capabilities: plain });
    const { contents } = (await hover(1))!;
    expect(contents).toMatchObject({ kind: "plaintext", value: expect.not.stringContaining("**") });
  });

  test("shows names as they are written, in Markdown and without", async () => {
    const text = "FROM my_org/an_*image* AS my_stage\n";
    const name = /the size of (\S+) is not known/;
    await openWith(text);
    expect((await hoverText(0)).match(name)![1]).toBe("my\\_org/an\\_\\*image\\*");
    client.kill();
    const hover = { contentFormat: ["plaintext"] };
    await openWith(text, { capabilities: { ...capabilities, textDocument: { hover } } });
    expect((await hoverText(0)).match(name)![1]).toBe("my_org/an_*image*");
    expect(await hoverText(0)).toContain("| my_stage in all |");
  });
});

describe("inlay hints", () => {
  test("stand at the end of the first line, short, with a tooltip", async () => {
    const continued = flagged.replace(" && apt-get install", " \\\n  && apt-get install");
    await openWith(continued);
    const found = await hints();
    expect(found.map(({ position }) => position)).toEqual([
      { line: 0, character: "FROM debian:bookworm-slim".length },
      { line: 1, character: "RUN apt-get update \\".length },
    ]);
    expect(found[0]!.label).toMatch(/^≈ \+.* = .*MB$/);
    expect(found[1]!.label).toMatch(/^≈ .*MB$/);
    for (const { label, tooltip, paddingLeft } of found) {
      expect((label as string).length).toBeLessThanOrEqual(40);
      expect(tooltip).toMatchObject({ value: expect.stringMatching(/Estimated: ./) });
      expect(paddingLeft).toBe(true);
    }
  });

  test("keep to the range that is asked for", async () => {
    await openWith(flagged);
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
    const found = await client.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri }, range });
    expect(found.map(({ position }) => position.line)).toEqual([1]);
  });

  test("stand before the line break of Windows files", async () => {
    await openWith(flagged.replace(/\n/g, "\r\n"));
    expect((await hints())[0]!.position).toEqual({ line: 0, character: "FROM debian:bookworm-slim".length });
  });
});

describe("code lenses", () => {
  test("stand on the target's FROM alone", async () => {
    await openWith(inherited);
    const found = await lenses();
    expect(new Set(found.map(({ range }) => range.start.line))).toEqual(new Set([4]));
    expect(found.map(({ command }) => command!.title)).toEqual([
      "Build and measure",
      expect.stringMatching(/^[≈≥] .*MB$/),
      expect.stringMatching(/^saves up to \d.*MB$/),
    ]);
    expect(found.map(({ command }) => command!.command)).toEqual([
      "layerCost.build",
      "layerCost.explain",
      "layerCost.offeredFixes",
    ]);
    expect(found.every(({ command }) => command!.arguments![0] === uri)).toBe(true);
  });
});

describe("settings", () => {
  test("take effect at once, hints and lenses included", async () => {
    await openWith(flagged, { settings: { inlayHints: { instructions: false }, codeLens: false, hover: false } });
    expect((await hints()).map(({ position }) => position.line)).toEqual([0]);
    expect(await lenses()).toEqual([]);
    expect(await hover(1)).toBeNull();
    await client.diagnostics(uri);
    client.requests.length = 0;
    await client.setSettings({ rules: { "package-cache-left": "error" }, inlayHints: { stages: false } });
    const diagnostics = await client.diagnostics(uri, (now) => now.some(({ severity }) => severity === 1));
    expect(diagnostics.map(({ code }) => code)).toContain("package-cache-left");
    for (const method of ["workspace/inlayHint/refresh", "workspace/codeLens/refresh"])
      await client.until(() => client.requests.find((request) => request.method === method), method);
    expect((await hints()).map(({ position }) => position.line)).toEqual([1]);
    expect(await lenses()).not.toEqual([]);
    expect(await hover(1)).not.toBeNull();
  });

  test("are the latest ones, in whatever order the answers come", async () => {
    await openWith(flagged);
    await client.diagnostics(uri);
    const answers: ((settings: unknown) => void)[] = [];
    client.connection.onRequest("workspace/configuration", () => new Promise((resolve) => answers.push(resolve)));
    await client.setSettings(undefined);
    await expect.poll(() => answers.length).toBe(1);
    await client.setSettings(undefined);
    await expect.poll(() => answers.length).toBe(2);
    answers[1]!([{ rules: { "package-cache-left": "error" } }]);
    await client.diagnostics(uri, ([first]) => first?.severity === 1);
    answers[0]!([{ rules: { "package-cache-left": "off" } }]);
    // It was overtaken, so that it is asked again.
    await expect.poll(() => answers.length).toBe(3);
    answers[2]!([{ rules: { "package-cache-left": "error" } }]);
    expect(await lenses()).not.toEqual([]);
    expect((await client.diagnostics(uri)).map(({ severity }) => severity)).toEqual([1]);
  });

  test("of another build context are those of the hints at once", async () => {
    for (const [context, size] of [
      ["small", 3_000_000],
      ["large", 7_000_000],
    ] as const) {
      mkdirSync(path.join(folder, context));
      writeFileSync(path.join(folder, context, "model.bin"), Buffer.alloc(size));
    }
    await openWith("FROM scratch\nCOPY model.bin /\n", { settings: { "build.context": "small" } });
    await client.diagnostics(uri);
    const labels = async () => (await hints()).map(({ label }) => label);
    await expect.poll(labels).toContain("3 MB");
    await client.setSettings({ build: { context: "large" } });
    await expect.poll(labels).toContain("7 MB");
  });

  test("are pushed by clients that cannot be asked", async () => {
    const { workspace: _workspace, ...rest } = capabilities;
    await openWith(flagged, { capabilities: rest });
    expect((await client.diagnostics(uri)).length).toBeGreaterThan(0);
    const settings = { layerCost: { rules: { "package-cache-left": "off" } } };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
    await client.diagnostics(uri, (now) => now.every(({ code }) => code !== "package-cache-left"));
  });

  test("of the file win, take effect when it changes, and have their mistakes reported", async () => {
    const file = path.join(folder, ".layer-cost.json");
    writeFileSync(file, '{ "rules": { "package-cache-left": "off" } }');
    await openWith(flagged, { settings: { rules: { "package-cache-left": "error" } } });
    expect((await client.diagnostics(uri)).map(({ code }) => code)).not.toContain("package-cache-left");
    const registered = client.requests.filter(({ method }) => method === "client/registerCapability");
    expect(JSON.stringify(registered)).toContain("**/.layer-cost.json");
    writeFileSync(file, '{ "rule": { "package-cache-left": "off" } }');
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [{ uri: pathToFileURL(file).href, type: 2 }],
    });
    const diagnostics = await client.diagnostics(uri, (now) => now.some(({ severity }) => severity === 1));
    expect(diagnostics.map(({ message }) => message).join("\n")).toMatch(/"?rule"?.*"?rules"?/);
  });
});

describe("a workspace of several folders", () => {
  test("each folder has its own settings, settings file and context", async () => {
    const text =
      "FROM scratch\nCOPY model.bin /\nFROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y curl\n";
    const folders = ["api", "web", "jobs"].map((name) => path.join(folder, name));
    const uris = folders.map((one) => pathToFileURL(path.join(one, "Dockerfile")).href);
    for (const [index, one] of folders.entries()) {
      mkdirSync(one);
      writeFileSync(path.join(one, "Dockerfile"), text);
      writeFileSync(path.join(one, "model.bin"), Buffer.alloc((index + 2) * 1_000_000));
    }
    writeFileSync(path.join(folders[1]!, ".layer-cost.json"), '{ "rules": { "package-cache-left": "off" } }');
    const [first, ...more] = folders.map((one) => pathToFileURL(one).href);
    client = await LanguageClient.start({
      workspaceFolder: first!,
      moreFolders: more,
      settingsOf: (scope) => (scope === uris[2] ? { rules: { "package-cache-left": "error" } } : null),
    });
    for (const one of uris) await client.open(one, text);
    const severityIn = async (index: number) =>
      (await client.diagnostics(uris[index]!)).find(({ code }) => code === "package-cache-left")?.severity;
    expect([await severityIn(0), await severityIn(1), await severityIn(2)]).toEqual([2, undefined, 1]);
    for (const [index, one] of uris.entries()) {
      const sizeOf = async () =>
        JSON.stringify(
          await client.request("textDocument/hover", {
            textDocument: { uri: one },
            position: { line: 1, character: 1 },
          }),
        );
      await expect.poll(sizeOf).toContain(`${index + 2} MB`);
    }
  });
});

describe("context files", () => {
  test("are measured on disk, and the hints follow", async () => {
    writeFileSync(path.join(folder, "model.bin"), Buffer.alloc(3_000_000));
    await openWith("FROM scratch\nCOPY model.bin /\n");
    await client.diagnostics(uri);
    await client.until(
      () => client.requests.find(({ method }) => method === "workspace/inlayHint/refresh"),
      "a refresh",
    );
    // What else is asked of the disk may refresh them before.
    const labels = async () => (await hints()).map(({ label }) => label).join(" ");
    await expect.poll(labels).toContain("3 MB");
    expect(await hoverText(1)).toContain("3 MB");
  });

  test("change their number once for one edit: the hints of a new text wait for what it copies", async () => {
    writeFileSync(path.join(folder, "model.bin"), Buffer.alloc(3_000_000));
    writeFileSync(path.join(folder, "other.bin"), Buffer.alloc(5_000_000));
    await openWith("FROM scratch\nCOPY model.bin /\n");
    const copied = async () => (await hints()).find(({ position }) => position.line === 1)?.label;
    expect(await copied()).toBe("3 MB");
    await client.change(uri, "FROM scratch\nCOPY other.bin /\n");
    expect(await copied()).toBe("5 MB");
  });
});

describe("the status", () => {
  const statuses = () =>
    client.notifications
      .filter(({ method }) => method === "layerCost/status")
      .map(({ params }) => params as StatusParams);

  test("tells the target's total, what the fixes leave of it, and that there is no engine", async () => {
    await openWith(flagged);
    const status = await client.until(
      () => statuses().find(({ engine }) => engine !== undefined),
      "a status with engine",
    );
    expect(status).toMatchObject({
      uri,
      target: "stage 0",
      total: expect.stringMatching(/MB$/),
      afterFixes: expect.stringMatching(/MB$/),
      findings: 1,
      building: false,
      engine: { available: false, reason: expect.stringMatching(/./) },
    });
    expect(status.afterFixes).not.toBe(status.total);
    await client.setSettings({ engine: "unix:///elsewhere.sock" });
    await client.until(
      () => statuses().find(({ engine }) => engine?.endpoint === "unix:///elsewhere.sock"),
      "a new look",
    );
  });

  test("is not sent to a client whose options are none of ours", async () => {
    await openWith(flagged, { initializationOptions: {} });
    await client.diagnostics(uri);
    await client.run("layerCost.build", uri);
    expect(client.notifications.filter(({ method }) => method.startsWith("layerCost/"))).toEqual([]);
  });
});

describe("explaining a file", () => {
  test("gives every instruction with its cost", async () => {
    await openWith(inherited);
    const text = await client.run<string>("layerCost.explain", uri);
    for (const words of ["FROM python:3.12-slim", "build-essential", "WORKDIR", "runtime"])
      expect(text).toContain(words);
    expect(text).toMatch(/≈ .*MB/);
  });
});
