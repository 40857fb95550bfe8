// Reads what an image's layers hold: from its history where that counts files, else from the saved image's tar headers.
import type { AvailableEngine } from "./describe-engine";
import { ask, type EngineClient } from "./engine-client";
import type { HistoryEntry } from "./map-history";
import { readSavedImage } from "./saved-image";

export interface ImageHistory {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Where the numbers come from, for people. */
  readonly basis: string;
}

/** Reads the history of an image that the engine has. Rejects when it has none, or stops answering. */
export async function readHistory(
  client: EngineClient,
  engine: AvailableEngine,
  image: string,
  signal?: AbortSignal,
): Promise<ImageHistory> {
  const name = `${engine.name} ${engine.version}`;
  if (engine.storage === "containerd") {
    // Its history tells blocks on the disk: 4,096 for a file of ten bytes.
    const entries = await readSavedImage(client, image, signal);
    return { entries, basis: `files in the layers of the image saved by ${name} (containerd)` };
  }
  const history = await askHistory(client, image, signal);
  return {
    entries: history.map(({ CreatedBy, Size }) => ({ createdBy: CreatedBy, bytes: Size })),
    basis: `image history of ${name} (${engine.storage})`,
  };
}

/** The engine's own list of an image's layers, newest first. */
export function askHistory({ docker }: EngineClient, image: string, signal?: AbortSignal) {
  type Entry = { readonly CreatedBy: string; readonly Size: number };
  return ask<readonly Entry[]>(docker, "GET", `/images/${image}/history`, { signal });
}
