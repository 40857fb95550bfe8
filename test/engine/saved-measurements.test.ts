// The file format of saved measurements: what is written is read again, and broken files are told of in a sentence.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSavedMeasurement, savedMeasurementText } from "../../server/src/engine/index";
import { savedMeasurement } from "./saved-measurement";

const written = savedMeasurementText(savedMeasurement);

/** The written file with one value replaced; `undefined` removes it. */
function changed(path: string, value: unknown): string {
  const content = JSON.parse(written);
  const names = path.split(".");
  const last = names.pop() as string;
  const holder = names.reduce((inner, name) => inner[name], content);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return JSON.stringify(content);
}

describe("saved measurements", () => {
  test("are read as they were written", () => {
    expect(readSavedMeasurement(written)).toEqual(savedMeasurement);
    expect(written.startsWith('{\n  "format": "layer-cost measurement",\n  "version": 1,\n  "id": ')).toBe(true);
    expect(written.endsWith("}\n")).toBe(true);
  });

  test("are read with a byte order mark, nulls for what is unknown, and fields of later versions", () => {
    expect(readSavedMeasurement(`\uFEFF${written}`)).toEqual(savedMeasurement);
    expect(readSavedMeasurement(changed("name", null))).toEqual({ ...savedMeasurement, name: undefined });
    expect(readSavedMeasurement(changed("build.colour", "blue"))).toEqual(savedMeasurement);
  });

  test("keep arguments with names that objects have of their own", () => {
    const text = written.replace('"EMPTY": ""', '"__proto__": "x", "constructor": "y"');
    const read = readSavedMeasurement(text);
    expect("problem" in read ? read.problem : Object.entries(read.buildArguments)).toEqual([
      ["INCLUDE_DEV", "true"],
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  test.each([
    ["", "The file is empty."],
    ["\n", "The file is empty."],
    [written.slice(0, 500), "The file is not valid JSON, or only a part of it."],
    ["[]", 'This is not a measurement of Layer Cost: its "format" must be "layer-cost measurement".'],
    ["null", 'This is not a measurement of Layer Cost: its "format" must be "layer-cost measurement".'],
    [
      JSON.stringify({ version: 1, engine: "Docker", stages: [] }),
      "This is what build --format json prints: a measurement to compare is written by build --save FILE.",
    ],
    [changed("version", "1"), '"version" must be a whole number from 1 on, not "1".'],
    [changed("version", 0), '"version" must be a whole number from 1 on, not 0.'],
    [changed("version", undefined), '"version" is missing.'],
    [changed("id", ""), '"id" must be text that is not empty, not "".'],
    [changed("dockerfilePath", undefined), '"dockerfilePath" is missing.'],
    [changed("buildArguments", ["A=1"]), '"buildArguments" must be an object, not ["A=1"].'],
    [changed("buildArguments.INCLUDE_DEV", true), '"buildArguments.INCLUDE_DEV" must be text, not true.'],
    [
      changed("build.measuredAt", "yesterday"),
      '"build.measuredAt" must be a date such as 2026-11-26T20:45:00.000Z, not "yesterday".',
    ],
    [changed("build.durationMs", -1), '"build.durationMs" must be milliseconds from 0 on, not -1.'],
    [changed("build.stages", {}), '"build.stages" must be a list, not {}.'],
    [
      changed("build.stages.0.instructions.1.size.bytes", "100 MB"),
      '"build.stages[0].instructions[1].size.bytes" must be a whole number from 0 on, not "100 MB".',
    ],
    [
      changed("build.stages.0.instructions.1.size.kind", "guessed"),
      '"build.stages[0].instructions[1].size.kind" must be "measured", "estimated" or "unknown", not "guessed".',
    ],
    [
      changed("build.stages.1.own.claim.low", 25_000_000),
      '"build.stages[1].own.claim" must be an estimate with low, likely and high in this order, not {"kind":"estimated","low":25000000,"lik….',
    ],
    [changed("build.rebuilds.0.kind", "tepid"), '"build.rebuilds[0].kind" must be a kind of rebuild, not "tepid".'],
  ])("says what is wrong: %.60s", (text, problem) => {
    expect(readSavedMeasurement(text)).toEqual({ problem });
  });

  test("tells a newer format from a broken file", () => {
    const problem = "A newer Layer Cost wrote this measurement (format 9): update Layer Cost to read it.";
    expect(readSavedMeasurement(changed("version", 9))).toEqual({ problem, newer: true });
  });

  test("goes through every step from the version of the file", () => {
    const first = (content: Readonly<Record<string, unknown>>) => ({ ...content, steps: "first" });
    const second = ({ steps, title, ...content }: Readonly<Record<string, unknown>>) => ({
      ...content,
      name: `${title} after ${steps}`,
    });
    const old = JSON.stringify({ ...JSON.parse(written), name: undefined, title: "phase 1" });
    expect(readSavedMeasurement(old, [first, second])).toEqual({ ...savedMeasurement, name: "phase 1 after first" });
    const middle = changed("version", 2);
    expect(readSavedMeasurement(middle, [first, second])).toMatchObject({ name: "undefined after undefined" });
    const broken = () => {
      throw new Error("no such field");
    };
    expect(readSavedMeasurement(written, [broken])).toEqual({
      problem: "This measurement of an older format (1) is broken and cannot be read.",
    });
  });
});

describe("broken files", () => {
  const sentence = /^[A-Z"].*\.$/s;

  /** What came of it is a sentence, or a measurement that survives being written again. */
  function expectSense(text: string): void {
    const read = readSavedMeasurement(text);
    if ("problem" in read) expect(read.problem).toMatch(sentence);
    else expect(readSavedMeasurement(savedMeasurementText(read))).toEqual(read);
  }

  test("that were cut or scratched anywhere", () => {
    const place = fc.nat(written.length);
    fc.assert(
      fc.property(place, place, fc.string({ maxLength: 6 }), (start, end, scratch) => {
        expectSense(written.slice(0, Math.min(start, end)) + scratch + written.slice(Math.max(start, end)));
        expectSense(written.slice(0, start) + scratch + written.slice(start + scratch.length));
      }),
      { numRuns: 150 },
    );
  });

  test("with any value in any place", () => {
    const paths: (readonly (string | number)[])[] = [];
    const walk = (value: unknown, path: readonly (string | number)[]) => {
      if (path.length > 0) paths.push(path);
      if (typeof value !== "object" || value === null) return;
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
    };
    walk(JSON.parse(written), []);
    expect(paths.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const content = JSON.parse(written);
        const holder = path.slice(0, -1).reduce((inner, name) => inner[name], content);
        holder[path.at(-1) as string] = value;
        expectSense(JSON.stringify(content));
      }),
      { numRuns: 300 },
    );
  });
});
