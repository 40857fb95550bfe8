// Custom messages between the editor and the server: names and types only.
import type { EngineDescription } from "../engine/index";

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

/** `workspace/executeCommand`: the server's commands. The first argument is a document's URI. */
export const serverCommands = {
  /** [uri, { target?, noCache?, keepTag?, measure?, rebuilds? }?] → BuildSummary; names and values as in BuildRequest */
  build: "layerCost.build",
  /** [uri] → boolean: was one running */
  cancelBuild: "layerCost.cancelBuild",
  /** [uri] → string, the explained file */
  explain: "layerCost.explain",
  /** [uri?] → EngineDescription */
  engine: "layerCost.engine",
  /** [uri?] → string: what is known of the engine, or where none was found, for people */
  engineReport: "layerCost.engineReport",
  /** [uri?] → null */
  clearMeasurements: "layerCost.clearMeasurements",
  /** [uri] → number of fixes applied through workspace/applyEdit */
  fixAll: "layerCost.fixAll",
  /** [uri] → OfferedFix[]: what the code lens's "saves up to" lists */
  offeredFixes: "layerCost.offeredFixes",
  /** [text] → null: tells what to review, after a fix that needs it was applied */
  review: "layerCost.review",
} as const;

export interface BuildSummary {
  readonly kind: "measured" | "failed" | "cancelled" | "unavailable" | "refused";
  /** One sentence for the user. */
  readonly message: string;
}

export interface OfferedFix {
  readonly findingId: string;
  readonly rule: string;
  /** The title of the code action that applies it. */
  readonly title: string;
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
}
