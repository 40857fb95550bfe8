// Lets every byte be claimed by one finding: the first in the catalogue's order.
import type { Finding } from "../analysis";
import type { Effect } from "../image/types";

/**
 * Takes from each finding, in this order, the effects that an earlier one already takes back. A finding of which nothing is
 * left says nothing new and goes; one that was never about bytes stays.
 */
export function claimOnce(findings: readonly Finding[]): readonly Finding[] {
  const claimed = new Set<Effect>();
  return findings.flatMap((finding) => {
    const { reclaims, replacesBase } = finding;
    const own = reclaims.filter((effect) => !claimed.has(effect));
    const base = replacesBase !== undefined && !claimed.has(replacesBase.effect) ? replacesBase : undefined;
    const isAboutBytes = reclaims.length > 0 || replacesBase !== undefined;
    if (isAboutBytes && own.length === 0 && base === undefined) {
      return [];
    }
    for (const effect of own) {
      claimed.add(effect);
    }
    if (base !== undefined) {
      claimed.add(base.effect);
    }
    return own.length === reclaims.length && base === replacesBase
      ? [finding]
      : [{ ...finding, reclaims: own, replacesBase: base }];
  });
}
