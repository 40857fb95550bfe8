// The list of measurements in a real workbench on a real engine: naming, opening, the trend in the hover, saving, deleting.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSavedMeasurement } from "../../server/src/engine/index";
import { type EditorServer, editorMissing, engineMissing, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

if (engineMissing) console.log(`Editor tests that build skipped: ${engineMissing}.`);

const soon = <T>(read: () => Promise<T> | T) => expect.poll(read);

describe.skipIf(editorMissing ?? engineMissing)("measurements", () => {
  const stamp = Date.now();
  const workspace = makeWorkspace({
    "api/Dockerfile": `FROM debian:bookworm-slim
RUN head -c 29000000 /dev/urandom > /data # ${stamp}
RUN head -c 3000000 /dev/urandom > /more # ${stamp}
`,
  });
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(workspace.folder);
    editor = await openWorkbench(server.url);
    await editor.openFile("api/Dockerfile");
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  async function build(): Promise<void> {
    await editor.clickCodeLens("Build and measure");
    await editor.notification(/^Built |Built stage/).waitFor({ timeout: 60_000 });
    await editor.closeNotifications();
  }

  test("lists each measured build under its file, newest first, with what changed", async () => {
    await build();
    await editor.goTo(2, 13);
    await editor.press("Delete");
    await editor.type("1");
    await soon(() => editor.text()).toContain("-c 19000000");
    await editor.save();
    await build();
    await editor.runCommand("Layer Cost: Focus on Measurements View");
    await soon(() => editor.viewRows("Measurements")).toHaveLength(3);
    await soon(async () => (await editor.viewRows("Measurements"))[1]).toContain("−10 MB");
    const rows = await editor.viewRows("Measurements");
    expect(rows[0]).toContain("api/Dockerfile");
    expect(rows[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d.*stage 0 · \d+ MB · −10 MB$/);
    expect(rows[2]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d.*stage 0 · \d+ MB$/);
  });

  test("the hover tells what a line and its stage were before", async () => {
    await editor.focusEditor();
    await editor.goTo(2, 3);
    await editor.showHover();
    await soon(() => editor.hoverText()).toMatch(/Measured 19 MB; 29 MB before \(\d{4}-\d\d-\d\d\), −10 MB\./);
    await editor.press("Escape");
    await editor.goTo(3, 3);
    await editor.showHover();
    await soon(() => editor.hoverText()).toMatch(/Measured 3 MB, as before \(\d{4}-\d\d-\d\d\)\./);
    await editor.press("Escape");
    await editor.goTo(1, 3);
    await editor.showHover();
    await soon(() => editor.hoverText()).toMatch(/Stage stage 0: Measured \d+ MB; \d+ MB before \([\d-]+\), −10 MB\./);
    await editor.press("Escape");
  });

  test("a measurement gets a name from the palette, and another by its key", async () => {
    await editor.runCommand("Layer Cost: Name Measurement");
    const picks = await editor.quickPickRows();
    expect(picks).toHaveLength(2);
    expect(picks[1]).toContain("api/Dockerfile · stage 0");
    await editor.page.locator(".quick-input-list .monaco-list-row").nth(1).click();
    await editor.answer("phase 1");
    await soon(async () => (await editor.viewRows("Measurements"))[2]).toMatch(/^phase 1.*stage 0 · /);
    await editor.selectViewRow("Measurements", 1);
    await editor.press("F2");
    await editor.answer("phase 2");
    await soon(async () => (await editor.viewRows("Measurements"))[1]).toMatch(/^phase 2.*−10 MB/);
  });

  test("opens as a text with stages, instructions, sizes and times", async () => {
    await editor.runCommand("Layer Cost: Open Measurement");
    await editor.choosePick("phase 2");
    await editor.page.locator('.tab.active[data-resource-name="phase 2 (measurement)"]').waitFor();
    const text = await editor.text();
    expect(text).toMatch(/^phase 2: stage 0 comes to \d+ MB \(−10 MB since phase 1\)\n/);
    expect(text).toMatch(/^ +19 MB +[\d.]+ s +2 {2}RUN head -c 19000000/m);
    expect(text).toMatch(/^Engine +Docker /m);
  });

  test("is saved to a file that can be compared", async () => {
    await editor.runCommand("Layer Cost: Save Measurement to a File");
    await editor.choosePick("phase 1");
    const box = editor.page.locator(".quick-input-widget input[type=text]");
    await box.waitFor();
    await soon(() => box.inputValue()).toContain("phase-1.measurement.json");
    await editor.press("Enter");
    const file = path.join(workspace.folder, "api/phase-1.measurement.json");
    await soon(() => existsSync(file)).toBe(true);
    expect(readSavedMeasurement(readFileSync(file, "utf8"))).toMatchObject({ name: "phase 1" });
  });

  test("is deleted once that is confirmed, and the size in the line stays", async () => {
    await editor.page.locator('.tab[data-resource-name="Dockerfile"]').click();
    await editor.selectViewRow("Measurements", 1);
    await editor.press("Delete");
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/Delete the measurement phase 2 of api\/Dockerfile \(\d+ MB\)\?/);
    await dialog.locator(".monaco-button", { hasText: "Delete" }).click();
    await soon(() => editor.viewRows("Measurements")).toHaveLength(2);
    await editor.page.locator('.tab[data-resource-name="Dockerfile"]').click();
    expect(await editor.inlayHints()).toContain("19 MB");
  });

  test("clearing asks before it drops one with a name", async () => {
    await editor.runCommand("Layer Cost: Clear Measurements");
    const dialog = editor.page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain("One has a name: “phase 1”.");
    await dialog.locator(".monaco-button", { hasText: "Keep Named Ones" }).click();
    await soon(() => editor.inlayHints()).not.toContain("19 MB");
    await soon(async () => (await editor.viewRows("Measurements")).length).toBe(2);
    expect((await editor.viewRows("Measurements"))[1]).toContain("phase 1");
    await editor.runCommand("Layer Cost: Clear Measurements");
    await dialog.locator(".monaco-button", { hasText: "Clear All" }).click();
    await soon(() =>
      editor.page.locator(".welcome-view-content", { hasText: "No build was measured yet" }).count(),
    ).toBe(1);
  });
});
