// A real language client over stdio: starts the bundled server as an editor does and keeps a document in step with it.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import {
  createMessageConnection,
  type Diagnostic,
  type Message,
  type MessageConnection,
  type PublishDiagnosticsParams,
  type ServerCapabilities,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

export const serverFile = path.resolve(import.meta.dirname, "../../dist/server.js");

if (!existsSync(serverFile)) throw new Error("dist/server.js is missing: run `npm run build` first.");

export interface ClientOptions {
  readonly capabilities?: object;
  readonly initializationOptions?: unknown;
  /** Answer to `workspace/configuration` for the section layerCost; changed by `setSettings`. */
  readonly settings?: unknown;
  /** Settings of one resource, where they differ from `settings`. */
  readonly settingsOf?: (uri: string | undefined) => unknown;
  readonly workspaceFolder?: string;
  /** Folders beside the first one. */
  readonly moreFolders?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

type DocumentChange =
  | { readonly kind: "create"; readonly uri: string }
  | { readonly textDocument: { readonly uri: string; readonly version: number | null }; readonly edits: never[] };

/** What most editors can do today. */
export const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceEdit: { documentChanges: true },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    hover: { contentFormat: ["markdown", "plaintext"] },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source"] } } },
  },
};

/** What cannot be written to a server that has ended shows where an answer is awaited, not as an error of its own. */
class PatientWriter extends StreamMessageWriter {
  override async write(message: Message): Promise<void> {
    await super.write(message).catch(() => undefined);
  }
}

export class LanguageClient {
  readonly process: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
  readonly documents = new Map<string, TextDocument>();
  readonly published: PublishDiagnosticsParams[] = [];
  readonly notifications: { readonly method: string; readonly params: unknown }[] = [];
  readonly requests: { readonly method: string; readonly params: unknown }[] = [];
  readonly exited: Promise<number | null>;
  serverCapabilities: ServerCapabilities = {};
  errors = "";
  private settings: unknown;
  private readonly watchers = new Set<() => void>();

