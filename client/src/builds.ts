// Build and measure: which build, a progress notification that can cancel, the log, and what came of it.
import { randomUUID } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import {
  commands,
  Disposable,
  type LogOutputChannel,
  ProgressLocation,
  Range,
  Selection,
  type TextDocumentChangeEvent,
  TextEditorRevealType,
  Uri,
  window,
  workspace,
} from "vscode";
import { messageOf } from "../../server/src/engine/index";
import { type BuildCommandOptions, type BuildSummary, serverCommands } from "../../server/src/protocol/index";
import type { BuildChoosing } from "./build-choices";
import type { BuildLogs } from "./build-logs";
import type { BuildRecord, BuildRecords, StepRecord } from "./build-records";
import type { BuildView } from "./build-view";
import { nameOf } from "./dockerfiles";
import type { LanguageServer } from "./language-server";

/** What the parts of the extension that show builds work with. */
export interface BuildParts {
  readonly records: BuildRecords;
  readonly view: BuildView;
  readonly logs: BuildLogs;
  readonly choosing: BuildChoosing;
}

const serverStopped =
  "The language server stopped during the build. Docker ends a build whose client is gone, Podman goes on to its end; an image that was finished by then may be left, and the next build removes it.";

export class Builds implements Disposable {
  /** URIs of the documents of running and waiting builds, by progress token. */
  private readonly running = new Map<string, string>();
  /** Those of them that the server's end took along: it may run again by the time that they hear of it. */
  private readonly lost = new Set<string>();
  private readonly listening: Disposable;

  constructor(
    private readonly server: LanguageServer,
    private readonly log: LogOutputChannel,
    private readonly parts: BuildParts,
  ) {
    const { records, view, logs } = parts;
    this.listening = Disposable.from(
      server.onBuildLog(({ text }) => {
        for (const line of stripVTControlCharacters(text)
          .trimEnd()
          .split(/\r?\n|\r/))
          this.log.info(line);
      }),
      server.onBuildProgress((progress) => {
        const record = records.take(progress);
        view.refresh();
        logs.refresh();
        if (record) view.follow(record);
      }),
      server.onStopped(() => {
        for (const token of this.running.keys()) this.lost.add(token);
        records.endAll(serverStopped);
        view.refresh();
        logs.refresh();
      }),
      workspace.onDidChangeTextDocument((event) => this.moveLines(event)),
    );
  }

