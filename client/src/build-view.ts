// The "Build" view: stages and instructions of the builds that run, and of the last one, with state, time and bytes.
import {
  type Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from "vscode";
import { formatBytes, formatDuration } from "../../server/src/engine/index";
import type { BuildStepState } from "../../server/src/protocol/index";
import type { BuildRecord, BuildRecords, StageRecord, StepRecord } from "./build-records";
import { nameOf } from "./dockerfiles";

export type BuildNode =
  | { readonly kind: "build"; readonly record: BuildRecord }
  | { readonly kind: "builder"; readonly record: BuildRecord }
  | { readonly kind: "stage"; readonly record: BuildRecord; readonly stage: StageRecord }
  | { readonly kind: "step"; readonly record: BuildRecord; readonly step: StepRecord };

/** Milliseconds between the ticks of the times that are running. */
const tick = 1_000;
/** Characters of an instruction that are shown; the tooltip has more. */
const mostTitle = 160;

/** What is said of a state, and the icon beside it: nothing is told by the icon alone. */
const states: Readonly<Record<BuildStepState, { readonly text: string; readonly icon: ThemeIcon }>> = {
  waiting: { text: "waiting", icon: new ThemeIcon("circle-outline") },
  running: { text: "running", icon: new ThemeIcon("loading~spin") },
  cached: { text: "cached", icon: new ThemeIcon("history") },
  done: { text: "done", icon: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")) },
  failed: { text: "failed", icon: new ThemeIcon("error", new ThemeColor("testing.iconFailed")) },
  stopped: { text: "stopped", icon: new ThemeIcon("debug-stop") },
  skipped: { text: "not built", icon: new ThemeIcon("circle-slash") },
};

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

function buildItem(record: BuildRecord): TreeItem {
  const { state, summary, startedAt, endedAt, what } = record;
  const shown: BuildStepState =
    state === "waiting"
      ? "waiting"
      : state === "running"
        ? "running"
        : summary?.kind === "measured"
          ? "done"
          : summary?.kind === "cancelled"
            ? "stopped"
            : "failed";
  const text =
    state === "waiting"
      ? "waiting for the build before it"
      : summary?.kind === "measured"
        ? "measured"
        : summary?.kind === "cancelled"
          ? "cancelled"
          : summary?.kind === "failed" || state === "running"
            ? states[shown].text
            : "not built";
  return item({
    id: `${record.id}`,
    label: nameOf(Uri.parse(record.uri)),
    // While it runs, its steps tell their times.
    parts: [text, endedAt === undefined ? undefined : formatDuration(endedAt - startedAt)],
    state: shown,
    children: TreeItemCollapsibleState.Expanded,
    tooltip: [what, contextText(record), summary?.message].filter((line) => line !== undefined).join("\n"),
    contextValue: state === "ended" ? "build" : "runningBuild",
  });
}

function builderItem(record: BuildRecord): TreeItem {
  const steps = record.ownSteps;
  const running = steps.findLast(({ state }) => state === "running");
  return item({
    id: `${record.id}/builder`,
    label: "Other steps",
    parts: [running ? running.title : counted(steps.length)],
    state: together(steps),
    children: TreeItemCollapsibleState.Collapsed,
    tooltip: "What belongs to no instruction: looking images up, taking the context, writing and checking the image.",
    contextValue: "builder",
  });
}

function stageItem(record: BuildRecord, stage: StageRecord): TreeItem {
  const state = together(stage.steps);
  const { durationMs, total } = stage;
  return item({
    id: `${record.id}/stage/${stage.index}`,
    label: stage.label.startsWith("stage ") ? stage.label : `stage ${stage.label}`,
    parts: [states[state].text, timeText(durationMs), total],
    state,
    children: TreeItemCollapsibleState.Expanded,
    tooltip: total === undefined ? undefined : `${total} with what it stands on`,
    contextValue: "stage",
  });
}

function stepItem(record: BuildRecord, step: StepRecord): TreeItem {
  const { state, startedAt, durationMs, size, title, line, id } = step;
  const time = startedAt === undefined ? durationMs : Math.max(0, Date.now() - startedAt);
  const shownTime = state === "running" && time !== undefined ? formatDuration(time) : timeText(time);
  const isInstruction = typeof id === "number";
  const made = item({
    id: `${record.id}/step/${id}`,
    label: title.length > mostTitle ? `${title.slice(0, mostTitle)}…` : title.split("\n", 1)[0]!,
    parts: [states[state].text, shownTime, size],
    place: line === undefined ? undefined : `line ${line + 1}`,
    state,
    children: TreeItemCollapsibleState.None,
    tooltip: [line === undefined ? undefined : `Line ${line + 1}`, title.slice(0, 2_000)].filter(Boolean).join(": "),
    contextValue: isInstruction ? "instruction" : "ownStep",
  });
  if (isInstruction)
    made.command = { command: "layerCost.revealInstruction", title: "Show in File", arguments: [{ record, step }] };
  return made;
}

/** What is cached, or takes no time worth telling, has none. */
function timeText(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined || milliseconds < 50 ? undefined : formatDuration(milliseconds);
}

interface ItemParts {
  readonly id: string;
  readonly label: string;
  /** Told behind the label, and read aloud. */
  readonly parts: readonly (string | undefined)[];
  /** Only read aloud: what a sighted user sees by where it stands. */
  readonly place?: string | undefined;
  readonly state: BuildStepState;
  readonly children: TreeItemCollapsibleState;
  readonly tooltip: string | undefined;
  readonly contextValue: string;
}

function item({ id, label, parts, place, state, children, tooltip, contextValue }: ItemParts): TreeItem {
  const made = new TreeItem(label, children);
  const told = parts.filter((part) => part !== undefined);
  made.id = id;
  made.description = told.join(" · ");
  made.iconPath = states[state].icon;
  made.tooltip = tooltip;
  made.contextValue = contextValue;
  made.accessibilityInformation = { label: [label, ...told, ...(place === undefined ? [] : [place])].join(", ") };
  return made;
}

/** The state of several steps as one. */
function together(steps: readonly StepRecord[]): BuildStepState {
  const has = (state: BuildStepState) => steps.some((step) => step.state === state);
  for (const state of ["failed", "stopped", "running"] as const) if (has(state)) return state;
  if (has("waiting")) return has("done") || has("cached") ? "running" : "waiting";
  if (has("skipped")) return has("done") || has("cached") ? "stopped" : "skipped";
  const worked = steps.filter(({ durationMs }) => durationMs !== undefined);
  return worked.length > 0 && worked.every(({ state }) => state === "cached") ? "cached" : "done";
}

/** What is being built, before there is anything to say of how it went. */
function announcement(record: BuildRecord): string | undefined {
  if (record.state === "waiting") return "Waiting for the build of this file that is running.";
  return [record.what, contextText(record)].filter((part) => part !== undefined).join(". ") || undefined;
}

function contextText({ context }: BuildRecord): string | undefined {
  if (!context) return undefined;
  const { path, files, bytes } = context;
  return `Context ${path}: ${files === 1 ? "1 file" : `${files} files`}, ${formatBytes(bytes)}`;
}

function counted(count: number): string {
  return count === 1 ? "1 step" : `${count} steps`;
}
