// Remembers what a build made, and removes it afterwards: nothing is left behind, nothing else is touched.
import type { BuildPlan } from "./build-plan";
import { ask, type EngineClient } from "./engine-client";
import { leftJournals, openJournal } from "./image-journal";
import { isHistoryOf, isRunOf } from "./own-history";
import { askHistory } from "./read-history";

export interface MadeImages {
  /** An id as the builder told it, whole or its first digits. */
  add(id: string): void;
  /** A container that the builder told of: it goes by itself, unless the engine is killed. */
  addContainer(id: string): void;
  /**
   * Removes what was not there before and has no tag; after a build that did not end by itself, also what it made without
   * having had the time to say so. Never rejects: what an engine that is gone keeps, goes before the next build on it.
   */
  remove(end: BuildEnd): Promise<void>;
}

/** How a build ended: by itself, stopped or failed (its last container goes a moment later), or with its connection. */
export type BuildEnd = "whole" | "broken off" | "lost";

/** Milliseconds for the engine to end the container of a build that was broken off; it takes a tenth of a second. */
const longestWait = 5_000;
/** Milliseconds in which an engine may still finish a step, and store its image, after it lost its client. */
const longestFinish = 20_000;
/** Milliseconds for the removal of everything after a build that ended by itself: large layers take seconds. */
const longestRemoval = 120_000;

/** By the endpoint's address: what builds could not remove, because the engine was gone. */
const leftBehind = new Map<string, (() => Promise<void>)[]>();

/** The endpoint's address of each build that runs. */
const running: string[] = [];

interface ListedImage {
  readonly Id: string;
  readonly ParentId: string;
  readonly RepoTags?: readonly string[] | null;
  /** Seconds since 1970, of the engine's clock. */
  readonly Created: number;
}

interface ListedContainer {
  readonly Id: string;
  readonly Command: string;
  readonly Created: number;
}

/**
 * Takes note of what the engine has now, after it has removed what earlier builds had to leave there. Rejects when it does
 * not answer, or the signal aborts. `journalFolder` is where it is kept on disk what is being made, should this process be
 * killed.
 */
