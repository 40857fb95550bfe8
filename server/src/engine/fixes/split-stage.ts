// Cuts a stage in two behind its last build step: what builds, and what runs.
import type { RunCommand } from "../image/commands";
import { isSystemManager } from "../image/package-managers";
import { covers, resolvePath } from "../image/paths";
import type { Instruction, Stage } from "../image/types";
import { invocationsOf } from "./cache-reliance";

/** The two halves of a stage, each as a stage of its own: the second one stands on the first. */
export interface SplitStage {
  readonly builder: Stage;
  readonly runtime: Stage;
  /** The last step of the builder's half. */
  readonly last: Instruction;
}

/** Programs that come with what is dropped and are not copied: a runtime that starts them keeps its builder. */
export const buildPrograms =
  /^(gcc|g\+\+|cc|c\+\+|clang|make|cmake|ninja|meson|uv|uvx|poetry|pdm|pipenv|hatch|node-gyp|go|cargo|rustc|mvnw?|gradlew?|sbt|javac|nvcc|mix|composer|configure|autoreconf|autogen\.sh|bootstrap|buildconf|docker-php-ext-\w+|pecl)$/;

/** Programs that take files from where a build put them, or take away what it left there. */
const movers = /^(mv|cp|install|rsync|strip|upx|rm|find|ln|tar|unzip|patchelf|sed)$/;

/** The halves of a stage; undefined where no step of its own builds or installs for building. */
export function splitBehindBuild(stage: Stage): SplitStage | undefined {
  const { instructions } = stage;
  let at = -1;
  const places: string[] = [];
  instructions.forEach((instruction, index) => {
    const builds = isBuildStep(instruction);
    if (builds) {
      places.push(...instruction.commands.flatMap(({ workdir }) => (workdir && workdir !== "/" ? [workdir] : [])));
    }
    if (builds || (at !== -1 && movesOutput(instruction, places))) {
      at = index;
    }
  });
  const last = instructions[at];
  if (last === undefined) {
    return undefined;
  }
  const below = stage.chain.slice(1);
  const builder = halfOf(stage, instructions.slice(0, at + 1), last.workdir, below);
  const runtime = halfOf(stage, instructions.slice(at + 1), stage.workdir, [builder, ...below]);
  return { builder, runtime, last };
}

function halfOf(
  stage: Stage,
  instructions: readonly Instruction[],
  workdir: string | undefined,
  below: readonly Stage[],
): Stage {
  const half = { ...stage, instructions, workdir };
  return Object.assign(half, { chain: [half, ...below] });
}

/** Installs by language managers belong to the build: what they need to compile is not known from here. */
function isBuildStep(instruction: Instruction): boolean {
  if (instruction.keyword !== "RUN" || isToolInstall(instruction)) {
    return false;
  }
  return (
    instruction.effects.some(
      (effect) =>
        effect.kind === "compile" ||
        (effect.kind === "install" && (!isSystemManager(effect.manager) || effect.buildTools.length > 0)),
    ) ||
    instruction.commands.some(({ program }) => buildPrograms.test(program) || installers.test(program)) ||
    invocationsOf(instruction).some(({ verb }) => /^(compile|run-script|prune|remove|autoremove)$/.test(verb.kind))
  );
}

/** Package managers of languages, also those whose steps the model does not read. */
const installers =
  /^(pip[\d.]*|pipx|conda|mamba|micromamba|npm|npx|yarn|pnpm|bun|bundle|bundler|gem|composer|cpan|cpanm|Rscript|nuget|lein|stack|cabal|luarocks)$/;

/** Written in JavaScript alone: nothing of them is compiled when they are installed. */
const webTools =
  /^(serve|http-server|pm2|forever|concurrently|cross-env|dotenv-cli|npm-run-all|local-web-server|superstatic)(@[\w.^~-]+)?$/;

/** `npm install -g serve`: a program of its own, which every stage can install again. */
export function isToolInstall(run: Instruction): boolean {
  const invocations = invocationsOf(run);
  const installs = invocations.filter(({ verb }) => verb.kind === "install");
  return (
    installs.length > 0 &&
    run.commands.every((command) => invocations.some((one) => one.command === command)) &&
    installs.every(
      ({ manager, flags, operands }) =>
        manager.id === "npm" &&
        flags.some(({ name }) => /^(-g|--global)$/.test(name)) &&
        operands.length > 0 &&
        operands.every(({ value }) => webTools.test(value ?? "")),
    ) &&
    invocations.every(({ verb }) => verb.kind === "install" || verb.kind === "clean")
  );
}

function movesOutput({ keyword, commands, effects }: Instruction, places: readonly string[]): boolean {
  if (keyword !== "RUN") {
    return false;
  }
  return (
    effects.some((effect) => effect.origin !== undefined || effect.kind === "remove") ||
    commands.some((command) => movers.test(command.program) && namesPlace(command as RunCommand, places))
  );
}

function namesPlace({ arguments: words, workdir }: RunCommand, places: readonly string[]): boolean {
  return words.some(({ value }) => {
    const path = value === undefined || value.startsWith("-") ? undefined : resolvePath(workdir, value);
    return path !== undefined && places.some((place) => covers(place, path));
  });
}
