// A measured build for people: a table of stages and instructions, then the image.
import {
  formatClaim,
  formatDuration,
  formatTotal,
  type MeasuredBuild,
  type MeasuredInstruction,
} from "../../engine/index";
import { printable, type Style } from "../terminal";

/** Characters of an instruction's text that the table shows. */
const longestText = 60;

/** The whole table; `dockerfile` is the text that was built. */
export function buildText(build: MeasuredBuild, dockerfile: string, style: Style): string {
  const lines = dockerfile.split(/\r?\n/);
  const stages = build.stages.map((stage) => {
    const name = printable(stage.name ?? `stage ${stage.index}`);
    const own = formatTotal(stage.own) ?? "unknown";
    const total = formatTotal(stage.total) ?? "unknown";
    const took = stage.durationMs === undefined ? "" : `, ${formatDuration(stage.durationMs)}`;
    return [
      style.bold(`${name}: adds ${own}, total ${total}${took}`),
      ...stage.instructions.map((instruction) => row(instruction, lines[instruction.line] ?? "", style)),
    ].join("\n");
  });
  const image = [
    style.bold(`${printable(build.target)}: ${formatClaim(build.image.size) ?? "size unknown"}`),
    `${printable(build.image.id)}, built in ${formatDuration(build.durationMs)} with ${printable(build.engine)}`,
  ];
  return `${[...stages, image.join("\n")].join("\n\n")}\n`;
}

function row({ line, size, durationMs, cached }: MeasuredInstruction, text: string, style: Style): string {
  const took = cached ? "cached" : durationMs === undefined ? "" : formatDuration(durationMs);
  const characters = [...printable(text.trim())];
  const shown =
    characters.length > longestText ? `${characters.slice(0, longestText - 1).join("")}…` : characters.join("");
  const columns = [
    (formatClaim(size) ?? "unknown").padStart(10),
    style.dim(took.padStart(11)),
    style.dim(String(line + 1).padStart(5)),
  ];
  return `${columns.join("")}  ${shown}`;
}
