// Packages the extension as layer-cost-<version>.vsix; does nothing when what goes in is as it was.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const vsix = `layer-cost-${version}.vsix`;

const build = spawnSync(process.execPath, ["scripts/build.mjs", "--production"], { stdio: "inherit" });
if (build.status !== 0) process.exit(build.status ?? 1);

// An installed extension has no screenshots beside its README: the pictures stay in the repository.
mkdirSync("dist", { recursive: true });
writeFileSync("dist/README.md", readFileSync("README.md", "utf8").replace(/^!\[.*\n\n?/gm, ""));

const stampFile = "dist/.package.json";
const parts = ["package.json", "dist/README.md", "CHANGELOG.md", "LICENSE", "icon.png", ".vscodeignore"];
for (const folder of ["dist", "dist/data", "syntaxes", "schemas"]) {
  if (existsSync(folder))
    parts.push(
      ...readdirSync(folder)
        .map((name) => `${folder}/${name}`)
        .filter((name) => !name.includes("/.") && statSync(name).isFile()),
    );
}
const hash = createHash("sha256");
for (const part of parts) hash.update(part).update(readFileSync(part));
const stamp = hash.digest("hex");
if (existsSync(vsix) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) {
  console.log(`${vsix} is up to date`);
  process.exit(0);
}

const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
const options = ["--no-dependencies", "--no-rewrite-relative-links", "--allow-missing-repository"];
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [vsce, "package", ...options, "--readme-path", "dist/README.md", "--out", vsix],
  { encoding: "utf8" },
);
if (status !== 0) {
  process.stderr.write(stdout + stderr);
  process.exit(status ?? 1);
}
writeFileSync(stampFile, stamp);
console.log(`${vsix} ${(readFileSync(vsix).length / 1000).toFixed(0)} kB`);
