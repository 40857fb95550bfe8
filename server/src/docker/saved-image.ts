// Sums the files in each layer of saved images, from the tar headers alone and without writing anything to disk.
import type { IncomingMessage } from "node:http";
import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
import * as tarStream from "tar-stream";
import { type EngineClient, longestSilence, request, within } from "./engine-client";
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
  const archive = await within(longestSilence, signal, async (stop, heard) =>
    readArchive(await request(docker, "GET", `/images/get?${names}`, { signal: stop }), heard),
  );
  return new Map(images.map((image) => [image.id, historyOf(archive, image)]));
}

/** What an archive holds, by the names of its files. */
export interface Archive {
  readonly texts: Map<string, string>;
  readonly layers: Map<string, LayerSize>;
}

/** `heard` is called whenever the engine has sent something. */
async function readArchive(response: IncomingMessage, heard: () => void): Promise<Archive> {
  const archive: Archive = { texts: new Map(), layers: new Map() };
  const files = tarStream.extract();
  files.on("error", () => response.destroy());
  response.on("error", (error) => files.destroy(error));
  response.on("close", () => response.complete || files.destroy(new Error("the engine broke the connection off")));
  response.on("data", heard);
  response.pipe(files as unknown as NodeJS.WritableStream);
  for await (const entry of files) {
    const { name, size, type } = entry.header;
    if (type !== "file" || addKnownLayer(archive, name)) entry.resume();
    else await addBlob(archive, name, entry as AsyncIterable<Uint8Array>, size);
  }
  return archive;
}

/** The digest in the name of a layer's file: of its content, or before Docker 25 of what it stands on as well. */
function digestIn(name: string): string | undefined {
  return /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.tar)?$/.exec(name)?.[1];
}

/** Adds a layer that was read before; false where this is none. */
export function addKnownLayer({ layers }: Archive, name: string): boolean {
  const known = knownLayers.get(digestIn(name) ?? "");
  if (known !== undefined) layers.set(name, known);
  return known !== undefined;
}

/** Adds what a file holds, which is read to its end. `size` in bytes; of more than a few megabytes it can only be a layer. */
export async function addBlob(
  { texts, layers }: Archive,
  name: string,
  content: AsyncIterable<Uint8Array>,
  size: number,
): Promise<void> {
  const { text, layer } = await readEntry(content, size);
  if (text !== undefined) texts.set(name, text);
  if (layer === undefined) return;
  layers.set(name, layer);
  const digest = digestIn(name);
  if (digest !== undefined && typeof layer === "number") knownLayers.set(digest, layer);
}

interface Configuration {
  readonly history?: readonly { readonly created_by?: string; readonly empty_layer?: boolean }[] | null;
}

/** The history of an image of which the archive has all parts. */
export function historyOf(archive: Archive, image: SavedImage): SavedHistory {
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
  /** An image's own configuration has something else by this name. */
  readonly config?: Partial<Descriptor>;
  readonly layers?: readonly Descriptor[] | null;
  readonly manifests?: readonly Descriptor[];
}

/** The file of a blob in an OCI layout. */
export function blobName(digest: string): string {
  return `blobs/${digest.replace(":", "/")}`;
}

/** The manifests for an image's platform, where its id is that of an index. Attestations have no platform. */
export function variantsOf({ texts }: Archive, { id, os, architecture }: SavedImage): readonly string[] {
  const { manifests = [] } = JSON.parse(texts.get(blobName(id)) ?? "{}") as Manifest;
  return manifests
    .filter(({ platform }) => platform?.os === os && platform.architecture === architecture)
    .map(({ digest }) => blobName(digest));
}

/** An image by its id: that of its manifest or index where the archive is an OCI layout, else of its configuration. */
export function findImage(archive: Archive, image: SavedImage): ImageParts | string {
  const { texts } = archive;
  const read = (name: string) => JSON.parse(texts.get(name) ?? "{}") as Manifest;
  let manifest = read(blobName(image.id));
  if (manifest.manifests !== undefined) {
    // Of other variants, an engine may have no more than the name.
    const meant = variantsOf(archive, image).find((name) => texts.has(name));
    if (meant === undefined) return `it is not there for ${image.os}/${image.architecture}`;
    manifest = read(meant);
  }
  if (manifest.config?.digest !== undefined)
    return {
      config: blobName(manifest.config.digest),
      layers: (manifest.layers ?? []).map(({ digest }) => blobName(digest)),
    };
  type Entry = { readonly Config: string; readonly Layers: readonly string[] | null };
  const entries = JSON.parse(texts.get("manifest.json") ?? "[]") as Entry[];
  const hash = image.id.replace(/^sha256:/, "");
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
