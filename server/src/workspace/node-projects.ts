// Reads the Node projects of a build context: package.json, which lock file lies beside it, how Yarn is configured.
import path from "node:path";
import { findContext } from "../context/find-context";
import type { NodeProject } from "../engine/index";
import { contextSourcesOf } from "./context-sources";
import { type Disk, freshDisk } from "./disk";

/** Folders below the context that are looked into, and how many of them. */
const deepest = 3;
const mostFolders = 200;

/**
 * The projects of the context from which the Dockerfile is meant to be built: `contextPath`, else found by its COPY
 * sources. Without a readable Dockerfile or package.json there are none.
 */
export async function readNodeProjects(
  dockerfilePath: string,
  contextPath: string | undefined,
  disk: Disk = freshDisk,
): Promise<readonly NodeProject[]> {
  const text = await disk.readText(dockerfilePath).catch(() => undefined);
  // Most Dockerfiles are about something else.
  if (text === undefined || !/\b(npm|yarn|pnpm|bun|node)\b/.test(text)) return [];
  const root = contextPath ?? findContext(dockerfilePath, contextSourcesOf(text));
  return disk.derived(`node projects of ${root}`, () => projectsIn(root, disk));
}

async function projectsIn(root: string, disk: Disk): Promise<readonly NodeProject[]> {
  const projects: NodeProject[] = [];
  let left = mostFolders;
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (left-- <= 0) return;
    const entries = await disk.list(path.join(root, folder));
    const names = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
    if (names.has("package.json")) {
      const project = await readProject(root, folder, names, disk);
      if (project !== undefined) projects.push(project);
    }
    if (depth === deepest) return;
    for (const entry of entries)
      if (entry.isDirectory() && !/^\.|^(node_modules|dist|build|coverage|vendor)$/.test(entry.name))
        await walk(folder === "" ? entry.name : `${folder}/${entry.name}`, depth + 1);
  };
  await walk("", 0);
  return projects;
}

async function readProject(
  root: string,
  folder: string,
  names: ReadonlySet<string>,
  disk: Disk,
): Promise<NodeProject | undefined> {
  const read = (name: string) => disk.readText(path.join(root, folder, name)).catch(() => undefined);
  const text = await read("package.json");
  const content = parse(text);
  if (content === undefined) return undefined;
  const yarnrc = names.has(".yarnrc.yml") ? ((await read(".yarnrc.yml")) ?? "") : undefined;
  const keys = (value: unknown) => (isRecord(value) ? Object.keys(value) : []);
  const scripts = isRecord(content.scripts) ? content.scripts : {};
  const manager = typeof content.packageManager === "string" ? content.packageManager : "";
  return {
    folder,
    scripts: Object.fromEntries(
      Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    dependencies: [...keys(content.dependencies), ...keys(content.optionalDependencies)],
    devDependencies: keys(content.devDependencies),
    hasWorkspaces: content.workspaces !== undefined || names.has("pnpm-workspace.yaml"),
    lock: lockOf(names),
    yarn: yarnOf(manager, yarnrc, names.has("yarn.lock") ? await read("yarn.lock") : undefined),
    files: [...names].filter((name) => readByInstalls.test(name)).sort(),
    hasLocalPackages: hasLocalPackages(content),
    linksNodeModules: /^\s*nodeLinker:\s*["']?node-modules\b/m.test(yarnrc ?? ""),
  };
}

/** Files that npm, Yarn, pnpm and Bun read beside package.json while they install. */
const readByInstalls =
  /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|\.npmrc|\.yarnrc|\.yarnrc\.yml|pnpm-workspace\.yaml|\.pnpmfile\.c?js|bunfig\.toml|binding\.gyp)$/;

/** Versions that name a place in the project, and patches that lie there. */
function hasLocalPackages(content: Record<string, unknown>): boolean {
  const groups = [
    content.dependencies,
    content.devDependencies,
    content.optionalDependencies,
    content.resolutions,
    content.overrides,
  ];
  return (
    /"(file|link|portal|workspace|patch):|"\.{1,2}\//.test(JSON.stringify(groups)) ||
    JSON.stringify(content.pnpm ?? "").includes("patchedDependencies")
  );
}

function lockOf(names: ReadonlySet<string>): NodeProject["lock"] {
  if (names.has("package-lock.json") || names.has("npm-shrinkwrap.json")) return "npm";
  if (names.has("yarn.lock")) return "yarn";
  if (names.has("pnpm-lock.yaml")) return "pnpm";
  return names.has("bun.lock") || names.has("bun.lockb") ? "bun" : undefined;
}

function yarnOf(manager: string, yarnrc: string | undefined, lock: string | undefined): NodeProject["yarn"] {
  const version = /^yarn@(\d+)/.exec(manager)?.[1];
  if (version !== undefined) return version === "1" ? "classic" : "berry";
  if (yarnrc !== undefined || /^__metadata:/m.test(lock ?? "")) return "berry";
  return /^# yarn lockfile v1/m.test(lock ?? "") ? "classic" : undefined;
}

function parse(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse((text ?? "").replace(/^\uFEFF/, ""));
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
