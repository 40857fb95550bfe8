// A measured build for people: a table of stages and instructions, then the image.
import {
  type BudgetAnalysis,
  checkText,
  type DockerfileSyntax,
  formatClaim,
  formatDuration,
  formatTotal,
  type MeasuredBuild,
  type MeasuredInstruction,
  rebuildLabel,
  rebuildNote,
} from "../../engine/index";
import { cut } from "../layout";
import { firstLine, printable, type Style } from "../terminal";
import { budgetLines } from "./budget-text";

/** Columns of the table before an instruction's text, and how many the text gets, at least and off terminals. */
const columnsBefore = 30;
const leastText = 20;
const usualText = 60;

/** What the table says beyond the build itself. */
export interface BuildTextOptions {
  /** The Dockerfile that was built. */
  readonly syntax: DockerfileSyntax;
  readonly style: Style;
  /** Columns of the terminal, if it is one. */
  readonly width: number | undefined;
  /** The tag under which the image stays; without one it is removed. */
  readonly keptTag: string | undefined;
  readonly budget: BudgetAnalysis | undefined;
}

/** The whole table. */
export function buildText(build: MeasuredBuild, { syntax, style, width, keptTag, budget }: BuildTextOptions): string {
  const longestText = width === undefined ? usualText : Math.max(width - columnsBefore, leastText);
  const textOf = ({ index, keyword }: MeasuredInstruction) => {
    const range = syntax.instructions.find((instruction) => instruction.index === index)?.range;
    return cut(range ? firstLine(syntax.text.slice(range.start, range.end)) : keyword, longestText);
  };
  const header = style.dim(columns("size", "time", "line", "instruction"));
  const stages = build.stages.map((stage) => {
    const name = printable(stage.name ?? `stage ${stage.index}`);
    const own = formatTotal(stage.own) ?? "unknown";
    const total = formatTotal(stage.total) ?? "unknown";
    const took = stage.durationMs ? `, ${formatDuration(stage.durationMs)}` : "";
    const rows = stage.instructions.map((instruction) => {
      const { line, size, durationMs, cached } = instruction;
      const time = cached ? "cached" : durationMs === undefined ? "" : formatDuration(durationMs);
      return columns(formatClaim(size) ?? "unknown", time, String(line + 1), textOf(instruction));
    });
    return [style.bold(`${name}: adds ${own}, total ${total}${took}`), ...rows].join("\n");
  });
  const kept = keptTag === undefined ? "not kept (--keep TAG does)" : `kept as ${keptTag}`;
  const image = [
    style.bold(`${printable(build.target)}: ${formatClaim(build.image.size) ?? "size unknown"}`),
    `${printable(build.image.id)}, built in ${formatDuration(build.durationMs)} with ${printable(build.engine)}; ${kept}`,
  ];
  const blocks = [
    ...stages,
    image.join("\n"),
    ...(build.check === undefined ? [] : [`${style.bold("check")} ${printable(checkText(build.check))}`]),
    ...rebuildRows(build, style),
    ...(budget === undefined ? [] : [budgetLines(budget, style).join("\n")]),
  ];
  return `${header}\n${blocks.join("\n\n")}\n`;
}

/** One row per rebuild: how long it took, and what was changed for it. */
function rebuildRows({ rebuilds = [] }: MeasuredBuild, style: Style): string[] {
  if (rebuilds.length === 0) return [];
  const rows = rebuilds.map((rebuild) => {
    const time = rebuild.durationMs === undefined ? "–" : formatDuration(rebuild.durationMs);
    return `${time.padStart(10)}  ${rebuildLabel(rebuild.kind).padEnd(25)}  ${printable(rebuildNote(rebuild))}`;
  });
  return [[style.bold("rebuilds"), ...rows].join("\n")];
}

function columns(size: string, time: string, line: string, text: string): string {
  return `${size.padStart(10)}${time.padStart(12)}${line.padStart(6)}  ${text}`;
}
