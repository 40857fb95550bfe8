// Code actions: the fixes of the findings under the cursor, ways to ignore them, and "fix all" with the safe ones.
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from "vscode-languageserver";
import { type Fix, type FixChoice, ignoreEdits, type PricedFinding } from "../../engine/index";
import { serverCommands } from "../../protocol/index";
import type { OtherFiles } from "../../session/types";
import { rangeOf } from "../from-lsp";
import type { ServerContext, View } from "../server-context";
import { canApply, fixAllEdits, toWorkspaceEdit } from "../to-lsp";
import { findingDiagnostic } from "./diagnostics";

/** Our own kind below `source.fixAll`, so that "fix all on save" can name it. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.layerCost`;

/** Longer titles are cut by menus; the whole review text is in the hover and told after the fix. */
const longestReview = 60;

/** Computed from the cached analysis of the current version: what the client sends back as diagnostics is not trusted. */
export function codeActionsFor(context: ServerContext, view: View, params: CodeActionParams): CodeAction[] {
  const { start, end } = rangeOf(view.document, params.range);
  // Some clients send an empty list where they want no filter; the empty kind stands for every kind.
  const only = params.context?.only ?? [];
  const wants = (kind: string) =>
    only.some((wanted) => wanted === CodeActionKind.Empty || kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  if (only.length === 0 || wants(CodeActionKind.QuickFix)) {
    const here = view.snapshot.pricing.findings.filter(
      ({ finding }) => finding.range.start <= end && start <= finding.range.end,
    );
    actions.push(...here.flatMap((priced) => fixActions(context, view, priced)));
    actions.push(...ignoreActions(context, view, here));
  }
  // A source action is given to those who ask for it: in the lightbulb it would be noise.
  if (wants(fixAllKind)) actions.push(...fixAllActions(context, view));
  return actions;
}

/** The fixes of a finding that this client can apply, with the titles that the editor shows. */
export function offeredFixesOf(
  context: ServerContext,
  view: View,
  { finding }: PricedFinding,
): { readonly fix: Fix; readonly title: string }[] {
  return finding
    .fixes()
    .filter(({ edits }) => edits.length > 0 && canApply(context, view, edits))
    .map((fix) => ({ fix, title: titleOf(fix) }));
}

function titleOf(fix: Fix): string {
  return fix.applicability === "safe" ? fix.title : `${fix.title} (review: ${shortened(fix.review)})`;
}

/** The first sentence, cut at a word where it is long. */
function shortened(review: string): string {
  const sentence = review.split(/\.(?:\s|$)/)[0]!.trim();
  if (sentence.length <= longestReview) return sentence;
  const cut = sentence.lastIndexOf(" ", longestReview);
  return `${sentence.slice(0, cut > 0 ? cut : longestReview)}…`;
}

function fixActions(context: ServerContext, view: View, priced: PricedFinding): CodeAction[] {
  const diagnostics = [findingDiagnostic(context, view, priced)];
  return offeredFixesOf(context, view, priced).flatMap(({ fix, title }, index) => [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics,
      ...(index === 0 && fix.applicability === "safe" ? { isPreferred: true } : {}),
      edit: toWorkspaceEdit(context, view, fix.edits),
      ...(fix.applicability === "safe"
        ? {}
        : { command: { title: "What to review", command: serverCommands.review, arguments: [fix.review] } }),
    },
    ...(canProve(context, view, priced) ? [proveAction(view, priced, fix, diagnostics)] : []),
  ]);
}

/** What a build can show: a fix that is about bytes, of a file on disk, where building is allowed. */
function canProve({ trusted }: ServerContext, { snapshot }: View, { finding }: PricedFinding): boolean {
  const isAboutBytes = finding.reclaims.length > 0 || finding.replacesBase !== undefined;
  return trusted && snapshot.path !== undefined && isAboutBytes;
}

/** Builds with and without the fix; the edit comes once it is proved. */
function proveAction({ snapshot }: View, { finding }: PricedFinding, fix: Fix, diagnostics: Diagnostic[]): CodeAction {
  const title = `Prove: ${fix.title}`;
  const choice: FixChoice = { kind: "fix", findingId: finding.id, title: fix.title };
  const command = { title, command: serverCommands.prove, arguments: [snapshot.uri, choice] };
  return { title, kind: CodeActionKind.QuickFix, diagnostics, command };
}

/** Several findings that one comment would ignore get one action. */
function ignoreActions(context: ServerContext, view: View, findings: readonly PricedFinding[]): CodeAction[] {
  const places = { here: "here", stage: "in this stage", file: "in this file" } as const;
  const actions = new Map<string, CodeAction & { readonly diagnostics: Diagnostic[] }>();
  for (const priced of findings) {
    const { finding } = priced;
    const diagnostic = findingDiagnostic(context, view, priced);
    for (const scope of ["here", "stage", "file"] as const) {
      const edits = ignoreEdits(view.snapshot.analysis, finding, scope);
      if (edits.length === 0) continue;
      const title = `Ignore ${finding.rule.id} ${places[scope]}`;
      const edit = toWorkspaceEdit(context, view, edits);
      const key = `${title} ${JSON.stringify(edit)}`;
      const same = actions.get(key);
      if (same) same.diagnostics.push(diagnostic);
      else actions.set(key, { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit });
    }
  }
  return [...actions.values()];
}

/** Which other files "fix all" may change with this client. */
export function otherFilesFor({ abilities }: ServerContext): OtherFiles {
  return abilities.createsFiles ? "new" : "existing";
}

function fixAllActions(context: ServerContext, view: View): CodeAction[] {
  const fixed = context.session.fixAll(view.snapshot.uri, otherFilesFor(context));
  if (!fixed || fixed.applied === 0) return [];
  const edit = toWorkspaceEdit(context, view, fixAllEdits(view, fixed));
  return [{ title: "Fix all safe Layer Cost findings", kind: fixAllKind, edit }];
}
