// Targets, and what ships with them: stages by FROM, effects by COPY, stages that are only reached.

import { describe, expect, test } from "vitest";
import type { NamedBuild } from "../../../server/src/engine/index";
import { model, type Surroundings } from "./model";

const indexes = (list: readonly { readonly index: number }[]) => list.map(({ index }) => index);

function marks(text: string, surroundings?: Surroundings) {
  const { stages, targets } = model(text, surroundings);
  return {
    targets: indexes(targets),
    shipped: indexes(stages.filter(({ shipped }) => shipped)),
    reached: indexes(stages.filter(({ reached }) => reached)),
  };
}

const four = "FROM a AS base\nFROM base AS build\nFROM base AS run\nCOPY --from=build /x /x\nFROM run AS test";

describe("targets", () => {
  test("the last stage, without anything else", () => {
    expect(marks(four)).toEqual({ targets: [3], shipped: [0, 2, 3], reached: [0, 1, 2, 3] });
  });

  test.each([
    [["run"], { targets: [2], shipped: [0, 2], reached: [0, 1, 2] }],
    [["RUN"], { targets: [2], shipped: [0, 2], reached: [0, 1, 2] }],
    [["2"], { targets: [2], shipped: [0, 2], reached: [0, 1, 2] }],
    [["base"], { targets: [0], shipped: [0], reached: [0] }],
    [["test", "base"], { targets: [0, 3], shipped: [0, 2, 3], reached: [0, 1, 2, 3] }],
    [["run", "run"], { targets: [2], shipped: [0, 2], reached: [0, 1, 2] }],
    // A target of another file: the last stage is the best guess.
    [["elsewhere"], { targets: [3], shipped: [0, 2, 3], reached: [0, 1, 2, 3] }],
    [["elsewhere", "build"], { targets: [1], shipped: [0, 1], reached: [0, 1] }],
  ])("of the settings: %j", (targets, expected) => expect(marks(four, { targets })).toEqual(expected));

  const namedBuild = (target: string | null | undefined): NamedBuild => ({
    origin: "web of compose.yaml",
    contextPath: undefined,
    target,
    arguments: {},
    platform: undefined,
  });
  const named = (...names: (string | null | undefined)[]) => ({ builds: names.map(namedBuild) });

  test.each([
    ["one", ["run"], [2]],
    ["several", ["run", "base"], [0, 2]],
    ["one without a name, which is the last stage", ["run", undefined], [2, 3]],
    ["one that is not known", [null], [3]],
    ["one of another file", ["elsewhere"], [3]],
    ["only one for developers: the last stage is still what ships", ["build"], [1, 3]],
  ])("of the workspace: %s", (_, names, expected) => {
    expect(marks(four, { facts: named(...names) }).targets).toEqual(expected);
  });

  test("of the settings win over those of the workspace", () => {
    expect(marks(four, { targets: ["run"], facts: named("base") }).targets).toEqual([2]);
  });

  test("have arguments on which the workspace's builds agree", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the Dockerfile
    const text = "ARG BASE=debian\nARG TAG=1\nFROM ${BASE}:${TAG}\n";
    const build = (given: Record<string, string | null>) => ({ ...namedBuild(undefined), arguments: given });
    const baseOf = (builds: NamedBuild[], buildArguments = {}) => {
      const { base } = model(text, { facts: { builds }, buildArguments }).stages[0]!;
      return base.kind === "image" ? base.reference.text : base.kind;
    };
    expect(baseOf([build({ TAG: "2" }), build({ TAG: "2" })])).toBe("debian:2");
    expect(baseOf([build({ TAG: "2" }), build({ TAG: "3" })])).toBe("unknown");
    expect(baseOf([build({ TAG: "2" }), build({})])).toBe("unknown");
    expect(baseOf([build({ TAG: null })])).toBe("unknown");
    expect(baseOf([build({ TAG: null })], { TAG: "4" })).toBe("debian:4");
  });

  test("know that they are", () => {
    expect(model(four, { targets: ["run"] }).stages.map(({ isTarget }) => isTarget)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});

describe("stages that a target needs without standing on them", () => {
  test.each([
    ["COPY --from", "FROM a AS one\nFROM b\nCOPY --from=one /x /x", [0, 1]],
    ["COPY --from a number", "FROM a\nFROM b\nCOPY --from=0 /x /x", [0, 1]],
    ["COPY --from with other case", "FROM a AS One\nFROM b\nCOPY --from=oNE /x /x", [0, 1]],
    ["--mount=from", "FROM a AS one\nFROM b\nRUN --mount=type=bind,from=one,target=/x cp /x/y /y", [0, 1]],
    ["--mount=from without a type", "FROM a AS one\nFROM b\nRUN --mount=from=one,target=/x cp /x/y /y", [0, 1]],
    [
      "a chain of both",
      "FROM a AS one\nFROM b AS two\nCOPY --from=one /x /x\nFROM c\nCOPY --from=two /x /x",
      [0, 1, 2],
    ],
    ["what a needed stage stands on", "FROM a AS one\nFROM one AS two\nFROM c\nCOPY --from=two /x /x", [0, 1, 2]],
    ["an external image of that name further down", "FROM b\nCOPY --from=one /x /x\nFROM a AS one\nFROM c", [2]],
    ["none at all", "FROM a AS one\nFROM b", [1]],
    ["a stage's own number is no stage", "FROM a\nCOPY --from=0 /x /x", [0]],
  ])("%s", (_what, text, reached) => expect(marks(text).reached).toEqual(reached));

  test("do not ship", () => {
    expect(marks("FROM a AS one\nFROM b\nCOPY --from=one /x /x").shipped).toEqual([1]);
  });
});

describe("effects", () => {
  const text =
    "FROM debian:12 AS build\nRUN apt-get update && apt-get install -y gcc\nFROM debian:12\nCOPY app /app\nRUN apt-get update";

  test("ship with their stage", () => {
    const shipped = model(text).effects.filter(({ shipped }) => shipped);
    expect(shipped.map(({ kind, stage }) => `${stage.index} ${kind}`)).toEqual(["1 base", "1 write", "1 cache"]);
  });

  test("of another target ship with that", () => {
    const image = model(text, { targets: ["build"] });
    expect(image.shippedEffects("cache").map(({ stage }) => stage.index)).toEqual([0]);
    expect(image.shippedEffects("install")).toHaveLength(1);
  });

  test("of both, where both are targets", () => {
    expect(model(text, { targets: ["build", "1"] }).shippedEffects("cache")).toHaveLength(2);
  });

  test("instructions know whether they ship", () => {
    expect(model(text).instructions.map(({ shipped }) => shipped)).toEqual([false, false, true, true, true]);
  });

  test("a list by kind is made once", () => {
    const image = model(text);
    expect(image.shippedEffects("cache")).toBe(image.shippedEffects("cache"));
  });
});
