// What the session needs from outside, as interfaces: it knows these ports and never who implements them.
import type {
  BuildEvent,
  BuildOutcome,
  BuildRequest,
  EngineDescription,
  FactRequest,
  FactValue,
  MeasuredBuild,
  Measurement,
  SavedMeasurement,
  SemanticFacts,
} from "../engine/index";

/** The part of AbortSignal that ports use; an AbortSignal is one. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
}

/** Where a document lies; `path` is undefined for documents that are not files. */
export interface DocumentPlace {
  readonly uri: string;
  readonly path: string | undefined;
}

/** What a fact source may need beyond the request. */
export interface FactScope {
  readonly document: DocumentPlace;
  /** The context folder of the settings; undefined: to be found from `contextSources`. */
  readonly contextPath: string | undefined;
  /** Sources of every COPY and ADD from the context, whose nearest common folder upwards is the context. */
  readonly contextSources: readonly string[];
  /** Engine endpoint of the user's settings. */
  readonly engine: string | undefined;
  /** Whether the user lets registries be asked over the network. */
  readonly registryLookup: boolean;
}

export type SurroundingFacts = Omit<SemanticFacts, "context">;

/** Reads facts: directory sizes, images on the local engine. Rejections become absent facts with the error's message. */
export interface FactSource {
  fetch(request: FactRequest, scope: FactScope): Promise<FactValue>;
  /** What lies beside the document, but its build context, which is a fact like the others. */
  semanticFacts(document: DocumentPlace): Promise<SurroundingFacts>;
  /** What is on disk may have changed: what was read of it no longer counts. */
  forget(): void;
}

/** Builds and measures; lives in a worker. `build` never rejects: every end is an outcome. */
export interface BuildEngine {
  describe(engine: string | undefined): Promise<EngineDescription>;
  build(request: BuildRequest, onEvent: (event: BuildEvent) => void, signal: StopSignal): Promise<BuildOutcome>;
  /** An image that the engine has, as if built: one stage. Rejects with a phrase for people where it has none. */
  readImage(reference: string, engine: string | undefined): Promise<MeasuredBuild>;
}

/**
 * Keeps measurements between sessions, for several windows at once: the sizes of a document's instructions, which become
 * facts, and whole builds. What cannot be read is left out and told as a problem. Rejections are sentences for the
 * user, but for `add`, whose rejection is the reason alone.
 */
export interface MeasurementStore {
  /** Newest last, one per key. */
  load(uri: string): Promise<readonly Measurement[]>;
  /** Adds to what is there. */
  save(uri: string, newer: readonly Measurement[]): Promise<void>;
  /** Forgets the sizes of one document's instructions, or of all; whole builds stay. */
  clear(uri: string | undefined): Promise<void>;
  /** Whole builds, newest first; those of one Dockerfile where its path is given. */
  list(dockerfilePath?: string): Promise<readonly SavedMeasurement[]>;
  /** Keeps a whole build under an id of its own. Beyond some number the oldest ones that no user named go. */
  add(measurement: Omit<SavedMeasurement, "id">): Promise<SavedMeasurement>;
  rename(id: string, name: string | undefined): Promise<void>;
  /** What is gone already is no error. */
  remove(ids: readonly string[]): Promise<void>;
  /** Who is told, in a sentence, of files that cannot be read; each is told once. */
  onProblem(listener: (sentence: string) => void): void;
}

/** Committed files, as git has them. Rejections are sentences for the user. */
export interface Revisions {
  /** The whole tree of a revision, in a folder of its own that goes with `remove`. */
  copy(dockerfilePath: string, revision: string): Promise<CommittedCopy>;
}

/** A committed version of a file and of all that is committed with it. */
export interface CommittedCopy {
  /** The Dockerfile in the copy. */
  readonly dockerfilePath: string;
  readonly text: string;
  /** Full id of the commit. */
  readonly commit: string;
  /** The copy's root, and the folder of the working tree that it is a copy of. */
  readonly root: string;
  readonly workingTree: string;
  /** What a build of it may lack, as a sentence; undefined for nothing. */
  readonly caution: string | undefined;
  remove(): Promise<void>;
}

/** Settings files on disk: the nearest `.layer-cost.json` upwards from a document. */
export interface FileSystem {
  findSettingsFile(document: DocumentPlace): Promise<{ readonly path: string; readonly text: string } | undefined>;
}

/** Everything that the session needs from outside. */
export interface SessionPorts {
  readonly files: FileSystem;
  readonly facts: FactSource;
  readonly builds: BuildEngine;
  readonly measurements: MeasurementStore;
  readonly revisions: Revisions;
  readonly scheduler: Scheduler;
}

/** Timers and dates, so that the session's tests need no clock. */
export interface Scheduler {
  after(milliseconds: number, run: () => void): () => void;
  /** ISO 8601. */
  now(): string;
}
