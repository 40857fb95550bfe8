// Compares the shipped package data with apt itself: what `apt-get --simulate install` would install on a fresh system of
// each release, and what our closure says. `node scripts/check-package-data.mjs [RELEASE…] [--arm64] [--record]`. The
// shipped data should be of the mirror's indexes of today: `npm run data` first. `--record` writes down what apt said, for
// the tests, which have no network.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { brotliDecompressSync } from "node:zlib";
import { build } from "esbuild";
import { openApt, readIndexes } from "./package-data/apt-index.mjs";
import { newestRecords } from "./package-data/relations.mjs";
import { requests } from "./package-data/requests.mjs";

const root = path.dirname(import.meta.dirname);
const run = promisify(execFile);
const recorded = path.join(root, "test/engine/sizes/apt-closures.json");

/** The engine's reader, bundled for Node. */
async function loadReader() {
  const folder = mkdtempSync(path.join(tmpdir(), "layer-cost-check-"));
  try {
    const outfile = path.join(folder, "index.cjs");
    const entry = path.join(root, "server/src/engine/sizes/debian-index.ts");
    await build({ entryPoints: [entry], bundle: true, platform: "node", format: "cjs", outfile, logLevel: "warning" });
    return createRequire(import.meta.url)(outfile).DebianIndex;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** dpkg's database of a system that holds these records. */
function statusOf(records) {
  return records
    .map((record) => {
      const fields = Object.entries(record).filter(
        ([name]) => !["Filename", "Size", "SHA256", "MD5sum"].includes(name),
      );
      return [...fields, ["Status", "install ok installed"]].map(([name, value]) => `${name}: ${value}\n`).join("");
    })
    .join("\n");
}

/** Names that apt would install anew; undefined where it refuses. */
async function simulate(options, names, recommends) {
  const flag = recommends ? "--install-recommends" : "--no-install-recommends";
  try {
    const { stdout } = await run("apt-get", [...options, "--simulate", flag, "install", ...names], {
      maxBuffer: 1 << 26,
    });
    return { added: new Set([...stdout.matchAll(/^Inst ([^ :]+) \(/gm)].map(([, name]) => name)) };
  } catch (error) {
    return { refusal: error.stderr.trim().split("\n").pop() };
  }
}

/** How many names, and which: the same for the same names. */
function fingerprint(names) {
  return `${names.size} ${createHash("sha256")
    .update([...names].sort().join(" "))
    .digest("hex")
    .slice(0, 12)}`;
}

const asked = process.argv.slice(2).filter((name) => !name.startsWith("--"));
const architecture = process.argv.includes("--arm64") ? "arm64" : "amd64";
const DebianIndex = await loadReader();
let differing = 0;
for (const release of asked.length > 0 ? asked : ["trixie", "bookworm", "bullseye"]) {
  const file = path.join(root, `server/data/debian-${release}.bin`);
  const index = DebianIndex.read(brotliDecompressSync(readFileSync(file)));
  const { date, records } = readIndexes(release);
  if (date !== index.date) console.log(`${release}: shipped is the index of ${index.date}, the mirror has ${date}`);
  const base = [...newestRecords(records[architecture])].filter(([name]) => index.isInBase(name));
  const apt = openApt(release, [architecture], statusOf(base.map(([, record]) => record)));
  // apt's own cache on disk: a simulation that has to make it takes ten times as long.
  await run("apt-cache", [...apt.options, "gencaches"]);
  const closures = {};
  let compared = 0;
  let same = 0;
  let refused = 0;
  try {
    for (const names of requests) {
      const said = await Promise.all([false, true].map((recommends) => simulate(apt.options, names, recommends)));
      for (const recommends of [false, true]) {
        const { added, refusal } = said[Number(recommends)];
        const own = index.closure(names, new Set(), { architecture, recommends });
        const text = `${release} ${names.join(" ")}${recommends ? " with recommends" : ""}`;
        if (refusal !== undefined) {
          refused++;
          if (own.missing.length === 0) console.log(`${text}: apt refuses, we do not: ${refusal}`);
          continue;
        }
        closures[names.join(" ")] = [...(closures[names.join(" ")] ?? []), fingerprint(added)];
        compared++;
        const less = [...added].filter((name) => !own.added.has(name));
        const more = [...own.added].filter((name) => !added.has(name));
        if (less.length + more.length === 0 && own.missing.length === 0) same++;
        else console.log(`${text}: apt adds ${less.join(" ") || "-"}, we add ${more.join(" ") || "-"} ${own.missing}`);
      }
    }
  } finally {
    apt.remove();
  }
  if (process.argv.includes("--record") && architecture === "amd64") {
    const known = existsSync(recorded) ? JSON.parse(readFileSync(recorded, "utf8")) : {};
    writeFileSync(recorded, `${JSON.stringify({ ...known, [release]: { date, closures } }, undefined, 2)}\n`);
  }
  differing += compared - same;
  console.log(
    `${release} ${architecture}: ${same} of ${compared} closures are apt's own (${((100 * same) / compared).toFixed(1)} %); apt refuses ${refused}`,
  );
}
process.exitCode = differing > 0 ? 1 : 0;
