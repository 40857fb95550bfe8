// Sends what happens in builds to the client in small parcels: a chatty log cannot flood it, whatever it prints.
import type { Connection } from "vscode-languageserver";
import { type BuildLogParams, type BuildProgressEvent, buildLog, buildProgress } from "../protocol/index";
import type { Scheduler } from "../session/ports";

/** Milliseconds between parcels. */
const interval = 100;
/** Characters of each step's log, and of the log as a whole, that a parcel holds for certain, up to twice as many. */
const mostText = 32_000;
const nothing = { text: "", leftOut: 0 };

type Log = Extract<BuildProgressEvent, { kind: "log" }>;

/** The events of one build on their way to the client. */
export class BuildFeed {
  private events: BuildProgressEvent[] = [];
  /** Logs among `events`, by step: what the step prints next is added there. */
  private readonly logs = new Map<Log["step"], number>();
  private lines = nothing;
  private planned = false;

  constructor(
    private readonly connection: Connection,
    private readonly scheduler: Scheduler,
    private readonly uri: string,
    private readonly build: number,
  ) {}

  /** For the steps of the build. What one step prints in a moment is told together, where it began. */
  send(event: BuildProgressEvent): void {
    const place = event.kind === "log" ? this.logs.get(event.step) : undefined;
    if (place !== undefined && event.kind === "log") {
      const { text, leftOut } = this.events[place] as Log;
      this.events[place] = shortened({ ...event, text: text + event.text, leftOut });
    } else {
      if (event.kind === "log") this.logs.set(event.step, this.events.length);
      this.events.push(event.kind === "log" ? shortened(event) : event);
    }
    this.plan();
  }

  /** For the log of the build as a whole. */
  log(text: string): void {
    const { text: before, leftOut } = this.lines;
    this.lines = shortened({ text: `${before}${text}${text.endsWith("\n") ? "" : "\n"}`, leftOut });
    this.plan();
  }

  /** Sends all that is there, now. */
  flush(): void {
    const { uri, build, events } = this;
    this.events = [];
    this.logs.clear();
    if (events.length > 0) void this.connection.sendNotification(buildProgress, { uri, build, events });
    const { text, leftOut } = this.lines;
    this.lines = nothing;
    if (text === "") return;
    const note = leftOut > 0 ? `(${leftOut} characters left out)\n` : "";
    void this.connection.sendNotification(buildLog, { uri, text: note + text } satisfies BuildLogParams);
  }

  private plan(): void {
    if (this.planned) return;
    this.planned = true;
    this.scheduler.after(interval, () => {
      this.planned = false;
      this.flush();
    });
  }
}

/** Only the end of a text that has become too long, from the beginning of a line on where there is one. */
function shortened<T extends { readonly text: string; readonly leftOut: number }>(log: T): T {
  // Not with every line that comes: cutting copies the text.
  if (log.text.length <= 2 * mostText) return log;
  const end = log.text.slice(-mostText);
  const line = end.indexOf("\n") + 1;
  const text = line > 0 && line < end.length ? end.slice(line) : end;
  return { ...log, text, leftOut: log.leftOut + log.text.length - text.length };
}
