// Sizes, hints and durations as users read them.
import { describe, expect, test } from "vitest";
import type { InstructionPrice, StagePrice } from "../../../server/src/engine/analysis";
import { estimatedClaim, exactClaim, measuredClaim, unknownClaim } from "../../../server/src/engine/sizes/claims";
import {
  formatBytes,
  formatClaim,
  formatDuration,
  formatRange,
  formatTotal,
  instructionHint,
  parseSize,
  stageHint,
} from "../../../server/src/engine/sizes/format";
import type { SizeClaim, Total } from "../../../server/src/engine/sizes/types";

const MB = 1e6;
const measured = (bytes: number) => measuredClaim(bytes, "history", "2026-11-23T10:00:00Z");
const about = (bytes: number, spread = 1.2) =>
  estimatedClaim({ low: bytes / spread, likely: bytes, high: bytes * spread }, "data");
const unknown = unknownClaim("not built yet");
const total = (claim: SizeClaim, unknownParts = 0): Total => ({ claim, unknownParts });

test.each([
  [0, "0 B"],
  [1, "1 B"],
  [999, "999 B"],
  [999.6, "1 kB"],
  [4096, "4.1 kB"],
  [611_900, "612 kB"],
  [999_499, "999 kB"],
  [999_500, "1 MB"],
  [1_500_000, "1.5 MB"],
  [82_384_365, "82.4 MB"],
  [274_000_000, "274 MB"],
  [1_110_000_000, "1.11 GB"],
  [7_930_000_000, "7.93 GB"],
  [-2_000_000, "-2 MB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test("claims are marked by how certain they are, and unknown ones are not shown", () => {
  expect(formatClaim(measured(82.4 * MB))).toBe("82.4 MB");
  expect(formatClaim(about(274 * MB))).toBe("≈ 274 MB");
  expect(formatClaim(exactClaim(0, "stores no files"))).toBe("0 B");
  expect(formatClaim(unknown)).toBeUndefined();
});

test("totals with unknown parts are lower bounds: the low end of what is known", () => {
  expect(formatTotal(total(measured(612 * MB), 1))).toBe("≥ 612 MB");
  expect(formatTotal(total(about(600 * MB, 2), 1))).toBe("≥ 300 MB");
  expect(formatTotal(total(unknown, 1))).toBeUndefined();
  expect(formatTotal(total(exactClaim(0, "stores no files"), 1))).toBeUndefined();
});

test("ranges are told for estimates only", () => {
  expect(formatRange(about(200 * MB, 2))).toBe("100 MB to 400 MB");
  expect(formatRange(measured(1))).toBeUndefined();
  expect(formatRange(exactClaim(5, "its text"))).toBeUndefined();
});

test.each([
  [40, "0.0 s"],
  [12_340, "12.3 s"],
  [59_960, "1 min 0 s"],
  [125_000, "2 min 5 s"],
  [3_720_000, "1 h 2 min"],
  [3_599_900, "1 h 0 min"],
])("%d ms are %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

describe("hints", () => {
  const instruction = (size: Total) => ({ size }) as InstructionPrice;
  const stage = (own: Total, whole: Total) => ({ own, total: whole }) as StagePrice;

  test("of instructions show what is known well enough and large enough", () => {
    expect(instructionHint(instruction(total(about(274 * MB))), MB)).toBe("≈ 274 MB");
    expect(instructionHint(instruction(total(measured(274 * MB))), MB)).toBe("274 MB");
    expect(instructionHint(instruction(total(measured(900_000))), MB)).toBeUndefined();
    expect(instructionHint(instruction(total(about(274 * MB, 2))), MB)).toBeUndefined();
    expect(instructionHint(instruction(total(unknown, 1)), MB)).toBeUndefined();
    expect(instructionHint(instruction(total(about(274 * MB), 2)), MB)).toBe("≥ 228 MB");
  });

  test("of stages show what they add and what they come to", () => {
    expect(stageHint(stage(total(about(274 * MB)), total(about(393 * MB))), MB)).toBe("≈ +274 MB = 393 MB");
    expect(stageHint(stage(total(measured(274 * MB)), total(measured(393 * MB))), MB)).toBe("+274 MB = 393 MB");
    expect(stageHint(stage(total(measured(274 * MB)), total(about(393 * MB))), MB)).toBe("≈ +274 MB = 393 MB");
    expect(stageHint(stage(total(measured(274 * MB), 1), total(measured(393 * MB), 1)), MB)).toBe("≥ +274 MB = 393 MB");
    expect(stageHint(stage(total(measured(0)), total(about(393 * MB))), MB)).toBe("≈ 393 MB");
    expect(stageHint(stage(total(measured(274 * MB)), total(unknown, 1)), MB)).toBe("+274 MB");
    expect(stageHint(stage(total(unknown, 1), total(unknown, 1)), MB)).toBeUndefined();
  });

  test("are never longer than VS Code shows", () => {
    for (const bytes of [1, 999.5e3, 1.11e9, 82.4e6, 999e12]) {
      const hint = stageHint(stage(total(about(bytes)), total(about(bytes * 1.3), 7)), 0) ?? "";
      expect(hint.length).toBeLessThanOrEqual(40);
    }
  });
});

test.each([
  ["1MB", 1e6],
  ["500 kB", 5e5],
  ["1.5GB", 1.5e9],
  [" 20mb ", 2e7],
  ["300", 300],
  ["2M", 2e6],
  [1234.4, 1234],
])("%j is a size", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each(["", "MB", "-1MB", "1 MiB", "1e6", -5, Number.NaN, null, undefined, {}, []])("%j is no size", (value) => {
  expect(parseSize(value)).toBeUndefined();
});
