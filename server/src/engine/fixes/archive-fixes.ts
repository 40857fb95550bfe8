// Keeps an archive out of the layer: removed in the RUN that downloads it, unpacked by ADD, or mounted.
import { isProgramArchive, readUnpacking } from "../image/archives";
import type { RunCommand } from "../image/commands";
import { covers, resolvePath } from "../image/paths";
import { laterInstructions } from "../image/shipping";
import type { Command, Effect, ImageModel, Instruction } from "../image/types";
import { expandWord } from "../image/variables";
import type { Edit, Fix } from "../rules/define-rule";
import type { Word } from "../syntax/types";
import { bindInstead } from "./bind-mounts";
import { runsUnknownScript } from "./cache-reliance";
import { deleteCommands, joinRuns } from "./command-edits";
import { replaceRange } from "./instruction-edits";
import { commandUses, usersOf } from "./path-readers";
import { deleteRemovals, isRemoval } from "./removal-edits";
import { appendToRun, isInInnerScript, privilegePrefix, runsThrough } from "./run-edits";

type WriteEffect = Extract<Effect, { kind: "write" }>;

interface Use {
  readonly instruction: Instruction;
  readonly command: Command;
}

const removed = new WeakMap<ImageModel, ReadonlySet<Effect>>();

/** Does a later layer remove it? */
export function isRemoved(image: ImageModel, effect: Effect): boolean {
  let all = removed.get(image);
  if (all === undefined) {
    all = new Set(image.effects.flatMap((one) => (one.kind === "remove" ? one.removes : [])));
    removed.set(image, all);
  }
  return all.has(effect);
}

/** Ways to keep the archive out of the image, the best one first. */
export function removeArchive(image: ImageModel, effect: WriteEffect, path: string, use: Use): readonly Fix[] {
  const { instruction } = effect;
  if (instruction.keyword !== "RUN") {
    return [...unpackByAdd(image, effect, path, use), ...bindInstead(image, effect, path)];
  }
  return use.instruction === instruction ? removeHere(image, effect, path, use) : joinUp(image, effect, use);
}

/** `rm -f FILE` at the end of the RUN that downloaded and unpacked it. */
function removeHere(image: ImageModel, effect: WriteEffect, path: string, { command }: Use): readonly Fix[] {
  const { instruction } = effect;
  const written = wordFor(effect, command, path, instruction);
  if (written === undefined) {
    return [];
  }
  const users = usersOf(image, effect, path);
  const removal = appendToRun(image.syntax, instruction, `${privilegePrefix(effect.command)}rm -f ${written}`);
  const late = lateRemovals(image, users, path);
  if (!users.every(isOnlyRemoval) || removal === undefined || late === undefined) {
    return [];
  }
  const edits = [...removal, ...late];
  const title = `Remove ${path.slice(path.lastIndexOf("/") + 1)} in the same RUN`;
  const review = doubtOf(effect, command, path);
  return [
    review === undefined
      ? { title, edits, applicability: "safe" }
      : { title, edits, applicability: "needs-review", review },
  ];
}

/** Later removals go: without `-f` they would fail, since there is nothing left to remove. */
function lateRemovals(image: ImageModel, users: readonly Instruction[], path: string): readonly Edit[] | undefined {
  const edits = users.map((user) => deleteRemovals(image.syntax, user, path));
  return edits.includes(undefined) ? undefined : edits.flatMap((one) => one ?? []);
}

function isOnlyRemoval({ keyword, commands }: Instruction): boolean {
  return (
    keyword === "RUN" && commands.every((command) => isRemoval(command) || /^(set|cd|true|:)$/.test(command.program))
  );
}

/** Web servers and databases take whatever lies there. */
const offersFiles = /\/(html|htdocs|public|static|wwwroot|www|webapps|downloads?|docker-entrypoint-initdb\.d)\//;

/** Another command of the RUN makes a link or a copy of it, or moves it. */
function isLinked({ commands }: Instruction, path: string): boolean {
  return commands.some((command) => /^(ln|mv|cp|install|rsync)$/.test(command.program) && commandUses(command, path));
}

