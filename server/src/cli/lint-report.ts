// The public contract of `lint --format json`, and how a snapshot of the session becomes it.
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type Fix,
  findLineStarts,
  type LinePosition,
  positionAt,
  type Severity,
  type SizeClaim,
  type TextRange,
  type Total,
} from "../engine/index";
import type { Snapshot } from "../session/types";
import type { DockerfileSource } from "./read-dockerfile";

/** Zero-based lines and UTF-16 characters, as in LSP. */
export interface Range {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** What `lint --format json` prints. Extend it, rename nothing. */
export interface LintReport {
  readonly version: 1;
  readonly files: readonly FileReport[];
}

export interface FileReport {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly stages: readonly StageReport[];
  readonly instructions: readonly InstructionReport[];
  readonly findings: readonly FindingReport[];
  /** What could not be read or checked, in words. */
  readonly problems: readonly { readonly message: string; readonly range: Range }[];
  /** With --fix: the fixes that were applied. */
  readonly fixed?: readonly AppliedFix[];
}

export interface StageReport {
  readonly name: string | null;
  readonly index: number;
  readonly line: number;
  readonly shipped: boolean;
  readonly target: boolean;
  readonly own: Total;
  readonly total: Total;
  /** What all findings together give back, no byte counted twice. */
  readonly savings: SizeClaim;
}

export interface InstructionReport {
  readonly line: number;
  readonly keyword: string;
  /** Index of the stage. */
  readonly stage: number;
  readonly size: SizeClaim;
  /** With unknown parts, `size` is a lower bound. */
  readonly unknownParts: number;
}

export interface FindingReport {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Index of the stage that pays for it. */
  readonly stage: number;
  readonly range: Range;
  readonly saving: SizeClaim;
  readonly fixes: readonly FixReport[];
  readonly related: readonly { readonly message: string; readonly range: Range }[];
}

export interface FixReport {
  readonly title: string;
  readonly applicability: "safe" | "needs-review";
  readonly review?: string;
  readonly edits: readonly { readonly path?: string; readonly range: Range; readonly newText: string }[];
}

export interface AppliedFix {
  readonly rule: string;
  readonly title: string;
}

/** What one file's analysis and prices say. */
export function reportFile(
  source: DockerfileSource,
  snapshot: Snapshot,
  fixed: readonly AppliedFix[] | undefined,
): FileReport {
  const { analysis, pricing } = snapshot;
  const rangeOf = rangesIn(snapshot.text);
  return {
    path: source.name,
    stages: pricing.stages.map(({ stage, own, total }) => ({
      name: stage.name ?? null,
      index: stage.index,
      line: stage.from.syntax.line,
      shipped: stage.shipped,
      target: stage.isTarget,
      own,
      total,
      savings: pricing.savings.get(stage) ?? { kind: "unknown", reason: "no finding concerns this stage" },
    })),
    instructions: analysis.image.instructions.flatMap((instruction) => {
      const price = pricing.instructions.get(instruction.index);
      if (!price) return [];
      const { claim: size, unknownParts } = price.size;
      const { keyword, stage, syntax } = instruction;
      return [{ line: syntax.line, keyword, stage: stage.index, size, unknownParts }];
    }),
    findings: pricing.findings.map(({ finding, saving, severity }) => ({
      rule: finding.rule.id,
      severity,
      message: finding.message,
      stage: finding.stage.index,
      range: rangeOf(finding.range),
      saving,
      fixes: finding.fixes().map((fix) => reportFix(fix, rangeOf, source)),
      related: finding.related.map(({ message, range }) => ({ message, range: rangeOf(range) })),
    })),
    problems: analysis.problems.map(({ message, range }) => ({ message, range: rangeOf(range) })),
    ...(fixed === undefined ? {} : { fixed }),
  };
}

function reportFix(fix: Fix, rangeOf: (range: TextRange) => Range, source: DockerfileSource): FixReport {
  return {
    title: fix.title,
    applicability: fix.applicability,
    ...(fix.applicability === "needs-review" ? { review: fix.review } : {}),
    edits: fix.edits.map(({ path: other, range, newText }) =>
      other === undefined
        ? { range: rangeOf(range), newText }
        : { path: other, range: rangesIn(textBeside(source, other))(range), newText },
    ),
  };
}

/** The text of another file that a fix edits; one that is not there yet is empty. */
function textBeside(source: DockerfileSource, other: string): string {
  try {
    return readFileSync(path.resolve(path.dirname(source.path), other), "utf8");
  } catch {
    return "";
  }
}

/** Translates offsets of `text` into positions. */
function rangesIn(text: string): (range: TextRange) => Range {
  const lines = { text, lineStarts: findLineStarts(text) };
  return ({ start, end }) => ({ start: positionAt(lines, start), end: positionAt(lines, end) });
}
