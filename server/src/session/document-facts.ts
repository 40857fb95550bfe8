// The size facts of one document: each is asked for once, is pending until it arrives, and raises the revision.
import type { FactRequest, FactState, Measurement, SizeFacts } from "../engine/index";
import type { FactScope, FactSource } from "./ports";

/** Beyond so many facts, those that the current text does not want are forgotten: long typing keeps no rubbish. */
const mostFacts = 500;

interface Entry {
  readonly state: FactState;
  /** The round in which it was asked for; answers of an older round are dropped. */
  readonly round: number;
}

export class DocumentFacts {
  private readonly entries = new Map<string, Entry>();
  private round = 0;
  private revision = 0;
  private inFlight = 0;
  private current: SizeFacts | undefined;
  private measured: readonly Measurement[] = [];

  /** `arrived` is called after each answer, and told whether it says anything new. */
  constructor(
    private readonly source: FactSource,
    private readonly arrived: (isNews: boolean) => void,
  ) {}

  /** How many answers are on their way. */
  get fetching(): number {
    return this.inFlight;
  }

  /** The facts as pricing reads them: an immutable copy per revision, the same object until something changes. */
  sizeFacts(): SizeFacts {
    this.current ??= {
      revision: this.revision,
      facts: new Map([...this.entries].map(([key, entry]) => [key, entry.state])),
      measurements: this.measured,
    };
    return this.current;
  }

  get measurements(): readonly Measurement[] {
    return this.measured;
  }

  setMeasurements(measurements: readonly Measurement[]): void {
    this.measured = measurements;
    this.raise();
  }

  /** True when one of these was not asked for in the current round. */
  lacks(wanted: readonly FactRequest[]): boolean {
    return wanted.some((request) => this.entries.get(request.key)?.round !== this.round);
  }

  /** Asks for those of `wanted` that were not asked for; without trust, no engine is asked. */
  fetch(wanted: readonly FactRequest[], scope: FactScope, trusted: boolean): void {
    for (const request of wanted) {
      const known = this.entries.get(request.key);
      if (known?.round === this.round) continue;
      if (request.kind === "base-image" && !trusted) {
        this.set(request.key, { state: "absent", reason: "no engine is asked in an untrusted workspace" }, this.round);
        continue;
      }
      // What was known stays until the new answer is there: nothing jumps.
      this.set(request.key, known?.state ?? { state: "pending" }, this.round);
      void this.ask(request, scope, this.round);
    }
    if (this.entries.size > mostFacts) {
      const current = new Set(wanted.map(({ key }) => key));
      for (const key of this.entries.keys()) if (!current.has(key)) this.entries.delete(key);
    }
  }

  /** Every fact is asked for again when it is next wanted; answers on their way no longer count. */
  forget(): void {
    this.round++;
  }

  private async ask(request: FactRequest, scope: FactScope, round: number): Promise<void> {
    this.inFlight++;
    let state: FactState;
    try {
      state = { state: "known", value: await this.source.fetch(request, scope) };
    } catch (error) {
      state = { state: "absent", reason: error instanceof Error ? error.message : String(error) };
    }
    this.inFlight--;
    const isAwaited = this.entries.get(request.key)?.round === round;
    this.arrived(isAwaited && this.set(request.key, state, round));
  }

  /** True when this is not what was known already. */
  private set(key: string, state: FactState, round: number): boolean {
    const isNews = JSON.stringify(this.entries.get(key)?.state) !== JSON.stringify(state);
    this.entries.delete(key);
    this.entries.set(key, { state, round });
    if (isNews) this.raise();
    return isNews;
  }

  private raise(): void {
    this.revision++;
    this.current = undefined;
  }
}
