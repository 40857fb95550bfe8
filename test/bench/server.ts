// Times a language server from outside, as an editor sees it: start, keystroke, memory.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import { type Budget, median, megabytes, milliseconds, percentile, printTable, ratio } from "./report";

interface Server {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  /** Resolves with the next diagnostics of `uri` at `version`. */
  diagnostics(uri: string, version: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server and initializes it; `environment` is beside that of this process. */
export async function startServer(script: string, environment: NodeJS.ProcessEnv = {}): Promise<Server> {
  const child = spawn(process.execPath, [script, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout!),
    new StreamMessageWriter(child.stdin!),
  );
  const waiting = new Map<string, () => void>();
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, version }: { uri: string; version: number }) => {
    waiting.get(`${uri}@${version}`)?.();
  });
  connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
  });
  await connection.sendNotification("initialized", {});
  return {
    process: child,
    connection,
    diagnostics: (uri, version) => new Promise((resolve) => waiting.set(`${uri}@${version}`, resolve)),
    stop: async () => {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      await new Promise((resolve) => child.once("exit", resolve));
      connection.dispose();
    },
  };
}

/** Opens a document; resolves with its first diagnostics. */
export function openDocument(server: Server, uri: string, text: string): Promise<void> {
  const published = server.diagnostics(uri, 1);
  void server.connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "dockerfile", version: 1, text },
  });
  return published;
}

/** A realistic file of about `lines` lines, stages repeated. */
export function longDockerfile(lines: number): string {
  const stage = (n: number) =>
    [
      `FROM ${n === 0 ? "python:3.12-slim" : `stage${n - 1}`} AS stage${n}`,
      "RUN apt-get update && apt-get install -y --no-install-recommends \\",
      "    gcc \\",
      "    # for the database driver",
      "    libpq-dev \\",
      "    && rm -rf /var/lib/apt/lists/*",
      `WORKDIR /srv/app${n}`,
      "COPY requirements.txt ./",
      "RUN pip install -r requirements.txt",
      "COPY . .",
      `ENV STEP=${n}`,
      "RUN make -j4 && make install",
      "",
    ].join("\n");
  let text = "";
  for (let n = 0; text.split("\n").length < lines; n++) text += stage(n);
  return text;
}

/** Process start to first diagnostics of a 600-line file, beside a server that does nothing. */
export async function benchStart(scripts: { ours: string; bare: string }): Promise<Budget[]> {
  const text = longDockerfile(600);
  const measure = async (script: string) => {
    const start = performance.now();
    const server = await startServer(script);
    await openDocument(server, "file:///bench/Dockerfile", text);
    const elapsed = performance.now() - start;
    await server.stop();
    return elapsed;
  };
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < 7; round++) {
    times.bare.push(await measure(scripts.bare));
    times.ours.push(await measure(scripts.ours));
  }
  const ours = median(times.ours);
  printTable("Server start to first diagnostics: 600-line file, 7 starts", [
    ["", "median", "best", "ratio"],
    ...(["bare", "ours"] as const).map((name) => [
      name === "ours" ? "Layer Cost" : "bare vscode-languageserver",
      milliseconds(median(times[name])),
      milliseconds(Math.min(...times[name])),
      ratio(median(times[name]) / median(times.bare)),
    ]),
  ]);
  return [{ what: "server start to first diagnostics", measured: ours, limit: 300, format: milliseconds }];
}

/** One typed character to the diagnostics of that version on a 200-line file; the server's debounce included and named. */
export async function benchKeystroke(script: string, debounceMs: number): Promise<Budget[]> {
  const server = await startServer(script);
  const uri = "file:///bench/Dockerfile";
  const text = longDockerfile(200);
  await openDocument(server, uri, text);
  const line = text.split("\n").findIndex((content) => content.startsWith("ENV STEP"));
  const times: number[] = [];
  for (let version = 2; version < 62; version++) {
    const published = server.diagnostics(uri, version);
    const start = performance.now();
    void server.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: { line, character: 4 }, end: { line, character: 4 } }, text: "A" }],
    });
    await published;
    times.push(performance.now() - start);
  }
  await server.stop();
  printTable("Keystroke to diagnostics: 200-line file, 60 keystrokes", [
    ["", "median", "99th percentile"],
    [`with the debounce of ${debounceMs} ms`, milliseconds(median(times)), milliseconds(percentile(times, 0.99))],
    ["without it", milliseconds(median(times) - debounceMs), milliseconds(percentile(times, 0.99) - debounceMs)],
  ]);
  return [
    {
      what: "keystroke to diagnostics, without the debounce",
      measured: median(times) - debounceMs,
      limit: 20,
      format: milliseconds,
    },
  ];
}

/** Resident memory with 50 documents open; read from /proc, so on Linux alone. */
export async function benchMemory(scripts: { ours: string; bare: string }): Promise<Budget[]> {
  if (process.platform !== "linux") {
    console.log("\nResident memory: left out, it is read from /proc");
    return [];
  }
  const measure = async (script: string) => {
    const server = await startServer(script);
    const text = longDockerfile(200);
    for (let n = 0; n < 50; n++) await openDocument(server, `file:///bench/${n}/Dockerfile`, text);
    const status = readFileSync(`/proc/${server.process.pid}/status`, "utf8");
    await server.stop();
    return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024;
  };
  const bare = await measure(scripts.bare);
  const ours = await measure(scripts.ours);
  printTable("Resident memory: 50 documents of 200 lines", [
    ["", "resident", "ratio"],
    ["bare vscode-languageserver", megabytes(bare), ratio(1)],
    ["Layer Cost", megabytes(ours), ratio(ours / bare)],
  ]);
  return [{ what: "resident memory with 50 documents open", measured: ours, limit: 100e6, format: megabytes }];
}
