// Keeps measurements between sessions, in the folder that the editor gives us; several windows may share it.
import { createHash, randomUUID } from "node:crypto";
import path from "node:path";
import { type Measurement, messageOf, renamed, type SavedMeasurement, withNewer } from "../engine/index";
import { newMeasurementId, SavedBuilds } from "./saved-builds";
import { StorageFolder } from "./storage-folder";

/** Of the files with single instructions. 1 was one file per document, with the same content: it is still read. */
const format = 2;

/** Implements the session's MeasurementStore on a folder; without one, measurements last as long as the process. */
export function createMeasurementStore(storagePath: string | undefined) {
  if (storagePath === undefined) return createMemoryStore();
  const root = path.join(storagePath, "measurements");
  const old = new StorageFolder(root);
  const buildsFolder = new StorageFolder(path.join(storagePath, "builds"));
  const builds = new SavedBuilds(buildsFolder);
  let tell: (sentence: string) => void = () => undefined;
  /** Runs `work` on a folder, then tells what was wrong with its files. */
  const telling = async <T>(folders: readonly StorageFolder[], work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      for (const folder of folders) {
        const problem = folder.takeProblem();
        if (problem !== undefined) tell(problem);
      }
    }
  };
  const nameOf = (uri: string) => createHash("sha256").update(uri).digest("hex");
  const folders = new Map<string, StorageFolder>();
  function folderOf(uri: string): StorageFolder {
    const folder = folders.get(uri) ?? new StorageFolder(path.join(root, nameOf(uri)));
    folders.set(uri, folder);
    return folder;
  }

  /** All that is kept of a document, and the files that it is in. */
  async function readAll(uri: string) {
    const folder = folderOf(uri);
    const files: { readonly folder: StorageFolder; readonly name: string }[] = [];
    const found: Measurement[] = [];
    const names = (await folder.names()).map((name) => ({ folder, name }));
    for (const file of [{ folder: old, name: `${nameOf(uri)}.json` }, ...names]) {
      const measurements = await measurementsIn(file.folder, file.name);
      if (!measurements) continue;
      files.push(file);
      found.push(...measurements);
    }
    // Windows that save at the same time copy each other's older ones: the date tells which is the newest.
    const byDate = found.sort((one, other) => Date.parse(one.measuredAt) - Date.parse(other.measuredAt));
    return { files, measurements: withNewer([], byDate) };
  }

  return {
    load: (uri: string) => telling([old, folderOf(uri)], async () => (await readAll(uri)).measurements),
    save: (uri: string, newer: readonly Measurement[]) =>
      telling([old, folderOf(uri)], async () => {
        const { files, measurements } = await readAll(uri);
        const folder = folderOf(uri);
        const content = { format, uri, measurements: withNewer(measurements, newer) };
        await folder.write(`${randomUUID()}.json`, JSON.stringify(content));
        // Only what was taken over: what another window has written meanwhile stays.
        for (const file of files) await file.folder.remove(file.name).catch(() => undefined);
        await folder.removeUnfinished();
      }),
    async clear(uri: string | undefined): Promise<void> {
      try {
        if (uri !== undefined) await old.remove(`${nameOf(uri)}.json`);
        await (uri === undefined ? old : folderOf(uri)).removeWhole();
      } catch (error) {
        throw new Error(`The measurements could not be cleared: ${messageOf(error)}.`);
      }
    },
    list: (dockerfilePath?: string) => telling([buildsFolder], () => builds.list(dockerfilePath)),
    add: (measurement: Omit<SavedMeasurement, "id">) => telling([buildsFolder], () => builds.add(measurement)),
    rename: (id: string, name: string | undefined) => telling([buildsFolder], () => builds.rename(id, name)),
    remove: (ids: readonly string[]) => builds.remove(ids),
    onProblem(listener: (sentence: string) => void): void {
      tell = listener;
    },
  };
}

function createMemoryStore() {
  const kept = new Map<string, readonly Measurement[]>();
  let builds: readonly SavedMeasurement[] = [];
  return {
    load: async (uri: string) => kept.get(uri) ?? [],
    save: async (uri: string, newer: readonly Measurement[]) => {
      kept.set(uri, withNewer(kept.get(uri) ?? [], newer));
    },
    clear: async (uri: string | undefined) => {
      if (uri === undefined) kept.clear();
      else kept.delete(uri);
    },
    list: async (dockerfilePath?: string) =>
      builds.filter((one) => dockerfilePath === undefined || one.dockerfilePath === dockerfilePath),
    add: async (given: Omit<SavedMeasurement, "id">) => {
      const measurement = { ...given, id: newMeasurementId(given) };
      builds = [measurement, ...builds];
      return measurement;
    },
    rename: async (id: string, name: string | undefined) => {
      builds = builds.map((one) => (one.id === id ? renamed(one, name) : one));
    },
    remove: async (ids: readonly string[]) => {
      builds = builds.filter(({ id }) => !ids.includes(id));
    },
    onProblem: () => undefined,
  };
}

/** Undefined where the file is gone, broken, or of a version that is not known here. */
async function measurementsIn(folder: StorageFolder, name: string): Promise<readonly Measurement[] | undefined> {
  const text = await folder.read(name);
  if (text === undefined) return undefined;
  let content: { readonly format?: unknown; readonly measurements?: unknown } | undefined;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  const version = content?.format;
  if (Number.isInteger(version) && Number(version) > format) {
    folder.cannotUse(name, "a newer Layer Cost wrote it.");
    return undefined;
  }
  if ((version !== 1 && version !== format) || !Array.isArray(content?.measurements)) {
    await folder.setAside(name, "it does not hold the sizes that a build measured.");
    return undefined;
  }
  return content.measurements.filter(isMeasurement);
}

function isMeasurement(one: Partial<Measurement> | null | undefined): one is Measurement {
  return (
    typeof one?.key === "string" &&
    typeof one.instructionKey === "string" &&
    Number.isSafeInteger(one.bytes) &&
    typeof one.basis === "string" &&
    !Number.isNaN(Date.parse(String(one.measuredAt)))
  );
}
