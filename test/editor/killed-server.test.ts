// A language server that is killed in mid-build: the editor says so, shows what stopped, and builds again with the next one.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processes } from "../docker/processes";
import { type EditorServer, editorMissing, engineMissing, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

describe.skipIf(editorMissing ?? engineMissing)("a killed language server", () => {
  const workspace = makeWorkspace({
    Dockerfile: `FROM debian:bookworm-slim\nRUN echo ${Date.now()} && sleep 300\n`,
    "quick.Dockerfile": "FROM debian:bookworm-slim\nRUN true\n",
  });
  /** Tells this editor's processes from those of others. */
  const mark = `layer-cost-test-${process.pid}-${Date.now()}`;
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(workspace.folder, { environment: { LAYER_COST_TEST_MARK: mark } });
    editor = await openWorkbench(server.url, { height: 1200 });
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  test("is told of in a sentence, and the next build works", async () => {
    await editor.openFile("Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.buildRow(/^RUN echo.*running/).waitFor({ timeout: 60_000 });
    const [found] = processes().filter(
      ({ pid, words }) =>
        words.some((word) => word.endsWith("dist/server.js")) &&
        readFileSync(`/proc/${pid}/environ`, "latin1").includes(mark),
    );
    expect(found).toBeDefined();
    process.kill(found!.pid, "SIGKILL");
    await editor.notification("The language server stopped during the build").waitFor({ timeout: 60_000 });
    await editor.buildRow(/^RUN echo.*stopped/).waitFor();
    await editor.buildRow(/^Dockerfile.*not built/).waitFor();
    await editor.closeNotifications();
    await editor.openFile("quick.Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.buildRow(/^quick.Dockerfile.*measured/).waitFor({ timeout: 60_000 });
  });
});
