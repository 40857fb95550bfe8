// Writes the shipped package data: the whole package index of each Debian release, from the mirror that this machine's apt
// is set up with. `npm run data [-- RELEASE…]`. Needs apt and Debian's archive keyring; the same indexes give the same bytes.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { readContents, readIndexes } from "./package-data/apt-index.mjs";
import { encodeRelease } from "./package-data/encode.mjs";
import { readPackages } from "./package-data/relations.mjs";

/** Newest first. */
const releases = ["trixie", "bookworm", "bullseye"];

/** What one file may take of the package of the extension. */
const mostBytes = 1.2e6;

const folder = path.join(path.dirname(import.meta.dirname), "server/data");
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !releases.includes(name));
if (unknown.length > 0) {
  console.error(`No package data is made of ${unknown.join(" ")}. The releases are ${releases.join(" ")}.`);
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
for (const release of asked.length > 0 ? asked : releases) {
  const { date, records } = readIndexes(release);
  const architectures = { amd64: readPackages(records.amd64), arm64: readPackages(records.arm64) };
  const { bytes, packages } = encodeRelease(release, date, architectures, await readContents(release));
  const compressed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const summary = `${packages} packages, index of ${date}, ${(compressed.length / 1000).toFixed(0)} kB`;
  if (compressed.length > mostBytes) throw new Error(`debian-${release}.bin is too large: ${summary}`);
  writeFileSync(path.join(folder, `debian-${release}.bin`), compressed);
  console.log(`debian-${release}.bin: ${summary}`);
}

// So that a damaged file is noticed: `sha256sum --check SHA256SUMS`, and the tests do.
const sums = readdirSync(folder)
  .filter((name) => name.endsWith(".bin"))
  .sort()
  .map(
    (name) =>
      `${createHash("sha256")
        .update(readFileSync(path.join(folder, name)))
        .digest("hex")}  ${name}\n`,
  );
writeFileSync(path.join(folder, "SHA256SUMS"), sums.join(""));
console.log("Record anew what apt makes of these indexes: node scripts/check-package-data.mjs --record");
