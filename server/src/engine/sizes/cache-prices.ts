// What package managers' caches take: measured by themselves, or as a share of what was installed beside them.
import type { Effect, Stage } from "../image/types";
import { suiteOf } from "./base-images";
import { type Bounds, estimatedClaim, scaleClaim, sumTotals, unknownClaim } from "./claims";
import type { SizeClaim, Total } from "./types";

/**
 * What `apt-get update` leaves in /var/lib/apt/lists of the official images, which keep it compressed: of a release with its
 * updates and security updates; bytes.
 */
const aptLists: Readonly<Record<string, { readonly bounds: Bounds; readonly basis: string }>> = {
  trixie: listsOf("trixie", 21_670_000),
  bookworm: listsOf("bookworm", 19_860_000),
  bullseye: listsOf("bullseye", 18_452_000),
  ubuntu: {
    bounds: { low: 39_820_000 * 0.8, likely: 39_820_000, high: 39_820_000 * 1.3 },
    basis: "package lists of Ubuntu 22.04, measured by Classmethod, 2022-12-01",
  },
  other: { ...listsOf("bookworm", 19_860_000), bounds: { low: 15e6, likely: 19_860_000, high: 22.4e6 } },
};

function listsOf(release: string, bytes: number): { readonly bounds: Bounds; readonly basis: string } {
  // Updates come in, and with a point release they leave again.
  const bounds = { low: bytes * 0.93, likely: bytes, high: bytes * 1.08 };
  return { bounds, basis: `package lists of Debian ${release}, measured on Docker 28.5.2 (overlay2), 2026-11-26` };
}

/**
 * A second `apt-get update` keeps the lists that are there, fetches what is new and writes the releases' signatures: 0.15 MB on
 * Docker 28.5.2 (overlay2), debian:bookworm-slim, 2026-11-26. Lists of sources that were added since come on top.
 */
const aptListsAgain: Bounds = { low: 0, likely: 0.2e6, high: 3e6 };
const keptLists = "an earlier layer left the lists, which apt keeps; measured on Docker 28.5.2, 2026-11-26";

/**
 * What stays when docker-clean is taken away: two binary caches of all lists, and the archives, which are compressed. With
 * build-essential 73.8 and 76.7 MB beside 295 on Docker 28.5.2 (overlay2), debian:bookworm-slim, 2026-11-26.
 */
const aptBinaryCaches: Bounds = { low: 70e6, likely: 73.8e6, high: 84e6 };
const aptArchivesShare: Bounds = { low: 0.2, likely: 0.26, high: 0.32 };

/** Downloaded packages beside what is installed of them: seven installs measured with npm 10.9 on Docker 28.5.2, 2026-11-23. */
const npmCacheShare = { low: 0.42, likely: 0.7, high: 1.4 };

/**
 * The same where the number of packages is known: archives are a share of what is installed, and of each package there is
 * what the registry says of all its versions. Three installs with npm 11.19 and 10.8: 491 packages of 41.8 MB left 54.4 MB, 28
 * of 343 MB 158, and 98 of 4.3 MB 12.9 (2026-11-26).
 */
const npmArchives = { low: 0.2, likely: 0.27, high: 0.45 };
const keptByNpm = "npm's cache by the number and size of its packages, measured with npm 10.8 and 11.19, 2026-11-26";
const npmBytesOfPackage = { low: 0.05e6, likely: 0.1e6, high: 0.15e6 };

/**
 * Beside node_modules, three projects of 6 to 215 MB each, 2026-11-26. Yarn 1.22 keeps what it unpacked and the archives;
 * pnpm 9 and Bun 1 link what they install to their stores, so that only what describes the packages is stored beside it.
 */
const yarnCacheShare = { low: 1.1, likely: 1.26, high: 1.5 };
const pnpmStoreShare = { low: 0.03, likely: 0.05, high: 0.8 };
const bunCacheShare = { low: 0.05, likely: 0.19, high: 0.25 };

/**
 * Wheels are compressed files, and pip writes byte code beside what it unpacks: compiled packages take 3.4 times their wheels
 * then, pure ones up to 6 (967 wheels read on 2026-11-26). CUDA's libraries are compressed by themselves: the wheels of torch
 * 2.9 and what it needs have 4,055 MB of 6,592 installed.
 */
const wheelShare = { low: 0.17, likely: 0.29, high: 0.45 };
const cudaWheelShare = { low: 0.5, likely: 0.61, high: 0.72 };

/** uv links what it installs to its cache, so that a layer stores it once; 53.6 MB were left of 7.35 GB (its team, 2026). */
const uvCacheShare = { low: 0.005, likely: 53.6 / 7350, high: 0.05 };
const uvCopyingShare = { low: 0.9, likely: 1, high: 1.1 };

