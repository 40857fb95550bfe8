// Signed differences in the user's words, and the alignment of lists.
import { describe, expect, test } from "vitest";
import { align, similarity } from "../../../server/src/engine/comparison/align";
import { differenceOf } from "../../../server/src/engine/comparison/differences";
import { estimatedClaim, formatDifference, formatShare, signedBytes } from "../../../server/src/engine/index";
import { bytes } from "./measured";

const total = (claim: ReturnType<typeof bytes>, unknownParts = 0) => ({ claim, unknownParts });

test("an estimate on either side makes the difference one, with all that it allows", () => {
  const estimate = estimatedClaim({ low: 80, likely: 100, high: 150 }, "a guess");
  const difference = differenceOf(total(estimate), total(bytes(70)));
  expect(difference).toEqual({ kind: "estimated", low: -80, likely: -30, high: -10, metric: "unpacked" });
  expect(formatDifference(difference)).toBe("≈ −30 B");
});

test("a side that has no such thing counts as nothing", () => {
  expect(formatDifference(differenceOf(undefined, total(bytes(5_000_000))))).toBe("+5 MB");
  expect(formatDifference(differenceOf(total(bytes(5_000_000)), undefined))).toBe("−5 MB");
});

test("a lower bound has no difference", () => {
  expect(differenceOf(total(bytes(5), 1), total(bytes(5)))).toMatchObject({ kind: "unknown" });
});

test.each([
  [0, "0 %"],
  [-0.048, "−4.8 %"],
  [0.123, "+12 %"],
  [1.5, "+150 %"],
  [-0.0004, "−0.04 %"],
  [0.00001, "+<0.01 %"],
])("%d as a share is %s", (share, text) => expect(formatShare(share)).toBe(text));

test("bytes with a sign", () => {
  expect([0, -380e6, 1200].map(signedBytes)).toEqual(["0 B", "−380 MB", "+1.2 kB"]);
});

describe("align", () => {
  const pairs = (one: string, other: string) => align([...one], [...other]).map((pair) => pair.join(""));

  test("pairs as many as there can be, in order", () => {
    expect(pairs("abcd", "abcd")).toEqual(["00", "11", "22", "33"]);
    expect(pairs("abcbdab", "bdcaba")).toHaveLength(4);
    expect(pairs("", "abc")).toEqual([]);
    expect(pairs("abc", "xyz")).toEqual([]);
  });

  test("lists far too long to look at all pairs are still paired in order", () => {
    const list = (seed: number) => Array.from({ length: 2500 }, (_, index) => `step ${(index * seed) % 997}`);
    const [before, after] = [list(3), list(5)];
    const found = align(before, after);
    expect(found.length).toBeGreaterThan(10);
    for (const [index, [left, right]] of found.entries()) {
      expect(before[left]).toBe(after[right]);
      if (index > 0) expect(left > found[index - 1]![0] && right > found[index - 1]![1]).toBe(true);
    }
  });

  test("repeated ones in turn", () => expect(pairs("xx", "xxx")).toEqual(["00", "11"]));
});

test("similarity counts words in common", () => {
  expect(similarity("RUN a b", "RUN a b")).toBe(1);
  expect(similarity("RUN a b", "COPY c d")).toBe(0);
  expect(similarity("RUN a b c", "RUN a b d")).toBe(0.75);
});
