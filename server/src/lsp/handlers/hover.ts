// The hover of an instruction: what it costs, of which parts and on top of what, on what basis, and what its findings give back.
import { type Hover, MarkupKind } from "vscode-languageserver";
import {
  boundsOf,
  type CostRow,
  costTable,
  formatClaim,
  formatDuration,
  formatRange,
  formatTotal,
  type Instruction,
  type InstructionPrice,
  likelyDifference,
  type PricedFinding,
  type SizeClaim,
  type Total,
  Trends,
  trendText,
} from "../../engine/index";
import type { ServerContext, View } from "../server-context";
import { toRange } from "../to-lsp";
import { offeredFixesOf } from "./code-actions";

/** The hover at an offset; null outside instructions, and where hovers are switched off. */
export function hoverAt(context: ServerContext, view: View, offset: number): Hover | null {
  const { snapshot, document } = view;
  if (!snapshot.settings.hover) return null;
  const instruction = snapshot.analysis.image.instructions.find(
    ({ range }) => range.start <= offset && offset <= range.end,
  );
  const price = instruction && snapshot.pricing.instructions.get(instruction.index);
  if (!instruction || !price) return null;
  const text = describe(context, view, instruction, price);
  return {
    range: toRange(document, instruction.range),
    contents: context.abilities.markdown
      ? { kind: MarkupKind.Markdown, value: text }
      : { kind: MarkupKind.PlainText, value: withoutMarkdown(text) },
  };
}

function describe(context: ServerContext, view: View, instruction: Instruction, price: InstructionPrice): string {
  const { pricing } = view.snapshot;
  const findings = pricing.findings.filter(
    ({ finding }) => instruction.range.start <= finding.range.start && finding.range.start < instruction.range.end,
  );
  const storesNothing = price.size.unknownParts === 0 && boundsOf(price.size.claim)?.high === 0;
  return [
    `**${instruction.keyword}** ${storesNothing ? "stores no files" : sizeText(price.size)}${timeText(price)}`,
    instruction.shipped ? "" : "Does not ship: no target stands on this layer.",
    pulledText(price),
    tableText(costTable(instruction, price, pricing)),
    ...trendTexts(view, instruction),
    storesNothing ? "" : basisText(price.size.claim),
    ...findings.map((priced) => findingText(context, view, priced)),
    pricing.pending > 0 ? "Still looking up sizes: more will be known in a moment." : "",
  ]
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** `≈ 274 MB unpacked (219 MB to 349 MB)`; what is unknown says why. */
function claimText(claim: SizeClaim): string {
  const size = formatClaim(claim);
  if (size === undefined || claim.kind === "unknown") {
    return `size unknown${claim.kind === "unknown" ? `: ${escaped(claim.reason)}` : ""}`;
  }
  const range = formatRange(claim);
  const metric = claim.metric === "unpacked" ? "unpacked" : "compressed";
  return `${size} ${metric}${range === undefined ? "" : ` (${range})`}`;
}

function sizeText(total: Total): string {
  if (total.unknownParts === 0) return claimText(total.claim);
  const size = formatTotal(total);
  const parts = total.unknownParts === 1 ? "one part is unknown" : `${total.unknownParts} parts are unknown`;
  return size === undefined ? claimText(total.claim) : `${size} unpacked (${parts})`;
}

function timeText({ durationMs, cached }: InstructionPrice): string {
  if (cached) return " · from the build cache";
  return durationMs === undefined ? "" : ` · built in ${formatDuration(durationMs)}`;
}

function basisText(claim: SizeClaim): string {
  if (claim.kind === "unknown") return "";
  const kind = claim.kind === "measured" ? "Measured" : "Estimated";
  return `${kind}: ${escaped(claim.basis)}.`;
}

/** What it was in the build before; at a FROM, what the stage came to. */
function trendTexts({ snapshot: { analysis, pricing, kept } }: View, instruction: Instruction): string[] {
  const trends = new Trends(analysis, pricing, kept);
  const own = trends.ofInstruction(instruction);
  if (instruction.keyword !== "FROM") return sentences(own && trendText(own));
  const { stage } = instruction;
  const total = trends.ofStage(stage);
  // What a stage stands on is part of its total, and worth words of its own where it became another.
  const isNews = stage.base.kind === "image" && own !== undefined && likelyDifference(own.size.difference) !== 0;
  const text = total && trendText(total);
  return sentences(isNews ? trendText(own) : undefined, text && `Stage ${stage.label}: ${text}`);
}

function sentences(...texts: readonly (string | undefined)[]): string[] {
  return texts.flatMap((text) => (text === undefined ? [] : [`${escaped(text)}.`]));
}

/** `Pulled: 43.2 MB, compressed layers of python:3.12-slim for linux/amd64 as docker.io lists them, 2026-11-26.` */
function pulledText({ pulled }: InstructionPrice): string {
  if (pulled === undefined || pulled.kind === "unknown") return "";
  const range = formatRange(pulled);
  return `Pulled: ${formatClaim(pulled)}${range === undefined ? "" : ` (${range})`}, ${escaped(pulled.basis)}.`;
}

/** The line itself stands out; entries stand under the part that they make up. */
function tableText(rows: readonly CostRow[]): string {
  const lines = rows.map(({ kind, name, size, range }) => {
    const mark = kind === "line" ? "**" : "";
    const shown = kind === "entry" ? `– ${escaped(name)}` : escaped(name);
    const spread = range === undefined ? "" : `(${range})`;
    return `| ${mark}${shown}${mark} | ${mark}${size}${mark} | ${spread} |`;
  });
  return lines.length === 0 ? "" : ["| | unpacked | |", "|:--|--:|:--|", ...lines].join("\n");
}

function findingText(context: ServerContext, view: View, priced: PricedFinding): string {
  const saving = formatClaim(priced.saving);
  const fixes = offeredFixesOf(context, view, priced).map(({ fix }) =>
    fix.applicability === "safe"
      ? `  - Safe fix: ${escaped(fix.title)}`
      : `  - Fix: ${escaped(fix.title)}. To review: ${escaped(fix.review)}`,
  );
  const gain = saving === undefined ? "" : ` gives back ${saving}`;
  return [`- \`${priced.finding.rule.id}\`${gain}`, ...fixes].join("\n");
}

/** Takes away what `describe` marks up, and the backslashes of `escaped`. */
function withoutMarkdown(text: string): string {
  return text.replace(/\\([\\|*_`<>[\]])|\*\*|`/g, "$1");
}

/** Text from a file or a basis, kept from being read as Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\|*_`<>[\]]/g, "\\$&").replace(/\r?\n/g, " ");
}
