// How a target stands to its budget: what makes it large, what the open findings would give, and what is left then.
import type { Analysis, Pricing } from "../analysis";
import type { MeasuredStage } from "../builds";
import type { Stage } from "../image/types";
import { boundsOf, subtractClaims, sumTotals, totalOf } from "./claims";
import { formatClaim, formatTotal } from "./format";
import { type ShippedPart, shippedParts } from "./shipped-parts";
import type { SizeClaim, Total } from "./types";

/** More parts than these say less, not more, in a sentence. */
const mostParts = 3;

/** Something that takes bytes of the image. */
export interface Contributor {
  /** For people: `RUN in line 5`, `base image node:20-slim`, `npm packages of package.json`. */
  readonly label: string;
  /** Zero-based line of its instruction; undefined for what several bring. */
  readonly line: number | undefined;
  readonly size: Total;
}

export interface BudgetAnalysis {
  /** Of the target. */
  readonly stage: string;
  /** Bytes. */
  readonly budget: number;
  readonly total: Total;
  /** Over it beyond doubt: measured, or by the low end of the estimate, unknown parts left out. */
  readonly isBroken: boolean;
  /** The base image and the instructions, the largest first; nothing of unknown size. */
  readonly largest: readonly Contributor[];
  /** The stages whose layers the image has, and the base image, lowest first. */
  readonly stages: readonly Contributor[];
  /** Findings that would give bytes back, the largest saving first. */
  readonly findings: readonly {
    readonly rule: string;
    readonly message: string;
    /** Zero-based. */
    readonly line: number;
    readonly saving: SizeClaim;
  }[];
  /** What all findings give back together, no byte counted twice; undefined for nothing. */
  readonly gives: SizeClaim | undefined;
  /** What is left when all of them are fixed: the smallest size within reach. */
  readonly smallest: SizeClaim;
  /** `within` the budget as it is; by all findings `enough`, `perhaps`, or `tooLittle`. */
  readonly reach: "within" | "enough" | "perhaps" | "tooLittle";
  /** What no finding would take back, the largest first: required, as far as can be told. */
  readonly required: readonly Contributor[];
}

/** Analyses a target against a budget in bytes, by what a build `measured` of its stages, else by its price. */
export function analyzeBudget(
  analysis: Analysis,
  pricing: Pick<Pricing, "stages" | "instructions" | "savings" | "findings">,
  stage: Stage,
  budget: number,
  measured: readonly MeasuredStage[] = [],
): BudgetAnalysis {
  const built = measured.find(({ index }) => index === stage.index);
  const total = built?.total ?? pricing.stages[stage.index]!.total;
  const bounds = boundsOf(total.claim);
  const findings = pricing.findings.filter(
    ({ finding, saving }) => stage.chain.includes(finding.stage) && (boundsOf(saving)?.high ?? 0) > 0,
  );
  const reclaimed = new Set(findings.flatMap(({ finding: { reclaims } }) => reclaims));
  const replaced = findings.flatMap(({ finding: { replacesBase } }) => replacesBase?.effect ?? []);
  const required = shippedParts(analysis, pricing, measured, stage.index).filter(
    ({ effects }) => !effects.some((effect) => reclaimed.has(effect) || replaced.includes(effect)),
  );
  const { gives, smallest } = whatIsLeft(total.claim, pricing.savings.get(stage), required);
  const isBroken = (bounds?.low ?? 0) > budget;
  const left = boundsOf(smallest);
  return {
    stage: stage.label,
    budget,
    total,
    isBroken,
    largest: largestFirst([...contributorsOf(stage, pricing, measured)]),
    stages: stagesOf(stage, pricing, measured),
    findings: findings
      .toSorted((one, other) => boundsOf(other.saving)!.likely - boundsOf(one.saving)!.likely)
      .map(({ finding: { rule, message, range }, saving }) => ({
        rule: rule.id,
        message,
        line: analysis.syntax.lineStarts.findLastIndex((start) => start <= range.start),
        saving,
      })),
    gives,
    smallest,
    reach:
      bounds !== undefined && bounds.high <= budget && total.unknownParts === 0
        ? "within"
        : left === undefined || left.low > budget || (gives === undefined && isBroken)
          ? "tooLittle"
          : left.high <= budget && total.unknownParts === 0
            ? "enough"
            : "perhaps",
    required: largestFirst(required.map(({ label, total: size }) => ({ label, line: undefined, size }))),
  };
}

