// Reads what lies in a project's own virtual environment: of each distribution, the sizes that its RECORD lists.
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { type InstalledPackage, normaliseName, type PythonTarget } from "../../engine/index";

export interface VirtualEnvironment {
  readonly folder: string;
  /** By normalised name. */
  readonly packages: Readonly<Record<string, InstalledPackage>>;
}

const usualNames = [".venv", "venv", "env"];
/** Environments hold a few hundred distributions. */
const mostDistributions = 3000;

const known = new Map<
  string,
  { readonly modified: number; readonly packages: Promise<VirtualEnvironment["packages"]> }
>();

/**
 * The environment beside one of the manifests, or above it up to the context's folder. Rejects, in a sentence, where there is
 * none. What was read counts until something is installed into it, or until `forgetEnvironments`.
 */
export async function readEnvironment(
  root: string,
  manifests: readonly string[],
  target: PythonTarget,
): Promise<VirtualEnvironment> {
  const folder = findEnvironment(root, manifests);
  if (folder === undefined) throw new Error(`no virtual environment lies in ${root}`);
  const libraries = await librariesOf(folder);
  if (libraries === undefined) throw new Error(`the virtual environment ${folder} holds no packages`);
  const { mtimeMs } = await stat(libraries);
  const key = `${libraries} ${target.machine} ${target.libc}`;
  let entry = known.get(key);
  if (entry?.modified !== mtimeMs) {
    entry = { modified: mtimeMs, packages: readPackages(libraries, target) };
    known.set(key, entry);
  }
  return { folder, packages: await entry.packages };
}

/** Environments that were read no longer count. */
export function forgetEnvironments(): void {
  known.clear();
}

function findEnvironment(root: string, manifests: readonly string[]): string | undefined {
  const folders = manifests.flatMap((manifest) => {
    const parts = manifest.split("/").slice(0, -1);
    return parts.concat("").map((_, at) => parts.slice(0, parts.length - at).join("/"));
  });
  for (const folder of new Set([...folders, ""])) {
    for (const name of usualNames) {
      const found = path.join(root, folder, name);
      if (existsSync(path.join(found, "pyvenv.cfg"))) return found;
    }
  }
  return undefined;
}

/** `lib/python3.12/site-packages`, and `Lib/site-packages` on Windows. */
async function librariesOf(folder: string): Promise<string | undefined> {
  const versions = await readdir(path.join(folder, "lib")).catch(() => []);
  const found = [
    ...versions.filter((name) => /^python\d/.test(name)).map((name) => path.join(folder, "lib", name, "site-packages")),
    path.join(folder, "Lib", "site-packages"),
  ];
  return found.find((libraries) => existsSync(libraries));
}

async function readPackages(libraries: string, target: PythonTarget): Promise<VirtualEnvironment["packages"]> {
  const names = (await readdir(libraries)).filter((name) => name.endsWith(".dist-info")).slice(0, mostDistributions);
  const packages: Record<string, InstalledPackage> = {};
  for (const name of names) {
    const [, distribution, version] = /^(.+)-([^-]+)\.dist-info$/.exec(name) ?? [];
    if (distribution === undefined || version === undefined) continue;
    const read = (file: string) => readFile(path.join(libraries, name, file), "utf8").catch(() => undefined);
    const record = await read("RECORD");
    if (record === undefined) continue;
    const { files, code } = sumRecord(record);
    // An editable install lists only where its sources are.
    if (/^__editable__|\.pth,/m.test(record) && files < 20_000) continue;
    packages[normaliseName(distribution)] = { version, files, code, isForeign: isForeign(await read("WHEEL"), target) };
  }
  return packages;
}

/** Sums the sizes of a RECORD (path, hash, bytes): byte code apart, which each installer writes or does not. */
export function sumRecord(record: string): { readonly files: number; readonly code: number } {
  let files = 0;
  let code = 0;
  for (const line of record.split(/\r?\n/)) {
    const size = Number(/,(\d+)$/.exec(line)?.[1] ?? 0);
    const file = line.startsWith('"') ? line.slice(1, line.indexOf('",')) : line.slice(0, line.indexOf(","));
    if (file.endsWith(".pyc")) continue;
    files += size;
    if (file.endsWith(".py")) code += size;
  }
  return { files, code };
}

/** Whether the wheel's tags (`Tag: cp312-cp312-macosx_11_0_arm64`) are of another system than the image's. */
function isForeign(wheel: string | undefined, { machine, libc }: PythonTarget): boolean {
  const platforms = [...(wheel ?? "").matchAll(/^Tag:\s*\S+?-\S+?-(\S+)/gm)].map(([, platform]) => platform as string);
  if (platforms.length === 0 || platforms.includes("any")) return false;
  const kind = libc === "musl" ? /^musllinux/ : /^(manylinux|linux)/;
  return !platforms.some((platform) => kind.test(platform) && platform.endsWith(machine));
}
