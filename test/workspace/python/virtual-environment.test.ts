// What lies in a project's own environment: found beside its manifests, summed by RECORD files, told apart by system.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetEnvironments, readEnvironment } from "../../../server/src/workspace/python/virtual-environment";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "layer-cost-environment-"));
});
afterEach(() => {
  forgetEnvironments();
  rmSync(root, { recursive: true, force: true });
});

const target = { python: "3.12", machine: "x86_64", libc: "glibc" } as const;
const libraries = (environment: string) => path.join(root, environment, "lib/python3.12/site-packages");

function makeEnvironment(environment: string): void {
  mkdirSync(libraries(environment), { recursive: true });
  writeFileSync(path.join(root, environment, "pyvenv.cfg"), "home = /usr/bin\nversion = 3.12.1\n");
}

function addDistribution(environment: string, name: string, record: string, tag: string): void {
  const folder = path.join(libraries(environment), `${name}.dist-info`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "RECORD"), record);
  writeFileSync(path.join(folder, "WHEEL"), `Wheel-Version: 1.0\nTag: ${tag}\n`);
}

test("sums what RECORD lists but byte code; wheels of another system are told apart", async () => {
  makeEnvironment("api/.venv");
  addDistribution(
    "api/.venv",
    "Flask_Cors-6.0.2",
    [
      "flask_cors/__init__.py,sha256=abc,1000",
      "flask_cors/__pycache__/__init__.cpython-312.pyc,,",
      "flask_cors/old.pyc,sha256=abc,7",
      '"flask_cors/a,b.txt",sha256=abc,30',
      "Flask_Cors-6.0.2.dist-info/RECORD,,",
    ].join("\r\n"),
    "py3-none-any",
  );
  addDistribution("api/.venv", "numpy-2.3.5", "numpy/core.so,sha256=abc,5000\n", "cp312-cp312-macosx_11_0_arm64");
  const { packages, folder } = await readEnvironment(root, ["api/deps/requirements.txt"], target);
  expect(folder).toBe(path.join(root, "api/.venv"));
  expect(packages).toEqual({
    "flask-cors": { version: "6.0.2", files: 1030, code: 1000, isForeign: false },
    numpy: { version: "2.3.5", files: 5000, code: 0, isForeign: true },
  });
});

test("is read again when something was installed into it", async () => {
  makeEnvironment("venv");
  addDistribution("venv", "one-1.0", "one.py,sha256=abc,10\n", "py3-none-any");
  const read = async () => Object.keys((await readEnvironment(root, ["requirements.txt"], target)).packages);
  expect(await read()).toEqual(["one"]);
  addDistribution("venv", "two-1.0", "two.py,sha256=abc,10\n", "py3-none-any");
  utimesSync(libraries("venv"), new Date(), new Date(Date.now() + 5_000));
  expect((await read()).sort()).toEqual(["one", "two"]);
});

test("says where there is none", async () => {
  mkdirSync(path.join(root, "env"));
  await expect(readEnvironment(root, ["requirements.txt"], target)).rejects.toThrow(/^no virtual environment lies in/);
});
