// Makes the table of npm package sizes, server/src/engine/sizes/node-package-table.ts, from trees of node_modules that
// public repositories committed, and from such that lie on this machine:
//   node scripts/node-package-table.mjs GIT-DIRECTORY-OR-NODE_MODULES…
// The size of a package is that of its files without the packages inside of it; of each major version, the median counts.
// Snapshots lack files of 4 MiB and more: such a file counts as 8 MB, which is what TypeScript 4 bears out (six of them in the
// 63.8 MB that its announcement of version 5.0 names). Native packages are read from this machine only: what is committed
// of them often lacks the program, and esbuild's is there twice, as a link to one file that git stores as two. The same input gives the same table.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** name → major → sizes in bytes. */
const found = new Map();
/** Bytes of a file that is too large for a snapshot. */
const missingFile = 8e6;
const mostMissing = 8;
const isNative =
  /node_modules\/esbuild$|(linux|linuxmusl|darwin|win32)-(x64|arm64|ia32|arm)(-(gnu|musl|msvc|gnueabihf))?$/;

const packagePlace = /^(.*node_modules\/(?:@[^/]+\/)?[^/@.][^/]*)\/(.*)$/;

function add(name, version, bytes) {
  const major = Number.parseInt(version, 10);
  if (!Number.isInteger(major)) return;
  const majors = found.get(name) ?? new Map();
  found.set(name, majors);
  majors.set(major, [...(majors.get(major) ?? []), bytes]);
}

/** `files`: pairs of a path and its bytes, null where the snapshot lacks it; `read` returns the text of one by its path. */
function addPackages(files, read, isCommitted) {
  const packages = new Map();
  for (const [file, bytes] of files) {
    const [, folder, rest] = packagePlace.exec(file) ?? [];
    if (folder === undefined) continue;
    const one = packages.get(folder) ?? { bytes: 0, missing: 0, manifest: undefined };
    packages.set(folder, one);
    if (bytes === null) one.missing++;
    one.bytes += bytes ?? missingFile;
    if (rest === "package.json" && bytes !== null) one.manifest = file;
  }
  for (const [folder, { bytes, missing, manifest }] of packages) {
    if (missing > mostMissing || manifest === undefined || (isCommitted && isNative.test(folder))) continue;
    try {
      const { name, version } = JSON.parse(read(manifest).replace(/^\uFEFF/, ""));
      if (typeof name === "string" && typeof version === "string" && folder.endsWith(`node_modules/${name}`))
        add(name, version, bytes);
    } catch {
      // No package.
    }
  }
}

function addSnapshot(directory) {
  const git = (...words) =>
    execFileSync("git", ["-C", directory, ...words], { maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] });
  const rows = git("ls-tree", "-r", "-z", "HEAD").toString("utf8").split("\0");
  const ids = new Map();
  for (const row of rows) {
    const [mode, file] = row.split("\t");
    if (file?.includes("node_modules/")) ids.set(file, mode.split(" ")[2]);
  }
  if (ids.size < 500) return;
  const checked = execFileSync("git", ["-C", directory, "cat-file", "--batch-check=%(objectname) %(objectsize)"], {
    input: [...ids.values()].join("\n"),
    maxBuffer: 2 ** 30,
  });
  const sizes = new Map();
  for (const line of checked.toString().split("\n")) {
    const [id, size] = line.split(" ");
    if (/^\d+$/.test(size ?? "")) sizes.set(id, Number(size));
  }
  const manifests = [...ids].filter(
    ([file, id]) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file) && sizes.has(id),
  );
  const batch = execFileSync("git", ["-C", directory, "cat-file", "--batch"], {
    input: manifests.map(([, id]) => id).join("\n"),
    maxBuffer: 2 ** 30,
  });
  const texts = new Map();
  let at = 0;
  for (const [file] of manifests) {
    const end = batch.indexOf("\n", at);
    const size = Number(batch.toString("latin1", at, end).split(" ")[2]);
    texts.set(file, batch.toString("utf8", end + 1, end + 1 + size));
    at = end + size + 2;
  }
  addPackages(
    [...ids].map(([file, id]) => [file, sizes.get(id) ?? null]),
    (file) => texts.get(file),
    true,
  );
}

function addFolder(root) {
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const inner = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(inner);
      else if (entry.isFile()) files.push([`node_modules${inner}`, statSync(path.join(root, inner)).size]);
    }
  };
  walk("");
  addPackages(files, (file) => readFileSync(path.join(root, file.slice("node_modules".length)), "utf8"), false);
}

const median = (sizes) => sizes.sort((one, other) => one - other)[Math.floor(sizes.length / 2)];

/** Kilobytes with two digits that count. */
function rounded(bytes) {
  const kilobytes = bytes / 1000;
  return kilobytes < 1 ? 1 : Number(kilobytes.toPrecision(kilobytes < 100 ? 2 : 3));
}

for (const given of process.argv.slice(2)) {
  if (path.basename(given) === "node_modules") addFolder(given);
  else addSnapshot(given);
}
const lines = [...found]
  .filter(([name]) => /^(@[\w.~-]+\/)?[\w.~-]+$/.test(name))
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([name, majors]) => {
    const sizes = [...majors]
      .sort(([one], [other]) => one - other)
      .map(([major, all]) => `${major}:${rounded(median(all))}`);
    return `${name} ${sizes.join(" ")}`;
  });
const text = `// Made by scripts/node-package-table.mjs from node_modules that public repositories committed between 2018 and 2026, and from
// those of this project and of five small projects (Express, Next, Nest, Vite, Fastify), 2026-11-26. Not to be edited.

/** A line for each package: its name, then \`major:kilobytes\` of its own files, by the versions that were seen. */
export const nodePackageTable = \`
${lines.join("\n")}
\`;
`;
writeFileSync(path.join(import.meta.dirname, "../server/src/engine/sizes/node-package-table.ts"), text);
process.stdout.write(`${lines.length} packages, ${Math.round(text.length / 1000)} kB\n`);
