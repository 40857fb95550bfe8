// Keeps measurements between sessions: one JSON file per document in the folder that the editor gives us.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Measurement } from "../engine/index";

/** Raised when measurements of older versions can no longer be read. */
const format = 1;

/** Implements the session's MeasurementStore on a folder; without one, measurements last as long as the process. */
export function createMeasurementStore(storagePath: string | undefined) {
  if (storagePath === undefined) return createMemoryStore();
  const folder = path.join(storagePath, "measurements");
  const fileOf = (uri: string) => path.join(folder, `${createHash("sha256").update(uri).digest("hex")}.json`);
  return {
    async load(uri: string): Promise<readonly Measurement[]> {
      try {
        return measurementsIn(JSON.parse(await readFile(fileOf(uri), "utf8")));
      } catch {
        // None was kept, or the file is broken: it is measured again.
        return [];
      }
    },
    async save(uri: string, measurements: readonly Measurement[]): Promise<void> {
      await mkdir(folder, { recursive: true });
      const file = fileOf(uri);
      const unfinished = `${file}.${randomUUID()}`;
      // Another window may save at the same time: each file is whole, and the last one stays.
      await writeFile(unfinished, JSON.stringify({ format, uri, measurements }));
      await rename(unfinished, file);
    },
    async clear(uri: string | undefined): Promise<void> {
      if (uri !== undefined) return rm(fileOf(uri), { force: true });
      const names = await readdir(folder).catch(() => []);
      await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));
    },
  };
}

function createMemoryStore() {
  const kept = new Map<string, readonly Measurement[]>();
  return {
    load: async (uri: string) => kept.get(uri) ?? [],
    save: async (uri: string, measurements: readonly Measurement[]) => void kept.set(uri, measurements),
    clear: async (uri: string | undefined) => {
      if (uri === undefined) kept.clear();
      else kept.delete(uri);
    },
  };
}

function measurementsIn(content: { format?: unknown; measurements?: unknown }): readonly Measurement[] {
  if (content.format !== format || !Array.isArray(content.measurements)) return [];
  return content.measurements.filter(
    (one): one is Measurement =>
      typeof one?.key === "string" && typeof one.instructionKey === "string" && typeof one.bytes === "number",
  );
}
