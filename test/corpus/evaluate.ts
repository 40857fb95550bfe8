// Compares the rules' findings with the labels that were made by reading, before any rule was run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { analyze, mergeSettings, noSemanticFacts, positionAt, price } from "../../server/src/engine/index";
import { shippedFacts } from "../engine/shipped-data";

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
  /** Firm labels: what two readers, or the one that there was, stand behind. */
  readonly labelled: number;
  readonly reported: number;
  /** Findings on a firm label. */
  readonly agreed: number;
  /** Findings on a label that one reader doubts: neither right nor wrong. */
  readonly arguable: number;
  readonly disagreements: readonly Disagreement[];
}

/** The rules that there were when the first three samples were labelled. */
const firstRules = new Set([
  "package-cache-left",
  "runtime-from-builder",
  "whole-directory-copy",
  "unstripped-binaries",
  "sdk-base-in-runtime",
]);

/** What an early label meant is told by one of these rules today. */
const successors: Readonly<Record<string, readonly string[]>> = {
  "package-cache-left": ["package-index-updated-alone"],
  "whole-directory-copy": ["cache-copied-from-stage"],
  "sdk-base-in-runtime": ["single-stage-compile"],
};

/** They speak of the workspace or of comments, which the labels leave out. */
const unlabelledRules = new Set([
  "unused-suppression",
  "size-budget-exceeded",
  "whole-context-copy",
  "context-is-large",
]);

/** Lints every labelled file and pairs findings with labels by rule and instruction. */
export function evaluate(corpus: string, labelsFile: string): Evaluation {
  const { files, rules } = JSON.parse(readFileSync(labelsFile, "utf8")) as {
    files: Record<string, Label[]>;
    /** "all", or those of the first samples. */
    rules?: "all";
  };
  const isJudged = (rule: string) => (rules === "all" ? !unlabelledRules.has(rule) : firstRules.has(rule));
  const isNamedBy = (label: string, rule: string) =>
    label === rule || (rules !== "all" && successors[label]?.includes(rule) === true);
  const { settings } = mergeSettings(undefined, undefined);
  const disagreements: Disagreement[] = [];
  let labelled = 0;
  let reported = 0;
  let agreed = 0;
  let arguable = 0;
  for (const [file, labels] of Object.entries(files)) {
    const text = readFileSync(path.join(corpus, file), "utf8");
    const analysis = analyze(text, settings.analysis, noSemanticFacts);
    const instructionAt = (line: number) =>
      analysis.syntax.instructions.find((one) => one.line <= line && line <= one.endLine)?.index ?? -1;
    const found = new Set<unknown>();
    const open = labels.map((label) => ({ ...label, instruction: instructionAt(label.line - 1) }));
    labelled += labels.filter(isFirm).length;
    for (const { finding } of price(analysis, shippedFacts).findings) {
      const line = positionAt(analysis.syntax, finding.range.start).line;
      const instruction = instructionAt(line);
      const matches = open.filter(
        (label) => isNamedBy(label.rule, finding.rule.id) && label.instruction === instruction,
      );
      const match = matches.find(isFirm) ?? matches[0];
      if (match === undefined && !isJudged(finding.rule.id)) continue;
      reported++;
      if (match !== undefined) {
        // Several commands of one instruction may each have a finding, and one label.
        if (isFirm(match)) {
          if (!found.has(match)) agreed++;
          else reported--;
        } else arguable++;
        found.add(match);
      } else
        disagreements.push({ file, rule: finding.rule.id, line: line + 1, kind: "unlabelled", why: finding.message });
    }
    for (const { rule, line, why, doubt } of open.filter((label) => isFirm(label) && !found.has(label)))
      disagreements.push({ file, rule, line, kind: "missed", why: doubt ? `${why} (doubt: ${doubt})` : why });
  }
  return { labelled, reported, agreed, arguable, disagreements };

  /** In the first samples every label counts, whatever was doubted. */
  function isFirm({ maybe }: Label): boolean {
    return rules !== "all" || maybe !== true;
  }
}
