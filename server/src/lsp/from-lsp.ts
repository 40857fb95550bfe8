// Reads what a client sends: anything may be missing or of the wrong type.
import {
  ErrorCodes,
  type Position,
  type Range,
  ResponseError,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { TextRange } from "../engine/index";

type Untrusted = Record<string, unknown> | null | undefined;

function invalid(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}

/** The URI of the document that a request is about; throws an InvalidParams error where there is none. */
export function uriOf(params: unknown): string {
  const uri = ((params as Untrusted)?.textDocument as Untrusted)?.uri;
  if (typeof uri !== "string") throw invalid("textDocument.uri is missing.");
  return uri;
}

/** The URIs of `workspace/didChangeWatchedFiles`, as far as they can be read. */
export function changedUris(params: unknown): string[] {
  const { changes } = (params as Untrusted) ?? {};
  if (!Array.isArray(changes)) return [];
  return changes.map((change: Untrusted) => change?.uri).filter((uri) => typeof uri === "string");
}

function isPosition(value: unknown): value is Position {
  const { line, character } = (value as Untrusted) ?? {};
  return Number.isInteger(line) && Number.isInteger(character);
}

/** The offset of a position, clamped to the document; throws an InvalidParams error for what is no position. */
export function offsetOf(document: TextDocument, position: unknown): number {
  if (!isPosition(position)) throw invalid("A position needs a whole line and character.");
  return document.offsetAt(position);
}

/** The offsets of a range, clamped and in order; throws an InvalidParams error for what is no range. */
export function rangeOf(document: TextDocument, range: unknown): TextRange {
  const { start, end } = (range as Untrusted) ?? {};
  const [first, second] = [offsetOf(document, start), offsetOf(document, end)];
  return { start: Math.min(first, second), end: Math.max(first, second) };
}

/** A document as the client opens it; throws an InvalidParams error for one without URI, version or text. */
export function createDocument(uri: string, languageId: string, version: number, text: string): TextDocument {
  if (typeof uri !== "string" || typeof text !== "string" || !Number.isInteger(version)) {
    throw invalid("A document needs a URI, a version and a text.");
  }
  return TextDocument.create(uri, languageId, version, text);
}

/**
 * Applies a client's changes one after the other. Positions outside the document are clamped first, because the
 * document's own line table is not made for them; throws, before anything is changed, for what is no change.
 */
export function applyChanges(
  document: TextDocument,
  changes: readonly TextDocumentContentChangeEvent[],
  version: number,
): TextDocument {
  for (const change of changes) {
    const { text, range } = (change as unknown as Untrusted) ?? {};
    const { start, end } = (range as Untrusted) ?? {};
    if (typeof text !== "string" || (range !== undefined && !(isPosition(start) && isPosition(end)))) {
      throw invalid("A content change needs a text and, unless it is the whole text, a range.");
    }
  }
  for (const change of changes) {
    const clamped =
      "range" in change && change.range
        ? { text: change.text, range: clamp(document, change.range) }
        : { text: change.text };
    TextDocument.update(document, [clamped], version);
  }
  return document;
}

function clamp(document: TextDocument, range: Range): Range {
  const { start, end } = rangeOf(document, range);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
