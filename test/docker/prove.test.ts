// `layer-cost prove` on real engines: fixes that keep their promise, one that breaks the image, and what is written.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { folder, run } from "../cli/command-line";
import { baseImage, describeOnBuilders } from "./engines";
import { noise } from "./saving-cases";

const model = noise(3_000_000, "model");
const log = "a line of a log\n".repeat(150_000);

describeOnBuilders("layer-cost prove", (engine) => {
  const dockerfile = () => path.join(folder, "Dockerfile");
  const prove = (...flags: string[]) =>
    run(["prove", ...flags, "Dockerfile"], {
      environment: { DOCKER_HOST: engine.endpoint, ...engine.environment } as Record<string, string>,
    });
  const text = (...lines: string[]) => writeFileSync(dockerfile(), [`FROM ${baseImage}`, ...lines, ""].join("\n"));

  describe("where the fix keeps what it promises", () => {
    const copied = ["COPY app /opt/app", "RUN chmod -R 755 /opt/app"];
    beforeEach(() => {
      mkdirSync(path.join(folder, "app"));
      writeFileSync(path.join(folder, "app/model.bin"), model);
      writeFileSync(path.join(folder, "app/run.sh"), "#!/bin/sh\necho started\n");
      text(...copied, 'CMD ["/opt/app/run.sh"]');
    });

    if (engine.builder === "classic") {
      test("what it asks of the builder is found out", () => {
        const { exitCode, output } = prove("--all");
        expect(exitCode).toBe(1);
        expect(output).toMatch(/\nNot proved: “.*”\. With the fix the build fails: .*BuildKit/);
      });
      return;
    }

    test("it is proved: built, started, measured as claimed; the file stays as it is", () => {
      const before = readFileSync(dockerfile(), "utf8");
      const { exitCode, output, errors } = prove("--all");
      expect([exitCode, errors]).toEqual([0, expect.stringContaining("Building it with the fixes")]);
      expect(output).toMatch(/Measured saving +3 MB, as claimed/);
      expect(output).toMatch(/Check after +passed in .* `\/opt\/app\/run\.sh` started and ended with success\./);
      expect(output).toMatch(/\nProved: “.*” saves 3 MB \(claimed .*\)\. The image works before and after\.\n$/);
      expect(readFileSync(dockerfile(), "utf8")).toBe(before);
    });

    test("the report is JSON, with claim and measurement; --write keeps the edit", () => {
      const { exitCode, output, errors } = prove(
        "--fix",
        "chown-duplicates-layer",
        "--format",
        "json",
        "--write",
        "--command",
        "test -x /opt/app/run.sh",
      );
      expect([exitCode, exitCode === 0 ? "" : errors]).toEqual([0, ""]);
      const report = JSON.parse(output);
      expect(report).toMatchObject({
        version: 1,
        proved: true,
        reasons: [],
        claimWas: "held",
        fixes: [{ rule: "chown-duplicates-layer", applicability: "needs-review", review: expect.any(String) }],
        before: { check: { passed: true, message: "`test -x /opt/app/run.sh` succeeded." } },
        after: { check: { passed: true } },
        files: [null],
        written: true,
      });
      expect(report.saved).toBeGreaterThan(2_999_000);
      expect(report.before.image.size.bytes - report.after.image.size.bytes).toBe(report.saved);
      expect(readFileSync(dockerfile(), "utf8")).toContain("COPY --chmod=755 app /opt/app");
      expect(errors).toMatch(/Written: Dockerfile\.\n$/);
      expect(prove()).toMatchObject({ exitCode: 0, output: "There is no safe fix to prove in this file.\n" });
    });

    test("one of several findings of a rule is proved by itself", () => {
      text("COPY app /opt/app", "COPY app /opt/same", "RUN chmod -R 755 /opt/app", "RUN chmod -R 755 /opt/same");
      const { exitCode, output } = prove("--fix", "chown-duplicates-layer:5", "--format", "json", "--command", "true");
      const { proved, fixes, saved } = JSON.parse(output);
      expect([exitCode, proved, fixes.length]).toEqual([0, true, 1]);
      expect(saved).toBeGreaterThan(2_999_000);
      expect(saved).toBeLessThan(3_100_000);
      expect(prove("--fix", "chown-duplicates-layer:2")).toMatchObject({
        exitCode: 2,
        errors: expect.stringMatching(
          /There is no fix of chown-duplicates-layer to prove there, only at chown-duplicates-layer:4:\d+ or chown-duplicates-layer:5:\d+\.\n$/,
        ),
      });
    });

    test("a build that fails, or an engine that is not there, is no proof", () => {
      text(...copied, "RUN exit 3");
      expect(prove("--all")).toMatchObject({
        exitCode: 2,
        output: "",
        errors: expect.stringMatching(
          /layer-cost: The build fails without the fix already: RUN ended with exit code 3\.\n$/,
        ),
      });
      const environment = { DOCKER_HOST: "unix:///nonexistent/docker.sock" };
      expect(run(["prove", "--all", "Dockerfile"], { environment })).toMatchObject({ exitCode: 2, output: "" });
    });
  });

  describe("where the fix takes away what the image needs", () => {
    beforeEach(() => {
      writeFileSync(path.join(folder, "server.log"), log);
      writeFileSync(path.join(folder, "app.sh"), "echo hello\n");
      text("COPY . /app", 'CMD ["sh", "/app/app.sh"]');
    });

    test("it is not proved, and says what failed; nothing is written", () => {
      const { exitCode, output, errors } = prove("--all", "--write", "--command", "cat /app/server.log >/dev/null");
      expect([exitCode, errors]).toEqual([1, expect.stringMatching(/Dockerfile was left as it is\.\n$/)]);
      expect(output).toMatch(/Check before +passed/);
      expect(output).toMatch(/Check after +failed in .* failed with exit code 1\./);
      expect(output).toMatch(/ {2}\| cat: .*server\.log.*No such file/);
      expect(output).toMatch(/\nNot proved: .* With the fix the image does not pass its check: /);
      expect(() => readFileSync(path.join(folder, ".dockerignore"))).toThrow();
    });

    test("without a need for it, the ignore file is proved as it would be, and made by --write", () => {
      const { exitCode, output, errors } = prove("--fix", "whole-context-copy", "--write", "--format", "markdown");
      expect([exitCode, exitCode === 0 ? "" : errors + output]).toEqual([0, ""]);
      expect(output).toMatch(/^# Proved: “/);
      expect(output).toMatch(/\| Measured saving \| 2\.4 MB, as claimed \|/);
      expect(output).toContain("**After**: passed");
      expect(readFileSync(path.join(folder, ".dockerignore"), "utf8")).toContain(".log");
      expect(readFileSync(dockerfile(), "utf8")).toContain("COPY . /app\n");
    });
  });

  test("an image that starts nothing proves nothing, until it is told what must succeed", () => {
    writeFileSync(path.join(folder, "server.log"), log);
    text("COPY . /app");
    const { exitCode, output } = prove("--all");
    expect([exitCode, output]).toEqual([
      1,
      expect.stringMatching(/Check before +failed in .* The image starts nothing by itself/),
    ]);
    expect(prove("--all", "--command", "true").exitCode).toBe(0);
  });
});
