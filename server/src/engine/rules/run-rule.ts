// Runs one rule over an image: its findings, and what went wrong in it as a problem.
import type { Analysis, AnalysisSettings, Finding } from "../analysis";
import type { BrokenBudget } from "../budgets";
import { messageOf } from "../message-of";
import type { UnusedSuppression } from "../suppressions/apply-suppressions";
import type { Fix, Rule } from "./define-rule";

type Problem = Analysis["problems"][number];

/** The findings of a rule; a rule that throws found nothing, and `problems` gets to know. */
export function runRule(
  rule: Rule,
  image: Analysis["image"],
  unused: readonly UnusedSuppression[],
  settings: AnalysisSettings,
  problems: Problem[],
  broken: readonly BrokenBudget[] = [],
): Finding[] {
  const findings: Finding[] = [];
  const atOffset = new Map<number, number>();
  try {
    for (const found of rule.check(image, unused, broken)) {
      const counter = atOffset.get(found.at.start) ?? 0;
      atOffset.set(found.at.start, counter + 1);
      const configured = settings.rules[rule.id];
      findings.push({
        id: `${rule.id}@${found.at.start}#${counter}`,
        rule,
        message: found.text,
        range: found.at,
        stage: found.stage,
        related: found.related ?? [],
        reclaims: found.reclaims,
        replacesBase: found.replacesBase,
        severity: configured !== undefined && configured !== "off" ? configured : (found.severity ?? rule.severity),
        fixes: onceInOrder(found.fixes),
      });
    }
  } catch (error) {
    problems.push({
      message: `The rule ${rule.id} failed on this file and reported nothing: ${messageOf(error)}`,
      range: { start: 0, end: 0 },
    });
    return [];
  }
  return findings;
}

/** Fixes are built when first asked for; one that cannot be built is not offered. */
function onceInOrder(build: () => readonly Fix[]): () => readonly Fix[] {
  let fixes: readonly Fix[] | undefined;
  return () => {
    if (fixes === undefined) {
      try {
        fixes = [...build()].sort((left, right) => order(left) - order(right));
      } catch {
        fixes = [];
      }
    }
    return fixes;
  };
}

function order(fix: Fix): number {
  return fix.applicability === "safe" ? 0 : 1;
}
