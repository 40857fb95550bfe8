// Opens a Dockerfile in the session and waits for the facts about it.
import { pathToFileURL } from "node:url";
import type { Session, Snapshot } from "../session/types";
import type { DockerfileSource } from "./read-dockerfile";

export interface OpenedDocument {
  readonly uri: string;
  readonly snapshot: Snapshot;
}

/** Opens `text` in the place of `source`; resolves when every fact that pricing asked for is there or known to be absent. */
export async function openDocument(session: Session, source: DockerfileSource, text: string): Promise<OpenedDocument> {
  const uri = pathToFileURL(source.path).href;
  session.open(uri, source.path, 1, text);
  const snapshot = await session.settled(uri);
  if (!snapshot) throw new Error("the session closed the document by itself");
  return { uri, snapshot };
}
