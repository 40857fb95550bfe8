// Finds development dependencies that ship: installed in a shipped layer, or copied from a stage that never pruned them.
import { fixesInBuilder, fixesInPlace, productionFlag } from "../../fixes/development-fixes";
import { type InstallEffect, useAfter, useAtStart } from "../../fixes/development-needs";
import { startCommand } from "../../fixes/start-command";
import { packageManagers } from "../../image/package-managers";
import { firstOrigin, isRuntime, runtimeTargetsOf } from "../../image/shipping";
import type { Effect, ImageModel, Stage } from "../../image/types";
import { defineRule, inheritedBy, type RelatedLocation } from "../define-rule";

export const devDependenciesInRuntime = defineRule({
  id: "dev-dependencies-in-runtime",
  group: "dependencies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "Packages that only developers use are in an image that runs the program.",
    why: "A project lists what the program needs, and beside it what its developers need: test runners, linters, compilers, bundlers. Package managers install both unless they are told otherwise, and in many projects the second part is the larger one. The running program never loads it.",
    remedy:
      "Tell the manager that this is a production install: `npm ci --omit=dev`, `yarn install --production`, `pnpm install --prod`, `bundle config set without development:test` (or `BUNDLE_WITHOUT`), `composer install --no-dev`, `uv sync --no-dev`. Where a build step needs the tools, build in a stage of its own, prune there (`npm prune --omit=dev`), and copy what is left.",
    whenNotToUse:
      "An image for developing or testing wants its tools. Images that start a development server or a test runner, and stages named for development, testing or building, are not flagged.",
    examples: "dependencies/dev-dependencies-in-runtime",
  },
  messages: {
    manifest: ({ manager, remedy }: { manager: string; remedy: string }) =>
      `${manager} installs the development dependencies too, and this layer ships them. ${remedy}`,
    named: ({ names }: { names: string }) =>
      `${names} ${names.includes(" and ") ? "are" : "is"} there for developing: the running program does not use it, and this layer ships it. Install it where the tests run.`,
    copied: ({ manager, from, remedy }: { manager: string; from: string; remedy: string }) =>
      `What ${from} installed with ${manager} comes along with its development dependencies. ${remedy}`,
  },
  *check(image) {
    const payers = new Map<Stage, Stage | undefined>();
    for (const effects of groups(image)) {
      const [first] = effects as [InstallEffect];
      if (!payers.has(first.stage)) payers.set(first.stage, payerOf(image, first.stage));
      const payer = payers.get(first.stage);
      if (payer === undefined) continue;
      const made = firstOrigin(first) as InstallEffect;
      if (startsOneOf(payer, made)) continue;
      const copiedFrom = first.instruction.copy?.from;
      const from = copiedFrom?.kind === "stage" ? copiedFrom.stage : undefined;
      const needed = from === undefined && /^(tool|script)$/.test(useAfter(image, first));
      const names = effects.flatMap(namesOf);
      yield {
        message: from !== undefined ? "copied" : names.length > 0 ? "named" : "manifest",
        data: {
          manager: packageManagers[made.manager].label,
          names: enumerate(names),
          from: from?.label ?? "",
          remedy: remedyFor(made, from !== undefined, needed),
        },
        at: first.range,
        stage: payer,
        related: relatedTo(first, made, payer),
        reclaims: effects,
        fixes: () => (from !== undefined ? fixesInBuilder(image, first, from) : fixesInPlace(image, first)),
      };
    }
  },
});

function payerOf(image: ImageModel, stage: Stage): Stage | undefined {
  return runtimeTargetsOf(image, stage).find((target) => isWithoutUse(image, target));
}

/** By the words that are flagged; what may not happen, or is removed again in a later layer, is not this rule's. */
function groups(image: ImageModel): readonly (readonly InstallEffect[])[] {
  const removed = new Set<Effect>(
    image.shippedEffects("remove").flatMap((effect) => (effect.maybe ? [] : effect.removes)),
  );
  const found = new Map<string, InstallEffect[]>();
  for (const effect of image.shippedEffects("install")) {
    if (!effect.development || effect.maybe || isChosenPart(effect) || removed.has(effect)) continue;
    const key = `${effect.instruction.index} ${effect.range.start}`;
    found.set(key, [...(found.get(key) ?? []), effect]);
  }
  return [...found.values()];
}

/** A COPY of one folder within node_modules wants that one; site-packages holds all that was installed. */
function isChosenPart({ partial, instruction, range }: InstallEffect): boolean {
  const path = instruction.copy?.sources.find(({ word }) => word.range.start === range.start)?.path;
  return partial && !/\/(site|dist)-packages\/?$/.test(path ?? "");
}

/** Images that serve by themselves, without a CMD in the file. */
const serving = /^(nginx|httpd|tomcat|wordpress|drupal|nextcloud|joomla|phpmyadmin)$/;

/** Does the image start something, and certainly not a tool for developing? */
function isWithoutUse(image: ImageModel, target: Stage): boolean {
  if (!isRuntime(target)) return false;
  const { root } = target;
  const { kind } = startCommand(target);
  const servesItself =
    root.kind === "image" &&
    (serving.test(root.reference.name) ||
      (root.reference.name === "php" && /apache|fpm/.test(root.reference.tag ?? "")));
  // Who starts nothing is a base for others, or started by something that nobody sees here.
  if (kind !== "program" && !servesItself) return false;
  return useAtStart(image, target) !== "tool";
}

/** `ENTRYPOINT ["bandit"]`: the tool is what the image is for. */
function startsOneOf(target: Stage, { packages }: InstallEffect): boolean {
  const start = startCommand(target);
  if (start.kind !== "program") return false;
  const words = new Set(start.words.map((word) => word.slice(word.lastIndexOf("/") + 1)));
  return packages.some(({ name }) => words.has(name));
}

function namesOf({ packages, manifests }: InstallEffect): readonly string[] {
  return [...packages.map(({ name }) => name), ...manifests.map((path) => path.slice(path.lastIndexOf("/") + 1))];
}

function enumerate(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  const shown = names.slice(0, 4);
  return names.length > 4 ? `${shown.join(", ")} and others` : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

function remedyFor(effect: InstallEffect, isCopied: boolean, needed: boolean): string {
  if (isCopied) return "Prune them there before the copy, or copy from a stage that made a production install.";
  if (needed)
    return "Later steps build with them: build in a stage of its own, and copy what was built beside a production install.";
  if (effect.manager === "bundler") return "Leave the groups out with BUNDLE_WITHOUT=development:test.";
  const flag = productionFlag(effect);
  return flag === undefined ? "Install what the program needs alone." : `Leave them out with ${flag}.`;
}

function relatedTo(effect: InstallEffect, made: InstallEffect, payer: Stage): readonly RelatedLocation[] {
  const related: RelatedLocation[] = [];
  if (made !== effect) related.push({ range: made.range, message: `installed in ${made.stage.label} here` });
  return [...related, ...inheritedBy(payer, effect.stage)];
}
