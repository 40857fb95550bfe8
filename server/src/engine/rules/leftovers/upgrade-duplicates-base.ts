// Finds upgrades of whatever the base image holds: its files are stored a second time.
import { invocationsOf, relianceOn } from "../../fixes/cache-reliance";
import { deleteCommand } from "../../fixes/command-edits";
import { deleteInstruction } from "../../fixes/instruction-edits";
import { baseName } from "../../image/paths";
import { runtimeTargetsOf } from "../../image/shipping";
import type { Command, Effect, ImageModel, Instruction, Stage } from "../../image/types";
import { defineRule, type Edit, type Fix, inheritedBy } from "../define-rule";

type UpgradeEffect = Extract<Effect, { kind: "upgrade" }>;

export const upgradeDuplicatesBase = defineRule({
  id: "upgrade-duplicates-base",
  group: "leftovers",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "The packages of the base image are upgraded in a layer on top of it.",
    why: "A layer can only add files. The old versions stay in the base image's layers, and the new ones are stored beside them: whoever pulls the image gets both. And since the builder keeps the step in its cache, it upgrades nothing any more until something above it changes.",
    remedy:
      "Take a newer base image: `docker build --pull`, or the digest or tag of its latest build. The maintainers of official images build them anew for each security fix. Upgrade single packages by name where one of them cannot wait.",
    whenNotToUse:
      "Where the base image is seldom built anew, and its security fixes are needed at once, the upgrade is worth its bytes. A base image that the file does not name is not flagged. Nor are rolling distributions (Arch Linux, openSUSE Tumbleweed, Debian unstable): they upgrade as a whole or not at all.",
    examples: "leftovers/upgrade-duplicates-base",
  },
  messages: {
    upgraded: ({ command, newer }: { command: string; newer: string }) =>
      `${command} stores newer versions of the base image's packages beside the old ones. Build on ${newer} instead, or upgrade by name what cannot wait.`,
  },
  *check(image) {
    for (const upgrades of groupUpgrades(image)) {
      const [first] = upgrades as [UpgradeEffect];
      const [payer] = runtimeTargetsOf(image, first.stage);
      const { command } = first;
      const { root } = first.stage;
      if (payer === undefined || command === undefined || root.kind !== "image" || isRolling(first.stage)) {
        continue;
      }
      const verb = invocationOf(first)?.verbName ?? "";
      yield {
        message: "upgraded",
        data: {
          command: `${command.program} ${verb}`.trim(),
          newer: root.reference.digest === undefined ? "a newer base image (--pull)" : "a newer digest of it",
        },
        at: first.range,
        stage: payer,
        related: inheritedBy(payer, first.stage),
        reclaims: upgrades,
        fixes: () => fixesFor(image, first.instruction, upgrades),
      };
    }
  },
});

/** The upgrades of each RUN that surely happen. What a COPY brought along is whole-directory-copy's. */
function groupUpgrades(image: ImageModel): readonly (readonly UpgradeEffect[])[] {
  const groups = new Map<Instruction, UpgradeEffect[]>();
  for (const upgrade of image.shippedEffects("upgrade")) {
    if (upgrade.origin === undefined && !upgrade.maybe) {
      groups.set(upgrade.instruction, [...(groups.get(upgrade.instruction) ?? []), upgrade]);
    }
  }
  return [...groups.values()];
}

function invocationOf({ instruction, command }: UpgradeEffect) {
  return invocationsOf(instruction).find((one) => one.command === command);
}

/** Distributions in which only all packages of one day fit together. */
function isRolling({ root, instructions, chain }: Stage): boolean {
  if (root.kind !== "image") {
    return false;
  }
  const { name, tag = "" } = root.reference;
  return (
    /archlinux|manjaro|tumbleweed|rolling|gentoo|void/.test(name) ||
    /^(sid|unstable|testing|rawhide|edge|rolling)\b/.test(tag) ||
    // The upgrade to another release.
    [instructions, ...chain.slice(1).map((stage) => stage.instructions)].some((list) => list.some(changesRelease))
  );
}

/** `sed -i s/bookworm/trixie/ /etc/apt/sources.list`, `dnf system-upgrade`: what follows is another distribution. */
function changesRelease({ commands }: Instruction): boolean {
  return commands.some(
    ({ program, arguments: words }) =>
      program === "do-release-upgrade" ||
      (program === "dnf" && words.some(({ value }) => value === "system-upgrade")) ||
      (program === "sed" &&
        words.some(({ value }) => /sources\.list|\/etc\/apk\/repositories/.test(value ?? "")) &&
        words.some(({ value }) =>
          /\b(stretch|buster|bullseye|bookworm|trixie|sid|unstable|testing|focal|jammy|noble|edge|v3\.\d+)\b/.test(
            value ?? "",
          ),
        )),
  );
}

function fixesFor(image: ImageModel, run: Instruction, upgrades: readonly UpgradeEffect[]): readonly Fix[] {
  const commands = upgrades.flatMap(({ command }) => command ?? []);
  const edits = isAlone(image, run, commands)
    ? [deleteInstruction(image.syntax, run.syntax)]
    : commands.map((command) => deleteCommand(image.syntax, run, command));
  if (edits.includes(undefined) || !areDisjoint(edits as Edit[])) {
    return [];
  }
  return [
    {
      title: "Leave the base image's packages as they are",
      edits: edits as Edit[],
      applicability: "needs-review",
      review:
        "Newer versions then come with a newer base image only: build with --pull, and check that nothing needs a fix that the base image still lacks.",
    },
  ];
}

function areDisjoint(edits: readonly Edit[]): boolean {
  return edits.every(({ range }, index) => index === 0 || edits[index - 1]!.range.end <= range.start);
}

/** Nothing is left of the RUN but fetching package lists and cleaning up, and nobody reads the lists. */
function isAlone(image: ImageModel, run: Instruction, upgrades: readonly Command[]): boolean {
  const others = run.commands.filter((command) => !upgrades.includes(command));
  const managers = new Map(invocationsOf(run).map((invocation) => [invocation.command as Command, invocation]));
  const isIdle = others.every((command) => {
    const kind = managers.get(command)?.verb.kind;
    return kind === undefined ? cleansUp(command) : /^(update|clean|autoremove)$/.test(kind);
  });
  return (
    isIdle &&
    run.effects.every((effect) => effect.kind !== "cache" || relianceOn(image, effect).kind === "free") &&
    run.effects.every(({ kind }) => kind === "upgrade" || kind === "cache" || kind === "remove")
  );
}

/** Programs that change nothing, and the removal of caches and temporary files. */
function cleansUp({ program, arguments: words }: Command): boolean {
  if (/^(set|true|:|echo|export)$/.test(program)) {
    return true;
  }
  return (
    program === "rm" &&
    words.every(({ value }) => value !== undefined && /^-|^\/var\/(lib\/apt|cache|tmp|log)\b|^\/tmp\b/.test(value)) &&
    words.some(({ value }) => baseName(value ?? "") !== "")
  );
}
