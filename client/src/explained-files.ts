// "Explain File": the whole file's costs as a read-only text document that follows edits and builds.
import {
  type Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { serverCommands } from "../../server/src/protocol/index";
import type { LanguageServer } from "./language-server";

const scheme = "layer-cost";

export class ExplainedFiles implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly parts: Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: LanguageServer) {
    this.parts = [
      this.changed,
      workspace.registerTextDocumentContentProvider(scheme, this),
      server.onStatus(({ uri }) => this.refresh(Uri.parse(uri))),
    ];
  }

  async show(dockerfile: Uri): Promise<void> {
    const uri = explainedUri(dockerfile);
    const document = await workspace.openTextDocument(uri);
    this.changed.fire(uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true });
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    // Its own tab may be closed by now, and the server knows only what is open.
    await workspace.openTextDocument(Uri.parse(uri.query, true));
    return this.server.run<string>(serverCommands.explain, [uri.query]);
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
  }

  private refresh(dockerfile: Uri): void {
    const uri = explainedUri(dockerfile);
    if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) this.changed.fire(uri);
  }
}

/** The path gives the tab its title; the query holds the Dockerfile's own URI. */
function explainedUri(dockerfile: Uri): Uri {
  return Uri.from({ scheme, path: `${dockerfile.path} (explained)`, query: dockerfile.toString() });
}
