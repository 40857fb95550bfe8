// What the connected client can do, read once from its capabilities.
import type { InitializeParams } from "vscode-languageserver";

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
  readonly appliesEdits: boolean;
  readonly createsProgress: boolean;
  readonly markdown: boolean;
  /** It sent our own initialization options: it knows our notifications. */
  readonly knowsLayerCost: boolean;
}

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): ClientAbilities {
  const { textDocument, workspace, window } = capabilities ?? {};
  const hoverFormats = textDocument?.hover?.contentFormat;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation === true,
    codeDescriptions: textDocument?.publishDiagnostics?.codeDescriptionSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    appliesEdits: workspace?.applyEdit === true,
    createsProgress: window?.workDoneProgress === true,
    markdown: hoverFormats === undefined || hoverFormats.includes("markdown"),
    knowsLayerCost: typeof initializationOptions === "object" && initializationOptions !== null,
  };
}
