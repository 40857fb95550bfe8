// What apk would install, for the compiler and what it needs: Alpine's installed sizes; other packages are unknown.
import { estimatedClaim, unknownClaim } from "./claims";
import type { InstallPrice } from "./packages";

const KiB = 1024;
const MiB = 1024 * KiB;
const source = "installed sizes of Alpine 3.24 packages, docker-library/repo-info, 2026-06-30";

/** Bytes as `apk info --size` prints them in rust:1-alpine3.24, and what else each brings along. */
const rows: Readonly<Record<string, { readonly bytes?: number; readonly needs: readonly string[] }>> = {
  binutils: { bytes: 10 * MiB, needs: ["zstd-libs", "jansson", "libstdc++"] },
  gcc: {
    bytes: 159 * MiB,
    needs: ["binutils", "libgcc", "libgomp", "libatomic", "isl26", "gmp", "mpfr4", "mpc1", "libstdc++"],
  },
  gmp: { bytes: 413 * KiB, needs: [] },
  isl26: { bytes: 2174 * KiB, needs: ["gmp"] },
  jansson: { bytes: 85 * KiB, needs: [] },
  libatomic: { bytes: 29 * KiB, needs: [] },
  libgcc: { bytes: 169 * KiB, needs: [] },
  libgomp: { bytes: 330 * KiB, needs: [] },
  "libstdc++": { bytes: 2738 * KiB, needs: ["libgcc"] },
  mpc1: { bytes: 113 * KiB, needs: ["gmp", "mpfr4"] },
  mpfr4: { bytes: 661 * KiB, needs: ["gmp"] },
  "musl-dev": { bytes: 9670 * KiB, needs: [] },
  "libc-dev": { bytes: 0, needs: ["musl-dev"] },
  "zstd-libs": { bytes: 697 * KiB, needs: [] },
  "ca-certificates": { bytes: 207 * KiB, needs: ["ca-certificates-bundle"] },
  "ca-certificates-bundle": { bytes: 175 * KiB, needs: [] },
  curl: { bytes: 278 * KiB, needs: ["libcurl"] },
  libcurl: {
    bytes: 725 * KiB,
    needs: ["brotli-libs", "c-ares", "ca-certificates-bundle", "libidn2", "libpsl", "zstd-libs"],
  },
  "brotli-libs": { bytes: 957 * KiB, needs: [] },
  "c-ares": { bytes: 237 * KiB, needs: [] },
  libidn2: { bytes: 193 * KiB, needs: ["libunistring"] },
  libpsl: { bytes: 73 * KiB, needs: ["libidn2", "libunistring"] },
  libunistring: { bytes: 1877 * KiB, needs: [] },
  // Of Alpine's own package page, for x86.
  "g++": { bytes: 48.4 * MiB, needs: ["gcc", "musl-dev", "libstdc++"] },
  // What file, make, patch and fortify-headers take is not in the data: it brings at least this.
  "build-base": { needs: ["g++", "gcc", "binutils", "musl-dev"] },
};

/** Price of `apk add` of these packages where `held` are there already; a package without a figure is an unknown part. */
export function priceAlpineInstall(requests: readonly string[], held: ReadonlySet<string>): InstallPrice {
  const added = new Set<string>();
  const unknown: string[] = [];
  const todo = [...requests];
  let likely = 0;
  while (todo.length > 0) {
    const name = todo.pop() as string;
    if (added.has(name) || held.has(name)) continue;
    const found = rows[name];
    if (found?.bytes === undefined) unknown.push(name);
    if (found === undefined) continue;
    added.add(name);
    likely += found.bytes ?? 0;
    todo.push(...found.needs);
  }
  if (likely === 0 && unknown.length > 0) {
    const what = unknown.length === 1 ? unknown[0] : `${unknown.length} packages`;
    return { claim: unknownClaim(`the size of ${what} is not in the shipped package data`), unknown, added };
  }
  return { claim: estimatedClaim({ low: likely * 0.85, likely, high: likely * 1.15 }, source), unknown, added };
}
