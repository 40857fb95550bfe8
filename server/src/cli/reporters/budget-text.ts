// A budget for people: whether it is kept, what makes the image large, and what the findings would give.
import {
  type BudgetAnalysis,
  boundsOf,
  budgetAdvice,
  type Contributor,
  formatBytes,
  formatClaim,
  formatTotal,
  budgetText as sentence,
} from "../../engine/index";
import { printable, type Style } from "../terminal";

const mostRows = 6;

/** One sentence on a budget that is broken. */
export function budgetText({ stage, total, budget }: BudgetAnalysis): string {
  return sentence(printable(stage), formatTotal(total), budget);
}

/** The sentence, or that it is kept; with what to do where it is broken. */
export function budgetLines(budget: BudgetAnalysis, style: Style): readonly string[] {
  const size = formatTotal(budget.total) ?? "an unknown size";
  if (!budget.isBroken)
    return [`Budget: ${printable(budget.stage)} comes to ${size} of ${formatBytes(budget.budget)}.`];
  // What is less than a thousandth of the image is no part to start with.
  const whole = boundsOf(budget.total.claim)?.likely ?? 0;
  const matters = ({ size: one }: Contributor) => (boundsOf(one.claim)?.likely ?? 0) >= whole / 1000;
  const row = (bytes: string | undefined, text: string) => `${(bytes ?? "unknown").padStart(10)}  ${printable(text)}`;
  return [
    style.red(`${budgetText(budget)}.`),
    "The largest parts:",
    ...budget.largest
      .filter(matters)
      .slice(0, mostRows)
      .map(({ size: one, label }) => row(formatTotal(one), label)),
    ...(budget.findings.length > 0 ? ["What the open findings would give back:"] : []),
    ...budget.findings
      .slice(0, mostRows)
      .map(({ saving, rule, line }) => row(formatClaim(saving), `${rule} in line ${line + 1}`)),
    printable(budgetAdvice(budget)),
  ];
}
