// Compares the rules' findings with the labels that were made by reading, before any rule was run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { analyze, mergeSettings, noFacts, noSemanticFacts, positionAt, price } from "../../server/src/engine/index";

interface Label {
  readonly rule: string;
  /** One-based; any line of the same instruction counts as found. */
  readonly line: number;
  readonly why: string;
  readonly maybe?: boolean;
  readonly doubt?: string;
}

export interface Disagreement {
  readonly file: string;
  readonly rule: string;
  readonly line: number;
  readonly kind: "missed" | "unlabelled";
  readonly why: string;
}

export interface Evaluation {
  readonly labelled: number;
  readonly reported: number;
  readonly agreed: number;
  readonly disagreements: readonly Disagreement[];
}

const rules = new Set([
  "package-cache-left",
  "runtime-from-builder",
  "whole-directory-copy",
  "unstripped-binaries",
  "sdk-base-in-runtime",
]);

/** Lints every labelled file and pairs findings with labels by rule and instruction. */
export function evaluate(corpus: string, labelsFile: string): Evaluation {
  const { files } = JSON.parse(readFileSync(labelsFile, "utf8")) as { files: Record<string, Label[]> };
  const { settings } = mergeSettings(undefined, undefined);
  const disagreements: Disagreement[] = [];
  let labelled = 0;
  let reported = 0;
  let agreed = 0;
  for (const [file, labels] of Object.entries(files)) {
    const text = readFileSync(path.join(corpus, file), "utf8");
    const analysis = analyze(text, settings.analysis, noSemanticFacts);
    const instructionAt = (line: number) =>
      analysis.syntax.instructions.find((one) => one.line <= line && line <= one.endLine)?.index ?? -1;
    const open = labels.map((label) => ({ ...label, instruction: instructionAt(label.line - 1) }));
    labelled += labels.length;
    for (const { finding } of price(analysis, noFacts).findings) {
      if (!rules.has(finding.rule.id)) continue;
      reported++;
      const line = positionAt(analysis.syntax, finding.range.start).line;
      const instruction = instructionAt(line);
      const match = open.findIndex((label) => label.rule === finding.rule.id && label.instruction === instruction);
      if (match !== -1) {
        open.splice(match, 1);
        agreed++;
      } else
        disagreements.push({ file, rule: finding.rule.id, line: line + 1, kind: "unlabelled", why: finding.message });
    }
    for (const { rule, line, why, doubt } of open)
      disagreements.push({ file, rule, line, kind: "missed", why: doubt ? `${why} (doubt: ${doubt})` : why });
  }
  return { labelled, reported, agreed, disagreements };
}
