// Holds the totals of targets against their budgets, and says what they are made of.
import type { Analysis, InstructionPrice, Pricing, StagePrice } from "../analysis";
import { type BrokenBudget, budgetOf } from "../budgets";
import type { Stage } from "../image/types";
import { boundsOf } from "./claims";
import { formatBytes, formatClaim, formatTotal } from "./format";
import type { Total } from "./types";

/** More parts than these say less, not more. */
const mostParts = 3;

/** Targets that are over their budget beyond doubt: measured, or by the low end of their estimate, unknown parts left out. */
export function brokenBudgets(
  { image, settings }: Analysis,
  { stages, instructions, savings }: Pick<Pricing, "stages" | "instructions" | "savings">,
): readonly BrokenBudget[] {
  return image.targets.flatMap((stage) => {
    const budget = budgetOf(image, settings, stage);
    const price = stages.find((one) => one.stage === stage);
    const least = price && boundsOf(price.total.claim)?.low;
    if (!budget || least === undefined || least <= budget.bytes) return [];
    const saving = savings.get(stage);
    const most = (saving && boundsOf(saving)?.high) ?? 0;
    return [
      {
        stage,
        budget: formatBytes(budget.bytes),
        total: formatTotal(price!.total) ?? "more",
        largest: largestOf(stage, price!, instructions),
        gives: saving && most > 0 ? formatClaim(saving) : undefined,
        mayReach: least - most <= budget.bytes,
        comment: budget.comment,
      },
    ];
  });
}

/** `the base image python:3.12 (≈ 1.1 GB), line 4 (≈ 300 MB)`. */
function largestOf(stage: Stage, { base }: StagePrice, instructions: ReadonlyMap<number, InstructionPrice>): string {
  const root = stage.chain.at(-1)!.base;
  const name = root.kind === "image" ? `the base image ${root.reference.text}` : "the base image";
  const parts: { label: string; total: Total }[] = [{ label: name, total: { claim: base, unknownParts: 0 } }];
  for (const { instructions: steps } of stage.chain) {
    for (const { index, keyword, syntax } of steps) {
      const price = instructions.get(index);
      if (price && keyword !== "FROM")
        parts.push({ label: `${keyword} in line ${syntax.line + 1}`, total: price.size });
    }
  }
  const likely = ({ total }: { total: Total }) => boundsOf(total.claim)?.likely ?? 0;
  return parts
    .filter((part) => likely(part) > 0)
    .sort((one, other) => likely(other) - likely(one))
    .slice(0, mostParts)
    .map(({ label, total }) => `${label} (${formatTotal(total)})`)
    .join(", ");
}
