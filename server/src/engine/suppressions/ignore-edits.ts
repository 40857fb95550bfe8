// Builds the edits behind "ignore this finding here, in this stage, in this file".
import type { Analysis, Finding } from "../analysis";
import { inFileStyle, insertAt } from "../fixes/instruction-edits";
import type { Edit } from "../rules/define-rule";
import type { DockerfileSyntax, InstructionSyntax } from "../syntax/types";
import { readSuppressions, type SuppressionScope } from "./read-suppressions";

const directives: Readonly<Record<SuppressionScope, string>> = {
  here: "ignore",
  stage: "ignore-stage",
  file: "ignore-file",
};

/**
 * The edits that add an ignore comment for a finding's rule, or add the rule to a comment of that scope that is there.
 * Empty where the place cannot be found.
 */
export function ignoreEdits(analysis: Analysis, finding: Finding, scope: SuppressionScope): readonly Edit[] {
  const { syntax } = analysis;
  const above = scope === "file" ? undefined : instructionFor(analysis, finding, scope);
  if (scope !== "file" && above === undefined) {
    return [];
  }
  const existing = readSuppressions(syntax).find(
    (suppression) =>
      suppression.tool === "layer-cost" &&
      suppression.scope === scope &&
      suppression.instruction === above &&
      suppression.rules[0]?.id !== undefined,
  );
  if (existing !== undefined) {
    return [insertAt(existing.idsEnd, `,${finding.rule.id}`)];
  }
  const comment = `# layer-cost ${directives[scope]}=${finding.rule.id}`;
  const first = startOfContent(syntax);
  const start = above === undefined ? first : Math.max(first, syntax.lineStarts[above.line] ?? 0);
  const indentation = above === undefined ? "" : syntax.text.slice(start, above.range.start);
  return [insertAt(start, inFileStyle(syntax, `${indentation}${comment}\n`))];
}

function instructionFor(analysis: Analysis, finding: Finding, scope: "here" | "stage"): InstructionSyntax | undefined {
  const found = analysis.image.instructions.find(
    ({ range }) => range.start <= finding.range.start && finding.range.start < range.end,
  );
  return scope === "here" ? found?.syntax : found?.stage.from.syntax;
}

/** Offset of the first line after the byte order mark and the parser directives, which a comment above them would switch off. */
function startOfContent(syntax: DockerfileSyntax): number {
  const last = syntax.directives.at(-1);
  if (last === undefined) {
    return syntax.text.startsWith("\uFEFF") ? 1 : 0;
  }
  return syntax.lineStarts.find((start) => start >= last.range.end) ?? syntax.text.length;
}