/** Where the sizes of repository metadata were taken from: images before and after `clean all`. */
const pillow = "Pillow's CI images before and after `clean all`, measured 2020-10-21 (python-pillow/docker-images 91)";

/**
 * What the managers of RPM packages and pacman leave, by images that were built with and without the clean-up: bytes.
 * Metadata is that of whole repositories: it hardly depends on what is installed.
 */
const measuredCaches: Readonly<
  Record<string, readonly { readonly image: RegExp; readonly bounds: Bounds; readonly basis: string }[]>
> = {
  metadata: [
    // 391 MB on Fedora 37 (caronc/apprise 948), 168 MB on 25; next to nothing on 39 and later in the same comparison.
    { image: /(^|\/)fedora/, bounds: { low: 5e6, likely: 230e6, high: 391e6 }, basis: `Fedora 32, ${pillow}` },
    {
      image: /(^|\/)(centos:[567]|oraclelinux:[567]|.*ubi7)|centos7/,
      bounds: { low: 29e6, likely: 197e6, high: 350e6 },
      basis: `CentOS 7, ${pillow}`,
    },
    {
      image: /(^|\/)amazonlinux:(1|201\d)/,
      bounds: { low: 20e6, likely: 47e6, high: 100e6 },
      basis: `Amazon Linux 1, ${pillow}`,
    },
    {
      image: /(^|\/)amazonlinux:2(\.0\.|-|$)/,
      bounds: { low: 47e6, likely: 205e6, high: 350e6 },
      basis: `Amazon Linux 2, ${pillow}`,
    },
    {
      image:
        /(^|\/)(centos|rockylinux|almalinux|oraclelinux|ubi\d?|ubi)(-\w+)?:|\/(ubi\d|ubi|rhel\d)(\/|-|:)|rockylinux|almalinux/,
      bounds: { low: 18e6, likely: 85e6, high: 232e6 },
      basis: `CentOS 8, ${pillow}`,
    },
  ],
  "apk-index": [
    {
      image: /./,
      // main of 3.17 is 661,049 bytes, of 1.95 MB of text; main of 3.23 has 2.33 MB of text and community of 3.21 8.72.
      bounds: { low: 1.2e6, likely: 3.7e6, high: 4.8e6 },
      basis:
        "Alpine's package indexes (main of 3.17 as it is, community by the length of its text), 2023-05-27 to 2026-01",
    },
  ],
  zypper: [
    {
      image: /suse|\/bci/,
      bounds: { low: 20e6, likely: 178e6, high: 250e6 },
      basis: "/var/cache/zypp before `zypper clean -a`, 2024-02-21 (suse-edge/edge-image-builder 213)",
    },
  ],
};

/** The measured cache of an image like this stage's base; undefined where none like it was measured. */
function measuredCache({ cache, stage }: Extract<Effect, { kind: "cache" }>): SizeClaim | undefined {
  const rows = measuredCaches[/^(dnf|yum|microdnf)$/.test(cache) ? "metadata" : cache];
  if (rows === undefined || stage.root.kind !== "image") return undefined;
  const { name, tag = "latest" } = stage.root.reference;
  const row = rows.find(({ image }) => image.test(`${name}:${tag}`));
  return row && estimatedClaim(row.bounds, row.basis);
}

const keptArchives = "archives and binary caches that apt keeps, measured on Docker 28.5.2, 2026-11-26";

const asTotal = (claim: SizeClaim): Total => ({ claim, unknownParts: 0 });

function releaseOf({ root, system }: Stage): string {
  return system === "ubuntu" ? system : (root.kind === "image" && suiteOf(root.reference)) || "other";
}

/**
 * Price of a cache in its own layer; `prices` holds what the same instruction installed, and `counts` how many packages that
 * are, where it is known.
 */
export function priceCache(
  effect: Extract<Effect, { kind: "cache" }>,
  prices: ReadonlyMap<Effect, Total>,
  counts: ReadonlyMap<Effect, number>,
): SizeClaim {
  switch (effect.cache) {
    case "apt-lists": {
      if (areListsThere(effect)) return estimatedClaim(aptListsAgain, keptLists);
      const { bounds, basis } = aptLists[releaseOf(effect.stage)] ?? (aptLists.other as (typeof aptLists)[string]);
      return estimatedClaim(bounds, basis);
    }
    case "apt-archives": {
      const archives = ofInstalled(effect, prices, aptArchivesShare, keptArchives);
      const total = sumTotals([archives, estimatedClaim(aptBinaryCaches, keptArchives)].map(asTotal));
      return archives.kind === "unknown" ? archives : total.claim;
    }
    case "npm": {
      const count = countOf(effect, counts);
      if (count === undefined) break;
      const archives = ofInstalled(effect, prices, npmArchives, keptByNpm);
      const descriptions = estimatedClaim(
        {
          low: count * npmBytesOfPackage.low,
          likely: count * npmBytesOfPackage.likely,
          high: count * npmBytesOfPackage.high,
        },
        keptByNpm,
      );
      return archives.kind === "unknown" ? archives : sumTotals([archives, descriptions].map(asTotal)).claim;
    }
  }
  const measured = measuredCache(effect);
  if (measured !== undefined) return measured;
  const share = cacheShare(effect);
  return share === undefined
    ? unknownClaim("the size of this cache is not known before it is built")
    : ofInstalled(effect, prices, share.share, share.why);
}

