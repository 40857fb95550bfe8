// Tells who needs the development dependencies that a step installs: later steps, stages that copy them, what the image starts.
import type { RunCommand } from "../image/commands";
import { nodeProjectIn } from "../image/node-projects";
import { parentPath } from "../image/paths";
import type { Effect, ImageModel, Instruction, Stage } from "../image/types";
import type { NodeProject } from "../node-project";
import { runsUnknownScript } from "./cache-reliance";
import { type Use, useOf, useOfText, worstUse } from "./development-use";
import { lastOf, startCommand } from "./start-command";

export type InstallEffect = Extract<Effect, { kind: "install" }>;

/** The workspace's project whose dependencies an effect installs. */
export function projectOf(image: ImageModel, effect: InstallEffect): NodeProject | undefined {
  const path = effect.paths?.[0];
  if (path === undefined || !/\/node_modules$/.test(path)) return undefined;
  return nodeProjectIn(image.nodeProjects, parentPath(path), effect.instruction);
}

/** What later commands of the same RUN, later steps and the stages on top of it use. */
export function useAfter(image: ImageModel, effect: InstallEffect): Use {
  return worstUse([useInSameRun(image, effect), useLater(image, effect)]);
}

const later = new WeakMap<Stage, readonly Use[]>();

/** What later steps and the stages on top of it use: read once from each stage's end, as a long file asks often. */
export function useLater(image: ImageModel, { stage, instruction }: InstallEffect): Use {
  return useFrom(image, stage)[stage.instructions.indexOf(instruction) + 1] ?? "free";
}

/** For each instruction of a stage, what is used from there on. */
function useFrom(image: ImageModel, stage: Stage): readonly Use[] {
  const known = later.get(stage);
  if (known !== undefined) return known;
  const { instructions, children } = stage;
  const from: Use[] = new Array(instructions.length + 1);
  from[instructions.length] = worstUse(children.map((child) => useFrom(image, child)[0] as Use));
  for (let index = instructions.length - 1; index >= 0; index--)
    from[index] = worstUse([usesOf(image, instructions[index] as Instruction, -1), from[index + 1] as Use]);
  later.set(stage, from);
  return from;
}

/** Later commands of the same RUN alone. */
export function useInSameRun(image: ImageModel, effect: InstallEffect): Use {
  return usesOf(image, effect.instruction, effect.range.end);
}

/** Steps of a stage from the place where the effect came to lie. */
export function useInStage(image: ImageModel, effect: InstallEffect): Use {
  const later = effect.stage.instructions.filter(({ index }) => index > effect.instruction.index);
  return worstUse([useInSameRun(image, effect), ...later.map((instruction) => usesOf(image, instruction, -1))]);
}

function usesOf(image: ImageModel, instruction: Instruction, after: number): Use {
  if (instruction.keyword === "ONBUILD") return "unknown";
  if (instruction.keyword !== "RUN") return "free";
  const uses: Use[] = [];
  for (const command of instruction.commands) {
    if (command.range.start < after) continue;
    const { programPath, workdir } = command as RunCommand;
    const line = [programPath || command.program, ...command.arguments.map(({ value, word }) => value ?? word.raw)];
    const project = workdir === undefined ? undefined : nodeProjectIn(image.nodeProjects, workdir, instruction);
    uses.push(command.program === "" ? "unknown" : useOf(line, project));
  }
  if (instruction.opaque || (instruction.commands.length > 0 && runsUnknownScript(instruction))) uses.push("unknown");
  return worstUse(uses);
}

/** What the image of a stage starts, its health check included. */
export function useAtStart(image: ImageModel, stage: Stage): Use {
  const start = startCommand(stage);
  const last = stage.instructions.at(-1) as Instruction;
  const project = stage.workdir === undefined ? undefined : nodeProjectIn(image.nodeProjects, stage.workdir, last);
  const uses: Use[] = [];
  if (start.kind === "program") {
    const words = start.words.flatMap((word) => (/\s/.test(word) ? word.trim().split(/\s+/) : [word]));
    uses.push(
      start.words.some((word) => /[;&|]/.test(word)) ? useOfText(words.join(" "), project) : useOf(words, project),
    );
    if (isInDevelopment(start.words, last)) uses.push("tool");
  }
  const check = lastOf(stage, "HEALTHCHECK");
  if (check !== undefined) uses.push(useOfHealthCheck(check, project));
  return worstUse(uses);
}

function useOfHealthCheck(check: Instruction, project: NodeProject | undefined): Use {
  const words = check.syntax.words.map((word) => check.expand(word) ?? word.raw);
  const at = words.findIndex((word) => word.toUpperCase() === "CMD");
  return at === -1 ? "free" : useOfText(words.slice(at + 1).join(" "), project);
}

const developmentVariables = /^(development|dev|local|test|debug)$/i;

/** The image says that it is for developing, or Rails starts in its default environment. */
function isInDevelopment(words: readonly string[], last: Instruction): boolean {
  const names = ["NODE_ENV", "RAILS_ENV", "RACK_ENV", "APP_ENV", "FLASK_ENV", "SYMFONY_ENV", "ENVIRONMENT"];
  if (names.some((name) => developmentVariables.test(last.variable(name) ?? ""))) return true;
  if (/^(1|true)$/i.test(last.variable("FLASK_DEBUG") ?? "")) return true;
  const isRails = words.some((word) => /(^|\/)rails$/.test(word)) && words.some((word) => /^(s|server)$/.test(word));
  const names2 = ["RAILS_ENV", "RACK_ENV"];
  return isRails && !words.includes("production") && names2.every((name) => last.variable(name) === undefined);
}

/** The stage and every one on top of it: images that may be built from it. */
export function* stagesFrom(stage: Stage): Generator<Stage> {
  yield stage;
  for (const child of stage.children) yield* stagesFrom(child);
}

/** Other stages copy from this one or from those on top of it, or mount them. */
export function isTakenElsewhere(image: ImageModel, stage: Stage): boolean {
  const from = new Set(stagesFrom(stage));
  return image.instructions.some(
    ({ copy, mounts }) =>
      (copy?.from.kind === "stage" && from.has(copy.from.stage)) ||
      mounts.some((mount) => mount.from?.kind === "stage" && from.has(mount.from.stage)),
  );
}
