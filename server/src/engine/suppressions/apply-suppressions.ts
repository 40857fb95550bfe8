// Leaves out the findings that a comment ignores, and says which comments ignored nothing.
import type { Finding } from "../analysis";
import type { ImageModel } from "../image/types";
import type { SuppressedRule, Suppression } from "./read-suppressions";

/** An id in an ignore comment that ignored nothing. */
export interface UnusedSuppression {
  readonly suppression: Suppression;
  readonly rule: SuppressedRule;
}

export interface SuppressionResult {
  readonly kept: readonly Finding[];
  readonly unused: readonly UnusedSuppression[];
}

/** Splits findings by the file's ignore comments. Only Layer Cost's own comments can be unused: hadolint may need its own. */
export function applySuppressions(
  image: ImageModel,
  suppressions: readonly Suppression[],
  findings: readonly Finding[],
): SuppressionResult {
  if (suppressions.length === 0) {
    return { kept: findings, unused: [] };
  }
  const used = new Set<SuppressedRule>();
  const kept = findings.filter((finding) => {
    let suppressed = false;
    for (const suppression of suppressions) {
      for (const rule of suppression.rules) {
        if (covers(image, suppression, finding) && names(rule, finding)) {
          used.add(rule);
          suppressed = true;
        }
      }
    }
    return !suppressed;
  });
  const unused = suppressions
    .filter((suppression) => suppression.tool === "layer-cost")
    .flatMap((suppression) =>
      suppression.rules.filter((rule) => !used.has(rule)).map((rule) => ({ suppression, rule })),
    );
  return { kept, unused };
}

function names(rule: SuppressedRule, finding: Finding): boolean {
  // "All rules" does not hide that the comment itself is superfluous.
  if (rule.id === undefined ? finding.rule.afterSuppression === true : rule.id !== finding.rule.id) {
    return false;
  }
  const { manager } = rule;
  return (
    manager === undefined || finding.reclaims.every((effect) => effect.kind === "cache" && effect.manager === manager)
  );
}

function covers(image: ImageModel, suppression: Suppression, finding: Finding): boolean {
  if (suppression.scope === "file") {
    return true;
  }
  const above = suppression.instruction;
  if (above === undefined) {
    return false;
  }
  if (suppression.scope === "here") {
    return above.range.start <= finding.range.start && finding.range.start < above.range.end;
  }
  const stage = image.stages.find((candidate) => candidate.from.syntax === above);
  return (
    stage?.instructions.some(({ range }) => range.start <= finding.range.start && finding.range.start < range.end) ??
    false
  );
}
