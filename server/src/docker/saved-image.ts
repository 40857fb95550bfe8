// Sums the files in each layer of saved images, from the tar headers alone and without writing anything to disk.
import type { IncomingMessage } from "node:http";
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import * as tarStream from "tar-stream";
import { type EngineClient, request } from "./engine-client";
import type { HistoryEntry } from "./map-history";
import { TarSizes } from "./tar-sizes";

/** More of a blob than this is no configuration but a layer. */
const largestJson = 8_000_000;

/** Bytes of the files in a layer, or a phrase on why they are not known. */
type LayerSize = number | string;

/** Sizes of layers by the digest that names their content for ever, so that a base is read once. */
const knownLayers = new Map<string, number>();

/** An image to read, by its id; of one that is there for several platforms, the part for this one. */
export interface SavedImage {
  readonly id: string;
  readonly os: string;
  readonly architecture: string;
}

/** The history of one saved image, newest first, or a phrase on why it is not whole. */
export type SavedHistory = readonly HistoryEntry[] | string;

/**
 * Reads images that the engine has, by their ids, all in one go: what they share is sent once.
 * Rejects when the engine cannot save them, or the signal aborts.
 */
export async function readSavedImages(
  { docker }: EngineClient,
  images: readonly SavedImage[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, SavedHistory>> {
  // The modem takes the last character of a query that it did not write itself for its end.
  const names = images.map(({ id }) => `names=${encodeURIComponent(id)}&`).join("");
  const archive = await readArchive(await request(docker, "GET", `/images/get?${names}`, { signal }));
  return new Map(images.map((image) => [image.id, historyOf(archive, image)]));
}

/** What an archive holds, by the names of its files. */
interface Archive {
  readonly texts: ReadonlyMap<string, string>;
  readonly layers: ReadonlyMap<string, LayerSize>;
}

async function readArchive(response: IncomingMessage): Promise<Archive> {
  const texts = new Map<string, string>();
  const layers = new Map<string, LayerSize>();
  const archive = tarStream.extract();
  archive.on("error", () => response.destroy());
  response.on("error", (error) => archive.destroy(error));
  response.on("close", () => response.complete || archive.destroy(new Error("the engine broke the connection off")));
  response.pipe(archive as unknown as NodeJS.WritableStream);
  for await (const entry of archive) {
    const { name, size, type } = entry.header;
    const digest = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.tar)?$/.exec(name)?.[1];
    const known = digest === undefined ? undefined : knownLayers.get(digest);
    if (type !== "file" || known !== undefined) {
      if (known !== undefined) layers.set(name, known);
      entry.resume();
      continue;
    }
    const content = await readEntry(entry as AsyncIterable<Uint8Array>, size);
    if (content.text !== undefined) texts.set(name, content.text);
    if (content.layer === undefined) continue;
    layers.set(name, content.layer);
    if (digest !== undefined && typeof content.layer === "number") knownLayers.set(digest, content.layer);
  }
  return { texts, layers };
}

interface Configuration {
  readonly history?: readonly { readonly created_by?: string; readonly empty_layer?: boolean }[] | null;
}

function historyOf(archive: Archive, image: SavedImage): SavedHistory {
  const found = findImage(archive, image);
  if (typeof found === "string") return found;
  const { history } = JSON.parse(archive.texts.get(found.config) ?? "{}") as Configuration;
  let layer = 0;
  const oldestFirst: HistoryEntry[] = [];
  for (const { created_by: createdBy = "", empty_layer } of history ?? []) {
    const size = empty_layer ? 0 : (archive.layers.get(found.layers[layer++] ?? "") ?? "a layer of it is missing");
    if (typeof size === "string") return size;
    oldestFirst.push({ createdBy, bytes: size });
  }
  if (layer !== found.layers.length) return "its history does not tell all of its layers";
  return oldestFirst.reverse();
}

/** Names of an image's configuration and layers in the archive, oldest layer first. */
interface ImageParts {
  readonly config: string;
  readonly layers: readonly string[];
}

interface Descriptor {
  readonly digest: string;
  readonly platform?: { readonly os?: string; readonly architecture?: string };
}

/** A manifest, or an index of them. */
interface Manifest {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[] | null;
  readonly manifests?: readonly Descriptor[];
}

/** An image by its id: that of its manifest or index where the archive is an OCI layout, else of its configuration. */
function findImage({ texts }: Archive, { id, os, architecture }: SavedImage): ImageParts | string {
  const hash = id.replace(/^sha256:/, "");
  const blob = (digest: string) => `blobs/${digest.replace(":", "/")}`;
  const read = (name: string) => JSON.parse(texts.get(name) ?? "{}") as Manifest;
  let manifest = read(`blobs/sha256/${hash}`);
  if (manifest.manifests !== undefined) {
    // Attestations have no platform; of other platforms, an engine may have no more than the name.
    const meant = manifest.manifests.find(
      ({ digest, platform }) =>
        platform?.os === os && platform.architecture === architecture && texts.has(blob(digest)),
    );
    if (!meant) return `it is not there for ${os}/${architecture}`;
    manifest = read(blob(meant.digest));
  }
  if (manifest.config !== undefined)
    return {
      config: blob(manifest.config.digest),
      layers: (manifest.layers ?? []).map(({ digest }) => blob(digest)),
    };
  type Entry = { readonly Config: string; readonly Layers: readonly string[] | null };
  const entries = JSON.parse(texts.get("manifest.json") ?? "[]") as Entry[];
  const entry = entries.find(({ Config }) => Config.includes(hash));
  return entry ? { config: entry.Config, layers: entry.Layers ?? [] } : "the saved image has no manifest";
}

interface EntryContent {
  readonly layer?: LayerSize;
  /** Where it is JSON. */
  readonly text?: string;
}

/** Blobs come before the manifest that says what they are: their first bytes tell. */
async function readEntry(entry: AsyncIterable<Uint8Array>, size: number): Promise<EntryContent> {
  const chunks = entry[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return {};
  // Not by `for await`, which would end the whole archive with an entry that is not read to its end.
  async function* all() {
    for (let next: IteratorResult<Uint8Array> = first; !next.done; next = await chunks.next()) yield next.value;
  }
  const head = Buffer.from(first.value);
  if ((head[0] === 0x7b || head[0] === 0x5b) && size <= largestJson) {
    const parts: Uint8Array[] = [];
    for await (const chunk of all()) parts.push(chunk);
    return { text: Buffer.concat(parts).toString() };
  }
  const layer = await sizeOfLayer(all(), head);
  while (!(await chunks.next()).done);
  return { layer };
}

/** Node.js has it from 22.15 on. */
type ZstdSupport = { readonly createZstdDecompress?: () => Transform };

async function sizeOfLayer(chunks: AsyncIterable<Uint8Array>, head: Buffer): Promise<LayerSize> {
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const isZstd = head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528;
  const { createZstdDecompress } = zlib as ZstdSupport;
  if (isZstd && !createZstdDecompress)
    return `a layer of it is compressed by zstd, which Node.js ${process.versions.node} cannot read`;
  const tar = new TarSizes();
  const count = async (pieces: AsyncIterable<Uint8Array>) => {
    for await (const piece of pieces) tar.write(piece);
  };
  try {
    if (isGzip) await pipeline(Readable.from(chunks), zlib.createGunzip({ chunkSize: 1 << 18 }), count);
    else if (isZstd && createZstdDecompress) await pipeline(Readable.from(chunks), createZstdDecompress(), count);
    else await count(chunks);
  } catch {
    return "a layer of it could not be unpacked";
  }
  return tar.end() ? tar.bytes : "a layer of it is no tar";
}
