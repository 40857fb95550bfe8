// Holds the totals of targets against their budgets, and says what they are made of.
import type { Analysis, Pricing } from "../analysis";
import { type BrokenBudget, budgetOf } from "../budgets";
import { analyzeBudget, budgetAdvice, contributorsText } from "./budget-analysis";
import { boundsOf } from "./claims";
import { formatBytes, formatTotal } from "./format";

/** Targets that are over their budget beyond doubt: measured, or by the low end of their estimate, unknown parts left out. */
export function brokenBudgets(
  analysis: Analysis,
  priced: Pick<Pricing, "stages" | "instructions" | "savings" | "findings">,
): readonly BrokenBudget[] {
  const { image, settings } = analysis;
  return image.targets.flatMap((stage) => {
    const budget = budgetOf(image, settings, stage);
    const least = boundsOf(priced.stages[stage.index]!.total.claim)?.low;
    if (!budget || least === undefined || least <= budget.bytes) return [];
    const analyzed = analyzeBudget(analysis, priced, stage, budget.bytes);
    return [
      {
        stage,
        budget: formatBytes(budget.bytes),
        total: formatTotal(analyzed.total) ?? "more",
        largest: contributorsText(analyzed.largest),
        advice: budgetAdvice(analyzed, "other"),
        comment: budget.comment,
      },
    ];
  });
}
