// What one build request comes down to: the stages that count, the COPYs of the context, and the Dockerfile as it is sent.
import {
  type BuildOutline,
  type BuildRequest,
  buildImageModel,
  type ImageModel,
  type Instruction,
  instructionText,
  noSemanticFacts,
  parseDockerfile,
  type Stage,
} from "../engine/index";

export interface BuildPlan {
  readonly image: ImageModel;
  readonly target: Stage;
  /** The target and all that it needs, in the order of the file. */
  readonly reached: readonly Stage[];
  /**
   * Stages to build one after the other, the target first: every reached stage that is to be measured is one of these or
   * lies below one of these by FROM, so that its layers are in that one's history.
   */
  readonly builds: readonly Stage[];
  /** COPY and ADD instructions of reached stages that read the context. */
  readonly copies: readonly ContextCopy[];
  /** Sources of all stages: what the context must hold. */
  readonly contextSources: readonly string[];
  /** The request's text, in which unnamed stages that must be built got a name; lines stay where they are. */
  readonly dockerfileText: string;
  /** What the engine is told to build; undefined: the file's last stage. */
  readonly targetName: (stage: Stage) => string | undefined;
}

export interface ContextCopy {
  readonly instruction: Instruction;
  readonly sources: readonly string[];
  /** False where a source could not be read, because a variable in it is not known. */
  readonly complete: boolean;
}

/** A request that cannot become a build. `message` is one sentence. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}

/** Reads the Dockerfile and decides what is built. Throws a PlanError for a file without stages or an unknown target. */
export function planBuild(request: BuildRequest): BuildPlan {
  const settings = {
    targets: request.target === undefined ? [] : [request.target],
    buildArguments: request.buildArguments,
    platform: request.platform,
  };
  const facts = noSemanticFacts;
  const image = buildImageModel(parseDockerfile(request.dockerfileText), settings, facts);
  const last = image.stages.at(-1);
  if (!last) throw new PlanError("There is nothing to build: the Dockerfile has no FROM that can be read.");
  const target = request.target === undefined ? last : image.findStage(request.target);
  if (!target) throw new PlanError(`There is no stage "${request.target}" in this Dockerfile.`);

  const reached = image.stages.filter((stage) => stage === target || stage.reached);
  const builds = [target];
  const covered = new Set(target.chain);
  for (const stage of request.measure === "target" ? [] : reached.toReversed()) {
    if (covered.has(stage)) continue;
    builds.push(stage);
    for (const below of stage.chain) covered.add(below);
  }
  const named = builds.filter((stage) => stage !== last && nameIn(image, stage) === undefined);
  const names = new Map(named.map((stage) => [stage, `layer-cost-stage-${stage.index}`]));
  return {
    image,
    target,
    reached,
    builds,
    copies: reached.flatMap((stage) => stage.instructions.flatMap(contextCopy)),
    contextSources: image.stages
      .flatMap((stage) => stage.instructions.flatMap(contextCopy))
      .flatMap((one) => one.sources),
    dockerfileText: nameStages(request.dockerfileText, names),
    targetName: (stage) => names.get(stage) ?? nameIn(image, stage),
  };
}

/** The plan for those who watch the build. */
export function outlineOf({ image, target, reached }: BuildPlan, request: BuildRequest): BuildOutline {
  return {
    target: target.label,
    buildArguments: request.buildArguments,
    platform: request.platform,
    stages: reached.map(({ label, index, from, instructions }) => ({
      label,
      index,
      line: from.syntax.line,
      instructions: instructions.map(({ index, keyword, syntax }) => ({
        index,
        line: syntax.line,
        keyword,
        text: instructionText(image.syntax, syntax),
      })),
    })),
  };
}

/** The name by which the engine finds this stage; a later stage of the same name would be taken for it. */
function nameIn(image: ImageModel, { name, index }: Stage): string | undefined {
  if (name === undefined) return undefined;
  const isSame = (other: Stage) => other.index > index && other.name?.toLowerCase() === name.toLowerCase();
  return image.stages.some(isSame) ? undefined : name;
}

function contextCopy(instruction: Instruction): ContextCopy[] {
  if (instruction.copy?.from.kind !== "context") return [];
  const sources = instruction.copy.sources.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return [{ instruction, sources, complete: sources.length === instruction.copy.sources.length }];
}

/** Engines find no stage by its number, so that an unnamed one gets a name; one whose name is taken gets another. */
function nameStages(text: string, names: ReadonlyMap<Stage, string>): string {
  let result = text;
  // From the end, so that the offsets before it stay right.
  const lastFirst = [...names].sort(([one], [other]) => other.index - one.index);
  for (const [{ from, name: taken }, name] of lastFirst) {
    const word = from.syntax.words.at(-1);
    if (!word) continue;
    const { start, end } = word.range;
    result =
      taken === undefined
        ? `${result.slice(0, end)} AS ${name}${result.slice(end)}`
        : result.slice(0, start) + name + result.slice(end);
  }
  return result;
}
