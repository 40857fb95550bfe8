// Tells whether a cache or a package list can go: who reads it later, in this stage and in every stage built on it.
import type { RunCommand } from "../image/commands";
import { covers } from "../image/paths";
import { type Invocation, readInvocation } from "../image/read-invocation";
import type { Effect, ImageModel, Instruction, Stage } from "../image/types";

type CacheEffect = Extract<Effect, { kind: "cache" }>;

/**
 * "free": nobody reads it; "unsure": something that cannot be seen might;
 * "needed": a later command, in the instruction `by`, fails or changes without it.
 */
export type Reliance =
  | { readonly kind: "free" }
  | { readonly kind: "unsure" }
  | { readonly kind: "needed"; readonly by: Instruction };

const free: Reliance = { kind: "free" };
const unsure: Reliance = { kind: "unsure" };

const invocations = new WeakMap<Instruction, readonly Invocation[]>();

/** Package managers' invocations in a RUN, in order; read once, as each cache asks every later instruction. */
export function invocationsOf(instruction: Instruction): readonly Invocation[] {
  let found = invocations.get(instruction);
  if (found === undefined) {
    // The model's commands are RunCommands: the contract shows only what rules need.
    found = instruction.commands.flatMap((command) => readInvocation(command as RunCommand) ?? []);
    invocations.set(instruction, found);
  }
  return found;
}

/** Who relies on this cache after the RUN that filled it. */
export function relianceOn(image: ImageModel, cache: CacheEffect): Reliance {
  const { instruction, stage } = cache;
  const later = stage.instructions.filter(({ index }) => index > instruction.index);
  return worst([inStage(cache, stage, later), copiedElsewhere(image, cache)]);
}

function inStage(cache: CacheEffect, stage: Stage, instructions: readonly Instruction[]): Reliance {
  let isUnsure = stage.hasOnbuild;
  for (const instruction of instructions) {
    const reads = readsCache(cache, instruction);
    if (reads === "needed") {
      return { kind: "needed", by: instruction };
    }
    if (reads === "refilled") {
      return isUnsure ? unsure : free;
    }
    isUnsure ||= reads === "unsure";
  }
  const children = stage.children.map((child) => inStage(cache, child, child.instructions));
  return worst([isUnsure ? unsure : free, ...children]);
}

/** What the first invocation of the same manager in this instruction does with the cache. */
function readsCache(cache: CacheEffect, instruction: Instruction): Reliance["kind"] | "refilled" {
  let isUnsure = false;
  let hasUpdated = false;
  for (const invocation of invocationsOf(instruction)) {
    if (invocation.manager.id !== cache.manager) {
      continue;
    }
    const { verb, flags, command } = invocation;
    switch (cache.manager) {
      case "apt":
        if (verb.kind === "update") {
          if (!command.maybe) {
            return "refilled";
          }
          hasUpdated = true;
        }
        // Behind `if …; then apt-get update`, what is conditional too is most likely of the same branch.
        if ((verb.kind === "install" || verb.kind === "upgrade") && !(hasUpdated && command.maybe)) {
          return "needed";
        }
        break;
      case "apk":
        // Without an index it fetches one by itself, unless it may not.
        if (flags.some(({ name }) => name === "--no-network")) {
          return "needed";
        }
        break;
      default:
        if (flags.some(({ name }) => /^--(prefer-)?offline$/.test(name))) {
          isUnsure = true;
        }
    }
  }
  return isUnsure || runsUnknownScript(instruction) ? "unsure" : "free";
}

/** A script, an `eval` or a program that nobody can name: it may install packages. Programs that are known by name do not. */
export function runsUnknownScript(instruction: Instruction): boolean {
  if (instruction.keyword === "ONBUILD") {
    return true;
  }
  return instruction.effects.some((effect) => {
    if (effect.kind !== "opaque") {
      return false;
    }
    const command = effect.command as RunCommand | undefined;
    return (
      command === undefined ||
      /^$|^\.$|^(source|eval|make|ansible-playbook|chef-client|puppet)$|^(ba|da|a|z)?sh$|\.(sh|bash)$/.test(
        command.program,
      ) ||
      (command.programPath.includes("/") && !/^\/(usr\/|opt\/)?(local\/)?s?bin\//.test(command.programPath))
    );
  });
}

/** A COPY of this very folder from the stage would find nothing once the cache is gone. */
function copiedElsewhere(image: ImageModel, cache: CacheEffect): Reliance {
  for (const instruction of image.instructions) {
    const { copy, effects, stage } = instruction;
    if (copy?.from.kind !== "stage" || !effects.some(({ origin }) => origin === cache)) {
      continue;
    }
    for (const { path } of copy.sources) {
      const cachePath = cache.paths?.find((one) => path !== undefined && covers(path, one));
      if (path === undefined || cachePath === undefined) {
        continue;
      }
      const others = effects.filter(
        (effect) => effect.kind === "base-files" || (effect.origin !== undefined && effect.origin.kind !== "cache"),
      );
      if (others.length === 0 || path === cachePath) {
        return stage.reached ? { kind: "needed", by: instruction } : unsure;
      }
    }
  }
  return free;
}

function worst(reliances: readonly Reliance[]): Reliance {
  const worstFirst = ["needed", "unsure", "free"] as const;
  return worstFirst.flatMap((kind) => reliances.filter((reliance) => reliance.kind === kind))[0] ?? free;
}
