// What instructions and stages of a file weighed in the build before: kept measurements, matched as comparisons do.
import type { Analysis, Pricing } from "./analysis";
import type { MeasuredStage, SavedMeasurement } from "./builds";
import { changeOf, formatDifference } from "./comparison/differences";
import { matchInstructions } from "./comparison/match-instructions";
import { matchStages, type StagePair } from "./comparison/match-stages";
import type { Side } from "./comparison/sides";
import type { InstructionComparison, SizeChange } from "./comparison/types";
import type { Instruction, Stage } from "./image/types";
import { savedMeasurementKey } from "./saved-measurements";
import { boundsOf, totalOf, unknownClaim } from "./sizes/claims";
import { formatTotal } from "./sizes/format";
import type { SizeClaim, Total } from "./sizes/types";
import { instructionText } from "./syntax/instruction-text";

/** A size that was measured before, and what has become of it. */
export interface Trend {
  readonly size: SizeChange;
  /** The measurement that `size.before` is of. */
  readonly earlier: SavedMeasurement;
}

/** What stands in two builds, by the newer one's indices. */
interface Matches {
  readonly stages: ReadonlyMap<number, StagePair>;
  readonly instructions: ReadonlyMap<number, InstructionComparison>;
}

/**
 * Looks up trends in measurements of this file, newest first: those with the same build arguments and platform, of the
 * targets that the analysis has. Sizes that were measured are told beside the measurement before; where the last build
 * measured something else at this place, that is what was before.
 */
export class Trends {
  private readonly matches = new Map<SavedMeasurement, Matches>();

  constructor(
    private readonly analysis: Analysis,
    private readonly pricing: Pricing,
    private readonly kept: readonly SavedMeasurement[],
  ) {}

  /** What the instruction stored before, in the same stage or another one; for a FROM, what its stage stood on. */
  ofInstruction({ index, keyword, stage }: Instruction): Trend | undefined {
    const now = this.pricing.instructions.get(index)?.size;
    return this.find(stage, now, ({ stages, instructions }) => {
      if (keyword !== "FROM") return instructions.get(index)?.size;
      const { before, after } = stages.get(stage.index) ?? {};
      return before && after && changeOf(totalOf(before.stage.base), totalOf(after.stage.base));
    });
  }

  /** What the stage came to before. */
  ofStage(stage: Stage): Trend | undefined {
    const now = this.pricing.stages.find((one) => one.stage === stage)?.total;
    return this.find(stage, now, ({ stages }) => {
      const { before, after } = stages.get(stage.index) ?? {};
      return before && after && changeOf(before.stage.total, after.stage.total);
    });
  }

  private find(
    stage: Stage,
    now: Total | undefined,
    changeIn: (matches: Matches) => SizeChange | undefined,
  ): Trend | undefined {
    if (now === undefined || this.kept.length === 0) return undefined;
    for (const target of this.analysis.image.targets) {
      if (target !== stage && stage.index > target.index) continue;
      const current = this.asMeasured(target);
      const key = savedMeasurementKey(current);
      const earlier = this.kept.find((one) => savedMeasurementKey(one) === key && isBefore(one, now.claim));
      const size = earlier && changeIn(this.matchesWith(earlier, current));
      if (earlier && size?.before && boundsOf(size.before.claim)) return { size, earlier };
    }
    return undefined;
  }

  private matchesWith(earlier: SavedMeasurement, current: SavedMeasurement): Matches {
    const known = this.matches.get(earlier);
    if (known) return known;
    const sides = { before: sideOf(earlier), after: sideOf(current) };
    const pairs = matchStages(sides.before.stages, sides.after.stages);
    const instructions = [...matchInstructions(pairs, sides).values()].flat();
    const matches = {
      stages: new Map(pairs.flatMap((pair) => (pair.after ? [[pair.after.stage.index, pair] as const] : []))),
      instructions: new Map(instructions.flatMap((one) => (one.after ? [[one.after.index, one] as const] : []))),
    };
    this.matches.set(earlier, matches);
    return matches;
  }

