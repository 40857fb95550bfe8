// Builds the cases, prints what was predicted of them against what the engine measured, and writes docs/accuracy.md when
// all of them were built: `npm run bench:sizes`.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { FileReport } from "../../../server/src/cli/lint-report";
import { printTable } from "../report";
import { accuracyPage, cells, type Results, summaryHead, summaryRows } from "./accuracy-page";
import { layOut, readCases, type SizeCase } from "./cases";
import type { Row } from "./compare";
import { type Measuring, measure, type Truth } from "./measure";
import { predict } from "./predict";
import { measureSavings } from "./savings";

const root = process.env.LAYER_COST_ROOT!;
const known = ["--again", "--calibration", "--keep", "--no-savings"];

interface CaseRows extends Pick<Results, "stages" | "instructions" | "savings"> {
  readonly truth: Truth;
}

async function runCase(one: SizeCase, measuring: Measuring, withSavings: boolean): Promise<CaseRows> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "layer-cost-sizes-"));
  try {
    const place = path.join(folder, "context");
    layOut(one, place);
    // Predicted first: nothing that a build leaves can help.
    const report = predict(place, measuring.commandLine);
    const truth = await measure(place, measuring);
    const savings = withSavings
      ? await measureSavings(one, report, truth, place, path.join(folder, "fixed"), { ...measuring, keep: undefined })
      : [];
    return { truth, ...rowsOf(one, report, truth), savings };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(
  { name, heldOut }: SizeCase,
  report: FileReport,
  truth: Truth,
): Pick<Results, "stages" | "instructions"> {
  const stages: Row[] = [];
  const instructions: Row[] = [];
  for (const { index, name: stageName, own, instructions: built } of truth.stages) {
    const said = report.stages.find((stage) => stage.index === index)!;
    if (own.claim.kind === "measured")
      stages.push({
        case: name,
        heldOut,
        what: stageName ?? `stage ${index}`,
        claim: said.own.claim,
        unknownParts: said.own.unknownParts,
        measured: own.claim.bytes,
      });
    for (const { line, keyword, size } of built) {
      const priced = report.instructions.find((instruction) => instruction.line === line);
      if (keyword === "FROM" || priced === undefined || size.kind !== "measured") continue;
      if (size.bytes === 0 && priced.size.kind === "estimated" && priced.size.high === 0) continue;
      instructions.push({
        case: name,
        heldOut,
        what: `line ${line + 1}, ${keyword}`,
        claim: priced.size,
        unknownParts: priced.unknownParts,
        measured: size.bytes,
      });
    }
  }
  return { stages, instructions };
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const flags = new Set(given.filter((argument) => argument.startsWith("--")));
  const names = given.filter((argument) => !flags.has(argument));
  const unknown = [...flags].find((flag) => !known.includes(flag));
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${known.join(", ")}`);
  const cases = readCases(names).filter(({ heldOut }) => !heldOut || !flags.has("--calibration"));
  const measuring = {
    endpoint: process.env.LAYER_COST_SIZES_ENGINE!,
    commandLine: path.join(root, "dist/cli.js"),
    again: flags.has("--again"),
  };
  const stages: Row[] = [];
  const instructions: Row[] = [];
  const savings: Row[] = [];
  const failed: string[] = [];
  const engines = new Set<string>();
  const dates: string[] = [];
  for (const one of cases) {
    const keep = flags.has("--keep") ? `sizes-${one.name}:kept` : undefined;
    try {
      const rows = await runCase(one, { ...measuring, keep }, !flags.has("--no-savings"));
      engines.add(rows.truth.engine);
      dates.push(rows.truth.measuredAt.slice(0, 10));
      stages.push(...rows.stages);
      instructions.push(...rows.instructions);
      savings.push(...rows.savings);
      for (const row of rows.stages) console.log(`${one.name}  ${cells(row).join("  ")}`);
    } catch (error) {
      failed.push(one.name);
      console.log(`${one.name}: ${(error as Error).message}`);
    }
  }
  const days = dates.sort();
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const results: Results = {
    engine: [...engines].join(" and "),
    versions: `Layer Cost ${version}, built from ${days[0]} to ${days.at(-1)}`,
    date: new Date().toISOString().slice(0, 10),
    stages,
    instructions,
    savings,
  };
  const rowsOfTable = (rows: readonly Row[]) => [
    ["case", "", "predicted", "range", "measured", "error", ""],
    ...rows.map((row) => [row.case, ...cells(row)]),
  ];
  printTable("Instructions, MB", rowsOfTable(instructions));
  printTable("Stages, MB", rowsOfTable(stages));
  if (savings.length > 0) printTable("Savings, MB", rowsOfTable(savings));
  printTable("Summary", [summaryHead, ...summaryRows(results)]);
  if (failed.length > 0) throw new Error(`not built: ${failed.join(", ")}`);
  if (names.length === 0 && flags.size === 0) writeFileSync(path.join(root, "docs/accuracy.md"), accuracyPage(results));
  else console.log("\ndocs/accuracy.md is written when all cases are built, without flags.");
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(2);
});
