// Finds ignore comments that ignore nothing any more, or name a rule that does not exist.
import { deleteComment, deleteSuppressedRule } from "../../fixes/comment-edits";
import { defineRule } from "../define-rule";

export const unusedSuppression = defineRule({
  id: "unused-suppression",
  group: "suppressions",
  since: "0.1.0",
  severity: "info",
  afterSuppression: true,
  docs: {
    summary: "An ignore comment for which there is nothing to ignore.",
    why: "A comment that outlives its reason misleads the reader, and hides the next finding of that rule on the same line. A misspelt rule name ignores nothing at all.",
    remedy: "Remove the comment, or the rule from its list.",
    whenNotToUse:
      "Turn it off where the same file is checked with different settings or targets, so that a finding shows up only in some of them.",
    examples: "suppressions/unused-suppression",
  },
  messages: {
    unused: ({ id }: { id: string }) =>
      `Nothing here is found by ${id}, so this comment would only hide the next finding. Remove it.`,
    unusedAll: () => "Nothing is found here, so this comment would only hide the next finding. Remove it.",
  },
  *check(image, unused) {
    const stage = image.targets[0] ?? image.stages[0];
    if (stage === undefined) {
      return;
    }
    for (const { suppression, rule } of unused) {
      const whole = suppression.rules.every((other) => unused.some((entry) => entry.rule === other));
      yield {
        message: rule.id === undefined ? "unusedAll" : "unused",
        data: { id: rule.id ?? "" },
        at: rule.range,
        stage,
        reclaims: [],
        fixes: () => [
          {
            title: whole ? "Remove the ignore comment" : `Remove ${rule.id} from the ignore comment`,
            applicability: "safe",
            edits: [
              whole ? deleteComment(image.syntax, suppression.comment) : deleteSuppressedRule(image.syntax, rule),
            ],
          },
        ],
      };
    }
  },
});
