// The status of one document: its target's total now and after the offered fixes.
import { type EngineDescription, formatTotal, subtractClaims } from "../engine/index";
import type { StatusParams } from "../protocol/index";
import type { Snapshot } from "../session/types";

export function statusOf(snapshot: Snapshot, engine: EngineDescription | undefined): StatusParams {
  const { pricing, analysis, uri, building } = snapshot;
  const target = analysis.image.targets.at(-1);
  const price = pricing.stages.find(({ stage }) => stage === target);
  const saving = target && pricing.savings.get(target);
  const after =
    price && saving && saving.kind !== "unknown"
      ? formatTotal({ claim: subtractClaims(price.total.claim, saving), unknownParts: price.total.unknownParts })
      : undefined;
  return {
    uri,
    engine,
    target: target?.label ?? "",
    total: price && formatTotal(price.total),
    afterFixes: pricing.findings.length > 0 ? after : undefined,
    findings: pricing.findings.length,
    building,
  };
}
