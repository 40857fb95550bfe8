// Which documents Layer Cost looks at, and which one a command means.
import { type TextEditor, Uri, window, workspace } from "vscode";

/**
 * By language, so that the user's file associations decide; package.json adds the names that VS Code does not know.
 * Only files and untitled documents: the left side of a diff is not what the user edits.
 */
export const dockerfiles = [
  { scheme: "file", language: "dockerfile" },
  { scheme: "untitled", language: "dockerfile" },
];

export function isDockerfile(editor: TextEditor | undefined): editor is TextEditor {
  return (
    editor !== undefined &&
    dockerfiles.some(
      ({ scheme, language }) => editor.document.uri.scheme === scheme && editor.document.languageId === language,
    )
  );
}

/**
 * The Dockerfile that a command means: its argument (a URI or its text), else the active editor's.
 * Opens it where necessary, so that the server knows it; tells the user when there is none.
 */
export async function dockerfileFor(argument: unknown): Promise<Uri | undefined> {
  const uri = argument instanceof Uri ? argument : typeof argument === "string" ? Uri.parse(argument, true) : undefined;
  if (uri) {
    await workspace.openTextDocument(uri);
    return uri;
  }
  if (isDockerfile(window.activeTextEditor)) return window.activeTextEditor.document.uri;
  void window.showInformationMessage("Open a Dockerfile first: Layer Cost works on the file in the active editor.");
  return undefined;
}

/** The name by which the user knows a file: its path in the workspace, with the folder's name when there are several. */
export function nameOf(uri: Uri): string {
  return workspace.asRelativePath(uri);
}
