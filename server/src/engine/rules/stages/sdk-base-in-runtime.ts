// Finds shipped stages that stand on an SDK or full image although a smaller variant would run them.
import { buildStepsBelow } from "../../fixes/builder-chain";
import { plainSystemFor, runtimeImageFor } from "../../fixes/runtime-images";
import { replaceSdkBase, runsFinishedProgram, startsTool, toolsUsed } from "../../fixes/sdk-base";
import { startCommand } from "../../fixes/start-command";
import { isRuntime } from "../../image/shipping";
import type { Stage } from "../../image/types";
import { defineRule } from "../define-rule";

export const sdkBaseInRuntime = defineRule({
  id: "sdk-base-in-runtime",
  group: "stages",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "A shipped stage that stands on an SDK or on the full variant of an image.",
    why: "SDK images carry compilers, headers, build tools and version control so that anything can be built on them. A finished program runs on the runtime or slim variant of the same image.",
    remedy:
      "Use the runtime or slim variant: `-slim` for Python, Node and Ruby, `-jre` instead of `-jdk`, `dotnet/aspnet` instead of `dotnet/sdk`, CUDA's `-runtime` instead of `-devel`, plain Debian or Ubuntu instead of `buildpack-deps`. Where the stage compiles, keep the SDK for a builder stage and copy the result into a small one.",
    whenNotToUse:
      "When packages are compiled in the shipped stage and a builder stage is not an option, or when the program calls a compiler at run time. Images whose purpose is the toolchain are left alone when their stage is named so or they start nothing.",
    examples: "stages/sdk-base-in-runtime",
  },
  messages: {
    variant: ({ base, lacks, by }: { base: string; lacks: string; by: string }) =>
      `${base} ships ${lacks} along with the program. ${by} does without.`,
    compiles: ({ base, lacks, by }: { base: string; lacks: string; by: string }) =>
      `${base} ships ${lacks} along with the program that is built here. Build in a stage of its own and copy the result into one that stands on ${by}.`,
  },
  *check(image) {
    const seen = new Set<number>();
    for (const target of image.targets) {
      const lowest = target.chain.at(-1);
      // What a builder below brings is runtime-from-builder's; its base is looked at again once it is gone.
      if (lowest === undefined || !isRuntime(target) || buildStepsBelow(target) !== undefined) {
        continue;
      }
      const { base } = lowest;
      const effect = lowest.from.effects.find(({ kind }) => kind === "base");
      if (base.kind !== "image" || effect === undefined || seen.has(lowest.index)) {
        continue;
      }
      const plain = plainSystemFor(base.reference);
      const smaller = plain && runsFinishedProgram(target) ? plain : runtimeImageFor(base.reference);
      if (smaller === undefined || startsTool(target, smaller)) {
        continue;
      }
      // Without a program to start, an SDK is most likely there for its tools; a language image may be started with any.
      const start = startCommand(target).kind;
      if (start === "shell" || (start === "none" && smaller.kind !== "slim")) {
        continue;
      }
      const compiles = toolsUsed(target, smaller).length > 0;
      // An image of a build tool runs finished programs as well; one of a compiler that compiles nothing is there for more.
      if (smaller.kind === "artefact" && !compiles && !takesJar(target, base.reference.name)) {
        continue;
      }
      seen.add(lowest.index);
      const by = smaller.reference;
      yield {
        message: compiles ? "compiles" : "variant",
        data: { base: base.reference.text, lacks: smaller.lacks, by: by?.text ?? "a small base image" },
        at: base.range,
        stage: target,
        related:
          lowest === target
            ? []
            : [{ range: target.from.range, message: `${target.label} stands on ${lowest.label} and ships it` }],
        reclaims: [],
        ...(by === undefined ? {} : { replacesBase: { effect, by } }),
        fixes: () => (compiles || by === undefined ? [] : replaceSdkBase(image, target, smaller, by)),
      };
    }
  },
});

/** Maven's and Gradle's images hold a whole JDK, and start Java programs that another stage built. */
function takesJar({ chain }: Stage, name: string): boolean {
  return (
    /^(maven|gradle)$/.test(name) &&
    chain.some(({ instructions }) =>
      instructions.some(
        ({ copy }) =>
          copy !== undefined &&
          copy.from.kind !== "context" &&
          copy.sources.some(({ path }) => /\.jar$/.test(path ?? "")),
      ),
    )
  );
}
