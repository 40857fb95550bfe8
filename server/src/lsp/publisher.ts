// Tells the client what changed: diagnostics, hints, lenses and the status, at most once per moment.
import { CodeLensRefreshRequest, DiagnosticRefreshRequest, InlayHintRefreshRequest } from "vscode-languageserver";
import { type StatusParams, statusChanged } from "../protocol/index";
import type { ChangeCause } from "../session/types";
import type { EngineStatus } from "./engine-status";
import { diagnosticsOf } from "./handlers/diagnostics";
import type { ServerContext } from "./server-context";
import { statusOf } from "./status";

/** Milliseconds of quiet after a keystroke; everything else is told after a moment that joins what comes together. */
export const typingQuiet = 150;
const moment = 15;
/** Milliseconds between documents that are told of together: requests get their turn in between. */
const breather = 10;

export class Publisher {
  private readonly planned = new Map<string, () => void>();
  /** Documents that wait for their settings before they are published for the first time, and the wait of each. */
  private readonly opening = new Map<string, Promise<void>>();
  private readonly lastPushed = new Map<string, string>();
  private readonly lastStatus = new Map<string, StatusParams>();
  private refreshPlanned = false;

  constructor(
    private readonly context: ServerContext,
    private readonly engine: EngineStatus,
  ) {}

  /** Plans what a change of a document makes necessary. */
  changed(uri: string, cause: ChangeCause): void {
    if (cause === "open") {
      const ready = this.context.ready(uri);
      this.opening.set(uri, ready);
      void ready.then(() => {
        // It may have been closed meanwhile, and opened again.
        if (this.opening.get(uri) !== ready) return;
        this.opening.delete(uri);
        this.publish(uri);
      });
    } else if (cause === "text") {
      this.plan(uri, typingQuiet);
    } else if (!this.opening.has(uri)) {
      this.planRefresh();
      if (!this.planned.has(uri)) this.plan(uri, moment + this.planned.size * breather);
    }
  }

  /** Forgets a closed document and takes its diagnostics off the screen. */
  closed(uri: string): void {
    this.cancel(uri);
    this.opening.delete(uri);
    this.lastStatus.delete(uri);
    if (this.lastPushed.delete(uri)) void this.context.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Tells what is known of the engine now, of which every status speaks. */
  engineChanged(): void {
    for (const status of this.lastStatus.values()) this.sendStatus({ ...status, engine: this.engine.description });
  }

  private plan(uri: string, delay: number): void {
    if (this.opening.has(uri)) return;
    this.cancel(uri);
    this.planned.set(
      uri,
      this.context.scheduler.after(delay, () => {
        this.planned.delete(uri);
        this.publish(uri);
      }),
    );
  }

  private cancel(uri: string): void {
    this.planned.get(uri)?.();
    this.planned.delete(uri);
  }

  private publish(uri: string): void {
    const view = this.context.view(uri);
    if (!view) return;
    if (!this.context.abilities.pullsDiagnostics) {
      const { version } = view.snapshot;
      const diagnostics = diagnosticsOf(this.context, view);
      const pushed = JSON.stringify({ version, diagnostics });
      if (pushed !== this.lastPushed.get(uri)) {
        this.lastPushed.set(uri, pushed);
        void this.context.connection.sendDiagnostics({ uri, version, diagnostics });
      }
    }
    if (!this.context.abilities.knowsLayerCost) return;
    this.sendStatus(statusOf(view.snapshot, this.engine.description));
    if (this.context.trusted) this.engine.lookLater(uri);
  }

  private sendStatus(status: StatusParams): void {
    if (JSON.stringify(status) === JSON.stringify(this.lastStatus.get(status.uri))) return;
    this.lastStatus.set(status.uri, status);
    void this.context.connection.sendNotification(statusChanged, status);
  }

  /** Asks the client to ask again for what it does not ask for by itself: nothing of its own text changed. */
  private planRefresh(): void {
    if (this.refreshPlanned) return;
    this.refreshPlanned = true;
    this.context.scheduler.after(moment, () => {
      this.refreshPlanned = false;
      const { abilities, connection } = this.context;
      const ignore = () => undefined;
      if (abilities.pullsDiagnostics) connection.sendRequest(DiagnosticRefreshRequest.type).catch(ignore);
      if (abilities.refreshesHints) connection.sendRequest(InlayHintRefreshRequest.type).catch(ignore);
      if (abilities.refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(ignore);
    });
  }
}
