// Precision and recall against labels that were made by reading: what the rules report beyond them, and what they miss.
import path from "node:path";
import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate";

const corpus = process.env.LAYER_COST_CORPUS;

/** Findings that no label names, and that a second reading found right. A new one fails the test until it is read. */
const judgedRight: Readonly<Record<string, string>> = {
  "dockerfiles/huggingface__text-generation-inference/Dockerfile.neuron:122 unstripped-binaries":
    "the hint at big prebuilt wheels (torch), which the labels left out: they were made for what is compiled",
};

describe.skipIf(!corpus)("the labelled samples", () => {
  // The second sample was drawn when the rules were done, and read by others.
  test.each([
    ["labels.json", 0.9],
    ["labels-fresh.json", 0.85],
  ])("%s: no finding is wrong, and most labels are found", (labels, aim) => {
    const { labelled, reported, agreed, disagreements } = evaluate(corpus!, path.join(__dirname, labels));
    const unlabelled = disagreements.filter(({ kind }) => kind === "unlabelled");
    const wrong = unlabelled.filter(({ file, line, rule }) => !(`${file}:${line} ${rule}` in judgedRight));
    console.log(
      `labels: ${labelled}; findings: ${reported}, of which labelled ${agreed}, judged right later ${unlabelled.length - wrong.length}, wrong ${wrong.length}; found ${percent(agreed / labelled)} of the labels`,
    );
    for (const { file, line, rule, why } of disagreements.filter(({ kind }) => kind === "missed"))
      console.log(`missed ${file}:${line} ${rule}: ${why}`);
    expect(wrong).toEqual([]);
    expect(agreed / labelled).toBeGreaterThanOrEqual(aim);
  });
});

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
