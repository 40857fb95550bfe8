// Finds steps that fetch a package index and install nothing: later installs use an old one.
import type { CacheEffect } from "../../fixes/cache-fixes";
import { invocationsOf, listReaders, relianceOn, runsUnknownScript } from "../../fixes/cache-reliance";
import { dropUpdate, joinUpdate } from "../../fixes/join-update";
import { packageManagers } from "../../image/package-managers";
import type { Invocation } from "../../image/read-invocation";
import { isRuntime, laterInstructions, runtimeTargetsOf } from "../../image/shipping";
import type { ImageModel, Instruction } from "../../image/types";
import { defineRule } from "../define-rule";

export const packageIndexUpdatedAlone = defineRule({
  id: "package-index-updated-alone",
  group: "build-cache",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "`apt-get update` (or its like) stands in a step of its own, apart from the install that needs it.",
    why: "The builder keeps the result of a step as long as its text stays the same. When a package is added to the install months later, only that step runs again, with the index of back then: it installs old versions, or fails because they are gone. And the package lists are stored in a layer that nothing can make smaller.",
    remedy:
      "Fetch the index and install from it in one step, and remove the lists in the same one: `RUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*`.",
    whenNotToUse:
      "An image that is meant for installing more packages later wants its lists, though not old ones. Steps that mount a cache over the lists are not flagged.",
    examples: "build-cache/package-index-updated-alone",
  },
  messages: {
    stale: ({ command, by }: { command: string; by: string }) =>
      `${command} runs only when this step does: ${by} later installs from whatever index the builder kept. Join it with the install.`,
    unused: ({ command }: { command: string }) =>
      `${command} fetches a package index that no later step needs: they fetch their own, or install nothing. Remove it.`,
  },
  *check(image) {
    if (!image.targets.some(isRuntime)) {
      return;
    }
    for (const { cache, update } of lonelyUpdates(image)) {
      const { stage, instruction } = cache;
      const reliance = relianceOn(image, cache);
      if (reliance.kind === "unsure") {
        continue;
      }
      const reader = reliance.kind === "needed" ? reliance.by : undefined;
      const install = reader && invocationsOf(reader).find(({ manager }) => manager.id === cache.manager);
      // A COPY of the lists, or a mount.
      if (reader !== undefined && install === undefined) {
        continue;
      }
      if (reader === undefined && [...laterInstructions(cache)].some(runsOthers)) {
        continue;
      }
      const [payer] = cache.shipped ? runtimeTargetsOf(image, stage) : [];
      if (cache.shipped && payer === undefined) {
        continue;
      }
      const command = `${update.command.program} ${update.verbName}`;
      yield {
        message: install === undefined ? "unused" : "stale",
        data: { command, by: install === undefined ? "" : `${install.command.program} ${install.verbName}` },
        at: update.command.range,
        stage: payer ?? stage,
        related: install === undefined ? [] : [{ range: install.command.range, message: "installs from this index" }],
        reclaims: cache.shipped ? instruction.effects.filter((effect) => effect === cache) : [],
        fixes: () =>
          install === undefined ? dropUpdate(image, cache, update.command) : joinUpdate(image, cache, update.command),
      };
    }
  },
});

interface LonelyUpdate {
  readonly cache: CacheEffect;
  readonly update: Invocation;
}

/** RUNs that surely fetch an index, leave it in their layer, and do nothing with it. */
function* lonelyUpdates(image: ImageModel): Generator<LonelyUpdate> {
  for (const instruction of image.instructions) {
    const { keyword, stage } = instruction;
    if (keyword !== "RUN" || !stage.reached || stage.system === "windows" || runsUnknownScript(instruction)) {
      continue;
    }
    const invocations = invocationsOf(instruction);
    const update = invocations.find(
      ({ verb, manager, command }) =>
        verb.kind === "update" && manager.system !== undefined && command.shell.certainty === "always",
    );
    const cache = instruction.effects.find(
      (effect): effect is CacheEffect =>
        effect.kind === "cache" && !effect.maybe && update?.verb.fills?.includes(effect.cache) === true,
    );
    if (update === undefined || cache === undefined || cache.mayBeRemoved || usesIndex(instruction, update)) {
      continue;
    }
    yield { cache, update };
  }
}

/** Programs that change where packages come from, and install none. */
const setup = /^(dpkg|rpm|apt-key|add-apt-repository|apt-add-repository)$/;

/** A program that nobody here knows may install packages, as `rosdep` does. */
function runsOthers({ effects, opaque }: Instruction): boolean {
  return opaque || effects.some(({ kind, command }) => kind === "opaque" && !setup.test(command?.program ?? ""));
}

/** Something of the same system does anything but fetch and clean. */
function usesIndex(instruction: Instruction, { manager }: Invocation): boolean {
  return (
    instruction.commands.some(({ program }) => listReaders.test(program)) ||
    invocationsOf(instruction).some(
      (one) =>
        packageManagers[one.manager.id].system === manager.system &&
        !/^(update|clean|remove|autoremove)$/.test(one.verb.kind) &&
        one.verb.fills !== undefined,
    ) ||
    instruction.effects.some(({ kind }) => kind === "install" || kind === "upgrade") ||
    runsOthers(instruction)
  );
}
