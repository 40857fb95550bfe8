// Budgets: how large a target may be, by the settings or by a comment in the file.
import type { AnalysisSettings } from "./analysis";
import type { ImageModel, Stage } from "./image/types";
import { formatBytes, parseSize } from "./sizes/format";
import type { DockerfileSyntax, InstructionSyntax, TextRange } from "./syntax/types";

/** `# layer-cost budget=500MB` */
interface BudgetComment {
  readonly range: TextRange;
  /** Undefined where it is no size. */
  readonly bytes: number | undefined;
  readonly written: string;
  /** The instruction that it stands above; undefined at the end of the file. */
  readonly above: InstructionSyntax | undefined;
}

/** A target that is over its budget beyond doubt, in the words of messages. */
export interface BrokenBudget {
  readonly stage: Stage;
  readonly budget: string;
  readonly total: string;
  /** What makes the target large, the largest first. */
  readonly largest: string;
  /** Whether the other findings are enough, and if not, what would be left: sentences. */
  readonly advice: string;
  /** The comment that sets the budget. */
  readonly comment: TextRange | undefined;
}

const comments = new WeakMap<DockerfileSyntax, readonly BudgetComment[]>();

function budgetComments(syntax: DockerfileSyntax): readonly BudgetComment[] {
  let found = comments.get(syntax);
  if (found === undefined) {
    found = syntax.comments.flatMap(({ range, text }) => {
      const written = /^layer-cost\s+budget\s*=\s*(\S*(?:\s+[kKmMgGtT]?[bB]\b)?)/.exec(text)?.[1];
      const next = syntax.instructions.find((instruction) => instruction.range.end > range.start);
      // Between continued lines it belongs to what is written there.
      const isInside = next !== undefined && next.range.start < range.start;
      return written === undefined || isInside ? [] : [{ range, bytes: parseSize(written), written, above: next }];
    });
    comments.set(syntax, found);
  }
  return found;
}

/** Comments whose size cannot be read. */
export function budgetProblems(syntax: DockerfileSyntax): { readonly message: string; readonly range: TextRange }[] {
  return budgetComments(syntax).flatMap(({ bytes, written, range }) =>
    bytes === undefined ? [{ message: `A budget is a size such as 500MB, not "${written}".`, range }] : [],
  );
}

/**
 * The budget of a stage: by a comment above its FROM; for targets by one anywhere but above another target's FROM; else
 * by the settings, under its name or number, or for all.
 */
export function budgetOf(
  { syntax, targets }: ImageModel,
  { budgets }: AnalysisSettings,
  stage: Stage,
): { readonly bytes: number; readonly comment: TextRange | undefined } | undefined {
  const written = budgetComments(syntax).filter(({ bytes }) => bytes !== undefined);
  const isAbove = (one: Stage) => (comment: BudgetComment) => comment.above === one.from.syntax;
  const general = (comment: BudgetComment) => stage.isTarget && !targets.some((one) => isAbove(one)(comment));
  const comment = written.findLast(isAbove(stage)) ?? written.findLast(general);
  if (comment) return { bytes: comment.bytes!, comment: comment.range };
  const names = [stage.name?.toLowerCase(), String(stage.index)];
  const named = Object.entries(budgets).find(([name]) => names.includes(name.toLowerCase()));
  const bytes = named?.[1] ?? budgets[""];
  return bytes === undefined ? undefined : { bytes, comment: undefined };
}

/** One sentence on a target that is over its budget. */
export function budgetText(label: string, total: string | undefined, budget: number): string {
  return `${label} comes to ${total ?? "more"}, over its budget of ${formatBytes(budget)}`;
}
