// Custom messages between the editor and the server: names and types only.
import type { EngineDescription, OutlinedStage, RebuildKind } from "../engine/index";

/**
 * Options of `initialize`: `initializationOptions`. A client that sends one of them gets the notifications below;
 * others get the build's log through `window/logMessage` and no status.
 */
export interface LayerCostInitialization {
  /** VS Code's workspace trust; a client that knows no trust leaves it out, which means trusted. */
  readonly trusted?: boolean;
  /** Folder where measurements are kept between sessions; left out: they live as long as the server. */
  readonly storagePath?: string;
}

/** Client → server, notification: the user granted trust to the workspace. */
export const trustGranted = "layerCost/trustGranted";

/** Server → client, notification: what the status item shows for one document. */
export const statusChanged = "layerCost/status";
export interface StatusParams {
  readonly uri: string;
  /** Undefined until it was looked for. */
  readonly engine: EngineDescription | undefined;
  readonly target: string;
  /** Formatted: `≈ 393 MB`, `≥ 612 MB`, `393 MB`; undefined where unknown. */
  readonly total: string | undefined;
  /** The total after the offered fixes, formatted. */
  readonly afterFixes: string | undefined;
  readonly findings: number;
  readonly building: boolean;
}

/** Server → client, notification: a line of a build's log for the output channel. */
export const buildLog = "layerCost/buildLog";
export interface BuildLogParams {
  readonly uri: string;
  readonly text: string;
}

/**
 * Server → client, notification: how a build gets on, in order and a few times a second at most. Only the end of a long
 * log is told: how much was left out stands with it.
 */
export const buildProgress = "layerCost/buildProgress";
export interface BuildProgressParams {
  readonly uri: string;
  /** Tells the builds of one server apart; what `cancelBuild` takes as its second argument. */
  readonly build: number;
  readonly events: readonly BuildProgressEvent[];
}

/** A step of a build: an instruction by its index in the file, one of the builder's own by its name. */
export type BuildStepId = number | string;

/** `stopped`: was running when the build ended; `skipped`: had not begun by then. */
export type BuildStepState = "waiting" | "running" | "cached" | "done" | "failed" | "stopped" | "skipped";

export type BuildProgressEvent =
  /** First of all. The progress token is there where the client sent one with the request. */
  | { readonly kind: "begin"; readonly token: string | number | undefined }
  /** It waits for another build of the same file. */
  | { readonly kind: "waiting" }
  /** What is built, one line: `Target run, VERSION=2 (see web of compose.yaml)`. */
  | { readonly kind: "plan"; readonly what: string; readonly stages: readonly OutlinedStage[] }
  | { readonly kind: "context"; readonly path: string; readonly files: number; readonly bytes: number }
  | {
      readonly kind: "step";
      readonly step: BuildStepId;
      readonly state: BuildStepState;
      readonly durationMs: number | undefined;
      /** Formatted: `20 MB`, or `12 MB of 30 MB` while it is on its way; of a rebuild, what was changed. Undefined where unknown. */
      readonly size: string | undefined;
    }
  | {
      readonly kind: "stage";
      readonly stage: number;
      readonly durationMs: number | undefined;
      readonly total: string | undefined;
    }
  | {
      readonly kind: "log";
      readonly step: BuildStepId;
      readonly text: string;
      /** Characters before this text that were left out, because there were too many in a moment. */
      readonly leftOut: number;
    }
  | { readonly kind: "end"; readonly summary: BuildSummary };

/** `workspace/executeCommand`: the server's commands. The first argument is a document's URI. */
export const serverCommands = {
  /** [uri, BuildCommandOptions?] → BuildSummary */
  build: "layerCost.build",
  /** [uri, build?] → boolean: was one running or waiting; without `build`, all of this file are cancelled */
  cancelBuild: "layerCost.cancelBuild",
  /** [uri] → string, the explained file */
  explain: "layerCost.explain",
  /** [uri?] → EngineDescription */
  engine: "layerCost.engine",
  /** [uri?] → string: what is known of the engine, or where none was found, for people */
  engineReport: "layerCost.engineReport",
  /** [uri?, { named? }?] → null; measurements with a name stay unless `named` is true */
  clearMeasurements: "layerCost.clearMeasurements",
  /** [uri] → number of fixes applied through workspace/applyEdit */
  fixAll: "layerCost.fixAll",
  /** [uri] → OfferedFix[]: what the code lens's "saves up to" lists */
  offeredFixes: "layerCost.offeredFixes",
  /** [uri, { target? }?] → BuildChoices */
  buildChoices: "layerCost.buildChoices",
  /** [uri, FixChoice, BuildCommandOptions?] → ProofSummary: builds with and without fixes, and edits nothing */
  prove: "layerCost.prove",
  /** [id, id] → ComparisonDocuments: two kept measurements, the older one first */
  compareMeasurements: "layerCost.compareMeasurements",
  /** [uri, { revision?, ...BuildCommandOptions }?] → ComparisonSummary: builds a committed version (HEAD) and the document */
  compareRevision: "layerCost.compareRevision",
  /** [text] → null: tells what to review, after a fix that needs it was applied */
  review: "layerCost.review",
  /** [] → KeptMeasurement[], newest first */
  measurements: "layerCost.measurements",
  /** [id] → string, a kept measurement as a text to read */
  explainMeasurement: "layerCost.explainMeasurement",
  /** [id] → string, what `build --save` would write */
  measurementText: "layerCost.measurementText",
  /** [id, name?] → null; without a name it has none */
  nameMeasurement: "layerCost.nameMeasurement",
  /** [ids] → null */
  removeMeasurements: "layerCost.removeMeasurements",
} as const;

