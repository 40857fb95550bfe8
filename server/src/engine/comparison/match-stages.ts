// Which stages of two builds are the same one: by name, then by role (the target), then by what they do.
import { pairBest, similarity } from "./align";
import type { SideStage } from "./sides";

/** Less in common than this is another stage. */
const leastInCommon = 0.3;

/** A stage on one side or on both. */
export interface StagePair {
  readonly before: SideStage | undefined;
  readonly after: SideStage | undefined;
}

/** Every stage of both sides once: in the order of the newer side, removed ones behind what they stood behind. */
export function matchStages(before: readonly SideStage[], after: readonly SideStage[]): readonly StagePair[] {
  const partners = new Map<SideStage, SideStage>();
  const free = (stages: readonly SideStage[]) => {
    const taken = new Set([...partners].flat());
    return stages.filter((stage) => !taken.has(stage));
  };
  const join = (pairs: readonly (readonly [SideStage, SideStage])[]) => {
    for (const [one, other] of pairs) partners.set(other, one);
  };
  join(pairBest(before, after, (one, other) => (sameName(one, other) ? 1 : 0), 1));
  join(pairBest(free(before), free(after), (one, other) => (one.isTarget && other.isTarget ? 1 : 0), 1));
  join(pairBest(free(before), free(after), inCommon, leastInCommon));

  const pairs: StagePair[] = after.map((stage) => ({ before: partners.get(stage), after: stage }));
  const matched = new Set(partners.values());
  for (const [position, stage] of before.entries()) {
    if (matched.has(stage)) continue;
    const previous = before[position - 1];
    const place = previous === undefined ? -1 : pairs.findIndex((pair) => pair.before === previous);
    pairs.splice(place + 1, 0, { before: stage, after: undefined });
  }
  return pairs;
}

function sameName({ stage: { name: one } }: SideStage, { stage: { name: other } }: SideStage): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}

/** How much of two stages' instructions is the same, FROM with its names left out. */
function inCommon(one: SideStage, other: SideStage): number {
  const textOf = ({ stage }: SideStage) =>
    stage.instructions
      .map(({ keyword, text }) => (keyword === "FROM" ? text.replace(/\s+AS\s+\S+$/i, "") : text))
      .join("\n");
  return similarity(textOf(one), textOf(other));
}
