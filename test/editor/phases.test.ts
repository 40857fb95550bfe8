// The example from phase 1 to phase 2 by quick-fixes alone, in the real editor, measured by real builds before and after.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
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

  /** Builds by the lens and returns what the message says: bytes of the image, in MB. */
  async function buildAndMeasure(): Promise<number> {
    await eventually(
      () => editor.codeLenses(),
      (found) => found.includes("Build and measure"),
    );
    await editor.clickCodeLens("Build and measure");
    const message = editor.notification(/Built .* unpacked/);
    await message.waitFor({ timeout: 400_000 });
    const text = ((await message.textContent()) ?? "").replaceAll("\u00a0", " ");
    await editor.closeNotifications();
    return Number(/([\d.]+) MB unpacked/.exec(text)?.[1]);
  }

  let phase1 = 0;

  test("phase 1 is measured", { timeout: 500_000 }, async () => {
    phase1 = await buildAndMeasure();
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
    const phase2 = await buildAndMeasure();
    expect(phase2).toBeLessThan(phase1 - 300);
    console.log(`phase 1: ${phase1} MB, phase 2: ${phase2} MB`);
  });
});
