// Holds the sizes of targets against the budgets of the settings.
import { boundsOf, type EffectiveSettings, formatBytes, formatTotal, type Total } from "../engine/index";
import { printable } from "./terminal";

/** A target as far as budgets care: `name` is undefined for an unnamed stage. */
export interface BudgetedTarget {
  readonly name: string | undefined;
  readonly index: number;
  readonly total: Total;
}

/**
 * One sentence for each target that is over its budget beyond doubt: measured, or by the low end of its estimate,
 * unknown parts left out.
 */
export function brokenBudgets(
  targets: readonly BudgetedTarget[],
  budgets: EffectiveSettings["budgets"],
): readonly string[] {
  return targets.flatMap(({ name, index, total }) => {
    const budget = budgets[name ?? String(index)] ?? budgets[String(index)] ?? budgets[""];
    const least = boundsOf(total.claim)?.low;
    if (budget === undefined || least === undefined || least <= budget) return [];
    const target = name === undefined ? `stage ${index}` : printable(name);
    return [`${target} comes to ${formatTotal(total)}, over its budget of ${formatBytes(budget)}`];
  });
}
