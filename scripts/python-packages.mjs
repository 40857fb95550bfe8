// Writes the shipped Python package data from published files: `node scripts/python-packages.mjs DATE PATH…`, where a path
// is a folder of wheels (as `pip download` leaves them) or a uv.lock, which records the size of each wheel.
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { build } from "esbuild";
import { parse } from "smol-toml";

const root = fileURLToPath(new URL("..", import.meta.url));
const engine = await loadEngine();
const target = { python: "3.12", machine: "x86_64", libc: "glibc" };

/** Versions of one package whose sizes differ by less than this share are told as one. */
const sameSize = 0.1;
const mostVersions = 4;
/** Extras that bring what an image runs with; those for tests, documents and other machines are left out. */
const usefulExtras =
  /^(standard|all|binary|c|redis|asyncio|postgresql|mysql|crypto|cryptography|security|socks|http2|brotli|email|jinja2|async|speedups|torch|vision|audio|server|proxy|s3|gcs|gcp|aws|azure|ml|pdf|docx|excel|performance|compression|pil|tz|websockets|uvloop|cli|rich|dev-mode|sentencepiece|and-cuda|cuda1[23])$/;

const [date, ...paths] = process.argv.slice(2);
if (!/^\d{4}-\d\d-\d\d$/.test(date ?? "") || paths.length === 0)
  throw new Error("usage: node scripts/python-packages.mjs YYYY-MM-DD FOLDER-OF-WHEELS|UV.LOCK…");

/** name → { versions: version → figure, newest, needs, extras } */
const packages = new Map();
for (const path of paths) {
  if (statSync(path).isDirectory()) for (const file of readdirSync(path).sort()) readWheel(join(path, file));
}
for (const path of paths) if (statSync(path).isFile()) readLock(path);
const lines = [...packages]
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .flatMap(([name, entry]) => lineOf(name, entry) ?? []);
const output = join(root, "server/src/engine/sizes/python-packages.json");
writeFileSync(output, `${JSON.stringify({ date, packages: lines }, undefined, 2)}\n`);
console.log(`${lines.length} packages written to ${output}`);

function entryOf(name) {
  const key = engine.normaliseName(name);
  if (!packages.has(key)) packages.set(key, { versions: new Map(), newest: undefined, needs: [], extras: {} });
  return packages.get(key);
}

function readWheel(file) {
  const parts = basename(file, ".whl").split("-");
  if (!file.endsWith(".whl") || parts.length < 5) return;
  const [name, version] = parts;
  const tag = parts.slice(-3).join("-");
  // Builds for one index (`+cpu`) are no plain release.
  if (!engine.wheelRank(basename(file), { ...target, python: undefined }) || version.includes("+")) return;
  const wheel = openWheel(file);
  const entry = entryOf(name);
  entry.versions.set(version, { ...wheel, isRead: true, isNative: !tag.endsWith("-any") });
  if (entry.newest === undefined || engine.compareVersions(version, entry.newest) > 0) {
    entry.newest = version;
    const { needs, extras } = needsOf(wheel.metadata);
    entry.needs = needs;
    entry.extras = extras;
  }
}

function needsOf(metadata) {
  const lines = metadata.split(/\r?\n\r?\n/)[0].split(/\r?\n/);
  const written = lines.flatMap((line) => /^Requires-Dist:\s*(.+)$/.exec(line)?.[1] ?? []);
  const offered = lines.flatMap((line) => /^Provides-Extra:\s*(\S+)/.exec(line)?.[1] ?? []);
  const namesWith = (extras) =>
    written.flatMap((text) => {
      const found = engine.readRequirement(text, target, extras);
      return found === undefined ? [] : [nameWithExtras(found)];
    });
  const needs = [...new Set(namesWith([]))];
  const extras = {};
  for (const extra of offered.filter((name) => usefulExtras.test(name))) {
    const more = [...new Set(namesWith([extra]))].filter((name) => !needs.includes(name));
    if (more.length > 0) extras[extra] = more;
  }
  return { needs, extras };
}

function nameWithExtras({ name, extras = [] }) {
  const kept = extras.filter((extra) => usefulExtras.test(extra) || name === "cuda-toolkit");
  return engine.normaliseName(name) + (kept.length > 0 ? `[${kept.join("+")}]` : "");
}

