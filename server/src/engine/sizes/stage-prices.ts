// What each stage and instruction takes: its effects' prices, or what a build measured.
import type { Analysis, InstructionPrice, LargestEntry, PricePart, Pricing, StagePrice } from "../analysis";
import type { Effect, Instruction, Stage } from "../image/types";
import { isOfApt, priceRecordsAlone } from "./apt-layers";
import { externalBaseClaim, pulledClaim } from "./base-facts";
import { boundsOf, estimatedClaim, exactClaim, isExact, sumTotals, unknownClaim } from "./claims";
import { effectLabel } from "./effect-labels";
import { baseClaim, type Facts } from "./effect-prices";
import { unreadWriter } from "./quiet-commands";
import type { Measurement, SizeClaim, Total } from "./types";

/** What builds measured of the instructions of an analysis, by their index. */
export interface Measured {
  /** Instructions whose measurement still holds. */
  readonly exact: ReadonlyMap<number, Measurement>;
  /** Instructions that were measured before something above them changed. */
  readonly earlier: ReadonlyMap<number, Measurement>;
}

export const nothingMeasured: Measured = { exact: new Map(), earlier: new Map() };

/** The biggest entries of an effect. */
export type LargestOf = (effect: Effect) => readonly LargestEntry[];

/** What is shown of an analysis. */
export type Shown = Pick<Pricing, "stages" | "instructions">;

/** Prices each stage and instruction, in the order of the file. */
export function priceStages(
  analysis: Analysis,
  prices: ReadonlyMap<Effect, Total>,
  measured: Measured,
  facts: Facts,
  largestOf: LargestOf,
): Shown {
  const stages = new Map<Stage, StagePrice>();
  const instructions = new Map<number, InstructionPrice>();
  for (const stage of analysis.image.stages) {
    const parent = stage.base.kind === "stage" ? stages.get(stage.base.stage) : undefined;
    const fromPrice = priceFrom(stage, parent, analysis.settings.platform, measured, facts);
    instructions.set(stage.from.index, fromPrice);
    const added: Total[] = [];
    for (const instruction of stage.instructions) {
      if (instruction === stage.from) continue;
      const priced = priceInstruction(instruction, prices, measured, largestOf);
      instructions.set(instruction.index, priced);
      added.push(priced.size);
    }
    const own = sumTotals(added);
    stages.set(stage, {
      stage,
      base: parent?.base ?? fromPrice.size.claim,
      own,
      total: sumTotals([fromPrice.size, own]),
    });
  }
  return { stages: [...stages.values()], instructions };
}

function priceFrom(
  stage: Stage,
  parent: StagePrice | undefined,
  platform: string | undefined,
  measured: Measured,
  facts: Facts,
): InstructionPrice {
  const built = measured.exact.get(stage.from.index);
  const rest = { instruction: stage.from, parts: [], durationMs: built?.durationMs, cached: built?.cached };
  if (parent !== undefined) return { ...rest, size: parent.total, pulled: undefined };
  const claim =
    built === undefined ? externalBaseClaim(stage, platform, facts, baseClaim(stage.base, platform)) : claimOf(built);
  const size = { claim, unknownParts: claim.kind === "unknown" ? 1 : 0 };
  return { ...rest, size, pulled: pulledClaim(stage, platform, facts) };
}

function claimOf({ bytes, metric, basis, measuredAt }: Measurement): SizeClaim {
  return { kind: "measured", bytes, metric, basis, measuredAt };
}

/** A RUN of which the image model says nothing: little is stored, or nobody can tell how much. */
function priceSilentRun(instruction: Instruction, records: SizeClaim | undefined): Total {
  const writer = unreadWriter(instruction, (command) => records !== undefined && isOfApt(command));
  if (writer === undefined)
    return { claim: exactClaim(0, "none of its commands stores more than a little text"), unknownParts: 0 };
  return { claim: unknownClaim(`what ${writer.program} writes is not known before it is built`), unknownParts: 1 };
}

function priceInstruction(
  instruction: Instruction,
  prices: ReadonlyMap<Effect, Total>,
  { exact, earlier }: Measured,
  largestOf: LargestOf,
): InstructionPrice {
  const found = exact.get(instruction.index);
  const before = earlier.get(instruction.index);
  const records = priceRecordsAlone(instruction);
  const known =
    instruction.keyword === "RUN" && instruction.effects.length === 0
      ? priceSilentRun(instruction, records)
      : sumTotals(instruction.effects.map((effect) => prices.get(effect) as Total));
  const estimate = records === undefined ? known : sumTotals([known, { claim: records, unknownParts: 0 }]);
  return {
    instruction,
    size: found
      ? { claim: claimOf(found), unknownParts: 0 }
      : before && !isCounted(instruction, estimate)
        ? earlierTotal(before)
        : estimate,
    get parts() {
      return partsOf(instruction, prices, largestOf, records);
    },
    pulled: undefined,
    durationMs: (found ?? before)?.durationMs,
    cached: found?.cached,
  };
}

/** The context's files as they are now are better than a measurement of what they were. */
function isCounted({ copy }: Instruction, estimate: Total): boolean {
  return copy?.from.kind === "context" && estimate.unknownParts === 0 && isExact(estimate.claim);
}

function earlierTotal({ bytes, metric, basis }: Measurement): Total {
  const bounds = { low: bytes * 0.8, likely: bytes, high: bytes * 1.25 };
  return { claim: estimatedClaim(bounds, `measured before the edit above; ${basis}`, metric), unknownParts: 0 };
}

function partsOf(
  instruction: Instruction,
  prices: ReadonlyMap<Effect, Total>,
  largestOf: LargestOf,
  records: SizeClaim | undefined,
): readonly PricePart[] {
  const parts: PricePart[] = instruction.effects.map((effect) => ({
    kind: effect.kind,
    effect,
    label: effectLabel(effect),
    claim: (prices.get(effect) as Total).claim,
    largest: largestOf(effect),
  }));
  if (records !== undefined)
    parts.push({ kind: "install", effect: undefined, label: "records of apt", claim: records, largest: [] });
  return parts
    .filter(({ claim }) => boundsOf(claim)?.high !== 0)
    .sort((left, right) => (boundsOf(right.claim)?.likely ?? -1) - (boundsOf(left.claim)?.likely ?? -1));
}
