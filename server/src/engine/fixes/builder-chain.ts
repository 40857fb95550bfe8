// Tells what in the stages below a target is there for building: compilers, headers, build systems, compile steps.
import { hasCompiler } from "../image/image-references";
import type { Effect, Stage } from "../image/types";

export interface BuildSteps {
  /** Installs that bring build tools, and compile steps, in the order of the file. */
  readonly steps: readonly Effect[];
  /** The local stages that a runtime does without, nearest to the target first: down to the lowest that builds. */
  readonly dropped: readonly Stage[];
  /** The clean local stage below them; undefined: they stand on an external image. */
  readonly ancestor: Stage | undefined;
}

/**
 * What the stages that a target stands on install or do to build; undefined where none of them is there for building.
 * A stage that only installs headers (`libssl-dev` for the library it brings), or that takes what was built from another
 * stage, is a base for running things, whatever tools it holds.
 */
export function buildStepsBelow(target: Stage): BuildSteps | undefined {
  if (!known.has(target)) {
    known.set(target, readBelow(target));
  }
  return known.get(target);
}

/** Three rules ask for the same stages. */
const known = new WeakMap<Stage, BuildSteps | undefined>();

function readBelow(target: Stage): BuildSteps | undefined {
  const below = target.chain.slice(1);
  if (below.length === 0) {
    return undefined;
  }
  const wanted = installedBy(target);
  const steps = below.flatMap(({ instructions }) =>
    instructions.flatMap(({ effects }) => effects.filter((effect) => isBuildStep(effect, wanted))),
  );
  const compiles = steps.some((step) => step.kind === "compile");
  const installsCompilers = steps.some(
    (step) => step.kind === "install" && step.buildTools.some(({ name }) => !compilesNothing.test(name)),
  );
  const hasCompilers = installsCompilers || hasCompiler(target.root) || steps.some(bringsToolchain);
  const isBuilder = below.some((stage) => takesFromElsewhere(stage, below))
    ? compiles && hasCompilers
    : compiles || installsCompilers;
  if (!isBuilder || steps.length === 0) {
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
function isBuildStep(effect: Effect, wanted: ReadonlySet<string>): boolean {
  if (effect.maybe || effect.origin !== undefined) {
    return false;
  }
  return (
    effect.kind === "compile" || (effect.kind === "install" && effect.buildTools.some(({ name }) => !wanted.has(name)))
  );
}

/** Names of packages that the target installs by itself: it wants them. */
function installedBy(target: Stage): ReadonlySet<string> {
  const effects = target.instructions.flatMap((instruction) => instruction.effects);
  return new Set(
    effects.flatMap((effect) => (effect.kind === "install" ? effect.packages.map(({ name }) => name) : [])),
  );
}

/** Headers come along with the libraries that are wanted, and binutils are read by programs that run. */
const compilesNothing = /-(dev|devel|headers)$|^linux-headers|^binutils/;

/** These compile with nothing but their own toolchain. */
const toolchains: ReadonlySet<string> = new Set(["go", "cargo", "maven", "gradle", "dotnet", "mix", "rebar3"]);

function bringsToolchain(step: Effect): boolean {
  return step.kind === "compile" && toolchains.has(step.tool);
}

function takesFromElsewhere({ instructions }: Stage, below: readonly Stage[]): boolean {
  return instructions.some(({ copy }) => copy?.from.kind === "stage" && !below.includes(copy.from.stage));
}
