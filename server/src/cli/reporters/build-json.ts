// The public contract of `build --format json`.
import type { BudgetAnalysis, MeasuredBuild } from "../../engine/index";

/** One JSON document, ending in a newline. Extend it, rename nothing. Durations are milliseconds, null where unknown. */
export function buildJson(
  { engine, target, durationMs, image, stages, measuredAt, check, rebuilds }: MeasuredBuild,
  budget: BudgetAnalysis | undefined,
): string {
  const lines = new Map(stages.flatMap(({ instructions }) => instructions.map(({ index, line }) => [index, line])));
  const report = {
    version: 1,
    engine,
    target,
    durationMs,
    measuredAt,
    image: { id: image.id, size: image.size },
    stages: stages.map((stage) => ({
      name: stage.name ?? null,
      index: stage.index,
      line: stage.line,
      own: stage.own,
      total: stage.total,
      durationMs: stage.durationMs ?? null,
      instructions: stage.instructions.map(({ line, keyword, text, size, durationMs: duration, cached }) => ({
        line,
        keyword,
        text,
        size,
        durationMs: duration ?? null,
        cached,
      })),
    })),
    ...(check && { check }),
    ...(rebuilds && {
      rebuilds: rebuilds.map(({ kind, durationMs: duration, note, ran }) => ({
        kind,
        durationMs: duration ?? null,
        note,
        ran: ran?.map((index) => lines.get(index) ?? null) ?? null,
      })),
    }),
    budget: budget ?? null,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
