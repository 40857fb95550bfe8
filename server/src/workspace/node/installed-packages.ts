// Measures the packages that lie in the node_modules of a project on this machine.
import { opendir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { type FactValue, packageKey } from "../../engine/index";
import { isRecord } from "../json";

/** Milliseconds and files after which counting is given up: it must not keep the disk busy. */
const longestCount = 30_000;
const mostFiles = 600_000;

/** Files that each manager writes last: they change with every install. */
const marks = [".package-lock.json", ".yarn-integrity", ".yarn-state.yml", ".modules.yaml", ".bun-tag", ""];

const counted = new Map<string, { readonly state: string; readonly value: Promise<FactValue> }>();
const mostCounted = 10;

/**
 * Bytes of the files of each package, by name and version, without the packages that lie inside of it. `folder` is
 * absolute. Rejects, in a sentence, where there is no node_modules or it is too large to be counted.
 */
export async function installedPackages(folder: string): Promise<FactValue> {
  const root = path.join(folder, "node_modules");
  const states = await Promise.all(marks.map((mark) => stat(path.join(root, mark)).catch(() => undefined)));
  if (!states.at(-1)?.isDirectory()) throw new Error("there is no node_modules on this machine");
  const state = states.map((one) => one?.mtimeMs).join(" ");
  const known = counted.get(root);
  if (known?.state === state) return known.value;
  const value = count(root);
  counted.set(root, { state, value });
  if (counted.size > mostCounted) counted.delete(counted.keys().next().value!);
  return value;
}

interface Counting {
  readonly until: number;
  files: number;
  /** By name and version. */
  readonly sizes: Record<string, number>;
}

async function count(root: string): Promise<FactValue> {
  const counting: Counting = { until: Date.now() + longestCount, files: 0, sizes: {} };
  await countModules(root, counting);
  const bytes = Object.values(counting.sizes).reduce((sum, size) => sum + size, 0);
  return { bytes, basis: `node_modules of ${path.dirname(root)}`, packageSizes: counting.sizes };
}

/** Packages of one node_modules, one after the other: disks of development machines have other things to do. */
async function countModules(folder: string, counting: Counting): Promise<void> {
  for await (const entry of await opendir(folder)) {
    // Links lead to the project's own packages, or to places that are counted themselves.
    if (!entry.isDirectory()) continue;
    const inner = path.join(folder, entry.name);
    if (entry.name.startsWith("@")) await countModules(inner, counting);
    // pnpm and Bun keep each version in a folder of its own.
    else if (entry.name === ".pnpm" || entry.name === ".bun") await countStore(inner, counting);
    else if (!entry.name.startsWith(".")) await countPackage(inner, counting);
  }
}

async function countStore(folder: string, counting: Counting): Promise<void> {
  for await (const entry of await opendir(folder)) {
    const modules = path.join(folder, entry.name, "node_modules");
    if (entry.isDirectory() && (await stat(modules).catch(() => undefined))) await countModules(modules, counting);
  }
}

async function countPackage(folder: string, counting: Counting): Promise<void> {
  const bytes = await bytesBelow(folder, counting);
  try {
    const manifest: unknown = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    if (!isRecord(manifest) || typeof manifest.name !== "string" || typeof manifest.version !== "string") return;
    const { name, version } = manifest;
    counting.sizes[packageKey({ name, version })] = bytes;
  } catch {
    // A folder that is no package.
  }
}

/** Bytes of the files below a folder, without the packages in its node_modules, which are counted on their own. */
async function bytesBelow(folder: string, counting: Counting): Promise<number> {
  let bytes = 0;
  for await (const entry of await opendir(folder)) {
    const inner = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === "node_modules") await countModules(inner, counting);
      else bytes += await bytesBelow(inner, counting);
    } else if (entry.isFile()) {
      if (++counting.files > mostFiles || Date.now() > counting.until)
        throw new Error("node_modules is too large to be counted");
      bytes += (await stat(inner)).size;
    }
  }
  return bytes;
}
