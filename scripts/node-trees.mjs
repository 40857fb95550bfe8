// Reads trees of node_modules: those that public repositories committed, and those that lie on this machine.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Bytes that a file too large for a snapshot counts as; packages that lack more files than that are left out. */
const missingFile = 8e6;
const mostMissing = 8;
/** Packages that hold a program for one platform. */
export const isNative =
  /node_modules\/esbuild$|(linux|linuxmusl|darwin|win32)-(x64|arm64|ia32|arm)(-(gnu|musl|msvc|gnueabihf))?$/;

const packagePlace = /^(.*node_modules\/(?:@[^/]+\/)?[^/@.][^/]*)\/(.*)$/;

/** The smallest trees say nothing of how sums err. */
const fewestPackages = 20;

/**
 * The trees of a git directory or of a folder named node_modules: for each a name, where it is from (`origin`), and its
 * packages with name, version and the bytes of their own files, without the packages inside of them.
 */
export function readTrees(given) {
  const origin = path.basename(path.dirname(given));
  const packages = path.basename(given) === "node_modules" ? packagesOfFolder(given) : packagesOfSnapshot(given);
  const trees = new Map();
  for (const { folder, ...one } of packages) {
    const root = folder.slice(0, folder.indexOf("node_modules/"));
    trees.set(root, [...(trees.get(root) ?? []), one]);
  }
  return [...trees]
    .filter(([, all]) => all.length >= fewestPackages && isWhole(all))
    .map(([root, all]) => ({ name: `${origin}/${root}`, origin, packages: all }));
}

/** Where a repository's .gitignore leaves out `dist` or `lib`, it leaves them out of its packages as well. */
function isWhole(packages) {
  const share = (folder) => packages.filter(({ folders }) => folders.has(folder)).length / packages.length;
  return share("dist") > 0.03 && share("lib") > 0.1;
}

/** `files`: pairs of a path and its bytes, null where the snapshot lacks it; `read` returns the text of one by its path. */
function packagesIn(files, read, isCommitted) {
  const found = new Map();
  for (const [file, bytes] of files) {
    const [, folder, rest] = packagePlace.exec(file) ?? [];
    if (folder === undefined) continue;
    const one = found.get(folder) ?? { bytes: 0, missing: 0, manifest: undefined, folders: new Set() };
    found.set(folder, one);
    if (bytes === null) one.missing++;
    one.bytes += bytes ?? missingFile;
    one.folders.add(rest.split("/")[0]);
    if (rest === "package.json" && bytes !== null) one.manifest = file;
  }
  const packages = [];
  for (const [folder, { bytes, missing, manifest, folders }] of found) {
    // What is committed of native packages often lacks the program, and esbuild's is there twice, as a link to one file.
    if (missing > mostMissing || manifest === undefined || (isCommitted && isNative.test(folder))) continue;
    try {
      const { name, version } = JSON.parse(read(manifest).replace(/^\uFEFF/, ""));
      if (typeof name === "string" && typeof version === "string" && folder.endsWith(`node_modules/${name}`))
        packages.push({ folder, name, version, bytes, folders });
    } catch {
      // No package.
    }
  }
  return packages;
}

function packagesOfSnapshot(directory) {
  const git = (words, input) =>
    execFileSync("git", ["-C", directory, ...words], { input, maxBuffer: 2 ** 30, stdio: ["pipe", "pipe", "ignore"] });
  const ids = new Map();
  for (const row of git(["ls-tree", "-r", "-z", "HEAD"]).toString("utf8").split("\0")) {
    const [mode, file] = row.split("\t");
    if (file?.includes("node_modules/")) ids.set(file, mode.split(" ")[2]);
  }
  if (ids.size === 0) return [];
  const sizes = new Map();
  const checked = git(["cat-file", "--batch-check=%(objectname) %(objectsize)"], [...ids.values()].join("\n"));
  for (const line of checked.toString().split("\n")) {
    const [id, size] = line.split(" ");
    if (/^\d+$/.test(size ?? "")) sizes.set(id, Number(size));
  }
  const manifests = [...ids].filter(
    ([file, id]) => /node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file) && sizes.has(id),
  );
  const batch = git(["cat-file", "--batch"], manifests.map(([, id]) => id).join("\n"));
  const texts = new Map();
  let at = 0;
  for (const [file] of manifests) {
    const end = batch.indexOf("\n", at);
    const size = Number(batch.toString("latin1", at, end).split(" ")[2]);
    texts.set(file, batch.toString("utf8", end + 1, end + 1 + size));
    at = end + size + 2;
  }
  const files = [...ids].map(([file, id]) => [file, sizes.get(id) ?? null]);
  return packagesIn(files, (file) => texts.get(file), true);
}

function packagesOfFolder(root) {
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const inner = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(inner);
      else if (entry.isFile()) files.push([`node_modules${inner}`, statSync(path.join(root, inner)).size]);
    }
  };
  walk("");
  const read = (file) => readFileSync(path.join(root, file.slice("node_modules".length)), "utf8");
  return packagesIn(files, read, false);
}

/**
 * The lines of the table: a name, then `major:kilobytes` by version; of the packages of these trees. Where that is large, and the
 * trees bear out less or more than the usual deviation, `major:kilobytes:percent`.
 */
export function tableOf(trees) {
  const found = new Map();
  for (const { name, version, bytes } of trees.flatMap(({ packages }) => packages)) {
    const major = Number.parseInt(version, 10);
    if (!Number.isInteger(major) || !/^(@[\w.~-]+\/)?[\w.~-]+$/.test(name)) continue;
    const majors = found.get(name) ?? new Map();
    found.set(name, majors);
    majors.set(major, [...(majors.get(major) ?? []), bytes]);
  }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, majors]) => {
      const sizes = [...majors]
        .sort(([one], [other]) => one - other)
        .map(([major, all]) => [major, rounded(median(all)), ...deviation(all)].join(":"));
      return `${name} ${sizes.join(" ")}`;
    });
}

/** Bytes from which a package's own deviation is kept. */
const large = 100_000;
/** The usual deviation counts like so many trees. */
const usual = 0.3;
const usualWeight = 1;

/** In percent; nothing for what is small or usual. */
function deviation(all) {
  const middle = median(all);
  if (middle < large) return [];
  const squares = all.reduce((sum, bytes) => sum + (bytes / middle - 1) ** 2, usualWeight * usual ** 2);
  const percent = Math.round(100 * Math.sqrt(squares / (all.length - 1 + usualWeight)));
  return percent === 100 * usual ? [] : [percent];
}

const median = (sizes) => sizes.sort((one, other) => one - other)[Math.floor(sizes.length / 2)];

/** Kilobytes with two digits that count. */
function rounded(bytes) {
  const kilobytes = bytes / 1000;
  return kilobytes < 1 ? 1 : Number(kilobytes.toPrecision(kilobytes < 100 ? 2 : 3));
}
