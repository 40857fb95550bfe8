// What two shipped images hold: what was removed, added and changed in size, and which findings were fixed.
import type { PricedFinding } from "../analysis";
import type { SavedMeasurement } from "../builds";
import { boundsOf } from "../sizes/claims";
import { type ShippedPart, shippedParts } from "../sizes/shipped-parts";
import type { PricedMeasurement } from "./compare-measurements";
import { changeOf, likelyDifference } from "./differences";
import type { Comparison, ContentsComparison, FindingChange, PartComparison } from "./types";

/** Compares what the two images hold, and what is found in their Dockerfiles. */
export function compareContents(
  before: PricedMeasurement,
  after: PricedMeasurement,
  older: SavedMeasurement,
  newer: SavedMeasurement,
): ContentsComparison {
  const partsOf = (priced: PricedMeasurement, { build: { stages } }: SavedMeasurement) =>
    shippedParts(priced.analysis, priced.pricing, stages, stages.at(-1)?.index ?? -1);
  const [one, other] = [before.pricing.findings.map(findingOf), after.pricing.findings.map(findingOf)];
  const target = after.analysis.image.stages[newer.build.stages.at(-1)?.index ?? -1];
  return {
    parts: compareParts(partsOf(before, older), partsOf(after, newer)),
    fixed: without(one, other),
    introduced: without(other, one),
    open: other.toSorted((left, right) => likely(right) - likely(left)),
    buildTools: { before: buildTools(before, older), after: buildTools(after, newer) },
    openSaving: target && other.length > 0 ? after.pricing.savings.get(target) : undefined,
  };
}

/** Parts of both images, each once; the largest difference first, the unknown ones last. */
export function compareParts(before: readonly ShippedPart[], after: readonly ShippedPart[]): readonly PartComparison[] {
  const pairs: [ShippedPart | undefined, ShippedPart | undefined][] = [];
  const left = new Set(before);
  const right = new Set(after);
  const pairBy = (key: (part: ShippedPart) => string, unambiguous: boolean) => {
    for (const part of [...right]) {
      const candidates = [...left].filter((one) => key(one) === key(part));
      const rivals = [...right].filter((one) => key(one) === key(part));
      const found = candidates[0];
      if (found === undefined || (unambiguous && candidates.length + rivals.length > 2)) continue;
      pairs.push([found, part]);
      left.delete(found);
      right.delete(part);
    }
  };
  pairBy(({ key }) => key, false);
  // One list of packages was replaced by another: that is one change, and not one thing gone and another new.
  pairBy(({ family }) => family, true);
  for (const part of left) pairs.push([part, undefined]);
  for (const part of right) pairs.push([undefined, part]);
  const size = ({ size: { difference } }: PartComparison) => Math.abs(likelyDifference(difference) ?? -1);
  return pairs.map(([one, other]) => partComparison(one, other)).sort((left, right) => size(right) - size(left));
}

/** Of the parts that differ, those that matter, and how many others there are: a thousandth of the image is noise. */
export function tellingParts({ contents, size }: Comparison): {
  readonly telling: readonly PartComparison[];
  readonly rest: readonly PartComparison[];
} {
  const whole = Math.max(...[size.before, size.after].map((side) => (side && boundsOf(side.claim)?.high) ?? 0));
  const changed = (contents?.parts ?? []).filter((part) => likelyDifference(part.size.difference) !== 0);
  const matters = ({ size: { difference } }: PartComparison) => {
    const bytes = likelyDifference(difference);
    return bytes === undefined || Math.abs(bytes) >= whole / 1000;
  };
  return { telling: changed.filter(matters), rest: changed.filter((part) => !matters(part)) };
}

function partComparison(before: ShippedPart | undefined, after: ShippedPart | undefined): PartComparison {
  const size = changeOf(before?.total, after?.total);
  const bytes = likelyDifference(size.difference);
  const larger = (bytes ?? 0) > 0 ? (after ?? before) : (before ?? after);
  const renamed = before !== undefined && after !== undefined && before.label !== after.label;
  return {
    kind:
      before === undefined ? "added" : after === undefined ? "removed" : bytes === 0 && !renamed ? "same" : "changed",
    label: renamed ? `${before.label} → ${after.label}` : larger!.label,
    labels: { before: before?.label, after: after?.label },
    size,
    largest: larger!.largest,
    stages: (before ?? after)!.stages,
  };
}

function findingOf({ finding: { rule, message }, saving, severity }: PricedFinding): FindingChange {
  return { rule: rule.id, severity, message, saving };
}

/** Those of `findings` that `others` has not; the same finding twice needs two. Sizes in messages do not count. */
function without(findings: readonly FindingChange[], others: readonly FindingChange[]): readonly FindingChange[] {
  const keyOf = ({ rule, message }: FindingChange) => `${rule} ${message.replace(/\d[\d.]* ?[kMGT]?B\b/g, "")}`;
  const left = new Map<string, number>();
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    const times = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), times - 1);
    return times <= 0;
  });
}

function likely({ saving }: FindingChange): number {
  return boundsOf(saving)?.likely ?? -1;
}

/** Build tools that the target's own chain installs. */
function buildTools(
  { analysis: { image } }: PricedMeasurement,
  { build: { stages } }: SavedMeasurement,
): readonly string[] {
  const chain = image.stages[stages.at(-1)?.index ?? -1]?.chain ?? [];
  const installs = chain
    .toReversed()
    .flatMap(({ instructions }) =>
      instructions.flatMap(({ effects }) =>
        effects.flatMap((effect) => (effect.kind === "install" ? effect.buildTools : [])),
      ),
    );
  return [...new Set(installs.map(({ name }) => name))];
}
