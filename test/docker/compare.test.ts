// `layer-cost compare` and budgets on real engines, started as a user starts it: files, revisions, images, saved measurements.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { folder, run, write } from "../cli/command-line";
import { baseImage, clientOf, describeOnBuilders, removeImage, type TestEngine } from "./engines";

/** Nothing of an earlier test's build cache fits. */
const salt = () => process.hrtime.bigint().toString();

/** The second stage inherits what only the build needs, or does not. */
const dockerfile = (inherits: boolean, unique: string, source = "src") => `FROM ${baseImage} AS tools
RUN dd if=/dev/zero of=/tools bs=3000000 count=1 # ${unique}
FROM ${inherits ? "tools" : baseImage} AS run
COPY ${source} /src
RUN dd if=/dev/zero of=/made bs=1000000 count=1 # ${unique}
${inherits ? "" : "COPY --from=tools /tools /some/tools\n"}`;

const environmentOf = (engine: TestEngine) =>
  ({ ...engine.environment, DOCKER_HOST: engine.endpoint }) as Record<string, string>;

const git = (...given: string[]) =>
  execFileSync("git", ["-C", folder, "-c", "user.name=Test", "-c", "user.email=test@localhost", ...given], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_GLOBAL: "/dev/null" },
  });
const commit = () => {
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("commit", "--quiet", "--message", "first");
};
/** Where the commands of a test put what they need for a while: others on this machine have theirs elsewhere. */
let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(path.join(os.tmpdir(), "layer-cost-test-temporary-"));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
});
const leftovers = () => readdirSync(temporary);

