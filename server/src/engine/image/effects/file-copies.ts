// cp, mv, install, rsync: files that lie elsewhere, or twice, afterwards.
import type { RunCommand } from "../commands";
import { commonFolder, parentPath, resolvePath } from "../paths";
import type { Effect } from "../types";
import { noteWrite } from "./configuration";
import { movedPaths } from "./copy-effects";
import type { RunContext } from "./run-context";
import { coverage, coversAll } from "./stage-files";

/** Reads `cp`, `mv`, `install` and `rsync`; `operands` are its words without flags. */
export function copyFiles(context: RunContext, command: RunCommand, operands: readonly (string | undefined)[]): void {
  const values = command.arguments.map(({ value }) => value);
  if (command.program === "install" && values.some((value) => /^(-[a-zA-Z]*d[a-zA-Z]*|--directory)$/.test(value ?? "")))
    return;
  const at = values.findIndex((value) => /^(-t|--target-directory)$/.test(value ?? ""));
  const target = values[at + 1];
  const folder =
    at === -1 ? values.map((value) => /^--target-directory=(.+)$/.exec(value ?? "")?.[1]).find(Boolean) : target;
  const written = folder === undefined ? operands.at(-1) : `${folder}/`;
  const path = written === undefined ? undefined : resolvePath(command.workdir, written);
  const from = folder === undefined ? operands.slice(0, -1) : operands.filter((operand) => operand !== folder);
  if (written === undefined || path === undefined || from.length === 0) return;
  const sources = from.flatMap((source) => (source === undefined ? [] : (resolvePath(command.workdir, source) ?? [])));
  if (sources.some((source) => source.startsWith("/dev/") || source.startsWith("/proc/"))) return;
  const isFolder = /(\/|^\.{1,2}|\/\.{1,2})$/.test(written) || sources.length > 1 || commonFolder.test(path);
  const destination = isFolder && path !== "/" ? `${path}/` : path;
  noteWrite(context.stage, path, sources);
  const isMove = command.program === "mv";
  const strips = command.program === "install" && values.some((value) => /^(-[a-zA-Z]*s|--strip)$/.test(value ?? ""));
  const carried = sources.map(
    (source) =>
      (isMove && moveOwn(context, source, destination)) ||
      carryCompiled(context, command, source, destination, { hides: isMove, strips }),
  );
  if (!carried.includes(true)) context.add(command, { kind: "write", what: "generated", sources, paths: [path] });
}

/** The folder that holds a moved path; `a/*` stands for all of `a`. */
function folderOf(source: string): string {
  return parentPath(source.replace(/\/\*$/, ""));
}

/** Files made in this RUN lie elsewhere now. False where the source is none of them. */
function moveOwn(context: RunContext, source: string, destination: string): boolean {
  let moved = false;
  for (const draft of context.present()) {
    const { effect } = draft;
    // `tar xf a.tgz && mv a-1.0 /opt/a`: what was unpacked here is that folder.
    const isUnpacked =
      effect.kind === "write" && effect.what === "archive-contents" && effect.paths?.[0] === folderOf(source);
    if (!isUnpacked && !coversAll(source, draft)) continue;
    moved = true;
    effect.paths = isUnpacked ? [destination.replace(/(.)\/$/, "$1")] : movedPaths(draft, source, destination);
    if (effect.kind === "compile") effect.outputs = effect.paths ?? [];
  }
  return moved;
}

/**
 * What was compiled and is copied elsewhere is there twice, symbols included; after an `mv` out of an earlier layer
 * only the new place is seen, and after an `install -s` the copy has no symbols. False where the source is nothing of that.
 */
function carryCompiled(
  context: RunContext,
  command: RunCommand,
  source: string,
  destination: string,
  { hides, strips }: { readonly hides: boolean; readonly strips: boolean },
): boolean {
  const copies = new Map<unknown, Effect>();
  for (const draft of [...context.files.visible()]) {
    const effect = draft.effect as Effect;
    if (!isCompiled(effect) || (strips && effect.kind === "symbols")) continue;
    const how = coverage(source, draft);
    if (how === "none" || how === "some") continue;
    const copy = {
      ...effect,
      origin: effect,
      partial: how === "inside" || effect.partial,
      maybe: effect.maybe || command.maybe,
      paths: movedPaths(draft, source, destination),
    };
    if (copy.kind === "symbols") copy.of = copies.get(copy.of) ?? copy.of;
    copies.set(effect, context.add(command, copy, { files: draft.files }).effect as Effect);
    if (hides && how === "whole" && !command.maybe) context.files.hide(draft);
  }
  return copies.size > 0;
}

function isCompiled(effect: Effect): boolean {
  return effect.kind === "compile" || (effect.kind === "symbols" && effect.tool !== "wheels");
}