export async function watchImages(
  client: EngineClient,
  plan: BuildPlan,
  journalFolder: string | undefined,
  signal: AbortSignal,
): Promise<MadeImages> {
  const { docker, endpoint } = client;
  const all = { all: "1" };
  const list = async (stop: AbortSignal) => {
    const images = await ask<readonly ListedImage[]>(docker, "GET", "/images/json", { query: all, signal: stop });
    // Podman names parents without saying what kind of digest it is.
    return images.map((image) => ({ ...image, ParentId: image.ParentId.replace(/^(?=[0-9a-f]{64}$)/, "sha256:") }));
  };
  const listContainers = (stop: AbortSignal) =>
    ask<readonly ListedContainer[]>(docker, "GET", "/containers/json", { query: all, signal: stop });

  const earlier = leftBehind.get(endpoint.address) ?? [];
  leftBehind.delete(endpoint.address);
  for (const remove of earlier) await remove();
  const journal = journalFolder === undefined ? undefined : openJournal(journalFolder, endpoint.address);
  if (journalFolder !== undefined) await removeOfKilled(journalFolder);

  const known = new Set((await list(signal)).map(({ Id }) => shortId(Id)));
  const knownContainers = new Set((await listContainers(signal)).map(({ Id }) => shortId(Id)));
  const made = new Set<string>();
  const madeContainers = new Set<string>();
  const began = Math.floor(Date.now() / 1000) - 1;
  let ended = Number.POSITIVE_INFINITY;
  const isOfThisTime = ({ Created }: { readonly Created: number }) => began <= Created && Created <= ended;

  /** Tries once, and counts what went and what is still in use: by a container, or by an image that stands on it. */
  async function removeOnce(brokenOff: boolean, stop: AbortSignal) {
    let removed = 0;
    let inUse = 0;
    const images = await list(stop);
    if (brokenOff) for (const id of await untold(images, stop)) made.add(id);
    for (const { Id } of oursAmong(images, brokenOff)) {
      try {
        // Images below it that were there before are the user's cache, and stay.
        await ask(docker, "DELETE", `/images/${Id}`, { query: { noprune: "1" }, signal: stop });
        removed++;
      } catch (error) {
        stop.throwIfAborted();
        const { statusCode } = error as { statusCode?: number };
        // Without a status, it was the engine that went.
        if (statusCode === undefined) throw error;
        if (statusCode === 409) inUse++;
      }
    }
    return { removed, inUse };
  }

  /** Removes the images that a killed process had told of: those that nobody has tagged or uses by now. */
  async function removeOfKilled(folder: string): Promise<void> {
    for (const { ids, forget } of leftJournals(folder, endpoint.address)) {
      const images = new Map((await list(signal)).map((image) => [shortId(image.Id), image]));
      for (const id of ids.toReversed()) {
        const image = images.get(id);
        if (!image || isTagged(image)) continue;
        const gone = ask(docker, "DELETE", `/images/${image.Id}`, { query: { noprune: "1" }, signal });
        await gone.catch((error: { statusCode?: number }) => {
          // Without a status it was the engine that went; with one, somebody else has a use for the image.
          if (error.statusCode === undefined) throw error;
        });
      }
      forget();
    }
  }

  /** Images that a build made when nobody listened any more: of its time, without a tag, and by the steps of this very file. */
  async function untold(images: readonly ListedImage[], stop: AbortSignal): Promise<readonly string[]> {
    const found: string[] = [];
    for (const image of images) {
      if (known.has(shortId(image.Id)) || isTagged(image) || !isOfThisTime(image)) continue;
      const history = await askHistory(client, image.Id, stop).catch(() => []);
      if (isHistoryOf(plan, history)) found.push(shortId(image.Id));
    }
    return found;
  }

  /** Those that a killed engine could not take away itself. */
  async function removeContainers(stop: AbortSignal): Promise<void> {
    for (const container of await listContainers(stop)) {
      const id = shortId(container.Id);
      if (knownContainers.has(id)) continue;
      if (!madeContainers.has(id) && !(isOfThisTime(container) && isRunOf(plan, container.Command))) continue;
      const gone = ask(docker, "DELETE", `/containers/${id}`, { query: { force: "1", v: "1" }, signal: stop });
      // The builder may take it away at this very moment.
      await gone.catch(() => stop.throwIfAborted());
    }
  }

  /** Without what a tagged image stands on. */
  function oursAmong(images: readonly ListedImage[], brokenOff: boolean): readonly ListedImage[] {
    const ours: ListedImage[] = [];
    let added = images.filter(({ Id }) => made.has(shortId(Id)));
    while (added.length > 0) {
      ours.push(...added.filter((image) => !ours.includes(image)));
      const parents = new Set(added.map(({ Id }) => Id));
      // What stands on ours was made by the same build. If not broken off, it told us of everything.
      added = images.filter(
        ({ Id, ParentId }) => parents.has(ParentId) && !known.has(shortId(Id)) && (brokenOff || made.has(shortId(Id))),
      );
    }
    const byId = new Map(images.map((image) => [image.Id, image]));
    const kept = new Set<string>();
    for (const image of images) {
      if (!isTagged(image) && !known.has(shortId(image.Id))) continue;
      for (let one: ListedImage | undefined = image; one && !kept.has(one.Id); one = byId.get(one.ParentId))
        kept.add(one.Id);
    }
    return ours.filter(({ Id }) => !kept.has(Id));
  }

  async function remove(brokenOff: boolean): Promise<void> {
    const stop = AbortSignal.timeout(brokenOff ? longestWait : longestRemoval);
    for (;;) {
      const { removed, inUse } = await removeOnce(brokenOff, stop);
      if (inUse === 0 || (removed === 0 && (!brokenOff || stop.aborted))) return;
      if (removed === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Removes what turned up since, once the engine has come to rest or is back. */
  async function removeLater(): Promise<void> {
    try {
      await removeContainers(AbortSignal.timeout(longestWait));
      await remove(true);
    } catch {
      // It is as it was found.
    }
  }

  /** Not while another build runs, which may make the very same: then it is left to the one after that. */
  async function removeWhenIdle(): Promise<void> {
    if (!running.includes(endpoint.address)) return removeLater();
    const waiting = leftBehind.get(endpoint.address) ?? [];
    if (!waiting.includes(removeLater)) leftBehind.set(endpoint.address, [...waiting, removeLater]);
  }

  running.push(endpoint.address);
  return {
    add(id) {
      // A build that finds everything in the cache can come to an image that the user already has.
      if (known.has(shortId(id)) || made.has(shortId(id))) return;
      made.add(shortId(id));
      journal?.note(shortId(id));
    },
    addContainer: (id) => void madeContainers.add(shortId(id)),
    async remove(end) {
      ended = (Date.now() + longestFinish) / 1000;
      const isGone = await remove(end !== "whole").then(
        () => false,
        () => true,
      );
      running.splice(running.indexOf(endpoint.address), 1);
      if (!isGone) journal?.close();
      if (!isGone && end !== "lost") return;
      leftBehind.set(endpoint.address, [...(leftBehind.get(endpoint.address) ?? []), removeLater]);
      // An engine that only lost its client is still there, and finishes the step that it is at.
      for (const delay of [longestFinish / 20, longestFinish / 5, longestFinish])
        setTimeout(() => void removeWhenIdle(), delay).unref();
    },
  };
}

function isTagged({ RepoTags }: ListedImage): boolean {
  return RepoTags?.some((tag) => tag !== "<none>:<none>") ?? false;
}

/** As few digits as any builder tells: Podman 4 tells eleven. */
function shortId(id: string): string {
  return id.replace(/^sha256:/, "").slice(0, 11);
}
