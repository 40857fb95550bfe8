// Finds shipped stages that stand on an SDK or full image where a runtime or slim one exists.
import { replaceRange } from "../../fixes/instruction-edits";
import { type RuntimeImage, runtimeImageFor } from "../../fixes/runtime-images";
import { isRuntime } from "../../image/shipping";
import type { Stage } from "../../image/types";
import { defineRule, type Fix } from "../define-rule";

export const sdkBaseInRuntime = defineRule({
  id: "sdk-base-in-runtime",
  group: "stages",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "The shipped stage stands on an SDK or full image although a runtime or slim variant of it exists.",
    why: "An SDK image brings compilers, headers and build tools, often hundreds of megabytes, that a running program never touches.",
    remedy:
      "Stand the shipped stage on the runtime or slim variant. What has to be compiled goes into a builder stage, and only the result is copied.",
    whenNotToUse:
      "Where the image is itself a toolchain: development containers, CI images, images that publish an SDK.",
    examples: "stages/sdk-base-in-runtime",
  },
  messages: {
    variant: ({ stage, base, runtime, lacks }: { stage: string; base: string; runtime: string; lacks: string }) =>
      `${stage} ships all of ${base}. ${runtime} is the same without ${lacks}: stand the stage on it if nothing needs them when it runs.`,
    compiles: ({ stage, base, tool, lacks }: { stage: string; base: string; tool: string; lacks: string }) =>
      `${stage} ships all of ${base}, ${lacks} included, because it runs ${tool}. Do that in a builder stage, and copy the result into a stage on a small image.`,
    artefact: ({ stage, base, lacks }: { stage: string; base: string; lacks: string }) =>
      `${stage} ships all of ${base}, ${lacks} included. Build in a stage of its own, and copy the result into a stage on a small image.`,
  },
  *check(image) {
    for (const stage of image.targets) {
      if (!isRuntime(stage) || stage.root.kind !== "image") continue;
      const runtime = runtimeImageFor(stage.root.reference);
      if (runtime === undefined) continue;
      const bottom = stage.chain.at(-1)!;
      const effect = bottom.from.effects.find(({ kind }) => kind === "base");
      if (effect === undefined) continue;
      const tool = toolUsed(stage, runtime);
      const replaces = tool === undefined && runtime.kind !== "artefact" ? runtime.reference : undefined;
      const base = stage.root.reference.text;
      yield {
        message: tool !== undefined ? "compiles" : replaces ? "variant" : "artefact",
        data: { stage: stage.label, base, runtime: replaces?.text ?? "", lacks: runtime.lacks, tool: tool ?? "" },
        at: stage.root.range,
        stage,
        reclaims: [],
        ...(replaces ? { replacesBase: { effect, by: replaces } } : {}),
        fixes: () => (replaces ? fixesFor(image.syntax.text, stage, replaces.text, runtime) : []),
      };
    }
  },
});

/** The first command of the shipped chain that the smaller image would lack. */
function toolUsed(stage: Stage, runtime: RuntimeImage): string | undefined {
  for (const { instructions } of stage.chain)
    for (const { commands } of instructions)
      for (const { program, arguments: words } of commands) {
        const both = `${program} ${words[0]?.value ?? ""}`;
        const found = runtime.tools.find((tool) => tool === program || tool === both);
        if (found !== undefined) return found;
      }
  return undefined;
}

function fixesFor(text: string, stage: Stage, runtime: string, { lacks }: RuntimeImage): Fix[] {
  if (stage.root.kind !== "image") return [];
  const { range, reference } = stage.root;
  // A variable in the name: the place to change is its ARG, which other stages may share.
  if (text.slice(range.start, range.end) !== reference.text) return [];
  return [
    {
      title: `Use ${runtime}`,
      applicability: "needs-review",
      review: `it lacks ${lacks}: packages that compile when they are installed fail without them, and so does a program that calls them`,
      edits: [replaceRange(range, runtime)],
    },
  ];
}
