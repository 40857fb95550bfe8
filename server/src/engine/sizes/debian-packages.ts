// What apt would install: the closure of dependencies over Debian's package index, minus what the image holds already.
import type { Holds } from "./base-images";
import { type Bounds, estimatedClaim, unknownClaim } from "./claims";
import index from "./debian-bookworm.json";
import type { InstallPrice, Names } from "./packages";
import type { SizeClaim } from "./types";

type Row = readonly [kibibytes: number, depends: string, recommends: string];
const rows = index.packages as unknown as Readonly<Record<string, Row>>;
const base: ReadonlySet<string> = new Set(index.base.split(" "));

/**
 * dpkg's database and its backup, the loader's cache and logs are written anew into each layer that installs anything:
 * 0.9 MB for a package of 0.3 MB (unzip, measured on Docker 28.5.2, 2026-11-23).
 */
const databaseBytes = 0.9e6;

/**
 * Installed-Size counts documentation, manuals and translations, which slim images leave out; Python's modules are
 * compiled in place. The factors are fitted to 21 layers measured on Docker 28.5.2 with debian:bookworm-slim,
 * 2026-11-23: of their sizes none lies outside `spreadOf`.
 */
const filesShare = 0.92;
const byteCodeFactor = 1.6;
const onlyTexts = /(-l10n|-doc|-locales?-?\w*|-man)$|^manpages/;
const onlyTextsShare = 0.05;
const byteCompiled = /^(python3(\.\d+)?-(?!.*dev)|libpython3(\.\d+)?-(stdlib|minimal)|python3-pip|cython3)/;

/** How far a layer may lie from the sum: the small ones are mostly what the sum does not know. */
function spreadOf(likely: number): Bounds {
  return { low: Math.max(likely * 0.85 - 4e6, likely * 0.3), likely, high: likely * 1.15 + 2e6 };
}

/** Requests that only images of that kind hold, by what their Dockerfiles install. Closed over dependencies when needed. */
const heldRequests: Readonly<Record<Holds, string>> = {
  slim: "",
  "python-slim": "ca-certificates netbase tzdata",
  "rust-slim": "ca-certificates gcc libc6-dev wget",
  "buildpack-deps-scm":
    "ca-certificates curl gnupg netbase sq wget git git-lfs mercurial openssh-client subversion procps g++ gcc libc6-dev make pkg-config",
  "buildpack-deps":
    "ca-certificates curl gnupg netbase sq wget git git-lfs mercurial openssh-client subversion procps autoconf automake bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc imagemagick libbz2-dev libc6-dev libcurl4-openssl-dev libdb-dev libevent-dev libffi-dev libgdbm-dev libglib2.0-dev libgmp-dev libjpeg-dev libkrb5-dev liblzma-dev libmagickcore-dev libmagickwand-dev libmaxminddb-dev libncurses5-dev libncursesw5-dev libpng-dev libpq-dev libreadline-dev libsqlite3-dev libssl-dev libtool libwebp-dev libxml2-dev libxslt1-dev libyaml-dev make patch unzip xz-utils zlib1g-dev",
};
const heldClosures = new Map<Holds, ReadonlySet<string>>();

/** Names of the packages that such a base image holds, the system's own ones left out (they are never counted). */
export function packagesHeldBy(holds: Holds): ReadonlySet<string> {
  let held = heldClosures.get(holds);
  if (held === undefined) {
    held = closure(heldRequests[holds].split(" "), new Set(), false).added;
    heldClosures.set(holds, held);
  }
  return held;
}

const split = new Map<string, readonly string[]>();
function list(text: string): readonly string[] {
  let names = split.get(text);
  if (names === undefined) {
    names = text === "" ? [] : text.split(" ");
    split.set(text, names);
  }
  return names;
}

function closure(
  requests: readonly string[],
  held: Names,
  recommends: boolean,
): { added: Set<string>; missing: string[] } {
  const added = new Set<string>();
  const missing: string[] = [];
  const todo: string[] = [];
  for (const request of requests) {
    if (held.has(request) || base.has(request)) continue;
    if (rows[request] === undefined) {
      if (request !== "") missing.push(request);
    } else todo.push(request);
  }
  while (todo.length > 0) {
    const name = todo.pop() as string;
    const found = rows[name];
    if (found === undefined || added.has(name) || held.has(name)) continue;
    added.add(name);
    todo.push(...list(found[1]));
    if (recommends) todo.push(...list(found[2]));
  }
  return { added, missing };
}

