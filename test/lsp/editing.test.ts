// Edits, versions and cancellation: what the server says always fits the text that the client has.

import { afterEach, describe, expect, test } from "vitest";
import type { CodeAction, Diagnostic, InlayHint } from "vscode-languageserver-protocol";
import { CancellationTokenSource } from "vscode-languageserver-protocol/node";
import { LanguageClient } from "./language-client";

/** In a folder that is on no disk: what happens to lie beside the file must not matter here. */
const uri = "file:///layer-cost-nowhere/Dockerfile";
const text = [
  "FROM debian:bookworm-slim AS build",
  "RUN apt-get update \\",
  "    # tools for the native module",
  "    && apt-get install -y --no-install-recommends build-essential",
  "COPY . /src",
  "RUN make -C /src",
  "",
  "FROM build",
  "RUN apt-get update && apt-get install -y --no-install-recommends git",
  "COPY --from=build /src/app /usr/bin/app",
  "",
].join("\n");

let client: LanguageClient | undefined;

afterEach(() => {
  client?.kill();
  client = undefined;
});

/** A random number generator with a seed, so that a failing storm can be repeated. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const snippets = [
  "\n",
  "\r\n",
  " \\\n",
  "RUN apt-get update && apt-get install -y git\n",
  "FROM scratch AS other\n",
  "&& rm -rf /var/lib/apt/lists/*",
  "# layer-cost ignore=package-cache-left\n",
  "é",
  "\u{1F433}",
  "COPY --from=build / /\n",
  "RUN <<EOF\napt-get update\nEOF\n",
  "\t",
  "x",
  '"',
  "$A",
];

/** Everything that the server says of a document, positions included. */
async function everythingSaid(of: LanguageClient, document: string) {
  const diagnostics = await of.diagnostics(document);
  const textDocument = { uri: document };
  const range = of.everything(document);
  const hints = await of.request<InlayHint[]>("textDocument/inlayHint", { textDocument, range });
  const lenses = await of.request<{ range: unknown; command: { title: string } }[]>("textDocument/codeLens", {
    textDocument,
  });
  const actions = await of.request<CodeAction[]>("textDocument/codeAction", {
    textDocument,
    range,
    context: { diagnostics: [] },
  });
  return {
    diagnostics: diagnostics.map(({ relatedInformation, ...rest }) => ({
      ...rest,
      related: relatedInformation?.map(({ location, message }) => [location.range, message]),
    })),
    hints,
    lenses: lenses.map(({ range: at, command }) => [at, command.title]),
    actions: actions.map(({ title, kind, edit }) => [
      title,
      kind,
      edit?.documentChanges?.map((change) => "edits" in change && change.edits),
    ]),
  };
}

describe("after a storm of edits", () => {
  test.each([1, 2, 3])("the server says the same as of a fresh document (seed %i)", async (seed) => {
    client = await LanguageClient.start();
    const random = randomNumbers(seed);
    await client.open(uri, text);
    for (let edit = 0; edit < 400; edit++) {
      const { length } = client.textOf(uri);
      const start = Math.floor(random() * (length + 1));
      const end = random() < 0.5 ? start : Math.min(length, start + Math.floor(random() * 30));
      const inserted = random() < 0.3 ? "" : snippets[Math.floor(random() * snippets.length)]!;
      await client.change(uri, inserted, start, end);
      if (edit % 40 === 0) {
        // Requests in the midst of it are answered or refused, but never forgotten.
        await client
          .request("textDocument/inlayHint", { textDocument: { uri }, range: client.everything(uri) })
          .catch(({ code }) => expect([-32801, -32800]).toContain(code));
      }
    }
    const fresh = `file:///layer-cost-nowhere/fresh-${seed}.Dockerfile`;
    await client.open(fresh, client.textOf(uri));
    expect(await everythingSaid(client, uri)).toEqual(await everythingSaid(client, fresh));
  });

  test("ending with the text it began with, everything is as it was", async () => {
    client = await LanguageClient.start();
    await client.open(uri, text);
    // Once package data is read, which takes seconds on a busy machine, and tells what is given back.
    const isPriced = (now: Diagnostic[]) =>
      now.some(({ code, message }) => code === "runtime-from-builder" && String(message).includes("gives back"));
    await client.diagnostics(uri, isPriced);
    const before = await everythingSaid(client, uri);
    for (let round = 0; round < 300; round++) {
      const start = (round * 37) % text.length;
      await client.change(uri, "RUN true\n", start, start);
      await client.change(uri, "", start, start + "RUN true\n".length);
    }
    expect(client.textOf(uri)).toBe(text);
    expect(await everythingSaid(client, uri)).toEqual(before);
    expect(client.published.length).toBeLessThan(100);
  });

  test.each([
    ["Windows line ends", text.replace(/\n/g, "\r\n")],
    ["letters beyond the basic plane", text.replace("tools", "\u{1F433}\u{1F433} t\u00F6\u00F6ls")],
    ["a byte order mark", `\uFEFF${text}`],
  ])("with %s, positions point at the same words", async (_name, variant) => {
    client = await LanguageClient.start();
    await client.open(uri, variant);
    const { diagnostics } = await everythingSaid(client, uri);
    const document = client.documents.get(uri)!;
    expect(diagnostics.length).toBeGreaterThan(0);
    const cache = diagnostics
      .filter(({ code }) => code === "package-cache-left")
      .map(({ range }) => document.getText(range));
    for (const words of cache) expect(words).toMatch(/^apt-get /);
    expect(cache.length).toBeGreaterThan(0);
  });
});

