// How builds, stages and steps look in the "Build" view: label, state, time and bytes, and what is read aloud of them.
import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from "vscode";
import { formatBytes, formatDuration } from "../../server/src/engine/index";
import type { BuildStepState } from "../../server/src/protocol/index";
import type { BuildRecord, StageRecord, StepRecord } from "./build-records";
import { nameOf } from "./dockerfiles";

/** Characters of an instruction that are shown: behind them stand its state, time and bytes. The tooltip has more. */
const mostTitle = 40;
/** Those that are read aloud. */
const mostRead = 160;

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

/** A build as a whole. */
export function buildItem(record: BuildRecord): TreeItem {
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

/** What belongs to no instruction, together. */
export function builderItem(record: BuildRecord): TreeItem {
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

/** A stage: the state of its steps as one, and what it comes to. */
export function stageItem(record: BuildRecord, stage: StageRecord): TreeItem {
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

/** An instruction, or one of the other steps. */
export function stepItem(record: BuildRecord, step: StepRecord): TreeItem {
  const { state, startedAt, durationMs, size, title, line, id } = step;
  const time = startedAt === undefined ? durationMs : Math.max(0, Date.now() - startedAt);
  const shownTime = state === "running" && time !== undefined ? formatDuration(time) : timeText(time);
  const isInstruction = typeof id === "number";
  const made = item({
    id: `${record.id}/step/${id}`,
    label: shortTitle(title),
    readLabel: cut(title, mostRead),
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

/** On one line; of a long one, the options of mounts are the first that can be done without. */
function shortTitle(title: string): string {
  const line = title.split("\n", 1)[0]!;
  return cut(line.length > mostTitle ? line.replace(/--mount=\S+/g, "--mount=…") : line, mostTitle);
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
}

/** What is cached, or takes no time worth telling, has none. */
function timeText(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined || milliseconds < 50 ? undefined : formatDuration(milliseconds);
}

interface ItemParts {
  readonly id: string;
  readonly label: string;
  /** What is read aloud in its place. */
  readonly readLabel?: string;
  /** Told behind the label, and read aloud. */
  readonly parts: readonly (string | undefined)[];
  /** Only read aloud: what a sighted user sees by where it stands. */
  readonly place?: string | undefined;
  readonly state: BuildStepState;
  readonly children: TreeItemCollapsibleState;
  readonly tooltip: string | undefined;
  readonly contextValue: string;
}

function item({
  id,
  label,
  readLabel = label,
  parts,
  place,
  state,
  children,
  tooltip,
  contextValue,
}: ItemParts): TreeItem {
  const made = new TreeItem(label, children);
  const told = parts.filter((part) => part !== undefined);
  made.id = id;
  made.description = told.join(" · ");
  made.iconPath = states[state].icon;
  made.tooltip = tooltip;
  made.contextValue = contextValue;
  made.accessibilityInformation = { label: [readLabel, ...told, ...(place === undefined ? [] : [place])].join(", ") };
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

/** Which folder is sent, and how much that is. */
export function contextText({ context }: BuildRecord): string | undefined {
  if (!context) return undefined;
  const { path, files, bytes } = context;
  return `Context ${path}: ${files === 1 ? "1 file" : `${files} files`}, ${formatBytes(bytes)}`;
}

function counted(count: number): string {
  return count === 1 ? "1 step" : `${count} steps`;
}
