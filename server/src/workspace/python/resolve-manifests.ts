// Resolves what the manifests of one install bring: by a lock file where there is one, else by the names alone.
import {
  markerHolds,
  normaliseName,
  type PythonManifestsRequest,
  type PythonRequest,
  type PythonResolution,
} from "../../engine/index";
import { readPdmLock } from "./pdm-lock";
import { readPipfile, readPipfileLock } from "./pipfile";
import { readPoetryLock } from "./poetry-lock";
import { readPyproject } from "./pyproject";
import { readRequirementsList } from "./requirements-list";
import { parseToml } from "./toml";
import { readPylock, readUvLock } from "./uv-lock";

/** Text of a context file; rejects where there is none. */
export type ReadText = (file: string) => Promise<string>;

/** A part of a resolution, as one reader tells it. */
export type Resolved = Omit<PythonResolution, "constraints">;

/** The packages of all manifests of one request. Rejects, in a sentence, where a file cannot be read. */
export async function resolveManifests(request: PythonManifestsRequest, read: ReadText): Promise<PythonResolution> {
  const { target } = request;
  const projects = new Map<string, Set<string>>();
  const parts: Resolved[] = [];
  for (const manifest of request.manifests) {
    const { folder, name } = split(manifest);
    if (isProjectFile(name)) projects.set(folder, (projects.get(folder) ?? new Set()).add(name));
    else parts.push(await readRequirementsList(manifest, read, target));
  }
  for (const [folder, names] of projects) parts.push(await resolveProject(folder, names, request, read));
  const constraints: Record<string, string> = {};
  for (const file of request.constraints) {
    const list = await readRequirementsList(file, read, target);
    for (const { name, version } of list.main) if (version !== undefined) constraints[normaliseName(name)] = version;
  }
  return {
    main: distinct(parts.flatMap(({ main }) => main)),
    development: distinct(parts.flatMap(({ development }) => development)),
    isComplete: parts.length > 0 && parts.every(({ isComplete }) => isComplete),
    options: parts.flatMap(({ options }) => options),
    unknown: parts.flatMap(({ unknown }) => unknown),
    constraints,
  };
}

function isProjectFile(name: string): boolean {
  return /^(pyproject\.toml|uv\.lock|poetry\.lock|pdm\.lock|Pipfile|Pipfile\.lock)$/.test(name) || isPylock(name);
}

function isPylock(name: string): boolean {
  return /^pylock(\.[\w-]+)?\.toml$/.test(name);
}

/** A project by its lock file where the install reads one, else by its pyproject.toml or Pipfile. */
async function resolveProject(
  folder: string,
  names: ReadonlySet<string>,
  request: PythonManifestsRequest,
  read: ReadText,
): Promise<Resolved> {
  const file = (name: string) => (folder === "" ? name : `${folder}/${name}`);
  const optional = (name: string) => read(file(name)).catch(() => undefined);
  const { selection, target } = request;
  const pyproject = async () => parseToml(file("pyproject.toml"), (await optional("pyproject.toml")) ?? "");
  const pylock = [...names].find(isPylock);
  if (pylock !== undefined) return readPylock(parseToml(file(pylock), await read(file(pylock))), selection, target);
  const lock = async (name: string) => (names.has(name) ? await optional(name) : undefined);
  const uv = await lock("uv.lock");
  if (uv !== undefined) return readUvLock(parseToml(file("uv.lock"), uv), await pyproject(), selection, target);
  const poetry = await lock("poetry.lock");
  if (poetry !== undefined)
    return readPoetryLock(parseToml(file("poetry.lock"), poetry), await pyproject(), selection, target);
  const pdm = await lock("pdm.lock");
  if (pdm !== undefined) return readPdmLock(parseToml(file("pdm.lock"), pdm), selection, target);
  const pipfileLock = await lock("Pipfile.lock");
  if (pipfileLock !== undefined) return readPipfileLock(file("Pipfile.lock"), pipfileLock, target);
  if (names.has("Pipfile")) return readPipfile(parseToml(file("Pipfile"), await read(file("Pipfile"))));
  return readPyproject(parseToml(file("pyproject.toml"), await read(file("pyproject.toml"))), selection, target);
}

function split(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf("/");
  return { folder: path.slice(0, Math.max(0, at)), name: path.slice(at + 1) };
}

/** Each package once, with all extras that are asked for. */
export function distinct(requests: readonly PythonRequest[]): readonly PythonRequest[] {
  const byName = new Map<string, PythonRequest>();
  for (const request of requests) {
    const key = normaliseName(request.name);
    const before = byName.get(key);
    const extras = [...new Set([...(before?.extras ?? []), ...(request.extras ?? [])])];
    const version = before?.version ?? request.version;
    byName.set(key, { ...request, ...before, version, ...(extras.length > 0 ? { extras } : {}) });
  }
  return [...byName.values()];
}

/** Whether a package with this marker comes along. */
export function holds(
  marker: unknown,
  target: PythonManifestsRequest["target"],
  extras: readonly string[] = [],
): boolean {
  return typeof marker !== "string" || markerHolds(marker, target, extras);
}
