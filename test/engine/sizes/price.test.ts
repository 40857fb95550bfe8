// Prices of instructions, stages and findings: no byte twice, nothing unknown as 0, and no machine's facts in a severity.
import { describe, expect, test } from "vitest";
import type { Effect } from "../../../server/src/engine/image/types";
import { boundsOf } from "../../../server/src/engine/sizes/claims";
import { measurementKeys } from "../../../server/src/engine/sizes/measurement-keys";
import { price } from "../../../server/src/engine/sizes/price";
import type { FactState, Measurement, SizeFacts } from "../../../server/src/engine/sizes/types";
import { shippedFacts } from "../shipped-data";
import { packages, reference, sampleAnalysis } from "./sample-analysis";

const MB = 1e6;
const withFacts = (facts: Record<string, FactState>): SizeFacts => ({
  ...shippedFacts,
  facts: new Map([...shippedFacts.facts, ...Object.entries(facts)]),
});
const known = (bytes: number, digest?: string): FactState => ({
  state: "known",
  value: { bytes, basis: "counted", ...(digest && { digest }) },
});
const likely = (claim: Parameters<typeof boundsOf>[0] | undefined) => (claim ? boundsOf(claim)?.likely : undefined);

const phase1 = `FROM python:3.12-slim AS base
RUN apt-get update && apt-get install -y --no-install-recommends gcc g++ build-essential
FROM base AS deps
RUN uv pip install torch
FROM deps AS runtime
COPY --from=deps /root/.local /root/.local
COPY app ./app
CMD ["python"]
`;

const phase1Effects = (line: number, effects: ReadonlyMap<number, readonly Effect[]>) => {
  if (line === 1) {
    return [
      { kind: "install", packages: packages("gcc", "g++", "build-essential") },
      { kind: "cache", cache: "apt-lists" },
    ] as const;
  }
  if (line === 3) {
    return [
      { kind: "install", manager: "uv", packages: packages("torch") },
      { kind: "cache", manager: "uv", cache: "uv", paths: ["/root/.local/uv-cache"] },
    ] as const;
  }
  if (line === 5) {
    const origin = effects.get(3)?.[1];
    return [{ kind: "cache", manager: "uv", cache: "uv", origin }] as const;
  }
  return line === 6 ? ([{ kind: "write", what: "context", sources: ["app"] }] as const) : [];
};
const contextKey = `context-files ${JSON.stringify(["app"])}`;
const baseKey = "base-image  python:3.12-slim";
const registryKey = "registry-image  python:3.12-slim";

describe("stages", () => {
  const analysis = sampleAnalysis(phase1, { effects: phase1Effects });

  test("add up: own is what a stage adds, total what it stands on as well", () => {
    const { stages } = price(analysis, shippedFacts);
    const [base, deps, runtime] = stages;
    expect(likely(base?.base)).toBe(119.2 * MB);
    expect(likely(base?.own.claim)).toBeGreaterThan(290 * MB);
    expect(likely(base?.total.claim)).toBe((likely(base?.base) ?? 0) + (likely(base?.own.claim) ?? 0));
    expect(likely(deps?.base)).toBe(119.2 * MB);
    expect(likely(deps?.total.claim)).toBe((likely(base?.total.claim) ?? 0) + (likely(deps?.own.claim) ?? 0));
    expect(likely(deps?.total.claim)).toBeGreaterThan(5400 * MB);
    // The context's files are not known yet: a lower bound.
    expect(runtime?.total.unknownParts).toBe(1);
  });

  test("take context files from the workspace, and the base from the local engine", () => {
    const absent = { state: "absent", reason: "not looked through" } as const;
    const facts = withFacts({
      [contextKey]: known(1.1 * MB),
      [baseKey]: known(120 * MB),
      [registryKey]: absent,
      "context-contents": absent,
    });
    const pricing = price(analysis, facts);
    expect(pricing.stages[0]?.base).toMatchObject({ kind: "measured", bytes: 120 * MB });
    expect(pricing.stages[2]?.total.unknownParts).toBe(0);
    expect(pricing.instructions.get(6)?.size.claim).toMatchObject({ likely: 1.1 * MB, high: 1.1 * MB });
    expect(pricing.pending).toBe(0);
  });

  test("say what they would like to know, and what is on its way", () => {
    const { wanted, pending } = price(analysis, withFacts({ [baseKey]: { state: "absent", reason: "no engine" } }));
    expect(wanted.map(({ key }) => key)).toEqual([
      baseKey,
      registryKey,
      contextKey,
      "context-contents",
      "package-data debian-trixie",
    ]);
    expect(pending).toBe(3);
  });

  test("a missing folder makes the size unknown, with the reason", () => {
    const pricing = price(analysis, withFacts({ [contextKey]: { state: "absent", reason: "there is no folder app" } }));
    expect(pricing.instructions.get(6)?.size.claim).toEqual({ kind: "unknown", reason: "there is no folder app" });
  });

  test("instructions that store nothing cost exactly 0", () => {
    expect(price(analysis, shippedFacts).instructions.get(7)?.size).toMatchObject({
      claim: { high: 0 },
      unknownParts: 0,
    });
  });

  test("parts are told largest first", () => {
    const parts = price(analysis, shippedFacts).instructions.get(1)?.parts;
    expect(parts?.map(({ label }) => label)).toEqual([
      "apt packages gcc, g++, build-essential",
      "package lists of apt",
    ]);
  });
});

