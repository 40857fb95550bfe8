// The report: every section from what is known, nothing invented where it is not, and nothing that markup can do.
import { describe, expect, test } from "vitest";
import {
  analyze,
  analyzeBudget,
  type CheckResult,
  compareMeasurements,
  comparisonReport,
  comparisonTexts,
  measurementsOf,
  mergeSettings,
  noSemanticFacts,
  price,
  type RebuildTime,
  type SavedMeasurement,
} from "../../../server/src/engine/index";
import { shippedFacts } from "../shipped-data";
import { measured } from "./measured";

const before = `FROM debian:bookworm-slim AS base #= 74000000
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev curl #= 190000000
FROM base AS run
WORKDIR /app
COPY src ./src #= 1000 aa
CMD ["./src/run"]`;
const after = `FROM debian:bookworm-slim AS base #= 74000000
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* #= 9000000
FROM base AS run
WORKDIR /app
COPY src ./src #= 1000 aa
CMD ["./src/run"]`;

function priced({ dockerfileText, build, buildArguments, platform }: SavedMeasurement) {
  const { settings } = mergeSettings(undefined, undefined);
  const targets = [String(build.stages.at(-1)!.index)];
  const analysis = analyze(
    dockerfileText!,
    { ...settings.analysis, targets, buildArguments, platform },
    noSemanticFacts,
  );
  const measurements = measurementsOf(analysis, build.stages, build.measuredAt);
  return { analysis, pricing: price(analysis, { ...shippedFacts, measurements }) };
}

function compared(one: SavedMeasurement, other: SavedMeasurement) {
  return compareMeasurements(one, other, { before: priced(one), after: priced(other) });
}

const withBuild = (saved: SavedMeasurement, build: Partial<SavedMeasurement["build"]>): SavedMeasurement => ({
  ...saved,
  build: { ...saved.build, ...build },
});

describe("what the images hold", () => {
  const { contents, size } = compared(measured(before, { name: "phase 1" }), measured(after, { name: "phase 2" }));
  const rows = contents!.parts.map(({ kind, label, size: { difference } }) => ({ kind, label, difference }));

  test("names what went, and all parts together are what was measured", () => {
    const likely = rows.map(({ difference }) =>
      difference.kind === "measured"
        ? difference.bytes
        : difference.kind === "estimated"
          ? difference.likely
          : Number.NaN,
    );
    expect(size.difference).toMatchObject({ kind: "measured", bytes: -181_000_000 });
    const sum = likely.reduce((all, one) => all + one, 0);
    expect(Math.abs(sum + 181_000_000)).toBeLessThan(10);
    expect(rows[0]).toMatchObject({ label: expect.stringContaining("gcc"), difference: { kind: "estimated" } });
    expect(rows.find(({ label }) => label === "package lists of apt")).toMatchObject({ kind: "removed" });
    expect(rows.find(({ label }) => label.startsWith("base image"))).toMatchObject({
      kind: "same",
      difference: { kind: "measured", bytes: 0 },
    });
  });

  test("says which findings were fixed and what build tools are gone", () => {
    expect(contents!.fixed.map(({ rule }) => rule)).toContain("package-cache-left");
    expect(contents!.introduced).toEqual([]);
    expect(contents!.buildTools).toEqual({ before: ["gcc", "libc6-dev"], after: [] });
  });
});

