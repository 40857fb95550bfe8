// Finds where in the build context the files lie that decide what is installed, and what the workspace says of them.
import type { Analysis } from "../analysis";
import { contextPathOf } from "../image/context-paths";
import type { Facts } from "./effect-prices";
import { ecosystemOf, type InstallEffect } from "./packages";
import type { FactRequest } from "./types";

/** Texts of an install's manifests, and the ones that could not be read. */
export type Manifests = ReadonlyMap<
  InstallEffect,
  { readonly texts: readonly string[]; readonly unread: readonly string[] }
>;

interface Asked {
  readonly requests: ReadonlyMap<InstallEffect, ReadonlyMap<string, FactRequest>>;
  /** What was answered last, so that the same answers are the same object: with the facts of this machine, and without. */
  answered: readonly { readonly signature: string; readonly manifests: Manifests }[];
}

const cache = new WeakMap<Analysis, Asked>();

/** What to ask for. Only requirements files are read: other manifests need a registry to tell what they bring. */
export function manifestRequests(analysis: Analysis): readonly FactRequest[] {
  return [...asked(analysis).requests.values()].flatMap((requests) => [...requests.values()]);
}

/** The manifests as the facts have them; the same object as long as they are the same. */
export function readManifests(analysis: Analysis, facts: Facts): Manifests {
  const all = asked(analysis);
  const manifests = new Map<InstallEffect, { texts: string[]; unread: string[] }>();
  const signature: string[] = [];
  for (const [effect, requests] of all.requests) {
    const texts: string[] = [];
    const unread: string[] = [];
    for (const manifest of effect.manifests) {
      const request = requests.get(manifest);
      const fact = request && facts.get(request.key);
      const text = fact?.state === "known" ? fact.value.text : undefined;
      if (text === undefined) unread.push(manifest);
      else texts.push(text);
    }
    manifests.set(effect, { texts, unread });
    signature.push(...texts, ...unread);
  }
  const joined = signature.join("\u0000");
  const known = all.answered.find((one) => one.signature === joined);
  if (known !== undefined) return known.manifests;
  all.answered = [{ signature: joined, manifests }, ...all.answered.slice(0, 1)];
  return manifests;
}

function asked(analysis: Analysis): Asked {
  let found = cache.get(analysis);
  if (found === undefined) {
    const requests = new Map<InstallEffect, Map<string, FactRequest>>();
    for (const effect of analysis.image.effects) {
      if (effect.kind !== "install" || effect.origin !== undefined || ecosystemOf(effect) !== "python") continue;
      const ofEffect = new Map<string, FactRequest>();
      for (const manifest of effect.manifests) {
        const path = manifest.endsWith(".txt") ? contextPathOf(manifest, effect.instruction) : undefined;
        if (path !== undefined) ofEffect.set(manifest, { kind: "context-text", key: `context-text ${path}`, path });
      }
      if (effect.manifests.length > 0) requests.set(effect, ofEffect);
    }
    found = { requests, answered: [] };
    cache.set(analysis, found);
  }
  return found;
}
