// Time Rebuilds: which kinds are wanted, whether the image is checked as well, and whether everything may run without cache.
import { type QuickPickItem, type Uri, window } from "vscode";
import { type RebuildKind, rebuildLabel } from "../../server/src/engine/index";
import type { Builds } from "./builds";
import { nameOf } from "./dockerfiles";

interface Choice extends QuickPickItem {
  readonly what: RebuildKind | "check";
}

const details: Readonly<Record<RebuildKind, string>> = {
  warm: "The same build again: what the cache leaves to do",
  "code-change": "One source file changed, in a copy of the build context",
  "dependency-change": "A manifest such as package.json changed, in a copy of the build context",
  cold: "Every instruction runs again; base images and the cache stay where they are",
};

const check: Choice = {
  what: "check",
  label: "Check that the image works",
  detail: "Runs it once: its health check must pass, or its own command start, or what layerCost.prove.command says",
};

/** Asks which rebuilds to time, builds, and times them. Nothing happens when the user thinks better of it. */
export async function timeRebuilds(uri: Uri, builds: Builds): Promise<void> {
  const choices = (Object.keys(details) as RebuildKind[]).map((rebuild): Choice => {
    const label = rebuildLabel(rebuild);
    const picked = rebuild !== "cold";
    return { what: rebuild, label: label[0]!.toUpperCase() + label.slice(1), detail: details[rebuild], picked };
  });
  const picked = await window.showQuickPick([...choices, check], {
    canPickMany: true,
    title: `Time rebuilds of ${nameOf(uri)}`,
    placeHolder: "Built first, then built again each way",
  });
  if (!picked || picked.length === 0) return;
  const kinds = picked.flatMap(({ what }) => (what === "check" ? [] : what));
  if (kinds.includes("cold") && !(await mayRunAll(uri))) return;
  await builds.buildAndMeasure(uri, { rebuilds: kinds, check: picked.includes(check) });
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
