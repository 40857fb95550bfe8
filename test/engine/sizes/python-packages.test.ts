// What pip and uv install: with what it brings, with and without CUDA, by versions, and as a range where nothing is known.
import { describe, expect, test } from "vitest";
import type { InstalledPackage, PythonRequest } from "../../../server/src/engine/python-resolution";
import { boundsOf } from "../../../server/src/engine/sizes/claims";
import { sumIndependent } from "../../../server/src/engine/sizes/python-figures";
import { type PythonInstall, pricePythonInstall } from "../../../server/src/engine/sizes/python-packages";

const MB = 1e6;
const GB = 1e9;
const nothing: ReadonlySet<string> = new Set();

const request = (written: string): PythonRequest => {
  const [, name = "", extra, version] = /^([\w.-]+)(?:\[(\w+)\])?(?:==(.+))?$/.exec(written) ?? [];
  return { name, version, ...(extra === undefined ? {} : { extras: [extra] }) };
};
const install = (names: string, more: Partial<PythonInstall> = {}): PythonInstall => ({
  requests: names === "" ? [] : names.split(" ").map(request),
  isComplete: false,
  options: [],
  python: "3.12",
  compiles: true,
  isOtherPlatform: false,
  hasCuda: true,
  ...more,
});
const priced = (names: string, more?: Partial<PythonInstall>, held = nothing) =>
  pricePythonInstall(install(names, more), held);
const bounds = (names: string, more?: Partial<PythonInstall>, held?: ReadonlySet<string>) =>
  boundsOf(priced(names, more, held).claim)!;

describe("torch", () => {
  test("2.9 for CUDA 12.8 is what a team counted: torch 1.7 GB, Triton 592 MB, NVIDIA's libraries 4.3 GB", () => {
    const { claim, cuda, added } = priced("torch==2.9.0+cu128", { compiles: false });
    const { low, likely, high } = boundsOf(claim)!;
    expect(low).toBeLessThan(6.65 * GB);
    expect(high).toBeGreaterThan(6.65 * GB);
    expect(high / low).toBeLessThan(1.2);
    expect(likely / GB).toBeCloseTo(6.68, 1);
    expect(boundsOf(cuda!)!.likely / GB).toBeCloseTo(5.9, 1);
    expect([...added]).toEqual(expect.arrayContaining(["triton", "nvidia-cudnn", "sympy", "jinja2"]));
  });

  test.each([
    ["an index for the CPU", "torch", { options: ["--index-url=https://download.example/whl/cpu"] }],
    ["a version for the CPU", "torch==2.13.0+cpu", {}],
    ["another machine", "torch", { hasCuda: false }],
    ["uv's own switch", "torch", { options: ["--torch-backend=cpu"] }],
  ])("%s brings no CUDA", (_, names, more) => {
    const { claim, added } = priced(names, more);
    expect(boundsOf(claim)!.high).toBeLessThan(1.1 * GB);
    expect([...added].filter((name) => /nvidia|triton/.test(name))).toEqual([]);
  });

  test("CUDA is named by the index, the version of torch decides the rest", () => {
    const likely = (names: string, ...options: string[]) => bounds(names, { options }).likely;
    expect(likely("torch==2.9.0")).toBe(likely("torch==2.9.0", "--index-url=https://download.example/whl/cu128"));
    expect(likely("torch==2.4.1")).toBeLessThan(likely("torch==2.9.0"));
    expect(likely("torch==2.9.0", "--index-url=https://download.example/whl/cu126")).toBeLessThan(
      likely("torch==2.9.0"),
    );
  });

  test("comes with what is built on it, once", () => {
    const alone = priced("torch==2.9.0");
    const both = priced("torch==2.9.0 sentence-transformers", {}, alone.added);
    expect(boundsOf(both.claim)!.likely).toBeLessThan(0.6 * GB);
    expect([...both.added]).toEqual(expect.arrayContaining(["transformers", "scikit-learn", "numpy", "tokenizers"]));
    expect(bounds("nvidia-cudnn-cu12 Triton", {}, alone.added).high).toBe(0);
  });

  test("a lock file names NVIDIA's packages one by one, and nothing is counted twice", () => {
    const locked = (["torch 2.9.1 899742281", "nvidia-cublas-cu12 12.8.4.1 594346921"] as const).map((line) => {
      const [name = "", version, wheel] = line.split(" ");
      return { name, version, wheel: Number(wheel), isNative: true };
    });
    const { likely } = bounds("", { requests: locked, isComplete: true });
    expect(likely).toBeGreaterThan(2.4 * GB);
    expect(likely).toBeLessThan(2.9 * GB);
  });
});

