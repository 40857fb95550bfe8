// What COPY and ADD bring: context files, downloads, files of other images, and each effect of another stage that lies under the copied path.

import { type ContextFacts, contextPath, isWholeContext } from "../../context-facts";
import type { TextRange } from "../../syntax/types";
import { isMadeAnew } from "../context-clutter";
import { isBigFileName, isFileName, isUnpackedByAdd } from "../file-names";
import { basePopulates } from "../image-references";
import type { InstructionNode, StageNode } from "../nodes";
import { packageManagers } from "../package-managers";
import { baseName, commonFolder, covers, pathUnder, resolvePath } from "../paths";
import type { CopyDetails, Effect } from "../types";
import { noteWrite } from "./configuration";
import type { NewEffect } from "./run-context";
import { coverage, type Draft, type EffectDraft } from "./stage-files";

/** Where the distributions' packages lie: the system's folders and those below `/usr`, libraries by architecture too. */
const systemFolders = /^\/(usr|etc|var|(usr\/)?(lib(64)?|s?bin)(\/[\w-]+-linux-gnu)?|usr\/(share|include|libexec))$/;

/** Adds the copy's effects to its stage and gives their drafts back. */
export function readCopyEffects(
  instruction: InstructionNode,
  details: CopyDetails,
  context: ContextFacts | undefined,
): Draft[] {
  const drafts: Draft[] = [];
  const { stage } = instruction;
  const add = (effect: NewEffect, range = instruction.range, files = false): Draft => {
    const draft: Draft = {
      effect: {
        maybe: false,
        origin: undefined,
        partial: false,
        // A copied effect comes with all the details of its origin; where it happens is this instruction's.
        ...effect,
        id: 0,
        instruction,
        stage,
        shipped: false,
        range,
        command: undefined,
      } as EffectDraft,
      inLayer: true,
      dropped: false,
      files,
    };
    drafts.push(draft);
    stage.files.add(draft);
    return draft;
  };
  const { from, sources, destination, heredocFiles } = details;
  const folder = destination === undefined ? undefined : [destination.replace(/(.)\/$/, "$1")];
  const named = filePaths(instruction, details);
  const paths = named ?? folder;
  if (heredocFiles.length > 0 && folder) noteWrite(stage, folder[0]!);
  if (heredocFiles.length > 0) add({ kind: "write", what: "heredoc", sources: heredocFiles, paths: folder });
  if (sources.length === 0) return drafts;
  const names = sources.map(({ path, word }) => path ?? word.raw);
  if (folder) noteWrite(stage, folder[0]!, names);
  if (from.kind === "context") {
    const what = names.every((name) => remote.test(name)) ? "download" : "context";
    const addresses = what === "download" ? names : undefined;
    add(
      { kind: "write", what, sources: names, paths, ...(addresses && { addresses }) },
      instruction.range,
      named !== undefined,
    );
    if (context) for (const [effect, range] of clutterIn(context, instruction, details)) add(effect, range);
  } else if (from.kind === "stage") {
    for (const source of sources) {
      const single = filePaths(instruction, { ...details, sources: [source] });
      copyFromStage(from.stage as StageNode, source.path, source.word.range, details, single, add);
    }
  } else add({ kind: "write", what: "image-copy", sources: names, paths }, instruction.range, named !== undefined);
  return drafts;
}

const remote = /^(https?|ftp|git|ssh):|^git@/;

/**
 * The files that a COPY or ADD puts in place, one by one, where archives, programs and downloads leave no doubt that they
 * are files; undefined where a source may be a folder.
 */
