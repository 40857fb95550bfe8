// Joins a fetch of the package index with the installs that need it.
import { packageManagers } from "../image/package-managers";
import { covers } from "../image/paths";
import type { Command, ImageModel, Instruction } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import type { DockerfileSyntax } from "../syntax/types";
import { type CacheEffect, cleanCommand, judged } from "./cache-fixes";
import { invocationsOf, readersOf } from "./cache-reliance";
import { deleteCommand } from "./command-edits";
import { inFileStyle, insertAt } from "./instruction-edits";
import { appendToRun, privilegePrefix, runsThrough, stopsAtErrors } from "./run-edits";

/** Takes the fetch away where nobody reads what it leaves. */
export function dropUpdate(image: ImageModel, cache: CacheEffect, update: Command): readonly Fix[] {
  const edit = deleteCommand(image.syntax, cache.instruction, update);
  if (edit === undefined || update.shell.followedBy === "||") {
    return [];
  }
  const isSafe =
    (cache.manager === "apt" || cache.manager === "apk") && isPlain(image.syntax, cache.instruction, update);
  const review = isSafe
    ? undefined
    : "Later installs fetch the index by themselves: check that this step is not there for what it does beside that, such as accepting keys.";
  return [judged("Remove the step that fetches the index", [edit], review)];
}

