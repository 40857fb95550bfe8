// The size facts of one document: each is asked for once, is pending until it arrives, and raises the revision.
import type { FactRequest, FactState, Measurement, SizeFacts } from "../engine/index";
import { messageOf } from "../engine/index";
import type { FactScope, FactSource } from "./ports";

/** Beyond so many facts, those that the current text does not want are forgotten: long typing keeps no rubbish. */
const mostFacts = 500;

/** Kinds of facts that only a registry on the network knows. */
const registryKinds: ReadonlySet<FactRequest["kind"]> = new Set(["registry-image", "node-published"]);

/** What an answer depends on besides the request. Answers to an older question are dropped. */
interface Question {
  /** Differs after a change on disk or of the settings. */
  readonly round: string;
  /** What the file copies, where the context is found by that. */
  readonly sources: string;
}

/** What is shipped with the program never changes. */
const shipped: Question = { round: "", sources: "" };

interface Entry {
  readonly state: FactState;
  readonly question: Question;
}

export class DocumentFacts {
  private readonly entries = new Map<string, Entry>();
  private round = 0;
  private revision = 0;
  /** Answers on their way, by the key of what was asked last. */
  private readonly awaited = new Map<string, Promise<void>>();
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

  /** True when one of these was not asked for since the scope changed or everything was forgotten. */
  lacks(wanted: readonly FactRequest[], scope: FactScope): boolean {
    const questionOf = this.questionsIn(scope);
    return wanted.some((request) => !isSame(this.entries.get(request.key)?.question, questionOf(request)));
  }

  /** Asks for those of `wanted` that were not asked for, and may be asked; resolves when all of them are answered. */
  async fetch(wanted: readonly FactRequest[], scope: FactScope, trusted: boolean): Promise<void> {
    const questionOf = this.questionsIn(scope);
    for (const request of wanted) {
      const known = this.entries.get(request.key);
      const question = questionOf(request);
      if (isSame(known?.question, question)) continue;
      const refusal = refusalOf(request, scope, trusted);
      if (refusal !== undefined) {
        this.set(request.key, { state: "absent", reason: refusal }, question);
        continue;
      }
      // What was known stays until the new answer is there: nothing jumps.
      this.set(request.key, known?.state ?? { state: "pending" }, question);
      // A path that is half typed moves the context for a moment, to where the other files may not be.
      const kept = known?.question.round === question.round && known.state.state === "known" ? known.state : undefined;
      const answer = this.ask(request, scope, question, kept).then(() => {
        if (this.awaited.get(request.key) === answer) this.awaited.delete(request.key);
      });
      this.awaited.set(request.key, answer);
    }
    if (this.entries.size > mostFacts) {
      const current = new Set(wanted.map(({ key }) => key));
      for (const key of this.entries.keys()) if (!current.has(key)) this.entries.delete(key);
    }
    await Promise.all(wanted.map(({ key }) => this.awaited.get(key)));
  }

  /** Every fact is asked for again when it is next wanted; answers on their way no longer count. */
  forget(): void {
    this.round++;
  }

  private questionsIn(scope: FactScope): (request: FactRequest) => Question {
    const { contextPath, contextSources, engine, registryLookup } = scope;
    const round = JSON.stringify([this.round, contextPath, engine]);
    const registry = { round: JSON.stringify([this.round, registryLookup]), sources: "" };
    const sources = contextPath === undefined ? JSON.stringify([...new Set(contextSources)].sort()) : "";
    return ({ kind }) => {
      if (kind === "node-published") return { round: JSON.stringify([round, registryLookup]), sources };
      if (kind === "package-data") return shipped;
      return registryKinds.has(kind) ? registry : { round, sources: kind === "base-image" ? "" : sources };
    };
  }

  /** Where the answer is a refusal, what is `kept` stays. */
  private async ask(
    request: FactRequest,
    scope: FactScope,
    question: Question,
    kept: FactState | undefined,
  ): Promise<void> {
    this.inFlight++;
    let state: FactState;
    try {
      state = { state: "known", value: await this.source.fetch(request, scope) };
    } catch (error) {
      state = kept ?? { state: "absent", reason: messageOf(error) };
    }
    this.inFlight--;
    const isAwaited = isSame(this.entries.get(request.key)?.question, question);
    this.arrived(isAwaited && this.set(request.key, state, question));
  }

  /** True when this is not what was known already. */
  private set(key: string, state: FactState, question: Question): boolean {
    const isNews = JSON.stringify(this.entries.get(key)?.state) !== JSON.stringify(state);
    this.entries.delete(key);
    this.entries.set(key, { state, question });
    if (isNews) this.raise();
    return isNews;
  }

  private raise(): void {
    this.revision++;
    this.current = undefined;
  }
}

/** Why this is not asked for; undefined where it may be. No repository can bring us to ask an engine or the network. */
function refusalOf({ kind }: FactRequest, { registryLookup }: FactScope, trusted: boolean): string | undefined {
  if (kind === "base-image" && !trusted) return "no engine is asked in an untrusted workspace";
  if (!registryKinds.has(kind)) return undefined;
  if (!registryLookup) return "turn on layerCost.registryLookup (or --registry-lookup) to ask the registry";
  return trusted ? undefined : "no registry is asked in an untrusted workspace";
}

function isSame(one: Question | undefined, other: Question): boolean {
  return one !== undefined && one.round === other.round && one.sources === other.sources;
}
