// What hover and explanation tell of one instruction: its biggest parts, the line, what it stands on, the stage, the findings.
import type { InstructionPrice, LargestEntry, PricePart, Pricing, StagePrice } from "../analysis";
import type { Instruction } from "../image/types";
import { boundsOf, isExact } from "./claims";
import { formatBytes, formatClaim, formatRange, formatTotal } from "./format";
import type { Total } from "./types";

/** One row: a name, a size in words, and what an estimate allows, where it is one. */
export interface CostRow {
  /** "part" and "entry" make up the line; an entry is a package, file or folder of the part above it. */
  readonly kind: "part" | "entry" | "line" | "base" | "stage" | "findings";
  readonly name: string;
  readonly size: string;
  readonly range: string | undefined;
}

/** Parts beyond these are summed up in a row: a hover is no report. */
const mostParts = 5;

/** Rows for an instruction, largest first; empty where one line of text says it all. */
export function costTable(instruction: Instruction, price: InstructionPrice, pricing: Pricing): readonly CostRow[] {
  const stage = pricing.stages.find((one) => one.stage === instruction.stage);
  const isFrom = instruction.keyword === "FROM";
  return [
    ...partRows(price.parts),
    ...(isFrom ? [] : [totalRow("line", "this line", price.size)]),
    ...(stage === undefined ? [] : stageRows(stage, isFrom)),
    ...findingRows(instruction, pricing),
  ];
}

function partRows(parts: readonly PricePart[]): CostRow[] {
  const [only] = parts;
  // The line itself is the only part: its entries say more.
  if (only !== undefined && parts.length === 1) return entryRows(only, mostParts);
  const rows = parts
    .slice(0, mostParts)
    .flatMap((part, index) => [
      partRow(part),
      ...(index === 0 ? entryRows(part, mostParts - Math.min(parts.length, mostParts)) : []),
    ]);
  const rest = parts.length - mostParts;
  if (rest > 0) rows.push({ kind: "part", name: `and ${rest} smaller`, size: "", range: undefined });
  return rows;
}

function partRow({ label, claim }: PricePart): CostRow {
  return { kind: "part", name: label, size: formatClaim(claim) ?? "unknown", range: formatRange(claim) };
}

function entryRows(part: PricePart, most: number): CostRow[] {
  if (part.largest.length < 2) return [];
  return part.largest
    .slice(0, most)
    .map((entry) => ({ kind: "entry", name: entry.name, size: entrySize(entry, part), range: undefined }));
}

/** `≈ 57.8 MB`; files that were counted have no `≈`. */
export function entrySize({ bytes }: LargestEntry, { claim }: PricePart): string {
  return `${isExact(claim) ? "" : "≈ "}${formatBytes(bytes)}`;
}

function totalRow(kind: CostRow["kind"], name: string, total: Total): CostRow {
  const hasRange = total.unknownParts === 0;
  return { kind, name, size: formatTotal(total) ?? "unknown", range: hasRange ? formatRange(total.claim) : undefined };
}

function stageRows({ stage, own, total, base }: StagePrice, isFrom: boolean): CostRow[] {
  const { root } = stage;
  const baseRow: CostRow[] =
    root.kind === "image"
      ? [totalRow("base", `base image ${root.reference.text}`, { claim: base, unknownParts: 0 })]
      : [];
  const ownRow = isFrom ? [totalRow("stage", `${stage.label} adds`, own)] : [];
  return [...baseRow, ...ownRow, totalRow("stage", `${stage.label} in all`, total)];
}

/** What all open findings of the image give back, beside what those of the line do. */
function findingRows({ stage }: Instruction, { savings }: Pricing): CostRow[] {
  const saving = savings.get(stage);
  const size = saving && formatClaim(saving);
  if (saving === undefined || size === undefined || boundsOf(saving)?.high === 0) return [];
  return [{ kind: "findings", name: "its open findings give back", size, range: formatRange(saving) }];
}