/** Whether an earlier layer left the lists, and none removed them since. */
function areListsThere({ instruction, stage }: Extract<Effect, { kind: "cache" }>): boolean {
  let there = false;
  for (const { instructions } of [...stage.chain].reverse()) {
    for (const { index, effects } of instructions) {
      if (index >= instruction.index) return there;
      for (const effect of effects) {
        if (effect.kind === "cache" && effect.cache === "apt-lists") there = !effect.maybe && !effect.mayBeRemoved;
        if (effect.kind === "remove" && effect.targets.some((path) => path.startsWith("/var/lib/apt"))) there = false;
      }
    }
  }
  return there;
}

/** How many packages the same instruction installed; undefined where that is not known of all its installs. */
function countOf(
  { instruction, manager }: Extract<Effect, { kind: "cache" }>,
  counts: ReadonlyMap<Effect, number>,
): number | undefined {
  const installs = instruction.effects.filter((other) => other.kind === "install" && other.manager === manager);
  const known = installs.flatMap((install) => counts.get(install) ?? []);
  return installs.length > 0 && known.length === installs.length
    ? known.reduce((sum, count) => sum + count, 0)
    : undefined;
}

/** What a cache holds beside what the same instruction installed; undefined where that is not known. */
export function cacheShare(effect: Effect): { readonly share: Bounds; readonly why: string } | undefined {
  if (effect.kind !== "cache") return undefined;
  switch (effect.cache) {
    case "apt-archives":
      // The binary caches are of the same size whatever is installed.
      return { share: { low: 0.25, likely: 0.5, high: 1.6 }, why: keptArchives };
    case "npm":
      return { share: npmCacheShare, why: "npm's cache beside node_modules, measured with npm 10.9, 2026-11-23" };
    case "yarn":
      return { share: yarnCacheShare, why: "Yarn's cache beside node_modules, measured with Yarn 1.22, 2026-11-26" };
    case "pnpm":
      return {
        share: pnpmStoreShare,
        why: "pnpm links what it installs to its store, measured with pnpm 9, 2026-11-26",
      };
    case "bun":
      return { share: bunCacheShare, why: "Bun links what it installs to its cache, measured with Bun 1, 2026-11-26" };
    // What these install is wheels too.
    case "pip":
    case "pipx":
    case "pipenv":
    case "poetry":
    case "pdm":
      return effect.instruction.effects.some((other) => other.kind === "cuda")
        ? { share: cudaWheelShare, why: "CUDA's wheels are a half to three quarters of their files" }
        : { share: wheelShare, why: "wheels are 2.2 to 6 times smaller than their files and byte code" };
    case "uv":
      return effect.instruction.variable("UV_LINK_MODE") === "copy"
        ? { share: uvCopyingShare, why: "uv copies what it installs from its cache here" }
        : { share: uvCacheShare, why: "uv links what it installs to its cache" };
    default:
      return undefined;
  }
}

/** A cache beside what the same instruction installed. */
function ofInstalled(
  effect: Extract<Effect, { kind: "cache" }>,
  prices: ReadonlyMap<Effect, Total>,
  share: Bounds,
  why: string,
): SizeClaim {
  const installs = effect.instruction.effects.filter(
    (other) =>
      prices.has(other) &&
      (((other.kind === "install" || other.kind === "recommended") && other.manager === effect.manager) ||
        // What CUDA takes of an install is an effect of its own.
        (other.kind === "cuda" && other.of.kind === "install" && other.of.manager === effect.manager)),
  );
  const { claim } = sumTotals(installs.map((other) => prices.get(other) as Total));
  if (installs.length === 0 || claim.kind === "unknown") {
    return unknownClaim("how much is installed, and so how much is kept, is not known");
  }
  return scaleClaim(claim, share, why);
}

/** Price of uv's cache where it is copied: without what they are linked to, its files are stored in full. */
export function unlinked(claim: SizeClaim): SizeClaim {
  const share = { low: 1, likely: 1, high: 1.1 / uvCacheShare.high };
  return scaleClaim(claim, share, "a copy stores the files that uv linked a second time");
}
