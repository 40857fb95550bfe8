// The server between `initialize` and `shutdown`: its parts, put together for the client that connected.
import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  type TextDocuments,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type LayerCostInitialization, serverCommands } from "../protocol/index";
import { createSession } from "../session/create-session";
import { abilitiesOf } from "./client-abilities";
import { EditorSettingsReader } from "./editor-settings";
import { EngineStatus } from "./engine-status";
import { Builds } from "./handlers/builds";
import { fixAllKind } from "./handlers/code-actions";
import { Publisher } from "./publisher";
import type { Runtime } from "./runtime";
import type { ServerContext } from "./server-context";

/** Milliseconds that answers wait for an editor's settings; one that never sends them gets the defaults. */
const settingsPatience = 1_000;
/** Milliseconds in which changes on disk are taken together: a checkout touches many files. */
const diskQuiet = 300;
/** Milliseconds that builds get to end at shutdown: editors wait about two seconds before they end the process. */
const shutdownPatience = 1_500;
/** Files whose change changes what is known about open documents. */
const watchedFiles = ["**/.layer-cost.json", "**/.dockerignore", "**/*.dockerignore", "**/Cargo.toml"];

export class RunningServer {
  readonly context: ServerContext;
  readonly builds: Builds;
  readonly engine: EngineStatus;
  private readonly publisher: Publisher;
  private readonly settings: EditorSettingsReader;
  /** By URI: resolves once the document's editor settings are there, or patience ended. */
  private readonly configured = new Map<string, Promise<void>>();
  private cancelDiskRefresh: (() => void) | undefined;

  constructor(
    connection: Connection,
    private readonly runtime: Runtime,
    documents: TextDocuments<TextDocument>,
    params: InitializeParams,
  ) {
    const abilities = abilitiesOf(params);
    const options = (abilities.knowsLayerCost ? params.initializationOptions : {}) as LayerCostInitialization;
    const trusted = options.trusted !== false;
    const ports = runtime.openPorts(typeof options.storagePath === "string" ? options.storagePath : undefined);
    const session = createSession(ports, trusted);
    this.context = {
      connection,
      abilities,
      session,
      documents,
      trusted,
      scheduler: ports.scheduler,
      view: (uri) => {
        const document = documents.get(uri);
        const snapshot = document && session.snapshot(uri);
        return snapshot && document ? { snapshot, document } : undefined;
      },
      ready: async (uri) => {
        await Promise.all([session.ready(uri), this.configured.get(uri)]);
      },
    };
    this.settings = new EditorSettingsReader(connection, abilities, session, runtime, params);
    this.builds = new Builds(this.context);
    this.engine = new EngineStatus(session, ports.scheduler, () => this.publisher.statusesChanged());
    this.publisher = new Publisher(this.context, this.engine);
    session.onChange((uri, cause) => this.publisher.changed(uri, cause));
  }

  get initializeResult(): InitializeResult {
    return {
      serverInfo: { name: "layer-cost-language-server", version: this.runtime.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        codeLensProvider: {},
        inlayHintProvider: true,
        executeCommandProvider: { commands: Object.values(serverCommands), workDoneProgress: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(this.context.abilities.pullsDiagnostics
          ? {
              diagnosticProvider: {
                identifier: "layer-cost",
                interFileDependencies: false,
                workspaceDiagnostics: false,
              },
            }
          : {}),
      },
    };
  }

  /** Asks the client to tell about settings and files, where it can. */
  async registerForChanges(): Promise<void> {
    const { connection, abilities } = this.context;
    const registrations: Promise<unknown>[] = [];
    if (abilities.registersConfiguration) {
      registrations.push(connection.client.register(DidChangeConfigurationNotification.type, { section: "layerCost" }));
    }
    if (abilities.registersWatchers) {
      const watchers = watchedFiles.map((globPattern) => ({ globPattern }));
      registrations.push(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    }
    await Promise.all(registrations);
  }

  opened(document: TextDocument): void {
    const { session, scheduler } = this.context;
    const { uri, version } = document;
    const patience = new Promise<void>((resolve) => scheduler.after(settingsPatience, resolve));
    // Set before the session tells of the new document, so that the first publication waits for it.
    let read: () => void = () => undefined;
    this.configured.set(uri, Promise.race([new Promise<void>((resolve) => (read = resolve)), patience]));
    session.open(uri, this.runtime.pathOf(uri), version, document.getText());
    void this.settings.read(uri).then(read);
  }

  changed(document: TextDocument): void {
    this.context.session.change(document.uri, document.version, document.getText());
  }

  closed(uri: string): void {
    this.configured.delete(uri);
    this.context.session.close(uri);
    this.publisher.closed(uri);
  }

  configurationChanged(settings: unknown): void {
    this.settings.accept(settings);
    for (const uri of this.context.documents.keys()) void this.settings.read(uri);
  }

  /** The workspace's folders; what is relative to them is read anew. */
  foldersChanged(...change: Parameters<EditorSettingsReader["changeFolders"]>): void {
    this.settings.changeFolders(...change);
    for (const uri of this.context.documents.keys()) void this.settings.read(uri);
  }

  diskChanged(): void {
    this.cancelDiskRefresh?.();
    this.cancelDiskRefresh = this.context.scheduler.after(diskQuiet, () => this.context.session.refreshFacts());
  }

  /** The user trusts the workspace now: builds are allowed, and the engine may be asked. */
  trust(): void {
    if (this.context.trusted) return;
    this.context.trusted = true;
    this.context.session.setTrusted(true);
    for (const uri of this.context.documents.keys()) this.publisher.changed(uri, "settings");
  }

  /** Ends everything; running builds get a moment to leave nothing behind. */
  async dispose(): Promise<void> {
    const { scheduler, session } = this.context;
    this.cancelDiskRefresh?.();
    const patience = new Promise<void>((resolve) => scheduler.after(shutdownPatience, resolve));
    await Promise.race([this.builds.cancelAll(), patience]);
    session.dispose();
    await this.runtime.dispose();
  }
}
