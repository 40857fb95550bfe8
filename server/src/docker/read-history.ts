// Reads what an image's layers hold: from its history where that counts files, else from the layers' tar headers.
import { engineMessage } from "./build-run";
import type { AvailableEngine } from "./describe-engine";
import { ask, type EngineClient } from "./engine-client";
import type { HistoryEntry } from "./map-history";
import { readSavedImages, type SavedImage } from "./saved-image";
import { readStoredImages } from "./stored-image";

export interface ImageHistory {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** What the numbers count and where they come from, for people. */
  readonly basis: string;
}

/**
 * Images that are larger, as their engine counts them (compressed in the containerd store), are not saved to be measured:
 * it would take seconds, and on Podman as much space on its disk.
 */
const largestToSave = 1_000_000_000;

/** Histories that were read from layers, by image id, which names the same content for ever. */
const knownHistories = new Map<string, readonly HistoryEntry[]>();

/** What an engine's own history counts. Only files are the same number everywhere. */
type Counted = "files" | "disk blocks" | "tar";

function countedBy({ builder, storage }: AvailableEngine): Counted {
  if (builder === "Buildah") return "tar";
  return storage === "containerd" ? "disk blocks" : "files";
}

/**
 * Reads the histories of images that the engine has, by their ids. Where one cannot be read it is the reason instead.
 * Rejects only when the signal aborts.
 */
export async function readHistories(
  client: EngineClient,
  engine: AvailableEngine,
  images: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ImageHistory | { readonly problem: string }>> {
  const counted = countedBy(engine);
  const saved = counted === "files" ? new Map() : await readLayers(client, images, counted === "disk blocks", signal);
  const histories = new Map<string, ImageHistory | { readonly problem: string }>();
  for (const image of images) {
    try {
      const exact = saved.get(image);
      histories.set(image, await historyOf(client, engine, image, exact, signal));
    } catch (error) {
      signal?.throwIfAborted();
      histories.set(image, { problem: `the engine could not tell the image's layers: ${engineMessage(error)}` });
    }
  }
  return histories;
}

/** Reads the history of one image. Rejects with a phrase for people where it cannot be read, and when the signal aborts. */
export async function readHistory(
  client: EngineClient,
  engine: AvailableEngine,
  image: string,
  signal?: AbortSignal,
): Promise<ImageHistory> {
  const history = (await readHistories(client, engine, [image], signal)).get(image);
  if (history === undefined || "problem" in history) throw new Error(history?.problem ?? "the image was not read");
  return history;
}

async function historyOf(
  client: EngineClient,
  engine: AvailableEngine,
  image: string,
  saved: readonly HistoryEntry[] | string | undefined,
  signal: AbortSignal | undefined,
): Promise<ImageHistory> {
  const name = `${engine.name} ${engine.version} (${engine.storage})`;
  if (saved !== undefined && typeof saved !== "string")
    return { entries: saved, basis: `files in layers: tar headers of the layers, as read from ${name}` };
  const entries = (await askHistory(client, image, signal)).map(({ CreatedBy, Size }) => ({
    createdBy: CreatedBy,
    bytes: Size,
  }));
  const source = `image history of ${name}`;
  const why = saved === undefined ? "" : `; ${saved}`;
  switch (countedBy(engine)) {
    case "files":
      return { entries, basis: `files in layers: ${source}` };
    case "disk blocks":
      // It has only images that were unpacked.
      if (entries.every(({ bytes }) => bytes === 0)) throw new Error(`it is not unpacked${why}`);
      return { entries, basis: `disk blocks, up to 4 kB more a file: ${source}${why}` };
    case "tar":
      return { entries, basis: `tar of the layers, about 0.8 kB more a file: ${source}${why}` };
  }
}

/** By image id: the exact histories, or why there is none. Rejects only when the signal aborts. */
async function readLayers(
  client: EngineClient,
  images: readonly string[],
  hasStore: boolean,
  signal: AbortSignal | undefined,
) {
  const read = new Map<string, readonly HistoryEntry[] | string>();
  const toSave: SavedImage[] = [];
  try {
    for (const image of images) {
      const known = knownHistories.get(image);
      if (known) {
        read.set(image, known);
        continue;
      }
      const { Size, Os, Architecture } = await inspect(client, image, signal);
      if (Size > largestToSave) read.set(image, "the image is too large to be saved for counting its files");
      else toSave.push({ id: image, os: Os, architecture: Architecture });
    }
    const note = (history: readonly HistoryEntry[] | string, image: string) => {
      read.set(image, history);
      if (typeof history !== "string") knownHistories.set(image, history);
    };
    if (hasStore && toSave.length > 0) (await readStoredImages(client, toSave, signal)).forEach(note);
    const left = toSave.filter(({ id }) => !read.has(id));
    if (left.length > 0) (await readSavedImages(client, left, signal)).forEach(note);
  } catch (error) {
    signal?.throwIfAborted();
    for (const { id } of toSave)
      if (!read.has(id)) read.set(id, `the image could not be saved: ${engineMessage(error)}`);
  }
  return read;
}

function inspect({ docker }: EngineClient, image: string, signal: AbortSignal | undefined) {
  type Inspected = { readonly Size: number; readonly Os: string; readonly Architecture: string };
  return ask<Inspected>(docker, "GET", `/images/${image}/json`, { signal });
}

/** The engine's own list of an image's layers, newest first. */
export function askHistory({ docker }: EngineClient, image: string, signal?: AbortSignal) {
  type Entry = { readonly CreatedBy: string; readonly Size: number };
  return ask<readonly Entry[]>(docker, "GET", `/images/${image}/history`, { signal });
}
