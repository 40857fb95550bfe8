// A changed copy of a build context that is nowhere on disk: texts that stand for what some of its files hold.
import { createHash } from "node:crypto";
import path from "node:path";
import type { ContextEntry } from "./read-context";

/** By absolute path: the text that counts instead of what the file holds on disk, or of no file being there. */
export type ContextOverlay = Readonly<Record<string, string>>;

/** The part of an overlay that lies in one context. */
export interface OverlaidContext {
  /** Names that the overlay has in a folder of the context (`""` is its root), files and folders. */
  readonly namesIn: (directory: string) => readonly string[];
  readonly hasFile: (file: string) => boolean;
  /** What counts for a path, given what is on disk. */
  readonly entryOf: (file: string, onDisk: ContextEntry | undefined) => ContextEntry | undefined;
}

/** `modifiedMs` is the time of what is not on disk. */
export function overlayIn(root: string, overlay: ContextOverlay, modifiedMs: number): OverlaidContext {
  const texts = new Map<string, string>();
  const folders = new Map<string, Set<string>>();
  for (const [file, text] of Object.entries(overlay)) {
    const relative = path.relative(root, file).split(path.sep).join("/");
    if (relative === "" || relative.startsWith("../") || path.isAbsolute(relative)) continue;
    texts.set(relative, text);
    for (let below = relative; below !== ""; ) {
      const cut = below.lastIndexOf("/");
      const folder = below.slice(0, Math.max(cut, 0));
      folders.set(folder, (folders.get(folder) ?? new Set()).add(below.slice(cut + 1)));
      below = folder;
    }
  }
  return {
    namesIn: (directory) => [...(folders.get(directory) ?? [])],
    hasFile: (file) => texts.has(file),
    entryOf(file, onDisk) {
      const text = texts.get(file);
      if (text === undefined) {
        const isNewFolder = onDisk === undefined && folders.has(file);
        return isNewFolder ? { path: file, kind: "directory", bytes: 0, mode: 0o755, modifiedMs } : onDisk;
      }
      const content = Buffer.from(text);
      // BuildKit takes a file of the same size and time for the one that it has: another text is another time.
      const offset = 1 + (createHash("sha256").update(content).digest().readUInt32BE(0) % 1_000_000);
      return {
        path: file,
        kind: "file",
        bytes: content.length,
        mode: onDisk?.kind === "file" ? onDisk.mode : 0o644,
        modifiedMs: (onDisk?.modifiedMs ?? modifiedMs) - offset,
        content,
      };
    },
  };
}
