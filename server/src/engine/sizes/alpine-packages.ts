// What apk would install: Alpine's installed sizes for the packages that Dockerfiles name, else the nearest Debian package.
import type { ImageReference } from "../image/types";
import index from "./alpine-packages.json";
import { type Bounds, estimatedClaim, heldAlready, unknownClaim } from "./claims";
import type { PackageSource } from "./debian-data";
import type { DebianIndex } from "./debian-index";
import { nearestToAlpine, priceNearest, reasonOf } from "./nearest-debian";
import type { InstallPrice, Names } from "./packages";

/** `MARK KIBIBYTES NEEDS…`: where the figure is from, the installed size, and what else comes along. */
const rows = index.packages as Readonly<Record<string, string>>;
const base: ReadonlySet<string> = new Set(index.base.split(" "));

/**
 * How far the files of a package lie from its figure. Of 124 packages that stand in the index of 3.17 as well as in 3.23 or
 * 3.24, half take less than 0.81 of what 3.17 says, a tenth less than 0.38 and a tenth more than 1.18: until 3.18, sizes
 * were counted in whole blocks. Of 50 packages of 3.18 and 3.24, a tenth lies below 0.77 and a tenth above 1.2.
 */
const spreads: Readonly<Record<string, Bounds>> = {
  [index.recent.mark]: { low: 0.85, likely: 1, high: 1.15 },
  [index.middle.mark]: { low: 0.7, likely: 0.97, high: 1.25 },
  [index.older.mark]: { low: 0.35, likely: 0.8, high: 1.3 },
};

/**
 * What the same packages took in earlier releases, of the 58 names of the corpus for which the figures are recent: in 3.16
 * and 3.17 a twentieth takes less than 0.55 of them, with what they need (gcc 0.6, Node.js 0.7), and a tenth more than 1.4
 * (Python). What lies between was not seen.
 */
const upTo22: Bounds = { low: 0.82, likely: 1, high: 1.05 };
const upTo18: Bounds = { low: 0.68, likely: 1, high: 1.22 };

/** apk's database and its list of triggers are written anew into each layer that installs anything; bytes at most. */
const databaseBytes = 0.2e6;

interface Row {
  readonly mark: string;
  readonly bytes: number;
  readonly needs: readonly string[];
}

const read = new Map<string, Row>();

/** The row of a package, or of another version of it: `postgresql17-client` is priced as `postgresql15-client`. */
function rowOf(name: string): Row | undefined {
  const known = read.get(name);
  if (known !== undefined) return known;
  const text = rows[name] ?? rows[otherVersions().get(withoutVersion(name)) ?? ""];
  if (text === undefined) return undefined;
  const [size = "", ...needs] = text.split(" ");
  const mark = /^[^\d]?/.exec(size)?.[0] ?? "";
  const row = { mark, bytes: Number(size.slice(mark.length)) * 1024, needs };
  read.set(name, row);
  return row;
}

let versions: Map<string, string> | undefined;
function otherVersions(): Map<string, string> {
  versions ??= new Map(
    Object.keys(rows)
      .filter((name) => withoutVersion(name) !== name)
      .map((name) => [withoutVersion(name), name]),
  );
  return versions;
}

/** Without the version that a name may carry: `lua5.4` and `lua5.3` are the same then, `libxml2` and `7zip` stay. */
function withoutVersion(name: string): string {
  return name.replace(/^(clang|llvm|lld|lua|postgresql)\d[\d.]*/, "$1#");
}

/** Price of `apk add` of these packages where `held` are there already; what neither table has is an unknown part. */
export function priceAlpineInstall(
  requests: readonly string[],
  held: Names,
  reference: ImageReference | undefined,
  debian: PackageSource | string,
): InstallPrice {
  const added = new Set<string>();
  const beyond: string[] = [];
  const todo = [...requests];
  const sum = { low: 0, likely: 0, high: 0 };
  const marks = new Set<string>();
  while (todo.length > 0) {
    const name = todo.pop() as string;
    if (added.has(name) || held.has(name) || base.has(name)) continue;
    const row = rowOf(name);
    if (row === undefined) {
      beyond.push(name);
      continue;
    }
    added.add(name);
    const spread = spreads[row.mark] as Bounds;
    if (row.bytes > 0) marks.add(row.mark);
    sum.low += row.bytes * spread.low;
    sum.likely += row.bytes * spread.likely;
    sum.high += row.bytes * spread.high;
    todo.push(...row.needs);
  }
  const nearest = priceNearest(beyond, held, nearestToAlpine, debian);
  for (const name of nearest.added) added.add(name);
  if (added.size === 0) {
    if (nearest.unknown.length === 0) return { claim: estimatedClaim(sum, heldAlready), unknown: [], added };
    return { claim: unknownClaim(reasonOf(nearest.unknown, debian)), unknown: nearest.unknown, added };
  }
  const factor = factorOf(releaseOf(reference));
  const claim = estimatedClaim(
    {
      low: sum.low * factor.low + nearest.bounds.low,
      likely: sum.likely + nearest.bounds.likely,
      high: sum.high * factor.high + databaseBytes + nearest.bounds.high,
    },
    [...(sum.high > 0 ? [basisOf(marks)] : []), ...nearest.bases].join("; "),
  );
  return { claim, unknown: nearest.unknown, added };
}

