// chown, chgrp, chmod: files of earlier layers that get another owner or mode are stored once more.
import type { RunCommand } from "../commands";
import { isBigFileName } from "../file-names";
import { parentPath, resolvePath } from "../paths";
import type { Effect } from "../types";
import { isWeighty } from "../weight";
import type { RunContext } from "./run-context";
import { coversAll, type Draft } from "./stage-files";
import { findRoots } from "./strip-steps";

interface Change {
  readonly change: "owner" | "mode";
  readonly recursive: boolean;
  readonly targets: readonly string[];
}

/** Adds what the command rewrites of earlier layers; nothing where that is not known to be of any weight. */
export function readOwnership(context: RunContext, command: RunCommand): void {
  const change = readChange(command);
  if (change === undefined) return;
  const targets = change.targets.filter((target) => target !== "/" && !context.isMounted(target));
  if (targets.length === 0) return;
  const rewrites: Effect[] = [];
  const hit = new Set<string>();
  let isFelt = false;
  let partial = false;
  for (const draft of context.earlierNear(targets)) {
    const { kind } = draft.effect;
    if (kind === "remove" || kind === "opaque" || kind === "base" || !draft.inLayer) continue;
    const part = targets.find((one) => isLibrariesOf(one, draft));
    const target = part ?? targets.find((one) => coversAll(one, draft));
    if (target === undefined || (part === undefined && !change.recursive && !isBigFile(target, draft))) continue;
    partial ||= part !== undefined;
    hit.add(target);
    rewrites.push(draft.effect as Effect);
    isFelt ||= isWeighty(draft.effect as Effect) && !draft.effect.maybe;
  }
  if (!isFelt) return;
  const { recursive } = change;
  context.add(command, {
    kind: "rewrite",
    change: change.change,
    recursive,
    targets,
    rewrites,
    paths: [...hit],
    partial,
  });
}

/** Exactly this file, and one that is no script: `chmod +x` of a downloaded program. */
function isBigFile(target: string, { effect, files }: Draft): boolean {
  const [path, ...others] = effect.paths ?? [];
  if (path === undefined || others.length > 0 || path.split("/").length !== target.split("/").length) return false;
  if (effect.kind === "compile" || effect.kind === "symbols") return files;
  if (effect.kind !== "write" || !files) return false;
  return effect.what === "download" || isBigFileName(path);
}

/** `chmod +x DIR/*.so`: the libraries of a folder, which are most of it. */
function isLibrariesOf(target: string, { effect, files }: Draft): boolean {
  const isMade = effect.kind === "write" || effect.kind === "compile" || effect.kind === "base-files";
  return (
    isMade && !files && /\/\*\.(so[.*\d]*|jar|war)$/.test(target) && effect.paths?.includes(parentPath(target)) === true
  );
}

function readChange(command: RunCommand): Change | undefined {
  const { program } = command;
  if (program === "find") return readFind(command);
  if (!/^(chown|chgrp|chmod)$/.test(program)) return undefined;
  const change = program === "chmod" ? "mode" : "owner";
  const values = command.arguments.map(({ value }) => value);
  const recursive = values.some((value) => /^(-[a-zA-Z]*R[a-zA-Z]*|--recursive)$/.test(value ?? ""));
  if (command.moreArguments) return readPipe(command, change);
  const operands = values.filter((value) => value === undefined || !/^(-[RcfvhHLP]+|--.*)$/.test(value));
  const hasReference = values.some((value) => value?.startsWith("--reference"));
  const targets = operands.slice(hasReference ? 0 : 1).flatMap((operand) => {
    // `DIR/*` recursively is all of the folder.
    return operand === undefined ? [] : (resolvePath(command.workdir, operand) ?? []);
  });
  return { change, recursive, targets: targets.map((target) => target.replace(/(.)\/+$/, "$1")) };
}

/** Tests that let through only some of the files. */
const selects =
  /^(-i?(name|path|regex|wholename)|-size|-[acm]?(time|min)|-newer.*|-perm|-user|-group|-uid|-gid|-nouser|-nogroup|-empty|-maxdepth|-prune|-not|!)$/;

function readFind(command: RunCommand): Change | undefined {
  const values = command.arguments.map(({ value }) => value);
  const at = values.findIndex((value) => /^-exec(dir)?$/.test(value ?? ""));
  const program = at === -1 ? "" : (values[at + 1] ?? "");
  if (!/^(chown|chgrp|chmod)$/.test(program)) return undefined;
  return isWholeTree(values) ? fromRoots(command, program === "chmod" ? "mode" : "owner") : undefined;
}

/** `find DIR -print0 | xargs -0 chmod …` */
function readPipe(command: RunCommand, change: Change["change"]): Change | undefined {
  const { pipedFrom } = command;
  if (pipedFrom?.program !== "find" || !isWholeTree(pipedFrom.arguments.map(({ value }) => value))) return undefined;
  return fromRoots(pipedFrom, change);
}

/** All of the files: neither a choice among them nor folders alone. */
function isWholeTree(values: readonly (string | undefined)[]): boolean {
  const type = values.indexOf("-type");
  return !values.some((value) => selects.test(value ?? "")) && (type === -1 || values[type + 1] === "f");
}

function fromRoots(command: RunCommand, change: Change["change"]): Change {
  return { change, recursive: true, targets: findRoots(command).flatMap((root) => root ?? []) };
}
