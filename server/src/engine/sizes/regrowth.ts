// What stays, or comes back by later installs, once an install of a stage is gone.
import type { Effect, Stage } from "../image/types";
import { boundsOf } from "./claims";
import { packageSourceOf } from "./debian-data";
import { priceDebianInstall } from "./debian-packages";
import { type Held, heldAtStart, priceAndHold, priceOn } from "./held-packages";
import type { InstallFacts } from "./install-facts";
import { ecosystemOf, type InstallEffect, type RecommendedEffect } from "./packages";

type Install = InstallEffect | RecommendedEffect;

/** A stage's installs, those of the stages below first, and who asks for what. */
interface Installs {
  readonly list: readonly Install[];
  readonly position: ReadonlyMap<Effect, number>;
  /** What each of them brings on top of those before it. */
  readonly brought: readonly ReadonlySet<string>[];
  /** By ecosystem and name: the last one that would bring a package, were it alone. */
  readonly lastToAsk: ReadonlyMap<string, number>;
}

const known = new WeakMap<Stage, { readonly facts: InstallFacts; readonly installs: Installs }>();

/** Bytes that come back by later installs of `stage` when `removed` are gone. */
export function regrowth(stage: Stage, removed: ReadonlySet<Effect>, facts: InstallFacts): number {
  // Most findings are about no install: a long file is not walked for each of them.
  if (![...removed].some(({ kind }) => kind === "install" || kind === "recommended")) return 0;
  if (!isInstalledLater(stage, removed)) return 0;
  const installs = installsOf(stage, facts);
  if (!isAskedForLater(installs, removed)) return 0;
  const before = heldByBase(stage, facts);
  const after = heldByBase(stage, facts);
  let growth = 0;
  for (const effect of installs.list) {
    const was = likelyOf(effect, before, facts);
    if (!removed.has(effect)) growth += Math.max(0, likelyOf(effect, after, facts) - was);
  }
  return growth;
}

/**
 * Bytes of the libraries that stay when the `-dev` packages among `removed` go: what was built against them needs them,
 * and nothing else of `stage` brings them.
 */
export function keptLibraries(stage: Stage, removed: ReadonlySet<Effect>, facts: InstallFacts): number {
  const developed = [...removed].flatMap((effect) =>
    effect.kind === "install" && effect.manager === "apt" && effect.origin === undefined
      ? effect.packages.flatMap(({ name }) => (name.endsWith("-dev") ? [name] : []))
      : [],
  );
  const source = developed.length === 0 ? "" : packageSourceOf(stage, facts.debian);
  if (typeof source === "string") return 0;
  const libraries = developed.flatMap((name) => source.index.librariesOf(name, source.architecture));
  if (libraries.length === 0) return 0;
  const held = heldByBase(stage, facts);
  for (const effect of sequenceOf(stage).list) if (!removed.has(effect)) priceAndHold(effect, held, facts);
  return boundsOf(priceDebianInstall(libraries, held.names.debian, source, false, false).claim)?.likely ?? 0;
}

/** A thousand findings of a long file ask this, few of them for a reason. */
function isAskedForLater({ list, position, brought, lastToAsk }: Installs, removed: ReadonlySet<Effect>): boolean {
  for (const effect of removed) {
    const at = position.get(effect);
    if (at === undefined) continue;
    for (const name of brought[at]!) {
      if ((lastToAsk.get(`${ecosystemOf(list[at]!)} ${name}`) ?? at) > at) return true;
    }
  }
  return false;
}

/** What the external image at the bottom of a stage's chain holds. */
function heldByBase({ chain }: Stage, facts: InstallFacts): Held {
  return heldAtStart(chain[chain.length - 1] as Stage, undefined, facts);
}

type Sequence = Pick<Installs, "list" | "position">;

const sequences = new WeakMap<Stage, Sequence>();

function sequenceOf(stage: Stage): Sequence {
  let found = sequences.get(stage);
  if (found === undefined) {
    const list = [...stage.chain]
      .reverse()
      .flatMap(({ instructions }) => instructions)
      .flatMap(({ effects }) => effects)
      .filter(
        (effect): effect is Install =>
          (effect.kind === "install" || effect.kind === "recommended") && effect.origin === undefined,
      );
    found = { list, position: new Map(list.map((effect, at) => [effect, at])) };
    sequences.set(stage, found);
  }
  return found;
}

/** Without a later install that stays, nothing needs to be priced. */
function isInstalledLater(stage: Stage, removed: ReadonlySet<Effect>): boolean {
  const { list, position } = sequenceOf(stage);
  const first = Math.min(...[...removed].map((effect) => position.get(effect) ?? list.length));
  for (let at = first + 1; at < list.length; at++) if (!removed.has(list[at]!)) return true;
  return false;
}

function installsOf(stage: Stage, facts: InstallFacts): Installs {
  const cached = known.get(stage);
  if (cached?.facts === facts) return cached.installs;
  const { list, position } = sequenceOf(stage);
  const held = heldByBase(stage, facts);
  const start = heldByBase(stage, facts);
  const lastToAsk = new Map<string, number>();
  const brought = list.map((effect, at) => {
    for (const name of priceOn(effect, start, facts).added) lastToAsk.set(`${ecosystemOf(effect)} ${name}`, at);
    return priceAndHold(effect, held, facts).added;
  });
  const installs = { list, position, brought, lastToAsk };
  known.set(stage, { facts, installs });
  return installs;
}

function likelyOf(effect: Install, held: Held, facts: InstallFacts): number {
  return boundsOf(priceAndHold(effect, held, facts).claim)?.likely ?? 0;
}
