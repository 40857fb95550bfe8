// Finds chown and chmod over files that an earlier layer wrote: each of them is stored a second time.
import { ownerAtCopy } from "../../fixes/ownership-fixes";
import { runtimeTargetsOf } from "../../image/shipping";
import type { Effect, ImageModel } from "../../image/types";
import { isWeighty } from "../../image/weight";
import { defineRule } from "../define-rule";

type Rewrite = Extract<Effect, { kind: "rewrite" }>;

export const chownDuplicatesLayer = defineRule({
  id: "chown-duplicates-layer",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "`RUN chown` or `chmod` over files that an earlier layer wrote stores every one of them a second time.",
    why: "A layer holds whole files. When a step changes nothing but the owner or the mode of a file that an earlier layer brought, the file is copied into the new layer with all of its bytes, and the image holds both.",
    remedy:
      "Set owner and mode where the files are written: `COPY --chown=app:app`, `COPY --chmod=755`, the install run by that user, or the `chown` in the same `RUN` that downloads or unpacks.",
    whenNotToUse:
      "Changing empty folders, scripts and settings costs next to nothing and is not flagged. Where the owner is only known to a later step, the second copy may be the price of it.",
    examples: "copies/chown-duplicates-layer",
  },
  messages: {
    rewritten: ({ change, paths, wrote }: { change: string; paths: string; wrote: string }) =>
      `Changing the ${change} of files under ${paths} stores what ${wrote} wrote there a second time. Set the ${change} where the files are written.`,
    file: ({ change, paths, wrote }: { change: string; paths: string; wrote: string }) =>
      `Changing the ${change} of ${paths}, which ${wrote} wrote, stores the whole file a second time. Set the ${change} where it is written.`,
  },
  *check(image: ImageModel) {
    for (const effect of image.shippedEffects("rewrite")) {
      const [payer] = runtimeTargetsOf(image, effect.stage);
      if (payer === undefined || effect.maybe || effect.origin !== undefined) {
        continue;
      }
      const written = effect.rewrites.filter(isWeighty);
      const writers = [...new Set(written.map(({ instruction }) => instruction))];
      yield {
        message: effect.recursive ? "rewritten" : "file",
        data: {
          change: effect.change,
          paths: (effect.paths ?? effect.targets).join(", "),
          wrote: writers.length === 1 ? `the ${writers[0]!.keyword} above` : "earlier steps",
        },
        at: (effect.command?.shell ?? effect).range,
        stage: payer,
        related: writers.map(({ range, syntax }) => ({
          range: { start: range.start, end: syntax.argumentsRange.end },
          message: "stores the files for the first time",
        })),
        reclaims: [effect],
        fixes: () => ownerAtCopy(image, effect as Rewrite),
      };
    }
  },
});
