// Reads the requirements files of a build context.
import path from "node:path";
import { findContext } from "../context/find-context";
import type { RequirementsFile } from "../engine/index";
import { contextSourcesOf } from "./context-sources";
import { type Disk, freshDisk } from "./disk";

/** Folders below the context that are looked into, and how many of them; files that are read. */
const deepest = 2;
const mostFolders = 100;
const mostFiles = 40;

/** The lists of the context from which the Dockerfile is meant to be built; none where it does not speak of Python's packages. */
export async function readRequirementsFiles(
  dockerfilePath: string,
  contextPath: string | undefined,
  disk: Disk = freshDisk,
): Promise<readonly RequirementsFile[]> {
  const dockerfile = await disk.readText(dockerfilePath).catch(() => undefined);
  if (dockerfile === undefined || !/\.txt\b/.test(dockerfile) || !/\b(pip[\d.]*|uv)\b/.test(dockerfile)) return [];
  const root = contextPath ?? findContext(dockerfilePath, contextSourcesOf(dockerfile));
  return disk.derived(`requirements files of ${root}`, () => listsIn(root, disk));
}

async function listsIn(root: string, disk: Disk): Promise<readonly RequirementsFile[]> {
  const found: string[] = [];
  let left = mostFolders;
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (left-- <= 0) return;
    const entries = await disk.list(path.join(root, folder));
    for (const entry of entries) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && isList(name)) found.push(name);
      else if (entry.isDirectory() && depth < deepest && !/^\.|^(node_modules|venv|build|dist)$/.test(entry.name))
        await walk(name, depth + 1);
    }
  };
  await walk("", 0);
  const files = found.sort().slice(0, mostFiles);
  const texts = await Promise.all(files.map((file) => disk.readText(path.join(root, file)).catch(() => undefined)));
  return files.flatMap((file, index) => (texts[index] === undefined ? [] : [{ path: file, text: texts[index] }]));
}

function isList(name: string): boolean {
  return /(^|\/)[^/]*(requirements?|constraints?|reqs|deps)[^/]*\.txt$|(^|\/)(requirements?|reqs)\/[^/]+\.txt$/i.test(
    name,
  );
}
