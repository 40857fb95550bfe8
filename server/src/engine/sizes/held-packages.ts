// Follows which packages an image holds while its installs are priced one after the other.
import type { Effect, Stage } from "../image/types";
import { alpinePackagesHeldBy } from "./alpine-packages";
import { type BaseContents, baseContents, perhapsHeld } from "./base-contents";
import { packageSourceOf } from "./debian-data";
import { packagesHeldBy } from "./debian-packages";
import { HeldNames } from "./held-names";
import type { InstallFacts } from "./install-facts";
import { nodeSourceOf } from "./nodesource";
import {
  type Ecosystem,
  ecosystemOf,
  type InstallEffect,
  type InstallPrice,
  isFirstOfLayer,
  priceInstall,
  priceRecommended,
  type RecommendedEffect,
} from "./packages";
import type { SizeClaim } from "./types";

export interface Held {
  readonly names: Record<Ecosystem, HeldNames>;
  /** Debian packages that may be there as well: nothing where the base's contents are known. */
  readonly perhaps: ReadonlySet<string>;
  /** What each install of this stage brought: what it recommends hangs on that. */
  readonly broughtBy: Map<Effect, ReadonlySet<string>>;
  /** What CUDA's libraries take of each install. */
  readonly cudaOf: Map<Effect, SizeClaim>;
  /** How many packages an install of this stage brought, where that is known. */
  readonly countOf: Map<Effect, number>;
}

/** Packages that a stage's image holds before its own instructions. */
export function heldAtStart(stage: Stage, parent: Held | undefined, facts: InstallFacts): Held {
  const broughtBy = new Map<Effect, ReadonlySet<string>>();
  const cudaOf = new Map<Effect, SizeClaim>();
  const countOf = new Map<Effect, number>();
  if (parent !== undefined) return { names: { ...parent.names }, perhaps: parent.perhaps, broughtBy, cudaOf, countOf };
  const { base } = stage;
  const contents = base.kind === "image" ? baseContents(base.reference) : undefined;
  const isKnown = base.kind === "scratch" || contents?.isComplete === true;
  const source = packageSourceOf(stage, facts.debian);
  const packagesOf = (held: BaseContents | undefined) =>
    held === undefined || typeof source === "string" ? nothing : packagesHeldBy(held, source);
  const alpine =
    base.kind === "image" && stage.system === "alpine" ? alpinePackagesHeldBy(base.reference, source) : nothing;
  const none = HeldNames.of(nothing);
  return {
    names: {
      debian: HeldNames.of(packagesOf(contents)),
      alpine: HeldNames.of(alpine),
      rpm: none,
      python: none,
      node: none,
      other: none,
    },
    perhaps: packagesOf(isKnown ? undefined : perhapsHeld),
    broughtBy,
    cudaOf,
    countOf,
  };
}

const nothing: ReadonlySet<string> = new Set();

/** Price of what is installed on top of what is held; it is held from now on, unless it may not happen. */
export function priceAndHold(effect: InstallEffect | RecommendedEffect, held: Held, facts: InstallFacts): InstallPrice {
  const ecosystem = ecosystemOf(effect);
  const price = priceOn(effect, held, facts);
  if (!effect.maybe) held.names[ecosystem] = held.names[ecosystem].with(price.added);
  held.broughtBy.set(effect, price.added);
  if (price.cuda !== undefined) held.cudaOf.set(effect, price.cuda);
  if (price.count !== undefined) held.countOf.set(effect, price.count);
  return price;
}

/** Price of what is installed on top of what is held. */
export function priceOn(effect: InstallEffect | RecommendedEffect, held: Held, facts: InstallFacts): InstallPrice {
  const names = held.names[ecosystemOf(effect)];
  const key = keyOf(effect, held, facts);
  return key === undefined ? priceAnew(effect, held, facts) : names.priced(key, () => priceAnew(effect, held, facts));
}

function priceAnew(effect: InstallEffect | RecommendedEffect, held: Held, facts: InstallFacts): InstallPrice {
  const names = held.names[ecosystemOf(effect)];
  if (effect.kind === "install") return priceInstall(effect, names, held.perhaps, facts);
  // As it was before the install that recommends.
  const brought = held.broughtBy.get(effect.of);
  const before = { has: (name: string) => names.has(name) && brought?.has(name) !== true };
  return priceRecommended(effect, before, held.perhaps, facts);
}

/**
 * All that the price of an install of system packages depends on but for what is held before; undefined for what also
 * depends on other facts than the shipped indexes.
 */
function keyOf(effect: InstallEffect | RecommendedEffect, held: Held, { debian }: InstallFacts): string | undefined {
  const ecosystem = ecosystemOf(effect);
  const install = effect.kind === "install" ? effect : effect.of;
  if (ecosystem === "python" || ecosystem === "node" || ecosystem === "other" || install.kind !== "install")
    return undefined;
  if (install.manifests.length > 0) return undefined;
  const { stage, manager } = effect;
  const source = packageSourceOf(stage, debian);
  if (typeof source === "string") return undefined;
  const brought = effect.kind === "install" ? undefined : held.broughtBy.get(effect.of);
  return [
    effect.kind,
    manager,
    install.recommends,
    install.development,
    isFirstOfLayer(install),
    nodeSourceOf(install),
    stage.root.kind === "image" ? stage.root.reference.text : stage.root.kind,
    stage.system,
    source.architecture,
    numberOf(source.index),
    source.second === undefined ? 0 : numberOf(source.second),
    numberOf(held.perhaps),
    brought === undefined ? 0 : numberOf(brought),
    ...install.packages.map(({ name }) => name),
  ].join(" ");
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** A number for an object that never changes. */
function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) {
    number = ++lastNumber;
    numbers.set(object, number);
  }
  return number;
}
