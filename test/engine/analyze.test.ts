// What is analysed at all, and what a long file costs.
import { describe, expect, test } from "vitest";
import { analyze, mergeSettings, noSemanticFacts, price } from "../../server/src/engine/index";
import { shippedFacts } from "./shipped-data";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;
const analysed = (text: string) => analyze(text, settings, noSemanticFacts);

describe("files that are not analysed say so once", () => {
  test.each([
    ["binary data", "FROM debian:12\n\0RUN apt-get update\n", "holds binary data"],
    ["a very long text", `FROM debian:12\n# ${"x".repeat(1_000_000)}\n`, "more than 1,000,000 characters"],
    ["very many lines", `FROM debian:12\n${"#\n".repeat(20_001)}`, "more than 20,000 lines"],
  ])("%s", (_name, text, reason) => {
    const { problems, findings, image } = analysed(text);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(reason)]);
    expect(findings).toEqual([]);
    expect(image.instructions).toEqual([]);
  });
});

test("an ignore comment on the first line counts behind a byte order mark", () => {
  const text =
    "# layer-cost ignore-file=package-cache-left\nFROM debian:12\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n";
  for (const mark of ["", "\ufeff"]) expect(analysed(mark + text).findings).toEqual([]);
});

test("a stage of a thousand installs with a finding each is priced once through", () => {
  const run = "RUN apt-get update && apt-get install -y curl\n";
  const pricing = price(analysed(`FROM debian:bookworm-slim\n${run.repeat(1000)}CMD ["curl"]\n`), shippedFacts);
  expect(pricing.findings).toHaveLength(1000);
});
