// Something that can be told to stop, in the shape that ports know: the session has no Node and no DOM.
import type { StopSignal } from "./ports";

/** Aborts once, and tells its listeners then. */
export class Stop implements StopSignal {
  aborted = false;
  private readonly listeners: (() => void)[] = [];

  /** Aborts by itself when the signal that is given does. */
  constructor(parent?: StopSignal) {
    if (parent?.aborted) this.aborted = true;
    else parent?.addEventListener("abort", () => this.abort(), { once: true });
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.listeners.push(listener);
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.listeners) listener();
  }
}
