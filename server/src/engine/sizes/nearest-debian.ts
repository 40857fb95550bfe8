// Prices packages of other distributions by the nearest Debian packages, where no table of their own has them.
import type { Bounds } from "./claims";
import { indexText, type PackageSource } from "./debian-data";
import type { DebianIndex } from "./debian-index";
import { debianFiles } from "./debian-packages";
import type { Names } from "./packages";

/** How one distribution's packages are found among Debian's. */
export interface Nearness {
  /** For the basis: what is priced. */
  readonly of: string;
  /** Names to try, in this order, of the Debian packages that are the nearest. */
  readonly candidates: (name: string) => readonly string[];
  /** Debian's names of what the distribution's base image holds, or does without, and what these need. */
  readonly without: readonly string[];
  /** What the packages take of Debian's, low and high as far as they were seen to lie. */
  readonly share: Bounds;
}

export interface NearestPrice {
  readonly bounds: Bounds;
  /** Names that were asked for and, so that they are counted once, Debian's names with a mark before them. */
  readonly added: ReadonlySet<string>;
  /** What has no counterpart in the data. */
  readonly unknown: readonly string[];
  readonly bases: readonly string[];
}

/** Keeps Debian's names apart from the distribution's own in one set. */
const mark = "debian:";
const closures = new WeakMap<DebianIndex, Map<Nearness, ReadonlySet<string>>>();

/** Prices what of `requests` the image does not hold; each Debian package is counted once per image. */
export function priceNearest(
  requests: readonly string[],
  held: Names,
  nearness: Nearness,
  source: PackageSource | string,
): NearestPrice {
  if (typeof source === "string") {
    const bounds = { low: 0, likely: 0, high: 0 };
    return { bounds, added: new Set(), unknown: requests.filter((name) => !held.has(name)), bases: [] };
  }
  const added = new Set<string>();
  const unknown: string[] = [];
  const counterparts: string[] = [];
  for (const name of requests) {
    if (held.has(name)) continue;
    const counterpart = nearness.candidates(name).find((one) => isPackage(one, source));
    if (counterpart === undefined) unknown.push(name);
    else {
      added.add(name);
      if (!held.has(mark + counterpart)) counterparts.push(counterpart);
    }
  }
  const without = withoutOf(nearness, source);
  // What only comes along there (libicu with libxml2) need not be here: who asks for it by name gets it.
  const asked = new Set(counterparts.filter((name) => !nearness.without.includes(name)));
  const isThere = (name: string) => (without.has(name) && !asked.has(name)) || held.has(mark + name);
  const files = debianFiles(counterparts, { has: isThere }, source);
  for (const name of files.added) added.add(mark + name);
  const { low, likely, high } = nearness.share;
  return {
    bounds: { low: files.bytes * low, likely: files.bytes * likely, high: files.bytes * high },
    added,
    unknown,
    bases: files.bytes === 0 ? [] : [`${nearness.of} by the nearest ones of ${indexText(source.index)}`],
  };
}

/** Why nothing is known of these packages. */
export function reasonOf(unknown: readonly string[], source: PackageSource | string): string {
  if (typeof source === "string") return source;
  const what = unknown.length === 1 ? unknown[0] : `${unknown.length} packages`;
  return `the size of ${what} is not in the shipped package data`;
}

function isPackage(name: string, { index, architecture }: PackageSource): boolean {
  return index.installedBytes(name, architecture) !== undefined;
}

function withoutOf(nearness: Nearness, source: PackageSource): ReadonlySet<string> {
  const ofIndex = closures.get(source.index) ?? new Map<Nearness, ReadonlySet<string>>();
  closures.set(source.index, ofIndex);
  let names = ofIndex.get(nearness);
  if (names === undefined) {
    const there = nearness.without.filter((name) => isPackage(name, source));
    names = debianFiles(there, new Set(), source).added;
    ofIndex.set(nearness, names);
  }
  return names;
}

/** `libX-dev` and `X-dev` for `X-dev` or `X-devel`, with and without a trailing version. */
export function developmentNames(stem: string): readonly string[] {
  const bare = stem.replace(/^lib/, "");
  return [`lib${bare}-dev`, `${stem}-dev`, `lib${bare.replace(/\d+$/, "")}-dev`, `${bare}-dev`];
}

/** `libfoo-bar-perl` for `perl-foo-bar`. */
export function perlName(name: string): string {
  return `lib${name.slice("perl-".length).toLowerCase()}-perl`;
}