  private constructor(options: ClientOptions) {
    this.settings = options.settings ?? null;
    const environment = { ...process.env, DOCKER_HOST: "unix:///nonexistent.sock", ...options.environment };
    this.process = spawn(process.execPath, [serverFile, ...(options.args ?? ["--stdio"])], { env: environment });
    this.process.stderr.on("data", (chunk: Buffer) => {
      this.errors += chunk.toString();
    });
    this.process.stdin.on("error", () => undefined);
    this.exited = new Promise((resolve) => this.process.once("exit", resolve));
    this.connection = createMessageConnection(
      new StreamMessageReader(this.process.stdout),
      new PatientWriter(this.process.stdin),
    );
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.wake();
    });
    this.connection.onNotification((method, params) => {
      this.notifications.push({ method, params });
      this.wake();
    });
    this.connection.onUnhandledProgress((params) => {
      this.notifications.push({ method: "$/progress", params });
      this.wake();
    });
    const answer = (method: string, result: (params: never) => unknown) =>
      this.connection.onRequest(method, (params: never) => {
        this.requests.push({ method, params });
        this.wake();
        return result(params);
      });
    answer("workspace/configuration", ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => options.settingsOf?.(scopeUri) ?? this.settings),
    );
    answer("workspace/applyEdit", ({ edit }: { edit: object }) => ({ applied: this.applyEdit(edit) }));
    for (const method of ["workspace/inlayHint/refresh", "workspace/codeLens/refresh", "workspace/diagnostic/refresh"])
      answer(method, () => null);
    for (const method of ["client/registerCapability", "window/workDoneProgress/create"]) answer(method, () => null);
    this.connection.listen();
  }

  /** Starts the server and does the handshake. */
  static async start(options: ClientOptions = {}): Promise<LanguageClient> {
    const client = new LanguageClient(options);
    const { workspaceFolder, moreFolders = [] } = options;
    const folders = workspaceFolder === undefined ? undefined : [workspaceFolder, ...moreFolders];
    const result = await client.connection.sendRequest<{ capabilities: ServerCapabilities }>("initialize", {
      processId: process.pid,
      rootUri: workspaceFolder ?? null,
      workspaceFolders: folders?.map((folder) => ({ uri: folder, name: folder })) ?? null,
      capabilities: options.capabilities ?? capabilities,
      initializationOptions: "initializationOptions" in options ? options.initializationOptions : { trusted: true },
    });
    client.serverCapabilities = result.capabilities;
    await client.connection.sendNotification("initialized", {});
    return client;
  }

  /** Starts the server and sends nothing. */
  static startBare(options: ClientOptions = {}): LanguageClient {
    return new LanguageClient(options);
  }

  async open(uri: string, text: string, version = 1): Promise<void> {
    this.documents.set(uri, TextDocument.create(uri, "dockerfile", version, text));
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "dockerfile", version, text },
    });
  }

  /** Replaces a range (or everything, without one) and tells the server the same change. */
  async change(uri: string, newText: string, start?: number, end?: number): Promise<void> {
    const document = this.documents.get(uri)!;
    const version = document.version + 1;
    const range =
      start === undefined ? undefined : { start: document.positionAt(start), end: document.positionAt(end ?? start) };
    const contentChanges = [range ? { range, text: newText } : { text: newText }];
    this.documents.set(uri, TextDocument.update(document, contentChanges, version));
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  /** Sends a command of the server. */
  run<R>(command: string, ...args: unknown[]): Promise<R> {
    return this.request("workspace/executeCommand", { command, arguments: args });
  }

  textOf(uri: string): string {
    return this.documents.get(uri)!.getText();
  }

  /** The whole document as a range of the protocol. */
  everything(uri: string) {
    const document = this.documents.get(uri)!;
    return { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
  }

  /** The next diagnostics of the document's current version, or those that have come already. */
  async diagnostics(uri: string, accept: (diagnostics: Diagnostic[]) => boolean = () => true): Promise<Diagnostic[]> {
    const found = await this.until(() => {
      const last = this.published.filter((one) => one.uri === uri).at(-1);
      const version = this.documents.get(uri)?.version;
      return last && last.version === version && accept(last.diagnostics) ? last : undefined;
    }, `diagnostics of ${uri}`);
    return found.diagnostics;
  }

  /** Waits until `find` finds something; looks again with every message of the server. */
  until<T>(find: () => T | undefined, what: string, patience = 20_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.watchers.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.watchers.delete(look);
        reject(new Error(`${what} did not come. The server says: ${this.errors || "nothing"}`));
      }, patience);
      this.watchers.add(look);
      look();
    });
  }

  async setSettings(settings: unknown): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  }

  /** Applies a workspace edit to the documents, and to files that are not open; false when it was made for another version. */
  applyEdit(edit: object): boolean {
    const { documentChanges } = edit as { documentChanges: DocumentChange[] };
    for (const change of documentChanges) {
      if ("kind" in change) {
        writeFileSync(fileURLToPath(change.uri), "", { flag: "a" });
        continue;
      }
      const { textDocument, edits } = change;
      const document = this.documents.get(textDocument.uri);
      if (textDocument.version === null) {
        const file = fileURLToPath(textDocument.uri);
        const closed = TextDocument.create(textDocument.uri, "ignore", 0, readFileSync(file, "utf8"));
        writeFileSync(file, TextDocument.applyEdits(closed, edits));
        continue;
      }
      if (!document || document.version !== textDocument.version) return false;
      const text = TextDocument.applyEdits(document, edits);
      void this.change(textDocument.uri, text);
    }
    return true;
  }

  /** Ends the server as an editor does; the exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    return this.exited;
  }

  /** Ends the server however it is. */
  kill(): void {
    this.connection.dispose();
    this.process.kill("SIGKILL");
  }

  private wake(): void {
    for (const look of [...this.watchers]) look();
  }
}
