// What the names and tags of well-known images say: version, variant, release of the system below, platform.
import type { ImageReference } from "../image/types";
import { defaultSuites } from "./base-image-suites";

/** An image by the name it has in the table of figures. */
export interface ImageTag {
  readonly name: string;
  /** `3.12.4`, `22`; "" where the tag names none. Debian's and Ubuntu's are by number: 12, 24.04. */
  readonly version: string;
  /** The tag's words other than version, release and platform: `slim`, `jre-alpine`; "" for the full image. */
  readonly variant: string;
  /** Release of Debian or Ubuntu below, as the tag says, or as the image's plain tags of that version have it. */
  readonly suite: string | undefined;
  readonly platform: "amd64" | "arm64" | "arm32" | undefined;
}

const releases = {
  debian: { wheezy: "7", jessie: "8", stretch: "9", buster: "10", bullseye: "11", bookworm: "12", trixie: "13" },
  ubuntu: {
    trusty: "14.04",
    xenial: "16.04",
    bionic: "18.04",
    focal: "20.04",
    jammy: "22.04",
    noble: "24.04",
    resolute: "26.04",
  },
} as const;

const suites = new Set([...Object.keys(releases.debian), ...Object.keys(releases.ubuntu), "sid", "forky"]);

/** Images of these namespaces are Docker's official ones for one platform. */
const platformNamespaces: Readonly<Record<string, ImageTag["platform"]>> = {
  amd64: "amd64",
  arm64v8: "arm64",
  arm32v5: "arm32",
  arm32v6: "arm32",
  arm32v7: "arm32",
};

const platformWords: Readonly<Record<string, ImageTag["platform"]>> = {
  ...platformNamespaces,
  arm64: "arm64",
  x86_64: "amd64",
  aarch64: "arm64",
};

/** Node's lines by their names, in tags such as `hydrogen-slim`; `lts` as of August 2026. */
const nodeLines: Readonly<Record<string, string>> = {
  argon: "4",
  boron: "6",
  carbon: "8",
  dubnium: "10",
  erbium: "12",
  fermium: "14",
  gallium: "16",
  hydrogen: "18",
  iron: "20",
  jod: "22",
  krypton: "24",
  lts: "24",
};

/** Words for what the plain tag is anyhow, by image. */
const plainWords: Readonly<Record<string, RegExp>> = {
  openjdk: /^jdk$/,
  "eclipse-temurin": /^jdk$/,
  amazoncorretto: /^jdk$/,
  php: /^cli$/,
  busybox: /^glibc$/,
  "mcr.microsoft.com/dotnet": /^slim$/,
  "gcr.io/distroless": /^(nonroot|root)$/,
};

/** Words that tell a moving tag or a day, not another image. */
const passingWord =
  /^(latest|stable|mainline|current|rolling|oldstable|\d{8}(\.\d+)?|(preview|rc|alpha|beta|ea)\.?\d*|b\d+)$/;

