// Finds build arguments whose value changes with every build above steps that take long and do not use them.
import { moveDown, volatileValues } from "../../fixes/volatile-values";
import { defineRule } from "../define-rule";

/** More names than these say less, not more. */
const mostNames = 2;

export const volatileArgumentEarly = defineRule({
  id: "volatile-argument-early",
  group: "build-cache",
  since: "0.1.0",
  severity: "warning",
  docs: {
    summary:
      "An `ARG` whose value changes with every build, such as the commit or the date, above steps that take long.",
    why: "A build argument is part of the environment of every `RUN` below it, used or not. When its value changes, none of these steps is taken from the cache: packages are installed and programs compiled again only because the date of the build is another one. `ENV` does the same.",
    remedy:
      "Declare the argument right above the first step that uses it. An `ARG` that only feeds a `LABEL` belongs to the end of the stage, together with the label.",
    whenNotToUse:
      "When the argument is there to run the steps below it again on purpose, as `CACHEBUST` is: such names, and versions that a download is made with, are not flagged.",
    examples: "build-cache/volatile-argument-early",
  },
  messages: {
    early: ({ name, event, steps, place }: { name: string; event: string; steps: string; place: string }) =>
      `${name} changes with every ${event}, and ${steps} below run again each time, though they do not use it. Declare it ${place}.`,
    earlyOne: ({ name, event, steps, place }: { name: string; event: string; steps: string; place: string }) =>
      `${name} changes with every ${event}, and ${steps} below runs again each time, though it does not use it. Declare it ${place}.`,
  },
  *check(image) {
    for (const value of volatileValues(image)) {
      const { instruction, name, isVersion, steps, firstUse } = value;
      const labels = [...new Set(steps.map(({ label }) => label))];
      const shown = labels.length > mostNames ? [labels[0]!, `${labels.length - 1} more steps`] : labels;
      const word = instruction.syntax.words.find(({ raw }) => raw.split("=")[0] === name)!;
      yield {
        message: labels.length > 1 ? "early" : "earlyOne",
        data: {
          name,
          event: isVersion ? "release" : "build",
          steps: shown.join(" and "),
          place: firstUse === undefined ? "at the end of the stage" : "right above its first use",
        },
        at: word.range,
        stage: instruction.stage,
        related: steps.map(({ run }) => ({
          range: run.syntax.keywordRange,
          message: `runs again whenever ${name} changes`,
        })),
        reclaims: [],
        fixes: () => moveDown(image, value),
      };
    }
  },
});
