// Test files run side by side, but one at a time on an engine: what is on it before and after a test is compared.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";

/** Milliseconds for all that other files do on the same engine. */
const patience = 1_500_000;

/** Keeps the other test files off an engine while the tests of this `describe` run. Call it before other hooks. */
export function holdEngine(endpoint: string): void {
  let release: () => Promise<void> | undefined = () => undefined;
  beforeAll(async () => {
    release = await lock(endpoint);
  }, patience);
  afterAll(() => release());
}

/** The lock is a program's of its own, which ends with this process, however that ends. */
async function lock(endpoint: string): Promise<() => Promise<void>> {
  const name = createHash("sha256").update(endpoint).digest("hex").slice(0, 16);
  const file = path.join(os.tmpdir(), `layer-cost-test-engine-${name}.lock`);
  const holder = spawn("flock", [file, "sh", "-c", "echo held; exec cat >/dev/null"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => holder.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    holder.stdout.once("data", () => resolve());
    holder.once("error", reject).once("exit", (code) => reject(new Error(`flock ended with ${code}`)));
  });
  return () => {
    holder.stdin.end();
    return ended;
  };
}
