// A measured build for people: a table of stages and instructions, then the image.
import {
  type DockerfileSyntax,
  formatClaim,
  formatDuration,
  formatTotal,
  type MeasuredBuild,
  type MeasuredInstruction,
} from "../../engine/index";
import { firstLine, printable, type Style } from "../terminal";

/** Characters of an instruction's text that the table shows. */
const longestText = 60;

/** The whole table; `syntax` is the Dockerfile that was built. */
export function buildText(build: MeasuredBuild, syntax: DockerfileSyntax, style: Style): string {
  const textOf = ({ index, keyword }: MeasuredInstruction) => {
    const range = syntax.instructions.find((instruction) => instruction.index === index)?.range;
    return cut(range ? firstLine(syntax.text.slice(range.start, range.end)) : keyword);
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
  const image = [
    style.bold(`${printable(build.target)}: ${formatClaim(build.image.size) ?? "size unknown"}`),
    `${printable(build.image.id)}, built in ${formatDuration(build.durationMs)} with ${printable(build.engine)}`,
  ];
  return `${header}\n${[...stages, image.join("\n")].join("\n\n")}\n`;
}

function columns(size: string, time: string, line: string, text: string): string {
  return `${size.padStart(10)}${time.padStart(12)}${line.padStart(6)}  ${text}`;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > longestText ? `${characters.slice(0, longestText - 1).join("")}…` : text;
}
