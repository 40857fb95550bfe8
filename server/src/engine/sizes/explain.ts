// The whole Dockerfile as readable text, each line with its cost: for terminals, editors and screen readers.
import type { Analysis, InstructionPrice, PricedFinding, Pricing, StagePrice } from "../analysis";
import { boundsOf } from "./claims";
import { entrySize } from "./cost-table";
import { formatClaim, formatDuration, formatRange, formatTotal } from "./format";
import type { SizeClaim } from "./types";

/** What a piece of the text is, for whoever colours it. */
export type ExplainRole = "size" | "stage" | "error" | "warning" | "info" | "hint" | "muted";

/** Wraps a piece of text, in colour codes for instance; must not change its visible characters. */
export type ExplainStyle = (text: string, role: ExplainRole) => string;

export interface ExplainOptions {
  readonly style?: ExplainStyle;
  /** Draws what each line adds as a bar: for eyes on a terminal, noise for a screen reader. */
  readonly bars?: boolean;
}

const plain: ExplainStyle = (text) => text;

/**
 * The file's lines with line numbers, what each instruction adds at the left, its biggest parts and findings under its
 * lines, totals under the stages, and at the end what the sizes rest on. Nothing is told by style or bars alone. Ends in
 * a newline.
 */
export function explainFile(
  analysis: Analysis,
  pricing: Pricing,
  { style = plain, bars = false }: ExplainOptions = {},
): string {
  const { syntax, image } = analysis;
  const lines = syntax.text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map(readable);
  const priceAt = new Map<number, InstructionPrice>();
  const stageEndingAt = new Map<number, StagePrice>();
  const notesAt = new Map<number, string[]>();
  for (const { syntax: at, index } of image.instructions) {
    const price = pricing.instructions.get(index);
    if (price !== undefined) priceAt.set(at.line, price);
  }
  for (const stage of pricing.stages) {
    const last = stage.stage.instructions.at(-1)?.syntax.endLine;
    if (last !== undefined) stageEndingAt.set(last, stage);
  }
  for (const price of priceAt.values()) {
    const { endLine } = price.instruction.syntax;
    const notes = partTexts(price).map((text) => style(text, "muted"));
    if (notes.length > 0) notesAt.set(endLine, notes);
  }
  for (const finding of pricing.findings) {
    const line = lineOf(finding.finding.range.start, syntax.lineStarts);
    notesAt.set(line, [...(notesAt.get(line) ?? []), findingText(finding, style)]);
  }

  const sizes = new Map([...priceAt].map(([line, price]) => [line, sizeText(price)]));
  const times = new Map([...priceAt].map(([line, { durationMs }]) => [line, durationMs && formatDuration(durationMs)]));
  const sizeWidth = widest("size", sizes.values());
  const timeWidth = [...times.values()].some(Boolean) ? widest("time", times.values()) + 2 : 0;
  const numberWidth = String(lines.length).length;
  const bar = bars ? barsOf(priceAt) : () => "";
  const row = (size: string, time: string, number: string, text: string, drawn = bar(undefined)) =>
    `${style(size.padStart(sizeWidth), "size")}${style(drawn, "stage")}${style(time.padStart(timeWidth), "muted")}  ${style(number.padStart(numberWidth), "muted")}  ${text}`.trimEnd();
  const note = (text: string) => row("", "", "", `  ${text}`);

  const output = [...heading(analysis, pricing, style), "", row("size", timeWidth > 0 ? "time" : "", "", "")];
  for (const [line, text] of lines.entries()) {
    output.push(row(sizes.get(line) ?? "", times.get(line) || "", String(line + 1), text, bar(line)));
    for (const finding of notesAt.get(line) ?? []) output.push(note(finding));
    const stage = stageEndingAt.get(line);
    if (stage !== undefined) output.push(note(style(stageText(stage), "stage")), "");
  }
  if (output.at(-1) !== "") output.push("");
  output.push(...basisLines(priceAt, style));
  if (pricing.pending > 0) output.push(style("Some sizes are still being looked up.", "muted"));
  return `${output.join("\n")}\n`;
}

/** Control characters of a file must not steer a terminal. */
function readable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return line.replace(/\t/g, "    ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "\u{fffd}");
}

function widest(title: string, texts: Iterable<string | number | undefined>): number {
  return Math.max(title.length, ...[...texts].map((text) => (typeof text === "string" ? text.length : 0)));
}

function lineOf(offset: number, lineStarts: readonly number[]): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Columns of a bar, and the blank before it. */
const barWidth = 10;
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** Bars as long as what each line adds, beside the largest of the file; nothing for what is unknown. */
function barsOf(priceAt: ReadonlyMap<number, InstructionPrice>): (line: number | undefined) => string {
  const bytesAt = new Map([...priceAt].map(([line, price]) => [line, drawnBytes(price)]));
  const most = Math.max(1, ...bytesAt.values());
  return (line) => {
    const bytes = line === undefined ? 0 : (bytesAt.get(line) ?? 0);
    const steps = Math.round((bytes / most) * barWidth * 8);
    return ` ${("█".repeat(steps >> 3) + eighths[steps & 7]).padEnd(barWidth)}`;
  };
}

/** What its number says: the low end where parts are unknown. */
function drawnBytes({ instruction, size }: InstructionPrice): number {
  if (instruction.keyword === "FROM" && instruction.stage.base.kind === "stage") return 0;
  const bounds = boundsOf(size.claim);
  return bounds === undefined ? 0 : size.unknownParts > 0 ? bounds.low : bounds.likely;
}

