// The session as its two doors (lsp, cli) see it.
import type {
  Analysis,
  BudgetAnalysis,
  BuildEvent,
  BuildInputs,
  BuildOutcome,
  Comparison,
  EffectiveSettings,
  EngineDescription,
  FixAllResult,
  FixChoice,
  Judgement,
  NamedBuild,
  Pricing,
  Proof,
  RebuildKind,
  SavedMeasurement,
  SettingsProblem,
  SmokeCheck,
} from "../engine/index";
import type { StopSignal } from "./ports";

/** One version of one open document, analysed and priced; all of its parts belong together. */
export interface Snapshot {
  readonly uri: string;
  readonly path: string | undefined;
  readonly version: number;
  readonly text: string;
  readonly settings: EffectiveSettings;
  /** What is wrong with the settings of this document: unknown keys, values that cannot be read. */
  readonly settingsProblems: readonly SettingsProblem[];
  readonly analysis: Analysis;
  readonly pricing: Pricing;
  /** The failure of the last build, while the failing instruction is unchanged. */
  readonly buildFailure:
    | { readonly message: string; readonly instruction: number | undefined; readonly logTail: string }
    | undefined;
  readonly building: boolean;
  /** Measured builds of this file that are kept, newest first. */
  readonly kept: readonly SavedMeasurement[];
  /** What Compose and Bake files say of this file's builds, each with an `origin` of its own. */
  readonly builds: readonly NamedBuild[];
}

export interface BuildOptions {
  readonly target?: string;
  readonly noCache?: boolean;
  readonly keepTag?: string;
  readonly contextPath?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly measure?: "target" | "stages";
  /** Rebuilds to time after the build; a cold one only where the user was asked. */
  readonly rebuilds?: readonly RebuildKind[];
  /** Checks the image once it is built; what is left out of it is as the settings say. Left out altogether: it is not run. */
  readonly check?: Partial<SmokeCheck>;
  /** Wins over what the settings, Compose and Bake say. */
  readonly inputs?: BuildInputs;
  /** The `origin` of one of the snapshot's builds: its values count alone. Left out: what all of them agree on. */
  readonly origin?: string;
  /**
   * What to do while a build of the same document is running: refuse (also when left out), wait for its end, or cancel it
   * and take its place. The text is that of the moment when the build begins.
   */
  readonly whenRunning?: "refuse" | "wait" | "replace";
}

/** One of several builds of a file, with the settings on top: what would be built. */
export interface BuildChoice {
  /** What Compose or Bake call it: `BuildOptions.origin`. */
  readonly origin: string;
  readonly contextPath: string | undefined;
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string | undefined;
  readonly inputs?: BuildInputs;
}

/** How fixes are proved, beyond how they are built and checked. */
export interface ProofOptions extends BuildOptions {
  /** Which files beside the Dockerfile the fixes may change; left out: new ones as well. */
  readonly others?: OtherFiles;
}

/** What one of the two builds of a proof tells while it runs. */
export interface ProofEvent {
  readonly side: "before" | "after";
  /** The Dockerfile that is built; "" while another build is waited for. */
  readonly text: string;
  readonly event: BuildEvent;
}

export type ProofOutcome =
  /** Both builds were done, or the second one failed. `version` is that of the text whose fixes these are. */
  | { readonly kind: "proof"; readonly proof: Proof; readonly judgement: Judgement; readonly version: number }
  /** There is no such fix; `message` is one sentence, as in `unavailable`. */
  | { readonly kind: "nothing"; readonly message: string }
  /** `note` is a sentence on what goes on all the same. */
  | { readonly kind: "cancelled"; readonly note?: string }
  | { readonly kind: "unavailable"; readonly message: string };

/** Why a snapshot differs from the last one. */
export type ChangeCause = "open" | "text" | "settings" | "facts" | "build";

/** Which files beside a Dockerfile its fixes may change: none, those that are there, or new ones as well. */
export type OtherFiles = "none" | "existing" | "new";

