// What findings give back: the difference of two images, so that what something else needs is not counted.
import { describe, expect, test } from "vitest";
import { analyze, boundsOf, mergeSettings, noSemanticFacts, price } from "../../../server/src/engine/index";
import { shippedFacts, shippedIndex } from "../shipped-data";

const { analysis: settings } = mergeSettings(undefined, undefined).settings;

/** The saving of the finding of a rule; throws where there is none. */
function savingOf(rule: string, text: string) {
  const { findings } = price(analyze(text, settings, noSemanticFacts), shippedFacts);
  const found = findings.find(({ finding }) => finding.rule.id === rule);
  if (found === undefined) throw new Error(`${rule} is silent`);
  return found.saving;
}

const builder = (packages: string) => `FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends ${packages} && rm -rf /var/lib/apt/lists/*
COPY main.c /src/
RUN gcc -s -o /app /src/main.c
FROM build
CMD ["/app"]
`;

describe("libraries that come with -dev packages", () => {
  test("are told apart from further -dev packages", () => {
    const index = shippedIndex("bookworm");
    expect(index.librariesOf("libpq-dev", "amd64")).toContain("libpq5");
    expect(index.librariesOf("python3-dev", "amd64")).toContain("libpython3.11");
    expect(index.librariesOf("libpq5", "amd64")).toEqual([]);
    expect(index.librariesOf("no-such-dev", "amd64")).toEqual([]);
  });

  test("stay: the likely saving is without them, and at the best they go as well", () => {
    const whole = boundsOf(savingOf("runtime-from-builder", builder("gcc libc6-dev")))!;
    const saving = savingOf("runtime-from-builder", builder("gcc libc6-dev libmagickcore-6.q16-dev"));
    const { low, likely, high } = boundsOf(saving)!;
    expect(saving).toMatchObject({ basis: expect.stringContaining("the libraries of the -dev packages stay") });
    expect(likely).toBeGreaterThan(whole.likely);
    // The library and all that it needs: some 30 MB.
    expect(high - likely).toBeGreaterThan(20e6);
    expect(low).toBeLessThan(likely);
  });

  test("cost nothing where something else brings them", () => {
    const text = builder("gcc libc6-dev libpq-dev").replace(
      'CMD ["/app"]',
      "RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*",
    );
    const saving = savingOf("runtime-from-builder", text);
    expect(saving).toMatchObject({ basis: expect.not.stringContaining("-dev packages stay") });
  });
});

test("build tools that a later install needs give nothing back", () => {
  const text = `FROM debian:bookworm-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
COPY main.c /src/
RUN gcc -s -o /app /src/main.c
FROM build
RUN apt-get update && apt-get install -y --no-install-recommends libtool && rm -rf /var/lib/apt/lists/*
CMD ["/app"]
`;
  const alone = boundsOf(savingOf("runtime-from-builder", text.replace(/RUN.*libtool.*\n/, "")))!;
  const saving = savingOf("runtime-from-builder", text);
  expect(boundsOf(saving)?.likely ?? 0).toBeLessThan(alone.likely * 0.2);
});

test("a RUN whose only command a test rules out stores nothing", () => {
  const text = `FROM debian:bookworm-slim
ARG INCLUDE_DEV=false
RUN if [ "$INCLUDE_DEV" = "true" ]; then pip install -r requirements-dev.txt; fi
`;
  const { instructions } = price(analyze(text, settings, noSemanticFacts), shippedFacts);
  expect([...instructions.values()].at(-1)?.size).toMatchObject({ claim: { high: 0 }, unknownParts: 0 });
});
