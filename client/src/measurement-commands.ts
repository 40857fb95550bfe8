// What can be done with kept measurements: from the view on what is selected, from the palette on what is picked.
import { commands, type QuickPickItem, Uri, window, workspace } from "vscode";
import { type KeptMeasurement, serverCommands } from "../../server/src/protocol/index";
import type { Command } from "./commands";
import { isDockerfile, nameOf } from "./dockerfiles";
import type { LanguageServer } from "./language-server";
import type { MeasurementDocuments } from "./measurement-documents";
import { describe, type MeasurementList, type MeasurementNode, titleOf } from "./measurement-list";

interface MeasurementItem extends QuickPickItem {
  readonly measurement: KeptMeasurement;
}

/** The commands by their ids. Each gets what it was chosen on and what else is selected; the palette gives neither. */
export function measurementCommands(
  server: LanguageServer,
  list: MeasurementList,
  documents: MeasurementDocuments,
): Record<string, Command> {
  async function pick(title: string, isOffered: (one: KeptMeasurement) => boolean = () => true) {
    const offered = (await list.all()).filter(isOffered);
    if (offered.length === 0) {
      void window.showInformationMessage("There is no measurement for that: build and measure a Dockerfile first.");
      return undefined;
    }
    const picked = await window.showQuickPick(itemsOf(offered), { title, matchOnDescription: true });
    return picked?.measurement;
  }

  /** What a command is about: its row and those selected with it; by a key, what is selected. */
  function chosen(node: unknown, nodes?: unknown): KeptMeasurement[] {
    if (node === "selected") return measurementsIn(list.selection);
    return measurementsIn(Array.isArray(nodes) && nodes.includes(node) ? nodes : [node]);
  }

  const onOne =
    (title: string, run: (measurement: KeptMeasurement) => Promise<void>): Command =>
    async (node) => {
      const measurement = chosen(node)[0] ?? (await pick(title));
      if (measurement) await run(measurement);
    };

  const open: Command = async (node) => {
    const [shown] = chosen(node);
    const measurement = shown ?? (await pick("Open which measurement?"));
    if (measurement) await documents.show(measurement, shown !== undefined);
  };

  async function name(measurement: KeptMeasurement): Promise<void> {
    const given = await window.showInputBox({
      title: `Name of the measurement of ${fileOf(measurement)}`,
      prompt: "Measurements with a name are kept until they are deleted. Leave it empty to take the name away.",
      placeHolder: "phase 1",
      value: measurement.name,
    });
    if (given === undefined) return;
    await server.run(serverCommands.nameMeasurement, [measurement.id, given]);
  }

  const compare: Command = async (node, nodes) => {
    const selected = chosen(node, nodes);
    const first = selected[0] ?? (await pick("Compare which measurement?"));
    if (!first) return;
    const second =
      selected.length === 2
        ? selected[1]
        : await pick(`Compare ${titleOf(first)} (${fileOf(first)}) with…`, ({ id }) => id !== first.id);
    if (!second) return;
    const [before, after] = first.measuredAt <= second.measuredAt ? [first, second] : [second, first];
    await commands.executeCommand("layerCost.compareMeasurements", before.id, after.id);
  };

  const remove: Command = async (node, nodes) => {
    const selected = chosen(node, nodes);
    const picked = selected.length > 0 ? undefined : await pick("Delete which measurement?");
    const going = picked ? [picked] : selected;
    const [first] = going;
    if (!first) return;
    const what =
      going.length === 1
        ? `the measurement ${titleOf(first)} of ${fileOf(first)} (${first.total ?? "size unknown"})`
        : `${going.length} measurements`;
    const answer = await window.showWarningMessage(
      `Delete ${what}?`,
      { modal: true, detail: "Sizes that are shown in the file stay. This cannot be undone." },
      "Delete",
    );
    if (answer === "Delete") await server.run(serverCommands.removeMeasurements, [going.map(({ id }) => id)]);
  };

  async function save(measurement: KeptMeasurement): Promise<void> {
    const { dockerfilePath, name: called } = measurement;
    const content = await server.run<string>(serverCommands.measurementText, [measurement.id]);
    const suggestion = `${(called ?? measurement.target).replace(/[^\w.-]+/g, "-")}.measurement.json`;
    const uri = await window.showSaveDialog({
      title: "Save the measurement",
      saveLabel: "Save",
      defaultUri: Uri.joinPath(Uri.file(dockerfilePath), "..", suggestion),
      filters: { "Measurements of Layer Cost": ["json"] },
    });
    if (!uri) return;
    await workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    window.setStatusBarMessage(`Layer Cost: saved as ${nameOf(uri)}`, 8000);
  }

  async function clear(): Promise<void> {
    const kept = await list.all();
    const named = kept.filter((one) => one.isNamedByUser);
    let options = { named: false };
    if (named.length > 0) {
      const names = named.slice(0, 3).map((one) => `“${one.name}”`);
      const more = named.length > 3 ? ` and ${named.length - 3} more` : "";
      const answer = await window.showWarningMessage(
        `Clear all measurements? ${named.length === 1 ? "One has a name" : `${named.length} have a name`}: ${names.join(", ")}${more}.`,
        { modal: true, detail: "Sizes shown in files become estimates again. This cannot be undone." },
        "Keep Named Ones",
        "Clear All",
      );
      if (answer === undefined) return;
      options = { named: answer === "Clear All" };
    }
    await server.run(serverCommands.clearMeasurements, [undefined, options]);
    window.setStatusBarMessage("Layer Cost: measurements cleared, sizes are estimates again", 8000);
  }

  return {
    "layerCost.openMeasurement": open,
    "layerCost.renameMeasurement": onOne("Name which measurement?", name),
    "layerCost.compareMeasurement": compare,
    "layerCost.deleteMeasurement": remove,
    "layerCost.saveMeasurement": onOne("Save which measurement to a file?", save),
    "layerCost.forgetMeasurements": clear,
  };
}

/** Those of the active Dockerfile first. */
function itemsOf(measurements: readonly KeptMeasurement[]): MeasurementItem[] {
  const active = isDockerfile(window.activeTextEditor) ? window.activeTextEditor.document.uri.fsPath : undefined;
  const isActive = ({ dockerfilePath }: KeptMeasurement) => dockerfilePath === active;
  const sorted = [...measurements.filter(isActive), ...measurements.filter((one) => !isActive(one))];
  return sorted.map((measurement) => ({
    label: titleOf(measurement),
    description: `${fileOf(measurement)} · ${describe(measurement)}`,
    measurement,
  }));
}

function fileOf({ dockerfilePath }: KeptMeasurement): string {
  return nameOf(Uri.file(dockerfilePath));
}

/** The measurements among rows of the view; a file stands for all of its own. */
function measurementsIn(nodes: readonly unknown[]): KeptMeasurement[] {
  const found = nodes.flatMap((node) => {
    const row = node as MeasurementNode | undefined;
    if (row?.kind === "measurement") return [row.measurement];
    return row?.kind === "file" ? row.measurements : [];
  });
  return [...new Map(found.map((measurement) => [measurement.id, measurement])).values()];
}
