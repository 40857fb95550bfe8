// The laws of prices over the fixtures of all rules, and the cases in which they were once broken.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { analyze, boundsOf, mergeSettings, noSemanticFacts, price } from "../../../server/src/engine/index";
import { shippedFacts } from "../shipped-data";
import { brokenLaws } from "./laws";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const fixtures = path.join(__dirname, "../../fixtures");

/** A Dockerfile, priced with the shipped data alone. */
function priced(text: string) {
  const analysis = analyze(text, settings, noSemanticFacts);
  return { analysis, pricing: price(analysis, shippedFacts) };
}

/** Size of the instruction at a zero-based line; 1,000 bytes lie in the build context wherever it is asked for. */
function sizeAt(text: string, line: number) {
  const { analysis, pricing: first } = priced(text);
  const facts = new Map(shippedFacts.facts);
  for (const { kind, key } of first.wanted)
    if (kind === "context-files") facts.set(key, { state: "known", value: { bytes: 1000, basis: "counted" } });
  const pricing = price(analysis, { ...shippedFacts, facts });
  return [...pricing.instructions.values()].find(({ instruction }) => instruction.syntax.line === line)!.size;
}

test("every fixture keeps the laws of prices", { timeout: 60_000 }, () => {
  const files = readdirSync(fixtures, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".Dockerfile"),
  );
  expect(files.length).toBeGreaterThan(100);
  const broken = files.flatMap((file) => {
    const text = readFileSync(path.join(fixtures, file), "utf8").replace(/^#~.*$/gm, "#");
    const { analysis, pricing } = priced(text);
    return brokenLaws(analysis, pricing).map((law) => `${file}: ${law}`);
  });
  expect(broken).toEqual([]);
});

describe("apt", () => {
  test("keeps the lists that an earlier layer left", () => {
    const twice = "FROM debian:bookworm-slim\nRUN apt-get update\nRUN apt-get update\n";
    expect(boundsOf(sizeAt(twice, 1).claim)!.likely).toBeGreaterThan(15e6);
    // 0.15 MB on a real engine.
    expect(boundsOf(sizeAt(twice, 2).claim)).toMatchObject({ low: 0, likely: 200_000, high: 3_000_000 });
  });

  test("fetches them again where a layer between removed them", () => {
    const removed =
      "FROM debian:bookworm-slim\nRUN apt-get update\nRUN rm -rf /var/lib/apt/lists/*\nRUN apt-get update\n";
    expect(boundsOf(sizeAt(removed, 3).claim)!.likely).toBeGreaterThan(15e6);
  });

  test("keeps records of packages that came and went: 0.98 MB on a real engine", () => {
    const purged =
      "FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y wget && apt-get purge -y --auto-remove wget && rm -rf /var/lib/apt/lists/*\n";
    const { low, high } = boundsOf(sizeAt(purged, 1).claim)!;
    expect(low).toBeLessThan(978_611);
    expect(high).toBeGreaterThan(978_611);
  });
});

describe("COPY --from", () => {
  const builder = "FROM node:22 AS build\nWORKDIR /app\nCOPY package.json notes.txt ./\nRUN npm run build\n";

  test("of a folder that an unread command wrote to is unknown", () => {
    const { claim } = sizeAt(`${builder}FROM scratch\nCOPY --from=build /app/dist /\n`, 5);
    expect(claim).toEqual({ kind: "unknown", reason: "what the script of npm writes is not known before it runs" });
  });

  test("of a folder with the context's files and what an unread command wrote there is a lower bound", () => {
    const { claim, unknownParts } = sizeAt(`${builder}FROM scratch\nCOPY --from=build /app /\n`, 5);
    expect(claim).toMatchObject({
      likely: 1000,
      basis: expect.stringContaining("without what the commands of build write"),
    });
    expect(unknownParts).toBe(1);
  });

  test("of one command is no share of all the Python packages", () => {
    const text =
      "FROM python:3.12 AS build\nRUN pip install torch\nFROM python:3.12-slim\nCOPY --from=build /usr/local/bin/torchrun /usr/local/bin/\n";
    expect(sizeAt(text, 3).claim.kind).toBe("unknown");
    const modules = text.replace(
      "/usr/local/bin/torchrun /usr/local/bin/",
      "/usr/local/lib/python3.12/site-packages /m",
    );
    const { low, high } = boundsOf(sizeAt(modules, 3).claim)!;
    expect(low).toBeGreaterThan(1e9);
    expect(high / low).toBeLessThan(2);
  });
});

test("a variable among the packages is named as one", () => {
  const text =
    'FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y "$PACKAGES" && rm -rf /var/lib/apt/lists/*\n';
  expect(sizeAt(text, 1).claim).toMatchObject({
    reason: expect.stringMatching(/^what .*PACKAGES.* stands for is not known/),
  });
});

test("an image with torch hardly takes it a second time, and one that pins a version may", () => {
  const on = (image: string, what: string) =>
    boundsOf(sizeAt(`FROM ${image}\nRUN pip install --no-cache-dir ${what}\n`, 1).claim)!;
  expect(on("python:3.12", "torch").low).toBeGreaterThan(3e9);
  const again = on("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime", "torch torchvision");
  expect(again.likely).toBeLessThan(50e6);
  expect(again.high).toBeGreaterThan(3e9);
  expect(on("pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime", "torch==2.6.0").likely).toBeGreaterThan(3e9);
});

test("what only comes along with a base's packages on Debian is counted where an RPM install asks for it", () => {
  const { low, high } = boundsOf(sizeAt("FROM fedora:41\nRUN dnf install -y icu && dnf clean all\n", 1).claim)!;
  expect(low).toBeGreaterThan(15e6);
  expect(high).toBeLessThan(70e6);
});
