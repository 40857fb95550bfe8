// Comparisons of two measurements: stages and instructions find each other by content, and unknown stays unknown.
import { describe, expect, test } from "vitest";
import {
  type Comparison,
  compareMeasurements,
  formatDifference,
  type SavedMeasurement,
} from "../../../server/src/engine/index";
import { bytes, measured } from "./measured";

const compare = (before: string, after: string) => compareMeasurements(measured(before), measured(after));

/** `kind label: change shipped`, then `  kind text difference`. */
function rowsOf({ stages }: Comparison): string[] {
  return stages.flatMap((stage) => [
    `${stage.kind} ${stage.label}: ${formatDifference(stage.shipped.difference) ?? "unknown"}`,
    ...stage.instructions.map(({ kind, before, after, movedFrom, movedTo, otherFiles, size }) => {
      const from = movedFrom !== undefined ? ` from ${movedFrom}` : movedTo !== undefined ? ` to ${movedTo}` : "";
      const files = otherFiles ? ", other files" : "";
      return `  ${kind}${from}${files} ${(after ?? before)!.text}: ${formatDifference(size.difference) ?? "unknown"}`;
    }),
  ]);
}

const phase1 = `FROM slim AS base #= 1000
RUN install gcc #= 500
FROM base AS deps
COPY lock . #= 10
RUN install packages #= 300
FROM deps AS runtime
COPY --from=deps /cache /cache #= 50
COPY src . #= 5
CMD ["run"]`;
const phase2 = `FROM slim AS base #= 1000
FROM base AS builder
RUN install gcc #= 500
FROM builder AS deps
COPY lock . #= 10
RUN install packages #= 300
FROM base AS runtime
COPY --from=deps /packages /packages #= 280
COPY src . #= 5
CMD ["run"]`;

describe("sizes", () => {
  test("the whole, with its sign and share", () => {
    const { size, share, durationMs, cautions } = compare(phase1, phase2);
    expect(size.difference).toEqual({ kind: "measured", bytes: -580, metric: "unpacked" });
    expect(share).toBeCloseTo(-580 / 1865);
    expect(durationMs).toEqual({ before: 10_000, after: 10_000 });
    expect(cautions).toEqual([]);
  });

  test("what the shipped stages add explains the whole", () => {
    const { stages, size } = compare(phase1, phase2);
    const shipped = stages.map((stage) => stage.shipped.difference);
    expect(shipped.map(formatDifference)).toEqual(["−500 B", "0 B", "−310 B", "+230 B"]);
    expect(formatDifference(size.difference)).toBe("−580 B");
  });

  test("what is unknown on one side is unknown in the difference, and not 0", () => {
    const { size, share, stages } = compare("FROM a #= 10\nRUN b #= ?", "FROM a #= 10\nRUN b #= 5");
    expect(size.difference).toEqual({ kind: "unknown", reason: "a part of it is unknown" });
    expect(share).toBeUndefined();
    expect(stages[0]!.instructions[1]!.size.difference).toEqual({ kind: "unknown", reason: "nobody knows" });
    expect(stages[0]!.instructions[0]!.size.difference).toMatchObject({ bytes: 0 });
  });

  test("an added instruction of unknown size adds an unknown number of bytes", () => {
    const [stage] = compare("FROM a #= 10", "FROM a #= 10\nRUN b #= ?").stages;
    expect(stage!.instructions[1]).toMatchObject({ kind: "added", size: { difference: { kind: "unknown" } } });
    expect(stage!.own.difference).toMatchObject({ kind: "unknown" });
  });

  test("other metrics are never subtracted", () => {
    const before = measured("FROM a #= 10");
    const transfer = { ...bytes(4), metric: "transfer" } as SavedMeasurement["build"]["image"]["size"];
    const after = { ...before, build: { ...before.build, image: { id: "", size: transfer } } };
    const { size, cautions } = compareMeasurements(before, after);
    expect(size.difference).toMatchObject({ kind: "unknown" });
    expect(cautions).toEqual([expect.stringContaining("cannot be subtracted")]);
  });
});