describeOnBuilders("layer-cost compare", (engine) => {
  const start = (...argv: string[]) => run(argv, { environment: { ...environmentOf(engine), TMPDIR: temporary } });
  const json = (...argv: string[]) => {
    const { exitCode, output, errors } = start("compare", "--format", "json", ...argv);
    expect([exitCode, exitCode === 0 ? "" : errors]).toEqual([0, ""]);
    return JSON.parse(output);
  };

  test("one file is compared with its committed version, context and all", () => {
    const unique = salt();
    write("src/old.txt", "a".repeat(10_000));
    write("Dockerfile", dockerfile(true, unique));
    commit();
    write("Dockerfile", dockerfile(false, unique));
    write("src/new.txt", "b".repeat(30_000));
    const status = git("status", "--porcelain");

    const { exitCode, output, errors } = start("compare", "Dockerfile");
    expect([exitCode, exitCode === 0 ? "" : errors]).toEqual([0, ""]);
    expect(output).toMatch(/^HEAD \([0-9a-f]{7}\) → Dockerfile: [\d.]+ MB → [\d.]+ MB, \+30 kB \(\+[\d.<]+ %\)$/m);
    expect(output).toMatch(/^tools: adds 3 MB → 3 MB \(no longer shipped\), −3 MB in the image$/m);
    expect(output).toMatch(/^ +10 kB +40 kB +\+30 kB {2}~ COPY src \/src \(other files\)$/m);
    expect(output).toMatch(/^ +3 MB +\+3 MB {2}\+ COPY --from=tools \/tools \/some\/tools$/m);
    expect(output).toContain("the committed version has what is committed alone");
    // The repository is as it was, and the copy is gone.
    expect(git("status", "--porcelain")).toBe(status);
    expect(leftovers()).toEqual([]);
  });

  test("REV:PATH, a file of build --save and an image of the engine can be sides as well", async () => {
    const unique = salt();
    write("src/file", "x");
    write("docker/Dockerfile", dockerfile(true, unique));
    commit();
    const tag = `layer-cost-test-compared:${process.pid}`;
    const docker = await clientOf(engine);
    onTestFinished(() => removeImage(docker, tag));
    const saving = [
      "build",
      "--save",
      "before.json",
      "--name",
      "phase 1",
      "--keep",
      tag,
      "--context",
      ".",
      "docker/Dockerfile",
    ];
    const kept = start(...saving);
    expect([kept.exitCode, kept.exitCode === 0 ? "" : kept.errors]).toEqual([0, ""]);
    write("docker/Dockerfile", dockerfile(false, unique));

    const fromFile = json("--context", ".", "before.json", "docker/Dockerfile");
    expect(fromFile).toMatchObject({
      version: 1,
      before: { label: "phase 1", revision: null, target: "run" },
      after: { label: "Dockerfile" },
      size: { difference: { kind: "measured" } },
      budget: null,
    });
    const report = start(
      "compare",
      "--context=.",
      "--format",
      "markdown",
      "-o",
      "report.md",
      "before.json",
      "docker/Dockerfile",
    );
    expect(report).toMatchObject({ exitCode: 0, output: "" });
    const text = readFileSync(path.join(folder, "report.md"), "utf8");
    expect(text).toMatch(/^# run: /);
    expect(text).toContain(`kept as \`${tag}\``);

    // The context that is asked for is that of the commit.
    const revision = json("--context", ".", "HEAD:docker/Dockerfile", "docker/Dockerfile");
    expect(revision.before).toMatchObject({
      label: expect.stringMatching(/^HEAD \(/),
      revision: git("rev-parse", "HEAD").trim(),
    });
    expect(revision.size.difference).toEqual(fromFile.size.difference);

    const image = json(tag, "before.json");
    expect(image.before).toMatchObject({ label: tag, name: null });
    expect(image.size.difference).toMatchObject({ kind: "measured", bytes: 0 });
    // The image's history is the build's shipped stages, on the same base image.
    expect(image.stages).toHaveLength(1);
    const kinds = image.stages[0].instructions.map(
      ({ kind, after }: { kind: string; after: { keyword: string } | null }) => [kind, after?.keyword],
    );
    expect(kinds).toEqual([
      ["same", "FROM"],
      ["same", "RUN"],
      ["same", "COPY"],
      ["same", "RUN"],
    ]);
  });

  test("what cannot be compared is a sentence, and leaves nothing", () => {
    write("Dockerfile", `FROM ${baseImage}\nRUN false # ${salt()}\n`);
    const refusal = (...argv: string[]) => {
      const { exitCode, output, errors } = start("compare", ...argv);
      expect([exitCode, output]).toEqual([2, ""]);
      return errors.trim().split("\n").at(-1);
    };
    expect(refusal("Dockerfile")).toMatch(/is in no git repository/);
    git("init", "--quiet");
    expect(refusal("Dockerfile")).toMatch(/Nothing has been committed in this repository yet/);
    expect(refusal("nothing:here", "Dockerfile")).toMatch(
      /nothing:here: no such file or revision, and the engine has no image/,
    );
    commit();
    expect(refusal("HEAD:Dockerfile", "Dockerfile")).toMatch(/^layer-cost: HEAD:Dockerfile:/);
    expect(leftovers()).toEqual([]);
    write("broken.json", '{ "format": "layer-cost measurement", "version": 1 }');
    expect(refusal("broken.json", "Dockerfile")).toMatch(/^layer-cost: broken\.json: /);
  });

  test("--check runs both images, and fails where the second one does not work", () => {
    write("works.Dockerfile", `FROM ${baseImage}\nCMD ["sh", "-c", "echo here; sleep 60"]\n`);
    write("fails.Dockerfile", `FROM ${baseImage}\nCMD ["sh", "-c", "echo not here; exit 7"]\n`);
    const broken = start("compare", "--check", "--format", "markdown", "works.Dockerfile", "fails.Dockerfile");
    expect(broken.exitCode).toBe(1);
    expect(broken.output).toMatch(/^\| works\.Dockerfile \| passed \| .* started and still ran after /m);
    expect(broken.output).toMatch(/^\| fails\.Dockerfile \| \*\*failed\*\* \| .* failed with exit code 7\. /m);
    expect(broken.output).toContain("```text\nnot here\n```");
    expect(broken.errors).toMatch(/\nlayer-cost: fails\.Dockerfile does not pass its check: .*\n$/);
    const command = ["--command", "test -e /bin/sh"];
    const kept = start("build", ...command, "--save", "kept.json", "fails.Dockerfile");
    expect([kept.exitCode, kept.output]).toEqual([0, expect.stringMatching(/^check passed in .*test -e/m)]);
    const { exitCode, output } = start("compare", ...command, "kept.json", "works.Dockerfile");
    expect([exitCode, output]).toEqual([
      0,
      expect.stringMatching(/^Checks:\n {2}fails.*passed in .*\n {2}works.*passed/m),
    ]);
  });

  test("--budget fails, with what makes the image large and what can be had", () => {
    write("src/file", "x");
    write("Dockerfile", dockerfile(true, salt()));
    const small = start("build", "--budget", "1MB", "Dockerfile");
    expect(small.exitCode).toBe(1);
    expect(small.output).toMatch(/^run comes to [\d.]+ MB, over its budget of 1 MB\.\nThe largest parts:\n/m);
    expect(small.output).toMatch(/^ +3 MB {2}RUN in line 2$/m);
    expect(small.errors).toMatch(/\nlayer-cost: Dockerfile: run comes to [\d.]+ MB, over its budget of 1 MB\n$/);
    const large = start("build", "--budget=1GB", "--format", "json", "Dockerfile");
    expect(large.exitCode).toBe(0);
    expect(JSON.parse(large.output).budget).toMatchObject({ budget: 1e9, isBroken: false, reach: "within" });
    expect(start("build", "--budget", "much", "Dockerfile")).toMatchObject({ exitCode: 2 });
  });
});
