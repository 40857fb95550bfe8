// Manifests and lock files become lists of packages: for one image, production and development apart.
import { describe, expect, test } from "vitest";
import type { PythonManifestsRequest, PythonRequest } from "../../../server/src/engine/index";
import { resolveManifests } from "../../../server/src/workspace/python/resolve-manifests";
import * as locks from "./locks";

type Sketch = Omit<Partial<PythonManifestsRequest>, "selection"> & {
  readonly selection?: Partial<PythonManifestsRequest["selection"]>;
};

function resolve(files: Readonly<Record<string, string>>, { selection, ...request }: Sketch = {}) {
  const read = async (file: string) => {
    const text = files[file];
    if (text === undefined) throw new Error(`the build context holds no file ${file}`);
    return text;
  };
  return resolveManifests(
    {
      manifests: Object.keys(files),
      constraints: [],
      target: { python: "3.12", machine: "x86_64", libc: "glibc" },
      selection: { extras: [], groups: [], onlyGroups: false, without: [], developmentExtras: [], ...selection },
      ...request,
    },
    read,
  );
}

const names = (requests: readonly PythonRequest[]) => requests.map(({ name, version }) => `${name} ${version}`).sort();

describe("uv.lock", () => {
  const files = { "pyproject.toml": locks.pyproject, "uv.lock": locks.uvLock };

  test("names everything that the project needs on the image, and the size of each wheel for it", async () => {
    const found = await resolve(files);
    expect(found.isComplete).toBe(true);
    expect(names(found.main)).toEqual([
      "click 8.2.1",
      "fastapi 0.116.0",
      "numpy 2.3.5",
      "torch 2.9.1+cpu",
      "uvicorn 0.38.0",
      "uvloop 0.22.1",
    ]);
    expect(names(found.development)).toEqual(["pytest 8.4.2", "ruff 0.14.3"]);
    expect(found.unknown).toEqual(["internal"]);
    expect(found.main.find(({ name }) => name === "numpy")).toMatchObject({ wheel: 16_625_000, isNative: true });
    expect(found.main.find(({ name }) => name === "fastapi")).toMatchObject({ wheel: 95_000, isNative: false });
    // A CPU build is told by its version; where its index is one of PyTorch's, by that too.
    expect(found.options).toEqual(["https://download.pytorch.org/whl/cpu"]);
  });

  test.each([
    ["another machine", { python: "3.12", machine: "aarch64", libc: "glibc" }, 14_000_000],
    ["musl", { python: "3.12", machine: "x86_64", libc: "musl" }, 18_000_000],
    ["an older Python", { python: "3.11", machine: "x86_64", libc: "glibc" }, 18_252_005],
    ["a Python without wheels", { python: "3.14", machine: "x86_64", libc: "glibc" }, undefined],
  ] as const)("%s takes another wheel", async (_, target, wheel) => {
    const { main } = await resolve(files, { target });
    expect(main.find(({ name }) => name === "numpy")?.wheel).toBe(wheel);
  });

  test("extras and groups are taken when they are asked for", async () => {
    const { main, development } = await resolve(files, {
      selection: { extras: ["s3"], groups: ["docs"], without: ["dev"] },
    });
    expect(names(main)).toEqual(expect.arrayContaining(["boto3 1.40.1", "sphinx 8.2.3"]));
    expect(development).toEqual([]);
    const only = await resolve(files, { selection: { groups: ["docs"], onlyGroups: true } });
    expect(names(only.main)).toEqual(["sphinx 8.2.3"]);
  });

  test("default groups are pyproject's to say", async () => {
    const pyproject = `${locks.pyproject}\n[tool.uv]\ndefault-groups = ["docs"]\n`;
    const { development } = await resolve({ ...files, "pyproject.toml": pyproject });
    expect(names(development)).toEqual(["sphinx 8.2.3"]);
  });
});

describe("poetry.lock", () => {
  const files = { "app/pyproject.toml": locks.poetryPyproject, "app/poetry.lock": locks.poetryLock };

  test("what the main dependencies lead to, and what their extras bring", async () => {
    const { main, development, isComplete } = await resolve(files);
    expect(isComplete).toBe(true);
    expect(names(main)).toEqual([
      "flask 3.1.2",
      "jinja2 3.1.6",
      "psycopg 3.2.9",
      "psycopg-binary 3.2.9",
      "typing-extensions 4.15.0",
    ]);
    expect(names(development)).toEqual(["pluggy 1.6.0", "pytest 8.4.2"]);
  });

  test("optional groups and extras on request", async () => {
    const { main } = await resolve(files, { selection: { extras: ["cache"], groups: ["docs"] } });
    expect(names(main)).toEqual(expect.arrayContaining(["redis 6.4.0", "sphinx 8.2.3"]));
  });
});

