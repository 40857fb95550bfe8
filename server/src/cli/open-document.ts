// Opens a Dockerfile in the session and waits for the facts about it.
import { pathToFileURL } from "node:url";
import type { Session, Snapshot } from "../session/types";
import type { DockerfileSource } from "./read-dockerfile";
import { CommandError, type Terminal, warn } from "./terminal";

/** Settings that have a flag. */
export interface CommandSettings {
  readonly registryLookup?: boolean;
}

export interface OpenedDocument {
  readonly uri: string;
  readonly snapshot: Snapshot;
}

/**
 * Opens `text` in the place of `source`, with `settings` as an editor's would be; resolves when every fact that pricing asked
 * for is there or known to be absent.
 * Rejects with a CommandError when the engine refuses the file as too large.
 */
export async function openDocument(
  session: Session,
  source: DockerfileSource,
  text: string,
  settings: CommandSettings = {},
): Promise<OpenedDocument> {
  const uri = pathToFileURL(source.path).href;
  session.open(uri, source.path, 1, text);
  session.configure(uri, settings);
  const snapshot = await session.settled(uri);
  if (!snapshot) throw new Error("the session closed the document by itself");
  const { syntax, problems } = snapshot.analysis;
  // A refused file comes back as an empty one with one problem that says why.
  if (syntax.text !== text) throw new CommandError(`${source.name}: ${problems[0]?.message ?? "it is not analysed"}`);
  return { uri, snapshot };
}

/** Opens the file that a command is about, and tells on standard error what is wrong with its settings. */
export async function openSource(
  session: Session,
  source: DockerfileSource,
  terminal: Terminal,
  settings?: CommandSettings,
): Promise<OpenedDocument> {
  const opened = await openDocument(session, source, source.text, settings);
  for (const { message } of opened.snapshot.settingsProblems) warn(terminal, `settings of ${source.name}: ${message}`);
  return opened;
}
