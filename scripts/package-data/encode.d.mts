import type { ReadPackages } from "./relations.mjs";

export function encodeRelease(
  release: string,
  date: string,
  architectures: { amd64: ReadPackages; arm64: ReadPackages },
): { bytes: Uint8Array; packages: number };