/** What a build is asked for; what is left out comes from the settings, Compose and Bake files. */
export interface BuildCommandOptions {
  readonly target?: string;
  readonly noCache?: boolean;
  readonly keepTag?: string;
  /** Absolute folder. */
  readonly contextPath?: string;
  readonly buildArguments?: Readonly<Record<string, string>>;
  readonly platform?: string;
  /** The build of a Compose or Bake file that counts alone, as `BuildChoices` name it. */
  readonly origin?: string;
  /** While a build of the same file is running: `refuse` (also when left out), wait for its end, or take its place. */
  readonly whenRunning?: "refuse" | "wait" | "replace";
  readonly measure?: "target" | "stages";
  readonly rebuilds?: readonly RebuildKind[];
  /** Whether the image is checked once it is built, as the settings say. */
  readonly check?: boolean;
}

export interface BuildChoices {
  /** Builds of the file, or of the target, that Compose and Bake files describe and that differ. */
  readonly named: readonly {
    readonly origin: string;
    /** In a few words: `run, VERSION=2`. */
    readonly what: string;
    readonly contextPath: string | undefined;
  }[];
  /** In the order of the file. `target` is what `BuildCommandOptions` take. */
  readonly stages: readonly {
    readonly target: string;
    readonly label: string;
    /** Zero-based line of its FROM. */
    readonly line: number;
    /** It is built when nothing else is said. */
    readonly isDefault: boolean;
  }[];
}

/** Server → client, notification: measurements were kept, named or removed. */
export const measurementsChanged = "layerCost/measurementsChanged";

/** A measured build in the list. Sizes and durations are formatted. */
export interface KeptMeasurement {
  readonly id: string;
  /** What the user called it, or what was built: a revision, fixes. */
  readonly name: string | undefined;
  /** Such a name keeps it until it is deleted. */
  readonly isNamedByUser: boolean;
  /** Absolute path. */
  readonly dockerfilePath: string;
  readonly target: string;
  /** ISO 8601. */
  readonly measuredAt: string;
  /** Undefined where unknown. */
  readonly total: string | undefined;
  /** `−17 MB` against the one before of the same file, target, arguments and platform; undefined where there is none. */
  readonly change: string | undefined;
  readonly duration: string;
  readonly engine: string;
  readonly platform: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
}

/** Two measurements beside each other, as texts. */
export interface ComparisonDocuments {
  /** `runtime: 609 MB → 250 MB (−359 MB, −59 %)`. */
  readonly title: string;
  /** For a diff view: the same lines where nothing changed. */
  readonly before: { readonly label: string; readonly text: string };
  readonly after: { readonly label: string; readonly text: string };
  /** Markdown. */
  readonly report: string;
  /** Absolute path of the newer side's Dockerfile; for an image its reference. */
  readonly dockerfilePath: string;
}

export interface ComparisonSummary {
  readonly kind: "compared" | Exclude<BuildSummary["kind"], "measured">;
  /** One sentence for the user. */
  readonly message: string;
  readonly comparison?: ComparisonDocuments;
}

export interface BuildSummary {
  readonly kind: "measured" | "failed" | "cancelled" | "unavailable" | "refused";
  /** One sentence for the user. */
  readonly message: string;
  /** Index of the instruction that failed. */
  readonly instruction?: number;
}

/** What came of building a file with and without some of its fixes. */
export interface ProofSummary {
  /** `nothing`: there is no such fix. */
  readonly kind: "proved" | "not-proved" | "nothing" | "cancelled" | "unavailable" | "refused";
  /** A few sentences for the user. */
  readonly message: string;
  /** Markdown: what was claimed and measured, and what the checks said. Undefined where nothing was proved either way. */
  readonly report?: string;
  /** The files as they were and as the fixes make them, where these are proved. */
  readonly files?: readonly ProvenFile[];
}

export interface ProvenFile {
  readonly uri: string;
  /** Undefined: the file is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface OfferedFix {
  readonly findingId: string;
  readonly rule: string;
  /** The title of the code action that applies it. */
  readonly title: string;
  /** Its own title, by which `prove` finds it. */
  readonly fix: string;
  readonly applicability: "safe" | "needs-review";
  readonly review: string | undefined;
  /** Formatted saving of the finding, undefined where unknown. */
  readonly saving: string | undefined;
  /** Zero-based line of the finding. */
  readonly line: number;
}

/** Settings as the editor sends them for the section `layerCost` (see package.json). */
export interface EditorSettings {
  readonly rules?: Readonly<Record<string, string>>;
  readonly minimumSaving?: string;
  readonly budget?: string | Readonly<Record<string, string>>;
  readonly targets?: readonly string[];
  readonly build?: {
    readonly context?: string;
    readonly target?: string;
    readonly args?: Readonly<Record<string, string>>;
    readonly platform?: string;
    readonly measure?: "stages" | "target";
    readonly secrets?: readonly string[];
    readonly ssh?: readonly string[];
    readonly labels?: Readonly<Record<string, string>>;
    readonly cacheFrom?: readonly string[];
    readonly contexts?: Readonly<Record<string, string>>;
  };
  readonly inlayHints?: { readonly stages?: boolean; readonly instructions?: boolean; readonly minimum?: string };
  readonly codeLens?: boolean;
  readonly hover?: boolean;
  readonly engine?: string;
  readonly registryLookup?: boolean;
  readonly prove?: { readonly command?: string; readonly timeout?: number };
}
