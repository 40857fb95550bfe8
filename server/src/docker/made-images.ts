// Remembers which images a build made, and removes them afterwards: nothing is left behind, nothing else is touched.
import { ask, type EngineClient } from "./engine-client";

export interface MadeImages {
  /** An id as the builder told it, whole or its first twelve digits. */
  add(id: string): void;
  /**
   * Removes what was not there before and has no tag. After a build that was broken off, waits for its last container to
   * go, and removes what it made without having had the time to say so. Never rejects: an engine that is gone keeps what
   * it has.
   */
  remove(brokenOff: boolean): Promise<void>;
}

/** Milliseconds for the engine to end the container of a build that was broken off; it takes a tenth of a second. */
const longestWait = 5_000;
/** Milliseconds for the removal of everything after a build that ended by itself: large layers take seconds. */
const longestRemoval = 120_000;

interface ListedImage {
  readonly Id: string;
  readonly ParentId: string;
  readonly RepoTags?: readonly string[] | null;
}

/** Takes note of the images that the engine has now. Rejects when it does not answer, or the signal aborts. */
export async function watchImages({ docker }: EngineClient, signal: AbortSignal): Promise<MadeImages> {
  const list = (stop: AbortSignal) =>
    ask<readonly ListedImage[]>(docker, "GET", "/images/json", { query: { all: "1" }, signal: stop });
  const known = new Set((await list(signal)).map(({ Id }) => shortId(Id)));
  const made = new Set<string>();

  /** Tries once, and counts what went and what is still in use: by a container, or by an image that stands on it. */
  async function removeOnce(brokenOff: boolean, stop: AbortSignal) {
    let removed = 0;
    let inUse = 0;
    for (const { Id } of oursAmong(await list(stop), brokenOff)) {
      try {
        // Images below it that were there before are the user's cache, and stay.
        await ask(docker, "DELETE", `/images/${Id}`, { query: { noprune: "1" }, signal: stop });
        removed++;
      } catch (error) {
        stop.throwIfAborted();
        if ((error as { statusCode?: number }).statusCode === 409) inUse++;
      }
    }
    return { removed, inUse };
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

  return {
    add(id) {
      // A build that finds everything in the cache can come to an image that the user already has.
      if (!known.has(shortId(id))) made.add(shortId(id));
    },
    async remove(brokenOff) {
      const stop = AbortSignal.timeout(brokenOff ? longestWait : longestRemoval);
      try {
        for (;;) {
          const { removed, inUse } = await removeOnce(brokenOff, stop);
          if (inUse === 0) return;
          if (removed > 0) continue;
          if (!brokenOff || stop.aborted) return;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      } catch {
        // The engine does not answer any more.
      }
    },
  };
}

function isTagged({ RepoTags }: ListedImage): boolean {
  return RepoTags?.some((tag) => tag !== "<none>:<none>") ?? false;
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, "").slice(0, 12);
}
