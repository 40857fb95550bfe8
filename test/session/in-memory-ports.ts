// The session's ports in memory: tests decide when each answer arrives and when each timer fires.
import {
  type BuildEvent,
  type BuildOutcome,
  type BuildRequest,
  type ContextFacts,
  type EngineDescription,
  type FactRequest,
  type FactValue,
  type MeasuredBuild,
  type Measurement,
  renamed,
  type SavedMeasurement,
  withNewer,
} from "../../server/src/engine/index";
import type {
  CommittedCopy,
  FactScope,
  SessionPorts,
  StopSignal,
  SurroundingFacts,
} from "../../server/src/session/ports";
import { shippedPackages } from "../engine/shipped-data";

/** A request for a fact that waits for its answer. */
export interface OpenQuestion {
  readonly request: FactRequest;
  readonly scope: FactScope;
  answer(bytes: number, digest?: string): Promise<void>;
  refuse(reason: string): Promise<void>;
}

/** A build that waits for the test to tell how it goes. */
export interface OpenBuild {
  readonly request: BuildRequest;
  readonly signal: StopSignal;
  tell(event: BuildEvent): void;
  end(outcome: BuildOutcome): Promise<void>;
}

/** Lets everything that is already resolved run to its end. */
export async function turn(): Promise<void> {
  for (let round = 0; round < 20; round++) await Promise.resolve();
}

export class InMemoryPorts implements SessionPorts {
  /** Questions not answered yet, oldest first. */
  readonly questions: OpenQuestion[] = [];
  readonly startedBuilds: OpenBuild[] = [];
  readonly kept = new Map<string, readonly Measurement[]>();
  /** Whole builds, newest first. */
  keptBuilds: readonly SavedMeasurement[] = [];
  /** Nothing more can be kept. */
  full = false;
  private addedBuilds = 0;
  settingsFile: { readonly path: string; readonly text: string } | Error | undefined;
  semantic: SurroundingFacts = { builds: [], cargoStrip: undefined, nodeProjects: [], requirements: [] };
  /** What lies in the build context: told at once, unlike all other facts. */
  contents: ContextFacts | undefined;
  /** The stages of the workspace's Dockerfiles. */
  stageNames: readonly string[] = [];
  private timers: { readonly at: number; readonly run: () => void }[] = [];
  private time = 0;

  readonly files = {
    findSettingsFile: async () => {
      if (this.settingsFile instanceof Error) throw this.settingsFile;
      return this.settingsFile;
    },
  };

  readonly facts = {
    fetch: (request: FactRequest, scope: FactScope) =>
      new Promise<FactValue>((resolve, reject) => {
        if (request.kind === "context-contents") {
          if (this.contents) resolve({ bytes: this.contents.bytes, basis: "test context", contents: this.contents });
          else reject(new Error("no context in this test"));
          return;
        }
        if (request.kind === "package-data") {
          resolve(shippedPackages(request.name));
          return;
        }
        if (request.kind === "stage-names") {
          resolve({ bytes: 0, basis: "test workspace", names: this.stageNames });
          return;
        }
        const question: OpenQuestion = {
          request,
          scope,
          answer: async (bytes, digest) => {
            this.forget(question);
            resolve({ bytes, basis: `test answer for ${request.key}`, ...(digest === undefined ? {} : { digest }) });
            await turn();
          },
          refuse: async (reason) => {
            this.forget(question);
            reject(new Error(reason));
            await turn();
          },
        };
        this.questions.push(question);
      }),
    semanticFacts: async () => this.semantic,
    forget: () => undefined,
  };

  readonly builds = {
    readImage: async (reference: string): Promise<MeasuredBuild> => {
      throw new Error(`the engine has no image ${reference}`);
    },
    describe: async (): Promise<EngineDescription> => ({
      available: false,
      searched: [],
      endpoint: undefined,
      reason: "no engine in tests",
    }),
    build: (request: BuildRequest, onEvent: (event: BuildEvent) => void, signal: StopSignal) =>
      new Promise<BuildOutcome>((resolve) => {
        this.startedBuilds.push({
          request,
          signal,
          tell: onEvent,
          end: async (outcome) => {
            resolve(outcome);
            await turn();
          },
        });
      }),
  };

  readonly measurements = {
    load: async (uri: string) => this.kept.get(uri) ?? [],
    save: async (uri: string, newer: readonly Measurement[]) =>
      void this.kept.set(uri, withNewer(this.kept.get(uri) ?? [], newer)),
    clear: async (uri: string | undefined) => {
      if (uri === undefined) this.kept.clear();
      else this.kept.delete(uri);
    },
    list: async (dockerfilePath?: string) =>
      this.keptBuilds.filter((one) => dockerfilePath === undefined || one.dockerfilePath === dockerfilePath),
    add: async (given: Omit<SavedMeasurement, "id">) => {
      if (this.full) throw new Error("no space is left on its disk");
      const measurement = { ...given, id: `build-${++this.addedBuilds}` };
      this.keptBuilds = [measurement, ...this.keptBuilds];
      return measurement;
    },
    rename: async (id: string, name: string | undefined) => {
      this.keptBuilds = this.keptBuilds.map((one) => (one.id === id ? renamed(one, name) : one));
    },
    remove: async (ids: readonly string[]) => {
      this.keptBuilds = this.keptBuilds.filter(({ id }) => !ids.includes(id));
    },
    onProblem: () => undefined,
  };

  /** What every revision is; undefined: there is none. */
  committed: CommittedCopy | undefined;

  readonly revisions = {
    copy: async (_path: string, revision: string): Promise<CommittedCopy> => {
      if (this.committed) return this.committed;
      throw new Error(`There is no revision "${revision}" in this repository.`);
    },
  };

  readonly scheduler = {
    after: (milliseconds: number, run: () => void) => {
      const timer = { at: this.time + milliseconds, run };
      this.timers.push(timer);
      return () => {
        this.timers = this.timers.filter((one) => one !== timer);
      };
    },
    now: () => "2026-11-23T12:00:00.000Z",
  };

  /** Lets time pass: timers that are due fire in order. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.time = next.at;
      this.timers = this.timers.filter((one) => one !== next);
      next.run();
      await turn();
    }
    this.time = end;
    await turn();
  }

  private forget(question: OpenQuestion): void {
    this.questions.splice(this.questions.indexOf(question), 1);
  }
}
