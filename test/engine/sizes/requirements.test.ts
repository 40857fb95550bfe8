// Requirements files: what they ask for, where they lie in the context, and what that does to prices.
import { expect, test } from "vitest";
import { analyze } from "../../../server/src/engine/analyze";
import { readRequirements } from "../../../server/src/engine/requirements";
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
    { name: "torch", version: "2.9.0+cu128" },
    { name: "uvicorn", version: "0.38,<1" },
    { name: "numpy", version: undefined },
  ]);
  expect(options).toContain("https://download.example/whl/cu128");
});

const { settings } = mergeSettings(undefined, undefined);
const analysed = (lines: string[]) =>
  analyze(["FROM python:3.12-slim", ...lines, ""].join("\n"), settings.analysis, noSemanticFacts);
const askedFor = (lines: string[]) =>
  price(analysed(lines), noFacts).wanted.flatMap((request) => (request.kind === "context-text" ? [request.path] : []));

test.each([
  [["WORKDIR /app", "COPY requirements.txt .", "RUN pip install -r requirements.txt"], ["requirements.txt"]],
  [["COPY api/requirements.txt /tmp/", "RUN pip install -r /tmp/requirements.txt"], ["api/requirements.txt"]],
  [["COPY requirements/base.txt /deps.txt", "RUN pip install -r /deps.txt"], ["requirements/base.txt"]],
  [["WORKDIR /app", "COPY . .", "RUN uv pip install -r deps/prod.txt"], ["deps/prod.txt"]],
  [["WORKDIR /app", "COPY ./service/ ./", "RUN uv pip install -r prod.txt"], ["service/prod.txt"]],
  [["RUN pip install -r /nowhere.txt"], []],
  [["COPY app /app", "RUN pip install flask"], []],
  [["COPY requirements.txt /a/", "RUN pip install -r /b/requirements.txt"], []],
])("%j asks for %j", (lines, expected) => {
  expect(askedFor(lines)).toEqual(expected);
});

test("what the file asks for is priced, and what is not known of it makes a lower bound", () => {
  const analysis = analysed(["COPY requirements.txt /", "RUN pip install -r /requirements.txt"]);
  const sizeOf = (text?: string) => {
    const facts = new Map(
      text === undefined
        ? []
        : [
            [
              "context-text requirements.txt",
              { state: "known", value: { bytes: text.length, basis: "file", text } },
            ] as const,
          ],
    );
    return price(analysis, { ...noFacts, facts }).instructions.get(2)!.size;
  };
  expect(sizeOf().claim.kind).toBe("unknown");
  const { claim, unknownParts } = sizeOf("torch==2.9.0\nflask\n");
  expect(boundsOf(claim)?.likely).toBeGreaterThan(6.5e9);
  expect(unknownParts).toBeGreaterThanOrEqual(1);
  expect(sizeOf("flask\n").claim.kind).toBe("unknown");
  // An edit of the file counts at once.
  expect(sizeOf("torch\n").unknownParts).toBeLessThan(unknownParts);
});
