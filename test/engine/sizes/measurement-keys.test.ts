// Keys of measurements: an edit changes them from its line on, and only when it can change files.
import { describe, expect, test } from "vitest";
import type { MeasuredStage } from "../../../server/src/engine/builds";
import { measuredClaim } from "../../../server/src/engine/sizes/claims";
import { measurementKeys, measurementsOf } from "../../../server/src/engine/sizes/measurement-keys";
import { price } from "../../../server/src/engine/sizes/price";
import type { Measurement, SizeFacts } from "../../../server/src/engine/sizes/types";
import { type Sketch, sampleAnalysis } from "./sample-analysis";

const file = `ARG VERSION=1
FROM debian:bookworm-slim AS builder
ARG VERSION=1
RUN echo one \\
    # a comment
    && echo "two  blanks"
ENV MODE=fast
RUN echo $MODE
COPY app /app
FROM debian:bookworm-slim
COPY --from=builder /app /app
LABEL note=first
RUN <<EOF
echo three
EOF
`;

function keysOf(text: string, sketch: Sketch = {}) {
  return [...measurementKeys(sampleAnalysis(text, sketch)).values()];
}

/** Numbers of the keys that an edit changes, counted over the instructions after the first FROM's. */
function changedBy(edit: (text: string) => string, settings?: Sketch["settings"]): number[] {
  const before = keysOf(file);
  const after = keysOf(edit(file), { settings });
  expect(after).toHaveLength(before.length);
  return before.flatMap(({ key }, index) => (key === after[index]?.key ? [] : [index]));
}

//            0 FROM, 1 ARG, 2 RUN, 3 ENV, 4 RUN, 5 COPY, 6 FROM, 7 COPY --from, 8 LABEL, 9 RUN
const all = [1, 2, 3, 4, 5, 7, 8, 9];

