// Walks a build context as Docker would send it: what the ignore file leaves, links not followed, sorted by bytes.
import fs from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { ContextError, reasonOf } from "./context-error";
import { type IgnoreFile, readIgnoreFile } from "./ignore-file";
import { type ContextOverlay, type OverlaidContext, overlayIn } from "./overlay";
import type { PatternMatch } from "./path-patterns";

export interface ContextEntry {
  /** Relative to the context, with `/` between names. */
  readonly path: string;
  readonly kind: "file" | "directory" | "link";
  /** Of a file's content; 0 for the others. */
  readonly bytes: number;
  /** Permission bits, setuid, setgid and sticky included. */
  readonly mode: number;
  readonly modifiedMs: number;
  /** A link's target, as written. */
  readonly linkTarget?: string;
  /** An earlier entry that is the same file (hard link). */
  readonly sameAs?: string;
  /** What is sent for a file of an overlay, instead of what lies on disk. */
  readonly content?: Buffer;
}

export interface BuildContext {
  /** Absolute. */
  readonly root: string;
  readonly ignoreFile: IgnoreFile;
  /** A directory comes right before what is in it; names are in byte order, which BuildKit insists on. */
  readonly entries: readonly ContextEntry[];
  readonly files: number;
  readonly bytes: number;
}

export interface Stop {
  readonly aborted: boolean;
  /** With more entries than these, reading ends as if it were aborted. */
  readonly mostEntries?: number;
}

/** How many entries are read before other messages get their turn: cancelling must not wait for a large folder. */
const entriesPerTurn = 500;

/**
 * Reads the context of one Dockerfile, changed by an overlay if there is one. Sockets, pipes and devices are left out.
 * Throws a ContextError that names the folder or file which cannot be read.
 */
export async function readContext(
  root: string,
  dockerfilePath: string,
  stop?: Stop,
  overlay: ContextOverlay = {},
): Promise<BuildContext> {
  const state = statOf(root);
  if (!state) throw new ContextError(`The build context ${root} does not exist.`);
  if (!state.isDirectory()) throw new ContextError(`The build context ${root} is not a folder.`);
  const ignoreFile = await readIgnoreFile(root, dockerfilePath, overlay);
  const overlaid = overlayIn(root, overlay, state.mtimeMs);
  const entries: ContextEntry[] = [];
  const seen = new Map<string, string>();
  let untilPause = entriesPerTurn;

  /** `pending` are ignored parents, which are sent only if something below them is taken back. */
  async function visit(directory: string, match: PatternMatch | undefined, pending: ContextEntry[]): Promise<void> {
    for (const name of namesIn(root, directory, pending.length > 0, overlaid)) {
      if (stop?.aborted || entries.length > (stop?.mostEntries ?? Infinity)) return;
      if (--untilPause <= 0) {
        untilPause = entriesPerTurn;
        await nextTurn();
      }
      const file = directory === "" ? name : `${directory}/${name}`;
      const found = ignoreFile.patterns.match(file, match);
      if (found.matched && !ignoreFile.patterns.mayTakeBackBelow(file)) continue;
      const entry = entryOf(root, file, seen, found.matched, overlaid);
      if (!entry) continue;
      if (!found.matched) {
        if (name.includes("\uFFFD")) throw new ContextError(`The name of ${path.join(root, file)} is not valid UTF-8.`);
        entries.push(...pending.splice(0), entry);
      }
      if (entry.kind === "directory") {
        const waiting = found.matched ? [...pending, entry] : [];
        const before = entries.length;
        await visit(file, found, waiting);
        if (found.matched && entries.length > before) pending.length = 0;
      }
    }
  }
  await visit("", undefined, []);

  let files = 0;
  let bytes = 0;
  for (const entry of entries) {
    if (entry.kind !== "file") continue;
    files++;
    if (entry.sameAs === undefined) bytes += entry.bytes;
  }
  return { root, ignoreFile, entries, files, bytes };
}

function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new ContextError(`The build context ${file} cannot be read: ${reasonOf(error)}.`);
  }
}

function namesIn(root: string, directory: string, ignored: boolean, overlaid: OverlaidContext): string[] {
  const folder = path.join(root, directory);
  const added = overlaid.namesIn(directory);
  try {
    const names = fs.readdirSync(folder);
    return (added.length === 0 ? names : [...new Set([...names, ...added])]).sort(compareBytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Gone since its parent was read, of the overlay alone, or nothing that anybody asked for.
    if (code === "ENOENT" || (ignored && code === "EACCES")) return added.toSorted(compareBytes);
    throw new ContextError(`The folder ${folder} of the build context cannot be read: ${reasonOf(error)}.`);
  }
}

function entryOf(
  root: string,
  file: string,
  seen: Map<string, string>,
  ignored: boolean,
  overlaid: OverlaidContext,
): ContextEntry | undefined {
  // A text of the overlay is no hard link of anything.
  return overlaid.entryOf(file, entryOnDisk(root, file, seen, ignored || overlaid.hasFile(file)));
}

function entryOnDisk(
  root: string,
  file: string,
  seen: Map<string, string>,
  ignored: boolean,
): ContextEntry | undefined {
  const full = path.join(root, file);
  try {
    const state = fs.lstatSync(full);
    const common = { path: file, mode: state.mode & 0o7777, modifiedMs: state.mtimeMs };
    if (state.isDirectory()) return { ...common, kind: "directory", bytes: 0 };
    if (state.isSymbolicLink()) return { ...common, kind: "link", bytes: 0, linkTarget: fs.readlinkSync(full) };
    if (!state.isFile()) return undefined;
    const entry: ContextEntry = { ...common, kind: "file", bytes: state.size };
    if (state.nlink < 2 || ignored) return entry;
    const identity = `${state.dev}:${state.ino}`;
    const sameAs = seen.get(identity);
    if (sameAs !== undefined) return { ...entry, sameAs };
    seen.set(identity, file);
    return entry;
  } catch (error) {
    // Gone since the folder was listed.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new ContextError(`${full} in the build context cannot be read: ${reasonOf(error)}.`);
  }
}

/** Order of the UTF-8 bytes, as Go sorts strings; UTF-16 order differs beyond the basic plane. */
function compareBytes(one: string, other: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a quick test for plain ASCII
  const plain = /^[\x00-\x7F]*$/;
  if (plain.test(one) && plain.test(other)) return one < other ? -1 : one > other ? 1 : 0;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
