// What the connected client can do, read once from its capabilities.
import type { InitializeParams } from "vscode-languageserver";
import type { LayerCostInitialization } from "../protocol/index";

export interface ClientAbilities {
  /** It asks for diagnostics, and can be told to ask again; otherwise they are pushed. */
  readonly pullsDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescriptions: boolean;
  /** It answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly refreshesHints: boolean;
  readonly refreshesLenses: boolean;
  /** Edits may name the version that they were made for. */
  readonly versionedEdits: boolean;
  /** Edits may make new files. */
  readonly createsFiles: boolean;
  readonly appliesEdits: boolean;
  readonly createsProgress: boolean;
  readonly markdown: boolean;
  /** It sent initialization options of ours: it knows our notifications. Many clients send empty ones to every server. */
  readonly knowsLayerCost: boolean;
}

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { textDocument, workspace, window } = capabilities ?? {};
  const hoverFormats = textDocument?.hover?.contentFormat;
  const [pushed, pulled] = [textDocument?.publishDiagnostics, textDocument?.diagnostic];
  return {
    pullsDiagnostics: pulled !== undefined && workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: pushed?.relatedInformation === true || pulled?.relatedInformation === true,
    codeDescriptions: pushed?.codeDescriptionSupport === true || pulled?.codeDescriptionSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes("create") === true,
    appliesEdits: workspace?.applyEdit === true,
    createsProgress: window?.workDoneProgress === true,
    markdown: hoverFormats === undefined || hoverFormats.includes("markdown"),
    knowsLayerCost: isOurs(initializationOptions),
  };
}

function isOurs(options: unknown): boolean {
  const { trusted, storagePath } = (options ?? {}) as Record<keyof LayerCostInitialization, unknown>;
  return typeof trusted === "boolean" || typeof storagePath === "string";
}
