// Brings the editor's settings to the session, for each document its own.
import type { Connection, InitializeParams, WorkspaceFolder } from "vscode-languageserver";
import type { Session } from "../session/types";
import type { ClientAbilities } from "./client-abilities";
import type { Runtime } from "./runtime";

const section = "layerCost";

export class EditorSettingsReader {
  private folders: readonly WorkspaceFolder[];
  /** What `workspace/didChangeConfiguration` brought last, for clients that cannot be asked. */
  private pushed: unknown;
  /** Raised with every change, so that an answer which was overtaken does not count. */
  private revision = 0;

  constructor(
    private readonly connection: Connection,
    private readonly abilities: ClientAbilities,
    private readonly session: Session,
    private readonly runtime: Runtime,
    { workspaceFolders, rootUri }: InitializeParams,
  ) {
    this.folders = workspaceFolders ?? (rootUri ? [{ uri: rootUri, name: "" }] : []);
  }

  /** Asks for a document's settings and hands them to the session; never rejects. */
  async read(uri: string): Promise<void> {
    const { revision } = this;
    let settings = this.pushed;
    if (this.abilities.configuration) {
      try {
        settings = await this.connection.workspace.getConfiguration({ scopeUri: uri, section });
      } catch (error) {
        this.connection.console.warn(`Settings of ${uri} could not be read: ${error}`);
      }
      if (revision !== this.revision) return this.read(uri);
    }
    this.session.configure(uri, settings, this.folderOf(uri));
  }

  /** Takes what a client pushes: all settings, those of our section under its name, or those alone. */
  accept(settings: unknown): void {
    this.revision++;
    if (typeof settings !== "object" || settings === null) return;
    this.pushed = section in settings ? (settings as Record<string, unknown>)[section] : settings;
  }

  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    this.revision++;
    const gone = new Set(removed.map(({ uri }) => uri));
    this.folders = [...this.folders.filter(({ uri }) => !gone.has(uri)), ...added];
  }

  /** Path of the innermost workspace folder that holds the document. */
  private folderOf(uri: string): string | undefined {
    const holding = this.folders.filter((folder) => uri.startsWith(`${folder.uri.replace(/\/$/, "")}/`));
    const innermost = holding.sort((a, b) => b.uri.length - a.uri.length)[0];
    return innermost && this.runtime.pathOf(innermost.uri);
  }
}
