// Finds the Dockerfiles below a folder, and what they take from a build context.
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { type FactValue, parseInstructions } from "../engine/index";
import { readText } from "./read-text";

/** Folders that are looked into at most: the search is for what people keep beside their own files. */
const mostFolders = 2_000;
const mostDockerfiles = 500;

const dockerfileName = /^(Dockerfile|Containerfile)([._-].+)?$|\.(Dockerfile|Containerfile)$/i;
const notDockerfile = /\.(dockerignore|md|txt|swp|orig|j2|tmpl|template)$/i;
/** Folders of other people's files. */
const foreignFolder = /^(\..+|node_modules|vendor|target|venv|__pycache__|site-packages|bower_components)$/;

/** The Dockerfiles below a folder, foreign folders left out; undefined where there are too many folders to be sure. */
export async function dockerfilesBelow(root: string): Promise<readonly string[] | undefined> {
  const found: string[] = [];
  const folders = [root];
  for (let next = 0; next < folders.length; next++) {
    if (next >= mostFolders || found.length > mostDockerfiles) return undefined;
    const entries = await readdir(folders[next]!, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const file = path.join(folders[next]!, entry.name);
      if (entry.isDirectory() && !foreignFolder.test(entry.name)) folders.push(file);
      else if (!entry.isDirectory() && dockerfileName.test(entry.name) && !notDockerfile.test(entry.name)) {
        found.push(file);
      }
    }
  }
  return found;
}

/** What a Dockerfile says that other files need to know. */
export interface DockerfileSummary {
  /** What COPY, ADD and bind mounts take from the context; null where that cannot be read. */
  readonly sources: readonly (string | null)[];
  readonly stages: readonly string[];
}

/** The stages of all Dockerfiles of a repository; rejects, in a sentence, where there is none or it is too large to be sure. */
export async function stageNames(dockerfilePath: string): Promise<FactValue> {
  let root = path.dirname(path.resolve(dockerfilePath));
  while (!existsSync(path.join(root, ".git"))) {
    if (path.dirname(root) === root) throw new Error("the file lies in no repository");
    root = path.dirname(root);
  }
  const files = await dockerfilesBelow(root);
  if (files === undefined) throw new Error(`${root} holds too many folders to be looked through`);
  const summaries = await Promise.all(files.map(summarize));
  const names = [...new Set(summaries.flatMap(({ stages }) => stages))].sort();
  return { bytes: 0, basis: `the Dockerfiles of ${root}`, names };
}

const unreadable: DockerfileSummary = { sources: [null], stages: [] };
const summaries = new Map<string, { readonly state: string; readonly summary: DockerfileSummary }>();

/** Reads a Dockerfile's summary; one that is as it was is not read again. */
export async function summarize(file: string): Promise<DockerfileSummary> {
  try {
    const { mtimeMs, size } = await stat(file);
    const state = `${mtimeMs} ${size}`;
    const known = summaries.get(file);
    if (known?.state === state) return known.summary;
    const text = await readText(file);
    const summary = text === undefined ? unreadable : summaryOf(text);
    if (summaries.size >= 4 * mostDockerfiles) summaries.clear();
    summaries.set(file, { state, summary });
    return summary;
  } catch {
    return unreadable;
  }
}

function summaryOf(text: string): DockerfileSummary {
  const sources: (string | null)[] = [];
  const stages: string[] = [];
  for (const { keyword, words, flags, trigger } of parseInstructions(text).instructions) {
    if (keyword === "FROM" && words[1]?.literal?.toLowerCase() === "as") stages.push(words[2]?.literal ?? "");
    const [verb, given, options] =
      keyword === "ONBUILD" ? [trigger?.keyword, trigger?.words ?? [], trigger?.flags ?? []] : [keyword, words, flags];
    if ((verb === "COPY" || verb === "ADD") && !options.some(({ name }) => name === "from")) {
      sources.push(...given.slice(0, -1).map(({ literal }) => literal ?? null));
    }
    for (const { value } of options.filter(({ name }) => name === "mount")) {
      const mount = value?.literal;
      if (mount === undefined) sources.push(null);
      else if (!/(^|,)(from|type=(cache|tmpfs|secret|ssh))/.test(mount)) {
        sources.push(/(?:^|,)(?:source|src)=([^,]*)/.exec(mount)?.[1] ?? ".");
      }
    }
  }
  return { sources, stages };
}
