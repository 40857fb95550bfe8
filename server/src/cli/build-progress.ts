// Shows on standard error how a build gets on: lines that change on a terminal, plain lines elsewhere.
import {
  type BuildEvent,
  type DockerfileSyntax,
  formatBytes,
  formatDuration,
  formatTotal,
  formatTransfer,
  namedBuildText,
  rebuildLabel,
  rebuildText,
} from "../engine/index";
import { cut } from "./layout";
import { count, firstLine, printable, type Style, styleFor, type Terminal, widthOf } from "./terminal";

/** Milliseconds between redraws: fast enough to look alive, slow enough for a slow terminal. */
const redrawEvery = 100;

/** Columns of a step's time and the blanks behind it. */
const timeColumns = 12;

/** Milliseconds after which plain output says that a step has started: most are done, or cached, before. */
const announceAfter = 1_000;

/** Columns that a line gets where there is no terminal. */
const plainWidth = 120;

/** More running steps than this are only counted, so that the redrawn lines fit on any terminal. */
const mostRunning = 6;

interface RunningStep {
  readonly title: string;
  readonly startedAt: number;
  /** Ends the plan to say that it has started; on terminals there is none. */
  readonly announcement: NodeJS.Timeout | undefined;
  lastLine: string;
}

/** Takes a build's events as they come. */
export class BuildProgress {
  private readonly running = new Map<string, RunningStep>();
  private readonly style: Style;
  private readonly timer: NodeJS.Timeout | undefined;
  private drawnLines = 0;
  /** Steps whose end was told: an engine may report one several times. */
  private readonly ended = new Set<string>();
  private ending = false;

  constructor(
    private readonly terminal: Terminal,
    /** Undefined where the file is not known: its instructions are then told by their titles. */
    private readonly syntax: DockerfileSyntax | undefined,
  ) {
    this.style = styleFor(terminal.errors, terminal.environment);
    const { TERM, CI } = terminal.environment;
    // The logs of CI services keep every redrawn line, even where they look like a terminal.
    if (terminal.errors.isTTY && TERM !== "dumb" && !CI) this.timer = setInterval(() => this.redraw(), redrawEvery);
  }

  show(event: BuildEvent): void {
    switch (event.kind) {
      case "named":
        this.say(printable(namedBuildText(event)));
        break;
      case "context":
        this.say(`Context ${printable(event.path)}: ${count(event.files, "file")}, ${formatBytes(event.bytes)}`);
        break;
      case "step":
        this.showStep(event);
        break;
      case "transfer": {
        const step = this.running.get(event.instruction === undefined ? event.title : String(event.instruction));
        if (step) step.lastLine = formatTransfer(event);
        break;
      }
      case "log": {
        const step = this.running.get(String(event.instruction));
        const lastLine = event.text
          .trimEnd()
          .split(/[\r\n]+/)
          .at(-1);
        if (step && lastLine) step.lastLine = printable(lastLine);
        break;
      }
      case "stage-measured": {
        const { name, index, total } = event.stage;
        this.say(`Measured ${printable(name ?? `stage ${index}`)}: ${formatTotal(total) ?? "size unknown"}`);
        break;
      }
      case "check":
        this.say(
          event.state === "started"
            ? `Checking ${printable(event.title)}`
            : `${event.result.passed ? "Checked" : this.style.red("Check failed")}: ${printable(event.result.message)}`,
        );
        break;
      case "rebuild":
        this.showRebuild(event);
    }
  }

  /** One changing line while it runs, one that stays when it has ended. */
  private showRebuild({ rebuild, step, time }: Extract<BuildEvent, { kind: "rebuild" }>): void {
    const key = `rebuild ${rebuild}`;
    const known = this.running.get(key);
    if (time) {
      this.running.delete(key);
      this.say(printable(`Rebuild ${rebuildLabel(rebuild)}: ${rebuildText(time)}`));
    } else if (known) known.lastLine = printable(step ?? "");
    else {
      const title = `rebuild ${rebuildLabel(rebuild)}`;
      this.running.set(key, { title, startedAt: Date.now(), announcement: undefined, lastLine: "" });
      if (!this.timer) this.say(`${"started".padStart(10)}  ${title}`);
      this.redraw();
    }
  }

