// Follows which packages an image holds while its installs are priced one after the other.
import type { Effect, Stage } from "../image/types";
import { alpinePackagesHeldBy } from "./alpine-packages";
import { type BaseContents, baseContents, perhapsHeld } from "./base-contents";
import { packageSourceOf } from "./debian-data";
import { packagesHeldBy } from "./debian-packages";
import type { InstallFacts } from "./install-facts";
import {
  type Ecosystem,
  ecosystemOf,
  type InstallEffect,
  type InstallPrice,
  priceInstall,
  priceRecommended,
  type RecommendedEffect,
} from "./packages";
import type { SizeClaim } from "./types";

export type Held = Readonly<Record<Ecosystem, Set<string>>> & {
  /** Debian packages that may be there as well: nothing where the base's contents are known. */
  readonly perhaps: ReadonlySet<string>;
  /** What each install of this stage brought: what it recommends hangs on that. */
  readonly broughtBy: Map<Effect, ReadonlySet<string>>;
  /** What CUDA's libraries take of each install. */
  readonly cudaOf: Map<Effect, SizeClaim>;
  /** How many packages an install of this stage brought, where that is known. */
  readonly countOf: Map<Effect, number>;
};

/** Packages that a stage's image holds before its own instructions. */
export function heldAtStart(stage: Stage, parent: Held | undefined, facts: InstallFacts): Held {
  const broughtBy = new Map<Effect, ReadonlySet<string>>();
  const cudaOf = new Map<Effect, SizeClaim>();
  const countOf = new Map<Effect, number>();
  if (parent !== undefined) {
    return {
      debian: new Set(parent.debian),
      alpine: new Set(parent.alpine),
      rpm: new Set(parent.rpm),
      python: new Set(parent.python),
      node: new Set(parent.node),
      other: new Set(parent.other),
      perhaps: parent.perhaps,
      broughtBy,
      cudaOf,
      countOf,
    };
  }
  const { base } = stage;
  const contents = base.kind === "image" ? baseContents(base.reference) : undefined;
  const isKnown = base.kind === "scratch" || contents?.isComplete === true;
  const source = packageSourceOf(stage, facts.debian);
  const packagesOf = (held: BaseContents | undefined) =>
    held === undefined || typeof source === "string" ? nothing : packagesHeldBy(held, source);
  return {
    debian: new Set(packagesOf(contents)),
    alpine: new Set(
      base.kind === "image" && stage.system === "alpine" ? alpinePackagesHeldBy(base.reference, source) : [],
    ),
    rpm: new Set(),
    python: new Set(),
    node: new Set(),
    other: new Set(),
    perhaps: packagesOf(isKnown ? undefined : perhapsHeld),
    broughtBy,
    cudaOf,
    countOf,
  };
}

const nothing: ReadonlySet<string> = new Set();

/** Price of what is installed on top of what is held; it is held from now on, unless it may not happen. */
export function priceAndHold(effect: InstallEffect | RecommendedEffect, held: Held, facts: InstallFacts): InstallPrice {
  const packages = held[ecosystemOf(effect)];
  const price = priceOn(effect, held, facts);
  if (!effect.maybe) for (const name of price.added) packages.add(name);
  held.broughtBy.set(effect, price.added);
  if (price.cuda !== undefined) held.cudaOf.set(effect, price.cuda);
  if (price.count !== undefined) held.countOf.set(effect, price.count);
  return price;
}

/** Price of what is installed on top of what is held. */
export function priceOn(effect: InstallEffect | RecommendedEffect, held: Held, facts: InstallFacts): InstallPrice {
  return effect.kind === "install"
    ? priceInstall(effect, held[ecosystemOf(effect)], held.perhaps, facts)
    : recommended(effect, held, facts);
}

/** As it was before the install that recommends. */
function recommended(effect: RecommendedEffect, held: Held, facts: InstallFacts): InstallPrice {
  const packages = held[ecosystemOf(effect)];
  const brought = held.broughtBy.get(effect.of);
  const before = { has: (name: string) => packages.has(name) && brought?.has(name) !== true };
  return priceRecommended(effect, before, held.perhaps, facts);
}
