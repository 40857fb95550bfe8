// Answers which packages the lock file of a Node project brings.
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { ChosenWorkspaces, FactValue, NodePackage, NodeProjectRequest } from "../../engine/index";
import { messageOf } from "../../engine/index";
import { isRecord, stringsIn, textEntries } from "../json";
import { readText } from "../read-text";
import { readBunLock } from "./bun-lock";
import { readNpmLock } from "./npm-lock";
import { reachable } from "./package-count";
import { type PnpmImporters, pnpmImporters, readPnpmLock } from "./pnpm-lock";
import { readYarnLock } from "./yarn-lock";

/** Bytes; the largest lock files of public monorepos are a third of that. */
const longestLock = 20_000_000;

/** Lock files that each manager reads, the one that counts first. */
const lockFiles: Readonly<Record<string, readonly string[]>> = {
  npm: ["npm-shrinkwrap.json", "package-lock.json"],
  yarn: ["yarn.lock"],
  pnpm: ["pnpm-lock.yaml"],
  bun: ["bun.lock"],
};

interface Answer {
  readonly state: string;
  readonly value: Promise<FactValue>;
}

/** Files are large and change seldom: what was read of one counts until it is written again. */
const answers = new Map<string, Answer>();
const mostAnswers = 40;

/** For whom the packages are, and of which workspaces. */
export type AskedPackages = Pick<NodeProjectRequest, "manager" | "platform" | "workspaces">;

/** `folder` is absolute. Rejects, in a sentence, where there is no lock file that can be read. */
export async function nodePackages(folder: string, asked: AskedPackages): Promise<FactValue> {
  const { manager, platform, workspaces } = asked;
  for (const name of lockFiles[manager] ?? []) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) continue;
    if (found.size > longestLock) throw new Error(`${name} is too large to be read`);
    const key = [file, platform.cpu, platform.libc, JSON.stringify(workspaces)].join(" ");
    // Yarn's lock file means something else when package.json changes, which names workspaces as well.
    const readsManifests = manager === "yarn" || workspaces !== undefined;
    const state = `${found.mtimeMs} ${found.size} ${readsManifests ? Date.now() : ""}`;
    const known = answers.get(key);
    if (known?.state === state) return known.value;
    const value = readLock(file, name, asked);
    answers.delete(key);
    answers.set(key, { state, value });
    if (answers.size > mostAnswers) answers.delete(answers.keys().next().value!);
    return value;
  }
  throw new Error(`there is no lock file that ${manager} reads`);
}

async function readLock(file: string, name: string, asked: AskedPackages): Promise<FactValue> {
  const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  let nodePackages: readonly NodePackage[];
  try {
    nodePackages = await packagesIn(text, name, path.dirname(file), asked);
  } catch (error) {
    throw new Error(`${name} cannot be read: ${messageOf(error)}`);
  }
  return { bytes: Buffer.byteLength(text), basis: name, nodePackages };
}

async function packagesIn(
  text: string,
  name: string,
  folder: string,
  { platform, workspaces }: AskedPackages,
): Promise<readonly NodePackage[]> {
  switch (name) {
    case "yarn.lock":
      return readYarnLock(text, chosenManifests(await manifestsOf(text, folder), workspaces), platform);
    case "pnpm-lock.yaml":
      return readPnpmLock(text, platform, await chosenImporters(text, folder, workspaces));
    case "bun.lock":
      if (workspaces !== undefined) throw new Error("what one of the workspaces needs is not followed in it");
      return readBunLock(text, platform);
    default:
      return readNpmLock(text, platform, workspaces);
  }
}

/** More workspaces than these are hardly meant. */
const mostWorkspaces = 300;

/** package.json of the project, and of its workspaces: Yarn 2 lists them in its lock file, Yarn 1 in package.json. */
async function manifestsOf(lock: string, folder: string): Promise<readonly unknown[]> {
  const own = await readManifest(folder);
  if (own === undefined) throw new Error("there is no package.json beside it");
  const listed = [...lock.matchAll(/^ {2}resolution: "[^"]*@workspace:([^"]+)"$/gm)].map(([, place]) => place!);
  const places = listed.length > 0 ? listed : await workspacesOf(own, folder);
  const others = places.filter((place) => place !== "." && isInside(place)).slice(0, mostWorkspaces);
  const manifests = await Promise.all(others.map((place) => readManifest(path.join(folder, place))));
  return [own, ...manifests.filter((manifest) => manifest !== undefined)];
}

async function readManifest(folder: string): Promise<unknown> {
  const text = await readText(path.join(folder, "package.json")).catch(() => undefined);
  try {
    return text === undefined ? undefined : JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/** The folders that the patterns of `workspaces` name; a star stands for each folder below. */
async function workspacesOf(manifest: unknown, folder: string): Promise<readonly string[]> {
  const { workspaces } = isRecord(manifest) ? manifest : {};
  const patterns = stringsIn(isRecord(workspaces) ? workspaces.packages : workspaces) ?? [];
  const found = await Promise.all(
    patterns.filter(isInside).map(async (pattern) => {
      const plain = pattern.replace(/\/+$/, "");
      const star = /^(.*)\/\*{1,2}$/.exec(plain);
      if (star === null) return plain.includes("*") ? [] : [plain];
      const below = await readdirNames(path.join(folder, star[1]!));
      return below.map((name) => `${star[1]}/${name}`);
    }),
  );
  return found.flat();
}

async function readdirNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules").map(({ name }) => name);
}

/** Nothing outside of the project is read. */
function isInside(place: string): boolean {
  return !place.startsWith("/") && !place.startsWith("!") && !place.split("/").includes("..");
}

/** Of the manifests of all workspaces those that were chosen, with those that they depend on. */
function chosenManifests(manifests: readonly unknown[], chosen: ChosenWorkspaces | undefined): readonly unknown[] {
  if (chosen === undefined) return manifests;
  const byName = new Map(manifests.filter(isRecord).map((manifest) => [String(manifest.name), manifest] as const));
  const missing = chosen.names.find((name) => !byName.has(name));
  if (missing !== undefined) throw new Error(`there is no workspace ${missing}`);
  const names = reachable(chosen.names, (name) => {
    const manifest = byName.get(name);
    const needed = [manifest?.dependencies, manifest?.devDependencies].flatMap(textEntries);
    return manifest && needed.map(([other]) => other);
  });
  return [...names].map((name) => byName.get(name));
}

/** The importers of a pnpm-lock.yaml that were chosen, by their folders; undefined for all. */
async function chosenImporters(
  text: string,
  folder: string,
  chosen: ChosenWorkspaces | undefined,
): Promise<PnpmImporters | undefined> {
  if (chosen === undefined) return undefined;
  const places = pnpmImporters(text).filter(isInside).slice(0, mostWorkspaces);
  const manifests = await Promise.all(places.map((place) => readManifest(path.join(folder, place))));
  const folders = chosen.names.map((name) => {
    const at = manifests.findIndex((manifest, index) => {
      return places[index] === name || (isRecord(manifest) && manifest.name === name);
    });
    if (at === -1) throw new Error(`there is no workspace ${name}`);
    return places[at]!;
  });
  return { folders, withDependencies: chosen.withDependencies };
}
