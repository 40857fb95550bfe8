// The list behind the code lens's "saves up to": every offered fix, and applying the one that is picked.
import {
  type CodeAction,
  commands,
  type QuickPickItem,
  QuickPickItemKind,
  type Range,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type OfferedFix, serverCommands } from "../../server/src/protocol/index";
import type { LanguageServer } from "./language-server";

interface FixItem extends QuickPickItem {
  readonly fix?: OfferedFix;
}

/** Lists the fixes of a document, safe ones first; the picked one is applied and shown, with what to review. */
export async function showOfferedFixes(server: LanguageServer, uri: Uri): Promise<void> {
  const fixes = await server.run<OfferedFix[]>(serverCommands.offeredFixes, [uri.toString()]);
  if (fixes.length === 0) {
    void window.showInformationMessage("Layer Cost has no fix to offer for this file.");
    return;
  }
  const picked = await window.showQuickPick(itemsOf(fixes), {
    title: "Fixes for this file",
    placeHolder: "Pick a fix to apply it; undo takes it back",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.fix) await apply(uri, picked.fix);
}

function itemsOf(fixes: readonly OfferedFix[]): FixItem[] {
  const group = (label: string, applicability: OfferedFix["applicability"]): FixItem[] => {
    const members = fixes.filter((fix) => fix.applicability === applicability);
    if (members.length === 0) return [];
    return [{ label, kind: QuickPickItemKind.Separator }, ...members.map(itemOf)];
  };
  return [...group("Safe: the image builds and behaves alike", "safe"), ...group("Needs your review", "needs-review")];
}

function itemOf(fix: OfferedFix): FixItem {
  return {
    label: fix.title,
    description: [fix.saving && `saves ${fix.saving}`, `line ${fix.line + 1}`].filter(Boolean).join(" · "),
    detail: fix.review === undefined ? undefined : `Review: ${fix.review}`,
    fix,
  };
}

async function apply(uri: Uri, fix: OfferedFix): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const action = await findAction(document, fix);
  if (!action?.edit) {
    void window.showInformationMessage(
      "This fix is not offered any more: the file has changed, or another file that it edits has unsaved changes.",
    );
    return;
  }
  const editor = await window.showTextDocument(document);
  editor.revealRange(lineOf(document, fix.line));
  await workspace.applyEdit(action.edit);
  // What to review, where the fix needs it.
  if (action.command) await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

/** Asks for the code actions of the finding's line again, so that the edit fits the text as it is now. */
async function findAction(document: TextDocument, fix: OfferedFix): Promise<CodeAction | undefined> {
  if (fix.line >= document.lineCount) return undefined;
  const actions = await commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    lineOf(document, fix.line),
    "quickfix",
    100,
  );
  return actions.find((action) => action.title === fix.title && action.edit);
}

function lineOf(document: TextDocument, line: number): Range {
  return document.lineAt(line).range;
}
