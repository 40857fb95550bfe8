// Requirements files: what they ask for, where they lie in the context, and what that does to prices.
import { expect, test } from "vitest";
import { analyze } from "../../../server/src/engine/analyze";
import type { PythonResolution } from "../../../server/src/engine/python-resolution";
import { readRequirements, releaseOf } from "../../../server/src/engine/requirements";
import { mergeSettings } from "../../../server/src/engine/settings";
import { boundsOf } from "../../../server/src/engine/sizes/claims";
import { noFacts, noSemanticFacts } from "../../../server/src/engine/sizes/no-facts";
import { price } from "../../../server/src/engine/sizes/price";

test("names, versions and indexes are read; what is not of an index is left out", () => {
  const text = [
    "# comment",
    "--extra-index-url https://download.example/whl/cu128",
    "torch==2.9.0+cu128 \\",
    "    --hash=sha256:abc",
    "uvicorn[standard]>=0.38,<1  # server",
    "pywin32; sys_platform == 'win32'",
    "numpy ; python_version >= '3.9'",
    "-r other.txt",
    "-e ./local",
    "pkg @ https://example.org/pkg.zip",
    "git+https://example.org/repo",
    "./wheel.whl",
    "",
  ].join("\r\n");
  const { packages, options } = readRequirements(text);
  expect(packages).toEqual([
    { name: "torch", version: "2.9.0+cu128", release: "2.9.0+cu128" },
    { name: "uvicorn", version: "0.38,<1", release: "1", extras: ["standard"] },
    { name: "numpy", version: undefined },
  ]);
  expect(options).toContain("https://download.example/whl/cu128");
});

const { settings } = mergeSettings(undefined, undefined);
const analysed = (lines: string[]) =>
  analyze(["FROM python:3.12-slim", ...lines, ""].join("\n"), settings.analysis, noSemanticFacts);
const askedFor = (lines: string[]) =>
  price(analysed(lines), noFacts).wanted.flatMap((request) =>
    request.kind === "python-packages"
      ? [request.manifests, request.constraints].filter(({ length }) => length > 0)
      : [],
  );

test.each([
  [["WORKDIR /app", "COPY requirements.txt .", "RUN pip install -r requirements.txt"], [["requirements.txt"]]],
  [["COPY api/requirements.txt /tmp/", "RUN pip install -r /tmp/requirements.txt"], [["api/requirements.txt"]]],
  [["COPY requirements/base.txt /deps.txt", "RUN pip install -r /deps.txt"], [["requirements/base.txt"]]],
  [["WORKDIR /app", "COPY . .", "RUN uv pip install -r deps/prod.txt"], [["deps/prod.txt"]]],
  [["WORKDIR /app", "COPY ./service/ ./", "RUN uv pip install -r prod.txt"], [["service/prod.txt"]]],
  [
    ["COPY a.txt c.txt /", "RUN pip install -r /a.txt -c /c.txt"],
    [["a.txt"], ["c.txt"]],
  ],
  [["COPY c.txt /", "RUN pip install -c /c.txt flask"], [["c.txt"]]],
  [["WORKDIR /app", "COPY . .", "RUN pip install ."], [["pyproject.toml"]]],
  [
    ["WORKDIR /app", "COPY pyproject.toml uv.lock ./", "RUN uv sync --frozen --no-dev"],
    [["pyproject.toml", "uv.lock"]],
  ],
  [
    ["WORKDIR /app", "COPY pyproject.toml poetry.lock ./", "RUN poetry install --only main"],
    [["pyproject.toml", "poetry.lock"]],
  ],
  [["RUN pip install -r /nowhere.txt"], []],
  [["COPY app /app", "RUN pip install flask"], []],
  [["COPY requirements.txt /a/", "RUN pip install -r /b/requirements.txt"], []],
])("%j asks for %j", (lines, expected) => {
  expect(askedFor(lines)).toEqual(expected);
});

const known = (analysis: ReturnType<typeof analysed>, python: Partial<PythonResolution>) => {
  const whole = { main: [], development: [], isComplete: true, options: [], unknown: [], constraints: {}, ...python };
  return new Map(
    price(analysis, noFacts)
      .wanted.filter(({ kind }) => kind === "python-packages")
      .map(({ key }) => [key, { state: "known", value: { bytes: 1, basis: "file", python: whole } }] as const),
  );
};

test("what the file asks for is priced, and what cannot be told of it makes a lower bound", () => {
  const analysis = analysed(["COPY requirements.txt /", "RUN pip install -r /requirements.txt"]);
  const sizeOf = (python?: Partial<PythonResolution>) =>
    price(analysis, { ...noFacts, facts: python === undefined ? new Map() : known(analysis, python) }).instructions.get(
      2,
    )!.size;
  expect(sizeOf().claim.kind).toBe("unknown");
  const torch = { name: "torch", version: "2.9.0" };
  const { claim, unknownParts } = sizeOf({ main: [torch], isComplete: false });
  expect(boundsOf(claim)?.likely).toBeGreaterThan(6.5e9);
  expect(unknownParts).toBe(0);
  expect(sizeOf({ main: [torch], unknown: ["git+https://example.org/x"] }).unknownParts).toBe(1);
  // An edit of the file counts at once.
  expect(boundsOf(sizeOf({ main: [{ name: "flask", version: "3.1.2" }] }).claim)?.likely).toBeLessThan(10e6);
});

test("production and development are priced apart", () => {
  const analysis = analysed(["WORKDIR /app", "COPY pyproject.toml uv.lock ./", "RUN uv sync --frozen"]);
  const facts = known(analysis, {
    main: [{ name: "pandas", version: "2.2.3" }],
    development: [{ name: "mypy", version: "2.4.0" }],
  });
  const { parts } = price(analysis, { ...noFacts, facts }).instructions.get(3)!;
  const sizes = Object.fromEntries(parts.map(({ label, claim }) => [label, boundsOf(claim)?.likely]));
  expect(sizes["development dependencies of uv"]).toBeGreaterThan(20e6);
  expect(Object.values(sizes)).toHaveLength(3);
});

test("constraints choose versions and install nothing", () => {
  const analysis = analysed(["COPY c.txt /", "RUN pip install --no-cache-dir -c /c.txt pandas"]);
  const likely = (python: Partial<PythonResolution>) => {
    const { size } = price(analysis, { ...noFacts, facts: known(analysis, python) }).instructions.get(2)!;
    expect(size.unknownParts).toBe(0);
    return boundsOf(size.claim)!.likely;
  };
  expect(likely({ isComplete: false, constraints: { pandas: "2.2.3" } })).not.toBe(likely({ isComplete: false }));
});

test.each([
  ["==2.9.0+cu128", "2.9.0+cu128"],
  ["== 1.*", "1"],
  [">=1,<2", "2"],
  ["~=1.4", "1.4"],
  [">=0.115", undefined],
  ["", undefined],
])("the range %j brings release %s", (range, release) => {
  expect(releaseOf(range)).toBe(release);
});
