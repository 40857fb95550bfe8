// Runs the benchmarks named on the command line, or all of them.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { typingQuiet } from "../../server/src/lsp/publisher";
import { benchLint } from "./lint";
import { benchKeystroke, benchMemory, benchStart } from "./server";
import { printTable } from "./statistics";

const root = process.env.LAYER_COST_ROOT!;
const corpus = process.env.LAYER_COST_CORPUS;
const scripts = { ours: path.join(root, "dist/server.js"), bare: path.join(root, "out/bench/bare-server.js") };

function benchSize(): void {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  const files = readdirSync(path.join(root, "dist")).map((name) => path.join(root, "dist", name));
  const packages = readdirSync(root).filter((name) => name.endsWith(".vsix"));
  printTable("Sizes", [
    ["", "bytes", "gzip"],
    ...files
      .filter((file) => file.endsWith(".js"))
      .map((file) => [
        path.relative(root, file),
        kilobytes(statSync(file).size),
        kilobytes(gzipSync(readFileSync(file)).length),
      ]),
    ...packages.map((name) => [name, kilobytes(statSync(path.join(root, name)).size), "–"]),
  ]);
}

const benchmarks: Record<string, () => void | Promise<void>> = {
  lint: () => {
    if (corpus && existsSync(corpus)) benchLint(corpus);
    else console.log("\nLint of the corpus: left out, LAYER_COST_CORPUS names no folder");
  },
  start: () => benchStart(scripts),
  keystroke: () => benchKeystroke(scripts.ours, typingQuiet),
  memory: () => benchMemory(scripts),
  size: benchSize,
};

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in benchmarks));
  if (unknown.length > 0) throw new Error(`no benchmark ${unknown.join(", ")}: ${Object.keys(benchmarks).join(", ")}`);
  for (const [name, run] of Object.entries(benchmarks)) if (names.length === 0 || names.includes(name)) await run();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(2);
});
