// What findings give back: the difference of two images, in which no byte is counted twice.
import type { Finding } from "../analysis";
import type { Effect, Instruction, Stage } from "../image/types";
import type { Severity } from "../rules/define-rule";
import { baseImageClaim } from "./base-images";
import { cacheShare } from "./cache-prices";
import { boundsOf, capClaim, estimatedClaim, scaleClaim, subtractClaims, sumTotals, unknownClaim } from "./claims";
import type { InstallFacts } from "./install-facts";
import { keptLibraries, regrowth } from "./regrowth";
import type { SizeClaim, Total } from "./types";

/** The prices on which savings rest. */
export interface SavingBasis {
  readonly prices: ReadonlyMap<Effect, Total>;
  /** Measured instructions; empty where savings must not rest on measurements. */
  readonly measured: ReadonlyMap<Instruction, SizeClaim>;
  /** What an external base image takes. */
  readonly base: (effect: Effect) => SizeClaim;
  readonly platform: string | undefined;
  readonly installFacts: InstallFacts;
}

/** A known part below this says nothing of the whole. */
const smallPart = 1e6;

/** What the remedies of these findings give back together on an image that ends with `stage`. */
export function savingOf(findings: readonly Finding[], stage: Stage, basis: SavingBasis): SizeClaim {
  const effects = new Set(findings.flatMap(({ reclaims }) => reclaims));
  const replaced = new Map(
    findings.flatMap(({ replacesBase }) => (replacesBase ? [[replacesBase.effect, replacesBase.by] as const] : [])),
  );
  const parts: Total[] = [];
  for (const [effect, by] of replaced) {
    effects.delete(effect);
    const claim = differenceOfBases(basis.base(effect), baseImageClaim(by, basis.platform));
    parts.push({ claim, unknownParts: claim.kind === "unknown" ? 1 : 0 });
  }
  if (effects.size === 0 && parts.length === 0) return unknownClaim("this is not about bytes");
  const byInstruction = new Map<Instruction, Effect[]>();
  for (const effect of effects) {
    byInstruction.set(effect.instruction, [...(byInstruction.get(effect.instruction) ?? []), effect]);
  }
  for (const [instruction, chosen] of byInstruction) parts.push(shareOf(instruction, chosen, effects, basis));
  const sum = sumTotals(parts);
  const claim = withoutRegrowth(sum.claim, stage, effects, basis.installFacts);
  if (sum.unknownParts === 0 || claim.kind === "unknown") return claim;
  // A few bytes that are known beside much that is not: nobody would want to hear that number.
  if ((boundsOf(claim)?.high ?? 0) < smallPart) return unknownClaim("most of it is not known before it is built");
  const missing = sum.unknownParts === 1 ? "one part more is" : `${sum.unknownParts} parts more are`;
  return { ...claim, basis: `${claim.basis}; ${missing} unknown and not counted` };
}

/** What a smaller base gives back: both are estimates of their own, which hardly err in opposite directions at their worst. */
function differenceOfBases(base: SizeClaim, by: SizeClaim): SizeClaim {
  const claim = subtractClaims(base, by);
  const [whole, less] = [boundsOf(base), boundsOf(by)];
  if (claim.kind !== "estimated" || whole === undefined || less === undefined) return claim;
  const below = Math.hypot(whole.likely - whole.low, less.high - less.likely);
  const above = Math.hypot(whole.high - whole.likely, less.likely - less.low);
  const { likely } = claim;
  return estimatedClaim({ low: likely - below, likely, high: likely + above }, claim.basis);
}

/** The part of an instruction's bytes that these of its effects make up; all of a measured one, where they are all. */
function shareOf(
  instruction: Instruction,
  chosen: readonly Effect[],
  all: ReadonlySet<Effect>,
  { prices, measured }: SavingBasis,
): Total {
  const priceOf = (effect: Effect) => prices.get(effect) as Total;
  const sum = sumTotals(chosen.map(priceOf));
  const whole = measured.get(instruction);
  if (whole === undefined) return sum;
  const others = instruction.effects.filter((effect) => !all.has(effect));
  const rest = sumTotals(others.map(priceOf));
  const restBounds = boundsOf(rest.claim);
  if (rest.unknownParts === 0 && restBounds?.high === 0) return { claim: whole, unknownParts: 0 };
  // What is measured and not the others' is these effects'.
  if (sum.unknownParts > 0 && rest.unknownParts === 0)
    return { claim: subtractClaims(whole, rest.claim), unknownParts: 0 };
  if (sum.unknownParts === 0) return { claim: capClaim(sum.claim, whole), unknownParts: 0 };
  return cacheOf(whole, chosen, others) ?? { claim: capClaim(sum.claim, whole), unknownParts: sum.unknownParts };
}

/** A cache's part of a measured instruction that installed and kept it, and did nothing else. */
function cacheOf(whole: SizeClaim, chosen: readonly Effect[], others: readonly Effect[]): Total | undefined {
  const [cache] = chosen;
  const found = cache && cacheShare(cache);
  if (found === undefined || cache?.kind !== "cache" || chosen.length !== 1 || others.length === 0) return undefined;
  if (others.some((other) => other.kind !== "install" || other.manager !== cache.manager)) return undefined;
  const part = (share: number) => share / (1 + share);
  const { low, likely, high } = found.share;
  const claim = scaleClaim(whole, { low: part(low), likely: part(likely), high: part(high) }, found.why);
  return { claim, unknownParts: 0 };
}

/** Without one install, a later one of the same stage would bring what they share: that is not given back. */
function withoutRegrowth(claim: SizeClaim, stage: Stage, removed: ReadonlySet<Effect>, facts: InstallFacts): SizeClaim {
  const bounds = boundsOf(claim);
  if (bounds === undefined || claim.kind === "unknown") return claim;
  const growth = regrowth(stage, removed, facts);
  const kept = keptLibraries(stage, removed, facts);
  if (growth + kept === 0) return claim;
  // Whether the program needs the libraries is not known: at the best they go as well.
  const high = bounds.high - growth * 0.9;
  // "About nothing" would be said of tools that a remedy for the later install takes back as well.
  if (bounds.likely - growth < smallPart && high >= smallPart)
    return unknownClaim("a later install brings most of it along as well");
  const left = growth + kept;
  const without = [
    ...(growth > 0 ? ["without what later installs would bring themselves"] : []),
    ...(kept > 0 ? ["the libraries of the -dev packages stay"] : []),
  ];
  return estimatedClaim(
    { low: bounds.low - left, likely: bounds.likely - left, high },
    [claim.basis, ...without].join("; "),
  );
}

/** From here on a saving is a warning: bytes, or this share of the target. */
const warningBytes = 10e6;
const warningShare = 0.05;

/** Severity of a finding by what it saves; `target` is the total of the image that pays for it. */
export function severityBySaving(saving: SizeClaim, target: Total): Severity {
  const likely = boundsOf(saving)?.likely;
  if (likely === undefined) return "info";
  const whole = target.unknownParts === 0 ? boundsOf(target.claim)?.likely : undefined;
  const isLarge = likely >= warningBytes || (whole !== undefined && whole > 0 && likely >= whole * warningShare);
  return isLarge ? "warning" : "info";
}
