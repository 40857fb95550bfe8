// Time Rebuilds in a real workbench: which kinds, a question before everything runs again, and the times in the message.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, engineMissing, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

describe.skipIf(editorMissing ?? engineMissing)("rebuilds", () => {
  const workspace = makeWorkspace({
    Dockerfile: `FROM debian:bookworm-slim
COPY package.json /app/
RUN echo ${Date.now()} && cat /app/package.json > /app/installed
COPY app.js /app/
`,
    "package.json": '{ "name": "app" }\n',
    "app.js": "console.log(1);\n",
  });
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(workspace.folder);
    // High enough for the whole tree: what is not on the screen is not in the page.
    editor = await openWorkbench(server.url, { height: 1400 });
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  test("the chosen kinds are timed, and a build without cache only after a question", async () => {
    await editor.openFile("Dockerfile");
    await editor.runCommand("Layer Cost: Time Rebuilds");
    const picks = editor.page.locator(".quick-input-widget");
    await picks.getByText("After a code change").waitFor();
    await picks.getByText("Without cache").click();
    await picks.getByRole("button", { name: "OK" }).click();
    const question = editor.page.locator(".monaco-dialog-box");
    await question.getByText("Run every instruction of Dockerfile again?").waitFor();
    await question.getByRole("button", { name: "Run Without Cache" }).click();
    const message = editor.notification(/Rebuilt without cache/);
    await message.waitFor({ timeout: 110_000 });
    const text = (await message.textContent()) ?? "";
    expect(text).toMatch(
      /Rebuilt without cache [\d.]+ s, with nothing changed [\d.]+ s, after a code change [\d.]+ s, after a dependency change [\d.]+ s\./,
    );
    await editor.buildRow(/^Other steps/).click();
    for (const row of [
      /^Rebuild without cache.*every step ran again.*; 3 instructions ran/,
      /^Rebuild with nothing changed.*nothing changed; no instructions ran/,
      /^Rebuild after a code change.*app\.js changed; 1 instruction ran/,
      /^Rebuild after a dependency change.*package\.json changed; 3 instructions ran/,
    ])
      await editor.buildRow(row).waitFor();
  });
});
