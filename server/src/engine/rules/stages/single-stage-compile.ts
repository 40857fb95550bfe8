// Finds shipped stages that compile what they ship, with compilers and sources beside the result.
import { buildStepsBelow } from "../../fixes/builder-chain";
import { moveBuildToStage } from "../../fixes/runtime-stage";
import { type ShippedCompile, shippedCompile } from "../../fixes/shipped-compile";
import { isRuntime } from "../../image/shipping";
import type { Effect, Stage } from "../../image/types";
import { defineRule, listOf, type RelatedLocation, sentenceStart } from "../define-rule";

export const singleStageCompile = defineRule({
  id: "single-stage-compile",
  group: "stages",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "A shipped stage that compiles the program which it starts, or the web site that it serves.",
    why: "A compiled program runs without its compiler, its sources and the packages that it was built from. Where it is compiled in the stage that ships, all of that is part of the image: for a Go or Java program most of it.",
    remedy:
      "Name the stage that compiles, and add one that starts from a small image and copies the result with `COPY --from`. Where compiler and sources are only needed in one `RUN`, that `RUN` can remove them again instead.",
    whenNotToUse:
      "When the program compiles at run time, or the image is there for compiling: stages named for building, testing or development, and images that start a shell or a build tool, are left alone. Interpreted programs have rules of their own.",
    examples: "stages/single-stage-compile",
  },
  messages: {
    program: ({ target, left, base }: { target: string; left: string; base: string }) =>
      `${target} compiles what it runs and ships ${left} along with it. Compile in a stage of its own, and copy the result with COPY --from into one that starts from ${base}.`,
    site: ({ target, left, base }: { target: string; left: string; base: string }) =>
      `${target} builds the files that it serves and ships ${left} along with them. Build in a stage of its own, and copy the result with COPY --from into one that starts from ${base}.`,
  },
  *check(image) {
    for (const target of image.targets) {
      // What a builder below compiles is runtime-from-builder's.
      if (!isRuntime(target) || buildStepsBelow(target) !== undefined) {
        continue;
      }
      const found = shippedCompile(target);
      if (found === undefined) {
        continue;
      }
      const { at, made, tools, sources, sdk } = found;
      const by = sdk?.runtime.reference;
      yield {
        message: made,
        data: { target: sentenceStart(target.label), left: leftOf(found), base: baseOf(target, found) },
        at,
        stage: target,
        related: tools.map(relatedTo),
        reclaims: [...tools, ...sources],
        ...(sdk === undefined || by === undefined ? {} : { replacesBase: { effect: sdk.effect, by } }),
        fixes: () => moveBuildToStage(image, target),
      };
    }
  },
});

/** What the runtime can stand on: the image that replaces an SDK, or the stage's own base. */
function baseOf({ root }: Stage, { sdk }: ShippedCompile): string {
  if (sdk !== undefined) {
    return sdk.runtime.reference?.text ?? "a small base image";
  }
  return root.kind === "image" ? root.reference.text : "the clean base image";
}

function leftOf({ tools, sources, sdk, made }: ShippedCompile): string {
  const names = [...new Set(tools.flatMap(toolNames))];
  const shown = names.length > 4 ? [...names.slice(0, 3), "more build tools"] : names;
  const parts = [
    ...(sdk === undefined ? [] : [sdk.runtime.lacks]),
    ...shown,
    ...(sources.length === 0 ? [] : [made === "site" ? "its packages and sources" : "its sources"]),
  ];
  return listOf(parts);
}

function toolNames(effect: Effect): readonly string[] {
  return effect.kind === "install" ? effect.buildTools.map(({ name }) => name) : [];
}

function relatedTo(effect: Effect): RelatedLocation {
  return { range: effect.range, message: `${toolNames(effect).join(", ")} installed here` };
}
