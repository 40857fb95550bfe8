// Remembers which images a build made, and removes them afterwards: nothing is left behind, nothing else is touched.
import type { EngineClient } from "./engine-client";

export interface MadeImages {
  /** An id as the builder told it, whole or its first twelve digits. */
  add(id: string): void;
  /** Removes what was not there before and has no tag. Never rejects: an engine that is gone keeps what it has. */
  remove(): Promise<void>;
}

/** Takes note of the images that the engine has now. Rejects when it does not answer. */
export async function watchImages({ docker }: EngineClient): Promise<MadeImages> {
  const before = (await docker.listImages({ all: true })).map(({ Id }) => shortId(Id));
  const known = new Set(before);
  const made = new Set<string>();
  return {
    add(id) {
      // A build that finds everything in the cache can come to an image that the user already has.
      if (!known.has(shortId(id))) made.add(shortId(id));
    },
    async remove() {
      // The classic builder's images stand on each other: the newest goes first.
      for (const id of [...made].reverse()) {
        const image = docker.getImage(id);
        try {
          const { RepoTags } = await image.inspect();
          // Images below it that were there before are the user's cache, and stay.
          if (!RepoTags || RepoTags.length === 0) await image.remove({ noprune: true });
        } catch {
          // Gone already, in use by what the user started meanwhile, or the engine does not answer any more.
        }
      }
    },
  };
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, "").slice(0, 12);
}
