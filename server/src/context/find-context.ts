// Finds the folder that a Dockerfile is meant to be built from.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isRemoteSource, toContextPath } from "./copy-sources";
import { compileGlob, hasWildcard } from "./path-patterns";

/** How many folders above the Dockerfile's own are tried. */
const highestFolder = 8;

/**
 * The nearest folder, from the Dockerfile's own upwards, in which every COPY/ADD source of the context exists; the
 * Dockerfile's own where there is none. Never above a repository's root, and never the home folder or the root of the
 * disk unless the Dockerfile lies right there: a build context that large is nobody's wish.
 */
export function findContext(dockerfilePath: string, sources: readonly string[]): string {
  const own = path.dirname(path.resolve(dockerfilePath));
  const wanted = [...new Set(sources.filter((source) => !isRemoteSource(source)).map(toContextPath))].filter(Boolean);
  if (wanted.length === 0) return own;
  let folder = own;
  for (let steps = 0; steps <= highestFolder; steps++) {
    if (wanted.every((source) => exists(folder, source))) return folder;
    const parent = path.dirname(folder);
    if (fs.existsSync(path.join(folder, ".git")) || path.dirname(parent) === parent || parent === os.homedir()) break;
    folder = parent;
  }
  return own;
}

function exists(folder: string, source: string): boolean {
  if (!hasWildcard(source)) return fs.existsSync(path.join(folder, source));
  return existsByPattern(folder, source.split("/"));
}

function existsByPattern(folder: string, parts: readonly string[]): boolean {
  const [first, ...rest] = parts;
  if (first === undefined) return true;
  if (!hasWildcard(first)) {
    const next = path.join(folder, first);
    return fs.existsSync(next) && existsByPattern(next, rest);
  }
  try {
    const matches = compileGlob(first);
    return fs.readdirSync(folder).some((name) => matches(name) && existsByPattern(path.join(folder, name), rest));
  } catch {
    return false;
  }
}
