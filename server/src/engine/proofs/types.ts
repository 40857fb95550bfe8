// The words of proofs: which fixes were built, what was claimed of them, and what the two images came to.
import type { SavedMeasurement } from "../builds";
import type { Comparison } from "../comparison/types";
import type { Total } from "../sizes/types";

/**
 * Which fixes of a file are meant: those alone that are safe, the first one of every finding, of some rules or of the one
 * finding at a place, or a single one.
 */
export type FixChoice =
  | { readonly kind: "safe" }
  | { readonly kind: "all" }
  | { readonly kind: "rules"; readonly rules: readonly string[] }
  /** `line` and, where a line has several, `character` of the finding's start: both from 0. */
  | { readonly kind: "finding"; readonly rule: string; readonly line: number; readonly character: number | undefined }
  | { readonly kind: "fix"; readonly findingId: string; readonly title: string };

/** A fix that was built. */
export interface ProvenFix {
  readonly rule: string;
  readonly title: string;
  readonly applicability: "safe" | "needs-review";
  readonly review: string | undefined;
  /** Of its finding. */
  readonly message: string;
}

/** A file as fixes change it. */
export interface ChangedFile {
  /** Relative to the Dockerfile, with `/`; undefined for the Dockerfile itself. */
  readonly path: string | undefined;
  /** Undefined: the file is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A Dockerfile built as it is, and once more with fixes. */
export interface Proof {
  readonly fixes: readonly ProvenFix[];
  /** What the fixes together were said to give back, before anything was built; without a part that is unknown a lower bound. */
  readonly claim: Total;
  readonly before: SavedMeasurement;
  readonly after:
    | { readonly kind: "measured"; readonly comparison: Comparison }
    /** The build with the fixes failed. */
    | { readonly kind: "failed"; readonly message: string; readonly logTail: string };
  readonly files: readonly ChangedFile[];
}

export interface Judgement {
  /** It builds, its check passes, and the image is smaller by what was claimed at the least. */
  readonly proved: boolean;
  /** Bytes that the image got smaller by; negative where it grew, undefined where unknown. */
  readonly saved: number | undefined;
  /** How what was measured lies to what was claimed; `none`: nothing was claimed, or nothing measured. */
  readonly claim: "held" | "less" | "more" | "none";
  /** Why it is not proved, each as a sentence; empty where it is. */
  readonly shortfalls: readonly string[];
}
