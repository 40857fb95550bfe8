// Proving fixes: two builds under one notification, then the edit with the choice to keep it or to undo it, and the report.
import {
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  type QuickPickItem,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import type { FixChoice } from "../../server/src/engine/index";
import { type OfferedFix, type ProofSummary, serverCommands } from "../../server/src/protocol/index";
import { askForTrust, type Builds } from "./builds";
import { nameOf } from "./dockerfiles";
import type { LanguageServer } from "./language-server";
import { changeFiles } from "./proven-files";

const scheme = "layer-cost-proof";

export class Proofs implements TextDocumentContentProvider, Disposable {
  /** The last report of each document, by the URI of the report. */
  private readonly reports = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly server: LanguageServer,
    private readonly builds: Builds,
    private readonly log: LogOutputChannel,
  ) {}

  /** Builds the document with and without these fixes, and says what came of it. */
  async prove(uri: Uri, choice: FixChoice, what: string): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const options = await this.builds.optionsFor(uri);
    if (!options) return;
    this.log.info(`proving ${what} of ${nameOf(uri)}`);
    const asked = [uri.toString(), choice, options];
    const summary = await this.builds.track<ProofSummary>(uri, `Proving ${what}`, serverCommands.prove, asked);
    this.log.info(`${nameOf(uri)}: ${summary.message}`);
    if (summary.report !== undefined) this.keepReport(uri, summary.report);
    await this.tell(uri, summary);
  }

  /** Lets the user pick one of the offered fixes, and proves it. */
  async proveFix(uri: Uri): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const fixes = await this.offered(uri);
    if (fixes.length === 0) return noFixes();
    const items = fixes.map((fix) => ({
      label: fix.title,
      description: [fix.saving && `saves ${fix.saving}`, `line ${fix.line + 1}`].filter(Boolean).join(" · "),
      fix,
    }));
    const picked = await window.showQuickPick(items, {
      title: "Prove a fix",
      placeHolder: "Pick a fix: the file is built with and without it, and edited once it is proved",
      matchOnDescription: true,
    });
    if (!picked) return;
    const { findingId, fix: title } = picked.fix;
    await this.prove(uri, { kind: "fix", findingId, title }, `“${title}”`);
  }

  /** Proves all fixes together; where some need a review, the user says whether they are meant too. */
  async proveAll(uri: Uri): Promise<void> {
    if (!workspace.isTrusted) return askForTrust();
    const fixes = await this.offered(uri);
    if (fixes.length === 0) return noFixes();
    const findings = (some: readonly OfferedFix[]) => new Set(some.map(({ findingId }) => findingId)).size;
    const safe = findings(fixes.filter(({ applicability }) => applicability === "safe"));
    const all = findings(fixes);
    const items: (QuickPickItem & { readonly which: "safe" | "all" })[] = [
      { label: `Safe fixes (${safe})`, detail: "The image builds and behaves alike", which: "safe" },
      { label: `All fixes (${all})`, detail: "Also those that need your review: the report names what", which: "all" },
    ];
    const possible = items.filter((item) => (item.which === "safe" ? safe > 0 : all > safe));
    const picked =
      possible.length === 1
        ? possible[0]
        : await window.showQuickPick(possible, { title: "Prove all fixes together", placeHolder: "Which fixes?" });
    if (picked) await this.prove(uri, { kind: picked.which }, picked.which === "safe" ? "the safe fixes" : "all fixes");
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.reports.get(uri.toString()) ?? "";
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  private offered(uri: Uri): Promise<OfferedFix[]> {
    return this.server.run<OfferedFix[]>(serverCommands.offeredFixes, [uri.toString()]);
  }

  private async tell(uri: Uri, { kind, message, files }: ProofSummary): Promise<void> {
    switch (kind) {
      case "proved": {
        const problem = files && (await changeFiles(files, "apply"));
        if (problem === undefined && files) return this.askToKeep(uri, message, files);
        return this.offerReport(uri, window.showWarningMessage(`${message} ${problem ?? ""}`.trim(), "Show Report"));
      }
      case "not-proved":
        return this.offerReport(uri, window.showWarningMessage(`${message} Nothing was edited.`, "Show Report"));
      case "nothing":
      case "refused":
        void window.showInformationMessage(message);
        return;
      case "cancelled":
        window.setStatusBarMessage(`Layer Cost: ${message}`, 8000);
        return;
      case "unavailable":
        if (await window.showWarningMessage(message, "Show Log")) this.log.show(true);
    }
  }

  /** The edit is there, as after any other fix; closing the message leaves it. */
  private async askToKeep(uri: Uri, message: string, files: NonNullable<ProofSummary["files"]>): Promise<void> {
    for (;;) {
      const answer = await window.showInformationMessage(message, "Keep Edit", "Undo", "Show Report");
      if (answer === "Show Report") {
        await this.showReport(uri);
        continue;
      }
      if (answer !== "Undo") return;
      const problem = await changeFiles(files, "undo");
      if (problem === undefined) window.setStatusBarMessage("Layer Cost: the edit was undone", 8000);
      else void window.showWarningMessage(problem);
      return;
    }
  }

  private async offerReport(uri: Uri, answer: Thenable<string | undefined>): Promise<void> {
    if ((await answer) === "Show Report") await this.showReport(uri);
  }

  private keepReport(uri: Uri, report: string): void {
    const place = reportUri(uri);
    this.reports.set(place.toString(), report);
    this.changed.fire(place);
  }

  private async showReport(uri: Uri): Promise<void> {
    const document = await workspace.openTextDocument(reportUri(uri));
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true });
  }
}

/** The path gives the tab its title. */
function reportUri(uri: Uri): Uri {
  return Uri.from({ scheme, path: `${uri.path} (proof).md`, query: uri.toString() });
}

function noFixes(): void {
  void window.showInformationMessage("Layer Cost has no fix to prove in this file.");
}
