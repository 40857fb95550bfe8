// Node.js from NodeSource's repository: a package with the name of Debian's and little else in common with it.
import type { Instruction, Stage } from "../image/types";
import { type Bounds, estimatedClaim, heldAlready, sumClaims } from "./claims";
import type { InstallEffect, InstallPrice, Names } from "./packages";

/**
 * What apt says that it takes: 121 MB (16.14.2), 186 MB (18.14.0), 188 MB (18.17.1) and 200 MB (21.6.1), in public
 * terminal output of 2022 to 2024; documentation, which slim images leave out, is some 5 % of it.
 */
const sizes: readonly { readonly before: number; readonly bounds: Bounds }[] = [
  { before: 17, bounds: { low: 90e6, likely: 115e6, high: 130e6 } },
  { before: Number.POSITIVE_INFINITY, bounds: { low: 165e6, likely: 185e6, high: 220e6 } },
];
const unknownRelease: Bounds = { low: 90e6, likely: 180e6, high: 220e6 };

/** "any": the release is not written. */
type Release = number | "any";

const releases = new WeakMap<Stage, { readonly from: Instruction; readonly release: Release } | "none">();

/** The release of Node.js whose repository the image was given before or with this install; undefined: none. */
export function nodeSourceOf({
  stage,
  instruction,
}: Pick<InstallEffect, "stage" | "instruction">): Release | undefined {
  for (const one of stage.chain) {
    const found = releaseIn(one);
    if (found !== "none" && (one !== stage || found.from.index <= instruction.index)) return found.release;
  }
  return undefined;
}

function releaseIn(stage: Stage) {
  let found = releases.get(stage);
  if (found === undefined) {
    found = "none";
    for (const from of stage.instructions) {
      const words = from.commands.flatMap((command) => command.arguments.map(({ word }) => word.raw));
      if (!words.some((word) => word.includes("nodesource.com"))) continue;
      const release = words.flatMap((word) => /\/(?:setup|node)_(\d+)\./.exec(word)?.[1] ?? [])[0];
      found = { from, release: release === undefined ? "any" : Number(release) };
      break;
    }
    releases.set(stage, found);
  }
  return found;
}

/** Adds NodeSource's `nodejs` to the price of the other packages. */
export function withNodeSource(price: InstallPrice | undefined, release: Release, held: Names): InstallPrice {
  if (held.has("nodejs"))
    return (
      price ?? {
        claim: estimatedClaim({ low: 0, likely: 0, high: 0 }, heldAlready),
        unknown: [],
        added: new Set(),
      }
    );
  const bounds = release === "any" ? unknownRelease : sizes.find(({ before }) => release < before)!.bounds;
  const claim = estimatedClaim(
    bounds,
    "what apt said of NodeSource's packages, public terminal output of 2022 to 2024",
  );
  const added = new Set([...(price?.added ?? []), "nodejs"]);
  const largest = () =>
    [{ name: "nodejs", bytes: bounds.likely }, ...(price?.largest?.() ?? [])].sort(
      (one, other) => other.bytes - one.bytes,
    );
  if (price === undefined) return { claim, unknown: [], added, largest };
  return { claim: sumClaims([price.claim, claim]).claim, unknown: price.unknown, added, largest };
}
