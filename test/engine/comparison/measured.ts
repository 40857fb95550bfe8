// Measurements for tests: a Dockerfile whose lines say in a comment behind them how many bytes they stored.
import {
  buildImageModel,
  instructionText,
  type MeasuredInstruction,
  type MeasuredStage,
  measuredClaim,
  noSemanticFacts,
  parseDockerfile,
  type SavedMeasurement,
  type SizeClaim,
  sumClaims,
  sumTotals,
  unknownClaim,
} from "../../../server/src/engine/index";

const date = "2026-11-26T20:00:00.000Z";

export const bytes = (count: number): SizeClaim => measuredClaim(count, "image history", date);

/**
 * Reads `FROM a AS b #= 100`: what stands behind `#=` are the bytes of the line, `?` is unknown, and a line without it
 * stores 0. A second word is the digest of the files that it copied. Only stages that the last one reaches are measured.
 */
export function measured(
  marked: string,
  more: Partial<SavedMeasurement> = {},
  engine = "Docker 28.5.2, BuildKit, overlay2",
): SavedMeasurement {
  const marks = new Map<number, readonly string[]>();
  const text = marked
    .split("\n")
    .map((line, index) => {
      const mark = /\s*#= *(.*)$/.exec(line);
      if (mark) marks.set(index, mark[1]!.trim().split(/\s+/));
      return mark ? line.slice(0, mark.index) : line;
    })
    .join("\n");
  const syntax = parseDockerfile(text);
  const image = buildImageModel(syntax, { targets: [], buildArguments: {}, platform: undefined }, noSemanticFacts);
  const claimAt = (line: number) => {
    const mark = marks.get(line)?.[0] ?? "0";
    return mark === "?" ? unknownClaim("nobody knows") : bytes(Number(mark));
  };
  const stages = new Map<number, MeasuredStage>();
  for (const stage of image.stages.filter(({ reached, isTarget }) => reached || isTarget)) {
    const below = stage.base.kind === "stage" ? stages.get(stage.base.stage.index) : undefined;
    const total = below?.total ?? sumClaims([claimAt(stage.from.syntax.line)]);
    const instructions = stage.instructions.map(({ index, keyword, syntax: at }): MeasuredInstruction => {
      const digest = marks.get(at.line)?.[1];
      return {
        index,
        line: at.line,
        keyword,
        text: instructionText(syntax, at),
        size: keyword === "FROM" ? total.claim : claimAt(at.line),
        durationMs: 1000,
        cached: false,
        ...(digest && { contextDigest: digest }),
      };
    });
    const own = sumClaims(instructions.slice(1).map(({ size }) => size));
    stages.set(stage.index, {
      name: stage.name,
      index: stage.index,
      line: stage.from.syntax.line,
      own,
      total: sumTotals([total, own]),
      base: total.claim,
      durationMs: 1000 * instructions.length,
      instructions,
    });
  }
  const target = image.targets[0]!;
  return {
    id: "00000000-0000-4000-8000-000000000000",
    name: undefined,
    dockerfilePath: "/work/api/Dockerfile",
    dockerfileText: text,
    buildArguments: {},
    platform: undefined,
    contextPath: "/work/api",
    build: {
      engine,
      target: target.label,
      durationMs: 10_000,
      image: { id: `sha256:${"a".repeat(64)}`, size: stages.get(target.index)!.total.claim },
      stages: [...stages.values()],
      measuredAt: date,
    },
    ...more,
  };
}
