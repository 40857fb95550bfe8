// Writes docs/savings.md from what `npx vitest run --project docker savings` measured last: claim against measurement for each fix.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const results = readdirSync("out/savings").sort();
const cases = new Set(readdirSync("test/docker/savings"));

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 100e6 ? 1 : 0)} MB`;
const claimText = (claim) => {
  if (claim.kind === "unknown") return "unknown";
  if (claim.kind === "measured") return megabytes(claim.bytes);
  return `${megabytes(claim.low)} to ${megabytes(claim.high)}`;
};

const rows = [];
const notes = [];
const engines = new Set();
for (const file of results) {
  const { engine, rows: measured } = JSON.parse(readFileSync(path.join("out/savings", file), "utf8"));
  const name = file.replace(/\.json$/, "");
  if (!cases.has(name)) continue;
  engines.add(engine);
  for (const { rule, fix, claim, before, after, claimNotCompared } of measured) {
    const mark =
      claimNotCompared === undefined ? "" : ` [${notes.indexOf(claimNotCompared) + 1 || notes.push(claimNotCompared)}]`;
    rows.push(
      `| ${rule} | [${name.split("--")[1]}](../test/docker/savings/${name}/Dockerfile) | ${fix.title.replace(/[*_|]/g, "\\$&")} | ${megabytes(before)} | ${megabytes(after)} | ${megabytes(before - after)} | ${claimText(claim)}${mark} |`,
    );
  }
}

const notBuildable = readFileSync("test/docker/savings-not-built.md", "utf8").trim();
writeFileSync(
  "docs/savings.md",
  `# What fixes give back: claimed and measured

Every row is a Dockerfile of \`test/docker/savings\`, built on a real engine (${[...engines].join("; ")}) before and after one fix. Both images passed the same smoke command. "Claimed" is what \`layer-cost lint\` said before anything was built, from shipped data and the files of the folder. Written ${new Date().toISOString().slice(0, 10)} by \`npx vitest run --project docker savings && node scripts/saving-table.mjs\`.

| rule | case | fix | before | after | given back | claimed |
| ---- | ---- | --- | -----: | ----: | ---------: | ------- |
${rows.join("\n")}

${notes.map((note, index) => `[${index + 1}] ${note}\n`).join("\n")}
## Not built here

${notBuildable}
`,
);
execFileSync("npx", ["biome", "check", "--write", "docs/savings.md"]);
console.log(`docs/savings.md: ${rows.length} rows`);
