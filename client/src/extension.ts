// The extension's entry: starts the bundled language server and wires commands, status, log and trust to it.
import { type ExtensionContext, window, workspace } from "vscode";
import { trustGranted } from "../../server/src/protocol/index";
import { BuildChoosing } from "./build-choices";
import { BuildLogs } from "./build-logs";
import { BuildRecords } from "./build-records";
import { BuildView } from "./build-view";
import { Builds } from "./builds";
import { registerCommands } from "./commands";
import { Comparisons } from "./comparisons";
import { EngineReport } from "./engine-report";
import { ExplainedFiles } from "./explained-files";
import { LanguageServer } from "./language-server";
import { measurementCommands } from "./measurement-commands";
import { MeasurementDocuments } from "./measurement-documents";
import { MeasurementList } from "./measurement-list";
import { showOfferedFixes } from "./offered-fixes";
import { Proofs } from "./proofs";
import { StatusItems } from "./status-items";

let server: LanguageServer | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("Layer Cost", { log: true });
  server = new LanguageServer(context, log);
  const engineReport = new EngineReport(server);
  const records = new BuildRecords();
  const view = new BuildView(records);
  const logs = new BuildLogs(records);
  const choosing = new BuildChoosing(server, context.workspaceState);
  const builds = new Builds(server, log, { records, view, logs, choosing });
  const proofs = new Proofs(server, builds, log);
  const comparisons = new Comparisons(server, builds, log);
  const explained = new ExplainedFiles(server);
  const status = new StatusItems(server);
  const measurements = new MeasurementList(server);
  const measured = new MeasurementDocuments(server);
  context.subscriptions.push(
    log,
    view,
    logs,
    builds,
    explained,
    engineReport,
    proofs,
    comparisons,
    status,
    measurements,
    measured,
    ...registerCommands({
      server,
      builds,
      choosing,
      explained,
      engineReport,
      proofs,
      comparisons,
      log,
      offeredFixes: (uri) => showOfferedFixes(server!, uri),
      measurements: measurementCommands(server, measurements, measured),
    }),
    workspace.onDidGrantWorkspaceTrust(() => server?.notify(trustGranted)),
  );
  await server.start();
  // Granted while the server started, it would not have heard of it.
  if (workspace.isTrusted) server.notify(trustGranted);
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
