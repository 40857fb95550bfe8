// CUDA's libraries are bytes of their own: the parts of an install still add up, and the saving is theirs alone.
import { expect, test } from "vitest";
import { analyze, boundsOf, mergeSettings, noSemanticFacts, price } from "../../../server/src/engine/index";
import { shippedFacts } from "../shipped-data";

const { settings } = mergeSettings(undefined, undefined);
const priced = (run: string) =>
  price(
    analyze(`FROM python:3.12-slim\nRUN ${run}\nCMD ["python"]\n`, settings.analysis, noSemanticFacts),
    shippedFacts,
  );
const GB = 1e9;

test("an install with CUDA costs what it did as one", () => {
  const { instructions } = priced("pip install --no-cache-dir torch==2.9.0");
  const { size, parts } = instructions.get(1)!;
  expect(boundsOf(size.claim)?.likely).toBeCloseTo((1.7 + 0.592 + 4.3 + 0.15) * GB, -8);
  expect(parts.map(({ label }) => label)).toEqual(["CUDA libraries of torch", "pip packages torch", "debug symbols"]);
  for (const { claim } of parts) expect(boundsOf(claim)?.low).toBeGreaterThanOrEqual(0);
});

test("the saving is CUDA's part", () => {
  const { findings } = priced("pip install --no-cache-dir torch==2.9.0");
  const found = findings.find(({ finding }) => finding.rule.id === "cuda-in-cpu-image");
  expect(boundsOf(found!.saving)?.likely).toBeGreaterThan(5.7 * GB);
  expect(boundsOf(found!.saving)?.likely).toBeLessThan(6 * GB);
});

test("what is not in the data is unknown, never nothing", () => {
  const savingOf = (run: string) =>
    priced(run).findings.find(({ finding }) => finding.rule.id === "cuda-in-cpu-image")?.saving.kind;
  expect(savingOf("pip install --no-cache-dir ultralytics")).toBe("unknown");
  expect(savingOf("pip install --no-cache-dir torch==1.13.1")).toBe("unknown");
});