test("a base that is not known is unknown, scratch is exactly 0", () => {
  const [unknown] = price(sampleAnalysis("FROM example.org/private\nRUN true\n"), shippedFacts).stages;
  expect(unknown?.base.kind).toBe("unknown");
  expect(unknown?.total.unknownParts).toBe(1);
  expect(price(sampleAnalysis("FROM scratch\n"), shippedFacts).stages[0]?.total).toMatchObject({
    claim: { high: 0 },
    unknownParts: 0,
  });
});

test("what a stage's chain holds already is not installed again", () => {
  const text = "FROM debian:bookworm-slim AS a\nRUN one\nFROM a\nRUN two\n";
  const effects = (line: number) =>
    line === 1
      ? ([{ kind: "install", packages: packages("build-essential") }] as const)
      : line === 3
        ? ([{ kind: "install", packages: packages("gcc", "make") }] as const)
        : [];
  const { instructions } = price(sampleAnalysis(text, { effects }), shippedFacts);
  expect(likely(instructions.get(1)?.size.claim)).toBeGreaterThan(280 * MB);
  expect(instructions.get(3)?.size.claim).toMatchObject({ high: 0 });
});

test("what may not happen may cost nothing, and holds nothing for later", () => {
  const text = "FROM debian:bookworm-slim\nRUN if\nRUN sure\n";
  const effects = (line: number) =>
    line === 0 ? [] : ([{ kind: "install", packages: packages("gcc"), maybe: line === 1 }] as const);
  const { instructions } = price(sampleAnalysis(text, { effects }), shippedFacts);
  expect(instructions.get(1)?.size.claim).toMatchObject({ low: 0 });
  expect(boundsOf(instructions.get(2)!.size.claim)?.low).toBeGreaterThan(100 * MB);
});

describe("savings", () => {
  test("count a byte once, in each finding and in all together", () => {
    const analysis = sampleAnalysis(phase1, {
      effects: phase1Effects,
      findings: (effects) => [
        { reclaims: effects.get(1)! },
        { reclaims: [effects.get(1)![1]!] },
        { reclaims: [effects.get(5)![0]!] },
      ],
    });
    const { findings, savings, stages, instructions } = price(analysis, shippedFacts);
    const [all, lists, cache] = findings.map(({ saving }) => likely(saving) ?? 0);
    expect(all).toBe(likely(instructions.get(1)?.size.claim));
    expect(lists).toBe(21_670_000);
    expect(likely(savings.get(analysis.image.targets[0]!))).toBe(all! + cache!);
    expect(boundsOf([...savings.values()][0]!)!.high).toBeLessThanOrEqual(boundsOf(stages[2]!.total.claim)!.high);
  });

  test("are the difference of two images: what a later install would bring anyway stays", () => {
    const text = "FROM debian:bookworm-slim\nRUN one\nRUN two\n";
    const analysis = sampleAnalysis(text, {
      effects: (line) =>
        line === 0 ? [] : [{ kind: "install", packages: packages(...(line === 1 ? ["build-essential"] : ["gcc"])) }],
      findings: (effects) => [{ reclaims: effects.get(1)! }],
    });
    const [finding] = price(analysis, shippedFacts).findings;
    // 291 MB with everything, of which gcc alone brings 165.
    expect(likely(finding?.saving)).toBeGreaterThan(110 * MB);
    expect(likely(finding?.saving)).toBeLessThan(140 * MB);
  });

  test("of which a later install brings back nearly all are not told as a number", () => {
    const analysis = sampleAnalysis("FROM debian:bookworm-slim\nRUN one\nRUN two\n", {
      effects: (line) => (line === 0 ? [] : [{ kind: "install", packages: packages("gcc") }]),
      findings: (effects) => [{ reclaims: effects.get(1)! }],
    });
    expect(price(analysis, shippedFacts).findings[0]?.saving.kind).toBe("unknown");
  });

  test("of a copied /usr hold what the distribution has there", () => {
    const saved = (name: string, path: string) => {
      const base = { kind: "image", reference: reference(name) };
      const analysis = sampleAnalysis(`FROM ${name} AS build\nFROM ${name}\nCOPY --from=build ${path} ${path}\n`, {
        effects: (line) => (line === 2 ? [{ kind: "base-files", base, path }] : []),
        findings: (effects) => [{ reclaims: effects.get(2)! }],
      });
      return price(analysis, shippedFacts).findings[0]?.saving;
    };
    expect(saved("debian:bookworm-slim", "/usr")).toMatchObject({ low: 55_673_520, high: 80_068_100 });
    expect(saved("python:3.12-slim", "/usr/local")).toMatchObject({ kind: "unknown" });
  });

  test("of another base image are the difference of the two", () => {
    const analysis = sampleAnalysis("FROM python:3.12\n", {
      findings: (effects) => [{ replacesBase: { effect: effects.get(0)![0]!, by: reference("python:3.12-slim") } }],
    });
    const { findings } = price(analysis, shippedFacts);
    expect(likely(findings[0]?.saving)).toBeCloseTo((1110 - 119.2) * MB, -4);
  });

  test("with an unknown part say so and count the rest; all unknown is unknown", () => {
    const analysis = sampleAnalysis("FROM debian:bookworm-slim\nRUN one\n", {
      effects: (line) =>
        line === 1
          ? [
              { kind: "cache", cache: "apt-lists" },
              { kind: "opaque", reason: "a script" },
            ]
          : [],
      findings: (effects) => [{ reclaims: effects.get(1)! }, { reclaims: [effects.get(1)![1]!] }],
    });
    const [both, opaque] = price(analysis, shippedFacts).findings;
    expect(both?.saving).toMatchObject({
      likely: 19_860_000,
      basis: expect.stringContaining("unknown and not counted"),
    });
    expect(opaque).toMatchObject({ saving: { kind: "unknown", reason: "a script" }, severity: "info" });
  });
});

