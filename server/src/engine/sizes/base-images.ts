// Sizes of well-known base images, each with its source; what is not in the table is unknown.
import type { ImageReference, System } from "../image/types";
import { estimatedClaim, unknownClaim } from "./claims";
import { formatBytes } from "./format";
import type { SizeClaim } from "./types";

/** What Debian's packages an image holds beyond the slim system, by the names that its Dockerfile asks apt for. */
export type Holds = "slim" | "buildpack-deps" | "buildpack-deps-scm" | "python-slim" | "rust-slim";

interface BaseImageRow {
  readonly reference: string;
  readonly name: string;
  /** As in tags: `3.12`, `22`; "" where the variant says all. */
  readonly version: string;
  /** The tag's words other than version and suite: `slim`, `jre-alpine`; "" for the full image. */
  readonly variant: string;
  /** Release of the system below, where the figure is of one and the tag may name it. */
  readonly suite?: string;
  /** Sum of the layers' files; bytes. */
  readonly unpacked?: number;
  /** Sum of the compressed layers, as pulled; bytes. */
  readonly compressed?: number;
  readonly holds?: Holds;
  readonly source: Source;
  /** When the figure was taken, ISO 8601. */
  readonly date: string;
}

const sources = {
  /** `docker inspect` of the official images by their maintainers: github.com/docker-library/repo-info. */
  repoInfo: "docker-library/repo-info",
  /** Read off the published images (repo-info for what is unpacked, layer sizes of the manifest for what is pulled). */
  published: "figures of the published image",
} as const;
type Source = keyof typeof sources;

const MB = 1e6;

const suiteNames = "sid|forky|trixie|bookworm|bullseye|buster|stretch|resolute|noble|jammy|focal|bionic";
const suiteWord = new RegExp(`^(${suiteNames})$`);

function row(
  reference: string,
  sizes: { unpacked?: number; compressed?: number },
  source: Source,
  date: string,
  more: { suite?: string; holds?: Holds } = {},
): BaseImageRow {
  const [name = "", tag = ""] = reference.split(":");
  const { version, variant } = readTag(tag);
  return { reference, name, version, variant, source, date, ...sizes, ...more };
}

/** linux/amd64. Unpacked where it is known; where it is not, `unpackedFactor` makes it of the compressed size. */
const rows: readonly BaseImageRow[] = [
  row("alpine:3.24", { compressed: 3.85 * MB }, "published", "summer 2026"),
  row("debian:bookworm", { unpacked: 116.57 * MB, compressed: 48.5 * MB }, "repoInfo", "2026-07-13", { holds: "slim" }),
  row("debian:bookworm-slim", { unpacked: 74.83 * MB, compressed: 28.2 * MB }, "repoInfo", "2026-09-18", {
    holds: "slim",
  }),
  row("ubuntu:22.04", { unpacked: 78.08 * MB }, "repoInfo", "2026-07-31", { suite: "jammy", holds: "slim" }),
  row("ubuntu:24.04", { unpacked: 78.16 * MB }, "repoInfo", "2026-08-17", { suite: "noble", holds: "slim" }),
  row("python:3.12", { unpacked: 1110 * MB, compressed: 410.9 * MB }, "published", "summer 2026", {
    suite: "trixie",
    holds: "buildpack-deps",
  }),
  row("python:3.12-slim", { unpacked: 119.2 * MB, compressed: 43.2 * MB }, "repoInfo", "2026-07-14", {
    suite: "trixie",
    holds: "python-slim",
  }),
  row("python:3.11-slim", { unpacked: 124.84 * MB }, "repoInfo", "2026-08-05", {
    suite: "trixie",
    holds: "python-slim",
  }),
  row("python:3.12-alpine", { unpacked: 48.8 * MB, compressed: 18 * MB }, "published", "summer 2026"),
  row("node:22", { unpacked: 1220 * MB, compressed: 408.5 * MB }, "repoInfo", "2026-06-24", {
    suite: "trixie",
    holds: "buildpack-deps",
  }),
  row("node:22-slim", { unpacked: 227.3 * MB, compressed: 79.8 * MB }, "published", "summer 2026", { holds: "slim" }),
  row("node:22-alpine", { unpacked: 167.35 * MB }, "repoInfo", "2026-09-23"),
  row("node:24-alpine", { compressed: 58.5 * MB }, "published", "summer 2026"),
  row("golang:1.26", { unpacked: 873.8 * MB, compressed: 312.3 * MB }, "published", "summer 2026", {
    holds: "buildpack-deps-scm",
  }),
  row("golang:1.26-alpine", { unpacked: 241.36 * MB }, "repoInfo", "2026-08-19"),
  row("rust:1", { unpacked: 1660 * MB, compressed: 593 * MB }, "published", "summer 2026", { holds: "buildpack-deps" }),
  row("rust:1-slim", { unpacked: 921.07 * MB }, "repoInfo", "2026-07-09", { suite: "trixie", holds: "rust-slim" }),
  row("rust:1-alpine", { unpacked: 1060 * MB }, "repoInfo", "2026-06-30"),
  row("eclipse-temurin:21-jdk", { unpacked: 474.8 * MB, compressed: 230.1 * MB }, "published", "summer 2026"),
  row("eclipse-temurin:21-jre", { unpacked: 318.14 * MB, compressed: 121.1 * MB }, "repoInfo", "2026-07-16"),
  row("eclipse-temurin:17-jre-alpine", { unpacked: 184.02 * MB }, "repoInfo", "2026-08-21"),
  row("maven:3-eclipse-temurin-21", { unpacked: 538.99 * MB }, "repoInfo", "2026-07-02"),
  row("nginx:1.31", { unpacked: 170.06 * MB }, "repoInfo", "2026-09-02", { suite: "trixie" }),
  row("nginx:1.31-alpine", { unpacked: 62.94 * MB }, "repoInfo", "2026-09-22"),
];

