// The palette's commands, and the server's own commands as code lenses and code actions name them.
import { commands, type Disposable, type LogOutputChannel, type Uri, window } from "vscode";
import type { FixChoice } from "../../server/src/engine/index";
import { messageOf } from "../../server/src/engine/index";
import { serverCommands } from "../../server/src/protocol/index";
import type { BuildChoosing } from "./build-choices";
import type { BuildRecord, StepRecord } from "./build-records";
import type { Builds } from "./builds";
import type { Comparisons } from "./comparisons";
import { dockerfileFor, isDockerfile } from "./dockerfiles";
import type { EngineReport } from "./engine-report";
import type { ExplainedFiles } from "./explained-files";
import type { LanguageServer } from "./language-server";
import type { Proofs } from "./proofs";
import { timeRebuilds } from "./rebuilds";

interface Parts {
  readonly server: LanguageServer;
  readonly builds: Builds;
  readonly choosing: BuildChoosing;
  readonly explained: ExplainedFiles;
  readonly engineReport: EngineReport;
  readonly proofs: Proofs;
  readonly comparisons: Comparisons;
  readonly log: LogOutputChannel;
  readonly offeredFixes: (uri: Uri) => Promise<void>;
  readonly measurements: Record<string, Command>;
}

/** The first argument of a command names a document: a URI or its text; the palette gives none. */
export type Command = (...args: unknown[]) => Promise<unknown>;

export function registerCommands({
  server,
  builds,
  choosing,
  explained,
  engineReport,
  proofs,
  comparisons,
  log,
  offeredFixes,
  measurements,
}: Parts): Disposable[] {
  const onDockerfile =
    (run: (uri: Uri, options?: unknown) => Promise<void>): Command =>
    async (argument, options) => {
      const node = nodeOf(argument);
      const uri = await dockerfileFor(node?.record.uri ?? argument);
      if (uri) await run(uri, options);
    };
  const activeDockerfile = () =>
    isDockerfile(window.activeTextEditor) ? window.activeTextEditor.document.uri : undefined;
  // From the tree, a command gets what it was chosen on.
  const cancelBuild: Command = (node) => builds.cancel(nodeOf(node)?.record ?? activeDockerfile());
  const showStepLog: Command = (node) =>
    builds.showStepLog(activeDockerfile(), nodeOf(node)?.record, nodeOf(node)?.step);
  const reveal: Command = async (node) => {
    const { record, step } = nodeOf(node) ?? {};
    if (record && step) await builds.reveal(record, step);
  };

  const fixAll = onDockerfile(async (uri) => {
    const applied = await server.run<number>(serverCommands.fixAll, [uri.toString()]);
    if (applied > 0) {
      window.setStatusBarMessage(`Layer Cost: ${counted(applied, "safe fix", "safe fixes")} applied`, 8000);
      return;
    }
    const message = "Layer Cost has no safe fix for this file. Fixes that need your review are in the lightbulb.";
    void window.showInformationMessage(message);
  });

  const showEngine = () => engineReport.show(activeDockerfile());

  // The server's ids are taken: the language client registers them itself, once the server runs.
  const byPalette: Record<string, Command> = {
    "layerCost.buildAndMeasure": onDockerfile((uri) => builds.buildAndMeasure(uri)),
    "layerCost.timeRebuilds": onDockerfile((uri) => timeRebuilds(uri, builds)),
    "layerCost.buildWith": onDockerfile((uri) => builds.buildWith(uri)),
    "layerCost.chooseBuild": onDockerfile((uri) => choosing.chooseAgain(uri)),
    "layerCost.proveFix": onDockerfile((uri) => proofs.proveFix(uri)),
    "layerCost.proveAllFixes": onDockerfile((uri) => proofs.proveAll(uri)),
    "layerCost.compareWithHead": onDockerfile((uri) => comparisons.withHead(uri)),
    "layerCost.saveReport": () => comparisons.saveReport(),
    "layerCost.stopBuild": cancelBuild,
    "layerCost.showStepLog": showStepLog,
    "layerCost.revealInstruction": reveal,
    "layerCost.explainFile": onDockerfile((uri) => explained.show(uri)),
    "layerCost.fixAllSafeFindings": fixAll,
    "layerCost.showOfferedFixes": onDockerfile(offeredFixes),
    "layerCost.showEngine": showEngine,
    ...measurements,
  };
  const byServer: Record<string, Command> = {
    // A code lens brings its target along.
    [serverCommands.build]: onDockerfile((uri, options) => builds.buildAndMeasure(uri, options)),
    // A code action brings its fix along.
    [serverCommands.prove]: onDockerfile(async (uri, choice) => {
      const { title } = (choice ?? {}) as { readonly title?: string };
      await proofs.prove(uri, choice as FixChoice, title === undefined ? "fixes" : `“${title}”`);
    }),
    [serverCommands.compareRevision]: byPalette["layerCost.compareWithHead"]!,
    [serverCommands.compareMeasurements]: (before, after) => comparisons.ofMeasurements(String(before), String(after)),
    [serverCommands.cancelBuild]: cancelBuild,
    [serverCommands.explain]: byPalette["layerCost.explainFile"]!,
    [serverCommands.fixAll]: fixAll,
    [serverCommands.offeredFixes]: byPalette["layerCost.showOfferedFixes"]!,
    [serverCommands.engine]: showEngine,
    [serverCommands.engineReport]: showEngine,
    [serverCommands.clearMeasurements]: measurements["layerCost.forgetMeasurements"]!,
  };
  server.handleCommandsWith((command, args) => {
    const run = byServer[command];
    return run ? inPlainWords(run)(...args) : server.run(command, args);
  });
  return [
    commands.registerCommand("layerCost.showLog", () => log.show()),
    ...Object.entries(byPalette).map(([id, run]) => commands.registerCommand(id, inPlainWords(run))),
  ];
}

/** What of a build a command of the tree was chosen on; undefined where it was called in another way. */
function nodeOf(argument: unknown): { readonly record: BuildRecord; readonly step?: StepRecord } | undefined {
  return typeof argument === "object" && argument !== null && "record" in argument
    ? (argument as { record: BuildRecord; step?: StepRecord })
    : undefined;
}

/** A command that fails says why in a sentence, instead of VS Code's "command resulted in an error". */
function inPlainWords(run: Command) {
  return async (...args: unknown[]): Promise<void> => {
    try {
      await run(...args);
    } catch (error) {
      const reason = messageOf(error);
      const answer = await window.showErrorMessage(`Layer Cost: ${reason}`, "Show Log");
      if (answer) await commands.executeCommand("layerCost.showLog");
    }
  };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
