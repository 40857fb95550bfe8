// A workspace that is not trusted: findings and estimates, and no way to build.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, eventually, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

describe.skipIf(editorMissing)("restricted mode", () => {
  const workspace = makeWorkspace({
    Dockerfile: "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y git\n",
  });
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(workspace.folder, { trustAll: false });
    editor = await openWorkbench(server.url);
    await editor.openFile("Dockerfile");
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  test("findings, hints and totals are there", async () => {
    await eventually(
      async () => (await editor.squiggles("warning")) + (await editor.squiggles("info")),
      (count) => count > 0,
    );
    await eventually(
      () => editor.inlayHints(),
      (found) => found.some((hint) => hint.startsWith("≈")),
    );
  });

  test("nothing offers to build", async () => {
    await eventually(
      () => editor.codeLenses(),
      (found) => found.length > 0,
    );
    expect(await editor.codeLenses()).not.toContain("Build and measure");
    expect(await editor.commandsMatching("Layer Cost: ")).not.toContain("Layer Cost: Build and Measure");
    expect(await editor.languageStatus()).toContain("no builds in Restricted Mode");
  });

  test("trusting the workspace brings the build, without a reload", async () => {
    await editor.runCommand("Workspaces: Manage Workspace Trust");
    await editor.page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
    await editor.page.locator(".workspace-trust-editor", { hasText: "You trust this folder" }).waitFor();
    await editor.press("Escape");
    await eventually(
      () => editor.codeLenses(),
      (found) => found.includes("Build and measure"),
    );
  });
});
