// `workspace/executeCommand`: the server's commands, each on a document that must be open.
import {
  type CancellationToken,
  ErrorCodes,
  type ExecuteCommandParams,
  MessageType,
  type ProgressToken,
  ResponseError,
  ShowMessageNotification,
  type ShowMessageParams,
} from "vscode-languageserver";
import { engineReport, explainFile, formatClaim } from "../../engine/index";
import { type OfferedFix, serverCommands } from "../../protocol/index";
import type { EngineStatus } from "../engine-status";
import type { ServerContext, View } from "../server-context";
import { fixAllEdits, toWorkspaceEdit } from "../to-lsp";
import { buildChoices, buildOptions } from "./build-choices";
import type { Builds } from "./builds";
import { offeredFixesOf, otherFilesFor } from "./code-actions";
import { compareMeasurements, compareRevision } from "./comparisons";
import { explainKept, keptText, listMeasurements, nameKept, removeKept } from "./measurements";
import { fixChoice, prove } from "./proofs";

/** Milliseconds that a text which is asked for once waits for facts that are on their way. */
const factsPatience = 2_000;

/** The parts of the running server that commands work with. */
interface CommandParts {
  readonly context: ServerContext;
  readonly builds: Builds;
  readonly engine: EngineStatus;
}

type Handler = (parts: CommandParts, args: readonly unknown[], run: CommandRun) => unknown;

interface CommandRun {
  readonly progress: ProgressToken | undefined;
  readonly cancellation: CancellationToken;
}

const handlers: Readonly<Record<string, Handler>> = {
  [serverCommands.build]: async ({ context, builds, engine }, [uri, options], { progress, cancellation }) => {
    const { snapshot } = openView(context, uri);
    const summary = await builds.build(snapshot.uri, buildOptions(options), progress, cancellation);
    engine.lookAfter(snapshot.uri, summary);
    return summary;
  },
  [serverCommands.cancelBuild]: ({ builds }, [uri, build]) =>
    typeof uri === "string" && builds.cancel(uri, typeof build === "number" ? build : undefined),
  [serverCommands.explain]: async ({ context }, [uri]) => {
    await allKnown(context, openView(context, uri).snapshot.uri);
    const { analysis, pricing } = openView(context, uri).snapshot;
    return explainFile(analysis, pricing);
  },
  [serverCommands.engine]: ({ engine }, [uri]) => engine.look(typeof uri === "string" ? uri : undefined),
  [serverCommands.engineReport]: async ({ engine }, [uri]) =>
    engineReport(await engine.look(typeof uri === "string" ? uri : undefined)),
  [serverCommands.clearMeasurements]: async ({ context }, [uri, options]) => {
    const named = (options as { readonly named?: unknown } | null | undefined)?.named === true;
    await context.session.clearMeasurements(typeof uri === "string" ? uri : undefined, { named });
    return null;
  },
  [serverCommands.measurements]: ({ context }) => listMeasurements(context),
  [serverCommands.explainMeasurement]: ({ context }, [id]) => explainKept(context, id),
  [serverCommands.measurementText]: ({ context }, [id]) => keptText(context, id),
  [serverCommands.nameMeasurement]: ({ context }, [id, name]) => nameKept(context, id, name),
  [serverCommands.removeMeasurements]: ({ context }, [ids]) => removeKept(context, ids),
  [serverCommands.fixAll]: async ({ context }, [uri]) => {
    await context.ready(openView(context, uri).snapshot.uri);
    return fixAll(context, openView(context, uri));
  },
  [serverCommands.offeredFixes]: async ({ context }, [uri]) => {
    await context.ready(openView(context, uri).snapshot.uri);
    return offeredFixes(context, openView(context, uri));
  },
  [serverCommands.buildChoices]: async ({ context }, [uri, options]) => {
    await context.ready(openView(context, uri).snapshot.uri);
    return buildChoices(context, openView(context, uri), buildOptions(options).target);
  },
  [serverCommands.prove]: async ({ context, builds, engine }, [uri, choice, options], { progress, cancellation }) => {
    const { snapshot } = openView(context, uri);
    const chosen = fixChoice(choice);
    if (!chosen) throw new ResponseError(ErrorCodes.InvalidParams, "Say which fix to prove.");
    const given = { context, builds, uri: snapshot.uri, choice: chosen, options: buildOptions(options) };
    const summary = await prove(given, progress, cancellation);
    engine.lookAfter(snapshot.uri, summary);
    return summary;
  },
  [serverCommands.compareMeasurements]: async ({ context }, [before, after]) => {
    if (typeof before !== "string" || typeof after !== "string")
      throw new ResponseError(ErrorCodes.InvalidParams, "Name two measurements to compare.");
    return compareMeasurements(context, before, after);
  },
  [serverCommands.compareRevision]: async ({ context, builds, engine }, [uri, asked], { progress, cancellation }) => {
    const { snapshot } = openView(context, uri);
    const { revision } = (asked ?? {}) as Record<string, unknown>;
    const given = {
      context,
      builds,
      uri: snapshot.uri,
      revision: typeof revision === "string" && revision !== "" ? revision : "HEAD",
      options: buildOptions(asked),
    };
    const summary = await compareRevision(given, progress, cancellation);
    engine.lookAfter(snapshot.uri, summary);
    return summary;
  },
  [serverCommands.review]: ({ context }, [text]) => {
    if (typeof text !== "string") return null;
    // A notification: nobody has to answer it.
    const shown: ShowMessageParams = { type: MessageType.Info, message: `Please review: ${text}` };
    void context.connection.sendNotification(ShowMessageNotification.type, shown);
    return null;
  },
};

