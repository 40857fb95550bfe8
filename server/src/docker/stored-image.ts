// Reads images from the containerd store blob by blob: what is known already is not sent, as it is with a saved image.
import { type EngineClient, longestSilence, within } from "./engine-client";
import { type EngineControl, openControl } from "./engine-control";
import type { HistoryEntry } from "./map-history";
import { readFields, writeMessage } from "./protobuf";
import {
  type Archive,
  addBlob,
  addKnownLayer,
  blobName,
  findImage,
  historyOf,
  type SavedImage,
  variantsOf,
} from "./saved-image";

/**
 * The histories of images, newest first, by their ids. Images that can't be read so are left out: older engines do not
 * offer their store, and an image may be there only in part. Rejects only when the signal aborts.
 */
export async function readStoredImages(
  client: EngineClient,
  images: readonly SavedImage[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly HistoryEntry[]>> {
  const histories = new Map<string, readonly HistoryEntry[]>();
  try {
    await within(longestSilence, signal, async (stop, heard) => {
      const engine = await openControl(client, stop);
      stop.addEventListener("abort", engine.close, { once: true });
      try {
        const archive: Archive = { texts: new Map(), layers: new Map() };
        for (const image of images) {
          await addImage(archive, image, (name) => readBlob(engine, name, heard));
          const history = historyOf(archive, image);
          if (typeof history !== "string") histories.set(image.id, history);
        }
      } finally {
        engine.close();
      }
    });
  } catch {
    signal?.throwIfAborted();
  }
  return histories;
}

/** Adds an image's manifest, configuration and layers to an archive. */
async function addImage(
  archive: Archive,
  image: SavedImage,
  read: (name: string) => AsyncIterable<Buffer>,
): Promise<void> {
  const addText = async (name: string) => archive.texts.has(name) || (await addBlob(archive, name, read(name), 0));
  await addText(blobName(image.id));
  // Of the variants of a platform, the engine may have no more than the names.
  for (const name of variantsOf(archive, image)) await Promise.resolve(addText(name)).catch(() => undefined);
  const found = findImage(archive, image);
  if (typeof found === "string") return;
  await addText(found.config);
  for (const name of found.layers)
    if (!addKnownLayer(archive, name)) await addBlob(archive, name, read(name), Number.POSITIVE_INFINITY);
}

/** ReadContentRequest: digest 1; in each of the answers: data 2. */
async function* readBlob(engine: EngineControl, name: string, heard: () => void): AsyncGenerator<Buffer> {
  const digest = name.replace(/^blobs\//, "").replace("/", ":");
  const { messages } = engine.call("/containerd.services.content.v1.Content/Read", writeMessage([1, digest]));
  for await (const message of messages) {
    heard();
    for (const { number, value } of readFields(message)) if (number === 2 && typeof value !== "number") yield value;
  }
}
