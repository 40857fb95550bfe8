import type { ReadPackages } from "./relations.mjs";

export interface FileCounts {
  files: number;
  folders: number;
  documents: number;
  manuals: number;
  translations: number;
  modules: number;
}

export function encodeRelease(
  release: string,
  date: string,
  architectures: { amd64: ReadPackages; arm64: ReadPackages },
  contents: ReadonlyMap<string, FileCounts>,
): { bytes: Uint8Array; packages: number };
