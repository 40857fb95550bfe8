// What the workspace says of requirements files: which lists of the context are read.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readRequirementsFiles } from "../../server/src/workspace/requirements-files";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "layer-cost-requirements-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

const dockerfile = "FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n";

test("lists of the context and of its folders, and nothing else", async () => {
  write({
    Dockerfile: dockerfile,
    "requirements.txt": "torch\n",
    "dev-requirements.txt": "pytest\n",
    "requirements/prod.txt": "flask\n",
    "notes.txt": "nothing",
    ".venv/requirements.txt": "x",
  });
  expect(await readRequirementsFiles(path.join(root, "Dockerfile"), undefined)).toEqual([
    { path: "dev-requirements.txt", text: "pytest\n" },
    { path: "requirements.txt", text: "torch\n" },
    { path: "requirements/prod.txt", text: "flask\n" },
  ]);
});

test("a Dockerfile that installs none, or that is not there, has none", async () => {
  write({ Dockerfile: "FROM alpine\nCOPY a.txt .\n", "requirements.txt": "torch\n" });
  expect(await readRequirementsFiles(path.join(root, "Dockerfile"), undefined)).toEqual([]);
  expect(await readRequirementsFiles(path.join(root, "Other"), undefined)).toEqual([]);
});
