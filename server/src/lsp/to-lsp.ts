// Puts the engine's offsets, severities and edits into the protocol's words.
import { DiagnosticSeverity, type Range, type TextEdit, type WorkspaceEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit, Severity, TextRange } from "../engine/index";
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

/** Edits of this document, bound to its version where the client can check that. */
export function toWorkspaceEdit(context: ServerContext, view: View, edits: readonly Edit[]): WorkspaceEdit {
  const { uri, version } = view.snapshot;
  const textEdits: TextEdit[] = edits.map(({ range, newText }) => ({ range: toRange(view.document, range), newText }));
  return context.abilities.versionedEdits
    ? { documentChanges: [{ textDocument: { uri, version }, edits: textEdits }] }
    : { changes: { [uri]: textEdits } };
}

/** The one edit that turns `before` into `after` and leaves alone what is equal at both ends. */
export function smallestEdit(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { range: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}
