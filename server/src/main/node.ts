// The language server as a Node process: arguments, transport, adapters, and a clean end.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Connection, createConnection, StreamMessageWriter } from "vscode-languageserver/node";
import type { Runtime } from "../lsp/runtime";
import { startServer } from "../lsp/start-server";
import { TolerantMessageReader } from "../lsp/tolerant-reader";
import { createFactSource } from "../workspace/fact-source";
import { copyRevision } from "../workspace/git-revisions";
import { createMeasurementStore } from "../workspace/measurement-store";
import { findSettingsFile } from "../workspace/settings-file";
import { openNpmRegistry, openRegistries } from "./registries";
import { WorkerEngine } from "./worker-engine";

const usage = `layer-cost-language-server: shows what every line of a Dockerfile costs, to any editor that speaks LSP.

Usage: layer-cost-language-server --stdio

  --stdio                  messages over standard input and output (the default where input is no terminal)
  --node-ipc               messages over the channel of the Node process that started this one
  --clientProcessId=<pid>  end when this process has ended
  --version                print the version
  --help                   print this text

The command line for terminals and CI is layer-cost.
`;

type Arguments =
  | { readonly kind: "serve"; readonly transport: "stdio" | "node-ipc" }
  | { readonly kind: "say"; readonly text: string; readonly exitCode: 0 | 2 };

function readArguments(given: readonly string[]): Arguments {
  let transport: "stdio" | "node-ipc" | undefined;
  for (const [index, argument] of given.entries()) {
    if (argument === "--version") return { kind: "say", text: `${version()}\n`, exitCode: 0 };
    if (argument === "--help" || argument === "-h") return { kind: "say", text: usage, exitCode: 0 };
    if (argument === "--stdio") transport = "stdio";
    else if (argument === "--node-ipc") transport = "node-ipc";
    else if (!argument.startsWith("--clientProcessId") && given[index - 1] !== "--clientProcessId") {
      return { kind: "say", text: `Unknown argument ${argument}.\n\n${usage}`, exitCode: 2 };
    }
  }
  if (transport === undefined && process.stdin.isTTY) return { kind: "say", text: usage, exitCode: 2 };
  return { kind: "serve", transport: transport ?? "stdio" };
}

/** The version of package.json, which lies beside the folder of the bundles. */
function version(): string {
  return JSON.parse(readFileSync(path.join(__dirname, "..", "package.json"), "utf8")).version;
}

function connectStdio(): Connection {
  // Standard output belongs to the protocol: whatever a library prints goes to the log.
  console.log = console.info = console.debug = console.error;
  const parseError = (reason: string) => ({
    jsonrpc: "2.0",
    id: null,
    error: { code: -32700, message: `The message could not be read: ${reason}.` },
  });
  const writer = new StreamMessageWriter(process.stdout);
  const reader = new TolerantMessageReader(process.stdin, (reason) => {
    writer.write(parseError(reason)).catch(() => undefined);
  });
  return createConnection(reader, writer);
}

/** How long the last messages and the end of builds may take once the client is gone; milliseconds. */
const lastMoments = 100;

function serve(transport: "stdio" | "node-ipc"): void {
  const connection = transport === "stdio" ? connectStdio() : createConnection();
  const log = (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(text);
  };
  const runtime = createRuntime(log);
  const { stop, wasShutDown } = startServer(connection, runtime);

  let leaving = false;
  const leave = () => {
    if (leaving) return;
    leaving = true;
    const exitCode = wasShutDown() ? 0 : 1;
    // What arrived together with the end of the input is still handled.
    setTimeout(() => void stop().finally(() => process.exit(exitCode)), lastMoments);
  };
  if (transport === "stdio") process.stdin.once("end", leave).once("close", leave);
  else process.once("disconnect", leave);
  process.once("SIGTERM", leave);
  // A client that is gone cannot be written to.
  process.stdout.on("error", leave);
  process.on("unhandledRejection", log);
}

function createRuntime(log: (error: unknown) => void): Runtime {
  const engine = new WorkerEngine(path.join(__dirname, "worker.js"));
  return {
    version: version(),
    openPorts: (storagePath) => ({
      files: {
        findSettingsFile: async ({ path: file }) => (file === undefined ? undefined : findSettingsFile(file)),
      },
      facts: createFactSource({
        packageData: path.join(__dirname, "data"),
        withDigests: true,
        countsInstalled: true,
        imageSize: (reference, platform, endpoint) => engine.imageSize(reference, platform, endpoint),
        registryImage: openRegistries(),
        publishedSizes: openNpmRegistry(),
      }),
      builds: engine,
      measurements: createMeasurementStore(storagePath),
      revisions: { copy: copyRevision },
      scheduler: {
        after(milliseconds, run) {
          // One failing task must not take the server with it.
          const timer = setTimeout(() => {
            try {
              run();
            } catch (error) {
              log(error);
            }
          }, milliseconds);
          return () => clearTimeout(timer);
        },
        now: () => new Date().toISOString(),
      },
    }),
    pathOf(uri) {
      try {
        return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
      } catch {
        // A file URI with a host, on a system without them.
        return undefined;
      }
    },
    dispose: () => engine.dispose(),
  };
}

const given = readArguments(process.argv.slice(2));
if (given.kind === "serve") serve(given.transport);
else {
  (given.exitCode === 0 ? process.stdout : process.stderr).write(given.text);
  process.exitCode = given.exitCode;
}