function readLock(path) {
  const lock = parse(readFileSync(path, "utf8"));
  for (const { name, version, wheels = [], dependencies = [], source = {} } of lock.package ?? []) {
    if (version === undefined || version.includes("+") || !isPublished(source)) continue;
    const files = wheels.flatMap(({ url, size }) =>
      url === undefined || size === undefined ? [] : [{ name: decodeURIComponent(basename(url)), size }],
    );
    const best = engine.bestWheel(files, target);
    const entry = entryOf(name);
    if (best !== undefined && !entry.versions.has(version))
      entry.versions.set(version, { wheel: best.size, isNative: !best.name.endsWith("-any.whl") });
    if (best === undefined || (entry.newest !== undefined && engine.compareVersions(version, entry.newest) <= 0))
      continue;
    // What wheels themselves say holds for every version nearly; a lock leaves out what its project does not need.
    if (Object.keys(entry.extras).length > 0 || entry.needs.length > 0) continue;
    entry.newest = version;
    entry.needs = [
      ...new Set(
        dependencies
          .filter(({ marker }) => marker === undefined || engine.markerHolds(marker, target))
          .map((one) => nameWithExtras({ name: one.name, extras: one.extra })),
      ),
    ];
  }
}

function isPublished({ registry = "" }) {
  return /^https:\/\/pypi\.\w+\//.test(registry);
}

/** `name;p|n;version files code,version ~wheel;needs;extra=needs` with sizes in kB: p for pure Python, n for native. */
function lineOf(name, { versions, needs, extras }) {
  const ordered = [...versions].sort(([one], [other]) => engine.compareVersions(other, one));
  scaleByRead(versions);
  const sizeOf = ({ files, wheel }) => files ?? wheel * 3.2;
  const kept = [];
  for (const [version, figure] of ordered) {
    const last = kept.at(-1)?.[1];
    const isSame = last && Math.abs(sizeOf(figure) / sizeOf(last) - 1) < sameSize;
    // A wheel that was read says more than one whose size alone is known.
    if (isSame && figure.isRead && !last.isRead) kept[kept.length - 1] = [version, figure];
    else if (!isSame && kept.length < mostVersions) kept.push([version, figure]);
  }
  if (kept.length === 0) return undefined;
  const kilo = (bytes) => Math.max(1, Math.round(bytes / 1000));
  const figures = kept.map(([version, { files, code, wheel }]) =>
    files === undefined ? `${version} ~${kilo(wheel)}` : `${version} ${kilo(files)} ${Math.round(code / 1000)}`,
  );
  const more = Object.entries(extras).map(([extra, names]) => `${extra}=${names.join(" ")}`);
  const isNative = kept.some(([, figure]) => figure.isNative);
  return [name, isNative ? "n" : "p", figures.join(","), needs.join(" "), more.join(",")].join(";").replace(/;+$/, "");
}

/** Of a wheel whose size alone is known, the share of files is that of another version that was read. */
function scaleByRead(versions) {
  const read = [...versions.values()].find(({ isRead }) => isRead);
  if (read === undefined) return;
  for (const figure of versions.values()) {
    if (figure.isRead) continue;
    figure.files = (figure.wheel * read.files) / read.wheel;
    figure.code = (figure.wheel * read.code) / read.wheel;
  }
}

/** Sums the files of a wheel and reads its METADATA: a zip archive, whose directory lies at its end. */
function openWheel(file) {
  const handle = openSync(file, "r");
  const read = (position, length) => {
    const buffer = Buffer.alloc(length);
    readSync(handle, buffer, 0, length, position);
    return buffer;
  };
  const { size } = statSync(file);
  const tail = read(Math.max(0, size - 66_000), Math.min(size, 66_000));
  const end = tail.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const directory = read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  let files = 0;
  let code = 0;
  let metadata = "";
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const [packed, bytes] = [directory.readUInt32LE(at + 20), directory.readUInt32LE(at + 24)];
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
    files += bytes;
    if (name.endsWith(".py")) code += bytes;
    if (/^[^/]+\.dist-info\/METADATA$/.test(name)) {
      const local = directory.readUInt32LE(at + 42);
      const header = read(local, 30);
      const data = read(local + 30 + header.readUInt16LE(26) + header.readUInt16LE(28), packed);
      metadata = (directory.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString("utf8");
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  closeSync(handle);
  return { wheel: size, files, code, metadata };
}

/** The engine's own reading of names, versions, markers and wheels. */
async function loadEngine() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from "./server/src/engine/python-markers"; export * from "./server/src/engine/requirements"; export * from "./server/src/engine/python-wheels";`,
      resolveDir: root,
    },
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "error",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
