// Comparisons in a real workbench on a real engine: the file against HEAD, two kept measurements, the report.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, engineMissing, eventually, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

const unique = Date.now();
const committed = `FROM debian:bookworm-slim AS tools
RUN head -c 20000000 /dev/zero > /tools # ${unique}
FROM tools AS run
COPY app /app
RUN head -c 3000000 /dev/zero > /made # ${unique}
`;
const changed = committed.replace("FROM tools AS run", "FROM debian:bookworm-slim AS run");

describe.skipIf(editorMissing ?? engineMissing)("comparing", () => {
  const workspace = makeWorkspace({ Dockerfile: committed, app: "the app\n" });
  const git = (...given: string[]) =>
    execFileSync("git", ["-C", workspace.folder, "-c", "user.name=Test", "-c", "user.email=test@localhost", ...given]);
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    git("init", "--quiet");
    server = await serveFolder(workspace.folder);
    editor = await openWorkbench(server.url);
    await editor.openFile("Dockerfile");
    await eventually(
      () => editor.codeLenses(),
      (found) => found.includes("Build and measure"),
    );
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  test("without a commit there is nothing to compare with, in a sentence", async () => {
    await editor.runCommand("Layer Cost: Compare with HEAD");
    await editor.notification(/Nothing has been committed in this repository yet/).waitFor({ timeout: 60_000 });
    await editor.closeNotifications();
  });

  test("the file against HEAD is a diff of sizes, and unsaved edits count", async () => {
    git("add", "--all");
    git("commit", "--quiet", "--message", "first");
    await editor.focusEditor();
    await editor.goTo(3, 1);
    await editor.press("Shift+End");
    await editor.type("FROM debian:bookworm-slim AS run");
    await editor.runCommand("Layer Cost: Compare with HEAD");
    await editor.notification(/run: .* MB → .* MB \(−20 MB, −\d+ %\)/).waitFor({ timeout: 110_000 });
    const diff = editor.page.locator(".monaco-diff-editor");
    await diff.waitFor();
    const sides = await eventually(
      () => diff.locator(".view-lines").allInnerTexts(),
      (found) => found.length > 1 && found.every((side) => side.includes("What")),
    );
    const [left = "", right = ""] = sides.map((side) => side.replaceAll("\u00a0", " "));
    expect(left).toMatch(/20 MB {2}stage tools adds/);
    expect(right).not.toContain("stage tools");
    expect(right).toMatch(/3 MB {4}RUN head -c 3000000/);
    await editor.page
      .locator(".tab", { hasText: /HEAD \([0-9a-f]{7}\) ↔ Dockerfile/ })
      .first()
      .waitFor();
  });

  test("the report opens as a preview", async () => {
    await editor.pressButton(/run: .* MB → /, "Open Report");
    await editor.page.locator(".tab", { hasText: "Preview Size report.md" }).first().waitFor();
  });

  test("and is saved where the user says", async () => {
    await editor.runCommand("Layer Cost: Save Report…");
    const dialog = editor.page.locator(".quick-input-widget", { hasText: "Save the report" });
    await dialog.waitFor();
    const box = dialog.locator("input[type=text]");
    await eventually(
      () => box.inputValue(),
      (value) => value.endsWith("size-report.md"),
    );
    const file = path.join(workspace.folder, "size-report.md");
    await box.fill(file);
    await editor.press("Enter");
    await eventually(
      async () => existsSync(file),
      (there) => there,
    );
    expect(readFileSync(file, "utf8")).toMatch(
      /^# run: [\s\S]*\n## How to roll back\n[\s\S]*git checkout [0-9a-f]{12} -- Dockerfile/,
    );
    // Nothing else was written beside the file.
    expect(git("status", "--porcelain").toString()).toBe("?? size-report.md\n");
    expect(readFileSync(path.join(workspace.folder, "Dockerfile"), "utf8")).not.toBe(changed);
  });

  test("two kept measurements are compared from the palette", async () => {
    await editor.closeNotifications();
    await editor.runCommand("Layer Cost: Compare Measurements");
    const rows = await editor.quickPickRows();
    expect(rows.some((row) => row.includes("HEAD ("))).toBe(true);
    await editor.choosePick("HEAD (");
    await editor.page.locator(".quick-input-widget", { hasText: /with…/ }).waitFor();
    await editor.press("Enter");
    await editor.notification(/run: .* MB → .* MB \(−20 MB, −\d+ %\)/).waitFor();
  });
});
