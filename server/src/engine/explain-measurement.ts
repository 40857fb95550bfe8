// A kept measurement as a readable text: what was built, each stage and instruction with size and time, checks and rebuilds.
import type { MeasuredInstruction, MeasuredStage, SavedMeasurement } from "./builds";
import { imageTotal } from "./comparison/compare-measurements";
import { differenceOf, formatDifference } from "./comparison/differences";
import { rebuildLabel, rebuildText } from "./rebuild-times";
import { formatClaim, formatDuration, formatTotal } from "./sizes/format";

/** Characters of an instruction: it is told for orientation, the Dockerfile is not far. */
const mostText = 120;

/** The whole text, ending in a newline; `earlier` is the measurement before of the same thing, if there is one. */
export function explainMeasurement(measurement: SavedMeasurement, earlier?: SavedMeasurement): string {
  const { name, dockerfilePath, buildArguments, platform, contextPath, build } = measurement;
  const change = earlier && formatDifference(differenceOf(imageTotal(earlier), imageTotal(measurement)));
  const since = change === undefined ? "" : ` (${change} since ${earlier?.name ?? measuredOn(earlier!)})`;
  const given = Object.entries(buildArguments).map(([key, value]) => `${key}=${value}`);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["File", dockerfilePath],
    ["Target", build.target],
    ["Arguments", given.join(" ") || undefined],
    ["Platform", platform],
    ["Context", contextPath],
    ["Measured", measuredOn(measurement)],
    ["Built in", formatDuration(build.durationMs)],
    ["Engine", build.engine],
    ["Image", build.image.id],
    ["Basis", build.image.size.kind === "unknown" ? build.image.size.reason : build.image.size.basis],
    ["Check", build.check && `${build.check.passed ? "passed" : "failed"}: ${build.check.message}`],
  ];
  const known = facts.flatMap(([label, value]) =>
    value === undefined ? [] : [`${label.padEnd(11)}${oneLine(value)}`],
  );
  const timed = (build.rebuilds ?? []).map((time) => oneLine(`  ${rebuildLabel(time.kind)}: ${rebuildText(time)}`));
  return [
    `${name === undefined ? "" : `${oneLine(name)}: `}${oneLine(build.target)} comes to ${formatTotal(imageTotal(measurement)) ?? "an unknown size"}${since}`,
    "",
    ...known,
    "",
    "Sizes are unpacked (1 MB is 1,000,000 bytes). ≈ is an estimate, ≥ a lower bound, the rest is measured.",
    "",
    row("size", "time", "line", "instruction"),
    ...build.stages.flatMap((stage) => ["", stageText(stage), ...stage.instructions.map(instructionRow)]),
    ...(timed.length > 0 ? ["", "Rebuilds:", ...timed] : []),
    "",
  ].join("\n");
}

function stageText({ name, index, own, total, durationMs }: MeasuredStage): string {
  const took = durationMs === undefined ? "" : `, ${formatDuration(durationMs)}`;
  return `${name ?? `stage ${index}`}: adds ${formatTotal(own) ?? "an unknown size"}, total ${formatTotal(total) ?? "unknown"}${took}`;
}

function instructionRow({ size, durationMs, cached, line, text }: MeasuredInstruction): string {
  const time = cached ? "cached" : durationMs === undefined ? "" : formatDuration(durationMs);
  const [first = "", ...rest] = text.split("\n");
  const shown = first.length > mostText || rest.length > 0 ? `${first.slice(0, mostText)} …` : first;
  return row(formatClaim(size) ?? "unknown", time, String(line + 1), oneLine(shown));
}

function row(size: string, time: string, line: string, instruction: string): string {
  return `${size.padStart(10)}${time.padStart(12)}${line.padStart(6)}  ${instruction}`;
}

function measuredOn({ build }: SavedMeasurement): string {
  return `${build.measuredAt.slice(0, 16).replace("T", " ")} UTC`;
}

/** Control characters, which an editor would show as boxes, become blanks. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}
