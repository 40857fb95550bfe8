// The public contract of `explain --format json`: what `lint` tells of a file, and what makes up each size.
import type { PricePart, SizeClaim } from "../engine/index";
import type { Snapshot } from "../session/types";
import { type FileReport, type InstructionReport, reportFile, type StageReport } from "./lint-report";
import type { DockerfileSource } from "./read-dockerfile";

/** What `explain --format json` prints. Extend it, rename nothing. */
export interface ExplainReport extends FileReport {
  readonly version: 1;
  readonly stages: readonly (StageReport & {
    /** What the external image at the bottom takes, unpacked. */
    readonly base: SizeClaim;
    /** What is pulled for it, compressed; null where that is not known or nothing is pulled. */
    readonly pulled: SizeClaim | null;
  })[];
  readonly instructions: readonly (InstructionReport & {
    /** What makes up the size, largest first; the biggest packages, files or folders in bytes. */
    readonly parts: readonly Omit<PricePart, "effect">[];
    readonly durationMs: number | null;
  })[];
}

/** Everything that is known of the costs of one file. */
export function explainReport(source: DockerfileSource, snapshot: Snapshot): ExplainReport {
  const { pricing, analysis } = snapshot;
  const file = reportFile(source, snapshot, undefined);
  const priced = analysis.image.instructions.flatMap(({ index }) => pricing.instructions.get(index) ?? []);
  return {
    version: 1,
    ...file,
    stages: file.stages.map((stage, index) => {
      const { base, stage: of } = pricing.stages[index]!;
      const { pulled } = pricing.instructions.get(of.from.index)!;
      return { ...stage, base, pulled: pulled ?? null };
    }),
    instructions: file.instructions.map((instruction, index) => {
      const { parts, durationMs } = priced[index]!;
      // An effect is a part of the whole image model.
      const told = parts.map(({ effect, ...part }) => part);
      return { ...instruction, parts: told, durationMs: durationMs ?? null };
    }),
  };
}
