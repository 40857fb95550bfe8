// Puts the engine's offsets, severities and edits into the protocol's words.
import { DiagnosticSeverity, type Range, type TextEdit, type WorkspaceEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Edit, type FixAllResult, type Severity, smallestEdit, type TextRange } from "../engine/index";
import type { ServerContext, View } from "./server-context";

export function toRange(document: TextDocument, range: TextRange): Range {
  return { start: document.positionAt(range.start), end: document.positionAt(range.end) };
}

/** The part of a range on its first line: what a long instruction is marked by. */
export function firstLineOf(document: TextDocument, range: TextRange): Range {
  const start = document.positionAt(range.start);
  const end = Math.min(range.end, lineEnd(document, start.line));
  return { start, end: document.positionAt(end) };
}

/** Offset of a line's end, its line break left out. */
export function lineEnd(document: TextDocument, line: number): number {
  return document.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
}

export function toSeverity(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case "error":
      return DiagnosticSeverity.Error;
    case "warning":
      return DiagnosticSeverity.Warning;
    case "info":
      return DiagnosticSeverity.Information;
    case "hint":
      return DiagnosticSeverity.Hint;
  }
}

/** Whether the client can apply edits: other files that they touch must be known, and there unless it can make them. */
export function canApply({ abilities }: ServerContext, { snapshot }: View, edits: readonly Edit[]): boolean {
  const { context } = snapshot.analysis.image;
  return edits.every(
    ({ path }) =>
      path === undefined ||
      (path === context?.ignoreFile.path && (context.ignoreFile.exists || abilities.createsFiles)),
  );
}

/** Edits of this document, bound to its version where the client can check that, and of the ignore file beside it. */
export function toWorkspaceEdit({ abilities }: ServerContext, view: View, edits: readonly Edit[]): WorkspaceEdit {
  const { uri, version, analysis } = view.snapshot;
  const own = textEdits(view.document, edits, undefined);
  const ignoreFile = analysis.image.context?.ignoreFile;
  const other = ignoreFile && TextDocument.create(besides(uri, ignoreFile.path), "ignore", 0, ignoreFile.text);
  const others = other ? textEdits(other, edits, ignoreFile.path) : [];
  if (!abilities.versionedEdits) {
    return {
      changes: {
        ...(own.length > 0 || others.length === 0 ? { [uri]: own } : {}),
        ...(other && others.length > 0 ? { [other.uri]: others } : {}),
      },
    };
  }
  const documentChanges: NonNullable<WorkspaceEdit["documentChanges"]> = [];
  if (own.length > 0 || others.length === 0) documentChanges.push({ textDocument: { uri, version }, edits: own });
  if (other && others.length > 0) {
    if (!ignoreFile.exists) documentChanges.push({ kind: "create", uri: other.uri, options: { ignoreIfExists: true } });
    documentChanges.push({ textDocument: { uri: other.uri, version: null }, edits: others });
  }
  return { documentChanges };
}

function textEdits(document: TextDocument, edits: readonly Edit[], path: string | undefined): TextEdit[] {
  return edits
    .filter((edit) => edit.path === path)
    .map(({ range, newText }) => ({ range: toRange(document, range), newText }));
}

/** The URI of a file by its path relative to a document. */
export function besides(uri: string, path: string): string {
  const parts = uri.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else parts.push(encodeURIComponent(part));
  }
  return parts.join("/");
}

/** The smallest edits that bring about what "fix all" made of this document and of the ignore file beside it. */
export function fixAllEdits(
  { snapshot }: View,
  { text, files }: Pick<FixAllResult, "text" | "files">,
): readonly Edit[] {
  const { ignoreFile } = snapshot.analysis.image.context ?? {};
  const others = [...files].map(([path, after]) => ({ ...smallestEdit(ignoreFile?.text ?? "", after), path }));
  return text === snapshot.text ? others : [smallestEdit(snapshot.text, text), ...others];
}
