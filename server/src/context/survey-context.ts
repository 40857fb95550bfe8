// Finds what lies in a build context and serves no image: what version control, tools and builds on this machine left there.
import path from "node:path";
import type { ClutterEntry, ClutterKind } from "../engine/index";
import type { BuildContext, ContextEntry } from "./read-context";

/** Entries that are told of, the largest first: nobody reads more. */
const mostEntries = 1_000;

/** Bytes below which a file is no dump, data set or log that matters; small ones of these names are parts of programs. */
const smallestDump = 5_000_000;
const smallestDataset = 50_000_000;
const smallestLog = 1_000_000;

const folderKinds: ReadonlyMap<string, ClutterKind> = new Map([
  [".git", "version-control"],
  [".hg", "version-control"],
  [".svn", "version-control"],
  ["node_modules", "node-modules"],
  ["__pycache__", "byte-code"],
  [".pytest_cache", "tool-cache"],
  [".mypy_cache", "tool-cache"],
  [".ruff_cache", "tool-cache"],
  [".tox", "work-files"],
  [".nox", "work-files"],
  [".hypothesis", "work-files"],
  [".ipynb_checkpoints", "work-files"],
  [".nyc_output", "work-files"],
  [".parcel-cache", "work-files"],
  [".turbo", "work-files"],
  [".pnpm-store", "work-files"],
  [".gradle", "work-files"],
  [".terraform", "work-files"],
]);

/** Folders that are build outputs where such a file lies beside them. */
const outputFolders: readonly (readonly [name: string, beside: RegExp, kind: ClutterKind])[] = [
  ["target", /^Cargo\.toml$/, "cargo-output"],
  ["target", /^pom\.xml$/, "maven-output"],
  ["build", /^build\.gradle(\.kts)?$/, "gradle-output"],
  ["bin", /^.+\.(cs|fs|vb)proj$/, "dotnet-output"],
  ["obj", /^.+\.(cs|fs|vb)proj$/, "dotnet-output"],
  ["vendor", /^composer\.json$/, "php-vendor"],
];

const telltale = /^(Cargo\.toml|pom\.xml|build\.gradle(\.kts)?|.+\.(cs|fs|vb)proj|composer\.json|pyvenv\.cfg)$/;
const dump = /\.(dump|sql(\.(gz|xz|zst|bz2))?|hprof|heapsnapshot|rdb)$|^core(\.\d+)?$/i;
const dataset = /\.(csv|tsv|parquet|feather|arrow|npy|npz|jsonl|ndjson|tfrecords?)(\.(gz|xz|zst|bz2))?$/i;

/** What of the context serves no image, none of it within another, the largest first. */
export function surveyContext({ entries }: BuildContext): readonly ClutterEntry[] {
  const beside = telltalesIn(entries);
  const clutter: { path: string; kind: ClutterKind; bytes: number }[] = [];
  let current: { path: string; kind: ClutterKind; bytes: number } | undefined;
  for (const [index, entry] of entries.entries()) {
    if (current && entry.path.startsWith(`${current.path}/`)) {
      if (entry.sameAs === undefined) current.bytes += entry.bytes;
      continue;
    }
    const kind = entry.kind === "directory" ? folderKind(entry, beside) : fileKind(entry, entries, index);
    current = kind && { path: entry.path, kind, bytes: entry.bytes };
    if (current) clutter.push(current);
  }
  return clutter
    .filter(({ bytes }) => bytes > 0)
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, mostEntries);
}

/** Names by folder that say what the folders beside them are. */
function telltalesIn(entries: readonly ContextEntry[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const entry of entries) {
    const name = path.posix.basename(entry.path);
    if (entry.kind !== "file" || !telltale.test(name)) continue;
    const folder = path.posix.dirname(entry.path);
    names.set(folder, [...(names.get(folder) ?? []), name]);
  }
  return names;
}

function folderKind(entry: ContextEntry, beside: ReadonlyMap<string, readonly string[]>): ClutterKind | undefined {
  const name = path.posix.basename(entry.path);
  const known = folderKinds.get(name);
  if (known) return known;
  if (beside.get(entry.path)?.includes("pyvenv.cfg")) return "virtual-environment";
  const siblings = beside.get(path.posix.dirname(entry.path)) ?? [];
  return outputFolders.find(
    ([folder, pattern]) => folder === name && siblings.some((sibling) => pattern.test(sibling)),
  )?.[2];
}

function fileKind(
  { kind, path: file, bytes }: ContextEntry,
  entries: readonly ContextEntry[],
  index: number,
): ClutterKind | undefined {
  if (kind !== "file") return undefined;
  const name = path.posix.basename(file);
  // Byte code of a source that is there too; without one, it is the program.
  if (name.endsWith(".pyc")) return entries[index - 1]?.path === file.slice(0, -1) ? "byte-code" : undefined;
  if (bytes >= smallestLog && name.endsWith(".log")) return "log";
  if (bytes >= smallestDump && dump.test(name)) return "dump";
  if (bytes >= smallestDataset && dataset.test(name)) return "dataset";
  return undefined;
}
