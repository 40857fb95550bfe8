// "Show Engine": what is known of the engine, or where it was looked for, as a read-only text document.
import { type Disposable, EventEmitter, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import { serverCommands } from "../../server/src/protocol/index";
import type { LanguageServer } from "./language-server";

/** The path gives the tab its title. */
const uri = Uri.from({ scheme: "layer-cost-engine", path: "Engine (Layer Cost)" });

export class EngineReport implements TextDocumentContentProvider, Disposable {
  private text = "";
  private readonly changed = new EventEmitter<Uri>();
  private readonly registration = workspace.registerTextDocumentContentProvider(uri.scheme, this);
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: LanguageServer) {}

  /** Looks for the engine that builds of this Dockerfile would use, and shows what came of it. */
  async show(dockerfile: Uri | undefined): Promise<void> {
    const about = dockerfile === undefined ? [] : [dockerfile.toString()];
    this.text = await this.server.run<string>(serverCommands.engineReport, about);
    this.changed.fire(uri);
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }

  provideTextDocumentContent(): string {
    return this.text;
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
