// `layer-cost lint` as a user starts it: what it prints, in every format, and how it ends.
import { readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import Ajv from "ajv";
import { describe, expect, test } from "vitest";
import { clean, folder, run, runIntoClosedPipe, wasteful, write } from "./command-line";

describe("text", () => {
  test("says where, what, how much and what to do, then sums up", () => {
    write("Dockerfile", wasteful);
    const { exitCode, output, errors } = run(["lint", "Dockerfile"]);
    expect(errors).toBe("");
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /^Dockerfile:2:\d+ warning .+ \[package-cache-left\]\n {2}saves ≈ [\d.]+ [kM]B\n {2}fix: .+ \(safe: --fix applies it\)\n/,
    );
    expect(output).toMatch(/\n\nDockerfile: stage 0 ships [≈≥] [\d.]+ MB, the findings give back ≈ [\d.]+ MB\n/);
    expect(output).toMatch(/\n1 finding in 1 file: 1 warning\. --fix takes care of all of them\.\n$/);
  });

  test("is short when there is nothing to say", () => {
    write("Dockerfile", clean);
    expect(run(["lint"])).toEqual({ exitCode: 0, output: "No findings in 1 file.\n", errors: "" });
  });

  test("has colours only where they are wanted", () => {
    write("Dockerfile", wasteful);
    expect(run(["lint"]).output).not.toContain("\u001b");
    expect(run(["lint"], { environment: { FORCE_COLOR: "1" } }).output).toContain("\u001b[33mwarning\u001b[39m");
    expect(run(["lint"], { environment: { FORCE_COLOR: "0" } }).output).not.toContain("\u001b");
    expect(run(["lint"], { environment: { NO_COLOR: "1" } }).output).not.toContain("\u001b");
  });

  test("is not upset when the reader leaves early", async () => {
    for (let index = 0; index < 300; index++) write(`${index}.Dockerfile`, wasteful);
    expect(await runIntoClosedPipe(["lint"])).toEqual({ exitCode: 1, output: "", errors: "" });
  });
});

describe("json", () => {
  test("keeps the contract", () => {
    write(
      "api/Dockerfile",
      `FROM debian:bookworm-slim AS base\r\n\r\n${wasteful.split("\n")[1]}\r\nFROM base\r\nENV A=1\r\n`,
    );
    const { output, exitCode } = run(["lint", "--format", "json", "api"]);
    const report = JSON.parse(output);
    expect(exitCode).toBe(1);
    expect(report.version).toBe(1);
    expect(report.files).toHaveLength(1);
    const [file] = report.files;
    expect(file.path).toBe("api/Dockerfile");
    const total = { claim: { kind: "estimated", metric: "unpacked" }, unknownParts: 0 };
    expect(file.stages).toMatchObject([
      { name: "base", index: 0, line: 0, shipped: true, own: total, total },
      { name: null, index: 1, line: 3, shipped: true, own: total, total },
    ]);
    expect(file.instructions.map(({ line, keyword, stage }: never) => [line, keyword, stage])).toEqual([
      [0, "FROM", 0],
      [2, "RUN", 0],
      [3, "FROM", 1],
      [4, "ENV", 1],
    ]);
    for (const { size } of file.instructions) expect(size.kind).toMatch(/^(measured|estimated|unknown)$/);
    expect(file.findings).toMatchObject([
      {
        rule: "package-cache-left",
        severity: "warning",
        message: expect.any(String),
        stage: expect.any(Number),
        range: { start: { line: 2 }, end: { line: 2 } },
        saving: { kind: "estimated" },
        fixes: expect.arrayContaining([expect.objectContaining({ applicability: "safe" })]),
      },
    ]);
    const [fix] = file.findings[0].fixes;
    expect(fix).toEqual({
      title: expect.any(String),
      applicability: "safe",
      edits: [{ range: { start: expect.anything(), end: expect.anything() }, newText: expect.any(String) }],
    });
  });

  test("gives the same for the same files, whatever engine the machine has", () => {
    write("Dockerfile", wasteful);
    const report = run(["lint", "--format", "json"]).output;
    const withEngine = run(["lint", "--format", "json"], {
      environment: { DOCKER_HOST: process.env.DOCKER_HOST ?? "" },
    });
    expect(withEngine.output).toBe(report);
  });
});

/** The parts of a SARIF result that tests look at. */
interface SarifResult {
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: object } }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

