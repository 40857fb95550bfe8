// What the sources of a COPY or ADD match in a build context: bytes, digest and the largest entries.
import { createHash } from "node:crypto";
import { createReadStream, statSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { ContextError, reasonOf } from "./context-error";
import { cleanPath, compileGlob, hasWildcard } from "./path-patterns";
import { readContentNow } from "./read-content";
import type { BuildContext, ContextEntry } from "./read-context";

export interface MatchedFiles {
  /** In the order of the context, none twice; files, directories and links. */
  readonly entries: readonly ContextEntry[];
  /** Sum of the matched files' sizes. */
  readonly bytes: number;
  /** Sources that match nothing: the build would fail on them. */
  readonly missing: readonly string[];
}

/** True for what ADD fetches itself: URLs and git repositories are no part of the context. */
export function isRemoteSource(source: string): boolean {
  return /^(https?|git|ssh):\/\//.test(source) || /^[\w.-]+@[\w.-]+:/.test(source);
}

/**
 * Finds what the sources of one COPY or ADD match, wildcards read as Go's filepath.Match; a directory stands for all
 * that is in it, and a source that is a link for what it points to inside the context.
 */
export function matchSources(context: BuildContext, sources: readonly string[]): MatchedFiles {
  const chosen = new Set<ContextEntry>();
  const missing: string[] = [];
  for (const source of sources) {
    if (isRemoteSource(source)) continue;
    const before = chosen.size;
    const named = namedBy(context, toContextPath(source));
    for (const entry of named) addWithContents(context, entry, chosen);
    if (named.length === 0 && before === chosen.size && toContextPath(source) !== "") missing.push(source);
  }
  const entries = context.entries.filter((entry) => chosen.has(entry));
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  return { entries, bytes, missing };
}

/** `./a/`, `/a` and `a` are the same place; nothing leads out of the context. The root is "". */
export function toContextPath(source: string): string {
  const cleaned = cleanPath(`/${source}`).slice(1);
  return cleaned === "." ? "" : cleaned;
}

function namedBy(context: BuildContext, source: string): readonly ContextEntry[] {
  if (source === "") return context.entries.filter((entry) => !entry.path.includes("/"));
  if (hasWildcard(source)) {
    try {
      const matches = compileGlob(source);
      return context.entries.filter((entry) => matches(entry.path));
    } catch {
      return [];
    }
  }
  const resolved = resolveInContext(context, source);
  return resolved ? [resolved] : [];
}

/** Follows links on the way and at the end, without leaving the context; undefined where that leads nowhere. */
function resolveInContext(context: BuildContext, file: string, hops = 0): ContextEntry | undefined {
  const parts = file.split("/");
  for (let count = 1; count <= parts.length; count++) {
    const entry = entryAt(context, parts.slice(0, count).join("/"));
    if (!entry) return undefined;
    if (entry.kind === "link") {
      if (hops >= 40) return undefined;
      const folder = path.posix.dirname(entry.path);
      const target = entry.linkTarget?.startsWith("/") ? entry.linkTarget : `${folder}/${entry.linkTarget}`;
      const rest = parts.slice(count).join("/");
      return resolveInContext(context, toContextPath(`${target}/${rest}`), hops + 1);
    }
    if (count === parts.length) return entry;
  }
  return undefined;
}

const indexes = new WeakMap<BuildContext, Map<string, number>>();

function indexOf(context: BuildContext): Map<string, number> {
  let index = indexes.get(context);
  if (!index) {
    index = new Map(context.entries.map((entry, position) => [entry.path, position]));
    indexes.set(context, index);
  }
  return index;
}

function entryAt(context: BuildContext, file: string): ContextEntry | undefined {
  const position = indexOf(context).get(file);
  return position === undefined ? undefined : context.entries[position];
}

function addWithContents(context: BuildContext, entry: ContextEntry, chosen: Set<ContextEntry>): void {
  const resolved = entry.kind === "link" ? (resolveInContext(context, entry.path) ?? entry) : entry;
  chosen.add(resolved);
  if (resolved.kind !== "directory") return;
  // Entries are sorted depth first, so what is in a directory follows it.
  const inside = `${resolved.path}/`;
  for (let position = (indexOf(context).get(resolved.path) ?? 0) + 1; ; position++) {
    const below = context.entries[position];
    if (!below?.path.startsWith(inside)) return;
    chosen.add(below);
  }
}

/** The largest of the matched entries, grouped by the first name below the directory that all of them share. */
export function largestEntries(matched: MatchedFiles, count = 5): { path: string; bytes: number }[] {
  const files = matched.entries.filter((entry) => entry.kind === "file");
  const shared = sharedFolder(files.map((entry) => entry.path));
  const groups = new Map<string, number>();
  for (const { path: file, bytes } of files) {
    const name = file.slice(shared.length).split("/", 1)[0] ?? "";
    groups.set(shared + name, (groups.get(shared + name) ?? 0) + bytes);
  }
  return [...groups]
    .map(([path, bytes]) => ({ path, bytes }))
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, count);
}

