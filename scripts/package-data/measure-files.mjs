// Looks into packages' archives for what their index can't tell: `node scripts/package-data/measure-files.mjs [NAME…]` fetches
// those of measured-files.json, and the named ones, from the mirror of this machine's apt, and writes that file anew.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isLeftOut } from "./contents.mjs";

const file = path.join(import.meta.dirname, "measured-files.json");
const known = JSON.parse(readFileSync(file, "utf8"));
const run = (program, args, options = {}) =>
  execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 30, ...options });

const names = [...new Set([...Object.keys(known.packages), ...process.argv.slice(2)])].sort();
const folder = mkdtempSync(path.join(tmpdir(), "layer-cost-archives-"));
const packages = {};
try {
  for (let at = 0; at < names.length; at += 50)
    run("apt-get", ["-qq", "-o", "APT::Sandbox::User=root", "download", ...names.slice(at, at + 50)], { cwd: folder });
  for (const archive of readdirSync(folder)) packages[archive.split("_")[0]] = measure(path.join(folder, archive));
} finally {
  rmSync(folder, { recursive: true });
}
const release = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
write({ release, date: new Date().toISOString().slice(0, 10), packages });

/** KiB of what every image gets, of what slim ones leave out, and of Python's modules; and Installed-Size. */
function measure(archive) {
  const installed = Number(run("dpkg-deb", ["--field", archive, "Installed-Size"]));
  let kept = 0;
  let texts = 0;
  let modules = 0;
  for (const line of run("dpkg-deb", ["--contents", archive]).split("\n")) {
    const [, bytes, name] = /^-\S+\s+\S+\s+(\d+)\s+\S+\s+\S+\s+\.\/(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    if (isLeftOut(name) === undefined) kept += Number(bytes);
    else texts += Number(bytes);
    if (name.endsWith(".py")) modules += Number(bytes);
  }
  return [installed, ...[kept, texts, modules].map((bytes) => Math.round(bytes / 1024))];
}

function write({ release, date, packages }) {
  const rows = Object.entries(packages).map(([name, row]) => `    ${JSON.stringify(name)}: [${row.join(", ")}]`);
  const text = `{\n  "release": "${release}",\n  "date": "${date}",\n  "packages": {\n${rows.join(",\n")}\n  }\n}\n`;
  writeFileSync(file, text);
  console.log(`${rows.length} packages measured`);
}
