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
  rebuildNote,
  rebuildText,
} from "../../engine/index";
import type { BuildSummary } from "../../protocol/index";
import { Stop } from "../../session/stop";
import type { BuildOptions } from "../../session/types";
import { BuildFeed } from "../build-feed";
import { BuildSteps } from "../build-steps";
import type { ServerContext } from "../server-context";

/** Milliseconds that a client gets to agree to progress. */
const progressPatience = 1_000;
/** Characters of a step's title that progress shows. */
const mostTitle = 80;

interface RunningBuild {
  readonly uri: string;
  readonly stop: Stop;
  readonly ended: Promise<void>;
  /** What it is called by: a proof is two builds. */
  readonly numbers: Set<number>;
}

/** What is told of one build while it runs. */
export interface BuildReport {
  readonly event: (event: BuildEvent) => void;
  readonly end: (summary: BuildSummary) => void;
}

/** The builds that clients asked for, until each has ended. */
export class Builds {
  /** What runs or waits. */
  private readonly running = new Set<RunningBuild>();
  /** Progress tokens of running builds: `window/workDoneProgress/cancel` names them. */
  private readonly byToken = new Map<ProgressToken, Stop>();
  private lastNumber = 0;
  private tokens = 0;

  constructor(private readonly context: ServerContext) {}

  /** Cancels one build of this document, or all that run or wait; true when there was one. */
  cancel(uri: string, build?: number): boolean {
    const builds = [...this.running].filter(
      (one) => one.uri === uri && (build === undefined || one.numbers.has(build)),
    );
    for (const { stop } of builds) stop.abort();
    return builds.length > 0;
  }

  cancelProgress(token: ProgressToken): void {
    this.byToken.get(token)?.abort();
  }

  /** Cancels every build; resolves when all of them have ended and cleaned up behind themselves. */
  async cancelAll(): Promise<void> {
    const builds = [...this.running];
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
    const refused = this.refusal(uri, options);
    if (refused) return refused;
    return this.track(uri, `Building ${nameOf(uri)}`, clientToken, cancellation, async (begin, stop) => {
      const report = begin();
      const summary = this.summaryOf(await this.context.session.build(uri, options, report.event, stop));
      report.end(summary);
      return summary;
    });
  }

  /** What is answered while another build of this document runs or waits, where that is neither awaited nor replaced. */
  refusal(uri: string, { whenRunning = "refuse" }: BuildOptions): { kind: "refused"; message: string } | undefined {
    if (whenRunning !== "refuse" || ![...this.running].some((build) => build.uri === uri)) return undefined;
    return { kind: "refused", message: "A build of this file is already running." };
  }

