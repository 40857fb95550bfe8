// Applies proven fixes to the files that they were proved for, and takes them back: only where nothing else has changed.
import { Range, type TextDocument, Uri, WorkspaceEdit, workspace } from "vscode";
import { smallestEdit } from "../../server/src/engine/index";
import type { ProvenFile } from "../../server/src/protocol/index";

/**
 * Makes the files what the fixes make them, or what they were before. Does all or nothing: undefined when it is done, else
 * a sentence that says why not.
 */
export async function changeFiles(
  files: readonly ProvenFile[],
  direction: "apply" | "undo",
): Promise<string | undefined> {
  const edit = new WorkspaceEdit();
  for (const { uri, before, after } of files) {
    const place = Uri.parse(uri, true);
    const [expected, wanted] = direction === "apply" ? [before, after] : [after, before];
    const document = await open(place);
    if (document?.getText() !== expected)
      return direction === "apply"
        ? `${nameOf(place)} has changed since it was built, so that nothing was edited.`
        : `${nameOf(place)} has changed since: nothing was undone, and the editor's own Undo can do it step by step.`;
    if (document === undefined) edit.createFile(place, { contents: Buffer.from(after) });
    else if (wanted === undefined) edit.deleteFile(place);
    else {
      const { range, newText } = smallestEdit(document.getText(), wanted);
      const where = new Range(document.positionAt(range.start), document.positionAt(range.end));
      edit.replace(place, where, newText);
    }
  }
  if (await workspace.applyEdit(edit)) return undefined;
  return "The editor did not apply the edit.";
}

/** The file as the editor has it, unsaved edits and all; undefined where there is none. */
async function open(place: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(place);
  } catch {
    return undefined;
  }
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
