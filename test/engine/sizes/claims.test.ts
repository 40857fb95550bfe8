// Arithmetic of claims: unknown is never zero, estimates stay estimates, metrics never mix.
import { describe, expect, test } from "vitest";
import {
  boundsOf,
  capClaim,
  estimatedClaim,
  exactClaim,
  measuredClaim,
  scaleClaim,
  subtractClaims,
  sumClaims,
  sumTotals,
  unknownClaim,
} from "../../../server/src/engine/sizes/claims";
import type { SizeClaim } from "../../../server/src/engine/sizes/types";

const measured = (bytes: number, at = "2026-11-23T10:00:00Z") => measuredClaim(bytes, "history", at);
const estimated = (low: number, likely: number, high: number) => estimatedClaim({ low, likely, high }, "data");
const unknown = unknownClaim("not built yet");

describe("sums", () => {
  test("of measured claims are measured, at the latest time", () => {
    expect(sumClaims([measured(1), measured(2, "2026-11-24T10:00:00Z")])).toEqual({
      claim: { kind: "measured", bytes: 3, metric: "unpacked", basis: "history", measuredAt: "2026-11-24T10:00:00Z" },
      unknownParts: 0,
    });
  });

  test("of measured and estimated claims are estimated, with both bases", () => {
    expect(sumClaims([measured(10), estimated(1, 2, 4)]).claim).toEqual({
      kind: "estimated",
      low: 11,
      likely: 12,
      high: 14,
      metric: "unpacked",
      basis: "history; data",
    });
  });

  test("keep what is measured measured beside what is certainly 0", () => {
    expect(sumClaims([exactClaim(0, "stores no files"), measured(10)]).claim).toMatchObject({
      kind: "measured",
      bytes: 10,
      basis: "history",
    });
  });

  test("count unknown parts and are never 0 for them", () => {
    expect(sumClaims([unknown, measured(5), unknown])).toMatchObject({ claim: { bytes: 5 }, unknownParts: 2 });
    expect(sumClaims([unknown, unknown])).toEqual({ claim: unknown, unknownParts: 2 });
  });

  test("add up the unknown parts of totals", () => {
    const total = sumTotals([
      { claim: estimated(1, 1, 1), unknownParts: 3 },
      { claim: unknown, unknownParts: 2 },
    ]);
    expect(total).toMatchObject({ claim: { likely: 1 }, unknownParts: 5 });
  });

  test("of nothing are exactly 0", () => {
    expect(sumClaims([])).toMatchObject({ claim: { kind: "estimated", low: 0, likely: 0, high: 0 }, unknownParts: 0 });
  });

  test("never mix metrics: the other one is an unknown part", () => {
    const transfer: SizeClaim = { kind: "estimated", low: 1, likely: 1, high: 1, metric: "transfer", basis: "pulled" };
    expect(sumClaims([transfer, measured(5)])).toMatchObject({ claim: { bytes: 5 }, unknownParts: 1 });
    expect(sumClaims([transfer]).claim).toMatchObject({ kind: "unknown" });
    expect(subtractClaims(measured(5), transfer).kind).toBe("unknown");
  });
});

describe("differences", () => {
  test("of ranges take the far ends, and stop at 0", () => {
    expect(boundsOf(subtractClaims(estimated(10, 20, 30), estimated(5, 10, 15)))).toMatchObject({
      low: 0,
      likely: 10,
      high: 25,
    });
    expect(boundsOf(subtractClaims(estimated(1, 2, 3), measured(100)))).toMatchObject({ low: 0, likely: 0, high: 0 });
  });

  test("of measured claims are measured; with something unknown they are unknown", () => {
    expect(subtractClaims(measured(10), measured(4))).toMatchObject({ kind: "measured", bytes: 6 });
    expect(subtractClaims(unknown, measured(4))).toBe(unknown);
    expect(subtractClaims(measured(4), unknown)).toBe(unknown);
  });
});

test("a share scales each end, and says why", () => {
  const half = scaleClaim(estimated(10, 20, 30), { low: 0, likely: 0.5, high: 1 }, "half of it");
  expect(half).toMatchObject({ low: 0, likely: 10, high: 30, basis: "half of it; data" });
  expect(scaleClaim(unknown, { low: 1, likely: 1, high: 1 }, "all of it")).toBe(unknown);
});

test("a cap holds each end down, and an unknown cap none", () => {
  expect(boundsOf(capClaim(estimated(10, 20, 30), estimated(5, 15, 25)))).toMatchObject({
    low: 10,
    likely: 15,
    high: 25,
  });
  expect(capClaim(estimated(10, 20, 30), measured(8))).toMatchObject({ kind: "measured", bytes: 8 });
  expect(boundsOf(capClaim(estimated(10, 20, 30), unknown))).toMatchObject({ low: 10, likely: 20, high: 30 });
});

test("an estimate's ends are put into order", () => {
  expect(estimated(5, 3, 1)).toMatchObject({ low: 3, likely: 3, high: 3 });
  expect(estimated(-5, -3, 1)).toMatchObject({ low: 0, likely: 0, high: 1 });
});