  /** Ctrl-C was heard: the engine may take a moment. */
  cancelling(): void {
    if (!this.ending) this.say(this.style.yellow("Cancelling; press Ctrl-C again to leave at once."));
    this.ending = true;
  }

  /** Takes the changing lines away. */
  end(): void {
    clearInterval(this.timer);
    for (const { announcement } of this.running.values()) clearTimeout(announcement);
    this.running.clear();
    this.redraw();
  }

  private showStep({ instruction, title, state, durationMs }: Extract<BuildEvent, { kind: "step" }>): void {
    // The builder's own steps have no instruction; their titles tell them apart.
    const key = instruction === undefined ? title : String(instruction);
    const known = this.running.get(key);
    const shown = this.titleOf(instruction, title);
    // What the builder does for itself is worth a lasting line only when it goes wrong.
    const isOwnStep = instruction === undefined && state !== "failed";
    if (state === "started") {
      if (known) return;
      const announce = () => this.say(`${"started".padStart(10)}  ${shown}`);
      const announcement =
        this.timer || isOwnStep || this.ended.has(key) ? undefined : setTimeout(announce, announceAfter);
      this.running.set(key, { title: shown, startedAt: Date.now(), announcement, lastLine: "" });
      this.redraw();
      return;
    }
    clearTimeout(known?.announcement);
    this.running.delete(key);
    if (isOwnStep || (this.ended.has(key) && state !== "failed")) {
      this.redraw();
      return;
    }
    this.ended.add(key);
    const time = state === "cached" ? "cached" : durationMs === undefined ? "done" : formatDuration(durationMs);
    const mark = state === "failed" ? this.style.red("failed".padStart(10)) : this.style.dim(time.padStart(10));
    this.say(`${mark}  ${shown}`);
  }

  /** The instruction's first line as it stands in the file, with its number; the builder's title for its own steps. */
  private titleOf(instruction: number | undefined, title: string): string {
    const syntax = this.syntax?.instructions.find(({ index }) => index === instruction);
    if (!this.syntax || !syntax) return printable(title);
    const text = firstLine(this.syntax.text.slice(syntax.range.start, syntax.range.end));
    return cut(`line ${syntax.line + 1}  ${text}`, Math.max(this.width() - timeColumns, 20));
  }

  /** A line that stays, above the changing ones. */
  private say(line: string): void {
    this.terminal.errors.write(`${this.erasing()}${line}\n`);
    this.redraw();
  }

  private redraw(): void {
    if (!this.timer) return;
    const steps = [...this.running.values()];
    const shown = steps.slice(0, mostRunning).map((step) => {
      const time = formatDuration(Date.now() - step.startedAt).padStart(10);
      // What it says is told beside its title, if need be at the title's expense.
      const title = step.lastLine
        ? cut(step.title, Math.max(Math.floor(this.width() / 2) - timeColumns, 20))
        : step.title;
      // Wrapped lines could not be taken away again.
      return cut(`${time}  ${title}  ${step.lastLine}`, this.width() - 1);
    });
    if (steps.length > mostRunning) shown.push(`${"".padStart(10)}  and ${steps.length - mostRunning} more`);
    const erasing = this.erasing();
    if (erasing === "" && shown.length === 0) return;
    this.terminal.errors.write(erasing + shown.map((line) => `${this.style.dim(line)}\n`).join(""));
    this.drawnLines = shown.length;
  }

  /** Moves above the changing lines and clears them. */
  private erasing(): string {
    const codes = this.drawnLines > 0 ? `\r\u001b[${this.drawnLines}A\u001b[J` : "";
    this.drawnLines = 0;
    return codes;
  }

  private width(): number {
    return widthOf(this.terminal.errors) ?? plainWidth;
  }
}
