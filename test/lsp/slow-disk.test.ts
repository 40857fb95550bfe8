// A server whose disk never answers: what needs no disk is said all the same.
import { PassThrough } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { createConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { createMessageConnection, type PublishDiagnosticsParams } from "vscode-languageserver-protocol/node";
import { startServer } from "../../server/src/lsp/start-server";
import { InMemoryPorts } from "../session/in-memory-ports";

const uri = "file:///project/Dockerfile";
const text = "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y git\n";

const toServer = new PassThrough();
const toClient = new PassThrough();
const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));

afterEach(() => client.dispose());

test("findings come, and requests are answered, while the settings file is still being read", async () => {
  const ports = new InMemoryPorts();
  ports.files.findSettingsFile = () => new Promise(() => undefined);
  Object.assign(ports.scheduler, {
    after: (milliseconds: number, run: () => void) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  const serving = startServer(server, {
    version: "0.0.0",
    openPorts: () => ports,
    pathOf: () => "/project/Dockerfile",
    dispose: async () => undefined,
  });
  client.listen();
  await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  const published = new Promise<PublishDiagnosticsParams>((resolve) => {
    client.onNotification("textDocument/publishDiagnostics", resolve);
  });
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "dockerfile", version: 1, text },
  });
  const lenses = client.sendRequest("textDocument/codeLens", { textDocument: { uri } });
  expect((await published).diagnostics.map(({ code }) => code)).toContain("package-cache-left");
  expect(await lenses).not.toEqual([]);
  await serving.stop();
});
