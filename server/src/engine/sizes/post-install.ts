// What packages write when they are configured, beside the files that they bring: the known ones of some weight.

/**
 * Bytes that a package's scripts write on a fresh system, measured in layers on Docker 28.5.2 (overlay2) on 2026-11-26
 * with Debian bookworm and trixie. Versions in names are left open: `postgresql-15` is `postgresql-*`.
 */
const written: readonly (readonly [name: RegExp, bytes: number])[] = [
  // The bundle of all certificates.
  [/^ca-certificates$/, 225_000],
  [/^ca-certificates-java$/, 170_000],
  // The registry of MIME types, compiled and as XML files.
  [/^shared-mime-info$/, 2_650_000],
  [/^fontconfig$/, 250_000],
  // Who installs it generates a locale, most often one in the same step.
  [/^locales$/, 3_050_000],
  [/^man-db$/, 450_000],
  // Settings that are kept a second time so that changes can be told.
  [/^libreoffice-common$/, 5_450_000],
  [/^systemd$/, 210_000],
  // The database of devices, compiled.
  [/^udev$/, 13_000_000],
  // Formats of TeX and of LaTeX for each engine.
  [/^texlive-base$/, 5_100_000],
  [/^texlive-latex-(base|extra)$/, 36_700_000],
  [/^texlive-xetex$/, 20_200_000],
  // A database, ready to start.
  [/^mariadb-server$/, 149_300_000],
  [/^postgresql-\d+$/, 40_000_000],
  // The first file system that a kernel sees, and lists of modules.
  [/^linux-image-\d.*-(amd64|arm64)$/, 40_700_000],
];

/** Bytes that installing `name` leaves beside its own files; 0 where nothing of weight is known. */
export function bytesAfterInstall(name: string): number {
  let bytes = 0;
  for (const [pattern, each] of written) if (pattern.test(name)) bytes += each;
  return bytes;
}
