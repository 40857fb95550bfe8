// Prices an analysis: what each instruction, stage and finding costs or gives back, and what it would like to know.
import type { Analysis, Finding, PricedFinding, Pricing } from "../analysis";
import type { Effect, Instruction, Stage } from "../image/types";
import { namesElsewhere, stageNamesRequest } from "../named-stages";
import { rules } from "../rules/catalogue";
import { runRule } from "../rules/run-rule";
import { applySuppressions } from "../suppressions/apply-suppressions";
import { readSuppressions } from "../suppressions/read-suppressions";
import { baseRequests } from "./base-facts";
import { brokenBudgets } from "./broken-budgets";
import { boundsOf, capClaim, exactClaim, unknownClaim } from "./claims";
import { contextRequests, type EffectPrices, type Facts, priceEffects, withContextFacts } from "./effect-prices";
import { installRequests, readInstallFacts } from "./install-facts";
import { type ContextDigests, measurementKeys } from "./measurement-keys";
import { contextContentsRequest } from "./no-facts";
import { type SavingBasis, savingOf, severityBySaving } from "./savings";
import { type LargestOf, type Measured, nothingMeasured, priceStages, type Shown } from "./stage-prices";
import {
  type FactRequest,
  factsOfOneMachine,
  type Measurement,
  type SizeClaim,
  type SizeFacts,
  type Total,
} from "./types";

/**
 * Prices an analysis with the facts that are there. Whether a finding is reported, and its severity, rest on the file, the
 * workspace and the shipped data; what is shown rests on measurements, the local engine and registries as well.
 */
export function price(analysis: Analysis, facts: SizeFacts): Pricing {
  const wanted = factsWanted(analysis);
  const measured = findMeasurements(analysis, facts);
  const shown = priceWith(analysis, facts.facts, measured);
  // The same for everybody: neither what only this machine knows nor what was built on it.
  const commonFacts = factsForEverybody(facts.facts, wanted);
  const isCommon = measured === nothingMeasured && commonFacts === facts.facts;
  const common = isCommon ? shown : priceWith(analysis, commonFacts, nothingMeasured);
  const pending = wanted.filter(({ key }) => (facts.facts.get(key)?.state ?? "pending") === "pending").length;
  const { stages, instructions } = shown;
  const priced = { stages, instructions, ...priceFindings(analysis, common, shown) };
  const findings = [...priced.findings, ...budgetFindings(analysis, priced)].sort(
    (one, other) => one.finding.range.start - other.finding.range.start,
  );
  return { ...priced, findings, wanted, pending, facts };
}

/** What the prices of an analysis would like to know: told by the image alone, before any rule has run. */
export function factsWanted(analysis: Analysis): readonly FactRequest[] {
  return distinct([
    ...baseRequests(analysis),
    ...contextRequests(analysis).map(({ request }) => request),
    ...contentsRequests(analysis),
    ...(namesElsewhere(analysis).length > 0 ? [stageNamesRequest] : []),
    ...installRequests(analysis),
  ]);
}

/**
 * What the remedies of these findings of an analysis give back together on the image of a stage; undefined where none is
 * about bytes that lie in it.
 */
export function savingTogether(
  analysis: Analysis,
  facts: SizeFacts,
  findings: readonly Finding[],
  stage: Stage,
): SizeClaim | undefined {
  const inImage = inImageOf(findings, stage);
  if (inImage.length === 0) return undefined;
  const shown = priceWith(analysis, facts.facts, findMeasurements(analysis, facts));
  return capClaim(savingOf(inImage, stage, shown), totalOf(stage, shown).claim);
}

/** An analysis as it is priced with some of the facts. */
interface Priced extends Shown, SavingBasis {}

function priceWith(analysis: Analysis, facts: Facts, measured: Measured): Priced {
  const installFacts = readInstallFacts(analysis, facts);
  const effects = priceEffects(analysis, installFacts);
  const prices = withContextFacts(effects, facts);
  const shown = priceStages(analysis, prices, measured, facts, largestIn(effects, facts));
  return {
    ...shown,
    prices,
    installFacts,
    measured: measuredClaims(shown, measured),
    base: (effect) =>
      shown.instructions.get(effect.instruction.index)?.size.claim ?? (prices.get(effect) as Total).claim,
    platform: analysis.settings.platform,
  };
}

/** The facts without those that hold on this machine alone; the same map where there are none. */
function factsForEverybody(facts: Facts, wanted: readonly FactRequest[]): Facts {
  const here = wanted.filter(({ kind, key }) => factsOfOneMachine.has(kind) && facts.get(key)?.state === "known");
  if (here.length === 0) return facts;
  const common = new Map(facts);
  for (const { key } of here) common.delete(key);
  return common;
}

/** Looked up when somebody asks: hovers and explanations do, keystrokes don't. */
function largestIn({ context, largest }: EffectPrices, facts: Facts): LargestOf {
  return (effect) => {
    const source = effect.origin ?? effect;
    const of = (asked: Effect) => context.find((one) => one.effect === asked)?.request;
    const request = of(effect) ?? of(source);
    const fact = request && facts.get(request.key);
    if (fact?.state !== "known") return largest.get(source)?.() ?? [];
    return (fact.value.largest ?? []).map(({ path, bytes }) => ({ name: path, bytes }));
  };
}

const atNoCost = unknownClaim("this is not about bytes that a remedy takes back");

