// Reads the content of context files for sending, and notices when a file is no longer the one that was announced.
import fs from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { ContextError, reasonOf } from "./context-error";
import type { BuildContext, ContextEntry } from "./read-context";

/** Bytes of the largest piece that is read at once. */
const largestChunk = 1 << 18;

/**
 * Yields exactly `entry.bytes` bytes in chunks of up to 256 KiB, each its own buffer; a file of an overlay as one chunk.
 * Throws a ContextError when the file is gone, unreadable, shorter or longer than when the context was read.
 */
export async function* readContent(context: BuildContext, entry: ContextEntry): AsyncGenerator<Buffer> {
  if (entry.content) {
    yield entry.content;
    return;
  }
  const file = path.join(context.root, entry.path);
  const handle = await open(file, "r").catch((error: unknown) => {
    throw openProblem(file, error);
  });
  try {
    for (let sent = 0; ; ) {
      const buffer = chunkFor(entry, sent);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      sent += checkedLength(file, entry, sent, bytesRead);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw readProblem(file, error);
  } finally {
    await handle.close();
  }
}

/**
 * As `readContent`, but without giving way to anything while it reads a chunk: several times faster for many small files,
 * and only for threads in which nobody waits.
 */
export function* readContentNow(context: BuildContext, entry: ContextEntry): Generator<Buffer> {
  if (entry.content) {
    yield entry.content;
    return;
  }
  const file = path.join(context.root, entry.path);
  let descriptor: number;
  try {
    descriptor = fs.openSync(file, "r");
  } catch (error) {
    throw openProblem(file, error);
  }
  try {
    for (let sent = 0; ; ) {
      const buffer = chunkFor(entry, sent);
      const bytesRead = fs.readSync(descriptor, buffer, 0, buffer.length, null);
      sent += checkedLength(file, entry, sent, bytesRead);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw readProblem(file, error);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** One byte more than is announced, to notice a file that has grown. */
function chunkFor({ bytes }: ContextEntry, sent: number): Buffer {
  return Buffer.allocUnsafe(Math.min(largestChunk, bytes - sent + 1));
}

/** The bytes that were read, if together with those before them they are what was announced. */
function checkedLength(file: string, entry: ContextEntry, sent: number, bytesRead: number): number {
  if (sent + bytesRead > entry.bytes || (bytesRead === 0 && sent !== entry.bytes))
    throw new ContextError(`${file} changed its size while the build context was being sent: build again.`);
  return bytesRead;
}

function openProblem(file: string, error: unknown): ContextError {
  const gone = (error as NodeJS.ErrnoException).code === "ENOENT";
  return gone ? new ContextError(`${file} vanished while the build context was being sent.`) : readProblem(file, error);
}

function readProblem(file: string, error: unknown): ContextError {
  if (error instanceof ContextError) return error;
  return new ContextError(`${file} in the build context cannot be read: ${reasonOf(error)}.`);
}
