// Builds each case again with one finding's fix applied: what the fix was said to give back against what it did.
import { cpSync, rmSync } from "node:fs";
import type { FileReport } from "../../../server/src/cli/lint-report";
import { applyFix } from "../../docker/saving-cases";
import type { SizeCase } from "./cases";
import type { Row } from "./compare";
import { type Measuring, measure, type Truth } from "./measure";

/**
 * One row for the first fix of each finding on the case's image. `before` is the measured case in `place`; `spare` is a
 * folder that may be filled and removed.
 */
export async function measureSavings(
  one: SizeCase,
  report: FileReport,
  before: Truth,
  place: string,
  spare: string,
  measuring: Measuring,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const target = report.stages.find(({ target }) => target)?.index;
  for (const finding of report.findings) {
    const [fix] = finding.fixes;
    if (fix === undefined || finding.saving.kind === "unknown" || finding.stage !== target) continue;
    // What the stand-ins for base images take is nothing that could be predicted.
    if (finding.rule === "sdk-base-in-runtime") continue;
    rmSync(spare, { recursive: true, force: true });
    cpSync(place, spare, { recursive: true });
    applyFix(spare, "Dockerfile", fix);
    const after = await measure(spare, measuring);
    rows.push({
      case: one.name,
      heldOut: one.heldOut,
      what: `${finding.rule}: ${fix.title}`,
      claim: finding.saving,
      unknownParts: 0,
      measured: imageBytes(before) - imageBytes(after),
    });
  }
  return rows;
}

function imageBytes({ image: { size } }: Truth): number {
  if (size.kind !== "measured") throw new Error("the engine did not say the image's size");
  return size.bytes;
}