function filePaths(instruction: InstructionNode, details: CopyDetails): readonly string[] | undefined {
  const { sources, destination, from } = details;
  const names = sources.map(({ path }) => path?.replace(/[?#].*$/, "") ?? "");
  const areFiles = names.every((name) => isBigFileName(name) || (/^(https?|ftp):/.test(name) && !/\.git$/.test(name)));
  if (destination === undefined || names.length === 0 || !areFiles) return undefined;
  // ADD unpacks archives of the context by itself.
  if (instruction.keyword === "ADD" && from.kind === "context" && names.some(isUnpackedByAdd)) return undefined;
  const folder = destination.replace(/(.)\/$/, "$1");
  const isFolder =
    destination.endsWith("/") ||
    names.length > 1 ||
    folder === instruction.workdir ||
    commonFolder.test(folder) ||
    /[*?[]/.test(names[0]!);
  if (isFolder) return names.map((name) => resolvePath(folder, baseName(name))!);
  return isFileName(folder) || names[0]!.includes("://") ? [folder] : undefined;
}

/** What lies in the copied folders and no image needs, by kind. What a source asks for by its own name is no clutter. */
function* clutterIn(
  { clutter }: ContextFacts,
  { syntax }: InstructionNode,
  { sources, destination }: CopyDetails,
): Generator<[NewEffect, TextRange]> {
  if (syntax.flags.some(({ name }) => name === "exclude" || name === "parents")) return;
  for (const { path: source, word } of sources) {
    if (source === undefined || (/[*?[]/.test(source) && !isWholeContext(source))) continue;
    const folder = isWholeContext(source) ? "" : `${contextPath(source)}/`;
    const entries = clutter.filter(({ path }) => path.startsWith(folder));
    for (const what of new Set(entries.map(({ kind }) => kind))) {
      const ofKind = entries.filter(({ kind }) => kind === what);
      const target = destination?.replace(/\/$/, "");
      const paths =
        target === undefined ? undefined : ofKind.map(({ path }) => `${target}/${path.slice(folder.length)}`);
      yield [{ kind: "clutter", what, entries: ofKind, paths }, word.range];
    }
  }
}

function copyFromStage(
  stage: StageNode,
  source: string | undefined,
  range: { readonly start: number; readonly end: number },
  details: CopyDetails,
  /** Where the source lies afterwards, if it is surely a file. */
  named: readonly string[] | undefined,
  add: (effect: NewEffect, range?: { readonly start: number; readonly end: number }, files?: boolean) => Draft,
): void {
  const { destination } = details;
  if (source === undefined) {
    add(
      { kind: "write", what: "generated", sources: [], paths: destination ? [destination] : undefined, partial: true },
      range,
    );
    return;
  }
  let found = false;
  for (const draft of stage.files.visible()) {
    if (!draft.inLayer || /^(remove|rewrite|opaque|base)$/.test(draft.effect.kind)) continue;
    const how = coverage(source, draft);
    if (how === "none") continue;
    if (how === "inside" && isElsewhere(draft, source)) continue;
    // What the stage installs or compiles takes the place of what came from the context.
    if (draft.effect.kind === "clutter" && (how === "inside" || isMadeAnew(draft.effect.what))) continue;
    found = true;
    add(
      {
        ...(draft.effect as Effect),
        maybe: draft.effect.maybe,
        origin: draft.effect as Effect,
        partial: how !== "whole" || draft.effect.partial,
        paths: movedPaths(draft, source, destination),
      } as NewEffect,
      range,
      draft.files,
    );
  }
  const base = stage.root;
  if (basePopulates(base, source)) {
    found = true;
    add(
      { kind: "base-files", base, path: source, paths: destination === undefined ? undefined : [destination] },
      range,
    );
  }
  if (!found)
    add(
      {
        kind: "write",
        what: "generated",
        sources: [source],
        paths: named ?? (destination ? [destination.replace(/(.)\/$/, "$1")] : undefined),
      },
      range,
      named !== undefined,
    );
}

/** A system's packages lie under /usr, but not under /usr/local, and hardly any single copied path is theirs. */
function isElsewhere({ effect }: Draft, source: string): boolean {
  const isOfPackages = effect.kind === "install" || effect.kind === "recommended" || effect.kind === "upgrade";
  if (!isOfPackages || packageManagers[effect.manager].system === undefined) return false;
  return /^\/usr\/local(\/|$)|^\/opt(\/|$)/.test(source) || systemFolders.test(source) === false;
}

/** Where a draft's paths lie after a copy of `source` to `destination`, which ends in `/` if it is a directory for sure. */
export function movedPaths(
  draft: Draft,
  source: string,
  destination: string | undefined,
): readonly string[] | undefined {
  if (destination === undefined) return undefined;
  const folder = destination.replace(/(.)\/$/, "$1");
  const join = (rest: string) => (rest === "" ? folder : folder === "/" ? `/${rest}` : `${folder}/${rest}`);
  return draft.effect.paths?.flatMap((path) => {
    if (!covers(source, path)) return covers(path, source) ? [folder] : [];
    const rest = pathUnder(source, path);
    if (rest === "" && draft.files && (destination.endsWith("/") || folder === ".")) return [join(baseName(path))];
    return [join(rest)];
  });
}
