// What changed between two measurements: the words of comparisons.

import type { LargestEntry } from "../analysis";
import type { CheckResult, MeasuredInstruction, MeasuredStage, RebuildTime, SavedMeasurement } from "../builds";
import type { Severity } from "../rules/define-rule";
import type { Metric, SizeClaim, Total } from "../sizes/types";

/** After minus before, in bytes: negative where it became smaller. Unknown where either side is; never 0 for unknown. */
export type SizeDifference =
  | { readonly kind: "measured"; readonly bytes: number; readonly metric: Metric }
  | {
      readonly kind: "estimated";
      readonly low: number;
      readonly likely: number;
      readonly high: number;
      readonly metric: Metric;
    }
  | { readonly kind: "unknown"; readonly reason: string };

/** A size on both sides; a side that has no such thing is undefined, and counts as no bytes. */
export interface SizeChange {
  readonly before: Total | undefined;
  readonly after: Total | undefined;
  readonly difference: SizeDifference;
}

export type ChangeKind = "same" | "changed" | "moved" | "added" | "removed";

export interface InstructionComparison {
  /**
   * `same`: the same text at the same place; `changed`: much of the text is the same; `moved`: the same text elsewhere in
   * the file; the others are on one side alone.
   */
  readonly kind: ChangeKind;
  readonly before: MeasuredInstruction | undefined;
  readonly after: MeasuredInstruction | undefined;
  /** Moved from or to another stage: how that is called. Both stages have a row of it, with both sides. */
  readonly movedFrom: string | undefined;
  readonly movedTo: string | undefined;
  /** A FROM that stands on another stage of the file, on both sides: its bytes are that stage's, and told there. */
  readonly inherited: boolean;
  /** The same COPY or ADD took other files. */
  readonly otherFiles: boolean;
  readonly size: SizeChange;
}

export interface StageComparison {
  /** `same`: every instruction is; `added` and `removed`: on one side alone. */
  readonly kind: "same" | "changed" | "added" | "removed";
  /** As the newer side calls it, where it has it. */
  readonly label: string;
  /** What the older side calls it, where that is another name. */
  readonly renamedFrom: string | undefined;
  readonly before: MeasuredStage | undefined;
  readonly after: MeasuredStage | undefined;
  /** Whether its layers are part of the target's image, by FROM. */
  readonly shippedBefore: boolean;
  readonly shippedAfter: boolean;
  readonly base: SizeChange;
  readonly own: SizeChange;
  readonly total: SizeChange;
  /** What it adds to the target's image by its own layers: nothing on a side where it is not shipped. */
  readonly shipped: SizeChange;
  /** FROM first; what was removed stands where it was. */
  readonly instructions: readonly InstructionComparison[];
}

/** Something that the shipped image holds: packages, a cache, files of the context, the base image. */
export interface PartComparison {
  readonly kind: "same" | "changed" | "added" | "removed";
  /** For people: `apt packages make, gcc, g++ and 1 more`. */
  readonly label: string;
  /** What each side calls it, where it has it. */
  readonly labels: { readonly before: string | undefined; readonly after: string | undefined };
  readonly size: SizeChange;
  /** The biggest packages, files or folders of it, of the side that has more of it; likely bytes. */
  readonly largest: readonly LargestEntry[];
  /** The stages whose instructions bring it, of the older side where there is one. */
  readonly stages: readonly string[];
}

/** A finding that only one of two Dockerfiles has. */
export interface FindingChange {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly saving: SizeClaim;
}

/** What the shipped images hold, and what the Dockerfiles' findings are: known where both texts are. */
export interface ContentsComparison {
  /** Largest difference first. */
  readonly parts: readonly PartComparison[];
  readonly fixed: readonly FindingChange[];
  readonly introduced: readonly FindingChange[];
  /** Findings that the newer Dockerfile has, whether new or not, largest saving first. */
  readonly open: readonly FindingChange[];
  /** Compilers and their like that the shipped images hold, by name. */
  readonly buildTools: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** What all open findings of the newer side give back together; undefined without findings. */
  readonly openSaving: SizeClaim | undefined;
}

/** Cache hits among the instructions that ran. */
export interface CacheUse {
  readonly cached: number;
  readonly instructions: number;
}

export interface Comparison {
  readonly before: SavedMeasurement;
  readonly after: SavedMeasurement;
  /** What the two are called, in messages and tables: "phase 1", "HEAD (3f2a91c)", "Dockerfile". Never equal. */
  readonly labels: { readonly before: string; readonly after: string };
  readonly size: SizeChange;
  /** Likely difference as a share of before: −0.048; undefined where unknown. */
  readonly share: number | undefined;
  readonly durationMs: { readonly before: number | undefined; readonly after: number | undefined };
  readonly cache: { readonly before: CacheUse; readonly after: CacheUse };
  /** In the order of the newer file; stages that were removed stand where they were. */
  readonly stages: readonly StageComparison[];
  /** Why numbers of the two may differ for another reason than the Dockerfile: sentences. */
  readonly cautions: readonly string[];
  readonly contents: ContentsComparison | undefined;
}

export type { CheckResult, RebuildTime };