describe("the report", () => {
  const phase1 = measured(before, { name: "phase 1", revision: "0123456789abcdef", keptTag: "api:phase1" });
  const phase2 = measured(after, { name: "phase 2" });
  const report = comparisonReport(compared(phase1, phase2));

  test("has its sections in order", () => {
    expect([...report.matchAll(/^##? .*$/gm)].map(([heading]) => heading)).toEqual([
      "# run: 264 MB → 83 MB (−181 MB, −69 %)",
      "## What changed",
      "## What was removed",
      "## What remains",
      "## Checks",
      "## How to roll back",
      "## How this was measured",
    ]);
    expect(report).toContain("| Image size | 264 MB | 83 MB | −181 MB (−69 %) |");
    expect(report).toContain("| Build tools in the image | yes: gcc, libc6-dev | no |  |");
    expect(report).toMatch(/\| package lists of apt \| base \| {2}\| ≈ −\d+(\.\d+)? MB \|/);
    expect(report).toContain("| **Together** |  |  | **≈ −181 MB** |");
    expect(report).toMatch(/\| base image debian:bookworm-slim \| 74 MB \| 89 % \|/);
    expect(report).toContain("Neither image was run");
    expect(report).toContain("kept as `api:phase1`");
    expect(report).toContain("`git checkout 0123456789ab -- Dockerfile`");
    expect(report).toContain("```dockerfile\nFROM debian:bookworm-slim AS base\n");
    expect(report).not.toMatch(/undefined|NaN|\[object/);
    // Where files lie on this machine is nobody else's business.
    expect(report).not.toContain("/work/api");
  });

  test("checks and rebuild times stand in it where they were made", () => {
    const check = (passed: boolean): CheckResult => ({
      passed,
      message: passed ? "curl --version succeeded" : "curl --version ended with 127",
      logTail: passed ? "" : "curl: not found",
      durationMs: 400,
    });
    const time = (kind: RebuildTime["kind"], durationMs: number | undefined, note = ""): RebuildTime => ({
      kind,
      durationMs,
      note,
    });
    const text = comparisonReport(
      compared(
        withBuild(phase1, { check: check(true), rebuilds: [time("cold", 350_000), time("warm", 35_000)] }),
        withBuild(phase2, {
          check: check(false),
          rebuilds: [
            time("cold", 340_000, "every step ran again"),
            time("warm", 7_000),
            time("code-change", undefined, "no code file is copied"),
          ],
        }),
      ),
    );
    expect(text).toContain("| phase 1 | passed | curl --version succeeded | 0.4 s |");
    expect(text).toContain("| phase 2 | **failed** | curl --version ended with 127 | 0.4 s |");
    expect(text).toContain("```text\ncurl: not found\n```");
    expect(text).toContain("| Rebuild without cache | 5 min 50 s | 5 min 40 s | about the same |");
    expect(text).toContain("| Rebuild with nothing changed | 35.0 s | 7.0 s | 5 times as fast |");
    expect(text).toContain("| Rebuild after a code change | not timed | not timed |  |");
    expect(text).toContain("- Rebuild without cache: every step ran again (phase 2)\n");
    expect(text).toContain("- Rebuild after a code change: no code file is copied (phase 2)");
  });

  test("one image that was run does not speak for the other", () => {
    const check = { passed: true, message: "it starts", logTail: "", durationMs: 1 };
    const text = comparisonReport(compared(phase1, withBuild(phase2, { check })));
    expect(text).toContain("phase 1 was not run.");
  });

  test("an image that was only read has no contents to tell of", () => {
    const image = { ...phase1, dockerfileText: undefined, dockerfilePath: "api:1.0", name: undefined };
    const text = comparisonReport(compareMeasurements(image, phase2));
    expect(text).toContain("tells its layers and not what is in them");
    expect(text).not.toContain("## What remains");
    expect(text).not.toContain("This build took");
  });

  test("an unknown size is said to be unknown", () => {
    const unknown = measured("FROM a #= 10\nRUN b #= ?");
    const text = comparisonReport(compareMeasurements(unknown, measured("FROM a #= 10\nRUN b #= 5", { name: "new" })));
    expect(text).toContain("| Image size | ≥ 10 B | 15 B | unknown |");
    expect(text).toContain("| Instructions that add files to it | ≥ 0 | 1 | unknown |");
    expect(text).toMatch(
      /^# stage 0: ≥ 10 B → 15 B\n\nHow the size changed .* is not known: a part of it is unknown\.$/m,
    );
  });

  test("a share of nothing is not told", () => {
    const text = comparisonReport(
      compareMeasurements(measured("FROM scratch", { name: "old" }), measured("FROM a #= 5", { name: "new" })),
    );
    expect(text).toContain("The image of new is 5 B larger than that of old.");
  });

  test("text of the files cannot become markup", () => {
    const evil = measured("FROM a AS x #= 10\nRUN echo '`<script>` | [a](b)' #= 5", { name: "<b>|x" });
    const text = comparisonReport(compareMeasurements(evil, measured("FROM a AS x #= 10")));
    expect(text).not.toMatch(/(?<!\\)<b>/);
    for (const line of text.split("\n").filter((one) => one.startsWith("|"))) {
      expect(line.replace(/\\\|/g, "").split("|").length - 2).toBeGreaterThanOrEqual(2);
    }
    expect(text).toContain("`` RUN echo '`<script>` \\| [a](b)' ``");
  });
});

describe("the budget in the report", () => {
  const saved = measured(before);
  const { analysis, pricing } = priced(saved);
  const stage = analysis.image.stages.at(-1)!;
  const budgetOf = (bytes: number) => analyzeBudget(analysis, pricing, stage, bytes, saved.build.stages);
  const section = (bytes: number) => {
    const report = comparisonReport(compared(saved, { ...saved, name: "other" }), { budget: budgetOf(bytes) });
    return /## Budget\n\n([\s\S]*?)(?=\n## )/.exec(report)![1]!;
  };

  test("is kept", () => {
    expect(budgetOf(300e6)).toMatchObject({ isBroken: false, reach: "within" });
    expect(section(300e6).trim()).toBe("run comes to 264 MB, within its budget of 300 MB.");
  });

  test("is broken, and the findings may be enough", () => {
    const budget = budgetOf(255e6);
    expect(budget).toMatchObject({ isBroken: true });
    expect(["enough", "perhaps"]).toContain(budget.reach);
    expect(budget.largest.map(({ label }) => label)).toEqual([
      "RUN in line 2",
      "the base image debian:bookworm-slim",
      "COPY in line 5",
    ]);
    expect(section(255e6)).toMatch(/The open findings here give back .+ together, which (is|may be) enough\./);
  });

  test("cannot be reached: says what is required and how small it can get", () => {
    const budget = budgetOf(50e6);
    expect(budget.reach).toBe("tooLittle");
    expect(budget.required[0]!.label).not.toBe("package lists of apt");
    expect(budget.required.map(({ label }) => label)).toContain("base image debian:bookworm-slim");
    const text = section(50e6);
    expect(text).toMatch(/do not bring it below: ≈ \S+ MB would be left\. What none of them takes back: /);
    expect(text).toContain("The smallest size within reach of the findings: ≈ ");
    expect(text).toContain("To get below 50 MB, one of these has to go");
  });
});

describe("the texts of a diff view", () => {
  const comparison = compared(measured(before, { name: "phase 1" }), measured(after, { name: "phase 2" }));
  const texts = comparisonTexts(comparison);

  test("hold each side's own stages and contents, with their sizes", () => {
    expect(texts.before.split("\n").slice(0, 8)).toEqual([
      "    264 MB  the image of run",
      "",
      "    190 MB  stage base adds",
      "     74 MB    FROM debian:bookworm-slim AS base",
      "    190 MB    RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev curl",
      "",
      "      1 kB  stage run adds",
      "              FROM base AS run",
    ]);
    expect(texts.before).toMatch(/^ +≈ \d.* MB {4}package lists of apt$/m);
    expect(texts.after).not.toContain("package lists of apt");
  });

  test("have the same line where nothing changed", () => {
    const shared = texts.before.split("\n").filter((line) => texts.after.split("\n").includes(line));
    expect(shared).toContain("      1 kB    COPY src ./src");
    expect(shared).toContain("     74 MB    base image debian:bookworm-slim");
  });

  test("what moved to another stage stands once on each side", () => {
    const text = "FROM a AS x #= 10\nRUN y #= 5\nFROM x AS z\nCOPY --from=x /a /a";
    const moved = "FROM a AS x #= 10\nFROM x AS b\nRUN y #= 5\nFROM x AS z\nCOPY --from=b /a /a";
    const sides = comparisonTexts(compareMeasurements(measured(text), measured(moved)));
    for (const side of [sides.before, sides.after]) expect(side.match(/RUN y/g)).toHaveLength(1);
  });
});
