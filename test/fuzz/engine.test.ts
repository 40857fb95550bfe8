// Laws of the engine for any text: no exception, no hang, ranges and edits in place, fixes that end, in any order.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editsConflict } from "../../server/src/engine/fixes/apply-edits";
import {
  type Analysis,
  type AnalysisSettings,
  analyze,
  applyEdits,
  type Finding,
  type Fix,
  fixAll,
  noSemanticFacts,
  price,
  rules,
} from "../../server/src/engine/index";
import { defaultSettings } from "../engine/rules/fixture";
import { shippedFacts } from "../engine/shipped-data";
import { anyFile, anySettings, mutatedFile, realFile, realTexts } from "./arbitraries";

/** `LAYER_COST_FUZZ_RUNS=5000` for a long search from a new seed each time; else a short one that is the same everywhere. */
const wanted = Number(process.env.LAYER_COST_FUZZ_RUNS ?? 0);
const parameters = (runs: number): fc.Parameters<unknown> =>
  wanted > 0 ? { numRuns: wanted } : { numRuns: runs, seed: 20261126 };
const timeout = wanted > 0 ? 24 * 3600_000 : 120_000;
/** Nobody's file is that slow: a thousand times what a long one takes. */
const longest = 5000;

describe("any text", () => {
  test("is analysed and priced without an exception or a hang, twice alike", { timeout }, () => {
    fc.assert(
      fc.property(anyFile, anySettings, (text, settings) => {
        const started = performance.now();
        const analysis = check(text, settings);
        expect(describeFindings(analyze(text, settings, noSemanticFacts))).toEqual(describeFindings(analysis));
        expect(performance.now() - started).toBeLessThan(longest);
      }),
      parameters(500),
    );
  });

  test("keeps what the fixes do not touch, and is read as well after them, in any order", { timeout }, () => {
    fc.assert(
      fc.property(anyFile, anySettings, fc.infiniteStream(fc.nat()), (text, settings, choices) => {
        let current = text;
        for (let step = 0; step < 5; step++) {
          const analysis = analyze(current, settings, noSemanticFacts);
          const offered = analysis.findings.flatMap((finding) => finding.fixes().map((fix) => ({ finding, fix })));
          if (offered.length === 0) {
            return;
          }
          const { fix } = offered[choices.next().value % offered.length]!;
          const next = apply(current, fix);
          expect(errorsIn(check(next, settings)), `${fix.title}\n${next}`).toBeLessThanOrEqual(errorsIn(analysis));
          current = next;
        }
      }),
      parameters(250),
    );
  });
});

/** What the search found once. */
const found: readonly [string, string][] = [
  [
    "a RUN that cannot be read, repeated in a runtime stage",
    'FROM debian:bookworm-slim\nRUN set;; esac\nRUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*\nWORKDIR /src\nCOPY main.c ./\nRUN gcc -O2 -s -o /usr/local/bin/app main.c\nCMD ["app"]\n',
  ],
  [
    "a comment that becomes a directive when the stage above it goes",
    "FROM node:22-slim\nRUN true\n\n# escape=`\nFROM alpine\nRUN true \\\n  && false\n",
  ],
  [
    "a comment that becomes a directive when the comment above it goes",
    "# layer-cost ignore=package-cache-left reason\n# escape=`\nFROM alpine\nRUN true \\\n  && false\n",
  ],
];

test.each(found)("%s", (_, text) => {
  const analysis = check(text, defaultSettings);
  for (const fix of analysis.findings.flatMap(({ fixes }) => fixes())) {
    expect(errorsIn(check(apply(text, fix), defaultSettings))).toBeLessThanOrEqual(errorsIn(analysis));
  }
});

describe("fixing everything that is safe", () => {
  const texts = fc.oneof(realFile, realFile, mutatedFile);

  test("ends, finds nothing to do again, and leaves the same in any order of rules", { timeout }, () => {
    fc.assert(fc.property(texts, anySettings, fc.infiniteStream(fc.nat()), expectToConverge), parameters(250));
  });

  test("does so for every real file", { timeout }, () => {
    // Each file once, from the last rule to the first.
    const backwards = { next: () => ({ value: -1 }) };
    for (const text of realTexts) {
      expectToConverge(text, defaultSettings, backwards);
    }
  });
});

