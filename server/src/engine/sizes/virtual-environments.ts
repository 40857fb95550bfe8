// What a new virtual environment holds before anything is installed into it: pip, until Python 3.12 setuptools as well, compiled.
import type { Effect, Stage } from "../image/types";
import { suiteOf } from "./base-images";
import { type Bounds, estimatedClaim } from "./claims";
import type { SizeClaim } from "./types";

/** `python3 -m venv` on debian:trixie-slim: 10.3 MB; on bookworm-slim 21.6 MB (Docker 28.5.2, 2026-11-26). */
const pipAlone: Bounds = { low: 9.3e6, likely: 10.3e6, high: 13e6 };
const withSetuptools: Bounds = { low: 17e6, likely: 21.6e6, high: 24e6 };
const either: Bounds = { low: pipAlone.low, likely: 14e6, high: withSetuptools.high };
const source = "a new virtual environment as measured on Debian trixie and bookworm, Docker 28.5.2, 2026-11-26";

/** Python's minor version by Debian release. */
const minorOf: Readonly<Record<string, number>> = { trixie: 13, bookworm: 11, bullseye: 9 };

/** Price of `python3 -m venv DIR`; undefined where that is not what the effect is about. */
export function priceVirtualEnvironment({ command, stage }: Effect): SizeClaim | undefined {
  const words = command?.arguments.map(({ value }) => value);
  if (words?.[0] !== "-m" || words[1] !== "venv" || !/^python[\d.]*$/.test(command?.program ?? "")) return undefined;
  if (words.includes("--without-pip"))
    return estimatedClaim({ low: 0, likely: 14_000, high: 100_000 }, "a virtual environment without pip");
  const minor = Number(/^python3\.(\d+)$/.exec(command?.program ?? "")?.[1] ?? minorVersionOf(stage));
  if (Number.isNaN(minor)) return estimatedClaim(either, source);
  return estimatedClaim(minor >= 12 ? pipAlone : withSetuptools, source);
}

/** Of the Python 3 that a stage starts as `python3`, by its image: `python:3.12-slim` has its own, Debian's its release's. */
function minorVersionOf({ root }: Stage): number | undefined {
  if (root.kind !== "image") return undefined;
  const { name, tag = "" } = root.reference;
  if (name === "python") return Number(/^3\.(\d+)/.exec(tag)?.[1] ?? Number.NaN);
  return minorOf[suiteOf(root.reference) ?? ""];
}
