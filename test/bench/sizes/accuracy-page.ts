// Writes docs/accuracy.md: what was predicted and what the engine measured, for people.
import type { SizeClaim } from "../../../server/src/engine/index";
import { compared, errorOf, type Row, smallestCompared, summarise, verdictOf, widestRange } from "./compare";

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(Math.abs(bytes) < 100e6 ? 1 : 0);
export const percent = (share: number, sign = false) =>
  Number.isFinite(share)
    ? `${sign && share > 0 ? "+" : ""}${(share * 100).toFixed(Math.abs(share) < 0.1 ? 1 : 0)} %`
    : "–";

function likelyText(claim: SizeClaim): string {
  return claim.kind === "unknown" ? "unknown" : megabytes(claim.kind === "measured" ? claim.bytes : claim.likely);
}
function rangeText(claim: SizeClaim): string {
  return claim.kind === "estimated" && claim.low !== claim.high
    ? `${megabytes(claim.low)}–${megabytes(claim.high)}`
    : "";
}

/** Cells of a row: what, predicted, range, measured, error, verdict. */
export function cells(row: Row): readonly string[] {
  const { what, claim, measured, unknownParts } = row;
  const isSmall = measured < smallestCompared;
  return [
    what,
    `${unknownParts > 0 && claim.kind !== "unknown" ? "≥ " : ""}${likelyText(claim)}`,
    rangeText(claim),
    megabytes(measured),
    isSmall ? "" : percent(errorOf(row), true),
    isSmall ? "" : verdictOf(row),
  ];
}

export interface Results {
  readonly engine: string;
  readonly versions: string;
  readonly date: string;
  readonly stages: readonly Row[];
  readonly instructions: readonly Row[];
  readonly savings: readonly Row[];
}

/** The rows of the summary: title, then figures. */
export function summaryRows({ stages, instructions, savings }: Results): readonly (readonly string[])[] {
  const groups: [string, readonly Row[]][] = [
    ["stages, calibration", stages.filter(({ heldOut }) => !heldOut)],
    ["stages, held out", stages.filter(({ heldOut }) => heldOut)],
    ["instructions, calibration", instructions.filter(({ heldOut }) => !heldOut)],
    ["instructions, held out", instructions.filter(({ heldOut }) => heldOut)],
    ["savings, calibration", savings.filter(({ heldOut }) => !heldOut)],
    ["savings, held out", savings.filter(({ heldOut }) => heldOut)],
  ];
  return groups.flatMap(([title, rows]) => {
    const large = compared(rows);
    if (large.length === 0) return [];
    const { medianError, within15, inRange, above, below, medianSigned } = summarise(large);
    return [
      [
        title,
        String(large.length),
        percent(medianError),
        percent(within15),
        percent(inRange),
        `${above} above, ${below} below`,
        percent(medianSigned, true),
      ],
    ];
  });
}

export const summaryHead = ["", "compared", "median error", "within 15 %", "in range", "sign", "median with sign"];
const head = ["", "predicted", "range", "measured", "error", ""];

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), line(columns.map((_, at) => (at === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

function caseTable(rows: readonly Row[]): string {
  return table(
    ["case", ...head.map((title) => title || " ")],
    rows.map((row) => [`[${row.case}](../test/bench/sizes/cases/${row.case}/Dockerfile)`, ...cells(row)]),
  );
}

export function accuracyPage(results: Results): string {
  const { engine, versions, date, stages, instructions, savings } = results;
  const section = (title: string, rows: readonly Row[]) => {
    const part = (name: string, some: readonly Row[]) =>
      some.length === 0 ? "" : `### ${name}\n\n${caseTable(some)}\n\n`;
    return `## ${title}\n\n${part(
      "Calibration",
      rows.filter(({ heldOut }) => !heldOut),
    )}${part(
      "Held out",
      rows.filter(({ heldOut }) => heldOut),
    )}`;
  };
  return `# How good the sizes before the build are

Written by \`npm run bench:sizes\` on ${date}: ${versions}. Every case is a Dockerfile of \`test/bench/sizes/cases\`, priced by \`layer-cost lint\` as on a machine without an engine, then built on ${engine}. "Measured" is the engine's own figure (the sum of the files of each layer). The base images are made of Debian's packages as the official ones are (\`scripts/engines/make-size-bases\`); what they take themselves is no prediction and is left out: a stage's figure is what it adds.

MB are 10⁶ bytes. Compared are rows of ${megabytes(smallestCompared)} MB and more. "In range" means that the claimed range holds the measured value and that its high end is at most ${widestRange} times its low one; wider ranges, lower bounds (≥) and "unknown" count as misses. An unknown prediction counts as an infinite error. Savings are those of findings with a fix and a known saving: the case is built again with the fix; swaps of base images are left out. Held-out cases were chosen before anything was measured, and never looked at while the prices were calibrated. Their first run, on 2026-11-26: 18 stages, median error 0.9 %, 94 % within 15 %, 83 % in range. The three that missed the range (a lock file's packages twice, and a part of the context that is copied on from a stage) were mended after that, so what is shown of them below is no longer blind.

${table(summaryHead, summaryRows(results))}

${section("Stages", stages)}${section("Instructions", instructions)}${section("Savings", savings)}`;
}