function basisOf(marks: ReadonlySet<string>): string {
  const used = [index.recent, index.middle, index.older].filter(({ mark }) => marks.has(mark));
  // Clause by clause, so that a sum names each source once.
  return used.map(({ of, date }) => `package sizes of ${of}, ${date}`).join("; ");
}

/** 3.17 of `alpine:3.17` and `python:3.12-alpine3.17`; undefined where the tag does not say. */
function releaseOf(reference: ImageReference | undefined): number | undefined {
  const tag = reference?.tag ?? "";
  const release = /(^|\/)alpine$/.test(reference?.name ?? "") ? /^v?3\.(\d+)/.exec(tag) : /alpine-?3\.(\d+)/.exec(tag);
  return release === null ? undefined : Number(release[1]);
}

/** What the release adds to the doubt; the newest, and whatever does not name one, is the table's. */
function factorOf(minor: number | undefined): Bounds {
  if (minor === undefined || minor >= 23) return { low: 1, likely: 1, high: 1 };
  return minor >= 19 ? upTo22 : upTo18;
}

/**
 * What official images on Alpine hold beyond its base, by what their Dockerfiles ask apk for at the end
 * (docker-library/python, ruby, php, docker, postgres, nodejs/docker-node, nginxinc/docker-nginx, adoptium/containers, 2026-09) and, for Python and
 * PHP, by what docker-library/repo-info lists of them (2026-09-01).
 */
const heldRequests: readonly (readonly [image: RegExp, packages: string])[] = [
  [
    /(^|\/)python$/,
    "ca-certificates gdbm libbz2 libffi libncursesw libpanelw libuuid readline sqlite-libs tzdata xz-libs",
  ],
  [/(^|\/)node$/, "libstdc++"],
  [/(^|\/)golang$/, "ca-certificates"],
  [/(^|\/)ruby$/, "gmp libffi yaml"],
  [
    /(^|\/)php$/,
    "argon2-libs ca-certificates curl gnu-libiconv-libs libedit libsodium libxml2 oniguruma openssl readline sqlite-libs tar xz",
  ],
  [
    /(^|\/)composer$/,
    "7zip bash ca-certificates coreutils curl git libsodium libxml2 libzip make mercurial oniguruma openssh-client openssl patch sqlite-libs subversion tar tini unzip xz zip",
  ],
  [/(^|\/)nginx$/, "ca-certificates curl libgd libxml2 libxslt pcre2 tzdata"],
  [/(^|\/)docker$/, "ca-certificates git openssh-client"],
  [/(^|\/)postgres$/, "bash icu-data-full icu-libs libxml2 libxslt lz4-libs tzdata zstd"],
  [/(^|\/)rust$/, "ca-certificates gcc musl-dev"],
  [/(^|\/)eclipse-temurin$/, "ca-certificates coreutils fontconfig gnupg openssl p11-kit-trust ttf-dejavu tzdata"],
];

/** Names of the packages that the image holds; of an image that is not known, those of Alpine's base alone. */
export function alpinePackagesHeldBy({ name }: ImageReference, debian: PackageSource | string): ReadonlySet<string> {
  const held = heldRequests.find(([image]) => image.test(name));
  if (held === undefined) return nothing;
  const [, packages] = held;
  const index = typeof debian === "string" ? undefined : debian.index;
  const known = heldNames.get(packages);
  if (known !== undefined && known.index === index) return known.names;
  const names = priceAlpineInstall(packages.split(" "), nothing, undefined, debian).added;
  heldNames.set(packages, { index, names });
  return names;
}

const nothing: ReadonlySet<string> = new Set();
/** By what is asked for, with the index that told of it. */
const heldNames = new Map<string, { readonly index: DebianIndex | undefined; readonly names: ReadonlySet<string> }>();