  /** The file as it is now, in the shape of a measurement of this target. */
  private asMeasured(target: Stage): SavedMeasurement {
    const { settings, syntax, image } = this.analysis;
    const stages = image.stages.filter((stage) => stage === target || (stage.reached && stage.index < target.index));
    return {
      id: "",
      name: undefined,
      dockerfilePath: this.kept[0]?.dockerfilePath ?? "",
      dockerfileText: syntax.text,
      buildArguments: settings.buildArguments,
      platform: settings.platform,
      contextPath: undefined,
      build: {
        engine: "",
        target: target.label,
        durationMs: 0,
        image: { id: "", size: unknownClaim("it is not built") },
        stages: stages.map((stage) => this.stageAsMeasured(stage)),
        measuredAt: "",
      },
    };
  }

  private stageAsMeasured(stage: Stage): MeasuredStage {
    const { syntax } = this.analysis;
    const price = this.pricing.stages.find((one) => one.stage === stage);
    const nothing: Total = { claim: unknownClaim("it is not priced"), unknownParts: 1 };
    const sizeOf = ({ index }: Instruction) => wholeClaim(this.pricing.instructions.get(index)?.size ?? nothing);
    return {
      name: stage.name,
      index: stage.index,
      line: stage.from.syntax.line,
      own: price?.own ?? nothing,
      total: price?.total ?? nothing,
      base: sizeOf(stage.from),
      durationMs: undefined,
      instructions: stage.instructions.map((instruction) => ({
        index: instruction.index,
        line: instruction.syntax.line,
        keyword: instruction.keyword,
        text: instructionText(syntax, instruction.syntax),
        size: sizeOf(instruction),
        durationMs: undefined,
        cached: false,
      })),
    };
  }
}

/** Both sides of the file are known to be of a Dockerfile, and what ships does not matter here: nothing is analysed for it. */
function sideOf({ build: { stages } }: SavedMeasurement): Side {
  const target = stages.at(-1);
  return {
    keyOf: ({ text }) => text,
    stages: stages.map((stage) => ({
      stage,
      label: stage.name ?? `stage ${stage.index}`,
      isTarget: stage === target,
      shipped: false,
      inherits: false,
    })),
  };
}

/** The build that measured the current size is not the one before; an estimate is younger than every build. */
function isBefore({ build }: SavedMeasurement, now: SizeClaim): boolean {
  return now.kind !== "measured" || Date.parse(build.measuredAt) < Date.parse(now.measuredAt);
}

function wholeClaim({ claim, unknownParts }: Total): SizeClaim {
  return unknownParts === 0 ? claim : unknownClaim("a part of it is unknown");
}

/**
 * `Measured 274 MB; 291 MB before (phase 1, 2026-11-20), −17 MB`; for an estimate `≈ 120 MB now; 291 MB before …`.
 * Undefined where there is nothing to tell: no bytes then and now.
 */
export function trendText({ size: { before, after, difference }, earlier }: Trend): string | undefined {
  const was = before && formatTotal(before);
  const bounds = [before, after].map((total) => total && boundsOf(total.claim)?.high);
  if (was === undefined || bounds.every((high) => high === 0)) return undefined;
  const when = [earlier.name, earlier.build.measuredAt.slice(0, 10)].filter((part) => part !== undefined).join(", ");
  const now = after && formatTotal(after);
  if (now === undefined) return `Measured ${was} before (${when})`;
  const isMeasured = after?.claim.kind === "measured" && after.unknownParts === 0;
  if (difference.kind === "measured" && difference.bytes === 0)
    return `${isMeasured ? "Measured " : ""}${now}, as before (${when})`;
  const change = formatDifference(difference);
  return `${isMeasured ? `Measured ${now}` : `${now} now`}; ${was} before (${when})${change === undefined ? "" : `, ${change}`}`;
}
