// What the product says of a Dockerfile before it was ever built, on a machine that has neither its base images nor an engine.
import { spawnSync } from "node:child_process";
import path from "node:path";
import type { FileReport, LintReport } from "../../../server/src/cli/lint-report";

/** The report of `layer-cost lint` on `folder/Dockerfile`; throws with what it printed where it cannot do its job. */
export function predict(folder: string, commandLine: string): FileReport {
  const file = path.join(folder, "Dockerfile");
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, "lint", "--format", "json", file], {
    env: { PATH: process.env.PATH, HOME: folder },
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return (JSON.parse(stdout) as LintReport).files[0]!;
}