/** What the rules find that need prices. */
function budgetFindings(
  analysis: Analysis,
  priced: Pick<Pricing, "stages" | "instructions" | "savings" | "findings">,
): readonly PricedFinding[] {
  const { image, settings, syntax } = analysis;
  const broken = brokenBudgets(analysis, priced);
  const wanted = rules.filter((rule) => rule.afterPricing && settings.rules[rule.id] !== "off");
  if (broken.length === 0 || wanted.length === 0) return [];
  const found = wanted.flatMap((rule) => runRule(rule, image, [], settings, [], broken));
  return applySuppressions(image, readSuppressions(syntax), found).kept.map((finding) => ({
    finding,
    saving: atNoCost,
    severity: finding.severity === "by-saving" ? "info" : finding.severity,
  }));
}

function findMeasurements(analysis: Analysis, facts: SizeFacts): Measured {
  if (facts.measurements.length === 0) return nothingMeasured;
  const digests = new Map<number, string>();
  for (const { effect, request } of contextRequests(analysis)) {
    if (effect.origin !== undefined) continue;
    const fact = facts.facts.get(request.key);
    const digest = fact?.state === "known" ? fact.value.digest : undefined;
    if (digest !== undefined) digests.set(effect.instruction.index, digest);
  }
  const byKey = new Map(facts.measurements.map((one) => [one.key, one]));
  const byInstruction = new Map(facts.measurements.map((one) => [one.instructionKey, one]));
  const exact = new Map<number, Measurement>();
  const earlier = new Map<number, Measurement>();
  for (const [index, { key, instructionKey }] of keysOf(analysis, digests, facts.measurements)) {
    const found = byKey.get(key);
    const before = byInstruction.get(instructionKey);
    if (found !== undefined) exact.set(index, found);
    else if (before !== undefined) earlier.set(index, before);
  }
  return { exact, earlier };
}

type Keys = ReturnType<typeof measurementKeys>;
const keyCache = new WeakMap<Analysis, { measurements: readonly Measurement[]; digests: string; keys: Keys }>();

function keysOf(analysis: Analysis, digests: ContextDigests, measurements: readonly Measurement[]): Keys {
  const cached = keyCache.get(analysis);
  const digestText = [...digests].join(" ");
  if (cached?.measurements === measurements && cached.digests === digestText) return cached.keys;
  const keys = measurementKeys(analysis, digests, measurements);
  keyCache.set(analysis, { measurements, digests: digestText, keys });
  return keys;
}

/** Asked for where something is copied from the context, so that it is looked through anyway. */
function contentsRequests({ image }: Analysis): FactRequest[] {
  const copies = image.instructions.some(({ copy }) => copy?.from.kind === "context" && copy.sources.length > 0);
  return copies ? [contextContentsRequest] : [];
}

function distinct(requests: readonly FactRequest[]): readonly FactRequest[] {
  return [...new Map(requests.map((request) => [request.key, request])).values()];
}

/** What is reported rests on `common`, and the numbers beside it on `shown`. */
function priceFindings(analysis: Analysis, common: Priced, shown: Priced): Pick<Pricing, "findings" | "savings"> {
  if (analysis.findings.length === 0) {
    return {
      findings: [],
      savings: new Map(analysis.image.targets.map((stage) => [stage, exactClaim(0, "no findings")])),
    };
  }
  const { minimumSaving } = analysis.settings;
  const findings: PricedFinding[] = [];
  for (const finding of analysis.findings) {
    const saving = savingOf([finding], finding.stage, common);
    const bounds = boundsOf(saving);
    // What it saves at the least, where the rule is about nothing else.
    const counted = finding.rule.onlyKnownSavings ? (bounds?.low ?? 0) : bounds?.high;
    if (counted !== undefined && counted < minimumSaving) continue;
    const severity =
      finding.severity === "by-saving"
        ? severityBySaving(saving, totalOf(payingTarget(finding, analysis), common))
        : finding.severity;
    findings.push({ finding, saving: common === shown ? saving : savingOf([finding], finding.stage, shown), severity });
  }
  const savings = new Map<Stage, SizeClaim>();
  for (const stage of new Set([...analysis.image.targets, ...findings.map(({ finding }) => finding.stage)])) {
    const inImage = inImageOf(
      findings.map(({ finding }) => finding),
      stage,
    );
    const saving = inImage.length > 0 ? savingOf(inImage, stage, shown) : exactClaim(0, "no findings");
    savings.set(stage, capClaim(saving, totalOf(stage, shown).claim));
  }
  return { findings, savings };
}

function measuredClaims(shown: Shown, { exact }: Measured): ReadonlyMap<Instruction, SizeClaim> {
  const claims = new Map<Instruction, SizeClaim>();
  for (const [index, { instruction, size }] of shown.instructions)
    if (exact.has(index)) claims.set(instruction, size.claim);
  return claims;
}

/** The target whose image holds the finding's bytes: the stage itself, or one that stands on it. */
function payingTarget({ stage }: Finding, { image }: Analysis): Stage {
  return stage.isTarget ? stage : (image.targets.find(({ chain }) => chain.includes(stage)) ?? stage);
}

function totalOf(stage: Stage, from: Shown): Total {
  return from.stages.find((one) => one.stage === stage)?.total as Total;
}

/** The findings with bytes in the image of a stage, each reduced to these. */
function inImageOf(findings: readonly Finding[], stage: Stage): readonly Finding[] {
  return findings
    .map((finding) => onStage(finding, stage))
    .filter(({ reclaims, replacesBase }) => reclaims.length > 0 || replacesBase !== undefined);
}

/** The finding, reduced to the bytes that lie in the image of `stage`. */
function onStage(finding: Finding, { chain }: Stage): Finding {
  const { reclaims, replacesBase } = finding;
  const isHere = (effect: Effect) => chain.includes(effect.stage);
  return {
    ...finding,
    reclaims: reclaims.filter(isHere),
    replacesBase: replacesBase && isHere(replacesBase.effect) ? replacesBase : undefined,
  };
}
