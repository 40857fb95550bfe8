// Reports targets that are larger than they may be.
import { defineRule, sentenceStart } from "../define-rule";

export const sizeBudgetExceeded = defineRule({
  id: "size-budget-exceeded",
  group: "budgets",
  since: "0.1.0",
  severity: "error",
  afterPricing: true,
  docs: {
    summary: "A target is larger than the budget that the settings or a comment set for it.",
    why: "Images grow a little with every change, and nobody looks until pulling one takes minutes. A budget makes the step that goes too far visible while it is being written.",
    remedy:
      "Take the largest parts and the other findings of the file from the message. Set the budget with `budget` in `.layer-cost.json` (one size, or one per target), or with `# layer-cost budget=500MB` in the file: above the `FROM` of a target for that one, anywhere else for all targets.",
    whenNotToUse:
      "Nothing is reported without a budget. This is the one rule that looks at what was measured: an estimate breaks a budget only when even its low end is over it, so that after a build on this machine, or with its base images, more may be known here than in CI.",
    examples: "budgets/size-budget-exceeded",
  },
  messages: {
    over: ({ stage, total, budget, largest, advice }: Over) =>
      `${stage} comes to ${total}, over its budget of ${budget}. The largest parts: ${largest}. ${advice}`,
  },
  *check(_image, _unused, broken) {
    for (const { stage, total, budget, largest, advice, comment } of broken) {
      yield {
        message: "over",
        data: { stage: sentenceStart(stage.label), total, budget, largest, advice },
        at: stage.from.syntax.words[0]?.range ?? stage.from.range,
        stage,
        related: comment ? [{ range: comment, message: "The budget is set here" }] : [],
        reclaims: [],
        fixes: () => [],
      };
    }
  },
});

interface Over {
  stage: string;
  total: string;
  budget: string;
  largest: string;
  advice: string;
}
