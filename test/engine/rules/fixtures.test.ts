// Every rule fixture: the findings that its markers name, the text after the fixes, and the laws that all fixes keep.
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyUntilStable } from "../../../server/src/engine/fixes/fix-all";
import {
  type Analysis,
  afterIgnoring,
  analyze,
  applyEdits,
  type Finding,
  type Fix,
  fixAll,
  price,
  rules,
} from "../../../server/src/engine/index";
import { shippedFacts } from "../shipped-data";
import { type Fixture, readFixtures } from "./fixture";

const fixtures = readFixtures();
/** `UPDATE_FIXTURES=1` writes the files that hold the text after the fixes; read them before committing. */
const updates = process.env.UPDATE_FIXTURES === "1";

type Files = ReadonlyMap<string, string>;
const noFiles: Files = new Map();

/** The other files that fixes of a fixture may edit. */
const filesOf = ({ facts: { context } }: Fixture): Files =>
  new Map(context ? [[context.ignoreFile.path, context.ignoreFile.text]] : []);

/** `files` are those that fixes changed. */
function analyzeFixture({ settings, facts, rule }: Fixture, text: string, files = noFiles): Analysis {
  const ignoreText = facts.context && files.get(facts.context.ignoreFile.path);
  const context = facts.context && ignoreText !== undefined ? afterIgnoring(facts.context, ignoreText) : facts.context;
  const analysis = analyze(text, settings, { ...facts, context });
  // Rules that need prices speak in their own fixtures alone.
  if (!rules.some(({ id, afterPricing }) => id === rule && afterPricing)) return analysis;
  const priced = price(analysis, shippedFacts).findings.map(({ finding }) => finding);
  return { ...analysis, findings: [...analysis.findings, ...priced.filter((one) => one.rule.afterPricing)] };
}

const fixFilesSafely = (fixture: Fixture, text: string) =>
  fixAll(text, (current, files) => analyzeFixture(fixture, current, files).findings, filesOf(fixture));
const fixAllFiles = (fixture: Fixture, text: string) =>
  applyUntilStable(
    text,
    (current, files) => analyzeFixture(fixture, current, files).findings,
    (fixes) => fixes[0],
    filesOf(fixture),
  );
const fixSafely = (fixture: Fixture, text: string) => fixFilesSafely(fixture, text).text;
const fixEverything = (fixture: Fixture, text: string) => fixAllFiles(fixture, text).text;

