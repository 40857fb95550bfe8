// What a shipped image holds, as its instructions' effects tell: packages, caches, files, the base image, each with its bytes.
import type { Analysis, InstructionPrice, LargestEntry, PricePart, Pricing } from "../analysis";
import type { MeasuredStage } from "../builds";
import type { Effect, Stage } from "../image/types";
import {
  boundsOf,
  estimatedClaim,
  isExact,
  joinBases,
  subtractClaims,
  sumTotals,
  totalOf,
  unknownClaim,
} from "./claims";
import { effectLabel } from "./effect-labels";
import type { SizeClaim, Total } from "./types";

/** One thing of a shipped image; several instructions may bring parts of it. */
export interface ShippedPart {
  /** Equal on two images for the same thing. */
  readonly key: string;
  /** Looser: what replaces one part by another of its kind has this in common. */
  readonly family: string;
  readonly label: string;
  readonly total: Total;
  readonly largest: readonly LargestEntry[];
  readonly stages: readonly string[];
  readonly effects: readonly Effect[];
}

/** The parts of the image that ends with the stage of this index, as a build measured its stages; without one, as priced. */
export function shippedParts(
  analysis: Analysis,
  pricing: Pick<Pricing, "instructions" | "stages">,
  measured: readonly MeasuredStage[],
  target: number,
): readonly ShippedPart[] {
  const stage = analysis.image.stages[target];
  if (stage === undefined) return [];
  const sizes = new Map(
    measured.flatMap(({ instructions }) => instructions.map(({ index, size }) => [index, size] as const)),
  );
  const found = stage.chain.toReversed().flatMap((one) =>
    one.instructions.flatMap(({ index, keyword }) => {
      const price = pricing.instructions.get(index);
      if (price === undefined || keyword === "FROM") return [];
      return partsOf(price, sizes.get(index) ?? price.size.claim, one);
    }),
  );
  return joined([...basePart(stage, measured, pricing.stages[target]?.base), ...found]);
}

function basePart(
  { chain, root }: Stage,
  measured: readonly MeasuredStage[],
  estimate: SizeClaim | undefined,
): readonly ShippedPart[] {
  const lowest = chain.at(-1)!;
  const claim = measured.find(({ index }) => index === lowest.index)?.base ?? estimate;
  if (root.kind === "scratch" || claim === undefined) return [];
  const name = root.kind === "image" ? root.reference.text : "base image";
  return [
    {
      key: `base ${name}`,
      family: "base",
      label: root.kind === "image" ? `base image ${name}` : name,
      total: totalOf(claim),
      largest: [],
      stages: [lowest.label],
      effects: lowest.from.effects,
    },
  ];
}

/** The parts of an instruction, fitted to what it was measured to store. */
function partsOf(price: InstructionPrice, size: SizeClaim, stage: Stage): readonly ShippedPart[] {
  const { instruction, parts } = price;
  if (boundsOf(size)?.high === 0) return [];
  const make = (claim: SizeClaim, own: readonly PricePart[]): ShippedPart => {
    const source = own[0]?.effect && originOf(own[0].effect);
    const label = source === undefined ? (own[0]?.label ?? "") : effectLabel(source);
    return {
      key: own.length === 0 ? `line ${instruction.syntax.line} of ${stage.label}` : `${own[0]!.kind} ${label}`,
      family: own.length === 0 ? instruction.keyword : familyOf(own[0]!, label),
      label: own.length === 0 ? `${instruction.keyword} in line ${instruction.syntax.line + 1}` : label,
      total: totalOf(claim),
      largest: own.flatMap(({ largest }) => largest),
      stages: [stage.label],
      effects: own.flatMap(({ effect }) => effect ?? []),
    };
  };
  if (parts.length === 0) return [make(size, [])];
  return fitted(parts, size).map(({ claim, of }) => make(claim, of));
}

/**
 * Parts that together are what was measured: unknown ones are what the known leave, and where all are known each gets its
 * share, which stays an estimate. Where nothing was measured they stay as they are.
 */
function fitted(
  parts: readonly PricePart[],
  size: SizeClaim,
): readonly { readonly claim: SizeClaim; readonly of: readonly PricePart[] }[] {
  const [only] = parts;
  if (size.kind !== "measured") return parts.map((part) => ({ claim: part.claim, of: [part] }));
  if (only !== undefined && parts.length === 1) return [{ claim: size, of: [only] }];
  const known = parts.filter(({ claim }) => claim.kind !== "unknown");
  const unknown = parts.filter(({ claim }) => claim.kind === "unknown");
  const sum = sumTotals(known.map(({ claim }) => totalOf(claim))).claim;
  const bounds = boundsOf(sum);
  if (known.length === 0 || bounds === undefined) return [{ claim: size, of: unknown }];
  if (known.every(({ claim }) => isExact(claim)) && unknown.length === 0 && bounds.likely === size.bytes)
    return known.map((part) => ({ claim: part.claim, of: [part] }));
  if (unknown.length > 0 && bounds.likely <= size.bytes) {
    const rest = { claim: subtractClaims(size, sum), of: unknown };
    return [...known.map((part) => ({ claim: part.claim, of: [part] })), rest];
  }
  // Unknown parts have no room left: what they take is in the others' shares.
  const scale = bounds.likely === 0 ? 0 : size.bytes / bounds.likely;
  return [
    ...known.map((part) => ({ claim: shareOf(part.claim, scale, size), of: [part] })),
    ...unknown.map((part) => ({ claim: unknownClaim("it is counted in with the rest of its line"), of: [part] })),
  ].filter(({ claim }) => claim.kind !== "unknown");
}

function shareOf(claim: SizeClaim, scale: number, { basis }: Extract<SizeClaim, { kind: "measured" }>): SizeClaim {
  const bounds = boundsOf(claim);
  if (bounds === undefined || claim.kind === "unknown") return claim;
  const { low, likely, high } = bounds;
  return estimatedClaim(
    { low: low * scale, likely: likely * scale, high: high * scale },
    joinBases([`its share of the measured line`, basis, claim.basis]),
  );
}

function originOf(effect: Effect): Effect {
  return effect.origin === undefined ? effect : originOf(effect.origin);
}

/** `install apt`, `cache npm`: what one such part may be replaced by. */
function familyOf({ kind, effect }: PricePart, label: string): string {
  const source = effect && originOf(effect);
  return source !== undefined && "manager" in source ? `${kind} ${source.manager}` : `${kind} ${label}`;
}

/** Parts of equal key as one, with the bytes of all. */
function joined(parts: readonly ShippedPart[]): readonly ShippedPart[] {
  const byKey = new Map<string, ShippedPart>();
  for (const part of parts) {
    const known = byKey.get(part.key);
    byKey.set(
      part.key,
      known === undefined
        ? part
        : {
            ...known,
            total: sumTotals([known.total, part.total]),
            largest: known.largest.length > 0 ? known.largest : part.largest,
            stages: [...new Set([...known.stages, ...part.stages])],
            effects: [...known.effects, ...part.effects],
          },
    );
  }
  return [...byKey.values()];
}
