// The language status items: what the target weighs, what the fixes would make of it, and the engine.
import { type Disposable, LanguageStatusSeverity, languages, window, workspace } from "vscode";
import type { StatusParams } from "../../server/src/protocol/index";
import { dockerfiles } from "./dockerfiles";
import type { LanguageServer } from "./language-server";

export class StatusItems implements Disposable {
  private readonly size = languages.createLanguageStatusItem("layerCost.size", dockerfiles);
  private readonly engine = languages.createLanguageStatusItem("layerCost.engine", dockerfiles);
  private readonly byDocument = new Map<string, StatusParams>();
  private readonly parts: Disposable[];

  constructor(server: LanguageServer) {
    this.size.name = "Layer Cost: image size";
    this.engine.name = "Layer Cost: engine";
    this.engine.command = { command: "layerCost.showEngine", title: "Show Engine" };
    this.parts = [
      this.size,
      this.engine,
      server.onStatus((status) => {
        this.byDocument.set(status.uri, status);
        this.show();
      }),
      server.onStopped(() => {
        this.byDocument.clear();
        this.show();
      }),
      window.onDidChangeActiveTextEditor(() => this.show()),
      workspace.onDidCloseTextDocument(({ uri }) => this.byDocument.delete(uri.toString())),
      workspace.onDidGrantWorkspaceTrust(() => this.show()),
    ];
    this.show();
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
  }

  private show(): void {
    const uri = window.activeTextEditor?.document.uri.toString();
    const status = uri === undefined ? undefined : this.byDocument.get(uri);
    this.showSize(status);
    this.showEngine(status);
  }

  private showSize(status: StatusParams | undefined): void {
    this.size.busy = status?.building ?? false;
    this.size.text = status === undefined ? "Layer Cost is starting" : (status.total ?? "size unknown");
    this.size.detail = status && detailOf(status);
    if (status?.building) this.size.command = { command: "layerCost.stopBuild", title: "Cancel Build" };
    else if (workspace.isTrusted)
      this.size.command = { command: "layerCost.buildAndMeasure", title: "Build and Measure" };
    else this.size.command = { command: "layerCost.explainFile", title: "Explain File" };
  }

  private showEngine(status: StatusParams | undefined): void {
    const engine = status?.engine;
    // Linting needs no engine, so its absence is no warning.
    this.engine.severity = LanguageStatusSeverity.Information;
    if (!workspace.isTrusted) {
      this.engine.text = "no builds in Restricted Mode";
      this.engine.detail = "trust the workspace to build and measure";
    } else if (engine === undefined) {
      this.engine.text = "engine not looked for yet";
      this.engine.detail = undefined;
    } else if (engine.available) {
      this.engine.text = `${engine.name} ${engine.version}`;
      this.engine.detail = `${engine.builder}, ${engine.storage}`;
    } else {
      this.engine.text = "no engine";
      this.engine.detail = engine.reason;
    }
  }
}

function detailOf({ target, afterFixes, findings }: StatusParams): string {
  const parts = [`target ${target}`];
  if (afterFixes !== undefined) parts.push(`${afterFixes} after the offered fixes`);
  parts.push(findings === 1 ? "1 finding" : `${findings} findings`);
  return parts.join(" · ");
}