describe("versions", () => {
  test("diagnostics name the version that they belong to, and stop with the document", async () => {
    client = await LanguageClient.start();
    await client.open(uri, text, 7);
    expect((await client.diagnostics(uri)).length).toBeGreaterThan(0);
    expect(client.published.at(-1)!.version).toBe(7);
    await client.change(uri, "FROM scratch\n");
    expect(await client.diagnostics(uri)).toEqual([]);
    await client.change(uri, text);
    await client.diagnostics(uri, ({ length }) => length > 0);
    await client.close(uri);
    await client.until(() => client!.published.at(-1)!.diagnostics.length === 0 || undefined, "empty diagnostics");
    const count = client.published.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(client.published).toHaveLength(count);
  });

  test("answers computed for a request are those of the last change before it", async () => {
    client = await LanguageClient.start();
    await client.open(uri, text);
    await client.diagnostics(uri);
    const answers: Promise<unknown>[] = [];
    const lines: number[] = [];
    for (let lead = 0; lead < 50; lead++) {
      await client.change(uri, "# one more line\n", 0, 0);
      const range = client.everything(uri);
      lines.push(lead + 1);
      answers.push(client.request("textDocument/codeLens", { textDocument: { uri }, range }));
    }
    const found = (await Promise.all(answers)) as { range: { start: { line: number } } }[][];
    expect(found.map(([lens]) => lens!.range.start.line)).toEqual(lines.map((line) => line + 7));
  });

  test("actions are bound to the version they were made for", async () => {
    client = await LanguageClient.start();
    await client.open(uri, text);
    const [action] = await client.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri },
      range: client.everything(uri),
      context: { diagnostics: [] },
    });
    expect(action!.edit!.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
    await client.change(uri, "# new\n", 0, 0);
    expect(client.applyEdit(action!.edit!)).toBe(false);
  });

  test("a request that is cancelled while settings are awaited says so", async () => {
    client = await LanguageClient.start();
    // An editor that is slow to tell its settings.
    client.connection.onRequest(
      "workspace/configuration",
      () => new Promise((resolve) => setTimeout(resolve, 400, [null])),
    );
    await client.open(uri, text);
    const source = new CancellationTokenSource();
    const cancelled = client.connection.sendRequest("textDocument/codeLens", { textDocument: { uri } }, source.token);
    source.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: -32800 });
    const outdated = client.request("textDocument/codeLens", { textDocument: { uri } });
    await client.change(uri, "# new\n", 0, 0);
    await expect(outdated).rejects.toMatchObject({ code: -32801 });
    expect(await client.request("textDocument/codeLens", { textDocument: { uri } })).not.toHaveLength(0);
  });

  test("an editor that never tells its settings gets the defaults", async () => {
    client = await LanguageClient.start();
    client.connection.onRequest("workspace/configuration", () => new Promise(() => undefined));
    await client.open(uri, text);
    expect((await client.diagnostics(uri)).length).toBeGreaterThan(0);
  });
});

describe("a file of 5,000 lines", () => {
  test("is analysed, edited and fixed like any other", async () => {
    client = await LanguageClient.start();
    const stage = (n: number) =>
      `FROM debian:bookworm-slim AS s${n}\nRUN apt-get update && apt-get install -y --no-install-recommends git\nRUN echo ${n}\nWORKDIR /w${n}\nENV N=${n}\n`;
    const long = Array.from({ length: 1_000 }, (_, n) => stage(n)).join("");
    await client.open(uri, long);
    const found = await client.diagnostics(uri);
    expect(found.map(({ code }) => code)).toContain("package-cache-left");
    expect(found[0]!.range.start.line).toBe(4_996);
    const middle = long.indexOf("RUN echo 500");
    for (let key = 0; key < 60; key++) await client.change(uri, "x", middle, middle);
    await client.change(uri, "", middle, middle + 60);
    expect((await client.diagnostics(uri)).map(({ range }) => range)).toEqual(found.map(({ range }) => range));
    expect(await client.run("layerCost.fixAll", uri)).toBeGreaterThan(0);
    await client.diagnostics(uri, (now) => !now.some(({ code }) => code === "package-cache-left"));
    expect(client.textOf(uri).match(/rm -rf/g)).toHaveLength(1);
  });
});
