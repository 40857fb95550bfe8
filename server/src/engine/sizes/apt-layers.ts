// What a layer holds in which apt installed packages: their files as they lie there, and what dpkg and apt write beside them.
import type { Command, Instruction } from "../image/types";
import { type Bounds, estimatedClaim } from "./claims";
import { bytesAfterInstall } from "./post-install";
import type { SizeClaim } from "./types";

/** What the shipped data says of one package's files; bytes. */
export interface PackageFiles {
  /** Installed-Size. */
  readonly installed: number;
  /** What that counts on top of the files' own bytes: each file's last KiB, and a KiB for each folder and link. */
  readonly rounding: number;
  /** Documentation, manuals and translations, which slim images leave out. */
  readonly texts: number;
  /** What Python makes of the modules as they are installed. */
  readonly byteCode: number;
  /** Its questions are kept in debconf's database. */
  readonly asks: boolean;
}

/** Whether an image's dpkg stores documentation; undefined: nobody can tell. */
export type Documentation = boolean | undefined;

/** Bytes of the files that a package brings. */
export function bytesOfFiles({ installed, rounding, texts }: PackageFiles, documentation: Documentation): number {
  // Who can't tell is wrong by half of it at most.
  const without = documentation === undefined ? texts / 2 : documentation ? 0 : texts;
  return Math.max(0, installed - rounding - without);
}

/** dpkg's lists, checksums and scripts of a package, and its entry in the status file and that one's copy; bytes. */
const entryBytes = 1050;
const recordBytes = 12_000 + 2 * entryBytes;
/** The part of the rounding that its lists and checksums take: both name each file. */
const recordShare = 0.2;

/** Bytes that installing a package adds: its files, what is made of them, and dpkg's records. */
export function bytesOfPackage(name: string, files: PackageFiles, documentation: Documentation): number {
  return (
    bytesOfFiles(files, documentation) +
    files.byteCode +
    recordBytes +
    files.rounding * recordShare +
    bytesAfterInstall(name)
  );
}

/**
 * What is written anew into each layer in which anything is installed: debconf's templates, dpkg's status file and its
 * copy, the loader's cache, logs. `asks`: whether any of the packages has questions; `before`: how many packages the image
 * held beyond the base system.
 */
export function databaseBytes(asks: boolean, before: number): number {
  return 960_000 + (asks ? 810_000 : 0) + before * 2 * entryBytes;
}

/**
 * How far a layer may lie from the sum: set by hand around what `npm run bench:sizes` shows (Docker 28.5.2, 2026-11-26).
 * dpkg's records, the database and what packages write were read off the calibration cases, whose installs lie within 3 % of
 * the sum, but libreoffice-writer's, where packages conflict; those held out lie within 4 %.
 */
export function spreadOf(likely: number): Bounds {
  if (likely === 0) return { low: 0, likely, high: 0 };
  return { low: Math.max(likely * 0.94 - 0.3e6, likely * 0.7), likely, high: likely * 1.06 + 0.4e6 };
}

/**
 * What packages leave that the same layer removes again: dpkg's status file and apt's logs. 0.98 MB with wget on
 * debian:bookworm-slim (Docker 28.5.2, overlay2, 2026-11-26); templates of questions and larger images make it more.
 */
const recordsAlone: Bounds = { low: 0.8e6, likely: 1.1e6, high: 2.8e6 };

/** Whether the command is one of apt's. */
export function isOfApt({ program }: Command): boolean {
  return program === "apt-get" || program === "apt" || program === "apt-mark";
}

/** The records of a layer in which apt installs packages of which none stays; undefined where there are none. */
export function priceRecordsAlone({ commands, effects }: Instruction): SizeClaim | undefined {
  if (effects.some((effect) => (effect.kind === "install" || effect.kind === "upgrade") && effect.manager === "apt"))
    return undefined;
  const installs = commands.filter(
    (command) => command.runs && isOfApt(command) && command.arguments.some(({ value }) => value === "install"),
  );
  if (installs.length === 0) return undefined;
  const { low, likely, high } = recordsAlone;
  const isSure = installs.some(({ maybe }) => !maybe);
  const basis = "records of packages that came and went, measured on Docker 28.5.2 (overlay2), 2026-11-26";
  return estimatedClaim({ low: isSure ? low : 0, likely, high }, basis);
}
