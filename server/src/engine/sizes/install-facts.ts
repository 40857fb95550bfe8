// What pricing installs rests on beyond the file itself: manifests of the context and shipped package data.
import type { Analysis } from "../analysis";
import { type DebianData, debianRequests, readDebianData } from "./debian-data";
import type { Facts } from "./effect-prices";
import { type Manifests, manifestRequests, readManifests } from "./manifests";
import { type NodeInstalls, nodeRequests, readNodeInstalls } from "./node-facts";
import type { FactRequest } from "./types";

export interface InstallFacts {
  readonly manifests: Manifests;
  readonly debian: DebianData;
  readonly node: NodeInstalls;
}

/** What to ask for. */
export function installRequests(analysis: Analysis): readonly FactRequest[] {
  return [...manifestRequests(analysis), ...debianRequests(analysis), ...nodeRequests(analysis)];
}

/** What was read last: with the facts of this machine, and without. */
const cache = new WeakMap<Analysis, readonly InstallFacts[]>();

/** What the facts say of an analysis's installs; the same object as long as they say the same. */
export function readInstallFacts(analysis: Analysis, facts: Facts): InstallFacts {
  const manifests = readManifests(analysis, facts);
  const debian = readDebianData(analysis, facts);
  const node = readNodeInstalls(analysis, facts);
  const before = cache.get(analysis) ?? [];
  const known = before.find(
    (one) =>
      one.manifests === manifests &&
      one.node === node &&
      [...debian].every(([release, index]) => one.debian.get(release) === index),
  );
  if (known !== undefined) return known;
  const found = { manifests, debian, node };
  cache.set(analysis, [found, ...before.slice(0, 1)]);
  return found;
}
