// What measuring the other stages adds to a build of the target alone.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { benchEngines, buildByCommand, commandOf } from "./engines";
import { type Budget, milliseconds, printTable } from "./report";

const rounds = 3;
const stages = 6;
const stageBytes = 20_000_000;

/** New builds of six stages with 20 MB each, the target alone and all of it in turn; the best of the rounds counts. */
export function benchMeasure(root: string): Budget[] {
  const cli = commandOf(root);
  const rows: string[][] = [];
  const budgets: Budget[] = [];
  for (const engine of benchEngines(cli)) {
    const best = { target: Number.POSITIVE_INFINITY, stages: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round++) {
      for (const what of ["target", "stages"] as const) {
        const folder = newProject();
        try {
          const file = path.join(folder, "Dockerfile");
          best[what] = Math.min(best[what], buildByCommand(cli, engine, ["--measure", what, file]));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }
    }
    const added = Math.max(0, best.stages - best.target);
    const allowed = Math.max(0.05 * best.target, 500 * (stages - 1));
    rows.push([engine.label, milliseconds(best.target), milliseconds(best.stages), milliseconds(added)]);
    const what = `measuring ${stages - 1} more stages: ${engine.label}`;
    budgets.push({ what, measured: added, limit: allowed, format: milliseconds });
  }
  if (rows.length > 0)
    printTable(`A build of ${stages} stages with 20 MB each, the best of ${rounds} rounds`, [
      ["", "target alone", "with the others", "added"],
      ...rows,
    ]);
  return budgets;
}

/** Five stages that are copied from, each with its own random file, and the target. */
function newProject(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "layer-cost-bench-"));
  const numbers = Array.from({ length: stages - 1 }, (_, index) => index);
  for (const n of numbers) writeFileSync(path.join(folder, `data${n}`), randomBytes(stageBytes));
  writeFileSync(
    path.join(folder, "Dockerfile"),
    [
      ...numbers.map((n) => `FROM scratch AS stage${n}\nCOPY data${n} /data${n}`),
      "FROM scratch",
      ...numbers.map((n) => `COPY --from=stage${n} /data${n} /`),
      "",
    ].join("\n"),
  );
  return folder;
}
