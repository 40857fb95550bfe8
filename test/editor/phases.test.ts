// The example from phase 1 to phase 2 by quick-fixes alone, in the real editor, measured by real builds before and after.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, engineMissing, eventually, root, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

/** Where each fix is offered: a line and words in it; and its title. What the team did by hand, in the lightbulb's words. */
const fixes = [
  { at: /^FROM (deps-stage) AS runtime/, title: "Start runtime from node:20-slim and copy what was built" },
  { at: /^COPY --from=deps-stage (\/root\/.local)/, title: "Remove the copy of /root/.local" },
  { at: /^RUN (node) .*node-gyp/, title: "Strip what was built in the same RUN" },
];

describe.skipIf(editorMissing ?? engineMissing)("the example", () => {
  const parent = mkdtempSync(path.join(tmpdir(), "layer-cost-example-"));
  const folder = path.join(parent, "word-count-api");
  cpSync(path.join(root, "examples/word-count-api"), folder, { recursive: true });
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(folder);
    editor = await openWorkbench(server.url);
    await editor.openFile("Dockerfile");
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    rmSync(parent, { recursive: true, force: true });
  });

  /** Builds, times rebuilds, names the measurement, and returns what the message says: MB of the image. */
  async function measure(name: string): Promise<number> {
    await editor.runCommand("Layer Cost: Time Rebuilds");
    expect((await editor.quickPickRows()).join()).toContain("After a code change");
    const picks = editor.page.locator(".quick-input-widget");
    await picks.getByText("Check that the image works").click();
    await picks.getByRole("button", { name: "OK" }).click();
    const message = editor.notification(/Built .* unpacked/);
    await message.waitFor({ timeout: 400_000 });
    const text = ((await message.textContent()) ?? "").replaceAll("\u00a0", " ");
    await editor.closeNotifications();
    await editor.runCommand("Layer Cost: Name Measurement");
    await editor.page.locator(".quick-input-list .monaco-list-row").first().click();
    await editor.answer(name);
    return Number(/([\d.]+) MB unpacked/.exec(text)?.[1]);
  }

  let phase1 = 0;

  test("phase 1 is measured", { timeout: 500_000 }, async () => {
    phase1 = await measure("phase 1");
    expect(phase1).toBeGreaterThan(500);
  });

  for (const { at, title } of fixes) {
    test(`the lightbulb: ${title}`, async () => {
      const before = await editor.text();
      const lines = before.split("\n");
      const line = lines.findIndex((text) => at.test(text));
      const [, word = ""] = at.exec(lines[line] ?? "") ?? [];
      await editor.goTo(line + 1, (lines[line] ?? "").indexOf(word) + 2);
      await editor.quickFixes();
      await editor.chooseQuickFix(title);
      await eventually(
        () => editor.text(),
        (text) => text !== before,
      );
    });
  }

  test("phase 2 is measured", { timeout: 500_000 }, async () => {
    await editor.save();
    const phase2 = await measure("phase 2");
    expect(phase2).toBeLessThan(phase1 - 300);
    console.log(`phase 1: ${phase1} MB, phase 2: ${phase2} MB`);
  });

  test("the report says what became of it", async () => {
    await editor.runCommand("Layer Cost: Compare Measurements");
    await editor.choosePick("phase 1");
    await editor.page.locator(".quick-input-widget", { hasText: /with…/ }).waitFor();
    await editor.choosePick("phase 2");
    await editor.notification(/runtime: \d+ MB → \d+ MB/).waitFor();
    await editor.closeNotifications();
    await editor.runCommand("Layer Cost: Save Report…");
    const box = editor.page.locator(".quick-input-widget", { hasText: "Save the report" }).locator("input[type=text]");
    await eventually(
      () => box.inputValue(),
      (value) => value.endsWith(".md"),
    );
    const file = path.join(folder, "report.md");
    await box.fill(file);
    await editor.press("Enter");
    await eventually(
      () => existsSync(file),
      (there) => there,
    );
    const report = readFileSync(file, "utf8");
    if (process.env.UPDATE_REPORT) writeFileSync(path.join(root, "docs/word-count-api-report.md"), report);
    expect(report).toMatch(/^# runtime: \d+ MB → \d+ MB \(−\d+ MB, −\d+ %\)\n/);
    const headings = [...report.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([
      "What changed",
      "What was removed",
      "What remains",
      "Checks",
      "Build times",
      "How to roll back",
      "How this was measured",
    ]);
    expect(report).toMatch(/runtime-from-builder/);
    for (const phase of ["phase 1", "phase 2"])
      expect(report).toMatch(new RegExp(`\\| ${phase} +\\| passed +\\| .*its health check passed\\.`));
  });
});
