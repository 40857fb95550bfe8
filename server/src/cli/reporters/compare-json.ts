// The public contract of `compare --format json`.
import type { BudgetAnalysis, Comparison, MeasuredInstruction, SavedMeasurement } from "../../engine/index";

/** One JSON document, ending in a newline. Extend it, rename nothing. Durations are milliseconds, null where unknown. */
export function compareJson(comparison: Comparison, budget: BudgetAnalysis | undefined): string {
  const { labels, before, after, size, share, durationMs, cache, cautions, stages, contents } = comparison;
  const report = {
    version: 1,
    before: sideOf(labels.before, before),
    after: sideOf(labels.after, after),
    size,
    share: share ?? null,
    durationMs: { before: durationMs.before ?? null, after: durationMs.after ?? null },
    cache,
    cautions,
    stages: stages.map(
      ({ kind, label, renamedFrom, shippedBefore, shippedAfter, base, own, total, shipped, instructions }) => ({
        kind,
        label,
        renamedFrom: renamedFrom ?? null,
        shippedBefore,
        shippedAfter,
        base,
        own,
        total,
        shipped,
        instructions: instructions.map((row) => ({
          kind: row.kind,
          before: instructionOf(row.before),
          after: instructionOf(row.after),
          movedFrom: row.movedFrom ?? null,
          movedTo: row.movedTo ?? null,
          otherFiles: row.otherFiles,
          size: row.size,
        })),
      }),
    ),
    contents: contents ?? null,
    budget: budget ?? null,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function sideOf(label: string, { id, name, dockerfilePath, revision, build }: SavedMeasurement) {
  const { engine, target, measuredAt, image, check, rebuilds } = build;
  return {
    label,
    id,
    name: name ?? null,
    dockerfile: dockerfilePath,
    revision: revision ?? null,
    engine,
    target,
    measuredAt,
    image,
    check: check ?? null,
    rebuilds: rebuilds ?? null,
  };
}

function instructionOf(one: MeasuredInstruction | undefined) {
  if (one === undefined) return null;
  const { line, keyword, text, size, durationMs, cached } = one;
  return { line, keyword, text, size, durationMs: durationMs ?? null, cached };
}
