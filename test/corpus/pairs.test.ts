// Real optimisation commits: how many Layer Cost would have asked for, and the report of it. `UPDATE_PAIRS=1` writes docs/pairs.md.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { analyze, applyEdits, mergeSettings, noSemanticFacts } from "../../server/src/engine/index";
import { evaluatePairs, readLabels } from "./pairs";
import { isCovered, isFlagged, pairsReport } from "./pairs-report";

const corpus = process.env.LAYER_COST_CORPUS;
const report = path.join(__dirname, "../../docs/pairs.md");
/** Of the 52 that count. */
const reached = 33;

describe.skipIf(!corpus)("the pairs of real optimisation commits", () => {
  const results = evaluatePairs(corpus ?? "");
  const counted = results.filter(({ group }) => group === "counted");

  test("no fewer are flagged than were, each by a finding where the humans changed something, for their reason", () => {
    expect(results.map(({ id }) => id)).toEqual(Object.keys(readLabels()).sort());
    expect(counted.length).toBe(52);
    expect(counted.filter(isFlagged).length).toBeGreaterThanOrEqual(reached);
  });

  test("every fix was read, and every miss has its reason", () => {
    for (const result of results) {
      const { id, label, findings } = result;
      const own = findings.filter(({ asTheHumans }) => asTheHumans);
      const isOffered = own.some(({ fixes }) => fixes.length > 0);
      expect([id, label.fix?.verdict !== undefined], id).toEqual([id, isFlagged(result)]);
      if (label.fix !== undefined) {
        expect([id, label.fix.verdict === "none"]).toEqual([id, !isOffered]);
      }
      expect([id, label.missed !== undefined]).toEqual([id, isCovered(result) && !isFlagged(result)]);
      expect([id, label.notCovered !== undefined]).toEqual([id, !isCovered(result)]);
    }
  });

  test("what the fixes make of the files is read without a problem", () => {
    const { analysis: settings } = mergeSettings(undefined, undefined).settings;
    for (const { id, before, findings } of results) {
      const problems = analyze(before, settings, noSemanticFacts).problems.length;
      for (const { edits } of findings.flatMap(({ asTheHumans, fixes }) => (asTheHumans ? fixes : []))) {
        const after = analyze(applyEdits(before, edits), settings, noSemanticFacts);
        expect(after.problems.length, id).toBeLessThanOrEqual(problems);
      }
    }
  });

  test("the report is fresh", () => {
    const text = pairsReport(results);
    if (process.env.UPDATE_PAIRS === "1") {
      writeFileSync(report, text);
    }
    expect(readFileSync(report, "utf8")).toBe(text);
  });
});
