// Finds stages that no target needs.
import { removeStage } from "../../fixes/remove-stage";
import type { ImageModel, Instruction, Stage } from "../../image/types";
import { defineRule, sentenceStart } from "../define-rule";

export const unreachableStage = defineRule({
  id: "unreachable-stage",
  group: "stages",
  since: "0.1.0",
  severity: "info",
  docs: {
    summary: "A stage that no target stands on, copies from or mounts.",
    why: "An image is the last stage of its Dockerfile, or the stage that a build names as its target, with what it stands on and what it copies. Nothing of any other stage gets in, although it reads as if it did: several `FROM` lines do not add up. The classic builder and some others still build such a stage on every build; BuildKit skips it, so that nobody notices when it stops working.",
    remedy:
      "Remove the stage. Where its files were meant to be in the image, give it a name and copy them with `COPY --from=NAME`, or start the next stage `FROM NAME`.",
    whenNotToUse:
      "A stage that is built by its name is a target: name it in the settings, in Compose or in Bake. Stages with names are flagged only where these name this file's targets, and never when they are called after testing, development, checking or debugging.",
    examples: "stages/unreachable-stage",
  },
  messages: {
    unnamed: ({ label }: { label: string }) =>
      `${label} has no name and nothing copies from it, so nothing of it gets into an image: several FROM lines do not add up. BuildKit skips it; other builders build it each time for nothing. Remove it, or name it and copy from it.`,
    named: ({ label, targets }: { label: string; targets: string }) =>
      `Nothing that is built here (${targets}) stands on ${label} or copies from it. BuildKit skips it; other builders build it each time for nothing. Remove it, or name it among the targets.`,
  },
  *check(image) {
    const candidates = image.stages.filter(
      ({ reached, name }) => !reached && (name === undefined || image.targetsAreNamed),
    );
    const needed = candidates.length > 0 ? neededStages(image) : new Set<Stage>();
    for (const stage of candidates) {
      if (needed.has(stage)) {
        continue;
      }
      const targets = image.targets.map(({ label }) => label).join(", ");
      yield {
        message: stage.name === undefined ? "unnamed" : "named",
        data: { label: stage.name ?? sentenceStart(stage.label), targets },
        at: stage.from.syntax.words[0]?.range ?? stage.from.range,
        stage,
        reclaims: [],
        fixes: () => removeStage(image, stage),
      };
    }
  },
});

/** Called after something that is built on demand. */
const onDemand =
  /(^|[-_.])(tests?|testing|tester|unittests?|integration|e2e|dev|develop|development|devcontainer|local|debug|debugger|lint|linter|format|ci|checks?|validate|validation|verify|bench|benchmark|docs?)([-_.\d]|$)/i;

/**
 * What some build needs: of the targets, of the last stage, which a build without a target makes, and of stages that are
 * built on demand. A stage that a build argument may choose counts as well.
 */
function neededStages(image: ImageModel): ReadonlySet<Stage> {
  const needed = new Set<Stage>();
  const need = (stage: Stage): void => {
    for (const one of stage.chain) {
      if (needed.has(one)) {
        continue;
      }
      needed.add(one);
      for (const { copy, mounts } of one.instructions) {
        for (const from of [copy?.from, ...mounts.map((mount) => mount.from)]) {
          if (from?.kind === "stage") {
            need(from.stage);
          }
        }
      }
    }
  };
  const choices = image.instructions.flatMap(choicesOf);
  for (const stage of image.stages) {
    const isChosen = choices.some((choice) => choice.before > stage.index && mayName(choice, stage));
    if (stage.isTarget || stage === image.stages.at(-1) || isChosen || onDemand.test(stage.name ?? "")) {
      need(stage);
    }
  }
  return needed;
}

/** A reference with a variable in it: the default build takes one stage, another build may take another. */
interface Choice {
  readonly pattern: RegExp;
  /** Numbers name stages for COPY and mounts, not for FROM. */
  readonly takesNumbers: boolean;
  /** It sees the stages before this one. */
  readonly before: number;
}

function choicesOf({ syntax, stage }: Instruction): readonly Choice[] {
  const flags = [...syntax.flags, ...(syntax.trigger?.flags ?? [])];
  const written = flags.flatMap(({ name, value }) => {
    if (name !== "from" && name !== "mount") {
      return [];
    }
    return name === "from" ? (value?.raw ?? []) : (value?.raw.match(/(?:^|[,"'])from=([^,"']*)/)?.[1] ?? []);
  });
  const bases = syntax.keyword === "FROM" ? syntax.words.slice(0, 1).map(({ raw }) => raw) : [];
  const takesNumbers = syntax.keyword !== "FROM";
  return [...written, ...bases]
    .filter((text) => text.includes("$"))
    .map((text) => ({ pattern: patternOf(text), takesNumbers, before: stage.index }));
}

/** `build-${TARGETARCH}` → /^build-.*$/i. */
function patternOf(text: string): RegExp {
  const parts = text.replace(/["']/g, "").split(/\$\{[^}]*\}?|\$\w*/);
  const literal = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // More variables than anybody writes: any name will do, rather than a search without end.
  return literal.length > 6 ? /^/ : new RegExp(`^${literal.join(".*")}$`, "i");
}

function mayName({ pattern, takesNumbers }: Choice, { name, index }: Stage): boolean {
  return (name !== undefined && pattern.test(name)) || (takesNumbers && pattern.test(String(index)));
}