test("a cache's part of what was measured is told from how it compares with what is installed", () => {
  const analysis = sampleAnalysis("FROM node:22-slim\nRUN npm ci\n", {
    effects: (line) =>
      line === 1
        ? [
            { kind: "install", manager: "npm", manifests: ["/package.json"] },
            { kind: "cache", manager: "npm", cache: "npm" },
          ]
        : [],
    findings: (effects) => [{ reclaims: [effects.get(1)![1]!] }],
  });
  expect(price(analysis, shippedFacts).findings[0]?.saving.kind).toBe("unknown");
  const measurement: Measurement = {
    ...measurementKeys(analysis).get(1)!,
    bytes: 15.5 * MB,
    metric: "unpacked",
    basis: "history",
    measuredAt: "2026-11-23T10:00:00Z",
    durationMs: 5,
    cached: false,
  };
  const [finding] = price(analysis, { ...shippedFacts, measurements: [measurement] }).findings;
  // 6.68 MB, measured for the example's own npm ci on Docker 28.5.2.
  expect(boundsOf(finding!.saving)!.low).toBeLessThan(6.68 * MB);
  expect(boundsOf(finding!.saving)!.high).toBeGreaterThan(6.68 * MB);
  expect(finding?.severity).toBe("info");
});

describe("severity", () => {
  const sized = (base = "debian:bookworm-slim", more = {}) =>
    sampleAnalysis(`FROM ${base}\nCOPY app .\n`, {
      effects: (line) => (line === 1 ? [{ kind: "write", what: "context", sources: ["app"] }] : []),
      findings: (effects) => [{ reclaims: effects.get(1)!, ...more }],
    });
  const severityOf = (bytes: number, base?: string, more?: object) =>
    price(sized(base, more), withFacts({ [contextKey]: known(bytes) })).findings[0]?.severity;

  test("is a warning from 10 MB or 5 % of the target, information below, silence under the minimum", () => {
    expect(severityOf(10 * MB)).toBe("warning");
    expect(severityOf(6 * MB)).toBe("warning");
    expect(severityOf(6 * MB, "python:3.12")).toBe("info");
    expect(severityOf(1.5 * MB)).toBe("info");
    expect(severityOf(0.9 * MB)).toBeUndefined();
  });

  test("stays what settings or the rule fix it to, but not below the minimum", () => {
    expect(severityOf(500 * MB, undefined, { severity: "hint" })).toBe("hint");
    expect(severityOf(0.9 * MB, undefined, { severity: "error" })).toBeUndefined();
  });

  test("of what is not about bytes is the rule's", () => {
    expect(severityOf(1, undefined, { reclaims: [], severity: "warning" })).toBe("warning");
  });

  test("does not depend on what this machine measured", () => {
    const analysis = sized();
    const facts = withFacts({ [contextKey]: known(20 * MB) });
    const { key, instructionKey } = measurementKeys(analysis).get(1)!;
    const measurement: Measurement = {
      key,
      instructionKey,
      bytes: 100,
      metric: "unpacked",
      basis: "history",
      measuredAt: "2026-11-23T10:00:00Z",
      durationMs: 5,
      cached: false,
    };
    const [finding] = price(analysis, { ...facts, measurements: [measurement] }).findings;
    expect(finding?.severity).toBe("warning");
    // What is shown may rest on it.
    expect(finding?.saving).toMatchObject({ kind: "measured", bytes: 100 });
  });
});
