// Files that hold secrets: pipes are read as the shell makes them, and one that nobody writes to holds nothing up.
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { readSecrets } from "../../server/src/docker/serve-secrets";
import { temporaryFolder } from "../context/temporary-folder";

function pipe(): string {
  const file = path.join(temporaryFolder({}), "pipe");
  expect(spawnSync("mkfifo", [file]).status).toBe(0);
  return file;
}

async function read(file: string, signal = new AbortController().signal): Promise<string | undefined> {
  const values = await readSecrets([{ id: "token", source: { kind: "file", path: file } }], {}, signal);
  return values.get("token")?.toString();
}

test("a pipe is read to its end, however slowly it comes", async () => {
  const file = pipe();
  const writer = spawn("sh", ["-c", 'exec > "$0"; sleep 0.2; printf first; sleep 0.2; printf second', file]);
  expect(await read(file)).toBe("firstsecond");
  writer.kill();
});

test("a pipe that nobody writes to is no secret, and says so", async () => {
  const file = pipe();
  await expect(read(file)).rejects.toThrow(
    `The file of the secret token, ${file}, is a pipe that nothing is written to.`,
  );
});

test("waiting for a pipe ends when the build is cancelled", async () => {
  const file = pipe();
  // Has it open, and writes nothing.
  const writer = spawn("sh", ["-c", 'exec > "$0"; exec sleep 60', file]);
  const stop = new AbortController();
  const reading = read(file, stop.signal);
  setTimeout(() => stop.abort(), 300);
  await expect(reading).rejects.toThrow(/aborted/);
  writer.kill();
});
