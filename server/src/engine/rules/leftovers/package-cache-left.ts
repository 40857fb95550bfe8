// Finds caches and package lists of package managers that stay in a shipped layer.
import {
  type CacheEffect,
  fillers,
  isReadAtStart,
  judged,
  linksIntoCache,
  removeInSameRun,
  switchOff,
} from "../../fixes/cache-fixes";
import { type Reliance, relianceOn, worst } from "../../fixes/cache-reliance";
import { addMounts } from "../../fixes/run-edits";
import { isKnownImage } from "../../image/image-references";
import type { CacheRow } from "../../image/managers/package-manager";
import { cacheRow, packageManagers } from "../../image/package-managers";
import { covers } from "../../image/paths";
import { runtimeTargetsOf } from "../../image/shipping";
import type { ImageModel, Stage } from "../../image/types";
import { defineRule, type Fix, inheritedBy, type RelatedLocation } from "../define-rule";

export const packageCacheLeft = defineRule({
  id: "package-cache-left",
  group: "leftovers",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "A package manager's cache or package lists stay in a layer that ships.",
    why: "A package manager keeps what it downloaded so that its next run is faster. In an image there is no next run, and what a layer holds when it closes is in the image for good: a later `RUN rm` hides the files but frees nothing.",
    remedy:
      "Switch the cache off where the manager can (`pip install --no-cache-dir`, `apk add --no-cache`, `uv sync --no-cache`), remove it at the end of the same `RUN` (`rm -rf /var/lib/apt/lists/*`, `dnf clean all`, `npm cache clean --force`), or mount a build cache over it, which also makes the next build faster.",
    whenNotToUse:
      "An image that is meant for installing more packages later wants its package lists. Stages named for development, testing or building are not flagged.",
    examples: "leftovers/package-cache-left",
  },
  messages: {
    left: ({ manager, contents, remedy }: { manager: string; contents: string; remedy: string }) =>
      `${manager} leaves its ${contents} in this layer, of no use to the running program. ${remedy}`,
  },
  *check(image) {
    for (const caches of groupCaches(image)) {
      const [first] = caches as [CacheEffect];
      const [payer] = runtimeTargetsOf(image, first.stage);
      // What the start command builds or runs with is needed.
      if (payer === undefined || (cacheRow(first.cache).readOffline && isReadAtStart(first, payer))) {
        continue;
      }
      const rows = caches.map(({ cache }) => cacheRow(cache));
      const reliance = worst(caches.map((cache) => relianceOn(image, cache)));
      yield {
        message: "left",
        data: {
          manager: packageManagers[first.manager].label,
          contents: rows.map(({ contents }) => contents).join(" and "),
          remedy: remedyFor(first, rows[0]!, reliance),
        },
        at: first.range,
        stage: payer,
        related: relatedTo(first, payer, reliance),
        reclaims: caches,
        fixes: () => fixesFor(image, caches, rows, reliance),
      };
    }
  },
});

/** Caches of one manager in one RUN that end up in its layer. What a COPY brought along is whole-directory-copy's. */
function groupCaches(image: ImageModel): readonly (readonly CacheEffect[])[] {
  const groups = new Map<string, CacheEffect[]>();
  for (const cache of image.shippedEffects("cache")) {
    // A clean-up under a condition: whether it happens, the file does not tell.
    if (cache.origin !== undefined || cache.mayBeRemoved || linksIntoCache(cache)) {
      continue;
    }
    const key = `${cache.instruction.index} ${cache.manager}`;
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [cache]);
    } else {
      group.push(cache);
    }
  }
  return [...groups.values()];
}

function relatedTo({ stage }: CacheEffect, payer: Stage, reliance: Reliance): readonly RelatedLocation[] {
  const related = [...inheritedBy(payer, stage)];
  if (reliance.kind === "needed") {
    related.push({ range: reliance.by.range, message: "this step needs the cache as it is now" });
  }
  return related;
}

