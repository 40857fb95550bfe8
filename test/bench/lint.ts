// Lints the whole corpus beside parsers and linters that people use, in one process, alternating so that noise hits all alike.
import { readFileSync } from "node:fs";
import path from "node:path";
import { DockerfileParser } from "dockerfile-ast";
import { analyze, mergeSettings, noSemanticFacts, price } from "../../server/src/engine/index";
import { shippedFacts } from "../engine/shipped-data";
import { type Budget, median, milliseconds, percentile, printTable, ratio, timed } from "./report";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const rounds = 5;

/** Compares per-file times over every file of the corpus folder. */
export function benchLint(corpus: string): Budget[] {
  const texts = readFileSync(path.join(corpus, "index.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => readFileSync(path.join(corpus, JSON.parse(line).file), "utf8"));
  const { validate } = require("dockerfile-utils") as { validate: (text: string) => unknown };
  const dockerfilelint = require("dockerfilelint") as { run: (configuration: string, text: string) => unknown };
  const analysis = (text: string) => analyze(text, settings, noSemanticFacts);
  // The rules run when somebody asks what they found.
  const contenders: Record<string, (text: string) => void> = {
    "dockerfile-ast 0.7.1, parse alone": (text) => DockerfileParser.parse(text),
    "Layer Cost, analyze": (text) => analysis(text).findings,
    "Layer Cost, analyze and price": (text) => price(analysis(text), shippedFacts),
    "dockerfile-utils 0.16.3": (text) => validate(text),
    "dockerfilelint 1.8.0": (text) => dockerfilelint.run("", text),
  };
  const names = Object.keys(contenders);
  const [yardstick, , ours] = names as [string, string, string];
  const failures = Object.fromEntries(
    names.map((name) => [name, texts.filter((text) => throws(() => contenders[name]!(text))).length]),
  );
  // The best of the rounds per file: what the code costs, without what the host was doing meanwhile.
  const best = new Map(names.map((name) => [name, texts.map(() => Number.POSITIVE_INFINITY)]));
  for (let round = 0; round < rounds; round++) {
    texts.forEach((text, index) => {
      for (const name of names) {
        const times = best.get(name)!;
        times[index] = Math.min(
          times[index]!,
          timed(() => contenders[name]!(text)),
        );
      }
    });
  }
  const total = (name: string) => best.get(name)!.reduce((sum, time) => sum + time, 0);
  printTable(`Lint of the corpus: ${texts.length} files, per file the best of ${rounds} rounds`, [
    ["", "all files", "ratio", "median file", "99th percentile", "throws on"],
    ...names.map((name) => [
      name,
      milliseconds(total(name)),
      ratio(total(name) / total(yardstick)),
      milliseconds(median(best.get(name)!)),
      milliseconds(percentile(best.get(name)!, 0.99)),
      failures[name] === 0 ? "–" : `${failures[name]} files`,
    ]),
  ]);
  return [
    {
      what: "lint of the corpus beside dockerfile-ast's parse",
      measured: total(ours) / total(yardstick),
      limit: 2,
      format: ratio,
    },
  ];
}

function throws(run: () => void): boolean {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}
