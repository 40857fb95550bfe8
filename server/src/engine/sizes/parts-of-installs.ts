// What is an effect of its own within what an install brings: CUDA's libraries and debug symbols.
import type { Effect } from "../image/types";
import { boundsOf, estimatedClaim, scaleClaim, sumTotals, unknownClaim } from "./claims";
import type { Held } from "./held-packages";
import type { InstallPrice } from "./packages";
import type { SizeClaim, Total } from "./types";

/** An install, and what CUDA takes of it where that is an effect of its own. */
function withCuda(install: Effect): readonly Effect[] {
  return [install, ...install.instruction.effects.filter((other) => other.kind === "cuda" && other.of === install)];
}

/** Every byte belongs to one effect: what CUDA takes leaves the price of the install. */
export function withoutCuda(install: Effect, { claim }: InstallPrice, held: Held): SizeClaim {
  const [, cuda] = withCuda(install);
  const part = cuda?.kind === "cuda" ? boundsOf(priceCuda(cuda, held)) : undefined;
  if (part === undefined || claim.kind !== "estimated") return claim;
  // The same packages on both sides: ends are taken from ends.
  return { ...claim, low: claim.low - part.low, likely: claim.likely - part.likely, high: claim.high - part.high };
}

/** What CUDA takes of an install's packages. Releases before 2 have the libraries inside of torch itself. */
export function priceCuda({ of, packages }: Extract<Effect, { kind: "cuda" }>, { cudaOf }: Held): SizeClaim {
  const claim = cudaOf.get(of);
  const isOld = packages.some(({ name, version }) => name.toLowerCase() === "torch" && /^[01]\./.test(version ?? ""));
  if (claim === undefined || isOld || boundsOf(claim)?.high === 0)
    return unknownClaim("what CUDA takes of these packages is not in the shipped package data");
  return claim;
}

/** Stripping all of site-packages took 50 to 100 MB of 7.35 GB (the team's figures, 2026). */
const wheelSymbolsShare = { low: 50 / 7350, likely: 60 / 7350, high: 100 / 7350 };

/** The symbols in what an install brought; unknown for what is compiled here. */
export function priceSymbols(
  effect: Extract<Effect, { kind: "symbols" }>,
  prices: ReadonlyMap<Effect, Total>,
): SizeClaim {
  const totals = withCuda(effect.of).flatMap((one) => prices.get(one) ?? []);
  const whole = totals.length === 0 ? undefined : sumTotals(totals).claim;
  if (whole === undefined || whole.kind === "unknown") {
    return unknownClaim("the size of the binaries is not known before they are built");
  }
  if (effect.of.kind !== "install") return unknownClaim("the share of symbols in these files is not known");
  return scaleClaim(whole, wheelSymbolsShare, "stripping a whole site-packages took 50 to 100 MB of 7.35 GB");
}

/** Every byte belongs to one effect: symbols are priced apart, so they leave the price of what holds them. */
export function takeFromWhole(effect: Extract<Effect, { kind: "symbols" }>, prices: Map<Effect, Total>): void {
  const part = prices.get(effect);
  if (effect.origin !== undefined || part === undefined || part.claim.kind === "unknown") return;
  const left = {
    low: 1 - wheelSymbolsShare.low,
    likely: 1 - wheelSymbolsShare.likely,
    high: 1 - wheelSymbolsShare.high,
  };
  for (const one of withCuda(effect.of)) {
    const whole = prices.get(one);
    const bounds = whole && boundsOf(whole.claim);
    if (bounds === undefined || whole === undefined || whole.claim.kind === "unknown") continue;
    prices.set(one, {
      claim: estimatedClaim(
        { low: bounds.low * left.low, likely: bounds.likely * left.likely, high: bounds.high * left.high },
        whole.claim.basis,
      ),
      unknownParts: whole.unknownParts,
    });
  }
}
