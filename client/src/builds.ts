// Build and measure: a progress notification that can cancel, the log, and what came of it.
import { randomUUID } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import {
  commands,
  type Disposable,
  type LogOutputChannel,
  ProgressLocation,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type BuildSummary, serverCommands } from "../../server/src/protocol/index";
import { nameOf } from "./dockerfiles";
import type { LanguageServer } from "./language-server";

export class Builds implements Disposable {
  /** URIs of the documents that are being built. */
  private readonly running = new Set<string>();
  private readonly listening: Disposable;

  constructor(
    private readonly server: LanguageServer,
    private readonly log: LogOutputChannel,
  ) {
    this.listening = server.onBuildLog(({ text }) => {
      for (const line of stripVTControlCharacters(text)
        .trimEnd()
        .split(/\r?\n|\r/))
        this.log.info(line);
    });
  }

  /**
   * Builds the document on the engine, shows how it goes and ends with one sentence. `options` are the server's own,
   * as a code lens carries them (its target); without, the settings decide.
   */
  async buildAndMeasure(uri: Uri, options?: unknown): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const key = uri.toString();
    if (this.running.has(key)) {
      void window.showInformationMessage(`${nameOf(uri)} is being built already.`);
      return;
    }
    this.running.add(key);
    void this.tellContext();
    this.log.info(`building ${nameOf(uri)}`);
    let tell: () => Promise<void>;
    try {
      const summary = await this.runWithProgress(uri, options);
      tell = () => this.report(uri, summary);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(reason);
      tell = () => offerLog(window.showErrorMessage(`${nameOf(uri)} could not be built: ${reason}`, "Show Log"));
    } finally {
      this.running.delete(key);
      void this.tellContext();
    }
    // Only now: a message stays until the user answers it, and the build is over.
    await tell();
  }

  /** Cancels the build of this document, or every running one when it is not being built. */
  async cancel(uri: Uri | undefined): Promise<void> {
    const key = uri?.toString();
    const keys = key && this.running.has(key) ? [key] : [...this.running];
    if (keys.length === 0) void window.showInformationMessage("No build is running.");
    await Promise.all(keys.map((each) => this.server.run(serverCommands.cancelBuild, [each])));
  }

  dispose(): void {
    this.listening.dispose();
  }

  private runWithProgress(uri: Uri, options: unknown): Thenable<BuildSummary> {
    const notification = {
      location: ProgressLocation.Notification,
      title: `Building ${nameOf(uri)}`,
      cancellable: true,
    };
    return window.withProgress(notification, async (progress, cancellation) => {
      const token = randomUUID();
      let reached = 0;
      const listening = this.server.onProgress(token, (value) => {
        if (value.kind === "end") return;
        const percentage = value.percentage ?? reached;
        progress.report({ message: value.message, increment: Math.max(0, percentage - reached) });
        reached = Math.max(reached, percentage);
      });
      cancellation.onCancellationRequested(() => {
        progress.report({ message: "cancelling…" });
        void this.server.run(serverCommands.cancelBuild, [uri.toString()]);
      });
      try {
        return await this.server.run<BuildSummary>(serverCommands.build, [uri.toString(), options], token);
      } finally {
        listening.dispose();
      }
    });
  }

  private async report(uri: Uri, { kind, message }: BuildSummary): Promise<void> {
    this.log.info(`${nameOf(uri)}: ${message}`);
    if (kind === "cancelled") {
      window.setStatusBarMessage(`Layer Cost: ${message}`, 8000);
    } else if (kind === "measured") {
      const answer = await window.showInformationMessage(message, "Explain File", "Show Log");
      if (answer === "Explain File") await commands.executeCommand("layerCost.explainFile", uri);
      if (answer === "Show Log") this.log.show(true);
    } else if (kind === "failed") {
      await offerLog(window.showErrorMessage(message, "Show Log"));
    } else {
      await offerLog(window.showWarningMessage(message, "Show Log"));
    }
  }

  /** Lets the palette offer "Cancel Build" only while there is something to cancel. */
  private tellContext(): Thenable<unknown> {
    return commands.executeCommand("setContext", "layerCost.building", this.running.size > 0);
  }
}

async function offerLog(answer: Thenable<string | undefined>): Promise<void> {
  if ((await answer) === "Show Log") await commands.executeCommand("layerCost.showLog");
}

async function askForTrust(): Promise<void> {
  const answer = await window.showWarningMessage(
    "Layer Cost builds only in a trusted workspace, because building a Dockerfile runs its commands. Findings and estimates work without.",
    "Manage Workspace Trust",
  );
  if (answer) await commands.executeCommand("workbench.trust.manage");
}
