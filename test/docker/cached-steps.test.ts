// Fixes that cost no bytes but minutes: the fixed file builds, its image works, and a change runs no more than it has to.
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { FindingReport, LintReport } from "../../server/src/cli/lint-report";
import { folder, run, write } from "../cli/command-line";
import { holdEngine } from "./engine-lock";
import { clientOf, engines, removeImage, runsIn } from "./engines";
import { applyFix, casesFolder } from "./saving-cases";

const [engine] = engines;
const tag = `layer-cost-cached:${process.pid}`;

interface CacheCase {
  readonly rule: string;
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly smoke: readonly string[];
  /** What changes between two builds. */
  readonly change?: { readonly file?: string; readonly buildArgument?: string };
  /** Starts of the instructions that must then come from the cache, and did not before the fix. */
  readonly cached: readonly string[];
}

const npmProject = { "server.js": 'require("lodash");\n' };
const now = `${Date.now()}`;

const cases: readonly CacheCase[] = [
  {
    rule: "sources-copied-before-install",
    dockerfile: `FROM node:20-slim\nENV RUN_OF_THE_TEST=${now}\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n`,
    files: npmProject,
    smoke: ["node", "server.js"],
    change: { file: "server.js" },
    cached: ["RUN npm ci"],
  },
  {
    rule: "volatile-argument-early",
    dockerfile: `FROM debian:bookworm-slim\nENV RUN_OF_THE_TEST=${now}\nARG GIT_COMMIT\nLABEL revision=$GIT_COMMIT\nRUN apt-get update && apt-get install -y --no-install-recommends file && rm -rf /var/lib/apt/lists/*\nCMD ["file", "/bin/sh"]\n`,
    smoke: ["file", "--version"],
    change: { buildArgument: "GIT_COMMIT" },
    cached: ["RUN apt-get update"],
  },
  {
    rule: "install-without-cache-mount",
    dockerfile: `FROM node:20-slim AS build\nENV RUN_OF_THE_TEST=${now}\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\n\nFROM node:20-slim\nWORKDIR /app\nCOPY --from=build /app/node_modules ./node_modules\nCOPY server.js .\nCMD ["node", "server.js"]\n`,
    files: npmProject,
    smoke: ["node", "server.js"],
    cached: [],
  },
  {
    rule: "context-is-large",
    dockerfile: `FROM node:20-slim AS build\nENV RUN_OF_THE_TEST=${now}\nWORKDIR /app\nCOPY . .\nRUN node server.js > told.txt\n\nFROM node:20-slim\nCOPY --from=build /app/told.txt /app/told.txt\nCMD ["cat", "/app/told.txt"]\n`,
    files: { "server.js": "console.log(42);\n", ".git/HEAD": "ref: refs/heads/main\n", ".git/pack": "0".repeat(120e6) },
    smoke: ["grep", "42", "/app/told.txt"],
    cached: [],
  },
];

describe.skipIf(engine === undefined)(`steps from the cache on ${engine?.label ?? "no engine"}`, () => {
  if (engine) holdEngine(engine.endpoint);
  const environment = { DOCKER_HOST: engine?.endpoint ?? "" };

  const findingsIn = (place: string): readonly FindingReport[] => {
    const { output } = run(["lint", "--format", "json", path.join(place, "Dockerfile")], { environment });
    return (JSON.parse(output) as LintReport).files[0]!.findings;
  };

  /** Builds, and tells which of the instructions came from the cache. */
  const build = async (place: string, argument = "one", ...names: string[]): Promise<readonly string[]> => {
    await removeImage(await clientOf(engine!), tag);
    const values = names.flatMap((name) => ["--build-arg", `${name}=${argument}`]);
    const file = path.join(place, "Dockerfile");
    const argv = ["build", "--format", "json", "--context", place, "--keep", tag, ...values, file];
    const { output, errors, exitCode } = run(argv, { environment });
    const text = readFileSync(file, "utf8");
    expect([exitCode, exitCode === 0 ? "" : `${text}\n${errors}`]).toEqual([0, ""]);
    const lines = text.split("\n");
    const { stages } = JSON.parse(output) as { stages: { instructions: { line: number; cached: boolean }[] }[] };
    return stages.flatMap(({ instructions }) =>
      instructions.filter(({ cached }) => cached).map(({ line }) => lines[line] ?? ""),
    );
  };

  test.each(cases.map((one) => [one.rule, one] as const))("%s", { timeout: 300_000 }, async (_, one) => {
    const docker = await clientOf(engine!);
    onTestFinished(() => removeImage(docker, tag));
    const project = path.join(casesFolder, "dev-dependencies-in-runtime--npm");
    for (const name of ["package.json", "package-lock.json"])
      write(`before/${name}`, readFileSync(path.join(project, name), "utf8"));
    write("before/Dockerfile", one.dockerfile);
    for (const [name, text] of Object.entries(one.files ?? {})) write(`before/${name}`, text);
    const before = path.join(folder, "before");
    const findings = findingsIn(before).filter(({ rule }) => rule === one.rule);
    expect(findings.flatMap(({ fixes }) => fixes).length, "a fix is offered").toBeGreaterThan(0);

    const names = one.change?.buildArgument === undefined ? [] : [one.change.buildArgument];
    const rebuilt = async (place: string): Promise<readonly string[]> => {
      await build(place, "one", ...names);
      if (one.change?.file !== undefined)
        writeFileSync(
          path.join(place, one.change.file),
          `${readFileSync(path.join(place, one.change.file))}// edited\n`,
        );
      return one.change === undefined ? [] : await build(place, "two", ...names);
    };
    const isCached = (lines: readonly string[], start: string) => lines.some((line) => line.startsWith(start));
    for (const fix of findings.flatMap(({ fixes }) => fixes)) {
      const after = path.join(folder, "after");
      rmSync(after, { recursive: true, force: true });
      cpSync(before, after, { recursive: true });
      applyFix(after, "Dockerfile", fix);
      const lines = await rebuilt(after);
      expect(
        one.cached.filter((start) => !isCached(lines, start)),
        fix.title,
      ).toEqual([]);
      await runsIn(docker, tag, one.smoke, readFileSync(path.join(after, "Dockerfile"), "utf8"));
    }
    if (one.change !== undefined) {
      const lines = await rebuilt(before);
      expect(
        one.cached.filter((start) => isCached(lines, start)),
        "without the fix",
      ).toEqual([]);
    }
  });
});
