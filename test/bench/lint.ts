// Lints the whole corpus beside parsers and linters that people use, in one process, alternating so that noise hits all alike.
import { readFileSync } from "node:fs";
import path from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { analyze, mergeSettings, noFacts, noSemanticFacts, price } from "../../server/src/engine/index";
import { median, milliseconds, percentile, printTable, timed } from "./statistics";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const rounds = 5;

/** Compares per-file times over every file of the corpus folder. */
export function benchLint(corpus: string): void {
  const texts = readFileSync(path.join(corpus, "index.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => readFileSync(path.join(corpus, JSON.parse(line).file), "utf8"));
  const { validate } = require("dockerfile-utils") as { validate: (text: string) => unknown };
  const dockerfilelint = require("dockerfilelint") as { run: (configuration: string, text: string) => unknown };
  const analysis = (text: string) => analyze(text, settings, noSemanticFacts);
  const contenders: Record<string, (text: string) => void> = {
    "dockerfile-ast, parse alone": (text) => DockerfileParser.parse(text).getInstructions(),
    "Layer Cost, analyze": analysis,
    "Layer Cost, analyze and price": (text) => price(analysis(text), noFacts),
    "dockerfile-utils 0.16.3": (text) => validate(text),
    "dockerfilelint 1.8.0": (text) => dockerfilelint.run("", text),
  };
  // The best of the rounds per file: what the code costs, without what the host was doing meanwhile.
  const best = new Map(Object.keys(contenders).map((name) => [name, texts.map(() => Number.POSITIVE_INFINITY)]));
  for (let round = 0; round < rounds; round++) {
    texts.forEach((text, index) => {
      for (const [name, run] of Object.entries(contenders)) {
        const times = best.get(name)!;
        times[index] = Math.min(
          times[index]!,
          timed(() => run(text)),
        );
      }
    });
  }
  const total = (name: string) => best.get(name)!.reduce((sum, time) => sum + time, 0);
  const yardstick = total("dockerfile-ast, parse alone");
  printTable(`Lint of the corpus: ${texts.length} files, best of ${rounds} rounds each`, [
    ["", "all files", "median file", "99th percentile", "ratio"],
    ...Object.keys(contenders).map((name) => [
      name,
      milliseconds(total(name)),
      milliseconds(median(best.get(name)!)),
      milliseconds(percentile(best.get(name)!, 0.99)),
      `${(total(name) / yardstick).toFixed(2)} ×`,
    ]),
  ]);
}
