// Runs the benchmarks named on the command line, or all of them.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { typingQuiet } from "../../server/src/lsp/publisher";
import { benchBuild } from "./build";
import { benchCommand } from "./command";
import { benchCoverage } from "./coverage";
import { benchLint } from "./lint";
import { benchMeasure } from "./measure";
import { benchPackageData } from "./package-data";
import { type Budget, megabytes, printBudgets, printTable } from "./report";
import { benchKeystroke, benchMemory, benchStart } from "./server";

const root = process.env.LAYER_COST_ROOT!;
const scripts = { ours: path.join(root, "dist/server.js"), bare: path.join(root, "out/bench/bare-server.js") };

function benchSize(): Budget[] {
  const size = (file: string) => statSync(path.join(root, file)).size;
  const bundles = readdirSync(path.join(root, "dist"))
    .filter((name) => name.endsWith(".js"))
    .map((name) => `dist/${name}`);
  const packages = readdirSync(root).filter((name) => name.endsWith(".vsix"));
  printTable("Sizes", [
    ["", "size", "gzip"],
    ...bundles.map((file) => [
      file,
      megabytes(size(file)),
      megabytes(gzipSync(readFileSync(path.join(root, file))).length),
    ]),
    ...packages.map((file) => [file, megabytes(size(file)), "–"]),
  ]);
  return [{ what: "server bundle", measured: size("dist/server.js"), limit: 1.5e6, format: megabytes }];
}

type Benchmark = (corpus: string | undefined) => Budget[] | Promise<Budget[]>;

function onCorpus(run: (corpus: string) => Budget[]): Benchmark {
  return (corpus) => {
    if (corpus !== undefined) return run(corpus);
    console.log("\nOn the corpus: left out. Name its folder, here or in LAYER_COST_CORPUS.");
    return [];
  };
}

const benchmarks: Record<string, Benchmark> = {
  lint: onCorpus(benchLint),
  command: onCorpus((corpus) => benchCommand(corpus, path.join(root, "dist/cli.js"))),
  start: () => benchStart(scripts),
  keystroke: () => benchKeystroke(scripts.ours, typingQuiet),
  memory: () => benchMemory(scripts),
  data: () => benchPackageData(root),
  measure: () => benchMeasure(root),
  build: () => benchBuild(root, scripts.ours),
  size: benchSize,
  coverage: onCorpus(benchCoverage),
};

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const names = given.filter((argument) => Object.hasOwn(benchmarks, argument));
  const [corpus = process.env.LAYER_COST_CORPUS, ...unknown] = given.filter((argument) => !names.includes(argument));
  if (unknown.length > 0)
    throw new Error(`What is ${unknown.join(" ")}? Benchmarks: ${Object.keys(benchmarks).join(" ")}`);
  if (corpus && !existsSync(path.join(corpus, "index.jsonl"))) {
    throw new Error(
      `${corpus} is no benchmark (${Object.keys(benchmarks).join(", ")}) and no folder with an index.jsonl`,
    );
  }
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
  const budgets: Budget[] = [];
  for (const [name, run] of Object.entries(benchmarks)) {
    if (names.length === 0 || names.includes(name)) budgets.push(...(await run(corpus || undefined)));
  }
  printBudgets(budgets);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(2);
});
