// Time Rebuilds: which kinds are wanted, and whether everything may run without cache, before the build begins.
import { type QuickPickItem, type Uri, window } from "vscode";
import { type RebuildKind, rebuildLabel } from "../../server/src/engine/index";
import type { Builds } from "./builds";
import { nameOf } from "./dockerfiles";

interface Choice extends QuickPickItem {
  readonly rebuild: RebuildKind;
}

const details: Readonly<Record<RebuildKind, string>> = {
  warm: "The same build again: what the cache leaves to do",
  "code-change": "One source file changed, in a copy of the build context",
  "dependency-change": "A manifest such as package.json changed, in a copy of the build context",
  cold: "Every instruction runs again; base images and the cache stay where they are",
};

/** Asks which rebuilds to time, builds, and times them. Nothing happens when the user thinks better of it. */
export async function timeRebuilds(uri: Uri, builds: Builds): Promise<void> {
  const choices = (Object.keys(details) as RebuildKind[]).map((rebuild): Choice => {
    const label = rebuildLabel(rebuild);
    const picked = rebuild !== "cold";
    return { rebuild, label: label[0]!.toUpperCase() + label.slice(1), detail: details[rebuild], picked };
  });
  const picked = await window.showQuickPick(choices, {
    canPickMany: true,
    title: `Time rebuilds of ${nameOf(uri)}`,
    placeHolder: "Built first, then built again each way",
  });
  if (!picked || picked.length === 0) return;
  const kinds = picked.map(({ rebuild }) => rebuild);
  if (kinds.includes("cold") && !(await mayRunAll(uri))) return;
  await builds.buildAndMeasure(uri, { rebuilds: kinds });
}

async function mayRunAll(uri: Uri): Promise<boolean> {
  const run = "Run Without Cache";
  const answer = await window.showWarningMessage(
    `Run every instruction of ${nameOf(uri)} again?`,
    { modal: true, detail: "A build without cache downloads and compiles everything anew. Your build cache is kept." },
    run,
  );
  return answer === run;
}
