// Prices what comes over the network: a file, what is unpacked from it, or what an installer leaves, where the table knows it.
import type { Command, Effect } from "../image/types";
import { type Bounds, estimatedClaim, exactClaim, unknownClaim } from "./claims";
import { type Figure, type KnownDownload, knownDownloads, rustToolchain } from "./download-table";
import { compareVersions } from "./image-tags";
import { storesLittle } from "./quiet-commands";
import type { SizeClaim } from "./types";

type WriteEffect = Extract<Effect, { kind: "write" }>;
type OpaqueEffect = Extract<Effect, { kind: "opaque" }>;

/** How far a figure moves between the releases of one version, and between versions beyond those of the table. */
const spread = { same: 0.08, beyond: 0.2 };

/** A download that stays as it is, a git clone, or what an archive held; unknown unless the table has it. */
export function priceDownload(effect: WriteEffect): SizeClaim {
  const claims = (effect.addresses ?? []).map((address) =>
    claimFor(address, effect.what === "archive-contents" ? "contents" : "file"),
  );
  const [claim] = claims;
  if (claim !== undefined && claims.length === 1) return claim;
  switch (effect.what) {
    case "git-clone":
      return unknownClaim("the size of a repository is not known before it is cloned");
    case "archive-contents":
      return unknownClaim("what is in the archive is not known before it is built");
    default:
      return unknownClaim("the size of a download is not known before it is built");
  }
}

/** A command that the image model cannot look into: it only asks, or it is a known installer; else unknown. */
export function priceOpaque({ command, address, reason }: OpaqueEffect): SizeClaim {
  if (command === undefined) return unknownClaim(reason);
  if (storesLittle(command)) return exactClaim(0, "the command only asks, or stores a little text");
  const isRustup = /\/\/(sh|static)\.rustup\.rs|static\.rust-lang\.org\/rustup/.test(address ?? "");
  if (command.program === "rustup-init" || isRustup) return priceRust(command);
  return (address === undefined ? undefined : claimFor(address, "installed")) ?? unknownClaim(reason);
}

function priceRust({ arguments: words }: Command): SizeClaim {
  const values = words.map(({ value }) => value);
  const argumentOf = (flag: string) =>
    values.find((value) => value?.startsWith(`${flag}=`))?.slice(flag.length + 1) ?? values[values.indexOf(flag) + 1];
  const has = (flag: string) => values.some((value) => value === flag || value?.startsWith(`${flag}=`));
  const profile = has("--profile") ? argumentOf("--profile") : "default";
  const hasNone = has("--default-toolchain") && argumentOf("--default-toolchain") === "none";
  const bounds = hasNone
    ? rustToolchain.none
    : profile === "minimal"
      ? rustToolchain.minimal
      : profile === "default"
        ? rustToolchain.default
        : undefined;
  if (bounds === undefined)
    return unknownClaim(`what rustup installs with the profile ${profile ?? "given"} is not known`);
  const what = hasNone ? "rustup without a toolchain" : `Rust's toolchain, profile ${profile}`;
  return estimatedClaim(megabytes(bounds), `${what}, ${rustToolchain.source}`);
}

function claimFor(address: string, part: "contents" | "file" | "installed"): SizeClaim | undefined {
  const plain = address.replace(/[?#].*$/, "");
  const known = knownDownloads.find((one) => one[part] !== undefined && one.address.test(plain));
  const rows = known?.[part];
  if (known === undefined || rows === undefined) return undefined;
  const version = known.address.exec(plain)?.groups?.version;
  const bounds = boundsAt(rows, version === "\u{fffc}" ? undefined : version);
  return bounds && estimatedClaim(megabytes(bounds), `${nameOf(known, version)}: ${known.source}`);
}

function nameOf({ name }: KnownDownload, version: string | undefined): string {
  return version === undefined || version === "\u{fffc}" ? name : `${name} ${version}`;
}

/** Ends for a version: those of its row, what lies between its neighbours, all rows where it is not known. */
function boundsAt(rows: NonNullable<KnownDownload["file"]>, version: string | undefined): Bounds | undefined {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (version === undefined || first[0] === "") return together(rows.map(([, figure]) => around(figure, spread.same)));
  const above = rows.findIndex(([row]) => compareVersions(row, version) >= 0);
  // Older than all that was read: nobody has looked.
  if (above === 0 && !isOf(version, first[0])) return undefined;
  if (above === -1) {
    const isLast = isOf(version, last[0]);
    return around(last[1], isLast ? spread.same : spread.beyond);
  }
  const [row, figure] = rows[above]!;
  if (isOf(version, row)) return around(figure, spread.same);
  const [before, figureBefore] = rows[above - 1]!;
  if (isOf(version, before)) return around(figureBefore, spread.same);
  return together([around(figureBefore, spread.same), around(figure, spread.same)]);
}

/** 22.19.0 is of 22; 1.22.3 is not of 1.2. */
function isOf(version: string, row: string): boolean {
  return version === row || version.startsWith(`${row}.`);
}

/** The ends of a figure; a figure without ends gets them from `share`. */
function around(figure: Figure, share: number): Bounds {
  if (typeof figure === "number") return { low: figure * (1 - share), likely: figure, high: figure * (1 + share) };
  const [low, high] = figure;
  const more = share > spread.same ? share : 0;
  return { low: low * (1 - more), likely: (low + high) / 2, high: high * (1 + more) };
}

function together(all: readonly Bounds[]): Bounds {
  const low = Math.min(...all.map((one) => one.low));
  const high = Math.max(...all.map((one) => one.high));
  return { low, likely: all.reduce((sum, { likely }) => sum + likely, 0) / all.length, high };
}

function megabytes({ low, likely, high }: Bounds): Bounds {
  return { low: low * 1e6, likely: likely * 1e6, high: high * 1e6 };
}