/** The folder (with its slash) that all paths begin with, or "". */
function sharedFolder(files: readonly string[]): string {
  let shared = files[0]?.slice(0, files[0].lastIndexOf("/") + 1) ?? "";
  for (const file of files) {
    while (!file.startsWith(shared)) shared = shared.slice(0, shared.slice(0, -1).lastIndexOf("/") + 1);
  }
  return shared;
}

/** Digests of file contents by path, size and time, so that asking again costs no reading. */
const contentDigests = new Map<string, string>();
const keptDigests = 200_000;

function keepDigest(key: string, digest: string): string {
  if (contentDigests.size >= keptDigests) contentDigests.clear();
  contentDigests.set(key, digest);
  return digest;
}

function digestKey({ root }: BuildContext, { path: file, bytes, modifiedMs }: ContextEntry): string {
  return `${path.join(root, file)}\0${bytes}\0${modifiedMs}`;
}

/** Passes the chunks of a file's content on as they are sent, and remembers their digest: it need not be read again. */
export function* digesting(context: BuildContext, entry: ContextEntry, content: Iterable<Buffer>): Generator<Buffer> {
  const hash = createHash("sha256");
  for (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (!entry.content) keepDigest(digestKey(context, entry), hash.digest("hex"));
}

/**
 * SHA-256 over paths, kinds, modes, link targets and contents, but not times: equal digests copy equally.
 * Throws a ContextError for a file that cannot be read, and what the signal aborts with.
 */
export function digestOf(context: BuildContext, matched: MatchedFiles, signal?: AbortSignal): Promise<string> {
  return digestBy(matched, (entry) => contentDigest(context, entry, signal));
}

/** How many files are read before other messages get their turn. */
const filesPerTurn = 50;

/**
 * The digest of what was sent, or was not sent since the engine had it: as `digestOf`, for threads in which nobody waits.
 * Undefined where a file is no longer what it was when the context was read.
 */
export async function digestOfSent(
  context: BuildContext,
  matched: MatchedFiles,
  signal: AbortSignal,
): Promise<string | undefined> {
  let untilPause = filesPerTurn;
  try {
    return await digestBy(matched, async (entry) => {
      const kept = keptDigest(context, entry);
      if (kept !== undefined) return kept;
      if (--untilPause <= 0) {
        untilPause = filesPerTurn;
        await nextTurn();
        signal.throwIfAborted();
      }
      for (const _ of digesting(context, entry, readContentNow(context, entry)));
      const { mtimeMs } = statSync(path.join(context.root, entry.path));
      if (mtimeMs !== entry.modifiedMs) {
        contentDigests.delete(digestKey(context, entry));
        throw new ContextError(`${entry.path} changed.`);
      }
      return keptDigest(context, entry) ?? "";
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ContextError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function digestBy({ entries }: MatchedFiles, digest: (entry: ContextEntry) => Promise<string>): Promise<string> {
  const hash = createHash("sha256");
  for (const entry of entries) {
    const content = entry.kind === "file" ? await digest(entry) : (entry.linkTarget ?? "");
    hash.update(`${entry.kind}\0${entry.path}\0${entry.mode.toString(8)}\0${content}\n`);
  }
  return hash.digest("hex");
}

function keptDigest(context: BuildContext, entry: ContextEntry): string | undefined {
  return entry.content
    ? createHash("sha256").update(entry.content).digest("hex")
    : contentDigests.get(digestKey(context, entry));
}

async function contentDigest(
  context: BuildContext,
  entry: ContextEntry,
  signal: AbortSignal | undefined,
): Promise<string> {
  const kept = keptDigest(context, entry);
  if (kept !== undefined) return kept;
  const file = path.join(context.root, entry.path);
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18, signal })) hash.update(chunk);
  } catch (error) {
    signal?.throwIfAborted();
    throw new ContextError(`${file} in the build context cannot be read: ${reasonOf(error)}.`);
  }
  return keepDigest(digestKey(context, entry), hash.digest("hex"));
}