/** Writes the fetch in front of each install that needs it, and the clean-up behind. */
export function joinUpdate(image: ImageModel, cache: CacheEffect, update: Command): readonly Fix[] {
  const { syntax } = image;
  const readers = readersOf(cache);
  const removal = deleteCommand(syntax, cache.instruction, update);
  const text = syntax.text.slice(update.shell.range.start, update.shell.range.end);
  if (readers === undefined || readers.length === 0 || removal === undefined || /[\n#]/.test(text)) {
    return [];
  }
  // What is mounted for the fetch is not there for the install.
  if (update.shell.followedBy === "||" || cache.instruction.syntax.flags.length > 0) {
    return [];
  }
  if (readers.some((reader) => reader.syntax.flags.some(({ name }) => name !== "mount"))) {
    return [];
  }
  const edits: Edit[] = [removal];
  let cleansSafely = true;
  for (const reader of readers) {
    const install = installOf(reader, cache);
    const prefix = /^(sudo|doas) /.test(text) ? "" : privilegePrefix(install);
    const join = install && insertBefore(syntax, reader, install, prefix + text);
    if (install === undefined || join === undefined) {
      return [];
    }
    edits.push(join);
    if (cache.shipped && !removesCache(reader, install, cache)) {
      const clean = appendToRun(syntax, reader, privilegePrefix(install) + cleanCommand([cache]));
      cleansSafely &&= clean !== undefined && runsThrough(reader, install);
      edits.push(...(clean ?? []));
    }
  }
  const review = reviewOf(image, cache, update, readers, cleansSafely);
  return [judged("Fetch the index in the step that installs from it", edits, review)];
}

/** What stands against the joined step doing the same; undefined where nothing does. */
function reviewOf(
  image: ImageModel,
  cache: CacheEffect,
  update: Command,
  readers: readonly Instruction[],
  cleansSafely: boolean,
): string | undefined {
  const last = readers.at(-1)!;
  const between = cache.stage.instructions.filter(({ index }) => index > cache.instruction.index && index < last.index);
  if (between.some(changesSources)) {
    return "Steps in between change where packages come from, or how they are fetched: check that the fetch works after them.";
  }
  if (mayFailUnnoticed(cache.instruction, update)) {
    return "So far a fetch that failed did not end the build, as it may for an old release: check that it succeeds.";
  }
  if (readers.some(({ user }) => user !== cache.instruction.user)) {
    return "The steps run as different users: check that the one that installs may fetch the index.";
  }
  if (cache.manager !== "apt" || !isPlain(image.syntax, cache.instruction, update)) {
    return "Check that the fetch does the same in the step that installs: options, mounts and variables are those of that step.";
  }
  return cleansSafely
    ? undefined
    : "Some steps of this RUN happen only under a condition: check that the lists are removed on every way.";
}

/** `apt-get update; …` without `set -e`. */
function mayFailUnnoticed({ syntax: { scripts } }: Instruction, { shell }: Command): boolean {
  return /^(;|\n|\|)$/.test(shell.followedBy) && !scripts.every(stopsAtErrors);
}

/** No mounts, networks or variables: the command does the same in another step. */
function isPlain(syntax: DockerfileSyntax, run: Instruction, update: Command): boolean {
  const text = syntax.text.slice(update.shell.range.start, update.shell.range.end);
  return run.syntax.flags.length === 0 && !/[$`<>|]/.test(text);
}

const sourcePrograms = /^(add-apt-repository|apt-add-repository|apt-key|dpkg|sed|rpm|gpg|update-ca-certificates)$/;
const sources = "/etc/apt";

/** Repositories, keys, proxies: what the fetch would see now that it runs later. */
function changesSources({ keyword, effects, commands, syntax }: Instruction): boolean {
  if (keyword === "ENV" || keyword === "ARG") {
    return syntax.words.some(({ raw }) => /proxy|^apt|debian/i.test(raw));
  }
  if (keyword === "SHELL") {
    return true;
  }
  return (
    effects.some(({ kind }) => kind === "opaque") ||
    commands.some(
      ({ program, arguments: words }) =>
        sourcePrograms.test(program) || words.some(({ value }) => value !== undefined && covers(sources, value)),
    ) ||
    effects.some(
      ({ kind, paths }) =>
        kind === "write" &&
        (paths === undefined || paths.some((path) => covers(path, sources) || covers(sources, path))),
    )
  );
}

/** The first install of the manager, where something can be written in front of it. */
function installOf(reader: Instruction, { manager }: CacheEffect): Command | undefined {
  const first = invocationsOf(reader).find(
    ({ manager: { id }, verb }) => id === manager && (verb.kind === "install" || verb.kind === "upgrade"),
  );
  const { shell } = first?.command ?? {};
  const isPlace =
    shell !== undefined &&
    shell.certainty === "always" &&
    shell.depth === 0 &&
    shell.scope === 0 &&
    shell.pipelineIndex === 0 &&
    reader.syntax.scripts.length === 1;
  return isPlace ? first?.command : undefined;
}

function insertBefore(syntax: DockerfileSyntax, run: Instruction, install: Command, update: string): Edit | undefined {
  const script = run.syntax.scripts[0]!;
  const { start } = install.shell.range;
  const before = syntax.text.slice(script.range.start, start);
  // `! apt-get install …` asks whether it fails.
  if (/!\s*$/.test(before)) {
    return undefined;
  }
  const lineStart = syntax.text.lastIndexOf("\n", start - 1) + 1;
  const line = syntax.text.slice(lineStart, start);
  const stops = stopsAtErrors(script);
  const joined = /^[ \t]*&&[ \t]+$/.exec(line);
  if (joined !== null) {
    return insertAt(start, inFileStyle(syntax, `${update} \\\n${line}`));
  }
  if (/^[ \t]*$/.test(line)) {
    if (script.source === "heredoc") {
      // Behind `set -e` a failure left of `&&` goes unnoticed.
      return insertAt(start, inFileStyle(syntax, stops ? `${update}\n${line}` : `${update} && `));
    }
    return insertAt(start, inFileStyle(syntax, `${update}${stops ? ";" : " &&"} \\\n${line}`));
  }
  return insertAt(start, stops && /;\s*$/.test(before) ? `${update}; ` : `${update} && `);
}

/** The RUN removes what it fetches already. */
function removesCache(reader: Instruction, install: Command, cache: CacheEffect): boolean {
  const manager = packageManagers[cache.manager];
  return reader.commands.some(
    (command) =>
      command.shell.range.start > install.shell.range.start &&
      command.shell.certainty === "always" &&
      ((command.program === "rm" &&
        command.arguments.some(
          ({ value }) => value !== undefined && cache.paths?.every((path) => covers(value.replace(/\/$/, ""), path)),
        )) ||
        (manager.programs.test(command.program) &&
          invocationsOf(reader).some((one) => one.command === command && one.verb.clears?.includes(cache.cache)))),
  );
}