const byName = new Map<string, BaseImageRow[]>();
for (const one of rows) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);

/** Unpacked files are this many times the compressed layers, over the images of the table that have both figures. */
export const unpackedFactor = { low: 2.1, likely: 2.5, high: 2.8 };

/** `3.12.4-slim-bookworm` → version 3.12.4, variant slim, suite bookworm; `alpine3.20` is the variant alpine. */
function readTag(tag: string): { version: string; variant: string; suite: string | undefined } {
  const words = tag.split("-");
  const version = /^v?\d/.test(words[0] ?? "") ? (words.shift() as string) : "";
  const suite = words.find((word) => suiteWord.test(word));
  const variant = words
    .filter((word) => word !== suite && word !== "latest" && word !== "")
    .map((word) => word.replace(/^alpine[\d.]+$/, "alpine"))
    .join("-");
  return { version, variant, suite };
}

/** debian:bookworm and debian:12 are told apart by release alone. */
const debianReleases: Readonly<Record<string, string>> = { "13": "trixie", "12": "bookworm", "11": "bullseye" };

interface Match {
  readonly row: BaseImageRow;
  /** "same": this very version; "version": another one of the same variant; "suite": on another system release. */
  readonly nearness: "same" | "version" | "suite";
}

function findRow(reference: ImageReference): Match | undefined {
  const candidates = byName.get(reference.name);
  if (candidates === undefined || reference.text.includes("$")) return undefined;
  const asked = readTag(reference.tag ?? "");
  if (reference.name === "debian") {
    const release = asked.suite ?? debianReleases[asked.version.split(".")[0] ?? ""];
    const found = candidates.find((one) => one.variant === asked.variant);
    const exact = found !== undefined && release === "bookworm";
    return found && { row: found, nearness: exact ? "same" : "version" };
  }
  const sameVariant = candidates.filter((one) => one.variant === asked.variant);
  const version = sameVariant.find(
    (one) =>
      isVersion(asked.version, one.version) ||
      (asked.suite === one.suite && asked.version === "" && one.suite !== undefined),
  );
  const found = version ?? sameVariant[0];
  if (found === undefined) return undefined;
  if (version === undefined) return { row: found, nearness: "version" };
  const otherSuite = asked.suite !== undefined && found.suite !== undefined && asked.suite !== found.suite;
  return { row: found, nearness: otherSuite ? "suite" : "same" };
}

/** 3.12.4 and 3.12 are the row 3.12; 3 may be any. */
function isVersion(asked: string, rowVersion: string): boolean {
  return asked === rowVersion || (asked.startsWith(`${rowVersion}.`) && rowVersion !== "");
}

/** How far an image moves between rebuilds, between versions of one variant, and between system releases. */
const spread = {
  same: { low: 0.93, high: 1.07 },
  suite: { low: 0.85, high: 1.2 },
  version: { low: 0.7, high: 1.4 },
} as const;

/**
 * Unpacked size of an external base image, estimated from the shipped table; unknown where the table has no image of that
 * name and variant. `platform` other than linux/amd64 widens the range.
 */
export function baseImageClaim(reference: ImageReference, platform: string | undefined): SizeClaim {
  const match = findRow(reference);
  if (match === undefined) return unknownClaim(`the size of ${reference.text} is not known before it is pulled`);
  const { row: found, nearness } = match;
  const { low, high } = spread[platform === undefined || platform.startsWith("linux/amd64") ? nearness : "version"];
  const basis = `size of ${nearness === "same" ? "" : "the related image "}${found.reference}, ${sources[found.source]}, ${found.date}`;
  if (found.unpacked !== undefined) {
    const likely = found.unpacked;
    return estimatedClaim({ low: likely * low, likely, high: likely * high }, basis);
  }
  const compressed = found.compressed as number;
  return estimatedClaim(
    {
      low: compressed * unpackedFactor.low * low,
      likely: compressed * unpackedFactor.likely,
      high: compressed * unpackedFactor.high * high,
    },
    `${basis}: ${formatBytes(compressed)} compressed, and unpacked ${unpackedFactor.low} to ${unpackedFactor.high} times that`,
  );
}

/** Compressed size as pulled, to be shown beside the unpacked one; undefined where the table does not have it. */
export function transferClaim(reference: ImageReference): SizeClaim | undefined {
  const match = findRow(reference);
  if (match?.row.compressed === undefined) return undefined;
  const { low, high } = spread[match.nearness];
  const likely = match.row.compressed;
  return estimatedClaim(
    { low: likely * low, likely, high: likely * high },
    `compressed layers of ${match.row.reference}, ${match.row.date}`,
    "transfer",
  );
}

/** Release of the system that the image stands on, such as `trixie`, as its tag or the table says. */
export function suiteOf(reference: ImageReference): string | undefined {
  return readTag(reference.tag ?? "").suite ?? findRow(reference)?.row.suite;
}

/** Which Debian packages the image brings along; undefined where that is not known. */
export function heldBy(reference: ImageReference, system: System): Holds | undefined {
  const held = findRow(reference)?.row.holds;
  if (held !== undefined) return held;
  // Every image of these systems holds the system's own base packages; what else it holds is not known.
  return system === "debian" || system === "ubuntu" ? "slim" : undefined;
}