/** Runs one of the server's commands; rejects with a sentence for the user. */
export async function runCommand(
  parts: CommandParts,
  params: ExecuteCommandParams,
  cancellation: CancellationToken,
): Promise<unknown> {
  const handler = Object.hasOwn(handlers, params?.command) ? handlers[params.command] : undefined;
  if (!handler) throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${params.command}.`);
  const args = Array.isArray(params.arguments) ? params.arguments : [];
  return handler(parts, args, { progress: params.workDoneToken, cancellation });
}

/** Resolves when no fact is on its way any more, or after a moment: an engine that is slow is no reason to wait. */
async function allKnown(context: ServerContext, uri: string): Promise<void> {
  await context.ready(uri);
  const patience = new Promise<void>((resolve) => context.scheduler.after(factsPatience, resolve));
  await Promise.race([context.session.settled(uri), patience]);
}

function openView(context: ServerContext, uri: unknown): View {
  const view = typeof uri === "string" ? context.view(uri) : undefined;
  if (!view) throw new ResponseError(ErrorCodes.InvalidParams, "Open the Dockerfile first: this file is not open.");
  return view;
}

/** Applies all safe fixes through the client; how many, or 0 when the client did not apply them. */
async function fixAll(context: ServerContext, view: View): Promise<number> {
  const fixed = context.session.fixAll(view.snapshot.uri, otherFilesFor(context));
  if (!fixed || fixed.applied === 0) return 0;
  if (!context.abilities.appliesEdits) {
    throw new ResponseError(ErrorCodes.InvalidRequest, "This editor does not apply edits that a server sends.");
  }
  const edit = toWorkspaceEdit(context, view, fixAllEdits(view, fixed));
  const { applied, failureReason } = await context.connection.workspace.applyEdit({
    label: "Fix all safe findings",
    edit,
  });
  if (!applied) {
    const reason = failureReason ? `: ${failureReason}` : "";
    throw new ResponseError(ErrorCodes.InvalidRequest, `The editor did not apply the fixes${reason}.`);
  }
  return fixed.applied;
}

function offeredFixes(context: ServerContext, view: View): OfferedFix[] {
  const { snapshot, document } = view;
  const offered = snapshot.pricing.findings.flatMap((priced) => {
    const { finding, saving } = priced;
    return offeredFixesOf(context, view, priced).map(({ fix, title }) => ({
      findingId: finding.id,
      rule: finding.rule.id,
      title,
      fix: fix.title,
      applicability: fix.applicability,
      review: fix.applicability === "safe" ? undefined : fix.review,
      saving: formatClaim(saving),
      line: document.positionAt(finding.range.start).line,
    }));
  });
  const safeFirst = (fix: OfferedFix) => (fix.applicability === "safe" ? 0 : 1);
  return offered.sort((one, other) => safeFirst(one) - safeFirst(other));
}
