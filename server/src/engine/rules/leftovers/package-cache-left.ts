// Finds caches and package lists of package managers that stay in a shipped layer.
import { insertAfterWord } from "../../fixes/instruction-edits";
import { addMounts, appendToRun, privilegePrefix, runsThrough } from "../../fixes/run-edits";
import { cacheRow, managerOfProgram, packageManagers } from "../../image/package-managers";
import { laterInstructions, runtimeTargetsOf } from "../../image/shipping";
import type { Effect, ImageModel } from "../../image/types";
import { defineRule, type Fix } from "../define-rule";

type CacheEffect = Extract<Effect, { kind: "cache" }>;

export const packageCacheLeft = defineRule({
  id: "package-cache-left",
  group: "leftovers",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "A package manager's cache or package lists stay in a layer that ships.",
    why: "What a layer holds when it closes is in the image for good: a later `RUN rm` hides the files but frees nothing. Nobody reads these caches in a running container.",
    remedy:
      "Switch the cache off, remove it in the same `RUN`, or mount a build cache over it, which also makes the next build faster.",
    whenNotToUse: "Where the image is meant for installing more packages later, such as a development container.",
    examples: "leftovers/package-cache-left",
  },
  messages: {
    left: ({ manager, contents, stage }: { manager: string; contents: string; stage: string }) =>
      `${manager} leaves its ${contents} in a layer of ${stage}, where nothing reads them again. Remove them in this RUN, or keep them in a cache mount.`,
  },
  *check(image) {
    for (const effect of image.shippedEffects("cache")) {
      if (effect.origin !== undefined) continue;
      const stage = runtimeTargetsOf(image, effect.stage)[0];
      if (stage === undefined) continue;
      yield {
        message: "left",
        data: {
          manager: packageManagers[effect.manager].label,
          contents: cacheRow(effect.cache).contents,
          stage: stage.label,
        },
        at: effect.range,
        stage,
        reclaims: [effect],
        fixes: () => fixesFor(image, effect),
      };
    }
  },
});

function fixesFor(image: ImageModel, effect: CacheEffect): Fix[] {
  const fixes: Fix[] = [];
  const removal = removalEdits(image, effect);
  if (removal !== undefined) {
    const reason = reasonForReview(effect);
    fixes.push(
      reason === undefined
        ? { ...removal, applicability: "safe" }
        : { ...removal, applicability: "needs-review", review: reason },
    );
  }
  const { mounts } = cacheRow(effect.cache);
  const home = effect.command?.environment("HOME") ?? "/root";
  const targets = mounts.map(({ target, sharing }) => {
    const actual = mounts.length === 1 && effect.paths?.[0] ? effect.paths[0] : target.replace(/^~/, home);
    return `type=cache,target=${actual}${sharing === undefined ? "" : `,sharing=${sharing}`}`;
  });
  fixes.push({
    title: `Keep the ${cacheRow(effect.cache).contents} in a cache mount`,
    applicability: "needs-review",
    review: "cache mounts need BuildKit, and a later step that reads this cache needs the same mount",
    edits: [addMounts(image.syntax, effect.instruction, targets)],
  });
  return fixes;
}

/** The manager's own switch where one word is enough, else its clean command at the end of the RUN. */
function removalEdits(image: ImageModel, effect: CacheEffect): { title: string; edits: Fix["edits"] } | undefined {
  const row = cacheRow(effect.cache);
  const { command, instruction } = effect;
  const fillers = instruction.commands.filter((one) => managerOfProgram(one.program)?.id === effect.manager);
  const switchFlag = row.offFlags[0];
  if (command !== undefined && switchFlag !== undefined && effect.manager !== "cargo" && effect.manager !== "go") {
    const edits = fillers.flatMap((one) => {
      const verb = one.shell.words.findIndex((word) => /^(install|add|sync)$/.test(word.literal ?? ""));
      const word = one.shell.words[verb];
      return word === undefined ? [] : [insertAfterWord(word, switchFlag)];
    });
    if (edits.length > 0 && edits.length === fillers.length)
      return { title: `Switch the cache off with ${switchFlag}`, edits };
  }
  if (effect.maybe) return undefined;
  const edits = appendToRun(image.syntax, instruction, privilegePrefix(command) + row.cleanCommand);
  return edits === undefined ? undefined : { title: `Remove the ${row.contents} in the same RUN`, edits };
}

/** Why removing the cache could break something later; undefined where it cannot. */
function reasonForReview(effect: CacheEffect): string | undefined {
  const { instruction, stage, manager } = effect;
  if (effect.maybe || !runsThrough(instruction, effect.command))
    return "this step runs on some ways through the script only";
  if (manager === "go" || manager === "cargo") return "later steps may read the cache without the network";
  if ([stage, ...stage.children].some(({ hasOnbuild }) => hasOnbuild)) return "ONBUILD steps may install packages";
  for (const later of laterInstructions(effect)) {
    if (later.keyword !== "RUN") continue;
    if (later.opaque) return "a later step runs a script that may need it";
    let updated = false;
    for (const command of later.commands) {
      if (managerOfProgram(command.program)?.id !== manager) continue;
      const values = command.arguments.map(({ value }) => value);
      if (manager === "apt") {
        if (values.includes("update")) updated = true;
        else if (
          values.includes(undefined) ||
          values.some((value) => /^(install|build-dep|upgrade|dist-upgrade)$/.test(value ?? ""))
        )
          if (!updated) return "a later step installs packages without updating the lists first";
      } else if (values.some((value) => /^--(prefer-)?offline$/.test(value ?? "")))
        return "a later step installs from this cache";
    }
  }
  return undefined;
}
