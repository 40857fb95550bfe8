// `layer-cost lint` on what lies in the build context: findings, fixes of the ignore file, and what Compose says.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folder, run, write } from "./command-line";

const python = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "-m", "app"]\n';
const megabytes = (count: number) => Buffer.alloc(count * 1_000_000);

function fill(name: string, content: string | Buffer): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  write(name, content);
}

const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
// Nothing is looked for in the home folder, which is the test's own otherwise.
const environment = { HOME: "/nowhere" };
const json = (...args: string[]) =>
  JSON.parse(run(["lint", "--format", "json", ...args], { environment }).output).files;

test("what COPY . takes along is reported with its measured bytes, and the fix names its file", () => {
  write("Dockerfile", python);
  fill(".git/objects/pack", megabytes(12));
  const [{ findings }] = json();
  expect(findings).toMatchObject([
    {
      rule: "whole-context-copy",
      severity: "warning",
      message: expect.stringContaining(".git (12 MB)"),
      saving: { kind: "estimated", low: 12_000_000, high: 12_000_000 },
      fixes: [
        {
          applicability: "needs-review",
          edits: [
            {
              path: ".dockerignore",
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
              newText: ".git\n",
            },
          ],
        },
      ],
    },
  ]);
  const sarif = JSON.parse(run(["lint", "--format", "sarif"]).output);
  expect(sarif.runs[0].results[0].fixes[0].artifactChanges).toMatchObject([
    { artifactLocation: { uri: ".dockerignore" }, replacements: [{ insertedContent: { text: ".git\n" } }] },
  ]);
  run(["lint", "--fix"]);
  expect(existsSync(path.join(folder, ".dockerignore"))).toBe(false);
});

test("--fix makes the ignore file where that is safe, once for all Dockerfiles of the context", () => {
  write("Dockerfile", python);
  write("Dockerfile.worker", python);
  fill("app/__pycache__/main.pyc", megabytes(2));
  const { output, exitCode } = run(["lint", "--fix"]);
  expect(output).toContain("Dockerfile fixed Create .dockerignore with **/__pycache__ [whole-context-copy]");
  expect(output).toContain("1 finding fixed. No findings are left in 2 files.");
  expect(exitCode).toBe(0);
  expect(read(".dockerignore")).toBe("**/__pycache__\n");
  expect(read("Dockerfile")).toBe(python);
  expect(run(["lint", "--fix"]).output).toBe("No findings in 2 files.\n");
});

test("--fix adds to an ignore file in its own style, also from another folder", () => {
  fill("service/images/Dockerfile", python.replace("COPY . .", "COPY app requirements.txt ./"));
  fill("service/requirements.txt", "flask\n");
  fill("service/app/__pycache__/main.pyc", megabytes(2));
  fill("service/.dockerignore", "# what stays here\r\n*.md");
  const { output } = run(["lint", "--fix"]);
  expect(output).toContain("1 finding fixed.");
  expect(read("service/.dockerignore")).toBe("# what stays here\r\n*.md\r\n**/__pycache__\r\n");
});

test("--fix leaves the ignore file alone where another Dockerfile asks for it, or standard input is fixed", () => {
  fill("app/__pycache__/main.pyc", megabytes(2));
  run(["lint", "--fix", "--stdin-filename", "Dockerfile"], { input: python });
  expect(existsSync(path.join(folder, ".dockerignore"))).toBe(false);
  write("Dockerfile", python);
  write("Dockerfile.compiled", "FROM python:3.12-slim\nCOPY app/__pycache__/*.pyc /app/\n");
  run(["lint", "--fix"]);
  expect(existsSync(path.join(folder, ".dockerignore"))).toBe(false);
});

test("context, target and arguments are those of Compose", () => {
  fill(
    "compose.yaml",
    "services:\n  web:\n    build: { context: app, dockerfile: ../docker/Dockerfile, target: run, args: { DEV: '1' } }\n",
  );
  fill("docker/Dockerfile", "FROM python:3.12-slim AS run\nCOPY . /app\nFROM run AS later\nARG DEV\nRUN make $DEV\n");
  fill("app/.git/pack", megabytes(15));
  const [{ stages, findings }] = json();
  expect(stages.map(({ target }: { target: boolean }) => target)).toEqual([true, false]);
  expect(findings.map(({ rule }: { rule: string }) => rule)).toContain("whole-context-copy");
});
