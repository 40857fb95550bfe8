// What Debian's Contents indexes say of each package's files: how many there are, and which of them slim images leave out.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** What the official slim images exclude, by debuerreotype's lists: copyright files stay. */
export function isLeftOut(file) {
  if (!file.startsWith("usr/share/")) return undefined;
  if (file.startsWith("usr/share/man/")) return "manuals";
  if (file.startsWith("usr/share/doc/")) return file.endsWith("/copyright") ? undefined : "documents";
  return /^usr\/share\/(locale|info|lintian\/overrides)\//.test(file) ? "translations" : undefined;
}

/** Compiled as they are installed: what lies where Python looks for modules of packages. */
const isCompiled = (file) => file.endsWith(".py") && /^usr\/(lib\/python3|share\/python3|share\/[^/]+\/.*)/.test(file);

/**
 * Counts by package name: `files` (links too), `folders`, and of the files `documents`, `manuals`, `translations` and
 * Python's `modules`. `files` are Contents indexes: lines of a path, blanks, `section/package[,…]`.
 */
export async function countContents(files) {
  const counts = new Map();
  for (const file of files) await countLines(linesOf(file), counts);
  for (const [name, { seen, ...count }] of counts) counts.set(name, { ...count, folders: seen.size });
  return counts;
}

async function countLines(lines, counts) {
  for await (const line of lines) {
    const end = line.lastIndexOf(" ");
    if (end < 0) continue;
    const file = line.slice(0, end).trimEnd();
    for (const place of line.slice(end + 1).split(",")) {
      const name = place.slice(place.lastIndexOf("/") + 1);
      let count = counts.get(name);
      if (count === undefined) {
        count = { files: 0, documents: 0, manuals: 0, translations: 0, modules: 0, seen: new Set() };
        counts.set(name, count);
      }
      count.files++;
      const leftOut = isLeftOut(file);
      if (leftOut !== undefined) count[leftOut]++;
      else if (isCompiled(file)) count.modules++;
      for (let at = file.lastIndexOf("/"); at > 0; at = file.lastIndexOf("/", at - 1)) {
        const folder = file.slice(0, at);
        if (count.seen.has(folder)) break;
        count.seen.add(folder);
      }
    }
  }
}

const measured = JSON.parse(readFileSync(new URL("measured-files.json", import.meta.url), "utf8")).packages;

/** A name without its version, under which another release may have the package: `libapt-pkg6.0` is `libapt-pkg`. */
const stemOf = (name) => name.replace(/-?\d[\d.]*[a-z]?(t64)?$/, "");
const byStem = new Map(Object.keys(measured).map((name) => [stemOf(name), name]));

/** Byte code beside the modules that it is made of: ten packages, Docker 28.5.2, 2026-11-26. */
const byteCodeShare = 1.2;

/**
 * What a package's files come to, in KiB: `rounding`, what Installed-Size counts on top of the files' own bytes (a file's
 * last KiB, a folder, a link); `texts`, what slim images leave out; `byteCode`, what Python compiles of the modules. As
 * measured-files.json has it of the package's archive, as shares of \`kibibytes\`, its Installed-Size; else by the counts, with
 * averages over 778 archives of bookworm (2026-11-26). Without counts, nothing but the averages of Installed-Size.
 */
export function estimateFiles(name, counts, kibibytes) {
  const row = measured[name] ?? measured[byStem.get(stemOf(name))];
  if (row !== undefined) {
    const [installed, kept, texts, modules] = row.map((value) => (value / row[0]) * kibibytes);
    return { rounding: Math.max(0, installed - kept - texts), texts, byteCode: modules * byteCodeShare };
  }
  if (counts === undefined) return { rounding: kibibytes * 0.01, texts: kibibytes * 0.03, byteCode: 0 };
  const { files, folders, documents, manuals, translations, modules } = counts;
  const rounding = Math.min(files * 0.58 + folders, kibibytes);
  return {
    rounding,
    texts: Math.min(documents * 10 + manuals * 2.2 + translations * 40, (kibibytes - rounding) * 0.97),
    byteCode: Math.min(modules * 20, kibibytes * 1.1),
  };
}

/** The lines of an index file of apt, however it is compressed. */
function linesOf(file) {
  const reader = spawn("/usr/lib/apt/apt-helper", ["cat-file", file], { stdio: ["ignore", "pipe", "inherit"] });
  return createInterface({ input: reader.stdout, crlfDelay: Number.POSITIVE_INFINITY });
}
