// Starts the real command line, dist/cli.js, and gathers what it says.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
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
  /** User to run as: tests of permissions need one who is not root. */
  readonly user?: number;
}

/** Runs the command line to its end. Colours and engines of the machine that runs the tests do not reach it. */
export function run(argv: readonly string[], { cwd, input, environment, user }: RunOptions = {}): Result {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [cli, ...argv], {
    cwd: cwd ?? folder,
    input: input ?? "",
    env: { PATH: process.env.PATH, HOME: folder, ...environment },
    uid: user,
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  // It may stop reading what it is given, as it does for too large an input.
  if (error && (error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  return { exitCode: status, output: stdout, errors: stderr };
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

/** A folder of its own for each test. */
export let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "layer cost é-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