  /** Does work that builds a document, under one progress that can cancel it; `begin` tells of one more build in it. */
  async track<S extends { readonly message: string }>(
    uri: string,
    title: string,
    clientToken: ProgressToken | undefined,
    cancellation: CancellationToken,
    work: (begin: () => BuildReport, stop: Stop) => Promise<S>,
  ): Promise<S> {
    const stop = new Stop();
    let ended: () => void = () => undefined;
    const running = { uri, stop, ended: new Promise<void>((resolve) => (ended = resolve)), numbers: new Set<number>() };
    this.running.add(running);
    const listening = cancellation.onCancellationRequested(() => stop.abort());
    if (cancellation.isCancellationRequested) stop.abort();
    let token = clientToken;
    const report = (value: object) => {
      if (token !== undefined) void this.context.connection.sendProgress(WorkDoneProgress.type, token, value as never);
    };
    try {
      // Arguments, target and platform of the settings are wanted, also right after the file was opened.
      await this.context.ready(uri);
      token ??= await this.createProgress();
      if (token !== undefined) this.byToken.set(token, stop);
      report({ kind: "begin", title, percentage: 0, cancellable: true });
      const begin = () => {
        const number = ++this.lastNumber;
        running.numbers.add(number);
        return this.reporter(uri, number, report, clientToken);
      };
      const summary = await work(begin, stop);
      report({ kind: "end", message: summary.message });
      return summary;
    } finally {
      listening.dispose();
      this.running.delete(running);
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

  private reporter(
    uri: string,
    number: number,
    report: (value: object) => void,
    clientToken: ProgressToken | undefined,
  ): BuildReport {
    const { abilities, connection, scheduler, session } = this.context;
    const count = session.snapshot(uri)?.analysis.syntax.instructions.length ?? 0;
    const finished = new Set<number>();
    /** Titles of the steps that run, in the order in which they began: the last one is shown. */
    const running = new Set<string>();
    const feed = abilities.knowsLayerCost ? new BuildFeed(connection, scheduler, uri, number) : undefined;
    const steps = feed && new BuildSteps((event) => feed.send(event));
    const log = (text: string) => (feed ? feed.log(text) : connection.console.log(text));
    feed?.send({ kind: "begin", token: clientToken });
    return {
      end: (summary: BuildSummary) => {
        steps?.end(summary);
        feed?.flush();
      },
      event: (event: BuildEvent) => {
        for (const line of logLines(event)) log(line);
        steps?.take(event);
        if (event.kind === "waiting") {
          report({ kind: "report", message: "waiting for the build that is running" });
        } else if (event.kind === "context") {
          report({ kind: "report", message: `sending the context ${event.path}` });
        } else if (event.kind === "rebuild") {
          report({ kind: "report", message: shortened(event.step ?? `rebuild ${rebuildLabel(event.rebuild)}`) });
        } else if (event.kind === "check" && event.state === "started") {
          report({ kind: "report", message: `checking ${event.title}` });
        } else if (event.kind === "step" && event.state === "started") {
          running.add(event.title);
          report({ kind: "report", message: shortened(event.title) });
        } else if (event.kind === "step") {
          running.delete(event.title);
          if (event.state === "failed") return;
          if (event.instruction !== undefined) finished.add(event.instruction);
          // What still runs is what the user waits for, whatever ended beside it.
          const message = [...running].at(-1) ?? event.title;
          // Never 100 before the end: measuring comes after the last step.
          const percentage = count === 0 ? 0 : Math.min(99, Math.floor((100 * finished.size) / count));
          report({ kind: "report", message: shortened(message), percentage });
        }
      },
    };
  }

  /** How a build ended, for the user. */
  summaryOf(outcome: BuildOutcome): BuildSummary {
    switch (outcome.kind) {
      case "measured": {
        const { engine, target, durationMs, image, check, rebuilds = [] } = outcome.build;
        const size = formatClaim(image.size);
        const built = `Built ${target} in ${formatDuration(durationMs)} with ${engine}`;
        const message = size === undefined ? `${built}.` : `${built}: ${size} unpacked.`;
        // What was changed and ran is told beside each in the "Build" view, and in the measurement.
        const times = rebuilds.map((time) => {
          const told = time.durationMs === undefined ? rebuildNote(time) : formatDuration(time.durationMs);
          return `${rebuildLabel(time.kind)} ${told}`;
        });
        const rebuilt = times.length > 0 ? [`Rebuilt ${times.join(", ")}.`] : [];
        const checked = check ? [check.passed ? check.message : `It does not pass its check: ${check.message}`] : [];
        const said = [message, ...checked, ...rebuilt, outcome.keepingProblem ?? []];
        return { kind: "measured", message: said.flat().join(" ") };
      }
      case "failed":
        return { kind: "failed", message: outcome.message, instruction: outcome.instruction };
      case "cancelled":
        return { kind: "cancelled", message: ["The build was cancelled.", outcome.note].filter(Boolean).join(" ") };
      case "unavailable":
        return { kind: this.context.trusted ? "unavailable" : "refused", message: outcome.message };
    }
  }
}

/** A file's name by its URI. */
export function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A step's title as there is room for it in a notification. */
function shortened(title: string): string {
  return title.length > mostTitle ? `${title.slice(0, mostTitle).trimEnd()}…` : title;
}

function logLines(event: BuildEvent): string[] {
  switch (event.kind) {
    case "waiting":
      return ["waiting for the build of this file that is running"];
    case "plan":
    case "transfer":
      return [];
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
