// Everything that needs no engine, in a real workbench: squiggles, fixes, hovers, hints, lenses, status, log.
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, eventually, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

const cached = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends build-essential
CMD ["gcc"]
`;
const inherited = `FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends build-essential && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY hello.c .
RUN gcc -o hello hello.c

FROM build AS runtime
CMD ["./hello"]
`;

describe.skipIf(editorMissing)("without an engine", () => {
  const workspace = makeWorkspace({
    Dockerfile: cached,
    "api/service.Dockerfile": inherited,
    "api/hello.c": "int main(void) { return 0; }\n",
    "web/Containerfile": cached,
    "web/Dockerfile.dev": cached,
    "web/Dockerfile.dockerignore": "node_modules\n",
    "job/job.Dockerfile": 'FROM debian:bookworm-slim\nCOPY . /app\nCMD ["true"]\n',
    "job/.mypy_cache/types.json": "of a tool, for itself\n".repeat(150_000),
    "job/.dockerignore": "*.tmp\n",
  });
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(workspace.folder, { environment: { DOCKER_HOST: "unix:///nowhere/docker.sock" } });
    editor = await openWorkbench(server.url);
    await editor.openFile("Dockerfile");
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  test("a finding is underlined", async () => {
    await eventually(
      async () => (await editor.squiggles("warning")) + (await editor.squiggles("info")),
      (count) => count > 0,
    );
  });

  test("an instruction's estimated size stands at the end of its first line, in at most 40 characters", async () => {
    const hints = await eventually(
      () => editor.inlayHints(),
      (found) => found.some((hint) => /^≈ \d/.test(hint)),
    );
    for (const hint of hints) expect(hint.length).toBeLessThanOrEqual(40);
  });

  test("the lens above the target's FROM builds, gives the total, and what fixes would save", async () => {
    const lenses = await eventually(
      () => editor.codeLenses(),
      (found) => found.some((lens) => lens.startsWith("saves up to")),
    );
    expect(lenses).toContain("Build and measure");
    expect(lenses.some((lens) => /^[≈≥] .*[MG]B$/.test(lens))).toBe(true);
  });

  test("the hover tells the cost of the line and its basis", async () => {
    await editor.goTo(2, 2);
    await editor.showHover();
    const text = await eventually(
      () => editor.hoverText(),
      (shown) => shown.includes("in all"),
    );
    expect(text).toMatch(/RUN .*MB/);
    // The package data is read from beside the bundle, and says of which day it is.
    expect(text).toMatch(/Estimated: .*Debian bookworm package index of 20\d\d-\d\d-\d\d/);
    expect(text).toContain("base image debian:bookworm-slim");
    await editor.press("Escape");
  });

  test("the status names the target's total, and says why there is no engine", async () => {
    const status = await eventually(
      () => editor.languageStatus(),
      (text) => text.includes("no engine"),
    );
    expect(status).toMatch(/MB/);
    expect(status).toContain("/nowhere/docker.sock");
    await editor.focusEditor();
  });

  test("the problems panel names the rule and links to its page", async () => {
    await editor.runCommand("Problems: Focus on Problems View");
    const row = editor.problemRows().filter({ hasText: "package-cache-left" }).first();
    await row.waitFor();
    const link = row.locator("a", { hasText: "package-cache-left" }).first();
    expect(await link.getAttribute("href")).toMatch(/docs\/rules\/package-cache-left\.md$/);
    await editor.press("Control+J");
    await editor.focusEditor();
  });

  test("Explain File opens the costs as text, and the text follows the file", async () => {
    await editor.runCommand("Layer Cost: Explain File");
    await editor.page.locator(".tab.active", { hasText: "Dockerfile (explained)" }).waitFor();
    const text = await eventually(
      () => editor.text(),
      (shown) => shown.includes("build-essential"),
    );
    expect(text).toMatch(/MB/);
    await editor.press("Control+W");
    await editor.openFile("Dockerfile");
  });

  test("the log opens", async () => {
    await editor.runCommand("Layer Cost: Show Log");
    const channel = editor.page.locator('select[aria-label="Switch Output"]').first();
    await eventually(
      () => channel.inputValue(),
      (shown) => shown === "Layer Cost",
    );
    await editor.press("Control+J");
    await editor.focusEditor();
  });

  test("Show Engine says why there is none", async () => {
    await editor.runCommand("Layer Cost: Show Engine");
    const text = await eventually(
      () => editor.text(),
      (shown) => shown.includes("found no engine"),
    );
    expect(text).toContain("No engine listens at unix:///nowhere/docker.sock (from DOCKER_HOST)");
    await editor.press("Control+W");
    await editor.openFile("Dockerfile");
  });

  test("a build without an engine ends in one sentence, and the editor goes on", async () => {
    await editor.focusEditor();
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.notification("/nowhere/docker.sock").waitFor();
    await editor.closeNotifications();
    await eventually(
      () => editor.codeLenses(),
      (found) => found.includes("Build and measure"),
    );
  });

  test("the quick-fix changes the file, and the squiggle is gone", async () => {
    await editor.goTo(2, 8);
    const titles = await editor.quickFixes();
    expect(titles.some((title) => title.startsWith("Ignore package-cache-left"))).toBe(true);
    await editor.chooseQuickFix(/^(?!Ignore)/);
    const text = await eventually(
      () => editor.text(),
      (now) => now !== cached,
    );
    expect(text).toContain("rm -rf /var/lib/apt/lists");
    await eventually(
      async () => {
        await editor.goTo(2, 8);
        return (await editor.squiggles("warning")) + (await editor.squiggles("info"));
      },
      (count) => count === 0,
    );
  });

  test("typing brings findings and sizes up to date, and saving writes the file", async () => {
    await editor.focusEditor();
    await editor.goTo(3, 1);
    await editor.type("RUN apt-get update && apt-get install -y --no-install-recommends git\n");
    await editor.save();
    await eventually(
      () => readFileSync(path.join(workspace.folder, "Dockerfile"), "utf8"),
      (text) => text.includes("recommends git"),
    );
    await eventually(
      async () => (await editor.squiggles("warning")) + (await editor.squiggles("info")),
      (count) => count > 0,
    );
  });

  test("Fix All Safe Findings applies the safe ones", async () => {
    await editor.runCommand("Layer Cost: Fix All Safe Findings");
    await eventually(
      () => editor.text(),
      (text) => text.split("rm -rf /var/lib/apt/lists").length === 3,
    );
    await editor.runCommand("Layer Cost: Fix All Safe Findings");
    await editor.notification("no safe fix").waitFor();
    await editor.closeNotifications();
    await editor.save();
  });

  test("a *.Dockerfile is linted; its lens lists the fixes, and the picked one is applied", async () => {
    await editor.openFile("api/service.Dockerfile");
    await eventually(
      () => editor.codeLenses(),
      (found) => found.some((lens) => lens.startsWith("saves up to")),
    );
    await editor.clickCodeLens("saves up to");
    const rows = await editor.quickPickRows();
    expect(rows.join("\n")).toContain("Review:");
    await editor.choosePick("Review:");
    await editor.notification("Please review").waitFor();
    expect(await editor.text()).not.toBe(inherited);
    await editor.closeNotifications();
  });

  test.each(["web/Containerfile", "web/Dockerfile.dev"])("%s is a Dockerfile", async (name) => {
    await editor.openFile(name);
    await eventually(
      () => editor.codeLenses(),
      (found) => found.includes("Build and measure"),
    );
  });

  test("fixes spare an ignore file with unsaved changes, and edit it once it is saved", async () => {
    const show = (name: string) => editor.page.locator(`.tab[data-resource-name="${name}"]`).click();
    await editor.openFile("job/.dockerignore");
    await editor.goTo(1, 1);
    await editor.type("mine\n");
    await editor.openFile("job/job.Dockerfile");
    await eventually(
      () => editor.codeLenses(),
      (found) => found.some((lens) => lens.startsWith("saves up to")),
    );
    await editor.runCommand("Layer Cost: Fix All Safe Findings");
    await editor.notification(".dockerignore has unsaved changes: save it first").waitFor();
    await editor.closeNotifications();
    await editor.goTo(2, 3);
    await editor.press("Control+.");
    await editor.page.locator(".action-widget .monaco-list-row.action", { hasText: "Ignore" }).first().waitFor();
    expect(
      await editor.page.locator(".action-widget .monaco-list-row.action", { hasText: /^Add .*ignore/ }).count(),
    ).toBe(0);
    await editor.press("Escape");
    await show(".dockerignore");
    expect(await editor.text()).toBe("mine\n*.tmp\n");
    await editor.save();
    await show("job.Dockerfile");
    await editor.goTo(2, 3);
    // The server hears of the saved file a moment later, and until then its fix is not offered.
    await eventually(
      async () => {
        const found = await editor.quickFixes();
        await editor.press("Escape");
        return found;
      },
      (found) => found.some((title) => title.startsWith("Add ")),
    );
    await editor.runCommand("Layer Cost: Fix All Safe Findings");
    await show(".dockerignore");
    expect(await editor.text()).toMatch(/^mine\n\*\.tmp\n.*\.mypy_cache\/?\n$/s);
  });

  test("an ignore file that is named after a Dockerfile is none", async () => {
    await editor.openFile("web/Dockerfile.dockerignore");
    await editor.page.locator("[id='status.editor.mode']", { hasText: /ignore/i }).waitFor();
    expect(await editor.codeLenses()).toEqual([]);
  });
});
