// The view "Measurements": the builds that were measured, by file, newest first.
import {
  type Disposable,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from "vscode";
import { type KeptMeasurement, serverCommands } from "../../server/src/protocol/index";
import { nameOf } from "./dockerfiles";
import type { LanguageServer } from "./language-server";

/** A row of the view. */
export type MeasurementNode =
  | { readonly kind: "file"; readonly path: string; readonly measurements: readonly KeptMeasurement[] }
  | { readonly kind: "measurement"; readonly measurement: KeptMeasurement };

export class MeasurementList implements TreeDataProvider<MeasurementNode>, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = window.createTreeView("layerCost.measurements", {
    treeDataProvider: this,
    canSelectMany: true,
    showCollapseAll: true,
  });
  private readonly parts: Disposable[];

  constructor(private readonly server: LanguageServer) {
    const refresh = () => this.changed.fire(undefined);
    this.parts = [
      this.changed,
      this.view,
      server.onMeasurementsChanged(refresh),
      server.onStarted(refresh),
      // Another window may have kept or deleted some meanwhile.
      this.view.onDidChangeVisibility(({ visible }) => visible && refresh()),
      window.onDidChangeWindowState(({ focused }) => focused && this.view.visible && refresh()),
    ];
  }

  /** Every kept measurement, newest first. */
  all(): Promise<readonly KeptMeasurement[]> {
    return this.server.run<readonly KeptMeasurement[]>(serverCommands.measurements, []);
  }

  /** Rows that are selected in the view. */
  get selection(): readonly MeasurementNode[] {
    return this.view.selection;
  }

  async getChildren(node?: MeasurementNode): Promise<MeasurementNode[]> {
    if (node?.kind === "measurement") return [];
    if (node) return node.measurements.map((measurement) => ({ kind: "measurement", measurement }));
    // Where the server does not run, another message says so.
    const measurements = await this.all().catch(() => []);
    const byFile = new Map<string, KeptMeasurement[]>();
    for (const one of measurements) byFile.set(one.dockerfilePath, [...(byFile.get(one.dockerfilePath) ?? []), one]);
    return [...byFile].map(([path, own]) => ({ kind: "file", path, measurements: own }));
  }

  getTreeItem(node: MeasurementNode): TreeItem {
    if (node.kind === "file") {
      const uri = Uri.file(node.path);
      const item = new TreeItem(nameOf(uri), TreeItemCollapsibleState.Expanded);
      item.id = `file ${node.path}`;
      item.tooltip = node.path;
      item.contextValue = "measuredFile";
      item.iconPath = new ThemeIcon("file");
      return item;
    }
    const { measurement } = node;
    const item = new TreeItem(titleOf(measurement), TreeItemCollapsibleState.None);
    item.id = measurement.id;
    item.description = describe(measurement);
    item.tooltip = tooltipOf(measurement);
    item.accessibilityInformation = { label: `${titleOf(measurement)}, ${item.description}` };
    item.contextValue = "measurement";
    item.iconPath = new ThemeIcon(measurement.isNamedByUser ? "bookmark" : "graph");
    item.command = { command: "layerCost.openMeasurement", title: "Open Measurement", arguments: [node] };
    return item;
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
  }
}

/** The name, or the date in the user's own time. */
export function titleOf({ name, measuredAt }: KeptMeasurement): string {
  return name ?? dateOf(measuredAt);
}

/** What stands beside the title: `runtime · 393 MB · −17 MB`; with a name, when it was. */
export function describe({ name, target, total, change, measuredAt }: KeptMeasurement): string {
  const parts = [target, total ?? "size unknown", change, name === undefined ? undefined : dateOf(measuredAt)];
  return parts.filter((part) => part !== undefined).join(" · ");
}

/** `2026-11-26 20:45`, in the user's own time. */
function dateOf(measuredAt: string): string {
  const date = new Date(measuredAt);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

function tooltipOf(measurement: KeptMeasurement): MarkdownString {
  const { target, total, change, measuredAt, duration, engine, platform, buildArguments, dockerfilePath } = measurement;
  const given = Object.entries(buildArguments).map(([name, value]) => `${name}=${value}`);
  const lines = [
    `${titleOf(measurement)}: ${target} comes to ${total ?? "an unknown size"}`,
    change === undefined ? undefined : `${change} against the measurement before`,
    `Measured ${dateOf(measuredAt)}, built in ${duration}`,
    engine,
    platform === undefined ? undefined : `Platform ${platform}`,
    given.length === 0 ? undefined : `Arguments ${given.join(" ")}`,
    dockerfilePath,
  ];
  const text = new MarkdownString();
  for (const line of lines) if (line !== undefined) text.appendText(`${line}\n\n`);
  return text;
}
