// Starts the real command line, dist/cli.js, and gathers what it says.
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";

export const cli = path.resolve(__dirname, "../../dist/cli.js");
if (!existsSync(cli)) throw new Error("dist/cli.js is missing: run npm run build first");

export interface Result {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly environment?: Readonly<Record<string, string>>;
  /** Run without root's power to read and write everything. */
  readonly withoutRoot?: boolean;
}

/** Runs the command line to its end. Colours and engines of the machine that runs the tests do not reach it. */
export function run(argv: readonly string[], { cwd, input, environment, withoutRoot }: RunOptions = {}): Result {
  const asNobody = withoutRoot === true && isRoot;
  const program = asNobody ? readableCopy() : cli;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...argv], {
    cwd: cwd ?? folder,
    input: input ?? "",
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    ...(asNobody ? { uid: nobody } : {}),
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  // It may stop reading what it is given, as it does for too large an input.
  if (error && (error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  return { exitCode: status, output: stdout, errors: stderr };
}

/** The bundle in a place that everybody may read: the project's own folder may lie below a private one. */
function readableCopy(): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), "layer-cost-copy-"));
  copies.push(copy);
  mkdirSync(path.join(copy, "dist"));
  copyFileSync(cli, path.join(copy, "dist/cli.js"));
  copyFileSync(path.resolve(__dirname, "../../package.json"), path.join(copy, "package.json"));
  chmodSync(copy, 0o755);
  return path.join(copy, "dist/cli.js");
}

/** Runs the command line and closes its output after the first bytes, as `head` does. */
export function runIntoClosedPipe(argv: readonly string[]): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...argv], { cwd: folder, env: { PATH: process.env.PATH } });
    let errors = "";
    child.stdout.once("data", () => child.stdout.destroy());
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.on("close", (exitCode) => resolve({ exitCode, output: "", errors }));
  });
}

export const isRoot = process.getuid?.() === 0;
/** A user who is not root and owns nothing. */
export const nobody = 65534;
const copies: string[] = [];

/** A folder of its own for each test. */
export let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "layer cost é-")));
});
afterEach(() => {
  for (const created of [folder, ...copies.splice(0)]) rmSync(created, { recursive: true, force: true });
});

/** Writes a file into the test's folder and returns its path. */
export function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** Ships apt's package lists: one warning with a safe fix. */
export const wasteful = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git
CMD ["git", "--version"]
`;

/** Nothing to find. */
export const clean = `FROM debian:bookworm-slim
CMD ["true"]
`;