/** What the findings give, but never bytes of what none of them takes back: estimates may claim more than was measured. */
function whatIsLeft(
  total: SizeClaim,
  saving: SizeClaim | undefined,
  required: readonly ShippedPart[],
): { readonly gives: SizeClaim | undefined; readonly smallest: SizeClaim } {
  if (saving === undefined || !boundsOf(saving)?.high) return { gives: undefined, smallest: total };
  const smallest = subtractClaims(total, saving);
  const needed = sumTotals(required.map((part) => part.total)).claim;
  if ((boundsOf(needed)?.likely ?? 0) <= (boundsOf(smallest)?.likely ?? 0)) return { gives: saving, smallest };
  return { gives: subtractClaims(total, needed), smallest: needed };
}

function* contributorsOf(
  { chain }: Stage,
  { stages, instructions }: Pick<Pricing, "stages" | "instructions">,
  measured: readonly MeasuredStage[],
): Iterable<Contributor> {
  const lowest = chain.at(-1)!;
  const root = lowest.base;
  const base = measured.find(({ index }) => index === lowest.index)?.base ?? stages[lowest.index]?.base;
  const label = root.kind === "image" ? `the base image ${root.reference.text}` : "the base image";
  if (base) yield { label, line: lowest.from.syntax.line, size: totalOf(base) };
  const sizes = new Map(
    measured.flatMap(({ instructions: steps }) => steps.map(({ index, size }) => [index, totalOf(size)] as const)),
  );
  for (const { instructions: steps } of chain) {
    for (const { index, keyword, syntax } of steps) {
      const size = sizes.get(index) ?? instructions.get(index)?.size;
      if (size && keyword !== "FROM") yield { label: `${keyword} in line ${syntax.line + 1}`, line: syntax.line, size };
    }
  }
}

function stagesOf(
  { chain }: Stage,
  { stages }: Pick<Pricing, "stages">,
  measured: readonly MeasuredStage[],
): readonly Contributor[] {
  const lowest = chain.at(-1)!;
  const builtOf = (index: number) => measured.find((one) => one.index === index);
  const base = builtOf(lowest.index)?.base ?? stages[lowest.index]!.base;
  const label = lowest.base.kind === "image" ? `base image ${lowest.base.reference.text}` : "base image";
  return [
    { label, line: lowest.from.syntax.line, size: totalOf(base) },
    ...chain.toReversed().map(({ index, label: name, from }) => ({
      label: `stage ${name.replace(/^stage /, "")}`,
      line: from.syntax.line,
      size: builtOf(index)?.own ?? stages[index]!.own,
    })),
  ];
}

function likely({ size }: Contributor): number {
  return boundsOf(size.claim)?.likely ?? 0;
}

function largestFirst(contributors: readonly Contributor[]): readonly Contributor[] {
  return contributors.filter((one) => likely(one) > 0).toSorted((one, other) => likely(other) - likely(one));
}

/** `the base image python:3.12 (≈ 1.1 GB), RUN in line 4 (≈ 300 MB)`. */
export function contributorsText(contributors: readonly Contributor[], most = mostParts): string {
  return contributors
    .slice(0, most)
    .map(({ label, size }) => `${label} (${formatTotal(size) ?? "unknown"})`)
    .join(", ");
}

/**
 * What follows from a broken budget: whether the findings are enough, and where they are not, what would be left. `which`
 * says what the reader calls them: the other findings of a file, or the open ones of a report.
 */
export function budgetAdvice(
  { reach, gives, smallest, required }: BudgetAnalysis,
  which: "other" | "open" = "open",
): string {
  if (gives === undefined) return "No finding of this file gives anything back: start with these.";
  const saving = formatClaim(gives);
  if (reach !== "tooLittle")
    return `The ${which} findings here give back ${saving} together, which ${reach === "enough" ? "is" : "may be"} enough.`;
  const left = formatClaim(smallest);
  return [
    `Even all ${which} findings here together, which give back ${saving}, do not bring it below`,
    ...(left === undefined ? ["."] : [`: ${left} would be left.`]),
    ...(required.length > 0 ? [` What none of them takes back: ${contributorsText(required)}.`] : []),
  ].join("");
}
