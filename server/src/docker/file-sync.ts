// Sends files to BuildKit over its file sync protocol: it hears of every file and asks for those that it lacks.
import { createHash } from "node:crypto";
import { digesting } from "../context/copy-sources";
import { createPatternList, type PatternList, type PatternMatch } from "../context/path-patterns";
import { readContentNow } from "../context/read-content";
import type { BuildContext, ContextEntry } from "../context/read-context";
import type { Call, Method } from "./build-session";
import { readFields, writeMessage } from "./protobuf";

export const diffCopy = "/moby.filesync.v1.FileSync/DiffCopy";

/** What BuildKit may ask for, by the names that its Dockerfile frontend uses. */
export interface SyncedFolders {
  readonly contexts: ReadonlyMap<string, BuildContext>;
  /** Sent alone in a folder of its own, so that it can never slip into a `COPY .`. */
  readonly dockerfile: { readonly name: string; readonly text: string };
}

const packet = { stat: 0, request: 1, data: 2, finish: 3, error: 4 } as const;

/** Go's file mode bits, which are not those of Unix. */
const goMode = { directory: 2 ** 31, link: 2 ** 27, setuid: 2 ** 23, setgid: 2 ** 22, sticky: 2 ** 20 } as const;

/** Bytes that go out together: stats and most files are small, and there can be a million of them. */
const batchBytes = 1 << 18;

/** The method that serves these folders. `failed` hears of the first file that could not be sent. */
export function serveFolders(folders: SyncedFolders, failed: (error: Error) => void): Method {
  return async (call) => {
    const name = call.metadata("dir-name")[0] ?? "";
    try {
      const context = folders.contexts.get(name);
      if (name === "dockerfile") await sendDockerfile(call, folders.dockerfile);
      else if (context) await sendContext(call, context);
      else throw new Error(`there is no folder "${name}" to send`);
    } catch (error) {
      failed(error as Error);
      const text = Buffer.from((error as Error).message);
      await call.send(writeMessage([1, packet.error], [4, text])).catch(() => undefined);
      throw error;
    }
  };
}

async function sendDockerfile(call: Call, { name, text }: SyncedFolders["dockerfile"]): Promise<void> {
  const content = Buffer.from(text);
  // Older engines take a file of the same size and time for the one that they have: another text is another time (ns).
  const time = createHash("sha256").update(content).digest().readUIntBE(0, 6);
  const stat = writeMessage([1, name], [2, 0o644], [5, content.length], [6, time]);
  await sendFiles(call, [
    {
      stat,
      content: () => [content],
    },
  ]);
}

async function sendContext(call: Call, context: BuildContext): Promise<void> {
  const wanted = [...call.metadata("followpaths"), ...call.metadata("include-patterns")];
  const entries = selectEntries(context, asAskedBefore(context, wanted));
  const announced = entries.map((entry) => ({
    stat: statOf(entry),
    content: entry.kind === "file" ? () => digesting(context, entry, readContentNow(context, entry)) : undefined,
  }));
  await sendFiles(call, announced);
}

/** What BuildKit has asked for of a context, in all runs of a build. */
const askedBefore = new WeakMap<BuildContext, (readonly string[])[]>();

/**
 * What an earlier run asked for, where that holds all that is wanted now: the engine drops from its copy of the context
 * whatever it is not told of. The stages of a build are run one by one, and the target's run, the first, wants what all of
 * them do; told of less, the engine would have to be sent most of the context again by the next stage, and the next build.
 */
function asAskedBefore(context: BuildContext, wanted: readonly string[]): readonly string[] {
  const before = askedBefore.get(context) ?? [];
  const paths = sourcePaths(wanted);
  const enough = before.find((asked) => {
    const held = sourcePaths(asked);
    return !held || paths?.every((path) => held.some((one) => path === one || path.startsWith(`${one}/`)));
  });
  if (!enough) askedBefore.set(context, [...before, wanted]);
  return enough ?? wanted;
}

/** Paths without a slash before them; undefined where everything is wanted. */
function sourcePaths(wanted: readonly string[]): readonly string[] | undefined {
  const paths = wanted.map((path) => path.replace(/^\/+/, "")).filter((path) => path !== "" && path !== ".");
  return wanted.length === 0 || paths.length < wanted.length ? undefined : paths;
}

/**
 * The entries that the build's COPY sources can reach: a builder that copies only `package.json` is not told of a
 * gigabyte beside it. Where a link leads on from one of them, everything is offered.
 */
