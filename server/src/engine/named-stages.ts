// Names of stages in the settings that no stage has: a target or a budget that counts for nothing.
import type { Analysis } from "./analysis";
import { editDistance } from "./edit-distance";
import type { SettingsProblem } from "./settings";
import type { FactRequest, SizeFacts } from "./sizes/types";

/** Which stages there are in the workspace's Dockerfiles; asked for where this file lacks one that the settings name. */
export const stageNamesRequest: FactRequest = { kind: "stage-names", key: "stage-names" };

/** Names in the settings of targets and budgets that no stage of this file has. Numbers may be meant for longer files. */
export function namesElsewhere({ image, settings }: Analysis): readonly { key: string; name: string }[] {
  const named = [
    ...settings.targets.map((name) => ({ key: "targets", name })),
    ...Object.keys(settings.budgets).map((name) => ({ key: "budget", name })),
  ];
  return named.filter(({ name }) => name !== "" && !/^\d+$/.test(name) && image.findStage(name) === undefined);
}

/** A problem for each of those names that no Dockerfile of the workspace has, once the workspace was looked through. */
export function nameProblems(analysis: Analysis, { facts }: SizeFacts): readonly SettingsProblem[] {
  const fact = facts.get(stageNamesRequest.key);
  const elsewhere = fact?.state === "known" ? fact.value.names : undefined;
  if (elsewhere === undefined) return [];
  const own = analysis.image.stages.flatMap(({ name }) => name ?? []);
  const known = new Map([...elsewhere, ...own].map((name) => [name.toLowerCase(), name]));
  return namesElsewhere(analysis).flatMap(({ key, name }) => {
    if (known.has(name.toLowerCase())) return [];
    const [nearest] = [...known.values()].sort(
      (one, other) =>
        editDistance(name.toLowerCase(), one.toLowerCase()) - editDistance(name.toLowerCase(), other.toLowerCase()),
    );
    const isSlip = nearest !== undefined && editDistance(name, nearest) <= Math.max(2, name.length / 3);
    const hint = isSlip ? `: did you mean "${nearest}"?` : ".";
    return [{ key, message: `"${key}" names the stage "${name}", which no Dockerfile here has${hint}` }];
  });
}