test("pdm.lock tells groups apart", async () => {
  const found = await resolve({ "pdm.lock": locks.pdmLock });
  expect(names(found.main)).toEqual(["flask 3.1.2", "jinja2 3.1.6"]);
  expect(names(found.development)).toEqual(["pytest 8.4.2"]);
  const more = await resolve({ "pdm.lock": locks.pdmLock }, { selection: { groups: ["s3"] } });
  expect(names(more.main)).toContain("boto3 1.40.1");
});

test("Pipfile.lock and pylock.toml", async () => {
  const found = await resolve({ Pipfile: "", "Pipfile.lock": locks.pipfileLock });
  expect([names(found.main), names(found.development), found.unknown]).toEqual([
    ["flask 3.1.2"],
    ["pytest 8.4.2"],
    ["fork"],
  ]);
  const { main } = await resolve({ "pylock.toml": locks.pylock });
  expect(main).toEqual([{ name: "numpy", version: "2.3.5", wheel: 16_625_000, isNative: true }]);
});

describe("without a lock", () => {
  test("pyproject.toml names packages, and what they bring comes on top", async () => {
    const { main, development, isComplete } = await resolve(
      { "pyproject.toml": locks.pyproject },
      { selection: { extras: "all" } },
    );
    expect(isComplete).toBe(false);
    expect(names(main)).toEqual(["boto3 undefined", "fastapi undefined", "torch 2.9.1", "uvicorn undefined"]);
    expect(main.find(({ name }) => name === "uvicorn")?.extras).toEqual(["standard"]);
    expect(names(development)).toEqual(["pytest undefined", "ruff undefined"]);
  });

  test("Poetry's own tables", async () => {
    const { main, development } = await resolve({ "pyproject.toml": locks.poetryPyproject });
    expect(names(main)).toEqual(["flask undefined", "psycopg undefined"]);
    expect(names(development)).toEqual(["pytest undefined"]);
  });

  test("a file that is broken says which", async () => {
    await expect(resolve({ "pyproject.toml": "[project\n" })).rejects.toThrow(/^pyproject\.toml is no valid TOML/);
    await expect(resolve({ "Pipfile.lock": "{" })).rejects.toThrow("Pipfile.lock is no valid JSON");
  });
});

describe("requirements files", () => {
  const resolveList = (files: Readonly<Record<string, string>>, more?: Sketch) =>
    resolve(files, { manifests: [Object.keys(files)[0]!], ...more });

  test("include each other, leave out what is not for the image, and keep indexes", async () => {
    const found = await resolveList({
      "deps/prod.txt":
        "-r base.txt\n--extra-index-url https://download.example/whl/cu128\ntorch==2.9.1\n-e .\n./local\n",
      "deps/base.txt":
        "flask==3.1.2 # web\nuvloop; sys_platform != 'win32'\ntomli; python_version < '3.11'\npkg @ git+https://example.org/x\n",
    });
    expect(names(found.main)).toEqual(["flask 3.1.2", "torch 2.9.1", "uvloop undefined"]);
    expect(found.options).toEqual(["https://download.example/whl/cu128"]);
    expect(found.unknown).toEqual(["pkg @ git+https://example.org/x"]);
    expect(found.isComplete).toBe(false);
  });

  test("with hashes they are whole", async () => {
    const { isComplete, main } = await resolveList({
      "requirements.txt": "flask==3.1.2 \\\n    --hash=sha256:0 \\\n    --hash=sha256:1\n",
    });
    expect([isComplete, names(main)]).toEqual([true, ["flask 3.1.2"]]);
  });

  test("constraints choose versions", async () => {
    const { main, constraints } = await resolveList(
      { "requirements.txt": "flask\n-c constraints.txt\n", "constraints.txt": "flask==3.1.2\nnumpy==2.3.5\n" },
      { constraints: ["constraints.txt"] },
    );
    expect(names(main)).toEqual(["flask undefined"]);
    expect(constraints).toEqual({ flask: "3.1.2", numpy: "2.3.5" });
  });

  test("that include themselves are given up", async () => {
    await expect(resolveList({ "a.txt": "-r a.txt\n" })).rejects.toThrow("include each other");
  });
});
