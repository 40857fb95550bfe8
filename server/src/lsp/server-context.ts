// What every handler works with: the connection, the session, and the documents in step with it.
import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Scheduler } from "../session/ports";
import type { Session, Snapshot } from "../session/types";
import type { ClientAbilities } from "./client-abilities";

/** One version of one document: the snapshot and the line table belong to the same text. */
export interface View {
  readonly snapshot: Snapshot;
  readonly document: TextDocument;
}

export interface ServerContext {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly session: Session;
  readonly scheduler: Scheduler;
  readonly documents: TextDocuments<TextDocument>;
  /** Whether the workspace is trusted, as far as the client said. */
  trusted: boolean;
  /** The current version of an open document; undefined where it is not open. */
  view(uri: string): View | undefined;
  /** Resolves when a document's settings are known, or after a moment in which they did not come; never rejects. */
  ready(uri: string): Promise<void>;
}
