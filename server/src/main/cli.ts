// The command line as a Node process: streams, signals and adapters.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Adapters } from "../cli/adapters";
import { runCommandLine } from "../cli/command-line";
import { type Terminal, warn } from "../cli/terminal";
import { writingReason } from "../cli/write-file";
import { createSession } from "../session/create-session";
import { rememberingDisk } from "../workspace/disk";
import { createFactSource } from "../workspace/fact-source";
import { copyRevision, findCommitted } from "../workspace/git-revisions";
import { createMeasurementStore } from "../workspace/measurement-store";
import { findSettingsFile } from "../workspace/settings-file";
import { openNpmRegistry, openRegistries } from "./registries";
import { WorkerEngine } from "./worker-engine";

// The worker, and with it the engine's client, starts when somebody asks an engine: lint never pays for it.
const engine = new WorkerEngine(path.join(__dirname, "worker.js"));

const disk = rememberingDisk();

const adapters: Adapters = {
  // The folder of the bundles lies beside package.json.
  version: JSON.parse(readFileSync(path.join(__dirname, "..", "package.json"), "utf8")).version,
  findCommitted,
  openSession: ({ asksEngine } = { asksEngine: false }) =>
    createSession(
      {
        files: {
          findSettingsFile: async ({ path: file }) => (file === undefined ? undefined : findSettingsFile(file, disk)),
        },
        // No measurement is kept: what is reported is the same everywhere.
        facts: createFactSource({
          packageData: path.join(__dirname, "data"),
          disk,
          countsInstalled: asksEngine,
          imageSize: asksEngine ? engine.imageSize.bind(engine) : undefined,
          registryImage: openRegistries(),
          publishedSizes: openNpmRegistry(),
        }),
        builds: engine,
        measurements: createMeasurementStore(undefined),
        revisions: { copy: copyRevision },
        scheduler: {
          after(milliseconds, run) {
            const timer = setTimeout(run, milliseconds);
            return () => clearTimeout(timer);
          },
          now: () => new Date().toISOString(),
        },
      },
      true,
    ),
};

/** The folder that we were started in, by its last known name where it is gone. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return process.env.PWD ?? path.parse(__dirname).root;
  }
}

const terminal: Terminal = {
  workingDirectory: workingDirectory(),
  environment: process.env,
  // Opened only when it is read.
  get input() {
    return process.stdin;
  },
  output: process.stdout,
  errors: process.stderr,
  onInterrupt(listener) {
    let heard = false;
    const interrupted = () => {
      // Who asks twice does not want to wait for the engine.
      if (heard) process.exit(2);
      heard = true;
      listener();
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) process.on(signal, interrupted);
    return () => {
      for (const signal of signals) process.off(signal, interrupted);
    };
  },
};

// Whoever read our output (head, less) may leave before its end; the exit code still says what was found.
let outputIsLost = false;
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || outputIsLost) return;
    outputIsLost = true;
    process.exitCode = 2;
    if (stream === process.stdout) warn(terminal, `the output cannot be written: ${writingReason(error)}`);
  });

void runCommandLine(process.argv.slice(2), terminal, adapters).then((exitCode) => {
  // Not process.exit: what was written to a pipe must arrive first.
  process.exitCode = outputIsLost ? 2 : exitCode;
  engine.dispose();
});
