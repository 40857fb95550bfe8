// Sets owner or mode where a COPY writes the files, instead of in a RUN behind it.

import { isFileName } from "../image/file-names";
import { isKnownImage } from "../image/image-references";
import { covers, parentPath, resolvePath } from "../image/paths";
import type { Command, Effect, ImageModel, Instruction, Stage } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import type { DockerfileSyntax, Word } from "../syntax/types";
import { runsUnknownScript } from "./cache-reliance";
import { deleteCommand } from "./command-edits";
import { insertAt, replaceRange } from "./instruction-edits";
import { stopsAtErrors } from "./run-edits";

type Rewrite = Extract<Effect, { kind: "rewrite" }>;

/** `COPY --chown=…` or `--chmod=…` where all that is rewritten is what one COPY wrote; nothing for other shapes. */
export function ownerAtCopy(image: ImageModel, effect: Rewrite): readonly Fix[] {
  const { command, instruction: run, stage } = effect;
  const [writer, ...others] = new Set(effect.rewrites.map(({ instruction }) => instruction));
  // What is mounted there belongs to another place.
  if (run.mounts.length > 0) {
    return [];
  }
  if (command === undefined || writer?.copy === undefined || others.length > 0 || writer.stage !== stage) {
    return [];
  }
  const [target] = effect.targets;
  const flag = flagFor(effect, command, writer, run);
  if (target === undefined || effect.targets.length > 1 || flag === undefined) {
    return [];
  }
  const place = placeOf(effect, writer, target);
  if (place === undefined) {
    return [];
  }
  const between = instructionsBetween(stage, writer, run);
  if (!flag.isNumeric && !existsBefore(flag.names, stage, writer, between, effect)) {
    return [];
  }
  // A folder that is there before the COPY keeps the owner that it has: it alone is changed later.
  const isKept = place === "folder" && mayExist(stage, writer, target);
  const change = isKept ? withoutRecursion(image.syntax, command) : deleteCommand(image.syntax, run, command);
  if (change === undefined) {
    return [];
  }
  const at = writer.syntax.flags.at(-1)?.range.end ?? writer.syntax.keywordRange.end;
  const edits: readonly Edit[] = [insertAt(at, ` ${flag.text}`), change];
  const title = `Set the ${effect.change} with ${writer.keyword} ${flag.text}`;
  const doubt = flag.isSameMode
    ? doubtOf(image, effect, writer, target, between)
    : `The file gets exactly the mode 755, which everybody can read and run; COPY --chmod needs BuildKit: check both.`;
  return doubt === undefined
    ? [{ title, edits, applicability: "safe" }]
    : [{ title, edits, applicability: "needs-review", review: doubt }];
}

interface OwnerFlag {
  readonly text: string;
  readonly names: readonly string[];
  readonly isNumeric: boolean;
  /** False where the flag sets a mode of which the command changes a part. */
  readonly isSameMode: boolean;
}

function flagFor(
  { change, recursive }: Rewrite,
  command: Command,
  writer: Instruction,
  run: Instruction,
): OwnerFlag | undefined {
  const { flags } = writer.syntax;
  const name = change === "owner" ? "chown" : "chmod";
  const operand = command.arguments.find(({ value }) => value === undefined || !/^-/.test(value));
  // `-L` follows links to elsewhere, `--from` and `--reference` look at what is there.
  const isPlain =
    /^(chown|chmod)$/.test(command.program) &&
    command.arguments.every(
      ({ value }) =>
        !value?.startsWith("-") ||
        /^(-[RPvfch]+|--(recursive|verbose|changes|silent|quiet|no-dereference))$/.test(value),
    );
  if (!isPlain || operand?.value === undefined || flags.some((flag) => flag.name === name)) {
    return undefined;
  }
  const written = sameText(operand.word, operand.value, writer, run);
  if (written === undefined) {
    return undefined;
  }
  if (change === "mode") {
    const isProgram = !recursive && /^(a|u|ugo)?\+r?x$/.test(operand.value);
    const mode = isProgram ? "755" : /^[0-7]{3,4}$/.test(operand.value) ? written : undefined;
    return mode === undefined
      ? undefined
      : { text: `--chmod=${mode}`, names: [], isNumeric: true, isSameMode: !isProgram };
  }
  const [user = "", group, ...rest] = operand.value.split(":");
  // `app:` is app's login group, which COPY cannot name; `:group` leaves the user.
  // GNU's chown takes `user.group` too.
  if (user === "" || group === "" || rest.length > 0 || (group === undefined && user.includes("."))) {
    return undefined;
  }
  const names = [user, group ?? "0"];
  const isNumeric = names.every((one) => /^\d+$/.test(one));
  // With --link the files are laid out apart from the stage, where nobody has a name.
  if (writer.copy?.link === true && !isNumeric) {
    return undefined;
  }
  // Without a group, chown leaves that of the copied files: root's.
  return { text: `--chown=${written}${group === undefined ? ":0" : ""}`, names, isNumeric, isSameMode: true };
}

