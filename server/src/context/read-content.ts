// Reads the content of one context file for sending, and notices when it is no longer the file that was announced.
import { open } from "node:fs/promises";
import path from "node:path";
import { ContextError, reasonOf } from "./context-error";
import type { BuildContext, ContextEntry } from "./read-context";

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
    const gone = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new ContextError(
      gone
        ? `${file} vanished while the build context was being sent.`
        : `${file} in the build context cannot be read: ${reasonOf(error)}.`,
    );
  });
  try {
    let sent = 0;
    while (true) {
      const buffer = Buffer.allocUnsafe(Math.min(1 << 18, entry.bytes - sent + 1));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      sent += bytesRead;
      if (sent > entry.bytes) break;
      yield buffer.subarray(0, bytesRead);
    }
    if (sent !== entry.bytes)
      throw new ContextError(`${file} changed its size while the build context was being sent: build again.`);
  } catch (error) {
    if (error instanceof ContextError) throw error;
    throw new ContextError(`${file} in the build context cannot be read: ${reasonOf(error)}.`);
  } finally {
    await handle.close();
  }
}