  /**
   * Builds the document on the engine, shows how it goes and ends with one sentence. `options` are the server's own,
   * as a code lens carries them (its target); without, the settings decide, and the user where builds differ.
   */
  async buildAndMeasure(uri: Uri, options?: unknown): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const chosen = await this.optionsFor(uri, (options ?? {}) as BuildCommandOptions);
    if (!chosen) return;
    this.log.info(`building ${nameOf(uri)}`);
    let tell: () => Promise<void>;
    try {
      const asked = [uri.toString(), chosen];
      const summary = await this.track<BuildSummary>(uri, `Building ${nameOf(uri)}`, serverCommands.build, asked);
      tell = () => this.report(uri, summary);
    } catch (error) {
      const reason = messageOf(error);
      this.log.error(reason);
      const message = reason === serverStopped ? reason : `${nameOf(uri)} could not be built: ${reason}`;
      tell = () => this.offerLog(uri, undefined, window.showErrorMessage(message, "Show Log"));
    }
    // Only now: a message stays until the user answers it, and the build is over.
    await tell();
  }

  /** What is to be built, as the user chose or is asked now; undefined: nothing. */
  async optionsFor(uri: Uri, given: BuildCommandOptions = {}): Promise<BuildCommandOptions | undefined> {
    const chosen = await this.parts.choosing.forPlainBuild(uri, given);
    const whenRunning = chosen && (await this.askWhenRunning(uri));
    return whenRunning && { ...chosen, whenRunning };
  }

  /**
   * Runs a command of the server that builds this document, under a notification that can cancel it. Rejects with a sentence,
   * also where the server ended meanwhile.
   */
  async track<S>(uri: Uri, title: string, command: string, args: readonly unknown[]): Promise<S> {
    const token = randomUUID();
    this.running.set(token, uri.toString());
    void this.tellContext();
    try {
      return await this.runWithProgress<S>(title, command, args, token);
    } catch (error) {
      if (this.lost.has(token) || !this.server.isRunning) throw new Error(serverStopped);
      throw error;
    } finally {
      this.running.delete(token);
      this.lost.delete(token);
      void this.tellContext();
    }
  }

  /** Builds what the user picks from the list of all that can be built. */
  async buildWith(uri: Uri): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const chosen = await this.parts.choosing.fromList(uri);
    if (chosen) await this.buildAndMeasure(uri, chosen);
  }

  /** Cancels one build, the builds of this document, or every one when it is not being built. */
  async cancel(which: BuildRecord | Uri | undefined): Promise<void> {
    if (which && !(which instanceof Uri)) {
      await this.server.run(serverCommands.cancelBuild, [which.uri, which.number]);
      return;
    }
    const all = [...new Set(this.running.values())];
    const key = which?.toString();
    const keys = key !== undefined && all.includes(key) ? [key] : all;
    if (keys.length === 0) void window.showInformationMessage("No build is running.");
    await Promise.all(keys.map((each) => this.server.run(serverCommands.cancelBuild, [each])));
  }

  /** Shows the line of a step; the keyboard stays where it is. */
  async reveal({ uri }: BuildRecord, { line }: StepRecord): Promise<void> {
    if (line === undefined) return;
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const { range } = document.lineAt(Math.min(line, document.lineCount - 1));
    const editor = await window.showTextDocument(document, { preserveFocus: true });
    // The cursor at the line's beginning: at the end of a long one, the editor would show nothing but ends of lines.
    editor.selection = new Selection(range.end, range.start);
    editor.revealRange(new Range(range.start, range.start), TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Shows what the step printed; without one, what the instruction at the cursor did in the last build. */
  async showStepLog(uri: Uri | undefined, record?: BuildRecord, step?: StepRecord): Promise<void> {
    if (record && step) return this.parts.logs.show(record, step);
    const latest = uri && this.parts.records.latest(uri.toString());
    if (!latest) {
      void window.showInformationMessage("Build this file first: then each instruction has a log.");
      return;
    }
    const cursor = window.activeTextEditor?.selection.active.line ?? 0;
    const above = [...latest.steps.values()].filter(({ line }) => line !== undefined && line <= cursor);
    const nearest = above.reduce<StepRecord | undefined>(
      (best, one) => (best === undefined || one.line! >= best.line! ? one : best),
      undefined,
    );
    if (nearest) await this.parts.logs.show(latest, nearest);
    else void window.showInformationMessage("The last build had no instruction at the cursor.");
  }

  dispose(): void {
    this.listening.dispose();
  }

  /** What to do about a build of this file that is running; undefined: leave it, and build nothing. */
  private async askWhenRunning(uri: Uri): Promise<BuildCommandOptions["whenRunning"] | undefined> {
    const isBusy = () => [...this.running.values()].includes(uri.toString());
    if (!isBusy()) return "refuse";
    const picked = await window.showQuickPick(
      [
        { label: "Wait for it", description: "this build begins when it has ended", whenRunning: "wait" as const },
        { label: "Cancel it and start", description: "this build takes its place", whenRunning: "replace" as const },
        { label: "Leave it running", description: "and build nothing else", whenRunning: undefined },
      ],
      { title: `${nameOf(uri)} is being built already`, placeHolder: "What about the build that is running?" },
    );
    return picked?.whenRunning;
  }

  private runWithProgress<S>(title: string, command: string, args: readonly unknown[], token: string): Thenable<S> {
    const notification = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(notification, async (progress, cancellation) => {
      let reached = 0;
      const listening = this.server.onProgress(token, (value) => {
        if (value.kind === "end") return;
        const percentage = value.percentage ?? reached;
        progress.report({ message: value.message, increment: Math.max(0, percentage - reached) });
        reached = Math.max(reached, percentage);
      });
      cancellation.onCancellationRequested(() => {
        progress.report({ message: "cancelling…" });
        this.server.cancelProgress(token);
      });
      try {
        return await this.server.run<S>(command, args, token);
      } finally {
        listening.dispose();
      }
    });
  }

  private async report(uri: Uri, { kind, message, instruction }: BuildSummary): Promise<void> {
    this.log.info(`${nameOf(uri)}: ${message}`);
    if (kind === "cancelled") {
      window.setStatusBarMessage(`Layer Cost: ${message}`, 8000);
    } else if (kind === "measured") {
      const answer = await window.showInformationMessage(message, "Explain File", "Show Log");
      if (answer === "Explain File") await commands.executeCommand("layerCost.explainFile", uri);
      if (answer === "Show Log") this.log.show(true);
    } else if (kind === "failed") {
      const line = instruction === undefined ? undefined : this.stepOf(uri, instruction)?.line;
      const place = line === undefined ? nameOf(uri) : `${nameOf(uri)}, line ${line + 1}`;
      await this.offerLog(uri, instruction, window.showErrorMessage(`${place}: ${message}`, "Show Log"));
    } else {
      await this.offerLog(uri, undefined, window.showWarningMessage(message, "Show Log"));
    }
  }

  /** The log is that of the instruction, where there is one; else the whole. */
  private async offerLog(uri: Uri, instruction: number | undefined, answer: Thenable<string | undefined>) {
    const record = this.parts.records.latest(uri.toString());
    const step = instruction === undefined ? undefined : this.stepOf(uri, instruction);
    if ((await answer) !== "Show Log") return;
    if (record && step) await this.parts.logs.show(record, step);
    else await commands.executeCommand("layerCost.showLog");
  }

  /** An instruction in the last build of a file. */
  private stepOf(uri: Uri, instruction: number): StepRecord | undefined {
    return this.parts.records.latest(uri.toString())?.steps.get(instruction);
  }

  private moveLines({ document, contentChanges }: TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    for (const { range, text } of contentChanges) {
      const removed = range.end.line - range.start.line;
      this.parts.records.moveLines(uri, range.start.line, removed, text.split("\n").length - 1);
    }
  }

  /** Lets the palette offer "Cancel Build" only while there is something to cancel. */
  private tellContext(): Thenable<unknown> {
    return commands.executeCommand("setContext", "layerCost.building", this.running.size > 0);
  }
}

export async function askForTrust(): Promise<void> {
  const answer = await window.showWarningMessage(
    "Layer Cost builds only in a trusted workspace, because building a Dockerfile runs its commands. Findings and estimates work without.",
    "Manage Workspace Trust",
  );
  if (answer) await commands.executeCommand("workbench.trust.manage");
}
