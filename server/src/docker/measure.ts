// Turns built images into measured stages: bytes from their histories, times from the run that built the target.
import type { DockerfileSyntax, MeasuredInstruction, MeasuredStage, SizeClaim, Stage, Total } from "../engine/index";
import { instructionText, measuredClaim, sumClaims, sumTotals, unknownClaim } from "../engine/index";
import { mapHistory } from "./map-history";
import type { ImageHistory } from "./read-history";
import type { StepRecord } from "./step-reporter";

export interface MeasureInput {
  /** The file that was built. */
  readonly syntax: DockerfileSyntax;
  /** The stage whose image this is; it and all stages below it by FROM are measured. */
  readonly stage: Stage;
  /** Undefined with the reason where the image could not be read. */
  readonly history: ImageHistory | { readonly problem: string };
  /** Length of the history of the image at the bottom, where the engine has it. */
  readonly baseEntries: number | undefined;
  /** By instruction index. */
  readonly steps: ReadonlyMap<number, StepRecord>;
  readonly contextDigests: ReadonlyMap<number, string>;
  /** ISO 8601. */
  readonly measuredAt: string;
}

/** The stage of an image and the stages below it, lowest first. What the history does not say for certain is unknown. */
export function measureChain(input: MeasureInput): readonly MeasuredStage[] {
  const { stage, history, measuredAt } = input;
  const mapped = "problem" in history ? history.problem : mapHistory(history.entries, stage.chain, input.baseEntries);
  const claim = (bytes: number | undefined): SizeClaim => {
    if (typeof mapped === "string" || "problem" in history) return unknownClaim(String(mapped));
    if (bytes === undefined) return unknownClaim("the layer could not be read from the saved image");
    return measuredClaim(bytes, history.basis, measuredAt);
  };
  const bytesOf = (index: number) => (typeof mapped === "string" ? undefined : mapped.instructions.get(index));
  const measured: MeasuredStage[] = [];
  let below: Total = sumClaims([claim(typeof mapped === "string" ? undefined : mapped.baseBytes)]);
  for (const one of stage.chain.toReversed()) {
    const base = below.claim;
    const instructions = one.instructions.map(({ index, keyword, syntax }): MeasuredInstruction => {
      const step = input.steps.get(index);
      return {
        index,
        line: syntax.line,
        keyword,
        text: instructionText(input.syntax, syntax),
        size: keyword === "FROM" ? base : claim(bytesOf(index)),
        durationMs: step?.durationMs,
        cached: step?.cached ?? false,
        ...(input.contextDigests.has(index) && { contextDigest: input.contextDigests.get(index) }),
      };
    });
    const isLowest = one === stage.chain.at(-1);
    const triggers = isLowest && typeof mapped !== "string" ? mapped.triggerBytes : 0;
    const own = sumClaims([
      ...instructions.slice(1).map(({ size }) => size),
      ...(triggers > 0 ? [claim(triggers)] : []),
    ]);
    const nothing = { claim: claim(0), unknownParts: 0 };
    const total = sumTotals([below, own]);
    measured.push({
      name: one.name,
      index: one.index,
      line: one.from.syntax.line,
      own: instructions.length > 1 || triggers > 0 ? own : nothing,
      total,
      base,
      durationMs: sumOfDurations(instructions),
      instructions,
    });
    below = total;
  }
  return measured;
}

/** Undefined where no step of the stage told how long it took. */
function sumOfDurations(instructions: readonly MeasuredInstruction[]): number | undefined {
  const known = instructions.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]));
  return known.length === 0 ? undefined : known.reduce((sum, duration) => sum + duration, 0);
}
