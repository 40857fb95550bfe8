// The server between `initialize` and `shutdown`: its parts, put together for the client that connected.
import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  type ShowMessageParams,
  TextDocumentSyncKind,
  type TextDocuments,
  WatchKind,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type LayerCostInitialization, measurementsChanged, serverCommands } from "../protocol/index";
import { createSession } from "../session/create-session";
import { abilitiesOf } from "./client-abilities";
import { EditorSettingsReader } from "./editor-settings";
import { EngineStatus } from "./engine-status";
import { Builds } from "./handlers/builds";
import { fixAllKind } from "./handlers/code-actions";
import { Publisher } from "./publisher";
import type { Runtime } from "./runtime";
import type { ServerContext } from "./server-context";

/** Milliseconds that answers wait for the settings of an editor that may never send them, and of a disk that may hang. */
const settingsPatience = 1_000;
/** Milliseconds in which changes on disk are taken together: a checkout touches many files. */
const diskQuiet = 300;
/** The same for files of the build context, which a build or an installation may write for a while. */
const contextQuiet = 1_000;
/** Files whose content counts, not only that they are there. */
const surroundings =
  /\/(\.layer-cost\.json|[^/]*\.dockerignore|Cargo\.toml|package\.json|[^/]*requirements[^/]*\.txt|[^/]*compose[^/]*\.ya?ml|docker-bake[^/]*)$/;
/** Milliseconds that builds get to end at shutdown: editors wait about two seconds before they end the process. */
const shutdownPatience = 1_500;
/** Files whose change changes what is known about open documents. */
const watchedFiles = [
  "**/.layer-cost.json",
  "**/.dockerignore",
  "**/*.dockerignore",
  "**/Cargo.toml",
  "**/package.json",
  "**/*requirements*.txt",
  "**/{compose,docker-compose}*.{yml,yaml}",
  "**/docker-bake*.{hcl,json}",
];

export class RunningServer {
  readonly context: ServerContext;
  readonly builds: Builds;
  readonly engine: EngineStatus;
  private readonly publisher: Publisher;
  private readonly settings: EditorSettingsReader;
  /** By URI: resolve once the document's editor settings are there, and once patience has ended. */
  private readonly opening = new Map<
    string,
    { readonly configured: Promise<void>; readonly patience: Promise<void> }
  >();
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
        const { configured, patience } = this.opening.get(uri) ?? {};
        const known = Promise.all([session.ready(uri), configured]);
        await (patience ? Promise.race([known, patience]) : known);
      },
    };
    this.settings = new EditorSettingsReader(connection, abilities, session, runtime, params);
    this.builds = new Builds(this.context);
    this.engine = new EngineStatus(session, ports.scheduler, () => this.publisher.engineChanged());
    this.publisher = new Publisher(this.context, this.engine);
    session.onChange((uri, cause) => this.publisher.changed(uri, cause));
    session.onMeasurementsChange(() => {
      if (abilities.knowsLayerCost) void connection.sendNotification(measurementsChanged);
    });
    session.onStorageProblem((message) => {
      const shown: ShowMessageParams = { type: MessageType.Warning, message };
      void connection.sendNotification(ShowMessageNotification.type, shown);
    });
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
      const watchers = [
        ...watchedFiles.map((globPattern) => ({ globPattern })),
        // Whatever comes or goes may lie in a build context.
        { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
      ];
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
    this.opening.set(uri, { configured: new Promise<void>((resolve) => (read = resolve)), patience });
    session.open(uri, this.runtime.pathOf(uri), version, document.getText());
    void this.settings.read(uri).then(read);
  }

  changed(document: TextDocument): void {
    this.context.session.change(document.uri, document.version, document.getText());
  }

  closed(uri: string): void {
    this.opening.delete(uri);
    this.context.session.close(uri);
    this.publisher.closed(uri);
  }

  async configurationChanged(settings: unknown): Promise<void> {
    this.settings.accept(settings);
    await this.readSettings();
    // The endpoint is a setting of the machine: one document speaks for all.
    const [uri] = this.context.documents.keys();
    if (uri !== undefined) this.engine.lookAgain(uri);
  }

  /** The workspace's folders; what is relative to them is read anew. */
  foldersChanged(...change: Parameters<EditorSettingsReader["changeFolders"]>): void {
    this.settings.changeFolders(...change);
    void this.readSettings();
  }

  private async readSettings(): Promise<void> {
    await Promise.all(this.context.documents.keys().map((uri) => this.settings.read(uri)));
  }

  diskChanged(quiet = diskQuiet): void {
    this.cancelDiskRefresh?.();
    this.cancelDiskRefresh = this.context.scheduler.after(quiet, () => this.context.session.refreshFacts());
  }

  /** Files of the workspace that came, went or changed; where only their being there counts, more of them may follow. */
  filesChanged(uris: readonly string[]): void {
    this.diskChanged(uris.some((uri) => surroundings.test(uri)) ? diskQuiet : contextQuiet);
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
