// Packs a build context as a tar stream, as the docker CLI does for the classic builder: owned by root, never hurried.
import path from "node:path";
import { Readable } from "node:stream";
import { digesting } from "./copy-sources";
import type { PatternList, PatternMatch } from "./path-patterns";
import { readContentNow } from "./read-content";
import type { BuildContext, ContextEntry } from "./read-context";
import { tarEnd, tarHeader, tarPadding } from "./tar-header";

/** Its own name in the tar, for a Dockerfile that lies outside the context. */
const outsideName = ".layer-cost.Dockerfile";

/** The ignore file that a builder reads for itself. Podman reads this one of its own first. */
export type BuilderIgnoreFile = ".dockerignore" | ".containerignore";

/**
 * Decides under which name the Dockerfile goes into the tar, and what the ignore file must say so that it does not
 * arrive in a `COPY .`: the classic builder removes an ignored Dockerfile after reading it, but nothing else. Podman
 * leaves out what its ignore file names, which was done before: one that says nothing of it keeps it from doing it again.
 */
function placeDockerfile(
  context: BuildContext,
  dockerfilePath: string,
  builderIgnoreFile: BuilderIgnoreFile = ".dockerignore",
) {
  const relative = path.relative(context.root, dockerfilePath).split(path.sep).join("/");
  const inside = relative !== "" && relative !== ".." && !relative.startsWith("../") && !path.isAbsolute(relative);
  const name = inside ? relative : outsideName;
  const sent = new Set(context.entries.map((entry) => entry.path));
  if (builderIgnoreFile === ".containerignore") {
    const added = [...(sent.has(name) ? [] : [name]), ...(sent.has(builderIgnoreFile) ? [] : [builderIgnoreFile])];
    return { name, ignoreText: sent.has(builderIgnoreFile) ? undefined : added.join("\n") };
  }
  if (sent.has(name)) return { name, ignoreText: undefined };
  const { ignoreFile } = context;
  const own = ignoreFile.path === path.join(context.root, ".dockerignore") ? ignoreFile.text : "";
  // An ignore file that covers it goes along as it is: the image then holds the very same file.
  if (own !== "" && isIgnored(ignoreFile.patterns, name)) return { name, ignoreText: own };
  return { name, ignoreText: [own, name, ...(sent.has(".dockerignore") ? [] : [".dockerignore"])].join("\n") };
}

function isIgnored(patterns: PatternList, file: string): boolean {
  let match: PatternMatch | undefined;
  const parts = file.split("/");
  for (let count = 1; count <= parts.length; count++) match = patterns.match(parts.slice(0, count).join("/"), match);
  return match?.matched ?? false;
}

/**
 * The tar of the context with the Dockerfile's text in it. A file that cannot be read ends the stream with a ContextError.
 * Packed while it is read, never ahead of its reader by more than some hundred kilobytes.
 */
export function packContext(
  context: BuildContext,
  dockerfilePath: string,
  dockerfileText: string,
  builderIgnoreFile: BuilderIgnoreFile = ".dockerignore",
) {
  const { name, ignoreText } = placeDockerfile(context, dockerfilePath, builderIgnoreFile);
  const replaced = new Map([[name, dockerfileText]]);
  if (ignoreText !== undefined) replaced.set(builderIgnoreFile, ignoreText);
  const stream = Readable.from(inBatches(piecesOf(context, replaced)), {
    objectMode: false,
    highWaterMark: batchBytes,
  });
  return { name, stream };
}

/** Bytes that go out together: an engine takes a few large pieces faster than many small ones. */
const batchBytes = 1 << 18;

function* inBatches(pieces: Iterable<Buffer>): Generator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    bytes += piece.length;
    if (bytes < batchBytes) continue;
    yield Buffer.concat(waiting, bytes);
    waiting = [];
    bytes = 0;
  }
  yield Buffer.concat(waiting, bytes);
}

function* piecesOf(context: BuildContext, replaced: Map<string, string>): Generator<Buffer> {
  for (const entry of context.entries) {
    const text = replaced.get(entry.path);
    replaced.delete(entry.path);
    if (text === undefined) yield* entryPieces(context, entry);
    else yield* textPieces(entry.path, text, entry.mode, secondsOf(entry));
  }
  for (const [name, text] of replaced) yield* textPieces(name, text, 0o644, 0);
  yield tarEnd;
}

function* textPieces(name: string, text: string, mode: number, modified: number): Generator<Buffer> {
  const content = Buffer.from(text);
  yield tarHeader({ name, kind: "file", mode, modified, bytes: content.length, linkTarget: "" });
  yield content;
  yield tarPadding(content.length);
}

function* entryPieces(context: BuildContext, entry: ContextEntry): Generator<Buffer> {
  const common = { mode: entry.mode, modified: secondsOf(entry), bytes: 0, linkTarget: "" };
  if (entry.kind === "directory") yield tarHeader({ ...common, name: `${entry.path}/`, kind: "directory" });
  else if (entry.kind === "link")
    yield tarHeader({ ...common, name: entry.path, kind: "link", linkTarget: entry.linkTarget ?? "" });
  else if (entry.sameAs !== undefined)
    yield tarHeader({ ...common, name: entry.path, kind: "hard link", linkTarget: entry.sameAs });
  else {
    yield tarHeader({ ...common, name: entry.path, kind: "file", bytes: entry.bytes });
    yield* digesting(context, entry, readContentNow(context, entry));
    yield tarPadding(entry.bytes);
  }
}

/** Whole seconds, as the plain tar header holds them. Docker keeps times out of its cache keys. */
function secondsOf({ modifiedMs }: ContextEntry): number {
  return Math.floor(modifiedMs / 1000);
}
