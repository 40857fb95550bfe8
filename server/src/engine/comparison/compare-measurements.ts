// Compares two measurements: size, time and cache of the whole, of each stage and of each instruction.
import type { Analysis, Pricing } from "../analysis";
import type { SavedMeasurement } from "../builds";
import { boundsOf, totalOf } from "../sizes/claims";
import type { Total } from "../sizes/types";
import { compareContents } from "./compare-contents";
import { changeOf, likelyDifference } from "./differences";
import { matchInstructions } from "./match-instructions";
import { matchStages, type StagePair } from "./match-stages";
import { sidesOf } from "./sides";
import type { CacheUse, Comparison, InstructionComparison, StageComparison } from "./types";

/** A measured Dockerfile, analysed and priced with what was measured of it. */
export interface PricedMeasurement {
  readonly analysis: Analysis;
  readonly pricing: Pricing;
}

/** What the engine knows of the two Dockerfiles: with both, what the images hold is compared as well. */
export interface ComparedContents {
  readonly before: PricedMeasurement | undefined;
  readonly after: PricedMeasurement | undefined;
}

/** Compares two measurements. Neither needs to be of the same file. */
export function compareMeasurements(
  before: SavedMeasurement,
  after: SavedMeasurement,
  priced: ComparedContents = { before: undefined, after: undefined },
): Comparison {
  const sides = sidesOf(before, after);
  const pairs = matchStages(sides.before.stages, sides.after.stages);
  const instructions = matchInstructions(pairs, sides);
  const size = changeOf(imageTotal(before), imageTotal(after));
  const difference = likelyDifference(size.difference);
  const whole = boundsOf(before.build.image.size)?.likely;
  return {
    before,
    after,
    labels: labelsOf(before, after),
    size,
    share: difference === undefined || !whole ? undefined : difference / whole,
    durationMs: { before: durationOf(before), after: durationOf(after) },
    cache: { before: cacheUse(before), after: cacheUse(after) },
    stages: pairs.map((pair) => compareStage(pair, instructions.get(pair)!)),
    cautions: [...cautionsOf(before, after), ...contextCaution(before, after, [...instructions.values()].flat())],
    contents: priced.before && priced.after && compareContents(priced.before, priced.after, before, after),
  };
}

function compareStage({ before, after }: StagePair, instructions: readonly InstructionComparison[]): StageComparison {
  const isSame = instructions.every(({ kind }) => kind === "same");
  const shipped = (side: typeof before) => (side?.shipped ? side.stage.own : undefined);
  return {
    kind: before === undefined ? "added" : after === undefined ? "removed" : isSame ? "same" : "changed",
    label: (after ?? before)!.label,
    renamedFrom: isRenamed(before?.stage.name, after?.stage.name) ? before?.stage.name : undefined,
    before: before?.stage,
    after: after?.stage,
    shippedBefore: before?.shipped ?? false,
    shippedAfter: after?.shipped ?? false,
    base: changeOf(before && totalOf(before.stage.base), after && totalOf(after.stage.base)),
    own: changeOf(before?.stage.own, after?.stage.own),
    total: changeOf(before?.stage.total, after?.stage.total),
    shipped: changeOf(shipped(before), shipped(after)),
    instructions,
  };
}

function isRenamed(before: string | undefined, after: string | undefined): boolean {
  return before !== undefined && after !== undefined && before.toLowerCase() !== after.toLowerCase();
}

/** The image's size; a lower bound where a part of its stage could not be measured and it is the sum of the others. */
export function imageTotal({ build: { image, stages } }: SavedMeasurement): Total {
  const target = stages.at(-1)?.total;
  const isSum = JSON.stringify(target?.claim) === JSON.stringify(image.size);
  return isSum && target !== undefined ? target : totalOf(image.size);
}

/** Whether there is anything to say of an instruction: it changed, or its bytes did. */
export function isNews({ kind, size, inherited, otherFiles }: InstructionComparison): boolean {
  return kind !== "same" || otherFiles || (!inherited && likelyDifference(size.difference) !== 0);
}

/** An image that was only read was not built. */
function durationOf({ dockerfileText, build }: SavedMeasurement): number | undefined {
  return dockerfileText === undefined ? undefined : build.durationMs;
}

/** Instructions that run something or copy files; the others take no time either way. */
function cacheUse({ build: { stages } }: SavedMeasurement): CacheUse {
  const run = stages.flatMap(({ instructions }) =>
    instructions.filter(({ keyword }) => /^(RUN|COPY|ADD)$/.test(keyword)),
  );
  return { cached: run.filter(({ cached }) => cached).length, instructions: run.length };
}

function labelsOf(before: SavedMeasurement, after: SavedMeasurement): Comparison["labels"] {
  const [one, other] = [labelOf(before), labelOf(after)];
  if (one !== other) return { before: one, after: other };
  return {
    before: `${one} (${dateOf(before)})`,
    after: `${other} (${dateOf(after)}${dateOf(before) === dateOf(after) ? ", later" : ""})`,
  };
}

function labelOf({ name, dockerfilePath, dockerfileText }: SavedMeasurement): string {
  if (name !== undefined) return name;
  return dockerfileText === undefined ? dockerfilePath : dockerfilePath.slice(dockerfilePath.search(/[^/\\]*$/));
}

/** `2026-11-26 20:45:10`. */
function dateOf({ build: { measuredAt } }: SavedMeasurement): string {
  return measuredAt.slice(0, 19).replace("T", " ");
}

/** Differences between the two builds beside their Dockerfiles, each as a sentence. */
function cautionsOf(before: SavedMeasurement, after: SavedMeasurement): readonly string[] {
  const cautions: string[] = [];
  const [one, other] = [before.build.engine, after.build.engine];
  if (storageOf(one) !== storageOf(other))
    cautions.push(
      `The two were measured on different image stores (${one}; ${other}), which count files differently: small differences may come from that.`,
    );
  else if (one !== other && [before, after].every(({ dockerfileText }) => dockerfileText !== undefined))
    cautions.push(`The two were built by different engines (${one}; ${other}), so times say little beside each other.`);
  const [basis, otherBasis] = [before, after].map(({ build: { image } }) =>
    image.size.kind === "unknown" ? undefined : image.size.metric,
  );
  if (basis !== undefined && otherBasis !== undefined && basis !== otherBasis)
    cautions.push(`One size is of ${basis} files and the other of ${otherBasis} ones: they cannot be subtracted.`);
  if (before.platform !== after.platform)
    cautions.push(
      `The platforms differ: ${before.platform ?? "the engine's own"} before, ${after.platform ?? "the engine's own"} after.`,
    );
  const changed = changedArguments(before.buildArguments, after.buildArguments);
  if (changed.length > 0) cautions.push(`The builds had other values for ${changed.join(", ")}.`);
  return cautions;
}

/** A committed version lacks what git ignores, and its context with it. */
function contextCaution(
  before: SavedMeasurement,
  after: SavedMeasurement,
  rows: readonly InstructionComparison[],
): readonly string[] {
  const isOfGit = before.revision !== undefined && after.revision === undefined;
  if (!isOfGit || !rows.some(({ otherFiles }) => otherFiles)) return [];
  return [
    "Some instructions copied other files: the committed version has what is committed alone, the working tree also what git ignores or was not told of.",
  ];
}

/** The last part of `Docker 28.5.2, BuildKit, overlay2`. */
function storageOf(engine: string): string {
  return engine.slice(engine.lastIndexOf(",") + 1).trim();
}

/** Their names alone: values may be nobody else's business. */
function changedArguments(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
}
