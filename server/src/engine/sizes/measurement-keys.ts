// Names what was measured, so that it is found again after edits elsewhere and lost when something that counts changes.
import type { Analysis } from "../analysis";
import type { MeasuredStage } from "../builds";
import type { Instruction, Stage } from "../image/types";
import { bodiesOf, headOf } from "../syntax/instruction-text";
import { hash128 } from "./hash";
import type { Measurement } from "./types";

export interface InstructionKeys {
  /** Of the instruction and all that it stands on. */
  readonly key: string;
  /** Of the instruction alone: for the second look-up, after an edit above. */
  readonly instructionKey: string;
}

/** SHA-256 of the context files that a COPY or ADD matches, by instruction index. */
export type ContextDigests = ReadonlyMap<number, string>;

/** They describe the image and write no file: what comes below rests on the same files whatever they say. */
const metadata = new Set([
  "LABEL",
  "MAINTAINER",
  "EXPOSE",
  "CMD",
  "ENTRYPOINT",
  "HEALTHCHECK",
  "STOPSIGNAL",
  "ONBUILD",
]);

/**
 * Keys of all instructions, by index. A key changes with the instruction's text (white space and comments left out), the
 * values of the variables that it names, what it stands on, the stages that it copies or mounts from, the platform, and
 * the digest of the context files that a COPY or ADD sends.
 *
 * Where `digests` lacks one, the files are taken to be those of the newest measurement of the same COPY; with no such
 * measurement they count as unknown. Files that a RUN only mounts from the context do not count.
 */
export function measurementKeys(
  analysis: Analysis,
  digests: ContextDigests = new Map(),
  measurements: readonly Measurement[] = [],
): ReadonlyMap<number, InstructionKeys> {
  const measuredDigests = measurements.filter(({ contextDigest }) => contextDigest !== undefined).reverse();
  const keys = new Map<number, InstructionKeys>();
  const lastOf = new Map<Stage, string>();
  for (const stage of analysis.image.stages) {
    let parent = "";
    for (const [position, instruction] of stage.instructions.entries()) {
      const next = stage.instructions[position + 1];
      const own = `${instruction.keyword} ${ownText(instruction, next, analysis)}`;
      const rests = [parent, ...sourcesOf(instruction, analysis, lastOf)];
      const before = hash128([own, ...rests].join("\n"));
      const digest = contextDigest(instruction, before, digests, measuredDigests);
      const key = digest === undefined ? before : withDigest(before, digest);
      keys.set(instruction.index, { key, instructionKey: hash128(own) });
      if (!metadata.has(instruction.keyword)) parent = key;
    }
    lastOf.set(stage, parent);
  }
  return keys;
}

function withDigest(key: string, digest: string): string {
  return hash128(`${key}\n${digest}`);
}

function contextDigest(
  instruction: Instruction,
  key: string,
  digests: ContextDigests,
  measured: readonly Measurement[],
): string | undefined {
  if (instruction.copy?.from.kind !== "context") return undefined;
  const given = digests.get(instruction.index);
  if (given !== undefined) return given;
  return measured.find((one) => one.key === withDigest(key, one.contextDigest as string))?.contextDigest;
}

/** What a FROM stands on, and the stages and images that an instruction reads from. */
function sourcesOf(instruction: Instruction, analysis: Analysis, lastOf: ReadonlyMap<Stage, string>): string[] {
  const sources: string[] = [];
  const { base } = instruction.stage;
  if (instruction.keyword === "FROM") {
    if (base.kind === "stage") sources.push(lastOf.get(base.stage) ?? "");
    else sources.push(base.kind === "image" ? base.reference.text : base.kind, analysis.settings.platform ?? "");
  }
  const from = instruction.copy?.from;
  if (from?.kind === "stage") sources.push(lastOf.get(from.stage) ?? "");
  if (from?.kind === "image") sources.push(from.reference.text);
  for (const mount of instruction.mounts) {
    if (mount.from?.kind === "stage") sources.push(lastOf.get(mount.from.stage) ?? "");
    if (mount.from?.kind === "other") sources.push(mount.from.text);
  }
  return sources;
}

const variableName = /\$\{?([A-Za-z_]\w*)/g;
const argumentName = /(?:^|\s)([A-Za-z_]\w*)(?==|\s|$)/g;

/** The instruction without its keyword, comments and extra white space, followed by the values of the variables that it names. */
function ownText(instruction: Instruction, next: Instruction | undefined, analysis: Analysis): string {
  // A FROM's AS name is how others call it; renaming a stage changes no file.
  if (instruction.keyword === "FROM") return "";
  const head = headOf(analysis.syntax, instruction.syntax);
  const written = [head, ...bodiesOf(analysis.syntax, instruction.syntax)].join("\n");
  const values: string[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) values.push(`${name}=${value}`);
  };
  for (const name of namesIn(written, variableName)) add(name, instruction.variable(name));
  // What an ARG comes to (build arguments, the global default) is seen from the line below.
  if (instruction.keyword === "ARG" && next !== undefined) {
    for (const name of namesIn(head, argumentName)) add(name, next.variable(name));
  }
  return [written, ...values].join("\n");
}

function namesIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] as string))].sort();
}

/**
 * Measurements of stages that were built from this very analysis (same text, build arguments and platform): of all stages
 * known so far, since the keys of a stage rest on the context files of those that it copies from. What the build could not
 * measure is left out. `measuredAt` is ISO 8601.
 */
export function measurementsOf(
  analysis: Analysis,
  stages: readonly MeasuredStage[],
  measuredAt: string,
): readonly Measurement[] {
  const digests = new Map<number, string>();
  for (const { index, contextDigest: digest } of stages.flatMap(({ instructions }) => instructions)) {
    if (digest !== undefined) digests.set(index, digest);
  }
  const keys = measurementKeys(analysis, digests);
  const found: Measurement[] = [];
  for (const stage of stages) {
    const from = analysis.image.stages[stage.index]?.from;
    const base = from && keys.get(from.index);
    if (base !== undefined && from?.stage.base.kind === "image" && stage.base.kind === "measured") {
      const { bytes, metric, basis } = stage.base;
      found.push({ ...base, bytes, metric, basis, measuredAt, durationMs: undefined, cached: false });
    }
    for (const { index, keyword, size, durationMs, cached, contextDigest: digest } of stage.instructions) {
      const key = keys.get(index);
      if (key === undefined || size.kind !== "measured" || keyword === "FROM") continue;
      const { bytes, metric, basis } = size;
      found.push({
        ...key,
        bytes,
        metric,
        basis,
        measuredAt,
        durationMs,
        cached,
        ...(digest && { contextDigest: digest }),
      });
    }
  }
  return found;
}

/** Measurements kept of one file: many builds of a long one, then the oldest go. */
const mostMeasurements = 2_000;

/** Both lists, newest last, one measurement per key, the oldest dropped beyond the limit. */
export function withNewer(older: readonly Measurement[], newer: readonly Measurement[]): readonly Measurement[] {
  const byKey = new Map<string, Measurement>();
  for (const measurement of [...older, ...newer]) {
    byKey.delete(measurement.key);
    byKey.set(measurement.key, measurement);
  }
  return [...byKey.values()].slice(-mostMeasurements);
}