interface Choices {
  readonly next: () => { readonly value: number };
}

function expectToConverge(text: string, settings: AnalysisSettings, choices: Choices): void {
  const inOrder = fixAll(text, (current) => analyze(current, settings, noSemanticFacts).findings);
  const shuffled = fixAll(text, (current) => shuffle(analyze(current, settings, noSemanticFacts).findings, choices));
  const again = fixAll(inOrder.text, (current) => analyze(current, settings, noSemanticFacts).findings);
  expect(again.text).toBe(inOrder.text);
  expect(again.applied).toBe(0);
  const left = analyze(inOrder.text, settings, noSemanticFacts);
  expect(left.findings.flatMap((finding) => finding.fixes()).filter(isApplicable)).toEqual([]);
  const otherwise = analyze(shuffled.text, settings, noSemanticFacts);
  expect(remaining(otherwise)).toEqual(remaining(left));
}

function isApplicable({ applicability, edits }: Fix): boolean {
  return applicability === "safe" && edits.length > 0 && edits.every(({ path }) => path === undefined);
}

/** Analyses, prices and builds every fix, and fails where a range lies outside or something threw. */
function check(text: string, settings: AnalysisSettings): Analysis {
  const analysis = analyze(text, settings, noSemanticFacts);
  expect(analysis.problems.filter(({ message }) => /failed on this file/.test(message))).toEqual([]);
  price(analysis, shippedFacts);
  for (const { range, related, stage } of analysis.findings) {
    for (const one of [range, ...related.map((location) => location.range)]) {
      expect(one.start).toBeGreaterThanOrEqual(0);
      expect(one.end).toBeGreaterThanOrEqual(one.start);
      expect(one.end).toBeLessThanOrEqual(text.length);
    }
    expect(analysis.image.stages).toContain(stage);
  }
  // The analysis keeps quiet about a fix that cannot be built: rules are asked themselves.
  for (const rule of rules) {
    for (const { fixes } of rule.check(analysis.image, [], [])) {
      for (const fix of fixes()) {
        expectInPlace(text, fix);
      }
    }
  }
  return analysis;
}

function expectInPlace(text: string, { title, edits }: Fix): void {
  const own = edits.filter(({ path }) => path === undefined);
  expect(
    own.every(({ range }) => 0 <= range.start && range.start <= range.end && range.end <= text.length),
    title,
  ).toBe(true);
  own.forEach((edit, index) => {
    const before = own[index - 1];
    if (before !== undefined) {
      expect(editsConflict(before, edit), `${title}: ${JSON.stringify([before, edit])}`).toBe(false);
      expect(before.range.start, title).toBeLessThanOrEqual(edit.range.start);
    }
  });
}

/** Applies a fix, and compares every stretch between its edits with the text before. */
function apply(text: string, { edits }: Fix): string {
  const fixed = applyEdits(text, edits);
  let before = 0;
  let after = 0;
  for (const { range, newText } of edits.filter(({ path }) => path === undefined)) {
    expect(fixed.slice(after, after + range.start - before)).toBe(text.slice(before, range.start));
    after += range.start - before + newText.length;
    before = range.end;
  }
  expect(fixed.slice(after)).toBe(text.slice(before));
  return fixed;
}

function errorsIn({ syntax, problems }: Analysis): number {
  const inScripts = syntax.instructions.flatMap(({ scripts }) => scripts.flatMap(({ errors }) => errors));
  return problems.length + inScripts.length;
}

function describeFindings({ findings }: Analysis): unknown {
  return findings.map(({ id, message, range, reclaims, fixes }) => [
    id,
    message,
    range,
    reclaims.map((effect) => effect.id),
    fixes(),
  ]);
}

function remaining({ findings }: Analysis): string[] {
  return findings.map(({ rule, message }) => `${rule.id}: ${message}`).sort();
}

function shuffle(findings: readonly Finding[], choices: Choices): readonly Finding[] {
  const rest = [...findings];
  const result: Finding[] = [];
  while (rest.length > 0) {
    result.push(...rest.splice(choices.next().value % rest.length, 1));
  }
  return result;
}