export function selectEntries(context: BuildContext, wanted: readonly string[]): readonly ContextEntry[] {
  const paths = sourcePaths(wanted);
  if (!paths) return context.entries;
  let patterns: PatternList;
  try {
    patterns = createPatternList(paths);
  } catch {
    return context.entries;
  }
  const matches = new Map<string, PatternMatch>();
  const chosen = new Set<string>();
  for (const entry of context.entries) {
    const cut = entry.path.lastIndexOf("/");
    const match = patterns.match(entry.path, cut < 0 ? undefined : matches.get(entry.path.slice(0, cut)));
    if (entry.kind === "directory") matches.set(entry.path, match);
    const leadsOn = entry.kind === "link" && (match.matched || paths.some((path) => path.startsWith(`${entry.path}/`)));
    if (leadsOn) return context.entries;
    if (!match.matched) continue;
    // A hard link needs the entry that it points to.
    for (const path of entry.sameAs === undefined ? [entry.path] : [entry.path, entry.sameAs]) {
      for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) chosen.add(path.slice(0, end));
    }
  }
  return context.entries.filter((entry) => chosen.has(entry.path));
}

interface Announced {
  readonly stat: Buffer;
  readonly content: (() => Iterable<Buffer>) | undefined;
}

async function sendFiles(call: Call, files: readonly Announced[]): Promise<void> {
  const outbox = new Outbox(call);
  // Requests come while the list is still going out; reading them must not wait for that.
  const announcing = announce(outbox, files);
  announcing.catch(() => undefined);
  for await (const message of call.receive) {
    const { type, id, data } = readPacket(message);
    if (type === packet.error) throw new Error(`the engine refused the files: ${data.toString()}`);
    if (type === packet.request) {
      await announcing;
      const content = files[id]?.content;
      if (!content) throw new Error(`the engine asked for a file that was not offered (${id})`);
      for (const chunk of content()) await outbox.add(writeMessage([1, packet.data], [3, id], [4, chunk]));
      await outbox.add(writeMessage([1, packet.data], [3, id]));
    }
    if (type === packet.finish) {
      await announcing;
      await outbox.add(writeMessage([1, packet.finish]));
      return outbox.flush();
    }
  }
}

async function announce(outbox: Outbox, files: readonly Announced[]): Promise<void> {
  for (const { stat } of files) await outbox.add(writeMessage([2, stat]));
  // A stat packet without a stat ends the list.
  await outbox.add(writeMessage([1, packet.stat]));
}

/** Sends messages together: once they are many, or as soon as nothing else is to be done. */
class Outbox {
  private waiting: Buffer[] = [];
  private bytes = 0;
  private sending: Promise<void> = Promise.resolve();
  private timer: NodeJS.Immediate | undefined;

  constructor(private readonly call: Call) {}

  /** Resolves when more can be taken. Rejects when the caller takes nothing any more. */
  add(message: Buffer): Promise<void> | undefined {
    this.waiting.push(message);
    this.bytes += message.length;
    if (this.bytes >= batchBytes) return this.flush();
    this.timer ??= setImmediate(() => {
      this.flush().catch(() => undefined);
    });
    return undefined;
  }

  /** Resolves when everything is on its way. */
  flush(): Promise<void> {
    clearImmediate(this.timer);
    this.timer = undefined;
    const messages = this.waiting;
    if (messages.length === 0) return this.sending;
    this.waiting = [];
    this.bytes = 0;
    this.sending = this.sending.then(() => this.call.send(...messages));
    return this.sending;
  }
}

function readPacket(message: Buffer): { type: number; id: number; data: Buffer } {
  let type = 0;
  let id = 0;
  let data = Buffer.alloc(0);
  for (const { number, value } of readFields(message)) {
    if (number === 1 && typeof value === "number") type = value;
    if (number === 3 && typeof value === "number") id = value;
    if (number === 4 && typeof value !== "number") data = Buffer.from(value);
  }
  return { type, id, data };
}

/** Stat of fsutil: path 1, mode 2, uid 3, gid 4, size 5, modification time 6 (ns), link name 7. Owner is root. */
function statOf(entry: ContextEntry): Buffer {
  return writeMessage(
    [1, entry.path],
    [2, modeOf(entry)],
    [5, entry.sameAs === undefined ? entry.bytes : 0],
    [6, Math.floor(entry.modifiedMs) * 1_000_000],
    [7, entry.linkTarget ?? entry.sameAs ?? ""],
  );
}

function modeOf({ kind, mode }: ContextEntry): number {
  return (
    (mode & 0o777) +
    (mode & 0o4000 ? goMode.setuid : 0) +
    (mode & 0o2000 ? goMode.setgid : 0) +
    (mode & 0o1000 ? goMode.sticky : 0) +
    (kind === "directory" ? goMode.directory : kind === "link" ? goMode.link : 0)
  );
}
