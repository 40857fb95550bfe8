// Keeps what registries said on disk: documents under their digest for ever, and which digest a tag had, and when.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** Which document a name stood for at a time. */
export interface TagEntry {
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
}

/** What is broken or cannot be read counts as not there; what cannot be written is not kept. */
export interface AnswerCache {
  /** The document of that digest, proven by it. */
  document(digest: string): Promise<string | undefined>;
  keepDocument(digest: string, text: string): Promise<void>;
  tag(name: string): Promise<TagEntry | undefined>;
  keepTag(name: string, entry: TagEntry): Promise<void>;
}

/** `sha256:…` of a text or bytes. */
export function digestOf(content: string | Buffer): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** Opens the cache in a folder, which is made with the first answer. */
export function openAnswerCache(folder: string): AnswerCache {
  const documentFile = (digest: string) => path.join(folder, "documents", `${digest.replace("sha256:", "")}.json`);
  const tagFile = (name: string) => path.join(folder, "tags", `${digestOf(name).replace("sha256:", "")}.json`);
  return {
    async document(digest) {
      const bytes = await readFile(documentFile(digest)).catch(() => undefined);
      return bytes !== undefined && digestOf(bytes) === digest ? bytes.toString() : undefined;
    },
    keepDocument: (digest, text) => write(documentFile(digest), text),
    async tag(name) {
      try {
        const entry = JSON.parse(await readFile(tagFile(name), "utf8")) as Record<string, unknown> | null;
        const { name: kept, digest, checkedAt } = entry ?? {};
        const isWhole = kept === name && typeof digest === "string" && typeof checkedAt === "number";
        return isWhole ? { digest, checkedAt } : undefined;
      } catch {
        return undefined;
      }
    },
    keepTag: (name, entry) => write(tagFile(name), JSON.stringify({ name, ...entry })),
  };
}

/** For this user alone: repositories may be private. Whole or not at all, since another process may read it. */
async function write(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, text, { mode: 0o600 });
    await rename(unfinished, file);
  } catch {
    // A full or read-only disk: it is asked for again next time.
  }
}

/** The folder in which this user's programs keep what they can fetch again. */
export function userCacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const home = environment.HOME || os.homedir();
  if (environment.XDG_CACHE_HOME && path.isAbsolute(environment.XDG_CACHE_HOME))
    return path.join(environment.XDG_CACHE_HOME, "layer-cost");
  if (process.platform === "win32")
    return path.join(environment.LOCALAPPDATA || path.join(home, "AppData", "Local"), "layer-cost", "cache");
  if (process.platform === "darwin") return path.join(home, "Library", "Caches", "layer-cost");
  return path.join(home, ".cache", "layer-cost");
}
