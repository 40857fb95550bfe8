// What pricing installs rests on beyond the file itself: manifests of the context and shipped package data.
import type { Analysis } from "../analysis";
import { type DebianData, debianRequests, readDebianData } from "./debian-data";
import type { Facts } from "./effect-prices";
import { type Manifests, manifestRequests, readManifests } from "./manifests";
import type { FactRequest } from "./types";

export interface InstallFacts {
  readonly manifests: Manifests;
  readonly debian: DebianData;
}

/** What to ask for. */
export function installRequests(analysis: Analysis): readonly FactRequest[] {
  return [...manifestRequests(analysis), ...debianRequests(analysis)];
}

const cache = new WeakMap<Manifests, InstallFacts>();

/** What the facts say of an analysis's installs; the same object as long as they say the same. */
export function readInstallFacts(analysis: Analysis, facts: Facts): InstallFacts {
  const manifests = readManifests(analysis, facts);
  const debian = readDebianData(analysis, facts);
  const known = cache.get(manifests);
  if (known !== undefined && [...debian].every(([release, index]) => known.debian.get(release) === index)) return known;
  const found = { manifests, debian };
  cache.set(manifests, found);
  return found;
}
