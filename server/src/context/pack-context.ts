// Packs a build context as a tar stream, as the docker CLI does for the classic builder: owned by root, never hurried.
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import * as tarStream from "tar-stream";
import type { PatternList, PatternMatch } from "./path-patterns";
import { readContent } from "./read-content";
import type { BuildContext, ContextEntry } from "./read-context";

/** Its own name in the tar, for a Dockerfile that lies outside the context. */
const outsideName = ".layer-cost.Dockerfile";

/** The ignore file that a builder reads for itself. Podman reads this one of its own first. */
export type BuilderIgnoreFile = ".dockerignore" | ".containerignore";

/**
 * Decides under which name the Dockerfile goes into the tar, and what the ignore file must say so that it does not
 * arrive in a `COPY .`: the classic builder removes an ignored Dockerfile after reading it, but nothing else. Podman
 * leaves out what its ignore file names, which was done before: one that says nothing of it keeps it from doing it again.
 */
export function placeDockerfile(
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

/** The tar of the context with the Dockerfile's text in it. A file that cannot be read ends the stream with a ContextError. */
export function packContext(
  context: BuildContext,
  dockerfilePath: string,
  dockerfileText: string,
  builderIgnoreFile: BuilderIgnoreFile = ".dockerignore",
) {
  const { name, ignoreText } = placeDockerfile(context, dockerfilePath, builderIgnoreFile);
  const replaced = new Map([[name, dockerfileText]]);
  if (ignoreText !== undefined) replaced.set(builderIgnoreFile, ignoreText);
  const pack = tarStream.pack();
  // HTTP requests want a Node stream; tar-stream's are of another make and report errors in another way.
  const stream = new PassThrough();
  pack.on("error", (error: Error) => stream.destroy(error));
  stream.on("close", () => pack.destroy());
  (pack as unknown as Readable).pipe(stream);
  void write(context, pack, replaced).catch((error: unknown) => stream.destroy(error as Error));
  return { name, stream: stream as Readable };
}

async function write(context: BuildContext, pack: tarStream.Pack, replaced: Map<string, string>): Promise<void> {
  for (const entry of context.entries) {
    const text = replaced.get(entry.path);
    if (text === undefined) await writeEntry(context, pack, entry);
    else {
      replaced.delete(entry.path);
      pack.entry({ name: entry.path, mode: entry.mode, mtime: timeOf(entry), type: "file" }, text);
    }
  }
  for (const [name, text] of replaced) pack.entry({ name, mode: 0o644, mtime: new Date(0) }, text);
  pack.finalize();
}

/** Whole seconds, as the plain tar header holds them. Docker keeps times out of its cache keys. */
function timeOf(entry: ContextEntry): Date {
  return new Date(Math.floor(entry.modifiedMs / 1000) * 1000);
}

function writeEntry(context: BuildContext, pack: tarStream.Pack, entry: ContextEntry): Promise<void> {
  const common = { mode: entry.mode, mtime: timeOf(entry), uid: 0, gid: 0 };
  return new Promise((resolve, reject) => {
    const ended = (error?: Error | null) => (error ? reject(error) : resolve());
    if (entry.kind === "directory") pack.entry({ ...common, name: `${entry.path}/`, type: "directory" }, ended);
    else if (entry.kind === "link")
      pack.entry({ ...common, name: entry.path, type: "symlink", linkname: entry.linkTarget ?? "" }, ended);
    else if (entry.sameAs !== undefined)
      pack.entry({ ...common, name: entry.path, type: "link", linkname: entry.sameAs }, ended);
    else {
      const sink = pack.entry({ ...common, name: entry.path, type: "file", size: entry.bytes }, ended);
      const source = Readable.from(readContent(context, entry)).on("error", reject);
      // It ends with the pack when that is destroyed in the middle of this file, which must be closed then.
      sink.on("error", reject).on("close", () => source.destroy());
      source.pipe(sink as unknown as NodeJS.WritableStream);
    }
  });
}
