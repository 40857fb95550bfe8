// Build and measure in a real workbench on a real engine: progress, cancel, failure, and measured sizes in the lines.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, engineMissing, eventually, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

if (engineMissing) console.log(`Editor tests that build skipped: ${engineMissing}.`);

describe.skipIf(editorMissing ?? engineMissing)("with an engine", () => {
  const workspace = makeWorkspace({
    // Sizes and times differ from run to run, so that no build cache answers for an earlier one.
    Dockerfile: `FROM debian:bookworm-slim AS tools
RUN head -c 20000000 /dev/urandom > /tools # ${Date.now()}
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends less
COPY --from=tools /tools /tools
`,
    "slow.Dockerfile": `FROM debian:bookworm-slim\nRUN echo ${Date.now()} && sleep 300\n`,
    "broken.Dockerfile": "FROM debian:bookworm-slim\nRUN echo before the end && exit 7\n",
  });
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(workspace.folder);
    editor = await openWorkbench(server.url);
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  test("estimates carry ≈ before the build and are measured after it", async () => {
    await editor.openFile("Dockerfile");
    await eventually(
      () => editor.inlayHints(),
      (found) => found.some((hint) => hint.startsWith("≈")),
    );
    await editor.clickCodeLens("Build and measure");
    await editor.notification("Building Dockerfile").waitFor();
    await editor.notification(/Built .* unpacked/).waitFor({ timeout: 110_000 });
    const hints = await eventually(
      () => editor.inlayHints(),
      (found) => found.length > 0 && found.every((hint) => !/[≈≥]/.test(hint)),
    );
    expect(hints.filter((hint) => /^20(\.0)? MB$/.test(hint)).length).toBeGreaterThanOrEqual(1);
    await eventually(
      () => editor.codeLenses(),
      (found) => found.some((lens) => /^\d.* MB$/.test(lens)),
    );
    await editor.closeNotifications();
  });

  test("Show Engine tells what was built with", async () => {
    await editor.runCommand("Layer Cost: Show Engine");
    const text = await eventually(
      () => editor.text(),
      (shown) => /is spoken; the engine understands 1\.\d+ to 1\.\d+/.test(shown),
    );
    expect(text).toContain("Layer Cost builds with");
    expect(text).toContain(process.env.DOCKER_HOST);
    await editor.press("Control+W");
    await editor.openFile("Dockerfile");
  });

  test("the hover of a measured line says so", async () => {
    await editor.goTo(2, 2);
    await editor.showHover();
    await eventually(
      () => editor.hoverText(),
      (text) => text.includes("Measured:"),
    );
    await editor.press("Escape");
  });

  test("the status names the engine", async () => {
    await eventually(
      () => editor.languageStatus(),
      (text) => /Docker|Podman/.test(text),
    );
    await editor.focusEditor();
  });

  test("Clear Measurements brings the estimates back", async () => {
    await editor.runCommand("Layer Cost: Clear Measurements");
    await eventually(
      () => editor.inlayHints(),
      (found) => found.some((hint) => hint.startsWith("≈")),
    );
  });

  test("cancel in the notification ends the build", async () => {
    await editor.openFile("slow.Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.notification(/sleep 300/).waitFor({ timeout: 60_000 });
    await editor.pressButton(/sleep 300/, "Cancel");
    await editor.page.locator(".statusbar", { hasText: "cancelled" }).waitFor();
    await eventually(
      () => editor.codeLenses(),
      (found) => found.includes("Build and measure"),
    );
  });

  test("Cancel Build ends it too", async () => {
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.notification(/sleep 300/).waitFor({ timeout: 60_000 });
    await editor.runCommand("Layer Cost: Cancel Build");
    await editor.page.locator(".statusbar", { hasText: "cancelled" }).waitFor();
  });

  test("a failing build marks the instruction and says how it ended", async () => {
    await editor.openFile("broken.Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.notification("Show Log").waitFor({ timeout: 60_000 });
    await eventually(
      () => editor.squiggles("error"),
      (count) => count > 0,
    );
    await editor.runCommand("Problems: Focus on Problems View");
    await editor
      .problemRows()
      .filter({ hasText: /before the end|7/ })
      .first()
      .waitFor();
  });
});
