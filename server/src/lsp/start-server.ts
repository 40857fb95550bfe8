// The language server on a connection: which message goes to which handler, and what is answered when it cannot be.
import {
  type CancellationToken,
  CodeActionRequest,
  CodeLensRequest,
  type Connection,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticRequest,
  ErrorCodes,
  ExecuteCommandRequest,
  HoverRequest,
  type InitializeResult,
  InlayHintRequest,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  WorkDoneProgressCancelNotification,
} from "vscode-languageserver";
import { trustGranted } from "../protocol/index";
import { applyChanges, changedUris, createDocument, offsetOf, rangeOf, uriOf } from "./from-lsp";
import { codeActionsFor } from "./handlers/code-actions";
import { lensesOf } from "./handlers/code-lenses";
import { runCommand } from "./handlers/commands";
import { pullDiagnostics } from "./handlers/diagnostics";
import { hoverAt } from "./handlers/hover";
import { hintsIn } from "./handlers/inlay-hints";
import { RunningServer } from "./running-server";
import type { Runtime } from "./runtime";
import type { ServerContext, View } from "./server-context";

/** A server at work. */
export interface Serving {
  /** Ends everything; resolves when running builds have ended. */
  stop(): Promise<void>;
  /** Whether the client asked for the shutdown, as a clean end needs. */
  wasShutDown(): boolean;
}

/**
 * Serves one client until the connection ends; ending the process is the business of who called, after `stop`.
 */
export function startServer(connection: Connection, runtime: Runtime): Serving {
  const documents = new TextDocuments({ create: createDocument, update: applyChanges });
  let server: RunningServer | undefined;
  let shutDown = false;

  connection.onInitialize((params): InitializeResult => {
    if (server) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is initialized already.");
    server = new RunningServer(connection, runtime, documents, params);
    // The library sets its own handler during `initialize`; it knows nothing of tokens that came from the client.
    connection.onNotification(WorkDoneProgressCancelNotification.type, ({ token }) => {
      server?.builds.cancelProgress(token);
    });
    return server.initializeResult;
  });
  connection.onInitialized(() => server?.registerForChanges());
  async function stop(): Promise<void> {
    if (shutDown) return;
    shutDown = true;
    await server?.dispose();
  }
  connection.onShutdown(stop);

  /** The server, or an error that says why there is none for this request. */
  function running(): RunningServer {
    if (shutDown) throw new ResponseError(ErrorCodes.InvalidRequest, "The server was shut down.");
    if (!server) throw new ResponseError(ErrorCodes.ServerNotInitialized, "The server is not initialized.");
    return server;
  }

  /**
   * Answers a request about a document from the version that the client meant: the one of the last change before the
   * request. Where that changed while settings were awaited, the answer is an error, never a wrong position.
   */
  function onDocument<P, R>(
    nothing: R,
    answer: (context: ServerContext, view: View, params: P) => R,
    waits?: (context: ServerContext, uri: string) => Promise<void>,
  ) {
    return async (params: P, token: CancellationToken): Promise<R> => {
      const { context } = running();
      const uri = uriOf(params);
      const version = documents.get(uri)?.version;
      if (version === undefined) return nothing;
      await Promise.race([context.ready(uri), cancelled(token)]);
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled.");
      const view = context.view(uri);
      if (view?.snapshot.version !== version) {
        throw new ResponseError(LSPErrorCodes.ContentModified, "The document changed.", { retriggerRequest: true });
      }
      const asKnownNow = answer(context, view, params);
      if (!waits || view.snapshot.pricing.pending === 0) return asKnownNow;
      await Promise.race([waits(context, uri), cancelled(token)]);
      const later = context.view(uri);
      return later?.snapshot.version === version ? answer(context, later, params) : asKnownNow;
    };
  }

  // Not `connection.onHover` and its like: they keep a progress reporter of every request for ever.
  connection.onRequest(
    HoverRequest.type,
    onDocument(null, (context, view, params) => hoverAt(context, view, offsetOf(view.document, params.position))),
  );
  connection.onRequest(CodeActionRequest.type, onDocument([], codeActionsFor));
  connection.onRequest(CodeLensRequest.type, onDocument([], lensesOf, sizesKnown));
  connection.onRequest(
    InlayHintRequest.type,
    onDocument([], (_context, view, params) => hintsIn(view, rangeOf(view.document, params.range)), sizesKnown),
  );
  connection.onRequest(
    DocumentDiagnosticRequest.type,
    onDocument({ kind: "full", items: [] }, (context, view, params) =>
      pullDiagnostics(context, view, params.previousResultId),
    ),
  );
  connection.onRequest(ExecuteCommandRequest.type, (params, token) => runCommand(running(), params, token));

  connection.onNotification(trustGranted, () => server?.trust());
  connection.onDidChangeConfiguration((params) => server?.configurationChanged(params?.settings));
  connection.onDidChangeWatchedFiles((params) => server?.filesChanged(changedUris(params)));
  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
    server?.foldersChanged(event.added, event.removed);
  });
  documents.onDidOpen(({ document }) => server?.opened(document));
  documents.onDidChangeContent(({ document }) => server?.changed(document));
  documents.onDidSave(() => server?.diskChanged());
  documents.onDidClose(({ document }) => server?.closed(document.uri));
  documents.listen(connection);
  connection.listen();
  return { stop, wasShutDown: () => shutDown };
}

/** Milliseconds that sizes beside the text wait for facts that are on their way: shown at once, they would change twice. */
const factsPatience = 1_000;

/** Resolves when no size that the document shows is about to change, or after a moment. */
async function sizesKnown({ session, scheduler }: ServerContext, uri: string): Promise<void> {
  let giveUp = () => {};
  const patience = new Promise<void>((resolve) => (giveUp = scheduler.after(factsPatience, resolve)));
  await Promise.race([session.still(uri), patience]);
  giveUp();
}

async function cancelled(token: CancellationToken): Promise<void> {
  // A token that was cancelled before its request began fires no event.
  if (token.isCancellationRequested) return;
  await new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
}
