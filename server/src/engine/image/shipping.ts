// Questions about what ships that several rules ask.
import type { Effect, ImageModel, Stage } from "./types";

/** Targets whose image holds this stage's layers and whose purpose is running, not building or checking. */
export function runtimeTargetsOf(image: ImageModel, stage: Stage): readonly Stage[] {
  let targets = runtimeTargets.get(stage);
  if (targets === undefined) {
    targets = image.targets.filter((target) => target.chain.includes(stage) && isRuntime(target));
    runtimeTargets.set(stage, targets);
  }
  return targets;
}

/** Asked for each finding. */
const runtimeTargets = new WeakMap<Stage, readonly Stage[]>();

/** Is the stage meant to run something? Windows images and images for ONBUILD are left alone. */
export function isRuntime(stage: Stage): boolean {
  // Images that people develop in: the tools are what they are for.
  if (
    stage.root.kind === "image" &&
    /devcontainers?\/|^gitpod\/workspace|^cimg\/|^circleci\//.test(stage.root.reference.name)
  )
    return false;
  return stage.purpose === "runtime" && stage.system !== "windows" && !stage.chain.some(({ hasOnbuild }) => hasOnbuild);
}

/** The effect that first made the bytes of a copied effect. */
export function firstOrigin(effect: Effect): Effect {
  let first = effect;
  while (first.origin) first = first.origin;
  return first;
}

/** What came along with an install and is an effect of its own: recommended packages, CUDA's libraries. */
export function broughtAlong(install: Effect): readonly Effect[] {
  const first = firstOrigin(install);
  return install.instruction.effects.filter(
    (effect) => (effect.kind === "recommended" || effect.kind === "cuda") && effect.of === first,
  );
}

/** This stage's instructions after an effect's own, then those of every stage on top of it. */
export function* laterInstructions(effect: Effect): Generator<Stage["instructions"][number]> {
  for (const instruction of effect.stage.instructions)
    if (instruction.index > effect.instruction.index) yield instruction;
  yield* instructionsAbove(effect.stage);
}

function* instructionsAbove(stage: Stage): Generator<Stage["instructions"][number]> {
  for (const child of stage.children) {
    yield* child.instructions.slice(1);
    yield* instructionsAbove(child);
  }
}
