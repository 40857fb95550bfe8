// Every real Dockerfile of the corpus: nothing throws, ranges hold, and all findings are written down so that a change shows as a diff.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { analyze, applyEdits, mergeSettings, noSemanticFacts, positionAt, price } from "../../server/src/engine/index";
import { shippedFacts } from "../engine/shipped-data";
import { brokenLaws } from "../engine/sizes/laws";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const corpus = process.env.LAYER_COST_CORPUS;
if (!corpus) console.log("corpus tests skipped: LAYER_COST_CORPUS names no folder");

const files = corpus
  ? readFileSync(path.join(corpus, "index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).file as string)
      .sort()
  : [];

describe.skipIf(!corpus)("the corpus", () => {
  test("is analysed without an exception, and every range lies in its file", { timeout: 120_000 }, async () => {
    const summary: string[] = [];
    for (const file of files) {
      const text = readFileSync(path.join(corpus!, file), "utf8");
      const analysis = analyze(text, settings, noSemanticFacts);
      const reclaimed = analysis.findings.flatMap(({ reclaims, replacesBase }) =>
        replacesBase === undefined ? reclaims : [...reclaims, replacesBase.effect],
      );
      expect(new Set(reclaimed).size, `${file}: two findings about the same bytes`).toBe(reclaimed.length);
      const failed = analysis.problems.filter(({ message }) => /internal|failed/i.test(message));
      expect(failed, file).toEqual([]);
      const priced = price(analysis, shippedFacts);
      expect(brokenLaws(analysis, priced), file).toEqual([]);
      for (const { finding, saving, severity } of priced.findings) {
        expect(finding.range.start, file).toBeLessThan(finding.range.end);
        expect(finding.range.end, file).toBeLessThanOrEqual(text.length);
        const { line } = positionAt(analysis.syntax, finding.range.start);
        const fixes = finding.fixes();
        for (const { edits } of fixes) {
          const inThisFile = edits.filter((edit) => edit.path === undefined);
          expect(() => analyze(applyEdits(text, inThisFile), settings, noSemanticFacts), file).not.toThrow();
        }
        const offered = fixes.map(({ applicability }) => (applicability === "safe" ? "S" : "R")).join("") || "-";
        summary.push(
          `${file.replace(/^dockerfiles\//, "")}:${line + 1} ${finding.rule.id} ${severity} ${saving.kind} ${offered}`,
        );
      }
    }
    await expect(`${summary.join("\n")}\n`).toMatchFileSnapshot("findings.txt");
  });
});
