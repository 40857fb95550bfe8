// Finds COPY --from of a tree in which the other stage's package manager left its cache.
import { type CacheEffect, isReadAtStart, linksIntoCache, removeInSameRun, switchOff } from "../../fixes/cache-fixes";
import { invocationsOf, type Reliance, relianceOn, runsUnknownScript } from "../../fixes/cache-reliance";
import { wasteIn } from "../../fixes/copied-waste";
import { type Copied, copiedPaths, narrow } from "../../fixes/narrow-copy";
import { cacheRow, packageManagers } from "../../image/package-managers";
import { covers } from "../../image/paths";
import { firstOrigin, laterInstructions, runtimeTargetsOf } from "../../image/shipping";
import type { Effect, ImageModel, Stage } from "../../image/types";
import { defineRule, type Edit, type Fix, listOf } from "../define-rule";

export const cacheCopiedFromStage = defineRule({
  id: "cache-copied-from-stage",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "`COPY --from` brings along a package cache that the other stage left in the copied directory.",
    why: "A builder stage is thrown away, so nobody minds the cache that a package manager leaves there, until a `COPY --from` of a directory that holds it takes the cache into the shipped image. Where a manager puts its cache depends on the user, on variables such as `UV_CACHE_DIR` or `GOPATH` and on flags, so the copied path alone does not show it.",
    remedy:
      "Switch the cache off in the stage that installs (`pip install --no-cache-dir`, `uv sync --no-cache`), mount a build cache over it there, remove it in the same `RUN`, or copy only the paths that the program needs.",
    whenNotToUse:
      "A cache that the copying stage then installs from, or that its start command reads, is copied on purpose: that is not flagged.",
    examples: "copies/cache-copied-from-stage",
  },
  messages: {
    copied: ({ path, from, what }: { path: string; from: string; what: string }) =>
      `${path} of ${from} holds ${what}, of no use to the running program. Keep the cache out of it there, or copy only what the program needs.`,
    itself: ({ path, what }: { path: string; what: string }) =>
      `${path} is ${what}, which no later step reads and the running program does not need. Leave this copy out.`,
  },
  *check(image) {
    for (const instruction of image.instructions) {
      const [payer] = instruction.shipped ? runtimeTargetsOf(image, instruction.stage) : [];
      if (payer === undefined) {
        continue;
      }
      for (const copied of copiedPaths(instruction)) {
        const caches = cachesIn(copied, payer);
        if (caches.length === 0) {
          continue;
        }
        const isItself = copied.effects.every((effect) => caches.some((cache) => cache === effect));
        yield {
          message: isItself && caches.some((cache) => isItsOwn(copied, cache)) ? "itself" : "copied",
          data: { path: copied.path, from: copied.from.label, what: describe(caches) },
          at: copied.word.range,
          stage: payer,
          related: caches.map((cache) => ({
            range: firstOrigin(cache).range,
            message: `left in ${firstOrigin(cache).stage.label} here`,
          })),
          reclaims: caches,
          fixes: () => fixesFor(image, copied, caches),
        };
      }
    }
  },
});

/** Caches that come along whole and that nobody reads in the image. */
function cachesIn(copied: Copied, payer: Stage): readonly CacheEffect[] {
  // Flattening takes everything on purpose.
  if (copied.path === "/" && copied.instruction.stage.root.kind === "scratch") {
    return [];
  }
  return copied.effects.filter((effect): effect is CacheEffect => {
    if (effect.kind !== "cache" || effect.maybe || effect.mayBeRemoved) {
      return false;
    }
    const made = effect.origin;
    // A folder inside of the cache: somebody wants this very part.
    const isWhole = made?.paths?.some((path) => covers(copied.path, path)) === true;
    const first = firstOrigin(effect) as CacheEffect;
    return isWhole && !isTree(first) && !linksIntoCache(first) && !isRead(effect, payer, isItsOwn(copied, effect));
  });
}

/** The copied path is the cache's own folder, or lies beside nothing else. */
function isItsOwn({ path }: Copied, { origin }: CacheEffect): boolean {
  return origin?.paths?.includes(path) === true;
}

/** With Yarn's Plug'n'Play the cache is the dependency tree. */
function isTree({ paths }: CacheEffect): boolean {
  return paths?.some((path) => path.includes("/.yarn/")) === true;
}

/** Does a later step run the manager, which then reads what was copied, or does the image start it? */
function isRead(cache: CacheEffect, payer: Stage, isOnPurpose: boolean): boolean {
  for (const instruction of laterInstructions(cache)) {
    if (invocationsOf(instruction).some(({ manager, verb }) => manager.id === cache.manager && verb.kind !== "clean")) {
      return true;
    }
    if (isOnPurpose && runsUnknownScript(instruction)) {
      return true;
    }
  }
  return isReadAtStart(cache, payer);
}

function describe(caches: readonly CacheEffect[]): string {
  const names = [
    ...new Set(caches.map(({ manager, cache }) => `${packageManagers[manager].label}'s ${cacheRow(cache).contents}`)),
  ];
  return listOf(names);
}

function fixesFor(image: ImageModel, copied: Copied, caches: readonly CacheEffect[]): readonly Fix[] {
  const waste = [...caches, ...wasteIn(copied)];
  return [...inBuilder(image, caches), ...narrow(image, copied, waste).flatMap((fix) => fix ?? [])];
}

/** Keeps every one of the caches from being there, where that is possible for all of them. */
function inBuilder(image: ImageModel, caches: readonly CacheEffect[]): readonly Fix[] {
  const sources = new Map<Effect, CacheEffect>();
  const reliances: Reliance[] = [];
  for (const cache of caches) {
    for (let effect: Effect | undefined = cache; effect !== undefined; effect = effect.origin) {
      reliances.push(relianceOn(image, effect as CacheEffect));
    }
    sources.set(firstOrigin(cache), firstOrigin(cache) as CacheEffect);
  }
  // Without the cache a copy or an install would fail; Go and Cargo build from it in a later step.
  const made = [...sources.values()];
  if (reliances.some(({ kind }) => kind === "needed") || made.some(({ cache }) => cacheRow(cache).readOffline)) {
    return [];
  }
  const reliance: Reliance = reliances.find(({ kind }) => kind === "unsure") ?? { kind: "free" };
  const fixes = made.map((cache) => {
    const row = cacheRow(cache.cache);
    return (switchOff(cache, row, reliance) ?? removeInSameRun(image, [cache], reliance).map(toReview))[0];
  });
  const known = fixes.flatMap((fix) => fix ?? []);
  const [first, ...others] = known;
  if (first === undefined || known.length < fixes.length) {
    return [];
  }
  return others.length === 0 ? [first] : joined(known);
}

function toReview(fix: Fix): Fix {
  return fix.applicability === "needs-review"
    ? fix
    : { ...fix, applicability: "needs-review", review: "Check that no later step of that stage works from the cache." };
}

/** One fix for all; none where two of them would write at the same place. */
function joined(fixes: readonly Fix[]): readonly Fix[] {
  const edits: readonly Edit[] = fixes
    .flatMap((fix) => fix.edits)
    .sort((left, right) => left.range.start - right.range.start);
  if (edits.some(({ range }, at) => at > 0 && range.start <= edits[at - 1]!.range.end)) {
    return [];
  }
  const title = "Keep the caches out of the stage that installs";
  const review = fixes.flatMap((fix) => (fix.applicability === "needs-review" ? [fix.review] : []))[0];
  return [
    review === undefined
      ? { title, edits, applicability: "safe" }
      : { title, edits, applicability: "needs-review", review },
  ];
}
