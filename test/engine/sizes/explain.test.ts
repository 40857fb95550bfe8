// The explained file: every line with its cost, findings and totals, and what the numbers rest on.
import { expect, test } from "vitest";
import { explainFile } from "../../../server/src/engine/sizes/explain";
import { price } from "../../../server/src/engine/sizes/price";
import { shippedFacts } from "../shipped-data";
import { packages, sampleAnalysis } from "./sample-analysis";

const text = `# A service.
FROM debian:bookworm-slim AS build
RUN apt-get install -y \\
    unzip \\
    gcc
FROM build
COPY app .
CMD ["app"]
`;

const analysis = sampleAnalysis(text, {
  effects: (line) =>
    line === 2
      ? [{ kind: "install", packages: packages("gcc", "unzip") }]
      : line === 6
        ? [{ kind: "write", what: "context", sources: ["app"] }]
        : [],
  findings: (effects) => [
    {
      reclaims: effects.get(2)!,
      message: "The runtime stands on\nits builder.",
      range: { start: text.indexOf("build\nCOPY"), end: 1 },
    },
  ],
});

test("reads from top to bottom, with nothing told by colour alone", () => {
  expect(`\n${explainFile(analysis, price(analysis, shippedFacts))}`).toMatchInlineSnapshot(`
    "
    stage 1: ≥ 225 MB; the findings below would give back up to 165 MB
    Sizes are unpacked (1 MB is 1,000,000 bytes). ≈ is an estimate, ≥ a lower bound, the rest is measured or exact.

         size
               1  # A service.
    ≈ 74.8 MB  2  FROM debian:bookworm-slim AS build
                    · pulled as ≈ 28.2 MB, compressed
     ≈ 165 MB  3  RUN apt-get install -y \\
               4      unzip \\
               5      gcc
                    · gcc-12 ≈ 69.7 MB, cpp-12 ≈ 34.6 MB, libgcc-12-dev ≈ 14.5 MB, binutils-x86-64-linux-gnu ≈ 11.6 MB …
                    = stage build adds ≈ 165 MB, total ≈ 240 MB

               6  FROM build
                    ^ warning sample: The runtime stands on its builder. (gives back ≈ 165 MB, 155 MB to 175 MB)
      unknown  7  COPY app .
          0 B  8  CMD ["app"]
                    = stage 1 adds an unknown size, total ≥ 225 MB

    What the sizes rest on:
      line 2: size of debian:bookworm-slim, docker-library/repo-info, 2026-09 (69.6 MB to 80.1 MB)
      line 3: Debian bookworm package index of 2026-11-25 (155 MB to 175 MB)
    What is unknown:
      line 7: files of the build context: the size of the context's files is not known yet
    Some sizes are still being looked up.
    "
  `);
});

test("styles wrap pieces and change no visible character", () => {
  const pricing = price(analysis, shippedFacts);
  const marked = explainFile(analysis, pricing, { style: (piece, role) => `<${role}>${piece}</>` });
  expect(marked).toContain("<warning>warning</>");
  expect(marked.replace(/<\w+>|<\/>/g, "").replace(/ +$/gm, "")).toBe(explainFile(analysis, pricing));
});

test("control characters of a file do not reach a terminal; an empty file is told", () => {
  const odd = sampleAnalysis("FROM scratch\nRUN echo \u001b[31mred\n");
  expect(explainFile(odd, price(odd, shippedFacts))).not.toContain("\u001b");
  const empty = sampleAnalysis("");
  expect(explainFile(empty, price(empty, shippedFacts))).toContain("no FROM");
});
