// Comparisons: both sides in VS Code's own diff view, and the report as a Markdown preview that can be saved.
import {
  commands,
  type Disposable,
  type LogOutputChannel,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from "vscode";
import { type ComparisonDocuments, type ComparisonSummary, serverCommands } from "../../server/src/protocol/index";
import { askForTrust, type Builds } from "./builds";
import { nameOf } from "./dockerfiles";
import type { LanguageServer } from "./language-server";

const scheme = "layer-cost-comparison";
/** Comparisons whose texts are kept: those of tabs that are likely still open. */
const mostKept = 20;
const gone = "This comparison is not kept any more: compare again.\n";

export class Comparisons implements TextDocumentContentProvider, Disposable {
  /** By number, the newest last. */
  private readonly kept = new Map<string, ComparisonDocuments>();
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);
  private last = 0;

  constructor(
    private readonly server: LanguageServer,
    private readonly builds: Builds,
    private readonly log: LogOutputChannel,
  ) {}

  /** Builds the committed version and the document, and shows them beside each other. */
  async withHead(uri: Uri): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const options = await this.builds.optionsFor(uri);
    if (!options) return;
    this.log.info(`comparing ${nameOf(uri)} with HEAD`);
    const title = `Comparing ${nameOf(uri)} with HEAD`;
    const asked = [uri.toString(), options];
    const summary = await this.builds.track<ComparisonSummary>(uri, title, serverCommands.compareRevision, asked);
    this.log.info(`${nameOf(uri)}: ${summary.message}`);
    if (summary.comparison) return this.show(summary.comparison, summary.message);
    if (summary.kind === "cancelled") {
      window.setStatusBarMessage(`Layer Cost: ${summary.message}`, 8000);
      return;
    }
    const tell = summary.kind === "failed" ? window.showErrorMessage : window.showWarningMessage;
    if (await tell(summary.message, "Show Log")) this.log.show(true);
  }

  /** Shows two kept measurements, the older one first. */
  async ofMeasurements(before: string, after: string): Promise<void> {
    const found = await this.server.run<ComparisonDocuments>(serverCommands.compareMeasurements, [before, after]);
    await this.show(found, `${found.title}.`);
  }

  /** Saves the report of the comparison that is shown, else of the last one. */
  async saveReport(): Promise<void> {
    const shown = window.tabGroups.activeTabGroup.activeTab?.input as
      | { readonly uri?: Uri; readonly modified?: Uri }
      | undefined;
    const comparison = this.find(shown?.modified ?? shown?.uri) ?? [...this.kept.values()].at(-1);
    if (!comparison) {
      void window.showInformationMessage(
        "There is no report yet: compare two measurements first, or a Dockerfile with HEAD.",
      );
      return;
    }
    await this.save(comparison);
  }

  provideTextDocumentContent(uri: Uri): string {
    const comparison = this.find(uri);
    if (!comparison) return gone;
    const { before, after, report } = comparison;
    return { before: before.text, after: after.text, report }[uri.query] ?? gone;
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async show(comparison: ComparisonDocuments, message: string): Promise<void> {
    const number = String(++this.last);
    this.kept.set(number, comparison);
    for (const [oldest] of [...this.kept].slice(0, -mostKept)) this.kept.delete(oldest);
    const { before, after } = comparison;
    // "Dockerfile" alone would be taken for one.
    const [left, right] = (["before", "after"] as const).map((which) =>
      uriOf(number, `${comparison[which].label} (measured)`, which),
    );
    await commands.executeCommand("vscode.diff", left, right, `${before.label} ↔ ${after.label}`);
    // A message waits for its answer; the command is done.
    void this.offerReport(number, comparison, message);
  }

  private async offerReport(number: string, comparison: ComparisonDocuments, message: string): Promise<void> {
    for (;;) {
      const answer = await window.showInformationMessage(message, "Open Report", "Save Report…");
      if (answer === undefined) return;
      if (answer === "Save Report…") return this.save(comparison);
      await commands.executeCommand("markdown.showPreview", uriOf(number, "Size report.md", "report"));
    }
  }

  private async save({ report, dockerfilePath }: ComparisonDocuments): Promise<void> {
    const isFile = /^([/\\]|[A-Za-z]:)/.test(dockerfilePath);
    const folder = isFile ? Uri.joinPath(Uri.file(dockerfilePath), "..") : workspace.workspaceFolders?.[0]?.uri;
    const uri = await window.showSaveDialog({
      title: "Save the report",
      saveLabel: "Save",
      ...(folder && { defaultUri: Uri.joinPath(folder, "size-report.md") }),
      filters: { Markdown: ["md"] },
    });
    if (!uri) return;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(report));
    window.setStatusBarMessage(`Layer Cost: report saved as ${nameOf(uri)}`, 8000);
  }

  private find(uri: Uri | undefined): ComparisonDocuments | undefined {
    return uri?.scheme === scheme ? this.kept.get(uri.path.split("/")[1] ?? "") : undefined;
  }
}

/** The last part of the path gives a tab its title; the query says which of the texts it is. */
function uriOf(number: string, title: string, which: "before" | "after" | "report"): Uri {
  return Uri.from({ scheme, path: `/${number}/${title.replaceAll("/", "∕")}`, query: which });
}