describe("sarif", () => {
  const validate = () => {
    const file = require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
    // The schema's dialect is older than the validator; without the two names it reads the same.
    const { $schema, id, ...schema } = JSON.parse(readFileSync(file, "utf8"));
    return new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(schema);
  };

  test("is valid by the schema of SARIF 2.1.0", () => {
    write("a b/Dockerfile", wasteful);
    write("ünï.Dockerfile", wasteful);
    const log = JSON.parse(run(["lint", "--format", "sarif"]).output);
    const valid = validate();
    expect([valid(log), valid.errors]).toEqual([true, null]);
    expect([valid({ ...log, runs: [{}] })]).toEqual([false]);
    const [{ results, tool, columnKind, originalUriBaseIds }] = log.runs;
    expect(columnKind).toBe("utf16CodeUnits");
    expect(originalUriBaseIds["%SRCROOT%"].uri).toBe(`${pathToFileURL(folder).href}/`);
    const uris = results.map((result: SarifResult) => result.locations[0]?.physicalLocation.artifactLocation);
    expect(uris).toEqual([
      { uri: "a%20b/Dockerfile", uriBaseId: "%SRCROOT%" },
      { uri: "%C3%BCn%C3%AF.Dockerfile", uriBaseId: "%SRCROOT%" },
    ]);
    for (const { ruleId, ruleIndex, level, fixes, locations } of results) {
      expect([ruleId, level]).toEqual(["package-cache-left", "warning"]);
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(tool.driver.rules[ruleIndex].helpUri).toMatch(/^https:\/\/.*package-cache-left/);
      expect(tool.driver.rules[ruleIndex].help.markdown).toContain("\n\n");
      expect(locations[0].physicalLocation.region.startLine).toBe(2);
      const [{ artifactLocation, replacements }] = fixes[0].artifactChanges;
      expect(uris).toContainEqual(artifactLocation);
      expect(replacements[0].insertedContent.text).toEqual(expect.any(String));
    }
  });

  test("knows a finding again when lines above it change", () => {
    const fingerprints = () => {
      const log = JSON.parse(run(["lint", "--format", "sarif"]).output);
      return log.runs[0].results.map((result: SarifResult) => result.partialFingerprints["layerCost/v1"]);
    };
    write("Dockerfile", wasteful + wasteful);
    const before = fingerprints();
    expect(new Set(before).size).toBe(before.length);
    write("Dockerfile", `# a comment\n\n${wasteful}${wasteful}`);
    expect(fingerprints()).toEqual(before);
  });

  test("is a log of a failed run when a file could not be read", () => {
    const { output, exitCode } = run(["lint", "--format", "sarif", "missing"]);
    const log = JSON.parse(output);
    const valid = validate();
    expect([valid(log), exitCode]).toEqual([true, 2]);
    expect(log.runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(log.runs[0].results).toEqual([]);
  });
});

describe("github", () => {
  test("escapes what would end a property or the command", () => {
    write("a,b:c%/Dockerfile", wasteful);
    const { output } = run(["lint", "--format", "github"]);
    expect(output).toMatch(
      /^::warning file=a%2Cb%3Ac%25\/Dockerfile,line=2,endLine=2,col=\d+,endColumn=\d+,title=package-cache-left::.+%0ASaves ≈ [\d.]+ [kM]B\.\n$/,
    );
  });

  test("names files from the repository's root, wherever it is started", () => {
    write("api/Dockerfile", wasteful);
    const environment = { GITHUB_WORKSPACE: folder };
    const cwd = path.join(folder, "api");
    expect(run(["lint", "--format", "github"], { cwd, environment }).output).toMatch(
      /^::warning file=api\/Dockerfile,/,
    );
    expect(run(["lint", "--format", "github"], { cwd }).output).toMatch(/^::warning file=Dockerfile,/);
    const elsewhere = { GITHUB_WORKSPACE: "/nowhere" };
    expect(run(["lint", "--format", "github"], { cwd, environment: elsewhere }).output).toMatch(/ file=Dockerfile,/);
  });

  test("prints nothing where nothing is found", () => {
    write("Dockerfile", clean);
    expect(run(["lint", "--format", "github"])).toEqual({ exitCode: 0, output: "", errors: "" });
  });
});

describe("exit code", () => {
  test.each([
    ["warning", 1],
    ["info", 1],
    ["never", 0],
  ])("--fail-on %s with a warning: %i", (severity, expected) => {
    write("Dockerfile", wasteful);
    expect(run(["lint", "--fail-on", severity]).exitCode).toBe(expected);
  });

  test.each([
    ["warning", 0],
    ["info", 1],
    ["never", 0],
  ])("--fail-on %s with an information: %i", (severity, expected) => {
    write("Dockerfile", wasteful);
    write(".layer-cost.json", '{ "rules": { "package-cache-left": "info" } }');
    expect(run(["lint", "--fail-on", severity]).exitCode).toBe(expected);
  });

  test("one file that cannot be read makes it 2, and the others are still linted", () => {
    write("Dockerfile", wasteful);
    const { exitCode, output, errors } = run(["lint", "missing", "Dockerfile"]);
    expect(exitCode).toBe(2);
    expect(output).toContain("[package-cache-left]");
    expect(errors).toBe("layer-cost: missing cannot be read: no such file or folder\n");
  });

  test("a target over its budget makes it 1", () => {
    write("Dockerfile", clean);
    write(".layer-cost.json", '{ "budget": "1MB" }');
    const { exitCode, output } = run(["lint", "--fail-on", "never"]);
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /^Dockerfile:1:6 error Stage 0 comes to .+ MB, over its budget of 1 MB\. .+ \[size-budget-exceeded\]\n/,
    );
    write(".layer-cost.json", '{ "budget": "1MB", "rules": { "size-budget-exceeded": "off" } }');
    expect(run(["lint"]).exitCode).toBe(0);
  });

  test("a budget in the file counts more than that of the settings, and one that is none is said to be", () => {
    write(".layer-cost.json", '{ "budget": "1MB" }');
    write("Dockerfile", `# layer-cost budget=9GB\n${clean}`);
    expect(run(["lint"]).exitCode).toBe(0);
    write("Dockerfile", `# layer-cost budget=small\n${clean}`);
    const { exitCode, errors } = run(["lint"]);
    expect(exitCode).toBe(1);
    expect(errors).toContain('Dockerfile:1:1: A budget is a size such as 500MB, not "small".');
  });
});