describe("stages", () => {
  test("match by name, and new ones are added", () => {
    expect(rowsOf(compare(phase1, phase2))).toEqual([
      "changed base: −500 B",
      "  same FROM slim AS base: 0 B",
      "  moved to builder RUN install gcc: 0 B",
      "added builder: 0 B",
      "  added FROM base AS builder: +1 kB",
      "  moved from base RUN install gcc: 0 B",
      "changed deps: −310 B",
      "  changed FROM builder AS deps: 0 B",
      "  same COPY lock .: 0 B",
      "  same RUN install packages: 0 B",
      "changed runtime: +230 B",
      "  changed FROM base AS runtime: −810 B",
      "  removed COPY --from=deps /cache /cache: −50 B",
      "  added COPY --from=deps /packages /packages: +280 B",
      "  same COPY src .: 0 B",
      '  same CMD ["run"]: 0 B',
    ]);
  });

  test("match by role where names differ, then by content", () => {
    const { stages } = compare(
      "FROM go AS one #= 5\nRUN go build ./cmd/server -o /server\nFROM scratch AS two\nCOPY --from=one /server /",
      "FROM go AS build #= 5\nRUN go build ./cmd/server -o /server\nFROM scratch\nCOPY --from=build /server /",
    );
    expect(stages.map(({ kind, label, before, renamedFrom }) => [kind, label, before?.name, renamedFrom])).toEqual([
      ["same", "build", "one", "one"],
      ["changed", "stage 1", "two", undefined],
    ]);
  });

  test("without anything in common are added and removed where they stand", () => {
    const { stages } = compare(
      "FROM a AS one\nRUN first thing\nFROM b AS last\nCOPY --from=one /x /x",
      "FROM c AS other\nCOPY quite something else\nFROM b AS last\nCOPY --from=other /x /x",
    );
    expect(stages.map(({ kind, label }) => [kind, label])).toEqual([
      ["removed", "one"],
      ["added", "other"],
      ["changed", "last"],
    ]);
  });

  test("names match without regard to case", () => {
    expect(compare("FROM a AS Base\nRUN x", "FROM a AS base\nRUN completely different").stages).toHaveLength(1);
  });

  test("a stage that no longer ships gives its bytes back, though it is as large as before", () => {
    const deps = compare(phase1, phase2).stages.find(({ label }) => label === "deps")!;
    expect([deps.shippedBefore, deps.shippedAfter]).toEqual([true, false]);
    expect(deps.own.difference).toMatchObject({ bytes: 0 });
    expect(deps.shipped.difference).toMatchObject({ bytes: -310 });
  });
});

describe("instructions", () => {
  const one = (...lines: string[]) => ["FROM a", ...lines].join("\n");

  test("match by content, not by line", () => {
    const { stages } = compare(
      one("RUN b #= 5", "RUN c #= 7"),
      `# a comment\n\n${one("RUN \\\n  b #= 6", "RUN c #= 7")}`,
    );
    expect(stages[0]!.instructions.map(({ kind }) => kind)).toEqual(["same", "same", "same"]);
    expect(rowsOf(compare(one("RUN b #= 5"), `\n\n${one("RUN b #= 6")}`))).toEqual([
      "same stage 0: +1 B",
      "  same FROM a: 0 B",
      "  same RUN b: +1 B",
    ]);
  });

  test("repeated identical ones match in order", () => {
    const rows = rowsOf(
      compare(one("RUN x #= 1", "RUN y #= 5", "RUN x #= 2"), one("RUN x #= 1", "RUN x #= 3", "RUN x #= 2")),
    );
    expect(rows).toEqual([
      "changed stage 0: −2 B",
      "  same FROM a: 0 B",
      "  same RUN x: 0 B",
      "  removed RUN y: −5 B",
      "  added RUN x: +3 B",
      "  same RUN x: 0 B",
    ]);
  });

  test("a swap is one that stays and one that moved", () => {
    const kinds = compare(one("RUN b", "RUN c"), one("RUN c", "RUN b")).stages[0]!.instructions.map(
      ({ kind, after }) => `${kind} ${after!.text}`,
    );
    expect(kinds).toHaveLength(3);
    expect(kinds.filter((row) => row.startsWith("moved"))).toHaveLength(1);
  });

  test("much alike ones have changed, others come and go", () => {
    expect(
      rowsOf(
        compare(
          one("RUN apt-get update && apt-get install -y gcc make #= 90", "RUN echo done"),
          one(
            "RUN apt-get update && apt-get install -y gcc make && rm -rf /var/lib/apt/lists/* #= 70",
            "COPY a b #= 3",
          ),
        ),
      ),
    ).toEqual([
      "changed stage 0: −17 B",
      "  same FROM a: 0 B",
      "  changed RUN apt-get update && apt-get install -y gcc make && rm -rf /var/lib/apt/lists/*: −20 B",
      "  removed RUN echo done: 0 B",
      "  added COPY a b: +3 B",
    ]);
  });

  test("the same variable, or setting of the image, with another value has changed", () => {
    expect(
      rowsOf(
        compare(
          one("ARG VERSION=1", "ENV A=1 B=2", 'CMD ["sleep", "100"]'),
          one("ARG VERSION=2", "ENV B=1 A=2", 'CMD ["node"]'),
        ),
      ),
    ).toEqual([
      "changed stage 0: 0 B",
      "  same FROM a: 0 B",
      "  changed ARG VERSION=2: 0 B",
      "  removed ENV A=1 B=2: 0 B",
      "  added ENV B=1 A=2: 0 B",
      '  changed CMD ["node"]: 0 B',
    ]);
  });

  test("an identical COPY of other files says so", () => {
    expect(rowsOf(compare(one("COPY . . #= 10 aa"), one("COPY . . #= 12 bb")))[2]).toBe(
      "  same, other files COPY . .: +2 B",
    );
    expect(rowsOf(compare(one("COPY . . #= 10 aa"), one("COPY . . #= 12 aa")))[2]).toBe("  same COPY . .: +2 B");
  });

  test("another base is a changed FROM", () => {
    expect(rowsOf(compare("FROM python:3.12 #= 1000", "FROM python:3.12-slim #= 100"))).toEqual([
      "changed stage 0: 0 B",
      "  changed FROM python:3.12-slim: −900 B",
    ]);
  });

  test("heredocs differ by their bodies", () => {
    const heredoc = (body: string) => one(`RUN <<EOF\n${body}\nEOF`);
    expect(compare(heredoc("a\nb"), heredoc("a\nb")).stages[0]!.kind).toBe("same");
    expect(compare(heredoc("a\nb"), heredoc("a\nc")).stages[0]!.kind).toBe("changed");
  });

  test("every instruction of both sides stands in exactly one row, but for the rows that say where one went", () => {
    const { stages, before, after } = compare(phase1, phase2);
    const rows = stages.flatMap(({ instructions }) => instructions).filter(({ movedTo }) => movedTo === undefined);
    const all = (saved: SavedMeasurement) => saved.build.stages.flatMap(({ instructions }) => instructions);
    expect(new Set(rows.map((row) => row.before).filter(Boolean))).toEqual(new Set(all(before)));
    expect(new Set(rows.map((row) => row.after).filter(Boolean))).toEqual(new Set(all(after)));
    expect(rows.filter((row) => row.before).length).toBe(all(before).length);
    expect(rows.filter((row) => row.after).length).toBe(all(after).length);
  });
});