describe("keys stay the same when", () => {
  test.each([
    ["white space between words changes", (text: string) => text.replace("RUN echo one \\", "RUN   echo   one   \\")],
    ["a comment inside an instruction changes", (text: string) => text.replace("# a comment", "# another one")],
    ["a comment above changes", (text: string) => `# hello\n\n${text}`],
    ["lines are joined", (text: string) => text.replace("RUN echo one \\\n    # a comment\n    &&", "RUN echo one &&")],
    ["line endings change", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a stage is renamed", (text: string) => text.replaceAll("builder", "maker")],
  ])("%s", (_, edit) => {
    // A renamed stage changes the text of what copies from it, and nothing else.
    expect(changedBy(edit).filter((index) => index !== 7 || !edit("builder").includes("maker"))).toEqual(
      edit("builder").includes("maker") ? [8, 9] : [],
    );
  });
});

describe("keys change from the line on when", () => {
  test.each([
    ["a command changes", (text: string) => text.replace("echo one", "echo ONE"), [2, 3, 4, 5, 7, 8, 9]],
    ["blanks inside quotes change", (text: string) => text.replace("two  blanks", "two blanks"), [2, 3, 4, 5, 7, 8, 9]],
    ["ENV changes", (text: string) => text.replace("MODE=fast", "MODE=slow"), [3, 4, 5, 7, 8, 9]],
    ["an ARG's default changes", (text: string) => text.replace("ARG VERSION=1\nRUN", "ARG VERSION=2\nRUN"), all],
    ["a copied folder's name changes", (text: string) => text.replace("COPY app", "COPY src"), [5, 7, 8, 9]],
    ["a heredoc changes", (text: string) => text.replace("echo three", "echo four"), [9]],
    ["the base changes", (text: string) => text.replace("bookworm-slim AS", "trixie-slim AS"), [0, ...all]],
  ])("%s", (_, edit, expected) => {
    expect(changedBy(edit)).toEqual(expected);
  });

  test("the platform or a build argument changes", () => {
    expect(changedBy((text) => text, { platform: "linux/arm64" })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(changedBy((text) => text, { buildArguments: { VERSION: "2" } })).toEqual(all);
  });
});

test("what only describes the image changes no key below", () => {
  expect(changedBy((text) => text.replace("note=first", "note=second"))).toEqual([8]);
});

test("the key of the instruction alone stays after an edit above", () => {
  const before = keysOf(file);
  const after = keysOf(file.replace("echo one", "echo ONE"));
  expect(before[4]?.instructionKey).toBe(after[4]?.instructionKey);
  expect(before[2]?.instructionKey).not.toBe(after[2]?.instructionKey);
});

describe("measurements", () => {
  const at = "2026-11-23T10:00:00Z";
  const line = (index: number) => ({ index, line: 0, text: "", durationMs: 1500, cached: false });
  const size = (bytes: number) => measuredClaim(bytes, "image history of Docker 28.5.2 (overlay2)", at);
  const total = (bytes: number) => ({ claim: size(bytes), unknownParts: 0 });
  const stages = (digest: string): MeasuredStage[] => [
    {
      name: "builder",
      index: 0,
      line: 1,
      own: total(306),
      total: total(1306),
      base: size(1000),
      durationMs: 3000,
      instructions: [
        { ...line(3), keyword: "RUN", size: size(100) },
        { ...line(5), keyword: "RUN", size: size(200) },
        { ...line(6), keyword: "COPY", size: size(6), contextDigest: digest },
      ],
    },
    {
      name: undefined,
      index: 1,
      line: 9,
      own: total(9),
      total: total(1009),
      base: size(1000),
      durationMs: 3000,
      instructions: [
        { ...line(8), keyword: "COPY", size: size(6) },
        { ...line(10), keyword: "RUN", size: { kind: "unknown", reason: "the mapping is not certain" } },
      ],
    },
  ];
  const sketch: Sketch = {
    effects: (at) => (at === 8 ? [{ kind: "write", what: "context", sources: ["app"] }] : []),
  };
  const analysed = (text: string) => sampleAnalysis(text, sketch);
  const measurements = measurementsOf(analysed(file), stages("digest-1"), at);
  const facts = (digest?: string): SizeFacts => ({
    revision: 1,
    measurements,
    facts: new Map([
      [
        'context-files ["app"]',
        digest === undefined
          ? ({ state: "pending" } as const)
          : ({ state: "known", value: { bytes: 6, basis: "counted", digest } } as const),
      ],
    ]),
  });
  const sizes = (text: string, size: SizeFacts) =>
    [...price(analysed(text), size).instructions.values()].map(({ size: { claim } }) =>
      claim.kind === "measured" ? claim.bytes : claim.kind,
    );

  test("price what they were taken of; what could not be measured is left to the data", () => {
    // FROM, ARG, RUN, ENV, RUN, COPY, FROM, COPY --from, LABEL, RUN
    const expected = [1000, "estimated", 100, "estimated", 200, 6, 1000, 6, "estimated", "estimated"];
    expect(sizes(file, facts("digest-1"))).toEqual(expected);
    // As long as the context is not read, it is taken to be unchanged.
    expect(sizes(file, facts())).toEqual(expected);
    expect(measurements).toHaveLength(6);
  });

  test("carry durations", () => {
    const prices = price(analysed(file), facts()).instructions;
    expect(prices.get(3)).toMatchObject({ durationMs: 1500, cached: false });
    expect(prices.get(2)).toMatchObject({ durationMs: undefined, cached: undefined });
  });

  test("turn into estimates below an edit", () => {
    const edited = file.replace("echo one", "echo ONE");
    const prices = price(analysed(edited), facts("digest-1"));
    expect(prices.instructions.get(5)?.size.claim).toMatchObject({
      kind: "estimated",
      likely: 200,
      basis: "measured before the edit above; image history of Docker 28.5.2 (overlay2)",
    });
    expect(prices.instructions.get(1)?.size.claim).toMatchObject({ kind: "measured", bytes: 1000 });
    // What the workspace knows exactly is better than an old measurement.
    expect(prices.instructions.get(6)?.size.claim).toMatchObject({ likely: 6, basis: "counted" });
  });

  test("do not hold for other context files, nor for what copies them on", () => {
    const prices = price(analysed(file), facts("digest-2")).instructions;
    expect(prices.get(6)?.size.claim.kind).toBe("estimated");
    expect(prices.get(8)?.size.claim).toMatchObject({ kind: "estimated", likely: 6 });
    expect(prices.get(5)?.size.claim.kind).toBe("measured");
  });

  test("come back when an edit is undone, the newest first", () => {
    const newer: Measurement[] = measurements.map((one) => ({ ...one, bytes: one.bytes + 1 }));
    const both: SizeFacts = { ...facts("digest-1"), measurements: [...measurements, ...newer] };
    expect(sizes(file, both)[2]).toBe(101);
  });

  test("stay the same object for the same stages, told one by one or together", () => {
    const [first] = stages("digest-1");
    const early = measurementsOf(analysed(file), [first!], at);
    expect(measurements.slice(0, early.length)).toEqual(early);
  });
});
