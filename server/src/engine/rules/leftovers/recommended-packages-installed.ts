// Finds installs that bring packages along which are recommended and not needed.
import { leaveOutRecommended } from "../../fixes/recommended-packages";
import { packageManagers } from "../../image/package-managers";
import { runtimeTargetsOf } from "../../image/shipping";
import type { Command, Effect, ImageModel, Stage } from "../../image/types";
import { defineRule, inheritedBy } from "../define-rule";

type RecommendedEffect = Extract<Effect, { kind: "recommended" }>;

export const recommendedPackagesInstalled = defineRule({
  id: "recommended-packages-installed",
  group: "leftovers",
  since: "0.1.0",
  severity: "by-saving",
  // What an unknown package recommends may be nothing.
  onlyKnownSavings: true,
  docs: {
    summary: "`apt-get install` brings packages along that are recommended, but not needed.",
    why: "Debian's packages name others that go well with them: manuals, translations, a mail server, compilers for a package manager that may have to compile. On a desktop they are welcome. In an image hardly anything uses them, and they are often larger than what was asked for.",
    remedy:
      "Install with `--no-install-recommends`, and name what is needed of the recommended packages: `ca-certificates` for curl, wget and git, `gpg-agent` and `dirmngr` for keys.",
    whenNotToUse:
      "Where the recommended packages are what makes the program useful (fonts, plug-ins, drivers), keep them, or better, name them. Only what Debian's package index knows is reported, and only from one megabyte on.",
    examples: "leftovers/recommended-packages-installed",
  },
  messages: {
    recommended: ({ command, flag }: { command: string; flag: string }) =>
      `${command} also installs what these packages only recommend. Leave that out with ${flag}, and name what is needed of it.`,
  },
  *check(image) {
    for (const [command, effects] of groupByCommand(image)) {
      const [first] = effects as [RecommendedEffect];
      const [payer] = runtimeTargetsOf(image, first.stage);
      if (payer === undefined || !isKnownSystem(first.stage)) {
        continue;
      }
      const { recommendsSwitch } = packageManagers[first.manager];
      const flag = recommendsSwitch?.flagOf?.[command.program] ?? recommendsSwitch?.flags[0] ?? "";
      yield {
        message: "recommended",
        data: { command: `${command.program} install`, flag },
        at: first.range,
        stage: payer,
        related: inheritedBy(payer, first.stage),
        reclaims: effects,
        fixes: () => leaveOutRecommended(image, command, effects),
      };
    }
  },
});

/** What each command surely brings along; one install may be several effects. */
function groupByCommand(image: ImageModel): ReadonlyMap<Command, readonly RecommendedEffect[]> {
  const groups = new Map<Command, RecommendedEffect[]>();
  for (const effect of image.shippedEffects("recommended")) {
    if (effect.origin === undefined && !effect.maybe && effect.command !== undefined) {
      groups.set(effect.command, [...(groups.get(effect.command) ?? []), effect]);
    }
  }
  return groups;
}

/** An image that nobody knows may leave recommended packages out by itself, as Bitnami's do. */
function isKnownSystem({ root, system }: Stage): boolean {
  return (
    (system === "debian" || system === "ubuntu") &&
    root.kind === "image" &&
    !/bitnami|minideb/.test(root.reference.name)
  );
}