/** The word as COPY's flag can hold it: the same text, and variables that mean the same there. */
function sameText({ parts }: Word, meant: string, writer: Instruction, run: Instruction): string | undefined {
  let text = "";
  let expanded = "";
  for (const part of parts) {
    if (part.kind === "text" && /^[\w.:@+-]*$/.test(part.text)) {
      text += part.text;
      expanded += part.text;
    } else if (part.kind === "variable" && part.fallback === undefined && part.alternative === undefined) {
      const value = writer.variable(part.name);
      if (value === undefined || value === "" || value !== run.variable(part.name)) {
        return undefined;
      }
      text += `\${${part.name}}`;
      expanded += value;
    } else {
      return undefined;
    }
  }
  // The script may set a variable of the same name.
  return expanded === meant ? text : undefined;
}

/** Whether the command changes exactly what the COPY writes: its folder, or its file. */
function placeOf(
  { rewrites, recursive }: Rewrite,
  { copy }: Instruction,
  target: string,
): "folder" | "file" | undefined {
  const paths = rewrites.flatMap((one) => one.paths ?? []);
  if (!recursive) {
    return paths.every((path) => path === target) && copy?.sources.length === 1 ? "file" : undefined;
  }
  return copy?.destination?.replace(/(.)\/$/, "$1") === target ? "folder" : undefined;
}

function instructionsBetween(stage: Stage, writer: Instruction, run: Instruction): readonly Instruction[] {
  return stage.instructions.filter(({ index }) => index > writer.index && index < run.index);
}

