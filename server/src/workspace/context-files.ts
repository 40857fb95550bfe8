// Sizes of context files for open documents: one walk of a context serves all that is asked for at once.
import { existsSync } from "node:fs";
import { digestOf, largestEntries, matchSources } from "../context/copy-sources";
import { findContext } from "../context/find-context";
import { readContent } from "../context/read-content";
import { type BuildContext, readContext } from "../context/read-context";
import type { FactValue } from "../engine/index";

/** Milliseconds for which a walk is taken to be current: the requests of one document come together. */
const currentFor = 2_000;
/** Bytes up to which contents are read for a digest; without one, a measurement of these files is not found again. */
const mostToDigest = 256_000_000;

/** Milliseconds after which a walk is given up: a context that large is hardly meant, and must not keep the disk busy. */
const longestWalk = 20_000;
/** Entries after which it is given up as well: each takes memory. */
const mostEntries = 400_000;

/** Bytes; lock files of large projects have 2 MB. */
const longestText = 8_000_000;

const walks = new Map<string, Promise<BuildContext>>();

/**
 * Unpacked bytes that these sources of a COPY or ADD match, after the ignore file; their contents are only read for a
 * digest of them.
 * Rejects, in a sentence, when the context cannot be read or holds no such file.
 */
export async function contextFiles(
  sources: readonly string[],
  dockerfilePath: string,
  contextPath: string | undefined,
  contextSources: readonly string[],
  withDigest: boolean,
): Promise<FactValue> {
  const context = await walk(contextPath ?? findContext(dockerfilePath, contextSources), dockerfilePath);
  const matched = matchSources(context, sources);
  if (matched.missing.length > 0) {
    throw new Error(`the build context ${context.root} holds no ${matched.missing.join(", ")}`);
  }
  return {
    bytes: matched.bytes,
    basis: `files of the build context ${context.root}`,
    ...(withDigest && matched.bytes <= mostToDigest ? { digest: await digestOf(context, matched) } : {}),
    largest: largestEntries(matched),
  };
}

/** Where a build context lies, and the document whose ignore file counts. */
export interface ContextPlace {
  readonly dockerfilePath: string;
  readonly contextPath: string | undefined;
  readonly contextSources: readonly string[];
}

/** The folder of a build context. */
export function contextRoot({ dockerfilePath, contextPath, contextSources }: ContextPlace): string {
  return contextPath ?? findContext(dockerfilePath, contextSources);
}

/** Text of one context file, up to `longestText` bytes; rejects, in a sentence, where it is absent, left out or no such text. */
export async function contextText(file: string, place: ContextPlace): Promise<string> {
  const context = await walk(contextRoot(place), place.dockerfilePath);
  const entry = matchSources(context, [file]).entries[0];
  if (entry?.kind !== "file") throw new Error(`the build context ${context.root} holds no file ${file}`);
  if (entry.bytes > longestText) throw new Error(`${file} is too long to be read`);
  const chunks: Buffer[] = [];
  for await (const chunk of readContent(context, entry)) chunks.push(chunk);
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}

/** Walks that were made, or begun, no longer count: files have changed. */
export function forgetContexts(): void {
  walks.clear();
}

/** One walk serves all Dockerfiles of a context but those with an ignore file of their own. */
export function walk(root: string, dockerfilePath: string): Promise<BuildContext> {
  const ownIgnoreFile = `${dockerfilePath}.dockerignore`;
  const key = existsSync(ownIgnoreFile) ? `${root}\0${dockerfilePath}` : root;
  let walking = walks.get(key);
  if (!walking) {
    walking = readWithin(root, dockerfilePath);
    walks.set(key, walking);
    const own = walking;
    const forget = () =>
      setTimeout(() => {
        if (walks.get(key) === own) walks.delete(key);
      }, currentFor).unref();
    walking.then(forget, forget);
  }
  return walking;
}

async function readWithin(root: string, dockerfilePath: string): Promise<BuildContext> {
  const stop = { aborted: false, mostEntries };
  const timer = setTimeout(() => (stop.aborted = true), longestWalk);
  try {
    const context = await readContext(root, dockerfilePath, stop);
    if (stop.aborted || context.entries.length > mostEntries)
      throw new Error(`the build context ${root} is too large to be looked through`);
    return context;
  } finally {
    clearTimeout(timer);
  }
}