/** The name under which the table lists an image: without the mirror or registry that it was copied to. */
function tableName(name: string): string {
  return name
    .replace(/^public\.ecr\.aws\/amazonlinux\//, "")
    .replace(/^quay\.io\/centos\//, "")
    .replace(/^quay\.io\/fedora\//, "")
    .replace(/^registry\.fedoraproject\.org\//, "")
    .replace(/^(registry\.access\.redhat\.com|registry\.redhat\.io)\/(ubi\d+)\/ubi\b/, "redhat/$2")
    .replace(/^(registry\.access\.redhat\.com|registry\.redhat\.io)\/(ubi\d+)\//, "redhat/$2-")
    .replace(/^(registry\.access\.redhat\.com|registry\.redhat\.io)\/(ubi\d+)/, "redhat/$2");
}

/** Reads what an image's name and tag say. */
export function readImageTag(reference: Pick<ImageReference, "name" | "tag"> & { readonly text?: string }): ImageTag {
  let name = tableName(reference.name);
  // Docker's official images for one platform; the name leaves that out.
  const namespace = /^(?:(?:index\.)?docker\.io\/)?(\w+)\//.exec(reference.text ?? "")?.[1];
  let platform = platformNamespaces[namespace ?? ""];
  let suite: string | undefined;
  let version = "";
  // Distroless names say the release, and the version of what is inside.
  const distroless = /^(gcr\.io\/distroless\/[a-z-]+?)(\d*)(?:-debian(\d+))?$/.exec(name);
  if (distroless !== null) {
    name = distroless[1] as string;
    version = distroless[2] ?? "";
    suite = debianSuite(distroless[3] ?? "");
  }
  const plain = plainWords[name] ?? plainWords[name.replace(/\/[^/]+$/, "")];
  const variant: string[] = [];
  let tag = reference.tag ?? "";
  // cargo-chef's images are Rust's with one program more: `latest-rust-1.92-bookworm`.
  if (name === "lukemathwalker/cargo-chef" && tag.includes("rust-")) {
    name = "rust";
    tag = tag.slice(tag.indexOf("rust-") + "rust-".length);
  }
  const words = tag
    .replace("cbl-mariner", "mariner")
    .replace(/^(\d{4})-\d\d-\d\d/, "$1")
    .split("-");
  for (const [index, word] of words.entries()) {
    const system = /^(ubuntu|debian)(\d[\d.]*)$/.exec(word);
    if (index === 0 && /^v?\d+(?!\d{5})/.test(word) && !passingWord.test(word)) version = versionIn(word);
    else if (index === 0 && /^ltsc\d+$/.test(word)) version = word.slice(4);
    else if (index === 0 && name === "node" && nodeLines[word] !== undefined) version = nodeLines[word] as string;
    else if (suites.has(word)) suite = word;
    else if (system !== null) suite = suiteOfNumber(system[1] as "ubuntu" | "debian", system[2] as string);
    else if (platformWords[word] !== undefined) platform = platformWords[word];
    else if (/^(ubi|amzn|rockylinux|centos|oraclelinux)\d[\d.]*$/.test(word) && version !== "") continue;
    else if (word !== "" && !passingWord.test(word) && plain?.test(word) !== true) {
      variant.push(word.replace(/^(alpine|azurelinux|mariner|cudnn)[\d.]+$/, "$1"));
    }
  }
  if (name === "debian" || name === "ubuntu") {
    suite ??=
      suiteOfNumber(name, version) ?? (reference.tag === undefined || version === "" ? current[name] : undefined);
    version = (releases[name] as Record<string, string>)[suite ?? ""] ?? version;
  }
  return { name, version, variant: variant.join("-"), suite: suite ?? defaultSuite(name, version, variant), platform };
}

/** What `latest` is, August 2026. */
const current = { debian: "trixie", ubuntu: "resolute" } as const;

/** `8u302`, `24.0.2_12` and `v1.2` begin with a version too. */
function versionIn(word: string): string {
  return /^v?(\d+(?:\.\d+)*)/.exec(word)?.[1] ?? "";
}

function debianSuite(number: string): string | undefined {
  return suiteOfNumber("debian", number);
}

function suiteOfNumber(system: "debian" | "ubuntu", version: string): string | undefined {
  const number = system === "debian" ? version.split(".")[0] : version;
  return Object.entries(releases[system]).find(([, one]) => one === number)?.[0];
}

/** Variants that stand on the release of the image's plain tags. */
const onPlainRelease = /^(|slim|scm|curl|fpm|apache|zts|jre|jre-slim|management|perl)$/;

/** Release that an image's tags of a version stand on where they do not say it. */
function defaultSuite(name: string, version: string, variant: readonly string[]): string | undefined {
  if (!onPlainRelease.test(variant.join("-"))) return undefined;
  const steps = defaultSuites[name] ?? defaultSuites[name.replace(/\/[^/]+$/, "")];
  if (steps === undefined) return undefined;
  const list = steps.split(", ").map((step) => step.split(" ") as [string, string]);
  if (version === "") return list.at(-1)?.[1];
  // `3` is the newest of 3.x, `20` may be a step itself.
  return list.filter(([from]) => compareVersions(from, version) <= 0 || from.startsWith(`${version}.`)).at(-1)?.[1];
}

/** How many releases lie between two; far ones count as 2, and so do Debian's before 10, each of which grew by a third. */
export function suitesApart(left: string | undefined, right: string | undefined): number {
  if (left === right) return 0;
  for (const names of [Object.keys(releases.debian).slice(3), Object.keys(releases.ubuntu)]) {
    const [a, b] = [names.indexOf(left ?? ""), names.indexOf(right ?? "")];
    if (a >= 0 && b >= 0) return Math.min(2, Math.abs(a - b));
  }
  // One of them is not told: the release that was current then, most likely.
  return left === undefined || right === undefined ? 1 : 2;
}

/** Negative, 0 or positive; missing parts count as 0. */
export function compareVersions(left: string, right: string): number {
  const a = left.split(".").map(Number);
  const b = right.split(".").map(Number);
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `version` is `prefix` or one of its patches: 3.12.4 of 3.12. */
export function isWithin(version: string, prefix: string): boolean {
  return version === prefix || version.startsWith(`${prefix}.`);
}

/** Of two versions: majors count a hundred, minors one. */
export function distance(left: string, right: string): number {
  const [a = 0, b = 0] = left.split(".").map(Number);
  const [c = 0, d = 0] = right.split(".").map(Number);
  return Math.abs((a - c) * 100 + b - d);
}

/** linux/arm64 and its like; anything else is counted as amd64, which nearly every figure is of. */
export function platformOf(platform: string | undefined): ImageTag["platform"] {
  if (platform?.includes("arm64")) return "arm64";
  return platform !== undefined && /\/arm\b/.test(platform) ? "arm32" : "amd64";
}
