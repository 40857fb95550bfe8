// What lines and stages weighed in the build before: which build that is, and how it is told.
import { describe, expect, test } from "vitest";
import {
  analyze,
  explainMeasurement,
  type MeasuredStage,
  measuredClaim,
  measurementsOf,
  noFacts,
  noSemanticFacts,
  price,
  type SavedMeasurement,
  Trends,
  trendText,
  unknownClaim,
} from "../../server/src/engine/index";
import { defaultSettings } from "./rules/fixture";
import { savedMeasurement } from "./saved-measurement";

const text =
  "FROM debian AS tools\nRUN fetch a\nFROM debian AS app\nRUN install gcc\nCOPY --from=tools /a /a\nENV A=1\n";

/** A build on a day in November 2026, whose instructions have these sizes, in MB; the base image has 100. */
function built(day: number, source: string, sizes: Readonly<Record<number, number>>): SavedMeasurement {
  const measuredAt = `2026-11-${day}T12:00:00.000Z`;
  const { image, syntax } = analyze(source, defaultSettings, noSemanticFacts);
  const claim = (megabytes: number) => measuredClaim(megabytes * 1_000_000, "a test", measuredAt);
  const stages = image.stages.map((stage): MeasuredStage => {
    const own = stage.instructions.reduce((sum, { index }) => sum + (sizes[index] ?? 0), 0);
    const lineText = (line: number) => syntax.text.split("\n")[line] as string;
    return {
      name: stage.name,
      index: stage.index,
      line: stage.from.syntax.line,
      own: { claim: claim(own), unknownParts: 0 },
      total: { claim: claim(own + 100), unknownParts: 0 },
      base: claim(100),
      durationMs: 1,
      instructions: stage.instructions.map(({ index, keyword, syntax: { line } }) => ({
        index,
        line,
        keyword,
        text: lineText(line),
        size: keyword === "FROM" ? claim(100) : claim(sizes[index] ?? 0),
        durationMs: 1,
        cached: false,
      })),
    };
  });
  const build = { ...savedMeasurement.build, target: image.targets[0]!.label, measuredAt, stages };
  return {
    ...savedMeasurement,
    id: `day ${day}`,
    name: undefined,
    dockerfileText: source,
    buildArguments: {},
    platform: undefined,
    build,
  };
}

/** Trends of a text in which the last of these builds is what was measured, a minute before it ended. */
function trendsOf(now: string, kept: readonly SavedMeasurement[]) {
  const analysis = analyze(now, defaultSettings, noSemanticFacts);
  const last = kept[0];
  const facts = noFacts;
  const measurements = last
    ? measurementsOf(
        analyze(last.dockerfileText as string, defaultSettings, noSemanticFacts),
        last.build.stages,
        last.build.measuredAt.replace("12:00", "11:59"),
      )
    : [];
  const pricing = price(analysis, { ...facts, measurements });
  const trends = new Trends(analysis, pricing, kept);
  return {
    line: (line: number) => {
      const instruction = analysis.image.instructions.find(({ syntax }) => syntax.line === line)!;
      const trend = trends.ofInstruction(instruction);
      return trend && trendText(trend);
    },
    stage: (index: number) => {
      const trend = trends.ofStage(analysis.image.stages[index]!);
      return trend && trendText(trend);
    },
  };
}

