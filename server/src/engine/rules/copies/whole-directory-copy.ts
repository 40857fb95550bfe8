// Finds COPY --from of a broad directory that brings along what the image does not need, or has already.
import { isHeldAlready, wasteIn } from "../../fixes/copied-waste";
import { copiedPaths, narrow, removeCopy } from "../../fixes/narrow-copy";
import { firstOrigin, runtimeTargetsOf } from "../../image/shipping";
import type { Effect } from "../../image/types";
import { defineRule, listOf, sentenceStart } from "../define-rule";

export const wholeDirectoryCopy = defineRule({
  id: "whole-directory-copy",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary:
      "`COPY --from` of a broad directory under which the other stage left what the image does not need, or which the image already holds.",
    why: "A directory such as `/usr/local` or `/root` holds more than what was built: build tools, sources, and the files of the base image, which are then stored twice.",
    remedy:
      "Copy the paths that the build wrote, each by its own `COPY --from`, or leave the copy out where nothing under it is needed.",
    whenNotToUse:
      "Flattening an image into `scratch` copies everything on purpose, and is not flagged; nor is a directory that holds only what was built. Package caches in a copied directory are the business of `cache-copied-from-stage`.",
    examples: "copies/whole-directory-copy",
  },
  messages: {
    waste: ({ path, from, what, isHeld }: { path: string; from: string; what: string; isHeld: string }) =>
      `Copying all of ${path} from ${from} brings along ${what}, which this image does not need${isHeld}. Copy only what was built there.`,
    held: ({ path, from, stage }: { path: string; from: string; stage: string }) =>
      `${stage} stands on ${from} and so has ${path} already: this copy stores the same files a second time. Remove it.`,
  },
  *check(image) {
    for (const instruction of image.instructions) {
      const [payer] = instruction.shipped ? runtimeTargetsOf(image, instruction.stage) : [];
      if (payer === undefined) {
        continue;
      }
      for (const copied of copiedPaths(instruction)) {
        const { from, path, word } = copied;
        const held = isHeldAlready(copied);
        const waste = held ? copied.effects : wasteIn(copied);
        if (waste.length === 0) {
          continue;
        }
        yield {
          message: held ? "held" : "waste",
          data: {
            path,
            from: from.label,
            stage: sentenceStart(instruction.stage.label),
            what: describe(waste),
            isHeld: waste.some(({ kind }) => kind === "base-files") ? " or already holds" : "",
          },
          at: word.range,
          stage: payer,
          related: waste.flatMap(({ origin }) => {
            const made = origin && firstOrigin(origin);
            return made?.command === undefined ? [] : [{ range: made.range, message: `left in ${from.label} here` }];
          }),
          reclaims: waste,
          fixes: () =>
            (held ? [removeCopy(image, copied, true)] : narrow(image, copied, waste)).flatMap((fix) => fix ?? []),
        };
      }
    }
  },
});

function describe(waste: readonly Effect[]): string {
  const parts = waste.map((effect) => {
    const made = effect.origin ?? effect;
    switch (made.kind) {
      case "install":
      case "recommended":
        return "build tools";
      case "base-files":
        return "the base image's own files";
      default:
        return "the sources";
    }
  });
  const names = [...new Set(parts)];
  return listOf(names);
}
