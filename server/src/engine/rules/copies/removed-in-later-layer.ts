// Finds rm of what an earlier layer of the same image stored: it frees nothing.
import { removeWhereWritten } from "../../fixes/late-removals";
import { packageManagers } from "../../image/package-managers";
import { runtimeTargetsOf } from "../../image/shipping";
import type { Command, Effect, ImageModel } from "../../image/types";
import { isWeighty } from "../../image/weight";
import { defineRule, listOf } from "../define-rule";

type RemoveEffect = Extract<Effect, { kind: "remove" }>;

export const removedInLaterLayer = defineRule({
  id: "removed-in-later-layer",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "Files that an earlier layer stored are removed by a later instruction, which frees nothing.",
    why: "Each instruction makes a layer of its own, and an image is the sum of its layers. A later `rm` only notes that the files are to be hidden: they are still stored, pushed and pulled.",
    remedy:
      "Remove the files in the same `RUN` that writes them. What a `COPY` brings for a single step, mount it for that step instead: `RUN --mount=type=bind,source=src,target=/src …`. Or do the work in a stage of its own, and copy what it made.",
    whenNotToUse:
      "Small files such as scripts and settings are not flagged, nor is what the base image holds. Removing secrets in a later layer does not hide them either, whatever their size.",
    examples: "copies/removed-in-later-layer",
  },
  messages: {
    removed: ({ what, writer }: { what: string; writer: string }) =>
      `Removing ${what} here frees nothing: the layer of ${writer} still holds it. Remove it in the step that writes it, or keep it out of the image with a bind mount or a stage of its own.`,
  },
  *check(image) {
    for (const [command, effects] of removalsOf(image)) {
      const [first] = effects as [RemoveEffect];
      const [payer] = runtimeTargetsOf(image, first.stage);
      const removes = [...new Set(effects.flatMap((effect) => effect.removes.filter(isFelt)))];
      if (payer === undefined || removes.length === 0) {
        continue;
      }
      const writers = [...new Set(removes.map(({ instruction }) => instruction))];
      yield {
        message: "removed",
        data: {
          what: describe(removes),
          writer: writers.length === 1 ? `the ${writers[0]!.keyword} above` : "earlier instructions",
        },
        at: command.shell.range,
        stage: payer,
        related: writers.map(({ range, syntax }) => ({
          range: { start: range.start, end: syntax.argumentsRange.end },
          message: "this layer holds the files",
        })),
        reclaims: removes,
        fixes: () => removeWhereWritten(image, first.instruction, removes),
      };
    }
  },
});

/** By the command that removes: `rm -rf a b` is told once. */
function removalsOf(image: ImageModel): ReadonlyMap<Command, readonly RemoveEffect[]> {
  const found = new Map<Command, RemoveEffect[]>();
  for (const effect of image.shippedEffects("remove")) {
    const { command, maybe } = effect;
    // Package managers take packages away, and gunzip its archive, by themselves.
    if (command === undefined || maybe || !/^(rm|rmdir|unlink|find)$/.test(command.program)) {
      continue;
    }
    found.set(command, [...(found.get(command) ?? []), effect]);
  }
  return found;
}

/** What is worth speaking of; caches are another rule's, and what may not be there is nobody's. */
function isFelt(effect: Effect): boolean {
  return effect.kind !== "cache" && effect.kind !== "symbols" && !effect.maybe && !effect.partial && isWeighty(effect);
}

function describe(removes: readonly Effect[]): string {
  const names = removes.map((effect) => {
    if (effect.kind === "install") {
      return `${effect.paths?.[0] ?? "packages"} of ${packageManagers[effect.manager].label}`;
    }
    return effect.paths?.[0] ?? "these files";
  });
  const distinct = [...new Set(names)];
  return listOf(distinct);
}
