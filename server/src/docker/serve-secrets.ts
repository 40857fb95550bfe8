// Secrets for `RUN --mount=type=secret`: read when a build starts, handed out over its session when a step asks.
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { BuildSecret } from "../engine/index";
import { PlanError } from "./build-plan";
import { type Method, NotFound } from "./build-session";
import type { Environment } from "./endpoint";
import { readFields, writeMessage } from "./protobuf";

export const getSecret = "/moby.buildkit.secrets.v1.Secrets/GetSecret";

/** Bytes of the largest secret that BuildKit takes. */
const mostBytes = 500 * 1024;

/** Milliseconds for somebody to open a pipe and write into it, and between two looks at it. */
const pipePatience = 5_000;
const pipeInterval = 20;

/** The values by id. */
export type SecretValues = ReadonlyMap<string, Buffer>;

/**
 * Reads the secrets. One whose environment variable is not set is left out: steps that can do without it are told so.
 * Rejects with a PlanError, without any value in it, for a file that cannot be read and for a value that is too large; with
 * the signal's reason once it aborts.
 */
export async function readSecrets(
  secrets: readonly BuildSecret[],
  environment: Environment,
  signal: AbortSignal,
): Promise<SecretValues> {
  const values = new Map<string, Buffer>();
  for (const secret of secrets) {
    const value = await readSecret(secret, environment, signal);
    if (value === undefined) continue;
    if (value.length > mostBytes) {
      throw new PlanError(`The secret ${secret.id} is larger than 500 kB, the most that BuildKit takes.`);
    }
    values.set(secret.id, value);
  }
  return values;
}

async function readSecret(
  { id, source }: BuildSecret,
  environment: Environment,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  if (source.kind === "environment") {
    const value = environment[source.name];
    return value === undefined ? undefined : Buffer.from(value);
  }
  try {
    const file = fs.statSync(source.path);
    // A pipe, as the shell's <(…) makes one, ends; a device may not.
    if (file.isFIFO()) {
      const content = await readPipe(source.path, signal);
      if (content) return content;
      throw new PlanError(`The file of the secret ${id}, ${source.path}, is a pipe that nothing is written to.`);
    }
    if (file.isCharacterDevice() || file.isBlockDevice()) {
      throw new PlanError(`The file of the secret ${id}, ${source.path}, is a device.`);
    }
    const { size } = file;
    return size > mostBytes ? Buffer.alloc(mostBytes + 1) : fs.readFileSync(source.path);
  } catch (error) {
    if (error instanceof PlanError || signal.aborted) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT"
        ? "does not exist"
        : code === "EISDIR"
          ? "is a folder"
          : `cannot be read (${code ?? "unknown"})`;
    throw new PlanError(`The file of the secret ${id}, ${source.path}, ${reason}.`);
  }
}

/**
 * What is written into a pipe; undefined where nobody writes. It is looked at now and then: reading it as a file would hold
 * up this process until somebody does, and nothing could cancel that.
 */
async function readPipe(file: string, signal: AbortSignal): Promise<Buffer | undefined> {
  const pipe = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const chunk = Buffer.alloc(65_536);
    const read: Buffer[] = [];
    let length = 0;
    let unwritten = 0;
    while (length <= mostBytes) {
      const count = readIfThere(pipe, chunk);
      if (count) {
        read.push(Buffer.from(chunk.subarray(0, count)));
        length += count;
        continue;
      }
      // Zero bytes: no writer has it open, after the last one or before the first.
      if (count === 0 && length > 0) break;
      if (count === 0) unwritten += pipeInterval;
      if (unwritten > pipePatience) return undefined;
      await pause(pipeInterval, undefined, { signal });
    }
    return Buffer.concat(read);
  } finally {
    fs.closeSync(pipe);
  }
}

/** Undefined: somebody has the pipe open, and has written nothing yet. */
function readIfThere(pipe: number, chunk: Buffer): number | undefined {
  try {
    return fs.readSync(pipe, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
    throw error;
  }
}

/** The session method that hands them out. */
export function serveSecrets(values: SecretValues): Method {
  return async (call) => {
    for await (const message of call.receive) {
      let id = "";
      for (const { number, value } of readFields(message)) if (number === 1) id = value.toString();
      const value = values.get(id);
      if (value === undefined) throw new NotFound(`secret ${id} is not there`);
      await call.send(writeMessage([1, value]));
      return;
    }
  };
}

/** Why a build went without a secret that it needs, and how to give it. */
export function whyMissing(id: string, secrets: readonly BuildSecret[]): string {
  const source = secrets.find((secret) => secret.id === id)?.source;
  return source?.kind === "environment"
    ? `the environment variable ${source.name}, which it comes from, is not set`
    : `none was given: name its file or environment variable in build.secrets, or with --secret id=${id},src=FILE`;
}
