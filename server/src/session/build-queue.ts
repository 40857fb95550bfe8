// Builds of the same file, one after the other: the first one runs, the others wait for their turn.
import type { StopSignal } from "./ports";
import { Stop } from "./stop";

/** A build's place in the queue of its file. */
export interface Turn {
  /** Aborts when the build is cancelled, by its caller or by one that takes its place. */
  readonly signal: StopSignal;
  /** Resolves when the builds before this one have ended, or this one was cancelled. */
  readonly comes: Promise<void>;
  /** The build has ended: the next one may begin. */
  end(): void;
}

interface Place {
  readonly stop: Stop;
  /** Resolves when this build and all before it have ended. */
  readonly over: Promise<unknown>;
}

/** Who builds which file, and who waits for it. */
export class BuildQueue {
  /** By URI rather than document: closing and opening a file must not start a second build beside the first. */
  private readonly places = new Map<string, Place[]>();

  /** Whether a build of this file is running or waiting. */
  isBusy(uri: string): boolean {
    return this.places.has(uri);
  }

  /** Takes the last place. `replace` cancels all that are before it, and still waits until they have cleaned up. */
  enter(uri: string, signal: StopSignal, replace: boolean): Turn {
    const before = this.places.get(uri) ?? [];
    if (replace) for (const place of before) place.stop.abort();
    const stop = new Stop(signal);
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    const previous = before.at(-1)?.over ?? Promise.resolve();
    const place = { stop, over: Promise.all([previous, ended]) };
    this.places.set(uri, [...before, place]);
    const cancelled = new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      else stop.addEventListener("abort", resolve);
    });
    return {
      signal: stop,
      comes: Promise.race([previous, cancelled]).then(() => undefined),
      end: () => {
        const rest = (this.places.get(uri) ?? []).filter((other) => other !== place);
        if (rest.length > 0) this.places.set(uri, rest);
        else this.places.delete(uri);
        end();
      },
    };
  }
}