function isInVolume(instruction: Instruction, path: string): boolean {
  return instruction.syntax.words.some((word) => {
    const folder = instruction.expand(word)?.replace(/^\["?|[",\]]+$/g, "");
    return folder === undefined || (folder.startsWith("/") && covers(folder, path));
  });
}

/** `RUN python load.py` */
function runsProgramOfContext({ commands }: Instruction): boolean {
  return commands.some(
    ({ program, arguments: words }) =>
      /^(python[\d.]*|node|ruby|perl|php|deno|bun|Rscript|java)$/.test(program) &&
      words.some(({ value }) => value === undefined || /\.(py|[cm]?[jt]s|rb|pl|php|R|jar)$/.test(value)),
  );
}

function doubtOf(effect: WriteEffect, use: Command, path: string): string | undefined {
  const { instruction, stage, command } = effect;
  if (!runsThrough(instruction, command) || use.maybe) {
    return "Some steps of this RUN happen only under a condition: check that the archive may go at its end on every way.";
  }
  if (command !== undefined && isInInnerScript(instruction, command)) {
    return "The new step runs outside of the inner shell: check that the path is the same there.";
  }
  if (isProgramArchive(path) || offersFiles.test(path) || isLinked(instruction, path)) {
    return `${path} may be of use as it is: check that no program reads it, or hands it out.`;
  }
  const later = [...laterInstructions(effect)];
  if (later.some((one) => one.keyword === "VOLUME" && isInVolume(one, path))) {
    return "The folder is a volume: check that nothing expects the archive there.";
  }
  const isOpaque = later.some((one) => runsUnknownScript(one) || runsProgramOfContext(one)) || stage.hasOnbuild;
  return isOpaque
    ? "A later step runs a script that is not written here: check that it does not read the archive."
    : undefined;
}

/** The path as the end of a RUN can write it: the very word of the step that unpacks, or the path where it is plain. */
function wordFor({ command }: WriteEffect, use: Command, path: string, instruction: Instruction): string | undefined {
  if (/[*?[]/.test(path)) {
    return undefined;
  }
  const words = [...use.arguments, ...(command?.arguments ?? [])].map(({ word }) => word);
  const isPlain = /^[\w./@:+~-]+$/.test(path);
  const named = words.find((word) => word.literal === path);
  if (named !== undefined && isPlain) {
    return path;
  }
  const again = words.find((word) =>
    isSameAtEnd(word, use, instruction.commands.at(-1) as RunCommand | undefined, path),
  );
  if (again !== undefined) {
    return again.raw;
  }
  // A path that a variable makes would be another one in another build.
  return isPlain && isFixed(instruction, words, path) ? path : undefined;
}

/** A word whose variables the shell still has at the end of the RUN, and which names the same file there. */
function isSameAtEnd(word: Word, use: Command, last: RunCommand | undefined, path: string): boolean {
  if (last === undefined || !/^["']?[\w./@:+${}~-]+["']?$/.test(word.raw) || /^(cd|pushd|popd)$/.test(last.program)) {
    return false;
  }
  const isInScript = use.shell.scope === 0 && last.shell.scope === 0 && last.shell.depth === 0;
  const value = expandWord(word, last.lookup);
  return isInScript && value !== undefined && resolvePath(last.workdir, value) === path;
}

/** A name that the file writes out, in a folder that no variable names. */
function isFixed(instruction: Instruction, words: readonly Word[], path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isWritten = words.some(
    ({ literal }) => literal !== undefined && (literal === name || literal.endsWith(`/${name}`)),
  );
  const moves = instruction.commands.filter(({ program }) => /^(cd|pushd)$/.test(program));
  const folders = [
    ...moves.flatMap(({ arguments: given }) => given.map(({ word }) => word)),
    ...workdirsOf(instruction),
  ];
  return isWritten && folders.every(({ literal }) => literal !== undefined);
}

function workdirsOf({ stage }: Instruction): readonly Word[] {
  return stage.chain
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ keyword, syntax }) => (keyword === "WORKDIR" ? syntax.words : []));
}

