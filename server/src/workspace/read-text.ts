// Reads short text files that lie beside a Dockerfile, whatever else may lie there under their names.
import { readFileSync, type Stats, statSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";

/** Bytes; what people write by hand is far shorter. */
const longest = 1_000_000;

/**
 * The text of a file; undefined where there is none. Rejects where it cannot be read. What is no regular file is never
 * opened: reading a pipe would wait for ever.
 */
export async function readText(file: string): Promise<string | undefined> {
  try {
    refuseUnreadable(await stat(file));
    return await readFile(file, "utf8");
  } catch (error) {
    return absentOrThrow(error);
  }
}

/** As `readText`, for who has nothing else to do meanwhile: much quicker for many small files. */
export function readTextAtOnce(file: string): string | undefined {
  try {
    const state = statSync(file, { throwIfNoEntry: false });
    if (state === undefined) return undefined;
    refuseUnreadable(state);
    return readFileSync(file, "utf8");
  } catch (error) {
    return absentOrThrow(error);
  }
}

function refuseUnreadable(state: Stats): void {
  if (!state.isFile() && !state.isDirectory()) throw new Error("it is no regular file");
  if (state.size > longest) throw new Error("it is too large");
}

function absentOrThrow(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return undefined;
  throw error;
}
