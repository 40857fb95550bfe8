// The README's screenshots, each taken of the example as a user would see it; run by scripts/screenshots.mjs.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { editorMissing, eventually, root, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

const images = path.join(root, "docs/images");
const appearance = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "breadcrumbs.enabled": false,
  "editor.fontSize": 13,
  "editor.lineHeight": 21,
  "editor.renderLineHighlight": "none",
  "editor.guides.indentation": false,
  "editor.matchBrackets": "never",
  "editor.occurrencesHighlight": "off",
  "editor.hover.delay": 100,
  "editor.stickyScroll.enabled": false,
  "scm.diffDecorations": "none",
};

const shots: Record<string, (editor: Workbench) => Promise<void>> = {
  async overview(editor) {
    await editor.openFile("word-count-api/Dockerfile");
    await settle(editor);
  },
  async "quick-fix"(editor) {
    await editor.openFile("word-count-api/Dockerfile");
    await settle(editor);
    await editor.goTo(25, 8);
    await editor.quickFixes();
  },
  async hover(editor) {
    await editor.openFile("ml-api/Dockerfile");
    await settle(editor);
    await editor.goTo(7, 3);
    await editor.showHover();
    await eventually(
      () => editor.hoverText(),
      (text) => text.includes("in all"),
    );
    await pause(editor);
  },
  async explain(editor) {
    await editor.openFile("word-count-api/Dockerfile");
    await settle(editor);
    await editor.runCommand("Layer Cost: Explain File");
    await editor.page.locator(".tab.active", { hasText: "explained" }).waitFor();
    await editor.runCommand("View: Move Editor into Previous Group");
    await pause(editor);
  },
  async measured(editor) {
    await editor.openFile("word-count-api/Dockerfile");
    await settle(editor);
    await editor.clickCodeLens("Build and measure");
    await editor.notification(/Built .* unpacked/).waitFor({ timeout: 600_000 });
    await eventually(
      () => editor.inlayHints(),
      (found) => found.length > 0 && found.every((hint) => !hint.includes("≈")),
    );
    await pause(editor);
  },
};

/** Waits for the hints, and parks the pointer and the cursor where they are in nobody's way. */
async function settle(editor: Workbench): Promise<void> {
  await eventually(
    () => editor.inlayHints(),
    (found) => found.length > 2,
  );
  await editor.goTo(1, 1);
  await editor.page.mouse.move(1050, 400);
  await pause(editor);
}

function pause(editor: Workbench): Promise<void> {
  return editor.page.waitForTimeout(1500);
}

async function take(name: string, folder: string): Promise<void> {
  const server = await serveFolder(folder, { settings: appearance });
  const editor = await openWorkbench(server.url, { width: 1100, height: 720, scale: 2 });
  try {
    await editor.press("Control+B");
    await shots[name]!(editor);
  } finally {
    await editor.screenshot(path.join(images, `${name}.png`));
    console.log(`docs/images/${name}.png`);
    await editor.close();
    await server.stop();
  }
}

async function main(): Promise<void> {
  if (editorMissing) throw new Error(editorMissing);
  const parent = mkdtempSync(path.join(tmpdir(), "layer-cost-"));
  const folder = path.join(parent, "examples");
  cpSync(path.join(root, "examples"), folder, { recursive: true });
  mkdirSync(images, { recursive: true });
  const chosen = process.argv.slice(2);
  try {
    for (const name of Object.keys(shots)) {
      if (chosen.length === 0 || chosen.includes(name)) await take(name, folder);
    }
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