function remedyFor(cache: CacheEffect, row: CacheRow, reliance: Reliance): string {
  if (row.readOffline && cache.manager !== "apt") {
    return "Use a cache mount instead, or build in a stage that is not shipped.";
  }
  // What the usual remedy would break.
  if (reliance.kind === "needed") {
    return `A later ${reliance.by.keyword} needs this as it is now: change that one first.`;
  }
  const [flag] = row.offFlags;
  return flag !== undefined && fillers(cache).every(({ verb }) => verb.kind !== "update")
    ? `Switch the cache off with ${flag}, or mount a build cache over it.`
    : "Clean up in the same RUN: a later one cannot make this layer smaller.";
}

function fixesFor(
  image: ImageModel,
  caches: readonly CacheEffect[],
  rows: readonly CacheRow[],
  reliance: Reliance,
): readonly Fix[] {
  const [cache] = caches as [CacheEffect];
  const [row] = rows as [CacheRow];
  // Without the cache the build would fail, or download everything again.
  if (reliance.kind === "needed") {
    return [];
  }
  const mount = mountCache(image, caches, rows);
  // Never for Go and Cargo: a later step may build from it offline.
  if (row.readOffline && cache.manager !== "apt") {
    return mount;
  }
  return [...(switchOff(cache, row, reliance) ?? removeInSameRun(image, caches, reliance)), ...mount];
}

function mountCache(image: ImageModel, caches: readonly CacheEffect[], rows: readonly CacheRow[]): readonly Fix[] {
  const [cache] = caches as [CacheEffect];
  const { instruction } = cache;
  const user = instruction.user?.split(":")[0] ?? "root";
  const isRoot = user === "root" || user === "0";
  // A cache mount belongs to root: who another user is by number, the file does not say.
  if (instruction.syntax.scripts.length === 0 || (!isRoot && !/^\d+$/.test(user))) {
    return [];
  }
  // Where Go keeps its modules in an image that nobody knows is the image's business (GOPATH).
  const { root } = cache.stage;
  if (cache.manager === "go" && !isKnownImage(root) && cache.command?.environment("GOPATH") === undefined) {
    return [];
  }
  const places = caches.flatMap(({ paths }) => paths ?? []);
  const usual = packageManagers[cache.manager].system === undefined ? [] : rows.flatMap(({ mounts }) => mounts);
  // A distribution's manager locks its folders, wherever this release has them.
  const mounts = places.every((path) => usual.some(({ target }) => covers(target, path)))
    ? usual
    : // Where gems lie, a mount would take the place of the folder of the installed ones.
      places.flatMap((target) => (/[*?]/.test(target) ? [] : [{ target, sharing: usual[0]?.sharing }]));
  const there = new Set(instruction.mounts.map(({ target }) => target));
  const options = mounts
    .filter(({ target }, index) => !there.has(target) && mounts.findIndex((one) => one.target === target) === index)
    .map(({ target, sharing }) => {
      const owner = isRoot ? "" : `,uid=${user}`;
      return `type=cache,target=${target}${owner}${sharing === undefined ? "" : `,sharing=${sharing}`}`;
    });
  if (options.length === 0) {
    return [];
  }
  return [
    judged(
      `Keep the ${rows.map(({ contents }) => contents).join(" and ")} in a cache mount`,
      [addMounts(image.syntax, instruction, options)],
      mountReview(cache),
    ),
  ];
}

function mountReview({ manager, cache }: CacheEffect): string {
  const needs = "Cache mounts need BuildKit, and the folder is empty in every RUN without the same mount.";
  switch (manager) {
    case "apt":
      return `${needs} Debian's and Ubuntu's images delete downloaded packages after each install: remove /etc/apt/apt.conf.d/docker-clean first to keep them between builds.`;
    default:
      return cacheRow(cache).readOffline ? `${needs} Steps that build offline from this cache need it as well.` : needs;
  }
}
