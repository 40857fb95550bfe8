// Proving fixes in a real workbench on a real engine: from the lightbulb and the palette, keep, undo, and what is not proved.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, engineMissing, eventually, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

if (engineMissing) console.log(`Editor tests that build skipped: ${engineMissing}.`);

const dockerfile = `FROM debian:bookworm-slim
COPY models /models
RUN chmod -R 755 /models
COPY <<EOF /etc/app.conf
level=1
EOF
CMD ["ls", "/models"]
`;
const fixed = dockerfile.replace("COPY models", "COPY --chmod=755 models").replace("RUN chmod -R 755 /models\n", "");
/** Long enough to be edited meanwhile. */
const slow = dockerfile.replace("\n", `\nRUN sleep 20 # ${Date.now()}\n`);
const logged = 'FROM debian:bookworm-slim\nCOPY . /app\nCMD ["cat", "/app/debug.log"]\n';

describe.skipIf(editorMissing ?? engineMissing)("proofs", () => {
  const workspace = makeWorkspace({
    Dockerfile: dockerfile,
    "models/one.bin": "a model, of sorts\n".repeat(200_000),
    "slow/slow.Dockerfile": slow,
    "slow/models/one.bin": "a model, of sorts\n".repeat(200_000),
    "logs/logs.Dockerfile": logged,
    "logs/debug.log": "a line of a log\n".repeat(150_000),
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

  const onDisk = (name: string) => readFileSync(path.join(workspace.folder, name), "utf8");
  const shot = async (name: string) => {
    const folder = process.env.LAYER_COST_SCREENSHOTS;
    if (folder) await editor.screenshot(path.join(folder, `${name}.png`));
  };

  test("a code action beside the fix proves it, applies it, and undoes it", async () => {
    await editor.openFile("Dockerfile");
    await editor.goTo(3, 8);
    const actions = await eventually(
      () => editor.quickFixes(),
      (found) => found.some((action) => action.includes("Prove: ")),
    );
    expect(actions.findIndex((action) => action.includes("Prove: Set the mode"))).toBe(
      actions.findIndex((action) => action.includes("Set the mode")) + 1,
    );
    await shot("prove-lightbulb");
    await editor.chooseQuickFix(/Prove: Set the mode/);
    await editor.notification(/Proving/).waitFor();
    await shot("prove-running");
    await editor.notification(/Proved: .* saves 3\.6 MB/).waitFor({ timeout: 110_000 });
    expect(await editor.notification(/Proved: /).textContent()).toContain("The image works before and after.");
    expect(await editor.text()).toBe(fixed);
    expect(onDisk("Dockerfile")).toBe(dockerfile);
    await shot("prove-proved");

    await editor.pressButton(/Proved: /, "Show Report");
    await editor.page.locator(".tab", { hasText: "Dockerfile (proof).md" }).waitFor();
    await eventually(
      () => editor.text(),
      (text) => text.startsWith("# Proved: ") && text.includes("| Measured saving | 3.6 MB, as claimed |"),
    );
    await shot("prove-report");
    await editor.pressButton(/Proved: /, "Undo");
    await editor.page.locator('.tab[data-resource-name="Dockerfile"]').click();
    await eventually(
      () => editor.text(),
      (text) => text === dockerfile,
    );
  });

  test("Prove All Fixes proves the safe ones, and Keep Edit keeps them", async () => {
    await editor.runCommand("Layer Cost: Prove All Fixes");
    await editor.notification(/Proved: /).waitFor({ timeout: 110_000 });
    await editor.pressButton(/Proved: /, "Keep Edit");
    expect(await editor.text()).toBe(fixed);
  });

  test("a text that changed meanwhile is not edited, and nothing of it is lost", async () => {
    await editor.openFile("slow/slow.Dockerfile");
    await eventually(
      () => editor.codeLenses(),
      (found) => found.length > 0,
    );
    await editor.runCommand("Layer Cost: Prove Fix…");
    expect((await editor.quickPickRows()).join()).toContain("Set the mode");
    await editor.choosePick("Set the mode");
    await editor.notification(/Proving.*sleep 20/).waitFor({ timeout: 60_000 });
    await editor.focusEditor();
    await editor.goTo(1, 1);
    await editor.type("# mine\n");
    await editor
      .notification(/has changed since it was built, so that nothing was edited/)
      .waitFor({ timeout: 110_000 });
    expect(await editor.text()).toBe(`# mine\n${slow}`);
    await editor.closeNotifications();
    await editor.runCommand("File: Revert File");
  });

  test("a fix that breaks the image is not kept, and the reason is told", async () => {
    await editor.openFile("logs/logs.Dockerfile");
    await eventually(
      () => editor.codeLenses(),
      (found) => found.length > 0,
    );
    await editor.runCommand("Layer Cost: Prove All Fixes");
    const toast = editor.notification(
      /Not proved: .*does not pass its check: .*cat \/app\/debug\.log.* failed with exit code 1/,
    );
    await toast.waitFor({ timeout: 110_000 });
    expect(await toast.textContent()).toContain("Nothing was edited.");
    await shot("prove-not-proved");
    expect(await editor.text()).toBe(logged);
    expect(existsSync(path.join(workspace.folder, "logs/.dockerignore"))).toBe(false);
  });
});