describe("settings", () => {
  test("the nearest file upwards counts", () => {
    write(".layer-cost.json", '{ "rules": { "package-cache-left": "off" } }');
    write("a/Dockerfile", wasteful);
    write("b/Dockerfile", wasteful);
    write("b/.layer-cost.json", '{ "rules": { "package-cache-left": "error" } }');
    const { output } = run(["lint"]);
    expect(output).not.toContain("a/Dockerfile:");
    expect(output).toContain("b/Dockerfile:2:");
    expect(output).toContain(" error ");
  });

  test("what is wrong in it is said in a sentence, and does not stop the rest", () => {
    write("Dockerfile", wasteful);
    write(".layer-cost.json", '{ "rulse": {}, "minimumSaving": "much" }');
    const { exitCode, output, errors } = run(["lint"]);
    expect(exitCode).toBe(1);
    expect(output).toContain("[package-cache-left]");
    expect(errors.trim().split("\n")).toHaveLength(2);
    expect(errors).toContain("rulse");
    expect(errors).toContain('"rules"');
  });

  test("what many files share is said once", () => {
    for (const name of ["a/Dockerfile", "b/Dockerfile"]) write(name, clean);
    write(".layer-cost.json", '{ "rulse": {} }');
    expect(run(["lint"]).errors).toMatch(/^layer-cost: settings of a\/Dockerfile: [^\n]+\n$/);
  });

  test("a broken file too", () => {
    write("Dockerfile", clean);
    write(".layer-cost.json", '{ "rules": ');
    const { exitCode, errors } = run(["lint"]);
    expect(exitCode).toBe(0);
    expect(errors).toMatch(/^layer-cost: settings of Dockerfile: .*\.layer-cost\.json.*\n$/);
  });
});

describe("standard input", () => {
  test("is linted in the place of the file that is named", () => {
    write(".layer-cost.json", '{ "rules": { "package-cache-left": "error" } }');
    const { exitCode, output } = run(["lint", "--stdin-filename", "api/Dockerfile"], { input: wasteful });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^api\/Dockerfile:2:\d+ error /);
  });

  test("is also meant by -", () => {
    expect(run(["lint", "-"], { input: wasteful }).output).toMatch(/^<stdin>:2:\d+ warning /);
  });

  test("with --fix, the fixed text goes to standard output and the report beside it", () => {
    const { output, errors } = run(["lint", "--fix", "-"], { input: wasteful });
    expect(output).toContain("apt-get install -y --no-install-recommends git");
    expect(output).not.toBe(wasteful);
    expect(run(["lint", "-"], { input: output }).exitCode).toBe(0);
    expect(errors).toMatch(/^<stdin> fixed .+\n\n1 finding fixed\. No findings are left in 1 file\.\n$/);
  });

  test("does not go together with files", () => {
    write("Dockerfile", clean);
    expect(run(["lint", "-", "Dockerfile"]).exitCode).toBe(2);
    expect(run(["lint", "--stdin-filename", "a", "Dockerfile"]).errors).toBe(
      "layer-cost: --stdin-filename is for standard input: leave out the paths, or use -\n",
    );
  });
});

test("paths are shown as they were given", () => {
  write("a/Dockerfile", wasteful);
  const absolute = path.join(folder, "a/Dockerfile");
  expect(run(["lint", absolute]).output).toContain(`${absolute}:2:`);
  expect(run(["lint", "./a"]).output).toMatch(/^a\/Dockerfile:2:/);
  expect(run(["lint", "../a"], { cwd: path.join(folder, "a") }).output).toMatch(/^\.\.\/a\/Dockerfile:2:/);
});

test("a file that is named twice is linted once", () => {
  const file = write("a/Dockerfile", wasteful);
  symlinkSync(file, path.join(folder, "link"));
  expect(run(["lint", "link", "a"]).output).toMatch(/^link:2:.*\n1 finding in 1 file: /s);
  expect(run(["lint", "a", "a/Dockerfile", "./a/../a"]).output).toContain("1 finding in 1 file");
});
