// What an instruction printed, as a read-only text document that grows while it runs.
import { stripVTControlCharacters } from "node:util";
import {
  type Disposable,
  EventEmitter,
  type Range,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentContentProvider,
  TextEditorRevealType,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BuildRecord, BuildRecords, StepRecord } from "./build-records";

const scheme = "layer-cost-log";
/** Milliseconds between two readings of a log that grows. */
const pause = 250;
/** Characters of the instruction at the top. */
const mostTitle = 300;

export class BuildLogs implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly parts: Disposable[];
  private planned: NodeJS.Timeout | undefined;
  /** Lines that a document had before it grew: who had its end in view wants to go on seeing it. */
  private readonly lengths = new Map<string, number>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly records: BuildRecords) {
    this.parts = [
      this.changed,
      workspace.registerTextDocumentContentProvider(scheme, this),
      workspace.onDidChangeTextDocument((event) => this.follow(event)),
      workspace.onDidCloseTextDocument(({ uri }) => this.lengths.delete(uri.toString())),
    ];
  }

  async show(record: BuildRecord, step: StepRecord): Promise<void> {
    const document = await workspace.openTextDocument(logUri(record, step));
    this.lengths.set(document.uri.toString(), document.lineCount);
    const editor = await window.showTextDocument(document, { preview: true });
    editor.revealRange(lastLine(document), TextEditorRevealType.Default);
  }

  /** Something may have been printed. */
  refresh(): void {
    this.planned ??= setTimeout(() => {
      this.planned = undefined;
      for (const { uri } of workspace.textDocuments) {
        // What is no longer kept stays on the screen as it is.
        if (uri.scheme === scheme && this.find(uri)) this.changed.fire(uri);
      }
    }, pause);
  }

  provideTextDocumentContent(uri: Uri): string {
    const found = this.find(uri);
    return found ? textOf(found) : "The log of this build is no longer kept.\n";
  }

  dispose(): void {
    clearTimeout(this.planned);
    for (const part of this.parts) part.dispose();
  }

  private find({ query }: Uri): StepRecord | undefined {
    const [build, step] = query.split("/");
    return this.records.get(Number(build))?.steps.get(Number(step));
  }

  private follow({ document }: TextDocumentChangeEvent): void {
    if (document.uri.scheme !== scheme) return;
    const key = document.uri.toString();
    const before = this.lengths.get(key) ?? 0;
    this.lengths.set(key, document.lineCount);
    for (const editor of window.visibleTextEditors) {
      const seen = editor.visibleRanges.at(-1)?.end.line ?? 0;
      if (editor.document === document && seen >= before - 2) editor.revealRange(lastLine(document));
    }
  }
}

/** The path gives the tab its title. */
function logUri(record: BuildRecord, { id, line }: StepRecord): Uri {
  const dockerfile = Uri.parse(record.uri).path;
  return Uri.from({ scheme, path: `${dockerfile} line ${(line ?? 0) + 1} (log)`, query: `${record.id}/${id}` });
}

function textOf({ title, state, log }: StepRecord): string {
  const shown = title.length > mostTitle ? `${title.slice(0, mostTitle)}…` : title;
  const text = readable(log.text);
  const isOver = state !== "running" && state !== "waiting";
  const silence = state === "cached" ? "(from the cache: nothing ran)\n" : isOver ? "(nothing was printed)\n" : "";
  const note = log.leftOut > 0 ? `(${log.leftOut} characters before this are not kept)\n` : "";
  return `${shown}\n\n${note}${text === "" ? silence : text}`;
}

/** Without colours, and of each line that was written over and over only what was left in the end. */
function readable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r+\n/g, "\n")
    .replace(/[^\n]*\r(?=[^\n])/g, "");
}

function lastLine(document: TextDocument): Range {
  return document.lineAt(document.lineCount - 1).range;
}