describe("an image that was only read", () => {
  const image = measured(
    `FROM slim #= 1000
RUN install gcc #= 500
COPY lock . #= 10
RUN install packages #= 300
COPY /cache /cache #= 50
COPY src . #= 5
CMD ["run" "--now"]`,
    { dockerfileText: undefined, dockerfilePath: "api:1.0" },
  );

  test("is compared with the shipped stages of a build, laid together", () => {
    const built = measured(phase1.replace('CMD ["run"]', 'CMD ["run", "--now"]'));
    const { stages, size, durationMs, labels } = compareMeasurements(image, built);
    expect(stages).toHaveLength(1);
    expect(stages[0]!.instructions.map(({ kind }) => kind)).toEqual(Array(7).fill("same"));
    expect(size.difference).toMatchObject({ bytes: 0 });
    expect(durationMs.before).toBeUndefined();
    expect(labels).toEqual({ before: "api:1.0", after: "Dockerfile" });
  });

  test("two of them are compared layer by layer", () => {
    const other = { ...image, dockerfilePath: "api:1.1" };
    expect(compareMeasurements(image, other).stages[0]!.kind).toBe("same");
  });
});

describe("labels and cautions", () => {
  const text = "FROM a #= 10";

  test("names win, and equal ones are told apart by their dates", () => {
    const named = measured(text, { name: "phase 1" });
    expect(compareMeasurements(named, measured(text)).labels).toEqual({ before: "phase 1", after: "Dockerfile" });
    const { before, after } = compareMeasurements(measured(text), measured(text)).labels;
    expect(before).toBe("Dockerfile (2026-11-26 20:00:00)");
    expect(after).not.toBe(before);
  });

  test("other stores, engines, platforms and arguments are said", () => {
    const before = measured(text, { buildArguments: { A: "1", TOKEN: "hunter2" } });
    const after = measured(text, { platform: "linux/arm64" }, "Docker 28.5.2, BuildKit, containerd");
    const cautions = compareMeasurements(before, after).cautions.join("\n");
    expect(cautions).toContain("different image stores");
    expect(cautions).toContain("linux/arm64");
    expect(cautions).toContain("A, TOKEN");
    expect(cautions).not.toContain("hunter2");
    const older = measured(text, {}, "Docker 20.10.24, BuildKit, overlay2");
    expect(compareMeasurements(older, measured(text)).cautions).toEqual([expect.stringContaining("different engines")]);
  });
});
