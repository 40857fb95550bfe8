// Budgets: which targets are over theirs, what the message says, and that only what is beyond doubt counts.
import { expect, test } from "vitest";
import { analyze, mergeSettings, noSemanticFacts, price, type SizeFacts } from "../../../server/src/engine/index";
import { shippedFacts } from "../shipped-data";

function budgetFindings(text: string, budget: unknown, facts: SizeFacts = shippedFacts, targets: string[] = []) {
  const { settings } = mergeSettings({ budget, targets }, undefined);
  const analysis = analyze(text, settings.analysis, noSemanticFacts);
  const findings = price(analysis, facts).findings.filter(({ finding }) => finding.rule.id === "size-budget-exceeded");
  return findings.map(({ finding, severity, saving }) => ({ message: finding.message, severity, saving: saving.kind }));
}

const wasteful = [
  "FROM python:3.12-slim",
  "RUN apt-get update && apt-get install -y --no-install-recommends build-essential",
  "RUN apt-get install -y --no-install-recommends ffmpeg",
  'CMD ["python", "app.py"]',
].join("\n");

test("names the largest parts, the base among them, and what the findings give back", () => {
  const [found] = budgetFindings(wasteful, "450MB");
  expect(found).toMatchObject({ severity: "error", saving: "unknown" });
  expect(found!.message).toMatch(
    /^Stage 0 comes to ≈ \S+ MB, over its budget of 450 MB\. The largest parts: RUN in line \d \(≈ \S+ MB\), RUN in line \d \(≈ \S+ MB\), the base image python:3\.12-slim \(≈ \S+ MB\)\. /,
  );
});

test("says whether the findings can be enough", () => {
  expect(budgetFindings(wasteful, "550MB")[0]?.message).toMatch(
    /The other findings here give back .+ together, which may be enough\.$/,
  );
  expect(budgetFindings(wasteful, "1MB")[0]?.message).toMatch(
    /Even all other findings here together, .+, do not bring it below: ≈ \S+ MB would be left\. What none of them takes back: .+\)\.$/,
  );
  expect(budgetFindings("FROM python:3.12-slim\n", "1MB")[0]?.message).toMatch(
    /No finding of this file gives anything back: start with these\.$/,
  );
});

test("an estimate counts by its low end, a measured base as it is", () => {
  const text = "FROM team/base:1\n";
  const measured: SizeFacts = {
    ...shippedFacts,
    facts: new Map([["base-image  team/base:1", { state: "known", value: { bytes: 101e6, basis: "the engine" } }]]),
  };
  expect(budgetFindings(text, "100MB")).toEqual([]);
  expect(budgetFindings(text, "100MB", measured)).toHaveLength(1);
  expect(budgetFindings(text, "102MB", measured)).toEqual([]);
});

test("each target has its own, by name or number, else that of all", () => {
  const text = "FROM python:3.12-slim AS a\nFROM python:3.12-slim AS b\nFROM python:3.12-slim\n";
  const over = (budget: unknown) =>
    budgetFindings(text, budget, shippedFacts, ["a", "b", "2"]).map(({ message }) => message.split(" comes")[0]);
  expect(over("1MB")).toEqual(["a", "b", "Stage 2"]);
  expect(over({ A: "1MB", 2: "1MB" })).toEqual(["a", "Stage 2"]);
  expect(over({ a: "1GB", b: "1kB" })).toEqual(["b"]);
});

test("a comment above a target's FROM is about that one, any other about all, and the settings come last", () => {
  const text = [
    "# layer-cost budget=1kB for all that have none of their own",
    "ARG X",
    "# layer-cost budget=2GB",
    "FROM python:3.12-slim AS a",
    "FROM python:3.12-slim AS b",
    "RUN echo \\",
    "# layer-cost budget=3GB",
    "  hello",
  ].join("\n");
  const over = (targets: string[]) =>
    budgetFindings(text, "4GB", shippedFacts, targets).map(({ message }) => message.split(" comes")[0]);
  expect(over(["a", "b"])).toEqual(["b"]);
  // Above a stage that is no target, it is about the targets.
  expect(budgetFindings(text, undefined, shippedFacts, ["b"])).toEqual([]);
});
