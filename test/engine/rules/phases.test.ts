// The case this project comes from: the offered fixes, applied in turn, make of the first Dockerfile what a team made by hand.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { applyUntilStable } from "../../../server/src/engine/fixes/fix-all";
import { type Analysis, analyze, noSemanticFacts } from "../../../server/src/engine/index";
import { defaultSettings } from "./fixture";

const analyzed = (text: string) => analyze(text, defaultSettings, noSemanticFacts);

/** The text after the first fix of each finding, again and again until none is left. */
function fixed(text: string): Analysis {
  const result = applyUntilStable(
    text,
    (current) => analyzed(current).findings,
    (fixes) => fixes[0],
  );
  return analyzed(result.text);
}

const example = (name: string) =>
  readFileSync(path.join(import.meta.dirname, "../../../examples", name, "Dockerfile"), "utf8");

/** Without a cache of its own below /root/.local, as the team's report tells it. */
const reported = `FROM python:3.12-slim AS base
RUN apt-get update && apt-get install -y gcc g++ build-essential && rm -rf /var/lib/apt/lists/*
RUN pip install uv
WORKDIR /app

FROM base AS deps-stage
ARG INCLUDE_DEV=false
COPY requirements.txt requirements-dev.txt ./
RUN uv pip install --system torch==2.9.0 && uv pip install --system -r requirements.txt
RUN if [ "$INCLUDE_DEV" = "true" ]; then uv pip install --system -r requirements-dev.txt; fi

FROM deps-stage AS runtime
COPY --from=deps-stage /root/.local /root/.local
COPY app ./app
EXPOSE 8000
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]
`;

const cases = [
  {
    name: "the Python service",
    text: example("ml-api"),
    base: "python:3.12-slim",
    copied: ["/usr/local/lib/python3.12/site-packages", "/usr/local/bin/uvicorn"],
  },
  {
    name: "the Python service as it was reported",
    text: reported,
    base: "python:3.12-slim",
    copied: ["/usr/local/lib/python3.12/site-packages", "/usr/local/bin/uvicorn"],
  },
  {
    name: "the Node service",
    text: example("word-count-api"),
    base: "node:20-slim",
    copied: ["/app/package.json", "/app/native", "/app/node_modules"],
  },
];

describe.each(cases)("$name", ({ text, base, copied }) => {
  const before = analyzed(text);
  const { image, problems, findings } = fixed(text);
  const [target] = image.targets;

  test("starts from the clean base", () => {
    expect(target?.chain).toHaveLength(1);
    expect(target?.root.kind === "image" && target.root.reference.text).toBe(base);
    expect(target?.name).toBe("runtime");
  });

  test("ships no build tools, caches, development packages or symbols", () => {
    const tools = image.shippedEffects("install").flatMap(({ buildTools }) => buildTools.map(({ name }) => name));
    expect(tools).toEqual([]);
    expect(image.shippedEffects("cache")).toEqual([]);
    expect(image.shippedEffects("symbols").filter(({ maybe }) => !maybe)).toEqual([]);
    expect(before.image.shippedEffects("install").some(({ buildTools }) => buildTools.length > 0)).toBe(true);
  });

  test("copies nothing but what it needs", () => {
    const sources = target?.instructions.flatMap(({ copy }) =>
      copy?.from.kind === "stage" ? copy.sources.map(({ path: source }) => source) : [],
    );
    expect(sources).toEqual(copied);
  });

  test("starts as before, and nothing is left to say", () => {
    const startOf = (analysis: Analysis) =>
      analysis.image.targets[0]?.instructions
        .filter(({ keyword }) => /^(CMD|ENTRYPOINT|EXPOSE|HEALTHCHECK)$/.test(keyword))
        .map(({ range }) => analysis.syntax.text.slice(range.start, range.end));
    expect(startOf(analyzed(text))).toEqual(startOf(fixed(text)));
    expect(problems).toEqual([]);
    expect(findings.filter(({ severity }) => severity === "by-saving").map(({ message }) => message)).toEqual([]);
  });
});
