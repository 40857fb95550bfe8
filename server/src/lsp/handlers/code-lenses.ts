// Code lenses on the FROM of a target: build it, what it comes to, and what the offered fixes would save.
import type { CodeLens, Command } from "vscode-languageserver";
import { formatClaim, formatTotal, type Stage } from "../../engine/index";
import { serverCommands } from "../../protocol/index";
import type { ServerContext, View } from "../server-context";
import { firstLineOf } from "../to-lsp";

export function lensesOf(context: ServerContext, view: View): CodeLens[] {
  const { snapshot, document } = view;
  if (!snapshot.settings.codeLens) return [];
  return snapshot.analysis.image.targets.flatMap((target) => {
    const range = firstLineOf(document, target.from.range);
    return commandsFor(context, view, target).map((command) => ({ range, command }));
  });
}

function commandsFor(context: ServerContext, { snapshot }: View, target: Stage): Command[] {
  const { uri, pricing, building, path } = snapshot;
  const commands: Command[] = [];
  if (building) {
    commands.push({ title: "Building… (cancel)", command: serverCommands.cancelBuild, arguments: [uri] });
  } else if (context.trusted && path !== undefined) {
    const options = { target: target.name ?? String(target.index) };
    commands.push({ title: "Build and measure", command: serverCommands.build, arguments: [uri, options] });
  }
  const price = pricing.stages.find(({ stage }) => stage === target);
  const total = price && formatTotal(price.total);
  if (total !== undefined) {
    commands.push({ title: total, command: serverCommands.explain, arguments: [uri] });
  }
  const saving = pricing.savings.get(target);
  const saved = saving && formatClaim(saving);
  if (saving && saving.kind !== "unknown" && saved !== undefined && mostOf(saving) > 0) {
    // "Up to" already says that it is not exact.
    const title = `saves up to ${saved.replace(/^≈ /, "")}`;
    commands.push({ title, command: serverCommands.offeredFixes, arguments: [uri] });
  }
  return commands;
}

function mostOf(claim: { readonly bytes: number } | { readonly high: number }): number {
  return "bytes" in claim ? claim.bytes : claim.high;
}
