// Finds the Dockerfiles below a folder, leaving out what version control leaves out.
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { type IgnorePattern, ignoredBy, parseIgnoreFile } from "./gitignore";
import { reasonOf } from "./read-dockerfile";

/** Folders that hold other people's files or version control's own. */
const skippedFolders = new Set([".git", ".hg", ".svn", "node_modules"]);

export interface FoundDockerfiles {
  /** Sorted, each beginning with the folder as it was given. */
  readonly paths: readonly string[];
  /** Folders that could not be looked into: one sentence each. */
  readonly problems: readonly string[];
}

/** Whether a file is a Dockerfile by its name. */
export function isDockerfileName(name: string): boolean {
  if (/\.dockerignore$/i.test(name)) return false;
  // The prefix in capitals only: dockerfile.ts is a source file.
  return /(^|\.)(docker|container)file$/i.test(name) || /^(Docker|Container)file\./.test(name);
}

/** Looks through `folder` (relative to `workingDirectory` or absolute) without following links to folders. */
export function findDockerfiles(folder: string, workingDirectory: string): FoundDockerfiles {
  const start = path.resolve(workingDirectory, folder);
  const paths: string[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();

  function visit(absolute: string, shown: string, inherited: readonly IgnorePattern[]): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch (error) {
      problems.push(`${shown} cannot be looked into: ${reasonOf(error)}`);
      return;
    }
    const patterns = [...inherited, ...readIgnoreFile(absolute)];
    for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
      const child = path.join(absolute, entry.name);
      const shownChild = path.join(shown, entry.name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name) && !ignoredBy(patterns, child, true)) visit(child, shownChild, patterns);
      } else if (isDockerfileName(entry.name) && mayBeRead(entry, child) && !ignoredBy(patterns, child, false)) {
        const real = realPath(child);
        if (!seen.has(real)) paths.push(shownChild);
        seen.add(real);
      }
    }
  }
  visit(start, folder, ignoreFilesAbove(start));
  return { paths, problems };
}

/** Patterns of the folders between the repository's root and `folder`, outermost first; none outside a repository. */
function ignoreFilesAbove(folder: string): IgnorePattern[] {
  const folders: string[] = [];
  for (let current = folder; !existsSync(path.join(current, ".git")); ) {
    const parent = path.dirname(current);
    if (parent === current) return [];
    folders.unshift(parent);
    current = parent;
  }
  return folders.flatMap(readIgnoreFile);
}

function readIgnoreFile(folder: string): IgnorePattern[] {
  try {
    return parseIgnoreFile(readFileSync(path.join(folder, ".gitignore"), "utf8"), folder);
  } catch {
    return [];
  }
}

/** False for pipes, which would keep us waiting for a writer, for sockets and devices, and for links to folders. */
function mayBeRead(entry: Dirent, file: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(file).isFile();
  } catch {
    // Broken links and circles: reading them will say what is wrong.
    return true;
  }
}

/** Where links lead. Broken links and circles are themselves: reading them will say what is wrong. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
