// Finds COPYs of whole folders of the context into an image, along with what no image needs.
import { ignoreClutter } from "../../fixes/ignore-clutter";
import {
  type ClutterEffect,
  describeEntries,
  describeReasons,
  isDisposable,
  isUseless,
} from "../../image/context-clutter";
import { runtimeTargetsOf } from "../../image/shipping";
import type { ImageModel } from "../../image/types";
import { defineRule } from "../define-rule";

export const wholeContextCopy = defineRule({
  id: "whole-context-copy",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary:
      "`COPY .` or `ADD .` into an image where the build context holds what no image needs: `.git`, `node_modules`, caches, dumps.",
    why: "`COPY . .` takes everything that is sent to the builder: the history of the sources, packages and build outputs of the machine that it is built on, caches, logs and database dumps. All of it ships, whoever pulls the image downloads it, and any change of it makes the steps after the `COPY` run again.",
    remedy:
      "Name what does not belong into the image in `.dockerignore`, beside the sources or as `<Dockerfile>.dockerignore`: then it is not even sent. Or copy only the folders that the program needs.",
    whenNotToUse:
      "What a Dockerfile of this context copies by its name is left alone, and so is a history that a step of the stage asks for. What counts is what really lies in the folder: a fresh checkout, in CI say, may hold none of it, and nothing is reported.",
    examples: "copies/whole-context-copy",
  },
  messages: {
    taken: ({ what, why, file }: { what: string; why: string; file: string }) =>
      `This takes ${what} along into the image, which has no use for it: ${why}. Keep it out with ${file}.`,
  },
  *check(image) {
    for (const effects of groupEffects(image)) {
      const [first] = effects as [ClutterEffect];
      const [payer] = runtimeTargetsOf(image, first.stage);
      if (payer === undefined) continue;
      const entries = effects.flatMap((effect) => effect.entries);
      yield {
        message: "taken",
        data: {
          what: describeEntries(entries),
          why: describeReasons(entries),
          file: image.context?.ignoreFile.path ?? ".dockerignore",
        },
        at: first.range,
        stage: payer,
        reclaims: effects,
        fixes: () => ignoreClutter(image, entries),
      };
    }
  },
});

/** By the source that takes them; what can be made again at any time is a group of its own, since its fix is. */
function groupEffects(image: ImageModel): readonly (readonly ClutterEffect[])[] {
  const groups = new Map<string, ClutterEffect[]>();
  for (const effect of image.shippedEffects("clutter")) {
    if (effect.origin !== undefined || !isUseless(effect)) continue;
    const key = `${effect.range.start} ${effect.entries.every(isDisposable)}`;
    groups.set(key, [...(groups.get(key) ?? []), effect]);
  }
  return [...groups.values()];
}
