// One side of a comparison: its stages, which of them are layers of the shipped image, and what its instructions match by.
import type { MeasuredInstruction, MeasuredStage, SavedMeasurement } from "../builds";
import { buildImageModel } from "../image/build-image-model";
import { sumTotals } from "../sizes/claims";
import { noSemanticFacts } from "../sizes/no-facts";
import { parseInstructions } from "../syntax/parse-dockerfile";

export interface SideStage {
  readonly stage: MeasuredStage;
  readonly label: string;
  readonly isTarget: boolean;
  /** The target's image has its layers, by FROM. */
  readonly shipped: boolean;
  /** It stands on another stage of the file. */
  readonly inherits: boolean;
}

export interface Side {
  readonly stages: readonly SideStage[];
  /** What an instruction is matched by. */
  readonly keyOf: (instruction: MeasuredInstruction) => string;
}

/**
 * Both sides with stages that can be compared. An image that was only read has a history and no stages: the other side's
 * shipped stages are then laid together, and instructions match by what an image's history keeps of them.
 */
export function sidesOf(before: SavedMeasurement, after: SavedMeasurement): { before: Side; after: Side } {
  const one = stagesOf(before);
  const other = stagesOf(after);
  const isImage = [before, after].some(({ dockerfileText }) => dockerfileText === undefined);
  if (!isImage) {
    const keyOf = ({ text }: MeasuredInstruction) => text;
    return { before: { stages: one, keyOf }, after: { stages: other, keyOf } };
  }
  const isClassic = [before, after].some(({ build }) =>
    build.stages.some(({ instructions }) => instructions.some(({ text }) => classicCopy.test(text))),
  );
  const keyOf = ({ text }: MeasuredInstruction) => historyKey(text, isClassic);
  return { before: { stages: laidTogether(one), keyOf }, after: { stages: laidTogether(other), keyOf } };
}

/** The target is the last measured stage: it can rest on earlier ones alone. */
function stagesOf({ build, dockerfileText, buildArguments, platform }: SavedMeasurement): readonly SideStage[] {
  const target = build.stages.at(-1);
  const chain = new Set<number>(target === undefined ? [] : [target.index]);
  const inheriting = new Set<number>();
  if (dockerfileText !== undefined && target !== undefined) {
    const settings = { targets: [String(target.index)], buildArguments, platform };
    const image = buildImageModel(parseInstructions(dockerfileText), settings, noSemanticFacts);
    for (const { index } of image.stages[target.index]?.chain ?? []) chain.add(index);
    for (const { index, base } of image.stages) if (base.kind === "stage") inheriting.add(index);
  }
  return build.stages.map((stage) => ({
    stage,
    label: stage.name ?? (build.stages.length === 1 ? build.target : `stage ${stage.index}`),
    isTarget: stage === target,
    shipped: chain.has(stage.index),
    inherits: inheriting.has(stage.index),
  }));
}

/** The shipped stages as one that has the instructions of all, and what the lowest stands on as its base. */
function laidTogether(stages: readonly SideStage[]): readonly SideStage[] {
  const chain = stages.filter(({ shipped }) => shipped);
  const lowest = chain[0];
  const target = chain.at(-1);
  if (lowest === undefined || target === undefined || lowest === target) return chain;
  // The FROMs in between name stages: they store nothing.
  const instructions = chain.flatMap(({ stage }, index) =>
    index === 0 ? stage.instructions : stage.instructions.slice(1),
  );
  const durations = chain.flatMap(({ stage: { durationMs } }) => durationMs ?? []);
  const stage: MeasuredStage = {
    ...target.stage,
    base: lowest.stage.base,
    own: sumTotals(chain.map(({ stage: { own } }) => own)),
    durationMs: durations.length === 0 ? undefined : durations.reduce((sum, one) => sum + one, 0),
    instructions,
  };
  return [{ ...target, stage, inherits: false }];
}

/** The classic builder keeps digests instead of sources: `COPY dir:3f… in /src`. */
const classicCopy = /^(?:COPY|ADD) (?:(?:file|dir|multi):[0-9a-f]{64} )+in /;

/** An instruction as an image's history still has it: without flags, quotes, commas and doubled blanks. */
function historyKey(text: string, isClassic: boolean): string {
  if (isClassic && /^(?:COPY|ADD) /.test(text))
    return `COPY ${text
      .split(/\s+/)
      .at(-1)
      ?.replace(/^\.?\/|\/$/g, "")}`;
  const words = text.split(/\s+/).filter((word, index, all) => !isFlag(word, all.slice(1, index)));
  return words.join(" ").replace(/["',[\]]/g, "");
}

/** Flags stand between the keyword and the first word that is none. */
function isFlag(word: string, between: readonly string[]): boolean {
  return word.startsWith("--") && between.every((one) => one.startsWith("--"));
}