describe("packages of the table", () => {
  test.each([
    // Files of the published wheels for linux/amd64 and CPython 3.11, read 2026-11-26; no byte code.
    ["numpy==1.26.4", 64.7],
    ["numpy==2.2.6", 58.6],
    ["scipy==1.16.3", 118.7 + 58],
    ["pandas==2.2.3", 43.8 + 58 + 1],
  ])("%s holds what its wheel holds", (names, megabytes) => {
    const { low, high } = bounds(names, { compiles: false });
    expect(low).toBeLessThan(megabytes * MB);
    expect(high).toBeGreaterThan(megabytes * MB);
    expect(high / low).toBeLessThan(1.5);
  });

  test("byte code is pip's, and depends on the Python", () => {
    const likely = (more: Partial<PythonInstall>) =>
      bounds("transformers==5.18.0", { isComplete: true, ...more }).likely;
    expect(likely({ compiles: false }) / MB).toBeCloseTo(50.3, 0);
    expect(likely({ python: "3.12" }) / MB).toBeCloseTo(50.3 + 50 * 1.21, 0);
    expect(likely({ python: "3.11" })).toBeGreaterThan(likely({ python: "3.12" }));
    expect(likely({ python: "3.9" })).toBeLessThan(likely({ python: "3.12" }));
  });

  test("extras bring more", () => {
    expect([...priced("uvicorn[standard]").added]).toEqual(expect.arrayContaining(["uvloop", "httptools", "click"]));
    expect([...priced("uvicorn").added]).not.toContain("uvloop");
  });

  test("musl and other machines widen the range of what is compiled", () => {
    const spread = ({ low, high }: { low: number; high: number }) => high / low;
    expect(spread(bounds("numpy", { isOtherPlatform: true }))).toBeGreaterThan(spread(bounds("numpy")) * 1.2);
  });

  test("the largest are named", () => {
    expect(priced("torch fastapi").largest!()[0]).toMatchObject({ name: "NVIDIA's libraries" });
  });
});

describe("what is not in the table", () => {
  test("counts as a range and says so", () => {
    const { claim, unknown } = priced("left-pad-for-python");
    expect(unknown).toEqual([]);
    expect(claim).toMatchObject({ kind: "estimated" });
    const { low, high } = boundsOf(claim)!;
    expect(low).toBeLessThan(0.1 * MB);
    expect(high).toBeGreaterThan(20 * MB);
    expect(claim.kind === "estimated" && claim.basis).toContain("left-pad-for-python is not in the data");
  });

  test("hardly widens a sum of what is known", () => {
    const { low, high } = bounds("torch==2.9.0 left-pad-for-python");
    expect(high / low).toBeLessThan(1.3);
  });

  test("a name that is a variable is unknown", () => {
    expect(priced("").claim).toMatchObject({ kind: "estimated", high: 0 });
    const variable = "$" + "{wheel}";
    const { claim, unknown } = pricePythonInstall(
      install("", { requests: [{ name: variable, version: undefined }] }),
      nothing,
    );
    expect(claim.kind).toBe("unknown");
    expect(unknown).toEqual([variable]);
  });
});

describe("the workspace's own environment", () => {
  const own = (version: string, isForeign = false): ReadonlyMap<string, InstalledPackage> =>
    new Map([["flask", { version, files: 9 * MB, code: 0, isForeign }]]);
  const flask = (version: string, isForeign = false) =>
    bounds("flask==3.1.2", { isComplete: true, installed: own(version, isForeign) });

  test("counts where the version is the one that is asked for", () => {
    expect(flask("3.1.2").likely).toBe(9 * MB);
    expect(flask("3.1.2").high / flask("3.1.2").low).toBeLessThan(1.2);
    expect(flask("2.0.0").likely).toBeLessThan(3 * MB);
  });

  test("of another system, with doubt", () => {
    expect(flask("3.1.2", true).high / flask("3.1.2", true).low).toBeGreaterThan(1.5);
  });
});

test("independent parts are hardly all small or all large at once", () => {
  const part = { low: 1 * MB, likely: 5 * MB, high: 20 * MB };
  expect(sumIndependent([part])).toEqual({ low: 1 * MB, likely: 5 * MB, high: 20 * MB });
  const { low, likely, high } = sumIndependent(Array.from({ length: 25 }, () => part));
  expect(likely).toBe(125 * MB);
  expect(low).toBeGreaterThan(25 * 1 * MB);
  expect(high).toBeLessThan(25 * 20 * MB);
  expect(high).toBeCloseTo(125 * MB + 5 * 15 * MB + 0.03 * 125 * MB, -1);
  expect(sumIndependent([])).toEqual({ low: 0, likely: 0, high: 0 });
});
