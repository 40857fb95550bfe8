// Sums the files in each layer of a saved image, from the tar headers alone and without writing anything to disk.
import { createGunzip } from "node:zlib";
import * as tarStream from "tar-stream";
import { type EngineClient, request } from "./engine-client";
import type { HistoryEntry } from "./map-history";

/** More of a blob than this is no configuration but a layer. */
const largestJson = 8_000_000;

interface Manifest {
  readonly Config: string;
  /** Null where the image has none. */
  readonly Layers: readonly string[] | null;
}

interface Configuration {
  readonly history?: readonly { readonly created_by?: string; readonly empty_layer?: boolean }[] | null;
}

/**
 * The history of an image, newest first, with the bytes of each layer's files. Layers that cannot be read (missing, or
 * compressed by zstd) have undefined bytes. Rejects when the engine cannot save the image.
 */
export async function readSavedImage(
  client: EngineClient,
  image: string,
  signal?: AbortSignal,
): Promise<readonly HistoryEntry[]> {
  const response = await request(client.docker, "GET", `/images/${image}/get`, { signal });
  const texts = new Map<string, string>();
  const layerBytes = new Map<string, number>();
  const archive = tarStream.extract();
  archive.on("error", () => response.destroy());
  response.on("error", (error) => archive.destroy(error));
  response.pipe(archive as unknown as NodeJS.WritableStream);
  for await (const entry of archive) {
    const { name, size, type } = entry.header;
    if (type !== "file") {
      entry.resume();
      continue;
    }
    const content = await readEntry(entry as AsyncIterable<Uint8Array>, size);
    if (content.layer !== undefined) layerBytes.set(name, content.layer);
    if (content.text !== undefined) texts.set(name, content.text);
  }
  return historyOf(texts, layerBytes);
}

function historyOf(texts: ReadonlyMap<string, string>, layerBytes: ReadonlyMap<string, number>): HistoryEntry[] {
  const [manifest] = JSON.parse(texts.get("manifest.json") ?? "[]") as Manifest[];
  if (!manifest) throw new Error("the saved image has no manifest");
  const { history } = JSON.parse(texts.get(manifest.Config) ?? "{}") as Configuration;
  let layer = 0;
  const oldestFirst = (history ?? []).map(({ created_by = "", empty_layer }) => {
    const bytes = empty_layer ? 0 : layerBytes.get(manifest.Layers?.[layer++] ?? "");
    return { createdBy: created_by, bytes };
  });
  return oldestFirst.reverse();
}

interface EntryContent {
  /** Bytes of the files in it, where it is a layer. */
  readonly layer?: number;
  /** Where it is JSON. */
  readonly text?: string;
}

/** Blobs come before the manifest that says what they are: their first bytes tell. */
async function readEntry(entry: AsyncIterable<Uint8Array>, size: number): Promise<EntryContent> {
  const chunks = entry[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return {};
  const head = Buffer.from(first.value);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const isZstd = head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528;
  const isJson = head[0] === 0x7b || head[0] === 0x5b;
  if (isJson && size <= largestJson) {
    const parts = [head];
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) parts.push(Buffer.from(next.value));
    return { text: Buffer.concat(parts).toString() };
  }
  const counter = isZstd ? undefined : createCounter(isGzip);
  await counter?.write(head);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) await counter?.write(next.value);
  return { layer: await counter?.end() };
}

/** Sums the sizes in the headers of a tar that is written to it; undefined where it is none. */
function createCounter(isGzip: boolean) {
  const layer = tarStream.extract();
  let bytes = 0;
  let failed = false;
  layer.on("entry", (header, content, next) => {
    if (header.type === "file") bytes += header.size;
    content.on("end", next);
    content.resume();
  });
  const gunzip = isGzip ? createGunzip({ chunkSize: 1 << 18 }) : undefined;
  const input = gunzip ?? (layer as unknown as NodeJS.WritableStream);
  gunzip?.pipe(layer as unknown as NodeJS.WritableStream);
  const done = new Promise<void>((resolve) => {
    const settle = (error?: unknown) => {
      failed ||= error instanceof Error;
      resolve();
    };
    gunzip?.on("error", settle);
    layer.on("error", settle);
    layer.on("finish", () => settle());
    layer.on("close", () => settle());
  });
  return {
    async write(chunk: Uint8Array): Promise<void> {
      if (failed) return;
      if (!input.write(Buffer.from(chunk)))
        await Promise.race([new Promise<void>((go) => input.once("drain", go)), done]);
    },
    async end(): Promise<number | undefined> {
      if (!failed) input.end();
      await done;
      return failed ? undefined : bytes;
    },
  };
}