/** More entries than these say less, not more; so do those of a line that adds less than this. */
const mostEntries = 4;
const worthParts = 1e6;

/** The biggest packages and files of an instruction; of several parts, the parts. */
function partTexts({ size, parts, pulled }: InstructionPrice): string[] {
  const isSmall = size.unknownParts === 0 && (boundsOf(size.claim)?.high ?? 0) < worthParts;
  if (isSmall) return [];
  const [only] = parts;
  const entries =
    only === undefined || parts.length > 1
      ? parts.map(({ label, claim }) => `${label} ${formatClaim(claim) ?? "of unknown size"}`)
      : only.largest.map((entry) => `${entry.name} ${entrySize(entry, only)}`);
  const rest = entries.length - mostEntries;
  const listed = `${entries.slice(0, mostEntries).join(", ")}${rest > 0 ? " …" : ""}`;
  const pulledSize = pulled && formatClaim(pulled);
  return [
    // Compressed sizes are told beside the unpacked ones, never in a sum.
    ...(pulledSize === undefined ? [] : [`· pulled as ${pulledSize}, compressed`]),
    ...(entries.length > 1 ? [`· ${readable(listed)}`] : []),
  ];
}

/** At a FROM that stands on a local stage nothing is added: its total stands under the stages. */
function sizeText({ instruction, size }: InstructionPrice): string {
  if (instruction.keyword === "FROM" && instruction.stage.base.kind === "stage") return "";
  if (boundsOf(size.claim)?.high === 0 && size.unknownParts === 0) return "0 B";
  return formatTotal(size) ?? "unknown";
}

function heading({ image }: Analysis, pricing: Pricing, style: ExplainStyle): string[] {
  const lines = image.targets.map((target) => {
    const total = pricing.stages.find(({ stage }) => stage === target)?.total;
    const size = total && formatTotal(total);
    const saving = pricing.savings.get(target);
    const saved = saving && (boundsOf(saving)?.high ?? 0) > 0 ? formatClaim(saving)?.replace(/^≈ /, "") : undefined;
    const gain = saved === undefined ? "" : `; the findings below would give back up to ${saved}`;
    const range = total?.unknownParts === 0 ? formatRange(total.claim) : undefined;
    const spread = range === undefined ? "" : ` (${range})`;
    return `${style(target.label, "stage")}: ${size ?? "size unknown"}${spread}${gain}`;
  });
  const legend =
    "Sizes are unpacked (1 MB is 1,000,000 bytes). ≈ is an estimate, ≥ a lower bound, the rest is measured or exact.";
  return [
    ...(lines.length > 0 ? lines : ["Nothing here builds an image: the file has no FROM."]),
    style(legend, "muted"),
  ];
}

function findingText({ finding, saving, severity }: PricedFinding, style: ExplainStyle): string {
  const saved = formatClaim(saving);
  const range = formatRange(saving);
  const gain = saved === undefined ? "" : ` (gives back ${saved}${range === undefined ? "" : `, ${range}`})`;
  return `^ ${style(severity, severity)} ${finding.rule.id}: ${readable(finding.message.replace(/\s*\n\s*/g, " "))}${gain}`;
}

function stageText({ stage, own, total }: StagePrice): string {
  const adds = formatTotal(own) ?? "an unknown size";
  const comesTo = formatTotal(total) ?? "unknown";
  const fate = stage.shipped ? "" : stage.reached ? "; does not ship itself" : "; no target needs it";
  return `= stage ${stage.name ?? stage.index} adds ${adds}, total ${comesTo}${fate}`;
}

/** Each basis once, with the lines that rest on it; then what is unknown and why. */
function basisLines(priceAt: ReadonlyMap<number, InstructionPrice>, style: ExplainStyle): string[] {
  const known = new Map<string, number[]>();
  const unknown = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, text: string, line: number) => {
    const lines = map.get(text) ?? [];
    if (lines.at(-1) !== line + 1) lines.push(line + 1);
    map.set(text, lines);
  };
  for (const [line, { instruction, size, parts, pulled }] of [...priceAt].sort(([left], [right]) => left - right)) {
    if (instruction.keyword === "FROM" && instruction.stage.base.kind === "stage") continue;
    if (size.claim.kind === "unknown" || size.unknownParts > 0) {
      for (const reason of reasonsOf(size.claim, parts)) add(unknown, reason, line);
    }
    if (size.claim.kind !== "unknown" && (boundsOf(size.claim)?.high ?? 0) > 0) {
      const range = formatRange(size.claim);
      const measured = size.claim.kind === "measured" ? "measured: " : "";
      add(known, `${measured}${size.claim.basis}${range === undefined ? "" : ` (${range})`}`, line);
    }
    if (pulled?.kind === "measured") add(known, `pulled: ${formatClaim(pulled)}, ${pulled.basis}`, line);
  }
  const listed = (map: ReadonlyMap<string, number[]>) =>
    [...map].map(([text, lines]) => `  ${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}: ${text}`);
  return [
    ...(known.size > 0 ? [style("What the sizes rest on:", "stage"), ...listed(known)] : []),
    ...(unknown.size > 0 ? [style("What is unknown:", "stage"), ...listed(unknown)] : []),
  ];
}

function reasonsOf(claim: SizeClaim, parts: InstructionPrice["parts"]): string[] {
  const reasons = parts.flatMap((part) =>
    part.claim.kind === "unknown" ? [`${part.label}: ${part.claim.reason}`] : [],
  );
  return reasons.length === 0 && claim.kind === "unknown" ? [claim.reason] : reasons;
}
