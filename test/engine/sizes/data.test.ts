// The shipped data: packages with what they bring, each claim with its basis.
import { describe, expect, test } from "vitest";
import { baseContents } from "../../../server/src/engine/sizes/base-contents";
import { boundsOf, sumTotals } from "../../../server/src/engine/sizes/claims";
import {
  packagesHeldBy,
  priceDebianInstall,
  priceDebianRecommended,
} from "../../../server/src/engine/sizes/debian-packages";
import { shippedIndex } from "../shipped-data";
import { reference } from "./sample-analysis";

const MB = 1e6;
const bookworm = {
  index: shippedIndex("bookworm"),
  architecture: "amd64",
  nearness: "same",
  system: undefined,
  documentation: false,
} as const;
const nothing: ReadonlySet<string> = new Set();

describe("Debian packages on the slim image hold what was measured there (Docker 28.5.2, 2026-11-23)", () => {
  const onSlim = packagesHeldBy(baseContents(reference("debian:bookworm-slim"))!, bookworm);
  // The measured image holds CA certificates already.
  const held = new Set([...onSlim, ...priceDebianInstall(["ca-certificates"], onSlim, bookworm, true, false).added]);

  test.each([
    ["build-essential", false, 291.06],
    ["build-essential", true, 352.71],
    ["gcc", false, 164.46],
    ["g++", false, 241.89],
    ["make", false, 1.22],
    ["git", false, 86.19],
    ["git", true, 96.8],
    ["curl", false, 6.38],
    ["wget", false, 1.55],
    ["python3", false, 38.52],
    ["python3 python3-pip", false, 61.77],
    ["python3-dev", false, 95.58],
    ["cmake", false, 86.09],
    ["libpq-dev", false, 16.92],
    ["libssl-dev", false, 13.11],
    ["libffi-dev", false, 1.11],
    ["pkg-config", false, 1.36],
    ["gnupg", false, 10.69],
    ["unzip", false, 1.26],
    ["gcc g++ build-essential curl", false, 294.36],
    ["ffmpeg", false, 457.2],
  ])("%s (recommends: %s) at %d MB", (names, recommends, megabytes) => {
    const requests = names.split(" ");
    const alone = priceDebianInstall(requests, held, bookworm, true, recommends);
    const along = priceDebianRecommended(requests, held, bookworm);
    const claims = recommends ? [alone.claim, along.claim] : [alone.claim];
    const bounds = boundsOf(sumTotals(claims.map((claim) => ({ claim, unknownParts: 0 }))).claim);
    expect(bounds?.low).toBeLessThan(megabytes * MB);
    expect(bounds?.high).toBeGreaterThan(megabytes * MB);
    // Large layers are told to a tenth.
    if (megabytes > 80) expect(Math.abs((bounds?.likely ?? 0) / (megabytes * MB) - 1)).toBeLessThan(0.1);
  });

  test.each([
    ["build-essential", 352.71 - 291.06],
    ["git", 96.8 - 86.19],
  ])("what %s recommends is %d MB more", (names, megabytes) => {
    const { low, high } = boundsOf(priceDebianRecommended(names.split(" "), held, bookworm).claim)!;
    expect([low < megabytes * MB, high > megabytes * MB]).toEqual([true, true]);
  });

  test("certificates are needed by whoever fetches anything", () => {
    const likely = (recommends: boolean) =>
      boundsOf(priceDebianInstall(["curl"], onSlim, bookworm, true, recommends).claim)!.likely;
    expect(likely(true) - likely(false)).toBeGreaterThan(1 * MB);
    expect(boundsOf(priceDebianRecommended(["curl"], onSlim, bookworm).claim)!.likely).toBeLessThan(2 * MB);
  });

  test("what is recommended and held already costs nothing, and what is not in the data is unknown", () => {
    const everything = new Set([...held, ...priceDebianInstall(["git"], held, bookworm, true, false).added]);
    expect(priceDebianRecommended(["git"], everything, bookworm).claim).toMatchObject({ high: 0 });
    expect(priceDebianRecommended(["left-pad-dev"], held, bookworm).claim.kind).toBe("unknown");
  });

  test("what is held costs nothing, and full images hold the compilers", () => {
    const compilers = priceDebianInstall(["build-essential"], nothing, bookworm, true, false).added;
    expect(priceDebianInstall(["gcc", "make"], compilers, bookworm, true, false).claim).toMatchObject({
      likely: 0,
      high: 0,
    });
    const full = packagesHeldBy(baseContents(reference("python:3.12-bookworm"))!, bookworm);
    expect(priceDebianInstall(["gcc", "git", "curl", "libpq-dev"], full, bookworm, true, false).claim).toMatchObject({
      high: 0,
    });
  });

  test("what is not in the data is unknown, beside what is", () => {
    expect(priceDebianInstall(["left-pad-dev"], nothing, bookworm, true, false)).toMatchObject({
      claim: { kind: "unknown" },
      unknown: ["left-pad-dev"],
    });
    const both = priceDebianInstall(["left-pad-dev", "gcc"], nothing, bookworm, true, false);
    expect(both.unknown).toEqual(["left-pad-dev"]);
    expect(both.claim.kind).toBe("estimated");
  });
});
