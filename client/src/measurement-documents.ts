// A kept measurement as a read-only text document.
import { type Disposable, EventEmitter, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import { messageOf } from "../../server/src/engine/index";
import { type KeptMeasurement, serverCommands } from "../../server/src/protocol/index";
import type { LanguageServer } from "./language-server";
import { titleOf } from "./measurement-list";

const scheme = "layer-cost-measurement";

export class MeasurementDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly parts: Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: LanguageServer) {
    this.parts = [
      this.changed,
      workspace.registerTextDocumentContentProvider(scheme, this),
      // It may have got a name, or the one that it is told beside was deleted.
      server.onMeasurementsChanged(() => {
        for (const { uri } of workspace.textDocuments) if (uri.scheme === scheme) this.changed.fire(uri);
      }),
    ];
  }

  /** `preserveFocus`: the keyboard stays where it is, as in other lists whose rows are looked at one by one. */
  async show(measurement: KeptMeasurement, preserveFocus: boolean): Promise<void> {
    // The path gives the tab its title.
    const path = `/${titleOf(measurement).replaceAll("/", "∕")} (measurement)`;
    const document = await workspace.openTextDocument(Uri.from({ scheme, path, query: measurement.id }));
    await window.showTextDocument(document, { preview: true, preserveFocus });
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    try {
      return await this.server.run<string>(serverCommands.explainMeasurement, [query]);
    } catch (error) {
      return `${messageOf(error)}\n`;
    }
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
  }
}
