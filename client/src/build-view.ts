// The "Build" view: stages and instructions of the builds that run, and of the last one, with state, time and bytes.
import {
  type Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  Uri,
  window,
} from "vscode";
import { builderItem, buildItem, contextText, stageItem, stepItem } from "./build-items";
import type { BuildRecord, BuildRecords, StageRecord, StepRecord } from "./build-records";
import { nameOf } from "./dockerfiles";

export type BuildNode =
  | { readonly kind: "build"; readonly record: BuildRecord }
  | { readonly kind: "builder"; readonly record: BuildRecord }
  | { readonly kind: "stage"; readonly record: BuildRecord; readonly stage: StageRecord }
  | { readonly kind: "step"; readonly record: BuildRecord; readonly step: StepRecord };

/** Milliseconds between the ticks of the times that are running. */
const tick = 1_000;
export class BuildView implements TreeDataProvider<BuildNode>, Disposable {
  private readonly changed = new EventEmitter<BuildNode[] | undefined>();
  private readonly view: TreeView<BuildNode>;
  /** One object per thing that is shown, so that VS Code knows it again. */
  private readonly nodes = new Map<object, BuildNode>();
  /** How each item looked when VS Code was told of it last, by its id. */
  private readonly drawn = new Map<string, string>();
  /** The builds that were listed then. */
  private listed = "";
  private ticking: NodeJS.Timeout | undefined;
  /** It opens by itself once; from then on it is where the user left it. */
  private shown = false;
  /** The instruction that was brought into view last. */
  private followed: StepRecord | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly records: BuildRecords) {
    this.view = window.createTreeView("layerCost.buildSteps", { treeDataProvider: this, showCollapseAll: true });
  }

  /** Shows what has changed. */
  refresh(): void {
    const { all } = this.records;
    const newest = all.at(-1);
    this.view.description = newest && nameOf(Uri.parse(newest.uri));
    this.view.message = newest && (newest.summary?.message ?? announcement(newest));
    this.redraw();
    if (all.some(({ state }) => state !== "ended")) {
      this.ticking ??= setInterval(() => this.redraw(), tick);
    } else {
      clearInterval(this.ticking);
      this.ticking = undefined;
    }
  }

  /**
   * Tells VS Code of the items that look different now, and of no others: what is below a changed item is built anew, and
   * for that moment a click on it leads nowhere.
   */
  private redraw(): void {
    const listed = this.records.all.map(({ id }) => id).join();
    const changed = [...this.nodes.values()].filter((node) => {
      const { id, label, description, contextValue } = this.getTreeItem(node);
      const children = node.kind === "build" ? `${node.record.stages.length} ${node.record.ownSteps.length > 0}` : "";
      const count = node.kind === "builder" ? `${node.record.ownSteps.length}` : "";
      const look = [label, description, contextValue, children, count].join("\n");
      const isNews = this.drawn.get(id!) !== look;
      this.drawn.set(id!, look);
      return isNews && this.records.all.includes(node.record);
    });
    if (listed !== this.listed) this.changed.fire(undefined);
    else if (changed.length > 0) this.changed.fire(changed);
    this.listed = listed;
  }

  /**
   * Brings what a build is at into view, without taking the keyboard: the first build of a window opens the view, and
   * while the user has selected nothing there, it follows what is running.
   */
  follow(record: BuildRecord): void {
    const running = [...record.steps.values()].findLast(
      ({ id, state }) => typeof id === "number" && (state === "running" || state === "failed"),
    );
    if (this.shown && (!running || running === this.followed || !this.view.visible || this.view.selection.length > 0))
      return;
    const node: BuildNode = running ? { kind: "step", record, step: running } : { kind: "build", record };
    this.shown = true;
    this.followed = running;
    const known = this.node(running ?? record, node);
    // Another build may take its place meanwhile: then there is nothing to bring into view.
    this.view.reveal(known, { select: false, focus: false }).then(undefined, () => undefined);
  }

  getChildren(node?: BuildNode): BuildNode[] {
    if (!node) {
      this.forgetNodes();
      return this.records.all.map((record) => this.node(record, { kind: "build", record }));
    }
    const { record } = node;
    switch (node.kind) {
      case "build": {
        const stages = record.stages.map((stage) => this.node(stage, { kind: "stage", record, stage }));
        const own = record.ownSteps.length > 0 ? [this.node(record.steps, { kind: "builder", record })] : [];
        return [...own, ...stages];
      }
      case "builder":
        return record.ownSteps.map((step) => this.node(step, { kind: "step", record, step }));
      case "stage":
        return node.stage.steps.map((step) => this.node(step, { kind: "step", record, step }));
      case "step":
        return [];
    }
  }

  getParent(node: BuildNode): BuildNode | undefined {
    const { record } = node;
    if (node.kind === "build") return undefined;
    if (node.kind !== "step") return this.node(record, { kind: "build", record });
    const stage = record.stages.find(({ steps }) => steps.includes(node.step));
    return stage
      ? this.node(stage, { kind: "stage", record, stage })
      : this.node(record.steps, { kind: "builder", record });
  }

  getTreeItem(node: BuildNode): TreeItem {
    switch (node.kind) {
      case "build":
        return buildItem(node.record);
      case "builder":
        return builderItem(node.record);
      case "stage":
        return stageItem(node.record, node.stage);
      case "step":
        return stepItem(node.record, node.step);
    }
  }

  dispose(): void {
    clearInterval(this.ticking);
    this.view.dispose();
    this.changed.dispose();
  }

  private node(what: object, node: BuildNode): BuildNode {
    const known = this.nodes.get(what);
    if (known) return known;
    this.nodes.set(what, node);
    return node;
  }

  private forgetNodes(): void {
    for (const [what, { record }] of this.nodes) if (!this.records.all.includes(record)) this.nodes.delete(what);
    const kept = new Set(this.records.all.map(({ id }) => `${id}`));
    for (const id of this.drawn.keys()) if (!kept.has(id.split("/", 1)[0]!)) this.drawn.delete(id);
  }
}

/** What is being built, before there is anything to say of how it went. */
function announcement(record: BuildRecord): string | undefined {
  if (record.state === "waiting") return "Waiting for the build of this file that is running.";
  return [record.what, contextText(record)].filter((part) => part !== undefined).join(". ") || undefined;
}