/** What both families call otherwise than Debian; several where releases differ. */
const common: Readonly<Record<string, string>> = {
  "bind-tools": "bind9-dnsutils",
  "bind-utils": "bind9-dnsutils",
  bzip2: "bzip2",
  chromium: "chromium",
  "chromium-chromedriver": "chromium-driver",
  cronie: "cron",
  dcron: "cron",
  docker: "docker.io",
  "docker-cli": "docker-cli docker.io",
  "docker-engine": "docker.io",
  firefox: "firefox-esr",
  fuse: "fuse",
  go: "golang-go",
  golang: "golang-go",
  "imagemagick-dev": "libmagickwand-dev",
  "libjpeg-turbo": "libjpeg62-turbo",
  "libjpeg-turbo-devel": "libjpeg-dev libjpeg62-turbo-dev",
  librsvg: "librsvg2-2",
  "nfs-utils": "nfs-common",
  nc: "netcat-openbsd",
  "nmap-ncat": "ncat",
  ninja: "ninja-build",
  "nss-tools": "libnss3-tools",
  openjdk: "default-jdk-headless",
  procps: "procps",
  "procps-ng": "procps",
  pip: "python3-pip",
  python2: "python2",
  redis: "redis-server",
  rust: "rustc",
  shadow: "passwd",
  "shadow-uidmap": "uidmap",
  "shadow-utils": "passwd",
  sqlite: "sqlite3",
  vips: "libvips42",
  which: "debianutils",
  xvfb: "xvfb",
  "xorg-x11-server-Xvfb": "xvfb",
  xz: "xz-utils",
};

/** OpenJDK in any wrapping: `openjdk17-jre-headless`, `java-17-amazon-corretto-devel`. The data has one or two releases. */
function javaNames(name: string): readonly string[] {
  if (!/^(openjdk\d|java-[\d.]+-(openjdk|amazon-corretto)|temurin-\d|msopenjdk-\d)/.test(name)) return [];
  const kind = /jre|headless$|^java-[\d.]+-openjdk$/.test(name) ? "jre" : "jdk";
  return [`openjdk-17-${kind}-headless`, `openjdk-21-${kind}-headless`];
}

/** Debian's names of what both families call otherwise. */
export function namesOf(name: string): readonly string[] {
  return [...(common[name]?.split(" ") ?? []), ...javaNames(name)];
}

function alpineNames(name: string): readonly string[] {
  const php = /^php\d+(?:-(.+))?$/.exec(name);
  return [
    ...(alpineOnly[name]?.split(" ") ?? []),
    ...namesOf(name),
    ...(php === null
      ? []
      : [`php8.2-${php[1] ?? "cli"}`, `php8.4-${php[1] ?? "cli"}`, "php8.2-common", "php8.4-common"]),
    ...(name.startsWith("py3-") ? [`python3-${name.slice(4)}`] : []),
    ...(name.startsWith("perl-") ? [perlName(name)] : []),
    ...(name.startsWith("ttf-") || name.startsWith("font-") ? [name.replace(/^(ttf|font)-/, "fonts-")] : []),
    ...(name.endsWith("-dev") ? developmentNames(name.slice(0, -"-dev".length)) : []),
    name,
    `lib${name}`,
  ];
}

const alpineOnly: Readonly<Record<string, string>> = {
  "font-noto": "fonts-noto-core",
  "font-noto-cjk": "fonts-noto-cjk",
  "font-noto-emoji": "fonts-noto-color-emoji",
  "grpc-cpp": "libgrpc++1.51 libgrpc++1.51t64",
  "grpc-dev": "libgrpc++-dev",
  imagemagick: "imagemagick",
  "libressl-dev": "libssl-dev",
  "py-pip": "python3-pip",
  "s3fs-fuse": "s3fs",
  "xmlsec-dev": "libxmlsec1-dev",
  "yaml-cpp": "libyaml-cpp0.7 libyaml-cpp0.8",
};

/**
 * Alpine builds smaller and splits finer. Of the 96 packages that the corpus names and both have, with all that they need,
 * Alpine's take 0.51 of Debian's at the median, a tenth less than 0.04 and a tenth more than 1.19; those of 20 MB and more
 * lie between 0.3 and 1.1 but for headers.
 */
export const nearestToAlpine: Nearness = {
  of: "Alpine's packages",
  candidates: alpineNames,
  without: ["libc6-dev", "openssl", "ca-certificates", "perl", "tzdata", "python3", "shared-mime-info"],
  share: { low: 0.1, likely: 0.6, high: 1.25 },
};
