// Building from the editor: progress per instruction, the log, cancellation, and one sentence at the end.
import { type CancellationToken, type ProgressToken, WorkDoneProgress } from "vscode-languageserver";
import {
  type BuildEvent,
  type BuildOutcome,
  type CheckResult,
  formatBytes,
  formatClaim,
  formatDuration,
  namedBuildText,
  rebuildLabel,
  rebuildText,
} from "../../engine/index";
import { type BuildSummary, buildLog } from "../../protocol/index";
import type { StopSignal } from "../../session/ports";
import type { BuildOptions } from "../../session/types";
import type { ServerContext } from "../server-context";

/** Milliseconds that a client gets to agree to progress. */
const progressPatience = 1_000;

/** Something that can be told to stop, in the shape that ports know; the session has no Node and no DOM. */
class Stop implements StopSignal {
  aborted = false;
  private readonly listeners: (() => void)[] = [];

  addEventListener(_type: "abort", listener: () => void): void {
    this.listeners.push(listener);
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.listeners) listener();
  }
}

export class Builds {
  private readonly running = new Map<string, { readonly stop: Stop; readonly ended: Promise<void> }>();
  /** Progress tokens of running builds: `window/workDoneProgress/cancel` names them. */
  private readonly byToken = new Map<ProgressToken, Stop>();
  private tokens = 0;

  constructor(private readonly context: ServerContext) {}

  /** True when a build of this document was running. */
  cancel(uri: string): boolean {
    const build = this.running.get(uri);
    build?.stop.abort();
    return build !== undefined;
  }

  cancelProgress(token: ProgressToken): void {
    this.byToken.get(token)?.abort();
  }

  /** Cancels every build; resolves when all of them have ended and cleaned up behind themselves. */
  async cancelAll(): Promise<void> {
    const builds = [...this.running.values()];
    for (const { stop } of builds) stop.abort();
    await Promise.all(builds.map(({ ended }) => ended));
  }

  /** Builds a document; `clientToken` is the progress token that the client sent along, if it did. */
  async build(
    uri: string,
    options: BuildOptions,
    clientToken: ProgressToken | undefined,
    cancellation: CancellationToken,
  ): Promise<BuildSummary> {
    if (this.running.has(uri)) return { kind: "refused", message: "A build of this file is already running." };
    const stop = new Stop();
    let ended: () => void = () => undefined;
    this.running.set(uri, { stop, ended: new Promise((resolve) => (ended = resolve)) });
    const listening = cancellation.onCancellationRequested(() => stop.abort());
    if (cancellation.isCancellationRequested) stop.abort();
    // Arguments, target and platform of the settings are wanted, also right after the file was opened.
    await this.context.ready(uri);
    const token = clientToken ?? (await this.createProgress());
    if (token !== undefined) this.byToken.set(token, stop);
    const report = this.reporter(uri, token);
    try {
      report.begin();
      const outcome = await this.context.session.build(uri, options, report.event, stop);
      const summary = this.summaryOf(outcome);
      report.end(summary.message);
      return summary;
    } finally {
      listening.dispose();
      this.running.delete(uri);
      if (token !== undefined) this.byToken.delete(token);
      ended();
    }
  }

  private async createProgress(): Promise<ProgressToken | undefined> {
    if (!this.context.abilities.createsProgress) return undefined;
    const { connection, scheduler } = this.context;
    const token = `layerCost/build/${++this.tokens}`;
    // A client that refuses progress, or does not answer, gets its build without.
    const created = connection.sendRequest("window/workDoneProgress/create", { token }).then(
      () => token,
      () => undefined,
    );
    const patience = new Promise<undefined>((resolve) => {
      scheduler.after(progressPatience, () => resolve(undefined));
    });
    return Promise.race([created, patience]);
  }

  private reporter(uri: string, token: ProgressToken | undefined) {
    const { connection, session } = this.context;
    const steps = session.snapshot(uri)?.analysis.syntax.instructions.length ?? 0;
    const finished = new Set<number>();
    const report = (value: object) => {
      if (token !== undefined) void connection.sendProgress(WorkDoneProgress.type, token, value as never);
    };
    return {
      begin: () => report({ kind: "begin", title: `Building ${nameOf(uri)}`, percentage: 0, cancellable: true }),
      end: (message: string) => report({ kind: "end", message }),
      event: (event: BuildEvent) => {
        for (const line of logLines(event)) this.log(uri, line);
        if (event.kind === "context") {
          report({ kind: "report", message: `sending the context ${event.path}` });
        } else if (event.kind === "rebuild") {
          report({ kind: "report", message: event.step ?? `rebuild ${rebuildLabel(event.rebuild)}` });
        } else if (event.kind === "step" && event.state === "started") {
          report({ kind: "report", message: event.title });
        } else if (event.kind === "step" && event.instruction !== undefined && event.state !== "failed") {
          finished.add(event.instruction);
          // Never 100 before the end: measuring comes after the last step.
          const percentage = steps === 0 ? 0 : Math.min(99, Math.floor((100 * finished.size) / steps));
          report({ kind: "report", message: event.title, percentage });
        }
      },
    };
  }

  private log(uri: string, text: string): void {
    const { abilities, connection } = this.context;
    if (abilities.knowsLayerCost) void connection.sendNotification(buildLog, { uri, text });
    else connection.console.log(text);
  }

  private summaryOf(outcome: BuildOutcome): BuildSummary {
    switch (outcome.kind) {
      case "measured": {
        const { engine, target, durationMs, image, rebuilds = [] } = outcome.build;
        const size = formatClaim(image.size);
        const built = `Built ${target} in ${formatDuration(durationMs)} with ${engine}`;
        const message = size === undefined ? `${built}.` : `${built}: ${size} unpacked.`;
        const times = rebuilds.map((time) => `${rebuildLabel(time.kind)} ${rebuildText(time)}`);
        return {
          kind: "measured",
          message: [message, ...(times.length > 0 ? [`Rebuilt ${times.join(", ")}.`] : [])].join(" "),
        };
      }
      case "failed":
        return { kind: "failed", message: outcome.message };
      case "cancelled":
        return { kind: "cancelled", message: "The build was cancelled." };
      case "unavailable":
        return { kind: this.context.trusted ? "unavailable" : "refused", message: outcome.message };
    }
  }
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function logLines(event: BuildEvent): string[] {
  switch (event.kind) {
    case "named":
      return [namedBuildText(event)];
    case "context":
      return [`context ${event.path}: ${event.files} files, ${formatBytes(event.bytes)}`];
    case "step":
      return [`${event.title}: ${event.state}${event.durationMs ? ` (${formatDuration(event.durationMs)})` : ""}`];
    case "log":
      return [event.text];
    case "rebuild":
      if (event.step !== undefined) return [];
      return [`rebuild ${rebuildLabel(event.rebuild)}${event.time ? `: ${rebuildText(event.time)}` : ""}`];
    case "stage-measured": {
      const size = formatClaim(event.stage.total.claim);
      return [`stage ${event.stage.name ?? event.stage.index} measured${size === undefined ? "" : `: ${size}`}`];
    }
    case "check":
      return event.state === "started" ? [`check: ${event.title}`] : checkLines(event.result);
  }
}

function checkLines({ message, logTail, durationMs }: CheckResult): string[] {
  return [`check: ${message} (${formatDuration(durationMs)})`, ...(logTail === "" ? [] : [logTail])];
}
