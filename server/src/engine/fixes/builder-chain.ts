// Tells what in the stages below a target is there for building: compilers, headers, build systems, compile steps.
import type { Effect, Stage } from "../image/types";

export interface BuildSteps {
  /** Installs that bring build tools, and compile steps, in the order of the file. */
  readonly steps: readonly Effect[];
  /** The local stages that a runtime does without, nearest to the target first: down to the lowest that builds. */
  readonly dropped: readonly Stage[];
  /** The clean local stage below them; undefined: they stand on an external image. */
  readonly ancestor: Stage | undefined;
}

/** What the stages that a target stands on install or do to build; undefined where none of them does. */
export function buildStepsBelow(target: Stage): BuildSteps | undefined {
  const below = target.chain.slice(1);
  const steps = below.flatMap(({ instructions }) => instructions.flatMap(({ effects }) => effects.filter(isBuildStep)));
  if (steps.length === 0) {
    return undefined;
  }
  const lowest = below.findLastIndex(({ instructions }) =>
    instructions.some(({ effects }) => effects.some((effect) => steps.includes(effect))),
  );
  return {
    steps: steps.sort((left, right) => left.range.start - right.range.start),
    dropped: below.slice(0, lowest + 1),
    ancestor: below[lowest + 1],
  };
}

/** Something conditional may never happen, and what a COPY brought along was built elsewhere. */
function isBuildStep(effect: Effect): boolean {
  if (effect.maybe || effect.origin !== undefined) {
    return false;
  }
  return effect.kind === "compile" || (effect.kind === "install" && effect.buildTools.length > 0);
}
