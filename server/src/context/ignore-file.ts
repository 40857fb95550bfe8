// Which ignore file rules a build context, and what it says.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ContextError, reasonOf } from "./context-error";
import type { ContextOverlay } from "./overlay";
import { createPatternList, type PatternList } from "./path-patterns";

export interface IgnoreFile {
  /** Absolute path; undefined where there is none. */
  readonly path: string | undefined;
  readonly text: string;
  readonly patterns: PatternList;
}

/**
 * Reads `<Dockerfile>.dockerignore`, which wins, or `<context>/.dockerignore`; without either, nothing is ignored. What
 * the overlay has counts instead of the file.
 * Throws a ContextError when the file is there but cannot be read or holds a pattern that Docker would refuse.
 */
export async function readIgnoreFile(
  contextPath: string,
  dockerfilePath: string,
  overlay: ContextOverlay = {},
): Promise<IgnoreFile> {
  for (const file of [`${dockerfilePath}.dockerignore`, path.join(contextPath, ".dockerignore")]) {
    let text: string;
    try {
      text = overlay[file] ?? (await readFile(file, "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
      throw new ContextError(`The ignore file ${file} cannot be read: ${reasonOf(error)}.`);
    }
    return { path: file, text, patterns: parse(file, text) };
  }
  return { path: undefined, text: "", patterns: createPatternList([]) };
}

function parse(file: string, text: string): PatternList {
  try {
    return createPatternList(ignoreLines(text));
  } catch (error) {
    throw new ContextError(`The ignore file ${file} cannot be used: ${(error as Error).message}.`);
  }
}

/** The patterns of an ignore file: comments (a `#` in the first column), blank lines and a byte-order mark left out. */
export function ignoreLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
