// The "Build" view in a real workbench on a real engine: which build, its steps while they run, their logs, a second build.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EditorServer, editorMissing, engineMissing, makeWorkspace, serveFolder } from "./environment";
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
RUN echo first line && sleep 4 && echo second ${unique} && sleep 4
COPY --from=tools /tools /tools
CMD ["cat", "/tools"]
`,
    "compose.yaml": `services:
  small: { build: { context: ., args: { SIZE: "2000000" } } }
  large: { build: { context: ., args: { SIZE: "5000000" } } }
`,
    "slow.Dockerfile": `FROM debian:bookworm-slim\nRUN echo ${unique} && sleep 300\n`,
  });
  let server: EditorServer;
  let editor: Workbench;

  beforeAll(async () => {
    server = await serveFolder(workspace.folder);
    editor = await openWorkbench(server.url, { height: 1400 });
  });
  afterAll(async () => {
    await editor?.close();
    await server?.stop();
    workspace.remove();
  });

  test("asks once which of two services is meant, and shows the steps while they run", async () => {
    await editor.openFile("Dockerfile");
    await editor.runCommand("Layer Cost: Build and Measure");
    const services = await editor.quickPickRows();
    expect(services).toEqual([
      expect.stringContaining("small of compose.yaml"),
      expect.stringContaining("large of compose.yaml"),
    ]);
    await editor.choosePick("large of compose.yaml");
    await editor.buildRow(/sleep 4.*running/).waitFor({ timeout: 60_000 });
    expect(await editor.buildRow(/^CMD/).textContent()).toContain("waiting");
    expect(await editor.buildRow(/^ENV/).textContent()).toContain("done");
    await editor.notification(/Built .* unpacked/).waitFor({ timeout: 110_000 });
    await editor.closeNotifications();
    await editor.buildRow(/^RUN head.*5 MB/).waitFor();
  });
});
