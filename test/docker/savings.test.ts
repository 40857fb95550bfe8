// Real builds before and after every fix: the image still works, is smaller, and by as much as was claimed.
import { cpSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type Docker from "dockerode";
import { describe, expect, onTestFinished, test } from "vitest";
import type { FindingReport, LintReport } from "../../server/src/cli/lint-report";
import { folder, run } from "../cli/command-line";
import { holdEngine } from "./engine-lock";
import { clientOf, engines, removeImage, runsIn } from "./engines";
import { fileTree } from "./file-tree";
import { applyFix, keepRows, layOut, readSavingCases, type SavingCase, type SavingRow } from "./saving-cases";

const [engine] = engines;
/** A fix changes the Dockerfile and the ignore file, which a copy of the whole context stores as well. */
const ownBytes = 500;
const tag = (what: string) => `layer-cost-saving-${what}:${process.pid}`;

describe.skipIf(engine === undefined)(`savings on ${engine?.label ?? "no engine"}`, () => {
  if (engine) holdEngine(engine.endpoint);
  const environment = { DOCKER_HOST: engine?.endpoint ?? "" };

  const findingsIn = (place: string): readonly FindingReport[] => {
    const { output, errors, exitCode } = run(["lint", "--format", "json", path.join(place, "Dockerfile")], {
      environment,
    });
    expect([exitCode === 2, exitCode === 2 ? errors : ""]).toEqual([false, ""]);
    return (JSON.parse(output) as LintReport).files[0]!.findings;
  };

  /** Builds, runs the smoke command, and gives back the image's size in bytes. */
  const measure = async (docker: Docker, place: string, name: string, smoke: readonly string[]): Promise<number> => {
    const argv = ["build", "--format", "json", "--context", place, "--keep", tag(name), path.join(place, "Dockerfile")];
    const { output, errors, exitCode } = run(argv, { environment });
    const text = readFileSync(path.join(place, "Dockerfile"), "utf8");
    expect([exitCode, exitCode === 0 ? "" : `${text}\n${errors}`]).toEqual([0, ""]);
    await runsIn(docker, tag(name), smoke, text);
    const { size } = JSON.parse(output).image;
    expect(size.kind).toBe("measured");
    return size.bytes;
  };

  test.each(readSavingCases().map((one) => [one.name, one] as const))("%s", { timeout: 600_000 }, async (_, one) => {
    const docker = await clientOf(engine!);
    onTestFinished(async () => {
      await removeImage(docker, tag("before"));
      await removeImage(docker, tag("after"));
    });
    for (const [image, dockerfile] of Object.entries(one.bases)) await makeBase(docker, image, one.folder, dockerfile);
    const rows = await proveFixes(docker, one);
    keepRows(one.name, engine!.label, rows);
  });

  /** Stands in for an image that only a registry has; one that is there is used as it is. */
  async function makeBase(docker: Docker, image: string, place: string, dockerfile: string): Promise<void> {
    const present = await docker.listImages({ filters: { reference: [image] } });
    if (present.length > 0) return;
    onTestFinished(() => removeImage(docker, image));
    const argv = ["build", "--context", place, "--keep", image, path.join(place, dockerfile)];
    const { errors, exitCode } = run(argv, { environment });
    expect([exitCode, exitCode === 0 ? "" : errors]).toEqual([0, ""]);
  }

  async function proveFixes(docker: Docker, one: SavingCase): Promise<readonly SavingRow[]> {
    const before = path.join(folder, "before");
    layOut(one, before);
    const findings = findingsIn(before).filter(({ rule }) => rule === one.rule);
    expect(findings.length, "the rule speaks").toBeGreaterThan(0);
    const size = await measure(docker, before, "before", one.smoke);
    const rows: SavingRow[] = [];
    for (const finding of findings) {
      for (const fix of finding.fixes) {
        if (Object.keys(one.skippedFixes).some((part) => fix.title.includes(part))) continue;
        const place = path.join(folder, "after");
        rmSync(place, { recursive: true, force: true });
        cpSync(before, place, { recursive: true });
        applyFix(place, "Dockerfile", fix);
        // Under a tag that the next image takes over, it would stay without a name.
        await removeImage(docker, tag("after"));
        const after = await measure(docker, place, "after", one.smoke);
        const { saving } = finding;
        rows.push({
          rule: one.rule,
          name: one.name,
          fix,
          claim: saving,
          before: size,
          after,
          claimNotCompared: one.claimNotCompared,
        });
        expect(after, fix.title).toBeLessThan(size);
        if (fix.applicability === "safe") await expectFilesAlike(docker, fix.title);
        if (one.claimNotCompared === undefined && saving.kind === "estimated") {
          const what = `${fix.title}: claimed ${saving.low} to ${saving.high}`;
          expect(size - after, what).toBeGreaterThanOrEqual(saving.low - ownBytes);
          expect(size - after, what).toBeLessThanOrEqual(saving.high + ownBytes);
        }
      }
    }
    expect(rows.length, "a fix is offered").toBeGreaterThan(0);
    return rows;
  }
});

/** A safe fix takes files away, and leaves the others as they were. */
async function expectFilesAlike(docker: Docker, title: string): Promise<void> {
  const before = await fileTree(docker, tag("before"));
  const after = await fileTree(docker, tag("after"));
  const changed = [...after].filter(([path, entry]) => before.get(path) !== entry);
  expect(
    changed.map(([path, entry]) => `${path}: ${before.get(path) ?? "none"}, now ${entry}`),
    title,
  ).toEqual([]);
}