/** Measured builds that are kept. Where something cannot be done, these reject with an Error for the user. */
export interface SessionMeasurements {
  /** Of all files, newest first. */
  measurements(): Promise<readonly SavedMeasurement[]>;
  /** Gives one another name; undefined or blank takes it away. */
  nameMeasurement(id: string, name: string | undefined): Promise<void>;
  /** Sizes shown in files stay: they are measured all the same. */
  removeMeasurements(ids: readonly string[]): Promise<void>;
  /** Forgets all that was measured of one open document, or of all files; `named` ones only where that is said. */
  clearMeasurements(uri: string | undefined, options?: { readonly named: boolean }): Promise<void>;
  /** Called when this session kept, named or removed one. Returns how to stop. */
  onMeasurementsChange(listener: () => void): () => void;
  /** Told, once each, in a sentence: files of kept measurements that cannot be read. One listener. */
  onStorageProblem(listener: (sentence: string) => void): void;
}

/** Measurements beside each other. */
export interface SessionComparisons {
  /** Where both texts are known, what the images hold is compared as well. Never rejects. */
  compare(before: SavedMeasurement, after: SavedMeasurement): Promise<Comparison>;
  /** An image that the engine has, as a measurement that is not kept. Rejects with a sentence. */
  readImage(reference: string, uri: string | undefined): Promise<SavedMeasurement>;
  /** Builds an open document as it is in a revision, with the context as it is there, and keeps the measurement. Never rejects. */
  buildRevision(
    uri: string,
    revision: string,
    options: BuildOptions,
    onEvent: (event: BuildEvent) => void,
    signal: StopSignal,
  ): Promise<RevisionOutcome>;
  /** How a measured build stands to a budget in bytes; without one, to that of the settings or of a comment, if there is any. */
  budgetOf(measurement: SavedMeasurement, bytes?: number): Promise<BudgetAnalysis | undefined>;
}

/** How the build of a revision ended, and what is to be said of it beside. */
export interface RevisionOutcome {
  readonly outcome: BuildOutcome;
  readonly caution: string | undefined;
}

export interface Session extends SessionMeasurements, SessionComparisons {
  open(uri: string, path: string | undefined, version: number, text: string): void;
  change(uri: string, version: number, text: string): void;
  close(uri: string): void;
  /** The current version's snapshot, analysed at once if need be; undefined when the document is not open. */
  snapshot(uri: string): Snapshot | undefined;
  /** Resolves when settings file, semantic facts and kept measurements were read for the first time; never rejects. */
  ready(uri: string): Promise<void>;
  /** Resolves when no fact is pending any more (or the document was closed: undefined). */
  settled(uri: string): Promise<Snapshot | undefined>;
  /** Resolves when nothing that was looked up, or is about to be, is on its way any more. Hurries nothing; never rejects. */
  still(uri: string): Promise<void>;
  /**
   * The current text with the safe fixes of all reported findings applied, until there are none left; undefined when not
   * open. `others` says which other files may be changed as well.
   */
  fixAll(uri: string, others: OtherFiles): FixAllResult | undefined;
  /** Called when a snapshot would differ from the last one: new text, facts, settings, build states. Returns how to stop. */
  onChange(listener: (uri: string, cause: ChangeCause) => void): () => void;
  /**
   * Raw editor settings for a document changed (or for all), whose paths are relative to `folder`; `.layer-cost.json` wins
   * over them.
   */
  configure(uri: string, editorSettings: unknown, folder?: string): void;
  /** A settings file, an ignore file or context files changed on disk. */
  refreshFacts(): void;
  setTrusted(trusted: boolean): void;
  /**
   * One build per document at a time: `whenRunning` says what becomes of a second call. A refused one is an "unavailable"
   * outcome; a waiting one that is cancelled ends at once.
   */
  build(
    uri: string,
    options: BuildOptions,
    onEvent: (event: BuildEvent) => void,
    signal: StopSignal,
  ): Promise<BuildOutcome>;
  /**
   * Builds the document as it is and with the chosen fixes, and checks both images. Edits nothing: the proof says what the
   * files would hold. Takes the document's one build meanwhile; never rejects.
   */
  prove(
    uri: string,
    choice: FixChoice,
    options: ProofOptions,
    onEvent: (event: ProofEvent) => void,
    signal: StopSignal,
  ): Promise<ProofOutcome>;
  /** The builds of a document (of one target) that Compose and Bake files describe and that differ; more than one: ask. */
  buildChoices(uri: string, target: string | undefined): readonly BuildChoice[];
  engine(uri: string | undefined): Promise<EngineDescription>;
  dispose(): void;
}
