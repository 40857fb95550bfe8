// Finds shipped stages that stand on a stage with compilers, headers or build systems.
import { toolRequests } from "../../fixes/build-tools";
import { type BuildSteps, buildStepsBelow } from "../../fixes/builder-chain";
import { installsForNodeGyp } from "../../fixes/kept-packages";
import { runtimeImageFor } from "../../fixes/runtime-images";
import { runtimeStage } from "../../fixes/runtime-stage";
import { isRuntime } from "../../image/shipping";
import type { Effect, ImageReference, Stage } from "../../image/types";
import { defineRule, listOf, type RelatedLocation, sentenceStart } from "../define-rule";

export const runtimeFromBuilder = defineRule({
  id: "runtime-from-builder",
  group: "stages",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "A shipped stage whose `FROM` chain passes through a stage that installs build tools or compiles.",
    why: "`FROM builder` inherits every layer of the builder: compilers, headers, build systems and caches become part of the image although nothing runs them. They make it slow to pull and larger to attack.",
    remedy:
      "Let the shipped stage start from the clean image below the builder, and copy what was built with `COPY --from`: the virtual environment, `site-packages` with the console scripts it needs, `node_modules`, the compiled program.",
    whenNotToUse:
      "When the program compiles at run time (Triton, numba, cgo plugins), it needs its compiler. Stages named for testing, development or building are not flagged.",
    examples: "stages/runtime-from-builder",
  },
  messages: {
    inherited: ({ target, parent, tools, base }: { target: string; parent: string; tools: string; base: string }) =>
      `${target} stands on ${parent} and inherits ${tools}, which nothing needs at run time. Start from ${base} and copy what was built with COPY --from=${parent}.`,
  },
  *check(image) {
    for (const target of image.targets) {
      const below = isRuntime(target) ? buildStepsBelow(target) : undefined;
      const [parent] = below?.dropped ?? [];
      if (below === undefined || parent === undefined) {
        continue;
      }
      const runtime = runtimeBase(below, target);
      yield {
        message: "inherited",
        data: {
          target: sentenceStart(target.label),
          parent: target.chain[1]!.label,
          tools: toolsOf(below),
          base: runtime.label,
        },
        at: target.from.syntax.words[0]?.range ?? target.from.range,
        stage: target,
        related: below.steps.map(relatedTo),
        reclaims: [
          ...new Set([
            ...reclaimedFrom(below),
            ...installersIn(below.dropped),
            ...installsForNodeGyp(target, below.dropped),
          ]),
        ],
        ...(runtime.replaces === undefined ? {} : { replacesBase: runtime.replaces }),
        fixes: () => runtimeStage(image, target, below),
      };
    }
  },
});

interface RuntimeBase {
  readonly label: string;
  readonly replaces: { readonly effect: Effect; readonly by: ImageReference } | undefined;
}

/** What the runtime can stand on: the clean stage, the image that replaces an SDK, or the builder's own base. */
function runtimeBase({ ancestor, dropped }: BuildSteps, target: Stage): RuntimeBase {
  if (ancestor !== undefined) {
    return { label: ancestor.label, replaces: undefined };
  }
  const { root } = target;
  const lowest = dropped.at(-1);
  const effect = lowest?.from.effects.find(({ kind }) => kind === "base");
  if (root.kind !== "image") {
    return { label: "the clean base image", replaces: undefined };
  }
  const smaller = runtimeImageFor(root.reference);
  if (smaller?.kind !== "artefact") {
    return { label: root.reference.text, replaces: undefined };
  }
  if (smaller.reference === undefined || effect === undefined) {
    return { label: "a small base image", replaces: undefined };
  }
  return { label: smaller.reference.text, replaces: { effect, by: smaller.reference } };
}

/** The tools: what was built is copied, and caches are package-cache-left's. */
function reclaimedFrom({ steps }: BuildSteps): readonly Effect[] {
  return steps.filter(({ kind }) => kind === "install");
}

/** uv, Poetry and their like, installed for nothing but the build. */
function installersIn(dropped: readonly Stage[]): readonly Effect[] {
  return dropped.flatMap(({ instructions }) =>
    instructions.flatMap(({ effects }) =>
      effects.filter(
        (effect) =>
          effect.kind === "install" &&
          effect.origin === undefined &&
          effect.packages.length > 0 &&
          toolRequests(effect).length === effect.packages.length,
      ),
    ),
  );
}

function toolsOf({ steps }: BuildSteps): string {
  const names = [
    ...new Set(steps.flatMap((step) => (step.kind === "install" ? step.buildTools.map(({ name }) => name) : []))),
  ];
  if (names.length === 0) {
    return "everything that it was built with";
  }
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and more build tools` : listOf(names);
}

function relatedTo(step: Effect): RelatedLocation {
  const message =
    step.kind === "install"
      ? `${step.buildTools.map(({ name }) => name).join(", ")} installed here`
      : "compiled here, with everything that needs";
  return { range: step.range, message };
}
