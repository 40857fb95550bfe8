// What must not be flagged, over every flagged fixture: what the waste lies in does not ship, or is meant as it is.
import { describe, expect, test } from "vitest";
import { type Analysis, analyze } from "../../../server/src/engine/index";
import { type Fixture, readFixtures } from "./fixture";

/** Stages that settings name stay the targets, whatever stands below them. */
const fixtures = readFixtures().filter(
  ({ flagged, settings, facts }) => flagged && settings.targets.length === 0 && facts.builds.length === 0,
);
const cases = fixtures.map((fixture) => [fixture.name, fixture] as const);

const lastFrom = /^(\s*FROM[ \t]+(?:--\S+[ \t]+)*\S+)([ \t]+AS[ \t]+\S+)?[ \t]*$(?![\s\S]*^\s*FROM\b)/im;
const windows = "mcr.microsoft.com/windows/servercore:ltsc2022";

function found({ settings, facts }: Fixture, text: string, groups: RegExp): readonly string[] {
  const analysis: Analysis = analyze(text, settings, facts);
  return (
    analysis.findings
      .filter(({ rule }) => groups.test(rule.group))
      // A stage that nothing needs is what such a text is about.
      .filter(({ rule }) => rule.id !== "unreachable-stage")
      .map(({ rule, message }) => `${rule.id}: ${message}`)
  );
}

/** The rules that speak, and on which line. */
function rulesIn({ settings, facts }: Fixture, text: string): readonly string[] {
  const { findings, syntax } = analyze(text, settings, facts);
  return findings.map(
    ({ rule, range }) => `${syntax.lineStarts.findLastIndex((start) => start <= range.start)} ${rule.id}`,
  );
}

/** Names by the number of their stage; "" where it has none. */
function stageNames(text: string): readonly string[] {
  return [...text.matchAll(/^\s*FROM[ \t]+(?:--\S+[ \t]+)*\S+(?:[ \t]+AS[ \t]+(\S+))?/gim)].map(([, name]) =>
    (name ?? "").toLowerCase(),
  );
}

const aboutBytes = /^(stages|copies|leftovers|binaries|dependencies)$/;
const aboutTime = /^build-cache$/;
const everything = /^(?!suppressions|budgets)/;

describe.each(cases)("%s", (_name, fixture) => {
  const { text } = fixture;

  test("is silent where none of it ships", () => {
    const below = `${text.trimEnd()}\n\nFROM scratch AS final-image\nCOPY hello /\nCMD ["/hello"]\n`;
    expect(found(fixture, below, aboutBytes)).toEqual([]);
    expect(found(fixture, below, aboutTime)).toEqual([]);
  });

  test("is silent in an image for testing", () => {
    const named = text.replace(lastFrom, "$1 AS test");
    expect(named).toMatch(/ AS test$/m);
    expect(found(fixture, named, aboutBytes)).toEqual([]);
  });

  test("is silent in an image that others build on", () => {
    expect(found(fixture, `${text.trimEnd()}\nONBUILD RUN true\n`, aboutBytes)).toEqual([]);
  });

  test("is silent on Windows", () => {
    const stages = new Set([...text.matchAll(/\bAS[ \t]+(\S+)/gi)].map(([, name]) => name!.toLowerCase()));
    const onWindows = text.replace(/^(\s*FROM[ \t]+(?:--\S+[ \t]+)*)(\S+)/gim, (whole, before: string, base: string) =>
      stages.has(base.toLowerCase()) ? whole : before + windows,
    );
    expect(onWindows).toContain(windows);
    expect(found(fixture, onWindows, everything)).toEqual([]);
  });

  test("is silent where it is text in a file", () => {
    const data = `FROM scratch\nCOPY <<'ONLY_TEXT' /Dockerfile\n${text.trimEnd()}\nONLY_TEXT\n`;
    expect(found(fixture, data, everything)).toEqual([]);
  });

  test("finds the same by the numbers of stages, and by their names in capitals", () => {
    const names = stageNames(text);
    const by = (nameOf: (name: string, index: number) => string) =>
      text.replace(/((?:--from|,from|=from)=)([\w.-]+)/g, (whole, before: string, name: string) => {
        const index = names.lastIndexOf(name.toLowerCase());
        return index === -1 ? whole : before + nameOf(name, index);
      });
    const expected = rulesIn(fixture, text);
    expect(
      rulesIn(
        fixture,
        by((_, index) => String(index)),
      ),
    ).toEqual(expected);
    expect(
      rulesIn(
        fixture,
        by((name) => name.toUpperCase()),
      ),
    ).toEqual(expected);
  });

  test("is silent where the file says so", () => {
    const directive = /^#\s*escape=.*\n/i.exec(text)?.[0] ?? "";
    const ignored = `${directive}# layer-cost ignore-file\n${text.slice(directive.length)}`;
    expect(found(fixture, ignored, everything)).toEqual([]);
  });
});
