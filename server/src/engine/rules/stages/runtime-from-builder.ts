// Finds shipped stages that stand on a local stage which installs compilers or compiles: all of that ships too.
import { moveToCleanBase } from "../../fixes/move-to-clean-base";
import { isRuntime } from "../../image/shipping";
import type { Effect, Stage } from "../../image/types";
import { defineRule } from "../define-rule";

export const runtimeFromBuilder = defineRule({
  id: "runtime-from-builder",
  group: "stages",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "The shipped stage stands on a stage that installs compilers, headers or build systems, or compiles.",
    why: "`FROM builder` inherits every layer of the builder: what it takes to build the program ships with the program.",
    remedy: "Start the runtime stage from a clean base, and copy only what was built with `COPY --from`.",
    whenNotToUse: "Where the program compiles when it runs, for example just-in-time compilers that call gcc.",
    examples: "stages/runtime-from-builder",
  },
  messages: {
    tools: ({ stage, builder, tools }: { stage: string; builder: string; tools: string }) =>
      `${stage} stands on ${builder} and ships its build tools (${tools}). Start it from a clean base, and copy what was built.`,
    compiles: ({ stage, builder }: { stage: string; builder: string }) =>
      `${stage} stands on ${builder}, which compiles: sources, build trees and tools ship too. Start it from a clean base, and copy what was built.`,
  },
  *check(image) {
    for (const target of image.targets) {
      if (!isRuntime(target) || target.base.kind !== "stage") continue;
      const builders = target.chain.slice(1);
      const tools = builders.flatMap((stage) =>
        stage.instructions.flatMap(({ effects }) => effects.filter(bringsTools)),
      );
      const compiled = builders.flatMap((stage) =>
        stage.instructions.flatMap(({ effects }) => effects.filter(compiles)),
      );
      const causes = [...tools, ...compiled];
      if (causes.length === 0) continue;
      const at = target.from.syntax.words[0]?.range ?? target.from.range;
      yield {
        message: tools.length > 0 ? "tools" : "compiles",
        data: { stage: target.label, builder: builderOf(builders, causes).label, tools: namesOf(tools) },
        at,
        stage: target,
        related: causes.map((effect) => ({
          range: effect.range,
          message: effect.kind === "install" ? "installs the build tools" : "compiles",
        })),
        reclaims: tools,
        fixes: () => moveToCleanBase(image, target),
      };
    }
  },
});

function bringsTools(effect: Effect): boolean {
  return effect.kind === "install" && effect.buildTools.length > 0 && effect.origin === undefined;
}

function compiles(effect: Effect): boolean {
  return effect.kind === "compile" && effect.tool !== "npm" && effect.origin === undefined && !effect.maybe;
}

function builderOf(builders: readonly Stage[], causes: readonly Effect[]): Stage {
  return builders.find((stage) => causes.some((effect) => effect.stage === stage)) ?? builders[0]!;
}

function namesOf(tools: readonly Effect[]): string {
  const names = [
    ...new Set(tools.flatMap((effect) => (effect.kind === "install" ? effect.buildTools.map(({ name }) => name) : []))),
  ];
  return names.length > 4 ? `${names.slice(0, 4).join(", ")}, …` : names.join(", ");
}
