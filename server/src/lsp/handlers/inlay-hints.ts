// Inlay hints: what an instruction adds, at the end of its first line; at a FROM, what the stage adds and comes to.
import { type InlayHint, MarkupKind } from "vscode-languageserver";
import {
  formatRange,
  formatTotal,
  type Instruction,
  instructionHint,
  type SizeClaim,
  type StagePrice,
  stageHint,
} from "../../engine/index";
import type { View } from "../server-context";
import { lineEnd } from "../to-lsp";

/** The hints between two offsets. */
export function hintsIn({ snapshot, document }: View, range: { start: number; end: number }): InlayHint[] {
  const { pricing, settings, analysis } = snapshot;
  const { stages, instructions, minimum } = settings.inlayHints;
  const stageOf = new Map(pricing.stages.map((price) => [price.stage.from.index, price]));
  const hints: InlayHint[] = [];
  for (const instruction of analysis.image.instructions) {
    const { line } = document.positionAt(instruction.range.start);
    const end = lineEnd(document, line);
    if (end < range.start || end > range.end) continue;
    const stage = stageOf.get(instruction.index);
    const hint = stage
      ? stages && hintOf(stageHint(stage, minimum), stageTooltip(stage))
      : instructions && hintOfInstruction(instruction);
    if (hint) hints.push({ position: document.positionAt(end), paddingLeft: true, ...hint });
  }
  return hints;

  function hintOfInstruction({ index }: Instruction) {
    const price = pricing.instructions.get(index);
    return price && hintOf(instructionHint(price, minimum), claimTooltip(price.size.claim));
  }
}

function hintOf(label: string | undefined, tooltip: string): Pick<InlayHint, "label" | "tooltip"> | undefined {
  return label === undefined ? undefined : { label, tooltip: { kind: MarkupKind.PlainText, value: tooltip } };
}

function claimTooltip(claim: SizeClaim): string {
  if (claim.kind === "unknown") return `Unknown: ${claim.reason}.`;
  const range = formatRange(claim);
  const spread = range === undefined ? "" : ` Between ${range.replace(" to ", " and ")}.`;
  return `What this instruction adds to the image, unpacked. ${basisOf(claim)}.${spread}`;
}

function stageTooltip({ stage, own, total }: StagePrice): string {
  const adds = formatTotal(own);
  const comesTo = formatTotal(total);
  const parts = [
    adds === undefined ? undefined : `adds ${adds} to what it stands on`,
    comesTo === undefined ? undefined : `comes to ${comesTo} in all`,
  ].filter((part) => part !== undefined);
  return `${stage.label} ${parts.join(" and ")}, unpacked. ${basisOf(total.claim)}.`;
}

function basisOf(claim: SizeClaim): string {
  if (claim.kind === "unknown") return `Unknown: ${claim.reason}`;
  return `${claim.kind === "measured" ? "Measured" : "Estimated"}: ${claim.basis}`;
}
