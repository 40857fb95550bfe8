// The extension's side of a build, with an editor that only takes notes.
import { fileURLToPath } from "node:url";
import { beforeEach, expect, test, vi } from "vitest";

const editor = vi.hoisted(() => ({ messages: [] as string[], contexts: [] as unknown[] }));

vi.mock("vscode", () => ({
  ProgressLocation: { Notification: 15 },
  Disposable: { from: () => ({ dispose: () => undefined }) },
  Uri: class {},
  commands: { executeCommand: async (_command: string, _key: string, value: unknown) => editor.contexts.push(value) },
  window: {
    withProgress: (_options: unknown, task: (progress: object, token: object) => unknown) =>
      task({ report: () => undefined }, { onCancellationRequested: () => undefined }),
    // Messages that nobody answers.
    showInformationMessage: (message: string) => {
      editor.messages.push(message);
      return new Promise(() => undefined);
    },
  },
  workspace: {
    isTrusted: true,
    asRelativePath: () => "Dockerfile",
    onDidChangeTextDocument: () => ({ dispose: () => undefined }),
  },
}));

beforeEach(() => {
  editor.messages.length = 0;
});

test("a build whose message was not answered yet is over, and the next one may begin", async () => {
  // By its path: the extension is a project of its own, compiled against VS Code's types.
  const { Builds } = await import(fileURLToPath(new URL("../../client/src/builds.ts", import.meta.url)));
  const server = {
    onBuildLog: () => ({ dispose: () => undefined }),
    onBuildProgress: () => ({ dispose: () => undefined }),
    onStopped: () => ({ dispose: () => undefined }),
    onProgress: () => ({ dispose: () => undefined }),
    run: async () => ({ kind: "measured", message: "Built." }),
  };
  const parts = {
    records: { latest: () => undefined },
    choosing: { forPlainBuild: async (_uri: unknown, options: object) => options },
  };
  const builds = new Builds(server, { info: () => undefined }, parts);
  const uri = { toString: () => "file:///Dockerfile" };
  for (let round = 0; round < 2; round++) {
    void builds.buildAndMeasure(uri);
    await expect.poll(() => editor.messages).toHaveLength(round + 1);
  }
  expect(editor.messages).toEqual(["Built.", "Built."]);
  expect(editor.contexts.at(-1)).toBe(false);
});
