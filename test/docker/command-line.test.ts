// `layer-cost build` on real engines, started as a user starts it.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSavedMeasurement, savedMeasurementText } from "../../server/src/engine/index";
import { cli, folder, run, write } from "../cli/command-line";
import { savedMeasurement } from "../engine/saved-measurement";
import { baseImage, clientOf, describeOnBuilders, removeImage, type TestEngine } from "./engines";
import { isRunning } from "./processes";

/** A Dockerfile whose instructions write known numbers of bytes, new ones for each test. */
const dockerfile = () => `ARG BASE=${baseImage}
FROM $BASE AS first
RUN dd if=/dev/urandom of=/first bs=3000000 count=1 && printf ${process.hrtime.bigint()}
FROM $BASE AS second
ARG WHO=nobody
COPY --from=first /first /copied
RUN printf "%s" "$WHO" > /who \\
  && dd if=/dev/urandom of=/second bs=2000000 count=1
FROM $BASE AS unused
RUN false
`;

const environmentOf = (engine: TestEngine) =>
  ({ ...engine.environment, DOCKER_HOST: engine.endpoint }) as Record<string, string>;

describeOnBuilders("layer-cost build", (engine) => {
  const environment = environmentOf(engine);

  test("prints a table, with the progress beside it", () => {
    write("Dockerfile", dockerfile());
    const { exitCode, output, errors } = run(["build", "--target", "second", "Dockerfile"], { environment });
    expect([exitCode, exitCode === 0 ? "" : errors]).toEqual([0, ""]);
    expect(output).toMatch(/^ +size +time +line {2}instruction\nfirst: adds 3(\.\d+)? MB, total /);
    expect(output).toMatch(/^ +3(\.\d+)? MB +[\d.]+ s +3 {2}RUN dd if=/m);
    expect(output).toMatch(/\nsecond: adds 5(\.\d+)? MB, total /);
    expect(output).toMatch(/^ +2(\.\d+)? MB +[\d.]+ s +7 {2}RUN printf "%s" "\$WHO" > \/who …$/m);
    expect(output).toMatch(/\nsha256:[\da-f]{64}, built in [\d.]+ s with Docker .+\n$/);
    expect(output).not.toContain("unused");
    expect(errors).toMatch(/^Context .+: 1 file, \d+ B\n/);
    expect(errors).toMatch(/^ +[\d.]+ s {2}line 3 {2}RUN dd if=/m);
    expect(errors).toMatch(/^Measured second: /m);
    expect(output + errors).not.toContain("\u001b");
  });

  test("takes secrets and labels, says so beforehand, and never shows a value", () => {
    const step =
      "RUN --mount=type=secret,id=token --mount=type=secret,id=KEY cat /run/secrets/token /run/secrets/KEY && false";
    write("Dockerfile", `FROM ${baseImage}\nRUN true ${process.hrtime.bigint()}\n${step}\n`);
    write("token.txt", "value-of-the-file\n");
    const argv = [
      "build",
      "--secret",
      "id=token,src=token.txt",
      "--secret",
      "id=KEY",
      "--label",
      "team=blue",
      "Dockerfile",
    ];
    const result = run(argv, { environment: { ...environment, KEY: "value-of-the-variable" } });
    expect(result.exitCode).toBe(2);
    if (!("DOCKER_BUILDKIT" in engine.environment) && !engine.label.startsWith("Podman")) {
      expect(result.errors).toMatch(
        /^Target the last stage, secret token \(.+\/token\.txt\), secret KEY \(\$KEY\), label team\n/,
      );
      expect(result.errors).toContain("| ***");
      expect(result.errors).toContain("RUN ended with exit code 1.");
    } else expect(result.errors).toContain("This build needs secrets, and ");
    expect(result.errors).not.toContain("value-of-");
  });

  test.each([
    [["--secret", "src=x"], 'the secret "src=x" has no id: id=NAME,src=FILE or id=NAME,env=VARIABLE'],
    [["--ssh", "=x"], 'the ssh agent "=x" has no id: default, or ID=SOCKET-OR-KEY'],
    [["--build-context", "x"], '"x" cannot be read: --build-context NAME=FOLDER'],
    [["--build-context", "x=nowhere"], "the build context nowhere cannot be read: no such file or folder"],
    [["--secret", "id=x,src=nowhere"], "The file of the secret x, "],
  ])("%s is refused in a sentence", (flags, message) => {
    write("Dockerfile", `FROM ${baseImage}\n`);
    const { exitCode, errors } = run(["build", ...flags, "Dockerfile"], { environment });
    expect([exitCode, errors]).toEqual([2, expect.stringContaining(message)]);
  });

  test("prints JSON that keeps the contract", () => {
    write("Dockerfile", dockerfile());
    const argv = [
      "build",
      "--format",
      "json",
      "--target=second",
      "--build-arg",
      "WHO",
      "--build-arg",
      "UNSET",
      "Dockerfile",
    ];
    const { exitCode, output } = run(argv, { environment: { ...environment, WHO: "x".repeat(1000) } });
    expect(exitCode).toBe(0);
    const report = JSON.parse(output);
    expect(report).toMatchObject({
      version: 1,
      engine: expect.stringContaining("Docker"),
      target: "second",
      durationMs: expect.any(Number),
      image: { id: expect.stringMatching(/^sha256:/), size: { kind: "measured" } },
      stages: [
        {
          name: "first",
          index: 0,
          own: { unknownParts: 0 },
          total: { unknownParts: 0 },
          durationMs: expect.any(Number),
        },
        { name: "second", index: 1 },
      ],
    });
    const rows = report.stages.flatMap(({ instructions }: { instructions: unknown[] }) => instructions);
    expect(rows.map(({ line, keyword }: { line: number; keyword: string }) => [line, keyword])).toEqual([
      [1, "FROM"],
      [2, "RUN"],
      [3, "FROM"],
      [4, "ARG"],
      [5, "COPY"],
      [6, "RUN"],
    ]);
    expect(rows[5]).toMatchObject({ size: { kind: "measured", metric: "unpacked" }, cached: false });
    // The argument's value came from the environment: a thousand bytes more.
    expect(rows[5].size.bytes).toBeGreaterThanOrEqual(2_001_000);
    expect(rows[5].size.bytes).toBeLessThan(2_010_000);
  });

  test("times rebuilds, in the table and as JSON, and measures the target alone where that is asked", () => {
    write("package.json", '{ "name": "app" }\n');
    write("app.js", "1;\n");
    write(
      "Dockerfile",
      `FROM ${baseImage} AS made\nRUN printf ${process.hrtime.bigint()} > /made\nFROM ${baseImage}\nCOPY package.json /\nCOPY app.js /\nCOPY --from=made /made /\n`,
    );
    const table = run(["build", "--time-rebuilds", "--measure", "target", "Dockerfile"], { environment });
    expect([table.exitCode, table.exitCode === 0 ? "" : table.errors]).toEqual([0, ""]);
    expect(table.output).not.toMatch(/^made: adds/m);
    expect(table.output).toMatch(/\n\nrebuilds\n +[\d.]+ s {2}without cache +every step ran again/);
    expect(table.output).toMatch(/^ +[\d.]+ s {2}with nothing changed +nothing changed; no instructions ran$/m);
    expect(table.output).toMatch(/^ +[\d.]+ s {2}after a code change +app\.js changed; 2 instructions ran$/m);
    expect(table.output).toMatch(
      /^ +[\d.]+ s {2}after a dependency change +package\.json changed; 3 instructions ran\n$/m,
    );
    expect(table.errors).toMatch(
      /^ +started {2}rebuild after a code change\nRebuild after a code change: [\d.]+ s \(app\.js/m,
    );

    const json = run(["build", "--format=json", "--time-rebuilds=code,warm", "Dockerfile"], { environment });
    const { rebuilds, stages } = JSON.parse(json.output);
    expect(stages).toHaveLength(2);
    expect(rebuilds).toEqual([
      { kind: "code-change", durationMs: expect.any(Number), note: "app.js changed", ran: expect.arrayContaining([4]) },
      { kind: "warm", durationMs: expect.any(Number), note: "nothing changed", ran: [] },
    ]);
  });

  test("a failing build ends with its log and the line", () => {
    write(
      "Dockerfile",
      `FROM ${baseImage}\nRUN printf 'it \\033[31mhurts\\n' && cat /nothing # ${process.hrtime.bigint()}\n`,
    );
    const { exitCode, output, errors } = run(["build", "Dockerfile"], { environment });
    expect([exitCode, output]).toEqual([2, ""]);
    expect(errors).toMatch(/^ {2}\| it .*hurts$/m);
    expect(errors).toMatch(/^ {2}\| cat: .*\/nothing/m);
    expect(errors).toMatch(/\nlayer-cost: Dockerfile:2: [^\n]+\n$/);
    expect(errors).not.toContain("\u001b");
  });

  test("--keep keeps the image under its tag", async () => {
    const tag = `layer-cost-test-cli:${process.pid}`;
    const docker = await clientOf(engine);
    onTestFinished(() => removeImage(docker, tag));
    write("Dockerfile", dockerfile());
    const { exitCode, output } = run(["build", "--target", "first", "--keep", tag, "Dockerfile"], { environment });
    expect(exitCode).toBe(0);
    const { Id } = await docker.getImage(tag).inspect();
    expect(output).toContain(Id);
  });

  test("--save writes the measurement, whole and under its name, and replaces an older one", () => {
    write("Dockerfile", dockerfile());
    const argv = ["build", "--target", "second", "--build-arg", "WHO=me", "--save", "before.json", "Dockerfile"];
    const first = run([...argv, "--name", "phase 1"], { environment });
    expect([first.exitCode, first.exitCode === 0 ? "" : first.errors]).toEqual([0, ""]);
    const read = () => {
      const content = readSavedMeasurement(readFileSync(path.join(folder, "before.json"), "utf8"));
      if ("problem" in content) throw new Error(content.problem);
      return content;
    };
    const saved = read();
    expect(saved).toMatchObject({
      name: "phase 1",
      dockerfilePath: path.join(folder, "Dockerfile"),
      dockerfileText: readFileSync(path.join(folder, "Dockerfile"), "utf8"),
      buildArguments: { WHO: "me" },
      contextPath: folder,
      build: { target: "second", engine: expect.stringContaining("Docker") },
    });
    expect(first.output).toContain(saved.build.image.id);
    const rows = saved.build.stages.flatMap(({ instructions }) => instructions);
    expect(rows.map(({ keyword }) => keyword)).toEqual(["FROM", "RUN", "FROM", "ARG", "COPY", "RUN"]);
    expect(rows[1]!.size).toMatchObject({ kind: "measured", bytes: expect.any(Number) });

    expect(run(argv, { environment }).exitCode).toBe(0);
    expect(read()).toMatchObject({ id: expect.not.stringMatching(saved.id) });
    expect(read().name).toBeUndefined();
    // The home folder of these tests is this one, and the user's cache may lie in it.
    const files = readdirSync(folder).filter((name) => name !== ".cache");
    expect(files.sort()).toEqual(["Dockerfile", "before.json"]);
  });

  test("--save of a build that fails leaves an older file as it is", () => {
    write("Dockerfile", `FROM ${baseImage}\nRUN false\n`);
    write("before.json", savedMeasurementText(savedMeasurement));
    const { exitCode } = run(["build", "--save", "before.json", "Dockerfile"], { environment });
    expect(exitCode).toBe(2);
    expect(readFileSync(path.join(folder, "before.json"), "utf8")).toBe(savedMeasurementText(savedMeasurement));
    // The home folder of these tests is this one, and the user's cache may lie in it.
    const files = readdirSync(folder).filter((name) => name !== ".cache");
    expect(files.sort()).toEqual(["Dockerfile", "before.json"]);
  });

  test("a target over its budget makes the exit code 1", () => {
    write("Dockerfile", dockerfile());
    write(".layer-cost.json", '{ "budget": { "second": "1MB", "first": "1GB" } }');
    const { exitCode, errors } = run(["build", "--target", "second", "Dockerfile"], { environment });
    expect(exitCode).toBe(1);
    expect(errors).toMatch(/\nlayer-cost: Dockerfile: second comes to [\d.]+ MB, over its budget of 1 MB\n$/);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s cancels it, and with it the engine's work", async (signal) => {
    const seconds = `3${process.pid}.${Math.random().toString().slice(2, 8)}`;
    write("Dockerfile", `FROM ${baseImage}\nRUN sleep ${seconds}\n`);
    const child = spawn(process.execPath, [cli, "build", "Dockerfile"], {
      cwd: folder,
      env: { ...process.env, ...environment },
    });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    await expect.poll(() => isRunning(seconds), { timeout: 20_000 }).toBe(true);
    child.kill(signal);
    expect(await ended).toBe(2);
    expect(errors).toMatch(/\nlayer-cost: the build was cancelled\n$/);
    await expect.poll(() => isRunning(seconds), { timeout: 10_000 }).toBe(false);
  });
});

describeOnBuilders("layer-cost explain", (engine) => {
  test("shows a base image that the engine has with its own size; without an engine, says that it is not known", async () => {
    write("Dockerfile", `FROM ${baseImage}\nCMD ["true"]\n`);
    const stageOf = (environment: Record<string, string>) => {
      const { exitCode, output } = run(["explain", "--format", "json", "Dockerfile"], { environment });
      expect(exitCode).toBe(0);
      return JSON.parse(output).stages[0];
    };
    const { Size } = await (await clientOf(engine)).getImage(baseImage).inspect();
    const { base } = stageOf(environmentOf(engine));
    expect(base.kind).toBe("measured");
    // With the containerd store, the engine's own figure is the compressed size.
    expect(base.bytes).toBeGreaterThanOrEqual(Size * 0.9);
    expect(stageOf({ ...environmentOf(engine), DOCKER_HOST: "unix:///no/such.sock" }).base.kind).toBe("unknown");
  });
});