describe("trends", () => {
  const first = built(20, text, { 1: 30, 3: 291, 4: 10 });
  const second = built(22, text, { 1: 30, 3: 274, 4: 10 });

  test("nothing is told where nothing is kept, or where the one build is the one that is shown", () => {
    expect(trendsOf(text, []).line(3)).toBeUndefined();
    expect(trendsOf(text, [first]).line(3)).toBeUndefined();
    expect(trendsOf(text, [first]).stage(1)).toBeUndefined();
  });

  test("a line, and its stage, beside the build before", () => {
    const trends = trendsOf(text, [second, first]);
    expect(trends.line(3)).toBe("Measured 274 MB; 291 MB before (2026-11-20), −17 MB");
    expect(trends.line(1)).toBe("Measured 30 MB, as before (2026-11-20)");
    expect(trends.line(5)).toBeUndefined();
    expect(trends.stage(1)).toBe("Measured 384 MB; 401 MB before (2026-11-20), −17 MB");
    expect(trends.stage(0)).toBe("Measured 130 MB, as before (2026-11-20)");
  });

  test("the name of the build before is told, and the same line is found by its text", () => {
    const older = built(
      20,
      `# a comment\n${text.replace("COPY --from=tools /a /a", "COPY b /b\nCOPY --from=tools /a /a")}`,
      {
        3: 291,
        4: 500,
        5: 7,
      },
    );
    const trends = trendsOf(text, [second, { ...older, name: "phase 1" }]);
    expect(trends.line(3)).toBe("Measured 274 MB; 291 MB before (phase 1, 2026-11-20), −17 MB");
    expect(trends.line(4)).toBe("Measured 10 MB; 7 MB before (phase 1, 2026-11-20), +3 MB");
  });

  test("a line that changed since the last build is told beside that build", () => {
    const trends = trendsOf(text.replace("AS app\nRUN install gcc", "AS app\nRUN install gcc make"), [second, first]);
    expect(trends.line(3)).toBe("Measured 274 MB before (2026-11-22)");
    expect(trends.line(1)).toBe("Measured 30 MB, as before (2026-11-20)");
  });

  test.each<[string, Partial<SavedMeasurement>]>([
    ["arguments", { buildArguments: { A: "1" } }],
    ["platform", { platform: "linux/arm64" }],
    ["target", { build: { ...first.build, target: "tools" } }],
  ])("builds with another %s are passed over", (_what, changes) => {
    expect(trendsOf(text, [second, { ...first, ...changes }]).line(3)).toBeUndefined();
    const oldest = built(18, text, { 3: 300 });
    expect(trendsOf(text, [second, { ...first, ...changes }, oldest]).line(3)).toContain("300 MB before (2026-11-18)");
  });

  test("a line that is new, and one whose size was not known before, have none", () => {
    const without = built(20, text.replace("COPY --from=tools /a /a\n", ""), { 3: 291 });
    expect(trendsOf(text, [second, without]).line(4)).toBeUndefined();
    const unknown = structuredClone(first) as unknown as { build: { stages: { instructions: { size: unknown }[] }[] } };
    unknown.build.stages[1]!.instructions[1]!.size = unknownClaim("not told");
    expect(trendsOf(text, [second, unknown as unknown as SavedMeasurement]).line(3)).toBeUndefined();
  });
});

describe("a measurement as a text", () => {
  test("tells what was built, every stage and instruction, the check and the rebuilds", () => {
    expect(explainMeasurement(savedMeasurement)).toMatchInlineSnapshot(`
      "phase 1: stage 1 comes to 120 MB

      File       /work/api/Dockerfile
      Target     stage 1
      Arguments  INCLUDE_DEV=true EMPTY=
      Platform   linux/amd64
      Context    /work/api
      Measured   2026-11-20 09:30 UTC
      Built in   12.3 s
      Engine     Docker 28.5.2, BuildKit, overlay2
      Image      sha256:0123
      Basis      image history of Docker 28.5.2 (overlay2)
      Check      failed: The command ended with 1.

      Sizes are unpacked (1 MB is 1,000,000 bytes). ≈ is an estimate, ≥ a lower bound, the rest is measured.

            size        time  line  instruction

      tools: adds 100 MB, total 200 MB, 9.0 s
          100 MB      cached     1  FROM debian AS tools
          100 MB       9.0 s     2  RUN apt-get install -y gcc

      stage 1: adds ≥ 10 B, total 120 MB
         unknown       0.0 s     4  COPY app /app

      Rebuilds:
        with nothing changed: 0.9 s (nothing changed)
        after a code change: the context holds no code
      "
    `);
  });

  test("tells what changed since the one before, and shows no control characters", () => {
    const earlier = { ...savedMeasurement, name: undefined };
    const later: SavedMeasurement = {
      ...savedMeasurement,
      name: "phase\u001b[31m 2",
      build: {
        ...savedMeasurement.build,
        image: { id: "sha256:1", size: measuredClaim(1_000_000, "b", "2026-11-26") },
      },
    };
    const [title] = explainMeasurement(later, earlier).split("\n");
    expect(title).toBe("phase [31m 2: stage 1 comes to 1 MB (−119 MB since 2026-11-20 09:30 UTC)");
  });
});
