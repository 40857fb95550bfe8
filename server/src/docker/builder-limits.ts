// Says what a builder cannot do before it is asked: its own words for that mislead, or it breaks down.
import type { Instruction, Stage } from "../engine/index";
import type { BuildPlan } from "./build-plan";
import { BuildFailure } from "./build-run";
import type { AvailableEngine } from "./describe-engine";

/** The first Podman whose builder reads heredocs, and the first Docker whose own BuildKit reads them and COPY --link. */
const heredocPodman = [4, 8] as const;
const heredocDocker = [23, 0] as const;

/** What an instruction asks of BuildKit that Docker's classic builder has not, in words: `heredocs (<<EOF)`, `COPY --link`. */
export function buildKitFeature({ keyword, syntax }: Instruction): string | undefined {
  if (syntax.heredocs.length > 0) return "heredocs (<<EOF)";
  if (!["RUN", "COPY", "ADD"].includes(keyword)) return undefined;
  const flag = syntax.flags.find(({ name }) => name !== "from" && name !== "chown");
  return flag && `${keyword} --${flag.name}`;
}

/** Throws a BuildFailure, which names the instruction, for a Dockerfile that the builder cannot build. */
export function refuseUnsupported(engine: AvailableEngine, { image }: BuildPlan): void {
  const ownFrontend = !image.syntax.directives.some(({ name }) => name === "syntax");
  // They read the whole file, whatever the target.
  for (const instruction of image.instructions) {
    const problem =
      engine.builder === "Buildah"
        ? problemOfBuildah(engine, instruction)
        : engine.builder === "classic"
          ? problemOfClassicBuilder(instruction, image.stages)
          : ownFrontend && problemOfBuildKit(engine, instruction);
    if (problem) throw new BuildFailure(problem, instruction.index);
  }
}

function problemOfBuildKit({ name, version }: AvailableEngine, instruction: Instruction): string | undefined {
  const feature = buildKitFeature(instruction);
  const isNewer = feature !== undefined && /heredocs|--link$/.test(feature);
  return isNewer && isBefore(version, heredocDocker)
    ? `${name} ${version} has no ${feature} of its own: begin the file with "# syntax=docker/dockerfile:1", or use Docker ${heredocDocker[0]} or newer.`
    : undefined;
}

function problemOfClassicBuilder(instruction: Instruction, stages: readonly Stage[]): string | undefined {
  const feature = buildKitFeature(instruction);
  if (feature !== undefined)
    return `Docker's classic builder has no ${feature}: build with BuildKit (DOCKER_BUILDKIT=1).`;
  const { keyword, stage } = instruction;
  const name = stage.name?.toLowerCase();
  const isTaken = stages.some((other) => other.index < stage.index && other.name?.toLowerCase() === name);
  return keyword === "FROM" && name !== undefined && isTaken
    ? `Docker's classic builder takes no two stages of the same name: rename this ${stage.name}.`
    : undefined;
}

function problemOfBuildah({ name, version }: AvailableEngine, instruction: Instruction): string | undefined {
  if (instruction.syntax.heredocs.length > 0 && isBefore(version, heredocPodman))
    return `${name} ${version} has no heredocs (<<EOF): Podman ${heredocPodman.join(".")} and newer have them.`;
  const from = instruction.copy?.from;
  // Podman 4 breaks down over it, and with it all that it does.
  if (from?.kind === "unknown" && /^\d+$/.test(from.text))
    return `${instruction.keyword} --from=${from.text} names a stage that is not there.`;
  const used = stageNameIn(instruction);
  return used && /\D/.test(used.written) && used.written !== used.stage.name
    ? `Podman does not find the stage ${used.stage.label} under the name ${used.written}: it tells capitals apart.`
    : undefined;
}

/** The stage that a FROM or a COPY names, and how it is written there. */
function stageNameIn({ keyword, syntax, stage, copy, expand }: Instruction) {
  const [word] = syntax.words;
  if (keyword === "FROM" && stage.base.kind === "stage" && word)
    return { stage: stage.base.stage, written: expand(word) ?? "" };
  const flag = copy?.fromFlag?.value;
  return copy?.from.kind === "stage" && flag ? { stage: copy.from.stage, written: expand(flag) ?? "" } : undefined;
}

function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const [one = 0, other = 0] = version.split(".").map(Number);
  return one < major || (one === major && other < minor);
}