test("there is a flagged and a clean fixture for every rule, and no two are the same", () => {
  for (const rule of new Set(fixtures.map((fixture) => fixture.rule))) {
    const own = fixtures.filter((fixture) => fixture.rule === rule);
    expect(own.some(({ flagged }) => flagged) && own.some(({ flagged }) => !flagged), rule).toBe(true);
  }
  expect(new Set(fixtures.map(({ text, settings, facts }) => text + JSON.stringify([settings, facts]))).size).toBe(
    fixtures.length,
  );
});

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))("%s", (_name, fixture) => {
  test("finds what the markers say", () => {
    const analysis = analyzeFixture(fixture, fixture.text);
    expect(describeFindings(analysis)).toEqual(
      fixture.markers.map(({ line, rule, quoted, fix }) => `${line + 1}: ${rule} "${quoted}" ${fix}`),
    );
    expect(fixture.markers.some(({ rule }) => rule === fixture.rule)).toBe(fixture.flagged);
    expect(analysis.problems).toEqual([]);
  });

  test("is fixed as its files say", () => {
    const safe = fixSafely(fixture, fixture.text);
    const { text: all, files } = fixAllFiles(fixture, fixture.text);
    expect([...files.values()]).toEqual(fixture.ignoreFileAfter === undefined ? [] : [fixture.ignoreFileAfter]);
    if (updates) {
      if (safe !== fixture.text) {
        writeFileSync(`${fixture.stem}.safe.Dockerfile`, safe);
      }
      if (all !== fixture.text && all !== safe) {
        writeFileSync(`${fixture.stem}.all.Dockerfile`, all);
      }
      return;
    }
    expect(safe).toBe(fixture.safe ?? fixture.text);
    expect(all).toBe(fixture.all ?? fixture.safe ?? fixture.text);
  });

  test("fixing converges", () => {
    for (const fix of [fixSafely, fixEverything]) {
      const once = fix(fixture, fixture.text);
      expect(fix(fixture, once)).toBe(once);
    }
  });

  test("each fix is whole", () => {
    const before = analyzeFixture(fixture, fixture.text);
    for (const finding of before.findings) {
      for (const fix of finding.fixes()) {
        const text = applyEdits(fixture.text, fix.edits);
        const files = new Map([...filesOf(fixture)].map(([path, old]) => [path, applyEdits(old, fix.edits, path)]));
        const after = analyzeFixture(fixture, text, files);
        // The finding is gone, none of its rule came in its place, and nothing else broke.
        expect(count(after, finding), `${fix.title}\n${text}`).toBeLessThan(count(before, finding));
        expect(after.problems).toEqual([]);
        expect(after.syntax.instructions.flatMap(({ scripts }) => scripts.flatMap(({ errors }) => errors))).toEqual([]);
        expect(fix.title).toMatch(/^[A-Z].*[^.]$/);
        if (fix.applicability === "needs-review") {
          expect(fix.review.length).toBeGreaterThan(20);
        } else if (finding.rule.id !== "unused-suppression") {
          // Where time is saved, steps move: what they do stays.
          const known = finding.rule.group === "build-cache" ? unordered : behaviour;
          expect(known(after)).toEqual(known(before, finding.reclaims));
        }
        expectSurvivors(fixture.text, text, finding, fix);
      }
    }
  });

  const variants: [string, (text: string) => string, (text: string) => string][] = [
    ["CRLF", (text) => text.replaceAll("\n", "\r\n"), (text) => text],
    ["no final newline", (text) => text.replace(/\n+$/, ""), (text) => text],
    ["tabs", (text) => text.replace(/^ +/gm, "\t"), (text) => text.replace(/^[ \t]+/gm, "\t")],
  ];
  // A backtick within a script would become the escape character.
  if (!fixture.text.includes("`") && !/^# escape=/m.test(fixture.text) && !/\\[^\n]/.test(fixture.text)) {
    variants.push(["escape=`", (text) => `# escape=\`\n${text.replace(/\\\n/g, "`\n")}`, (text) => text]);
  }
  test.each(variants)("is the same with %s", (_variant, change, normalize) => {
    const changed = change(fixture.text);
    expect(quotes(analyzeFixture(fixture, changed))).toEqual(quotes(analyzeFixture(fixture, fixture.text)));
    for (const fix of [fixSafely, fixEverything]) {
      expect(normalize(fix(fixture, changed))).toBe(normalize(change(fix(fixture, fixture.text))));
    }
  });
});

/** A finding as a marker writes it, with the line that its marker stands under. */
function describeFindings({ findings, syntax }: Analysis): string[] {
  return findings.map((finding) => {
    const line = syntax.lineStarts.findLastIndex((start) => start < finding.range.end) + 1;
    return `${line}: ${quote(finding, syntax.text)}`;
  });
}

function quotes({ findings, syntax }: Analysis): string[] {
  return findings.map((finding) => quote(finding, syntax.text));
}

function quote(finding: Finding, text: string): string {
  const flagged = text
    .slice(finding.range.start, finding.range.end)
    .replace(/[\\`]\r?\n/g, " ")
    .replace(/\s+/g, " ");
  return `${finding.rule.id} "${flagged}" ${finding.fixes()[0]?.applicability ?? "none"}`;
}

function count({ findings }: Analysis, { rule }: Finding): number {
  return findings.filter((other) => other.rule === rule).length;
}

/** What a safe fix must leave as it is: everything but caches, second copies and what it takes back itself. */
function behaviour({ image }: Analysis, reclaimed: Finding["reclaims"] = []): unknown {
  return image.effects
    .filter((effect) => !/^(cache|clutter|remove|rewrite)$/.test(effect.kind) && !reclaimed.includes(effect))
    .map((effect) => [
      effect.stage.label,
      effect.instruction.keyword,
      effect.kind,
      effect.command?.program,
      effect.kind === "install" ? effect.packages.map(({ name }) => name) : effect.paths,
    ]);
}

/** What all steps do, wherever they stand, and however often: manifests are copied once more with the sources. */
function unordered(analysis: Analysis): unknown {
  const steps = (behaviour(analysis) as readonly unknown[][]).map(([stage, , ...rest]) =>
    JSON.stringify([stage, ...rest]),
  );
  return [...new Set(steps)].sort();
}

/** Comments, mounts and every line that the edits do not touch are still there, in the same order. */
function expectSurvivors(before: string, after: string, finding: Finding, fix: Fix): void {
  const edits = fix.edits.filter(({ path }) => path === undefined);
  const touched = (offset: number, length: number) =>
    edits.some(({ range }) => range.start < offset + length && range.end > offset);
  for (const match of before.matchAll(/--mount=\S+|^\s*#.*$/gm)) {
    const isRemovedComment = finding.rule.id === "unused-suppression";
    if (!touched(match.index, match[0].length) && !isRemovedComment) {
      expect(after).toContain(match[0].trim());
    }
  }
  let position = 0;
  let offset = 0;
  for (const line of before.split("\n")) {
    const isEdited = edits.some(({ range }) => range.start <= offset + line.length && range.end >= offset);
    if (!isEdited) {
      const found = after.indexOf(line, position);
      expect(found, `line kept: ${line}`).not.toBe(-1);
      position = found + line.length;
    }
    offset += line.length + 1;
  }
}
