// Checks what a fix edits beside the Dockerfile, an ignore file: the server made the edit for the text that it last read.
import { CodeAction, type TextDocument, type TextEdit, Uri, workspace } from "vscode";
import { CancellationToken, type Middleware } from "vscode-languageclient/node";

/** The language client's middleware that refuses edits which do not fit the other file as it is now. */
export const checkingOtherFiles = {
  async provideCodeActions(document, range, context, token, next) {
    const actions = await next(document, range, context, token);
    for (const action of actions ?? []) {
      if (!(action instanceof CodeAction) || !action.edit) continue;
      const others = action.edit.entries().filter(([uri]) => uri.toString() !== document.uri.toString());
      const reason = await whyNot(others);
      if (reason !== undefined) action.disabled = { reason };
    }
    return actions;
  },
  workspace: {
    async handleApplyEdit(params, next) {
      // What has a version is checked by it.
      const others = (params.edit.documentChanges ?? []).flatMap((change): [Uri, End[]][] =>
        "textDocument" in change && change.textDocument.version === null
          ? [[Uri.parse(change.textDocument.uri, true), change.edits.flatMap((edit) => ("range" in edit ? edit : []))]]
          : [],
      );
      const failureReason = await whyNot(others);
      return failureReason === undefined ? next(params, CancellationToken.None) : { applied: false, failureReason };
    },
  },
} satisfies Middleware;

/** The part of an edit that is checked. */
interface End {
  readonly range: { readonly end: Pick<TextEdit["range"]["end"], "line" | "character"> };
}

/** Why these edits cannot be made, in a phrase; undefined where they can: all of them add lines to the end of a file. */
async function whyNot(edits: readonly (readonly [Uri, readonly End[]])[]): Promise<string | undefined> {
  for (const [uri, added] of edits) {
    const document = await open(uri);
    if (!document) continue;
    const name = workspace.asRelativePath(uri);
    if (document.isDirty) return `${name} has unsaved changes: save it first`;
    const { line, character } = document.lineAt(document.lineCount - 1).range.end;
    if (!added.every(({ range: { end } }) => end.line === line && end.character === character))
      return `${name} has just changed: try again`;
  }
  return undefined;
}

/** Undefined for a file that the edit will make. */
async function open(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
