// Base images by what a registry lists: shown where it leaves less open than the shipped table, and never a reason to report.
import { expect, test } from "vitest";
import { analyze } from "../../../server/src/engine/analyze";
import { mergeSettings } from "../../../server/src/engine/settings";
import { explainFile } from "../../../server/src/engine/sizes/explain";
import { noSemanticFacts } from "../../../server/src/engine/sizes/no-facts";
import { price } from "../../../server/src/engine/sizes/price";
import type { FactState, FactValue } from "../../../server/src/engine/sizes/types";

const MB = 1e6;

function listed(layers: FactValue["layers"] = []): FactState {
  const bytes = layers.reduce((sum, layer) => sum + layer.bytes, 0);
  const basis = "compressed layers of the image as docker.io lists them, 2026-11-26";
  return { state: "known", value: { bytes, basis, layers, date: "2026-11-26" } };
}

function pricing(text: string, facts: Record<string, FactState>, settings: object = {}) {
  const analysis = analyze(text, mergeSettings(settings, undefined).settings.analysis, noSemanticFacts);
  return {
    analysis,
    priced: price(analysis, { revision: 1, facts: new Map(Object.entries(facts)), measurements: [] }),
  };
}

const fromPrice = (...given: Parameters<typeof pricing>) => pricing(...given).priced.instructions.get(0)!;

test("an image that no table knows is estimated by its compressed layers", () => {
  const layers = [
    { bytes: 30 * MB, compression: "gzip" },
    { bytes: 10 * MB, compression: "gzip" },
  ] as const;
  const { size, pulled } = fromPrice("FROM team/app:1\n", { "registry-image  team/app:1": listed(layers) });
  expect(size).toMatchObject({ claim: { kind: "estimated", metric: "unpacked" }, unknownParts: 0 });
  const { low, high, basis } = size.claim as { low: number; high: number; basis: string };
  expect(low).toBeGreaterThan(40 * MB * 2);
  expect(high).toBeLessThan(1.6 * low);
  expect(basis).toMatch(/as docker\.io lists them, 2026-11-26: 40 MB, and unpacked 2\.\d to 3\.\d times/);
  expect(pulled).toMatchObject({ kind: "measured", metric: "transfer", bytes: 40 * MB, measuredAt: "2026-11-26" });
});

test("layers that are not compressed are as large as they are listed; those of zstd may be larger than of gzip", () => {
  const highOf = (compression: "none" | "gzip" | "zstd") => {
    const facts = { "registry-image  team/app:1": listed([{ bytes: 100 * MB, compression }]) };
    return (fromPrice("FROM team/app:1\n", facts).size.claim as { high: number }).high;
  };
  expect(highOf("none")).toBe(100 * MB);
  expect(highOf("zstd")).toBeGreaterThan(highOf("gzip"));
});

test("the shipped table stays where it leaves less open, and the engine's own figure always", () => {
  const facts = { "registry-image  python:3.12-slim": listed([{ bytes: 45 * MB, compression: "gzip" }]) };
  const text = "FROM python:3.12-slim\n";
  const { size, pulled } = fromPrice(text, facts);
  expect(size.claim).toEqual(fromPrice(text, {}).size.claim);
  expect(pulled).toMatchObject({ kind: "measured", bytes: 45 * MB });
  const local: FactState = { state: "known", value: { bytes: 120 * MB, basis: "counted" } };
  const both = fromPrice(text, { ...facts, "base-image  python:3.12-slim": local });
  expect(both.size.claim).toMatchObject({ kind: "measured", bytes: 120 * MB });
});

test("it is asked for the platform of the settings, and never for a name that the file leaves open", () => {
  const wanted = (text: string, settings?: object) =>
    pricing(text, {}, settings).priced.wanted.flatMap((request) =>
      request.kind === "registry-image" ? [[request.reference, request.platform]] : [],
    );
  expect(wanted("FROM team/app:1\n", { build: { platform: "linux/arm64" } })).toEqual([["team/app:1", "linux/arm64"]]);
  expect(wanted("ARG BASE\nFROM $BASE\n")).toEqual([]);
});

test("what is unknown says why, also of the registry", () => {
  const facts: Record<string, FactState> = {
    "registry-image  team/app:1": { state: "absent", reason: "docker.io has no team/app:1" },
  };
  const { claim } = fromPrice("FROM team/app:1\n", facts).size;
  expect(claim).toMatchObject({ kind: "unknown", reason: expect.stringMatching(/; docker\.io has no team\/app:1$/) });
});

test("neither findings nor severities rest on it", () => {
  const text = "FROM team/app:1\nRUN apt-get update && apt-get install -y git\n";
  const facts = { "registry-image  team/app:1": listed([{ bytes: 10_000 * MB, compression: "gzip" }]) };
  const told = (given: Record<string, FactState>) =>
    pricing(text, given).priced.findings.map(({ finding, severity }) => [finding.rule.id, severity]);
  expect(told({})).not.toEqual([]);
  expect(told(facts)).toEqual(told({}));
});

test("the explanation tells what is pulled", () => {
  const facts = { "registry-image  team/app:1": listed([{ bytes: 40 * MB, compression: "gzip" }]) };
  const { analysis, priced } = pricing("FROM team/app:1\n", facts);
  expect(explainFile(analysis, priced)).toContain("line 1: pulled: 40 MB, compressed layers of the image as docker.io");
});