/** Downloaded in one RUN and unpacked in the next: one RUN, with the removal at its end. */
function joinUp(image: ImageModel, effect: WriteEffect, use: Use): readonly Fix[] {
  const { instruction } = effect;
  const next = instruction.stage.instructions.find(({ index }) => index === instruction.index + 1);
  const [path] = effect.paths ?? [];
  if (use.instruction !== next || path === undefined || effect.paths?.length !== 1) {
    return [];
  }
  const others = usersOf(image, effect, path).filter((user) => user !== next);
  const late = lateRemovals(image, others, path);
  if (!others.every(isOnlyRemoval) || late === undefined) {
    return [];
  }
  const joined = joinRuns(image.syntax, instruction, next);
  const isRemovedThere = next.effects.some((other) => other.kind === "remove" && other.removes.includes(effect));
  const written = wordFor(effect, use.command, path, next);
  const removal = isRemovedThere
    ? []
    : written === undefined
      ? undefined
      : appendToRun(image.syntax, next, `${privilegePrefix(use.command)}rm -f ${written}`);
  if (joined === undefined || removal === undefined) {
    return [];
  }
  return [
    {
      title: "Download, unpack and remove the archive in one RUN",
      edits: [joined, ...removal, ...late],
      applicability: "needs-review",
      review:
        "The two steps share a shell from now on, and are run again together when one of them changes: check that this suits them.",
    },
  ];
}

/** `COPY a.tar.gz /tmp/` and `RUN tar xf /tmp/a.tar.gz -C /opt` → `ADD a.tar.gz /opt/`. */
function unpackByAdd(image: ImageModel, effect: WriteEffect, path: string, use: Use): readonly Fix[] {
  const { instruction } = effect;
  const { copy, syntax } = instruction;
  const unpacking = readUnpacking(use.command as RunCommand);
  const word = copy?.destinationWord;
  const isTar = /\.(tar(\.(gz|bz2|xz))?|t[gbx]z2?)$/i.test(path);
  if (
    !isTar ||
    effect.what !== "context" ||
    copy?.sources.length !== 1 ||
    syntax.flags.length > 0 ||
    word === undefined
  ) {
    return [];
  }
  if (
    instruction.keyword !== "COPY" ||
    unpacking?.isPlain !== true ||
    unpacking.archives.length !== 1 ||
    copy.sources[0]!.word.literal === undefined
  ) {
    return [];
  }
  const { directory } = unpacking;
  const users = usersOf(image, effect, path);
  const isOnly = users.every((user) => user === use.instruction || isOnlyRemoval(user));
  if (directory === undefined || /[^\w./@:+-]/.test(directory) || !isOnly || use.instruction.stage !== effect.stage) {
    return [];
  }
  const removals = use.instruction.commands.filter((command) => isRemoval(command) && namesOnly(command, path));
  const gone = deleteCommands(image.syntax, use.instruction, [use.command, ...removals]);
  const late = lateRemovals(
    image,
    users.filter((user) => user !== use.instruction),
    path,
  );
  if (gone === undefined || late === undefined) {
    return [];
  }
  const edits: Edit[] = [
    replaceRange(syntax.keywordRange, "ADD"),
    replaceRange(word.range, directory === "/" ? "/" : `${directory}/`),
    ...gone,
    ...late,
  ];
  return [
    {
      title: `Let ADD unpack it to ${directory}`,
      edits: edits.sort((left, right) => left.range.start - right.range.start),
      applicability: "needs-review",
      review: `ADD unpacks before the steps above the RUN: check that nothing between needs ${directory} as it was, and that owners in the archive are right.`,
    },
  ];
}

function namesOnly({ arguments: words }: Command, path: string): boolean {
  return words.every(({ value }) => value !== undefined && (value.startsWith("-") || path.endsWith(value)));
}
