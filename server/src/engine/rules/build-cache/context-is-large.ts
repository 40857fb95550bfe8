// Finds large build contexts of which a builder stage takes everything, although much of it serves no build.
import { ignoreClutter } from "../../fixes/ignore-clutter";
import {
  type ClutterEffect,
  describeBytes,
  describeEntries,
  describeReasons,
  isUseless,
} from "../../image/context-clutter";
import type { ImageModel } from "../../image/types";
import { defineRule } from "../define-rule";

/** Bytes from which on a context takes seconds, and what of it must be useless for that to be worth a word. */
const largeContext = 100_000_000;
const muchClutter = 10_000_000;

export const contextIsLarge = defineRule({
  id: "context-is-large",
  group: "build-cache",
  since: "0.1.0",
  severity: "info",
  docs: {
    summary: "A large build context, much of which no build needs, is sent and copied as a whole.",
    why: "Before a build starts, its context is read, compared and sent to the builder; `COPY . .` then stores it once more in the build cache. With hundreds of megabytes this takes longer than many builds. Where the history of the sources or this machine's build outputs lie in it, every commit and every local build changes it, and the steps after the `COPY` run again although no source changed.",
    remedy:
      "Name in `.dockerignore` what no build needs. The other way round works as well: ignore everything (`*`) and take back what is built (`!src`).",
    whenNotToUse:
      "Only what is known to serve no build is counted, and only where it does not end up in the image: there `whole-context-copy` reports it. A context that is large because its sources are is not reported.",
    examples: "build-cache/context-is-large",
  },
  messages: {
    sent: ({ size, what, why, file }: { size: string; what: string; why: string; file: string }) =>
      `Every build sends ${size} to the builder and copies it here, among it ${what}: ${why}. Whenever that changes, the steps below run again. Keep it out with ${file}.`,
  },
  *check(image) {
    const { context } = image;
    if (context === undefined || context.bytes < largeContext) return;
    const copied = image.shippedEffects("clutter").filter(({ origin }) => origin === undefined);
    const shipped = new Set(copied.flatMap(({ entries }) => entries));
    for (const effects of byInstruction(image)) {
      const [first] = effects as [ClutterEffect];
      const entries = effects.flatMap((effect) => effect.entries).filter((entry) => !shipped.has(entry));
      if (entries.reduce((sum, { bytes }) => sum + bytes, 0) < muchClutter) continue;
      yield {
        message: "sent",
        data: {
          size: describeBytes(context.bytes),
          what: describeEntries(entries),
          why: describeReasons(entries),
          file: context.ignoreFile.path,
        },
        at: first.range,
        stage: first.stage,
        reclaims: [],
        fixes: () => ignoreClutter(image, entries),
      };
      // The context is sent once, however many steps copy it.
      return;
    }
  },
});

/** What steps of stages that are built but do not ship take of the context. */
function byInstruction(image: ImageModel): readonly (readonly ClutterEffect[])[] {
  const groups = new Map<number, ClutterEffect[]>();
  for (const effect of image.effects) {
    if (effect.kind !== "clutter" || effect.origin !== undefined) continue;
    if (effect.shipped || !effect.stage.reached || effect.stage.system === "windows" || !isUseless(effect)) continue;
    const { index } = effect.instruction;
    groups.set(index, [...(groups.get(index) ?? []), effect]);
  }
  return [...groups.values()];
}