/**
 * Price of `apt-get install` of these packages without what they merely recommend (names without versions) where `held` are there already. Packages that
 * the data does not have are unknown parts. On another release than bookworm the range is wider. `isFirst`: no other
 * install of the same layer has counted dpkg's database yet.
 */
export function priceDebianInstall(
  requests: readonly string[],
  held: ReadonlySet<string>,
  release: DebianRelease,
  isFirst: boolean,
  recommends: boolean,
): InstallPrice {
  const { added, missing } = needed(requests, held, recommends);
  if (added.size === 0 && missing.length > 0) {
    const what = missing.length === 1 ? missing[0] : `${missing.length} packages`;
    return { claim: unknownClaim(`the size of ${what} is not in the shipped package data`), unknown: missing, added };
  }
  const likely = bytesOf(added) + (added.size > 0 && isFirst ? databaseBytes : 0);
  const { low, high } = spreadOf(likely);
  const basis = `${index.source}, Installed-Size closure of Depends, ${index.date}`;
  const claim =
    added.size === 0
      ? estimatedClaim({ low: 0, likely: 0, high: 0 }, "the image holds these packages already")
      : ofRelease({ low, likely, high }, basis, release);
  return { claim, unknown: missing, added };
}

/** What the packages are of; the data is of bookworm. */
export type DebianRelease = "bookworm" | "ubuntu" | "other";

/** On another release than the data's the range is wider. */
function ofRelease({ low, likely, high }: Bounds, basis: string, release: DebianRelease): SizeClaim {
  if (release === "bookworm") return estimatedClaim({ low, likely, high }, basis);
  const nearest = release === "ubuntu" ? "Debian's as the nearest to Ubuntu's" : "for another release";
  return estimatedClaim({ low: low * 0.85, likely, high: high * 1.2 }, `${basis}, ${nearest}`);
}

/**
 * Price of what apt installs beside these packages because they recommend it, where `held` were there before them. apt
 * recommends for what it installs, never for what is there already.
 */
export function priceDebianRecommended(requests: readonly string[], held: Names, release: DebianRelease): InstallPrice {
  const { added: alone, missing } = needed(requests, held, true);
  if (alone.size === 0 && missing.length > 0)
    return {
      claim: unknownClaim("what these packages recommend is not in the shipped package data"),
      unknown: [],
      added: alone,
    };
  const added = new Set([...closure(requests, held, true).added].filter((name) => !alone.has(name)));
  const likely = bytesOf(added);
  const basis = `${index.source}, Installed-Size closure of Recommends, ${index.date}`;
  const bounds = { low: likely * 0.7, likely, high: likely * 1.15 };
  return { claim: ofRelease(bounds, basis, release), unknown: [], added };
}

/** Recommended by curl, wget and git, and wanted by whoever fetches anything: who leaves recommended packages out names it. */
const alwaysWanted = "ca-certificates";

/** What the packages need: where recommended ones come along, that is more than what they depend on. */
function needed(requests: readonly string[], held: Names, recommends: boolean): ReturnType<typeof closure> {
  const isWanted = recommends && closure(requests, held, true).added.has(alwaysWanted);
  return closure(isWanted ? [...requests, alwaysWanted] : requests, held, false);
}

/** What the files of these packages take, dpkg's database left out. */
function bytesOf(names: Iterable<string>): number {
  let bytes = 0;
  for (const name of names) {
    const share = onlyTexts.test(name) ? onlyTextsShare : byteCompiled.test(name) ? byteCodeFactor : filesShare;
    bytes += (rows[name] as Row)[0] * 1024 * share;
  }
  return bytes;
}

/** Whether the data has a Debian package of that name. */
export function isDebianPackage(name: string): boolean {
  return rows[name] !== undefined;
}

/** Where the figures of `debianFiles` are from. */
export const debianSource = `${index.source}, ${index.date}`;

/** The bytes that the files of these packages of the data take with what they need, requested ones of Debian's own base too. */
export function debianFiles(
  requests: readonly string[],
  held: Names,
): { readonly bytes: number; readonly added: ReadonlySet<string> } {
  const asked = requests.filter((name) => !held.has(name));
  const { added } = closure(asked, held, false);
  for (const name of asked) added.add(name);
  return { bytes: bytesOf(added), added };
}