const makesUsers = /^(user|group)(add|mod|del)$|^add(user|group)$/;
/** They make neither users nor, without an argument there, files in a folder. */
const harmless =
  /^(|\[|test|set|:|true|cd|mkdir|chown|chmod|chgrp|touch|echo|printf|ln|cat|sed|rm|ls|id|useradd|adduser|groupadd|addgroup|usermod|groupmod|sleep|sync|export|umask)$/;

/** Names that are there when the COPY runs: made by a step above it, or by none between it and the chown, which needs them. */
function existsBefore(
  names: readonly string[],
  stage: Stage,
  writer: Instruction,
  between: readonly Instruction[],
  { instruction, command }: Rewrite,
): boolean {
  const later = [...between.flatMap(({ commands }) => commands), ...commandsUpTo(instruction, command)];
  // The same name may be another number by then.
  if (later.some(changesUsers) || between.some(bringsUsers)) {
    return false;
  }
  if (
    endsBuild(instruction, command) &&
    between.every(({ keyword, syntax }) => keyword !== "RUN" || syntax.scripts.length > 0) &&
    later.every(isUserless)
  ) {
    return true;
  }
  const above = stage.chain
    .flatMap(({ instructions }) => instructions)
    .filter(({ index }) => index < writer.index)
    .flatMap(({ commands }) => commands)
    .filter(({ program, maybe }) => makesUsers.test(program) && !maybe);
  return names.every(
    (name) =>
      /^(\d+|root)$/.test(name) || above.some(({ arguments: words }) => words.some(({ value }) => value === name)),
  );
}

/** A failure of the command is one of the build: it did not fail so far. */
function endsBuild({ syntax: { scripts } }: Instruction, command: Command | undefined): boolean {
  const followedBy = command?.shell.followedBy ?? "||";
  return /^(&&)?$/.test(followedBy) || (/^[;\n]$/.test(followedBy) && scripts.every(stopsAtErrors));
}

function changesUsers({ program, arguments: words }: Command): boolean {
  return (
    /^(user|group)(mod|del)$/.test(program) || words.some(({ value }) => /^\/etc\/(passwd|group)$/.test(value ?? ""))
  );
}

/** A copied `/etc/passwd`. */
function bringsUsers({ copy }: Instruction): boolean {
  const destination = copy?.destination?.replace(/(.)\/$/, "$1");
  return destination !== undefined && (covers(destination, "/etc/passwd") || covers("/etc", destination));
}

function isUserless({ program }: Command): boolean {
  return harmless.test(program) && !makesUsers.test(program);
}

function commandsUpTo({ commands }: Instruction, command: Command | undefined): readonly Command[] {
  return commands.slice(0, Math.max(0, commands.indexOf(command as Command)));
}

/** Folders of their own, which no image of a distribution or language brings along. */
const ownFolder =
  /^\/(?!(usr|etc|var|bin|s?bin|lib\w*|root|home|opt|dev|proc|sys|run|tmp|boot|mnt|media|srv|go)(\/|$))[^/]+|^\/(opt|srv|home\/[^/]+|usr\/src|var\/www|var\/lib|mnt)\/(?!html$|node_modules$)[^/]+/;

/** May the folder be there before the COPY makes it? */
function mayExist(stage: Stage, writer: Instruction, target: string): boolean {
  if (!isKnownImage(stage.root) || !ownFolder.test(target)) {
    return true;
  }
  return earlierInstructions(stage, writer).some(
    (instruction) =>
      instruction.opaque ||
      (instruction.keyword === "WORKDIR" && workdirOf(instruction, target)) ||
      instruction.commands.some(({ arguments: words, workdir }) =>
        words.some(({ value }) => value === undefined || isNear(target, resolvePath(workdir, value))),
      ) ||
      instruction.copy?.destination?.startsWith(target) === true,
  );
}

function earlierInstructions(stage: Stage, writer: Instruction): readonly Instruction[] {
  return stage.chain.flatMap(({ instructions }) => instructions).filter(({ index }) => index < writer.index);
}

function workdirOf(instruction: Instruction, target: string): boolean {
  const [word] = instruction.syntax.words;
  const value = word && instruction.expand(word);
  return value === undefined || isNear(target, resolvePath(instruction.workdir, value));
}

function isNear(target: string, path: string | undefined): boolean {
  return path === undefined || covers(target, path);
}

/** Folders that every image of a distribution has. */
const usualFolders =
  /^\/$|^\/(usr\/(local\/)?)?(s?bin|lib|share|src)$|^\/usr(\/local)?$|^\/(etc|opt|srv|var|var\/(lib|log|cache)|tmp|home|root|mnt|media)$/;

/** Is the folder there for certain before the instruction? */
function isThere(folder: string, stage: Stage, writer: Instruction): boolean {
  const isDistribution = stage.root.kind === "image" && !/^(scratch|distroless|unknown|windows)$/.test(stage.system);
  return (
    folder === "/" ||
    (isDistribution && usualFolders.test(folder)) ||
    (writer.workdir !== undefined && covers(folder, writer.workdir)) ||
    earlierInstructions(stage, writer).some(({ commands }) =>
      commands.some(
        ({ program, maybe, arguments: words, workdir }) =>
          program === "mkdir" &&
          !maybe &&
          words.some(({ value }) => {
            const path = value === undefined ? undefined : resolvePath(workdir, value);
            return path !== undefined && covers(folder, path);
          }),
      ),
    )
  );
}

/** What may lie in the folder beside the COPY's files, or see them with another owner; undefined: nothing. */
function doubtOf(
  image: ImageModel,
  effect: Rewrite,
  writer: Instruction,
  target: string,
  between: readonly Instruction[],
): string | undefined {
  const { stage, change, instruction, command } = effect;
  if (change === "mode" && !usesBuildKit(image.syntax)) {
    return "COPY --chmod needs BuildKit: check that every builder of this file has it.";
  }
  if (!isThere(parentPath(target), stage, writer)) {
    return `COPY gives the folders that it makes above ${target} the same ${change}: check that they are there before, or that it suits them.`;
  }
  if (between.some(({ keyword }) => keyword === "VOLUME")) {
    return "What is changed behind VOLUME is kept by some builders and lost with others: check the owner in the image.";
  }
  if (writer.keyword === "ADD") {
    return `Builders differ in whether --${change === "mode" ? "chmod" : "chown"} of ADD counts for what it unpacks or downloads: check the ${change} in the image.`;
  }
  const steps = [...between.flatMap(({ commands }) => commands), ...commandsUpTo(instruction, command)];
  const isQuiet = steps.every((step) => harmless.test(step.program) && !writesInto(step, target));
  if (
    !isQuiet ||
    between.some(runsUnknownScript) ||
    between.some(({ keyword, syntax }) => keyword === "RUN" && syntax.scripts.length === 0)
  ) {
    return `Steps between the ${writer.keyword} and this RUN may write to ${target}, or need the files as root's: check that those are right for the program.`;
  }
  const earlier = earlierInstructions(stage, writer);
  const isEmpty =
    isKnownImage(stage.root) &&
    ownFolder.test(target) &&
    !earlier.some(
      (one) =>
        one.opaque ||
        (one.keyword === "WORKDIR" && isInside(one, target)) ||
        one.commands.some((step) => writesInto(step, target)) ||
        (one.copy?.destination !== undefined && covers(target, one.copy.destination.replace(/(.)\/$/, "$1"))),
    ) &&
    ![...earlier, ...between].some((one) => one.effects.some((other) => mayFill(other, target)));
  return isEmpty || !effect.recursive
    ? undefined
    : `The folder ${target} may hold other files before the ${writer.keyword}, which keep their ${change} then: check that the program can do without.`;
}

/** `COPY rootfs /`, `tar -C /srv`: something that was put into a folder above may lie in this one too. */
function mayFill(effect: Effect, target: string): boolean {
  if (
    effect.kind !== "write" ||
    effect.what === "heredoc" ||
    (effect.what === "generated" && effect.command !== undefined)
  ) {
    return false;
  }
  const areFiles = effect.sources.length > 0 && effect.sources.every(isFileName);
  return !areFiles && (effect.paths === undefined || effect.paths.some((path) => covers(path, target)));
}

/** A path below the folder, or one that cannot be read, among the arguments. */
function writesInto({ arguments: words, workdir, program }: Command, target: string): boolean {
  if (
    /^(\[|test|set|:|true|cd|echo|printf|ls|id|cat|sleep|(user|group)(add|mod)|add(user|group)|export|umask|chown|chmod|chgrp)$/.test(
      program,
    )
  ) {
    return false;
  }
  return words.some(({ value }) => {
    const path = value === undefined ? undefined : resolvePath(workdir, value);
    return path === undefined ? value === undefined : path !== target && covers(target, path);
  });
}

function isInside(instruction: Instruction, target: string): boolean {
  const [word] = instruction.syntax.words;
  const value = word && instruction.expand(word);
  const path = value === undefined ? undefined : resolvePath(instruction.workdir, value);
  return path === undefined || (path !== target && covers(target, path));
}

function usesBuildKit({ directives, instructions }: DockerfileSyntax): boolean {
  return (
    directives.some(({ name }) => name === "syntax") ||
    instructions.some(
      ({ flags, heredocs }) =>
        heredocs.length > 0 || flags.some(({ name }) => /^(mount|link|chmod|parents|network|security)$/.test(name)),
    )
  );
}

/** `chown -R app /app` → `chown app /app`: of the folder alone. */
function withoutRecursion(syntax: DockerfileSyntax, command: Command): Edit | undefined {
  const flag = command.arguments.find(({ value }) => /^(-[a-zA-Z]*R[a-zA-Z]*|--recursive)$/.test(value ?? ""));
  const literal = flag?.word.literal;
  if (flag === undefined || literal === undefined || !/^(chown|chmod)$/.test(command.program)) {
    return undefined;
  }
  const { start, end } = flag.word.range;
  if (/^(-R|--recursive)$/.test(literal)) {
    const blanks = /^[ \t]*/.exec(syntax.text.slice(end))![0].length;
    return blanks === 0 ? undefined : replaceRange({ start, end: end + blanks }, "");
  }
  return replaceRange({ start, end }, literal.replace("R", ""));
}
