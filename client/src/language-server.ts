// The bundled language server as the extension sees it: start, restart, requests, and plain words when it fails.
import { existsSync } from "node:fs";
import {
  commands,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  window,
  workspace,
} from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  type ProgressToken,
  RevealOutputChannelOn,
  State,
  TransportKind,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from "vscode-languageclient/node";
import { messageOf } from "../../server/src/engine/index";
import {
  type BuildLogParams,
  type BuildProgressParams,
  buildLog,
  buildProgress,
  type LayerCostInitialization,
  measurementsChanged,
  type StatusParams,
  statusChanged,
} from "../../server/src/protocol/index";
import { dockerfiles } from "./dockerfiles";
import { checkingOtherFiles } from "./other-files";

/** More ends than this within `restartWindow` milliseconds, and the server stays down until the user asks for it. */
const restartLimit = 4;
const restartWindow = 180_000;

export type WorkDone = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** Runs a command that the server lists, as a code lens or a code action names it. */
export type ServerCommandHandler = (command: string, args: unknown[]) => Promise<unknown>;

export class LanguageServer {
  private readonly client: LanguageClient;
  private readonly statusEmitter = new EventEmitter<StatusParams>();
  private readonly buildLogEmitter = new EventEmitter<BuildLogParams>();
  private readonly buildProgressEmitter = new EventEmitter<BuildProgressParams>();
  private readonly measurementsEmitter = new EventEmitter<void>();
  private readonly startedEmitter = new EventEmitter<void>();
  private readonly stoppedEmitter = new EventEmitter<void>();
  private readonly serverFile: string;
  private readonly ends: number[] = [];
  private handleCommand: ServerCommandHandler | undefined;

  readonly onStatus: Event<StatusParams> = this.statusEmitter.event;
  readonly onBuildLog: Event<BuildLogParams> = this.buildLogEmitter.event;
  readonly onBuildProgress: Event<BuildProgressParams> = this.buildProgressEmitter.event;
  /** Measurements were kept, named or deleted. */
  readonly onMeasurementsChanged: Event<void> = this.measurementsEmitter.event;
  readonly onStarted: Event<void> = this.startedEmitter.event;
  /** The server ended, by itself or on request: nothing that it said holds any more. */
  readonly onStopped: Event<void> = this.stoppedEmitter.event;

  constructor(
    context: ExtensionContext,
    private readonly log: LogOutputChannel,
  ) {
    this.serverFile = context.asAbsolutePath("dist/server.js");
    const module = { module: this.serverFile, transport: TransportKind.ipc };
    const initialization = (): LayerCostInitialization => ({
      trusted: workspace.isTrusted,
      storagePath: (context.storageUri ?? context.globalStorageUri).fsPath,
    });
    const options: LanguageClientOptions = {
      documentSelector: dockerfiles,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: initialization,
      initializationFailedHandler: () => false,
      errorHandler: this.errorHandler(),
      diagnosticCollectionName: "layer-cost",
      middleware: {
        ...checkingOtherFiles,
        executeCommand: (command, args, next) =>
          this.handleCommand ? this.handleCommand(command, args) : next(command, args),
      },
    };
    this.client = new LanguageClient("layerCost", "Layer Cost", module, options);
    this.client.onNotification(statusChanged, (status: StatusParams) => this.statusEmitter.fire(status));
    this.client.onNotification(buildLog, (line: BuildLogParams) => this.buildLogEmitter.fire(line));
    this.client.onNotification(buildProgress, (one: BuildProgressParams) => this.buildProgressEmitter.fire(one));
    this.client.onNotification(measurementsChanged, () => this.measurementsEmitter.fire());
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.startedEmitter.fire();
      if (newState === State.Stopped) this.stoppedEmitter.fire();
    });
  }

  /** Commands that the server lists arrive here instead of going straight back to it. */
  handleCommandsWith(handler: ServerCommandHandler): void {
    this.handleCommand = handler;
  }

  /** Starts the server; a failure is told to the user and leaves the editor as it is. */
  async start(): Promise<void> {
    try {
      if (!existsSync(this.serverFile)) throw new Error(`${this.serverFile} is missing; reinstall the extension`);
      await this.client.start();
    } catch (error) {
      this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      void this.tell(`Layer Cost could not start its language server: ${reasonOf(error)}.`);
    }
  }

  async stop(): Promise<void> {
    if (this.client.needsStop()) await this.client.stop();
  }

  get isRunning(): boolean {
    return this.client.isRunning();
  }

  notify(method: string): void {
    if (this.client.isRunning()) void this.client.sendNotification(method);
  }

  /** Asks the server to run one of `serverCommands`; rejects with a sentence for the user. */
  async run<R>(command: string, args: readonly unknown[], workDoneToken?: ProgressToken): Promise<R> {
    if (!this.client.isRunning()) throw new Error("Layer Cost's language server is not running");
    return this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...args], workDoneToken });
  }

  /** Listens to the progress of a request that was sent with this token; returns how to stop. */
  onProgress(token: ProgressToken, listener: (progress: WorkDone) => void): { dispose(): void } {
    return this.client.onProgress(WorkDoneProgress.type, token, listener);
  }

  /** Cancels what was asked for with this token. */
  cancelProgress(token: ProgressToken): void {
    if (this.client.isRunning()) void this.client.sendNotification(WorkDoneProgressCancelNotification.type, { token });
  }

  private errorHandler(): ErrorHandler {
    return {
      error: (error) => {
        this.log.error(`connection to the language server: ${error.message}`);
        return { action: ErrorAction.Continue, handled: true };
      },
      closed: () => {
        const now = Date.now();
        while (this.ends.length > 0 && now - this.ends[0]! > restartWindow) this.ends.shift();
        this.ends.push(now);
        if (this.ends.length <= restartLimit) {
          this.log.warn("the language server ended unexpectedly and is started again");
          return { action: CloseAction.Restart, handled: true };
        }
        this.ends.length = 0;
        void this.tell(`Layer Cost's language server ended ${restartLimit + 1} times in a short while and is off now.`);
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async tell(message: string): Promise<void> {
    const answer = await window.showErrorMessage(message, "Try Again", "Show Log");
    if (answer === "Try Again") await this.start();
    if (answer === "Show Log") await commands.executeCommand("layerCost.showLog");
  }
}

/** The first line of an error, without the full stop that the sentence around it brings. */
function reasonOf(error: unknown): string {
  const message = messageOf(error);
  return message.split("\n")[0]!.replace(/\.$/, "");
}
