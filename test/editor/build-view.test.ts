// The "Build" view in a real workbench on a real engine: which build, its steps while they run, their logs, a second build.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, engineMissing, eventually, makeWorkspace, serveFolder } from "./environment";
import { openWorkbench, type Workbench } from "./workbench";

/** Differs from run to run, so that no build cache answers for an earlier one. */
const unique = `${Date.now()}`;

describe.skipIf(editorMissing ?? engineMissing)("the build view", () => {
  const workspace = makeWorkspace({
    Dockerfile: `FROM debian:bookworm-slim AS tools
ARG SIZE=1000000
RUN head -c $SIZE /dev/urandom > /tools # ${unique}
FROM debian:bookworm-slim AS run
ENV NAME=value
RUN echo first && sleep 6 && echo second ${unique} && sleep 6
COPY --from=tools /tools /tools
CMD ["cat", "/tools"]
`,
    "compose.yaml": `services:
  small: { build: { context: ., args: { SIZE: "2000000" } } }
  large: { build: { context: ., args: { SIZE: "5000000" } } }
`,
    "slow.Dockerfile": `FROM debian:bookworm-slim\nRUN echo ${unique} && sleep 300\n`,
    "broken.Dockerfile": "FROM debian:bookworm-slim\nRUN echo before the end && exit 7\nRUN true\n",
    // The context is the folder above, and another one where Compose says so.
    "docker/api.Dockerfile": `FROM debian:bookworm-slim\nCOPY sources/main.txt /main.txt\nRUN echo ${unique}\n`,
    "sources/main.txt": "main",
    "deploy/worker/compose.yaml":
      "services: { worker: { build: { context: ../.., dockerfile: deploy/worker/worker.Dockerfile } } }\n",
    "deploy/worker/worker.Dockerfile": `FROM debian:bookworm-slim\nCOPY main.txt /main.txt\nRUN echo ${unique}\n`,
    "main.txt": "main",
    "deploy/worker/main.txt": "of the nearer folder: not what Compose says",
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

  /** The build is over. Its notification may be gone by then: it hides by itself. */
  const measured = () => editor.buildRow(/Dockerfile.*measured · \d/);

  test("asks once which of two services is meant, and shows the steps while they run", async () => {
    await editor.openFile("Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    expect(await editor.quickPickRows()).toEqual([
      expect.stringMatching(/small of compose.yaml.*run, SIZE=2000000.*Context \//s),
      expect.stringMatching(/large of compose.yaml.*run, SIZE=5000000.*Context \//s),
    ]);
    await editor.choosePick("large of compose.yaml");
    await editor.buildRow(/^RUN echo first.*running/).waitFor({ timeout: 60_000 });
    await editor.buildRow(/^RUN head.*done/).waitFor();
    await editor.buildRow(/^CMD.*waiting/).waitFor();
    await editor.buildRow(/^ENV.*done/).waitFor();
    const message = editor.page.locator(".tree-explorer-viewlet-tree-view .message");
    expect(await message.first().textContent()).toMatch(
      /^Target run, SIZE=5000000 \(see large of compose.yaml\)\. Context \/.*: \d+ files/,
    );
    const label = await editor.buildRow(/^RUN echo first/).getAttribute("aria-label");
    expect(label).toMatch(/^RUN echo first.*, running, .* s, line 6/);
  });

  test("the log of an instruction is a document that grows", async () => {
    await editor.buildRow(/^RUN echo first/).hover();
    await editor
      .buildRow(/^RUN echo first/)
      .locator('[aria-label^="Show Log of Instruction"]')
      .first()
      .click();
    await editor.page.locator(".tab.active", { hasText: "Dockerfile line 6 (log)" }).waitFor();
    const growing = await eventually(
      () => editor.text(),
      (text) => text.includes("first\n"),
    );
    expect(growing).toMatch(/^RUN echo first && sleep 6/);
    await eventually(
      () => editor.text(),
      (text) => text.includes(`\nsecond ${unique}\n`),
    );
    await editor.press("Control+W");
  });

  test("keeps the tree when the build is over, with times and bytes", async () => {
    await measured().waitFor({ timeout: 110_000 });
    await editor.closeNotifications();
    await editor.buildRow(/^Dockerfile.*measured · \d/).waitFor();
    await editor.buildRow(/^stage tools.*done · .* s · 87.\d MB/).waitFor();
    await editor.buildRow(/^RUN head.*done · .* s · 5 MB/).waitFor();
    await editor.buildRow(/^COPY --from=tools.*5 MB/).waitFor();
    // Measured, though the file is analysed without the argument on which the services differ.
    await eventually(
      () => editor.inlayHints(),
      (found) => found.filter((hint) => hint === "5 MB").length === 2,
    );
  });

  test("choosing an instruction shows its line, also after an edit above it", async () => {
    await editor.focusEditor();
    await editor.goTo(1, 1);
    await editor.type("# new\n# lines\n");
    await editor.buildRow(/^COPY --from=tools/).click();
    await editor.page.locator("[id='status.editor.selection']", { hasText: /^Ln 9, Col/ }).waitFor();
    await editor.focusEditor();
    await editor.runCommand("File: Revert File");
  });

  test("the answer is remembered, until it is asked for anew", async () => {
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.buildRow(/^RUN echo first.*cached/).waitFor({ timeout: 60_000 });
    await measured().waitFor({ timeout: 110_000 });
    await editor.closeNotifications();
    await editor.runCommand("Layer Cost: Choose Which Build to Measure");
    expect((await editor.quickPickRows()).join("\n")).toMatch(/large of compose.yaml.*chosen before/s);
    await editor.choosePick("small of compose.yaml");
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.buildRow(/^RUN head.*2 MB/).waitFor({ timeout: 60_000 });
    await measured().waitFor();
    await editor.closeNotifications();
  });

  test("any other build is in a list: services, stages, without cache, and what was built lately", async () => {
    await editor.runCommand("Layer Cost: Build and Measure with…");
    const rows = (await editor.quickPickRows()).join("\n");
    for (const row of ["small of compose.yaml", "stage tools", "stage run", "Without cache"])
      expect(rows).toContain(row);
    await editor.choosePick("Build arguments…");
    const box = editor.page.locator(".quick-input-widget input[type=text]");
    await box.fill("SIZE");
    await editor.page.locator(".quick-input-message", { hasText: "NAME=value is expected" }).waitFor();
    await box.fill("SIZE=3000000");
    await editor.press("Enter");
    await editor.buildRow(/^RUN head.*3 MB/).waitFor({ timeout: 60_000 });
    await measured().waitFor();
    await editor.closeNotifications();
    await editor.runCommand("Layer Cost: Build and Measure with…");
    expect((await editor.quickPickRows()).join("\n")).toContain("SIZE=3000000");
    await editor.choosePick("stage tools");
    await editor.page
      .locator(".message", { hasText: /^Built tools in/ })
      .first()
      .waitFor({ timeout: 60_000 });
    await editor.buildRow(/^COPY/).waitFor({ state: "detached" });
    await editor.closeNotifications();
  });

  // Both copy a file of four bytes, which lies there in this context alone.
  test.each([
    ["docker/api.Dockerfile", "in which its sources are"],
    ["deploy/worker/worker.Dockerfile", "that Compose names relatively"],
  ])("%s is built in the folder %s", async (name) => {
    await editor.openFile(name);
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.buildRow(new RegExp(`^${name}.*measured`)).waitFor({ timeout: 60_000 });
    await editor.buildRow(/^COPY.*main.txt \/main.txt.* 4 B/).waitFor();
    await editor.closeNotifications();
  });

  test("a second build of the file takes the place of the first, or waits; both end by the view's button", async () => {
    await editor.openFile("slow.Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.buildRow(/^RUN echo.*running/).waitFor({ timeout: 60_000 });
    await editor.runCommand("Layer Cost: Build and Measure");
    expect((await editor.quickPickRows()).join("\n")).toMatch(/^Wait for it.*Cancel it and start.*Leave it running/s);
    await editor.choosePick("Cancel it and start");
    await editor.buildRow(/^slow.Dockerfile.*running/).waitFor();
    await editor.buildRow(/^RUN echo.*running/).waitFor({ timeout: 60_000 });
    expect(
      await editor.page.locator(".tree-explorer-viewlet-tree-view .monaco-list-row", { hasText: /^slow/ }).count(),
    ).toBe(1);
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.choosePick("Wait for it");
    await editor.buildRow(/^slow.Dockerfile.*waiting for the build before it/).waitFor();
    const header = editor.page.locator(".panel .pane-header", { hasText: /^Build/ }).first();
    await header.hover();
    await header.locator('[aria-label="Cancel Build"]').first().click();
    await editor.buildRow(/^slow.Dockerfile.*cancelled/).waitFor();
    await editor.buildRow(/^RUN echo.*stopped/).waitFor();
    await eventually(
      () => editor.codeLenses(),
      (found) => found.includes("Build and measure"),
    );
  });

  test("what failed, and what was not built for it, is told; the notification leads to the log", async () => {
    await editor.openFile("broken.Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    await editor.buildRow(/^RUN echo before.*failed/).waitFor({ timeout: 60_000 });
    await editor.buildRow(/^RUN true.*not built/).waitFor();
    await editor.pressButton("Show Log", "Show Log");
    await editor.page.locator(".tab.active", { hasText: "broken.Dockerfile line 2 (log)" }).waitFor();
    expect(await editor.text()).toContain("before the end\n");
  });
});
