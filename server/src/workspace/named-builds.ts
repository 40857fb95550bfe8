// Finds the Compose and Bake files that describe builds of a Dockerfile, from its own folder upwards.
import { existsSync, realpathSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { NamedBuild } from "../engine/index";
import { readBake } from "./bake-builds";
import { mergeServices, type ReadFile, readCompose, type Services } from "./compose-builds";
import type { DescribedBuild } from "./described-builds";
import { type Disk, freshDisk } from "./disk";

/** How many folders above the Dockerfile's own are looked through. */
const highestFolder = 8;

/** The first of these that is there is the one that `docker compose` takes by itself. */
const composeNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
/** In the order in which Bake reads them. */
const bakeNames = ["docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl"];
const composeVariant = /^(docker-)?compose[.-][\w.-]+\.ya?ml$/;

/** The builds of this Dockerfile that the workspace's Compose and Bake files describe; files that cannot be read say nothing. */
export async function readNamedBuilds(dockerfilePath: string, disk: Disk = freshDisk): Promise<readonly NamedBuild[]> {
  const dockerfile = realPath(dockerfilePath);
  const texts = new Map<string, Promise<string | undefined>>();
  const read: ReadFile = (file) => {
    const reading = texts.get(file) ?? disk.readText(file).catch(() => undefined);
    texts.set(file, reading);
    return reading;
  };
  const builds: NamedBuild[] = [];
  for (const folder of foldersUpwards(dockerfilePath)) {
    const described = await disk.derived(`builds of ${folder}`, () => describedIn(folder, disk, read));
    for (const { origin, build } of described) {
      const named = namedBuild(origin, build, folder, dockerfile);
      if (named && !builds.some((other) => isSame(other, named))) builds.push(named);
    }
  }
  return builds;
}

/** What the Compose and Bake files of one folder describe. */
async function describedIn(folder: string, disk: Disk, read: ReadFile): Promise<readonly Described[]> {
  const names = (await disk.list(folder)).map(({ name }) => name);
  return [...(await composeBuilds(folder, names, read)), ...(await bakeBuilds(folder, names, read))];
}

/** From the Dockerfile's folder to the repository's root, and never the home folder or the disk's root above it. */
function foldersUpwards(dockerfilePath: string): readonly string[] {
  const folders = [path.dirname(path.resolve(dockerfilePath))];
  for (let folder = folders[0]!; folders.length <= highestFolder; folders.push(folder)) {
    const parent = path.dirname(folder);
    if (existsSync(path.join(folder, ".git")) || path.dirname(parent) === parent || parent === os.homedir()) break;
    folder = parent;
  }
  return folders;
}

interface Described {
  readonly origin: string;
  readonly build: DescribedBuild;
}

/** Of the file that Compose takes by itself, and of each other one on top of it, as `docker compose -f … -f …` reads them. */
async function composeBuilds(folder: string, names: readonly string[], read: ReadFile): Promise<readonly Described[]> {
  const main = composeNames.find((name) => names.includes(name));
  const base: Services = main === undefined ? new Map() : await readCompose(path.join(folder, main), read);
  const described = listed(base, main ?? "");
  for (const name of names.filter((one) => composeVariant.test(one) && one !== main).sort()) {
    const variant = await readCompose(path.join(folder, name), read);
    const own = new Map([...variant].filter(([, build]) => build !== undefined));
    described.push(...listed(mergeServices(pick(base, own), own), name));
  }
  return described;
}

function pick(services: Services, wanted: Services): Services {
  return new Map([...services].filter(([name]) => wanted.has(name)));
}

function listed(services: Services, file: string): Described[] {
  return [...services].flatMap(([name, build]) => (build ? [{ origin: `${name} of ${file}`, build }] : []));
}

async function bakeBuilds(folder: string, names: readonly string[], read: ReadFile): Promise<readonly Described[]> {
  const files: { name: string; text: string }[] = [];
  for (const name of bakeNames.filter((one) => names.includes(one))) {
    const text = await read(path.join(folder, name));
    if (text !== undefined) files.push({ name, text });
  }
  if (files.length === 0) return [];
  return listed(readBake(files, folder), files.map(({ name }) => name).join(" and "));
}

/** The description as a build of this Dockerfile; undefined where it builds another one. */
function namedBuild(
  origin: string,
  { context, dockerfile, inline, target, arguments: given, platform, inputs }: DescribedBuild,
  folder: string,
  wanted: string,
): NamedBuild | undefined {
  if (inline || context === null || dockerfile === null) return undefined;
  const contextPath = context ?? folder;
  const inContext = path.resolve(contextPath, dockerfile ?? "Dockerfile");
  // A path that leads nowhere from there may be meant from the folder of the description.
  const isAstray = dockerfile?.includes("/") === true && !existsSync(inContext);
  const file = isAstray ? path.resolve(folder, dockerfile) : inContext;
  if (realPath(file) !== wanted) return undefined;
  // Bake calls the platform of the machine "local".
  const known = platform?.includes("/") ? platform : undefined;
  const taken = Object.keys(inputs).length === 0 ? {} : { inputs };
  return { origin, contextPath, target, arguments: given, platform: known, ...taken };
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}

function isSame({ origin: _, ...one }: NamedBuild, { origin: __, ...other }: NamedBuild): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
