// Builds the fixes that keep a package manager's cache from being there: its off-switch, its clean-up command.
import { alpineRelease, isBefore } from "../image/image-references";
import type { CacheRow } from "../image/managers/package-manager";
import { cacheRow, packageManagers } from "../image/package-managers";
import { hasFlag, type Invocation } from "../image/read-invocation";
import type { Effect, ImageModel, Stage } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import { invocationsOf, type Reliance } from "./cache-reliance";
import { cleanCommandOf } from "./clean-command";
import { insertAfterWord } from "./instruction-edits";
import { appendToRun, isInInnerScript, keepsRights, privilegePrefix, runsThrough } from "./run-edits";
import { startCommand } from "./start-command";

export type CacheEffect = Extract<Effect, { kind: "cache" }>;

/** Invocations of the RUN that fill this cache and do not switch it off. */
export function fillers(cache: CacheEffect): readonly Invocation[] {
  const row = cacheRow(cache.cache);
  return invocationsOf(cache.instruction).filter(
    (invocation) => invocation.verb.fills?.includes(cache.cache) === true && !hasFlag(invocation, row.offFlags),
  );
}

const unsureReview =
  "A later step runs a script that is not written here, or works offline: check that it does not need the cache.";

/** A fix that nothing stands against is safe; else its review says what does. */
export function judged(title: string, edits: readonly Edit[], review: string | undefined): Fix {
  return review === undefined
    ? { title, edits, applicability: "safe" }
    : { title, edits, applicability: "needs-review", review };
}

/** Writes the manager's off-switch behind the verb of each command that fills the cache; undefined where it has none. */
export function switchOff(cache: CacheEffect, row: CacheRow, reliance: Reliance): readonly Fix[] | undefined {
  const [flag] = row.offFlags;
  const commands = fillers(cache);
  if (flag === undefined || commands.length === 0 || commands.some(({ verb }) => verb.kind === "update")) {
    return undefined;
  }
  // `--cache-dir` behind `--no-cache-dir` wins. apk knows `--no-cache` since Alpine 3.3.
  if (isMoved(cache) || (cache.manager === "apk" && isBefore(alpineRelease(cache.stage.root), 3, 3))) {
    return undefined;
  }
  const verbs = commands.map(verbWord);
  if (verbs.includes(undefined)) {
    return undefined;
  }
  const edits = verbs.flatMap((verb) => (verb === undefined ? [] : [insertAfterWord(verb, flag)]));
  return [judged(`Switch the cache off with ${flag}`, edits, reliance.kind === "free" ? undefined : unsureReview)];
}

/** A flag of the command says where the cache lies. */
function isMoved(cache: CacheEffect): boolean {
  // `--setopt=cachedir`: a flag with an option of its own.
  const wanted = cacheRow(cache.cache).locationFlags?.map((flag) => flag.split("=")) ?? [];
  return fillers(cache).some(({ flags }) =>
    flags.some((flag) =>
      wanted.some(
        ([name, option]) =>
          flag.name === name && (option === undefined || flag.value?.startsWith(`${option}=`) === true),
      ),
    ),
  );
}

/** The last word of the verb: `install` of `uv pip install`. */
function verbWord({ command, verbName }: Invocation) {
  const last = verbName.split(" ").at(-1);
  return command.arguments.find(({ value, word }) => value === last && word.literal === last)?.word;
}

/** Appends the manager's clean-up command to the RUN that fills the cache. */
export function removeInSameRun(image: ImageModel, caches: readonly CacheEffect[], reliance: Reliance): readonly Fix[] {
  const [cache] = caches as [CacheEffect];
  const command = cleanCommand(caches);
  const edits = command && appendToRun(image.syntax, cache.instruction, privilegePrefix(cache.command) + command);
  if (!edits) {
    return [];
  }
  const title = `Remove the ${caches.map((one) => cacheRow(one.cache).contents).join(" and ")} in the same RUN`;
  if (!runsThrough(cache.instruction, cache.command)) {
    const review =
      "Some steps of this RUN happen only under a condition: check that the clean-up belongs at its end on every way.";
    return [judged(title, edits, review)];
  }
  const isSystem = packageManagers[cache.manager].system !== undefined;
  if (isSystem && !keepsRights(cache.instruction, cache.command)) {
    return [judged(title, edits, "Check that the new step has the rights to remove what the installing one wrote.")];
  }
  if (isMoved(cache)) {
    return [judged(title, edits, "The command names this folder: check that nothing reads it later.")];
  }
  // The system's own managers are on every PATH.
  const isOnPath = isSystem || command.startsWith("rm ");
  if (!isOnPath && cache.command !== undefined && isInInnerScript(cache.instruction, cache.command)) {
    const { label } = packageManagers[cache.manager];
    return [judged(title, edits, `The new step runs outside of the inner shell: check that it finds ${label} there.`)];
  }
  if (mayLink(cache)) {
    const review =
      "pnpm can link packages from its store instead of copying them (enableGlobalVirtualStore): check that node_modules does not point there.";
    return [judged(title, edits, review)];
  }
  if (mayBeTree(cache)) {
    const review =
      "A .yarnrc.yml among the copied files can switch to Yarn 2 or later, whose Plug'n'Play runs the program from its cache: check that this is Yarn Classic.";
    return [judged(title, edits, review)];
  }
  return [judged(title, edits, reliance.kind === "free" ? undefined : unsureReview)];
}

/** Empties all of these caches; folders in one `rm`. */
export function cleanCommand(caches: readonly CacheEffect[]): string | undefined {
  const commands: string[] = [];
  for (const one of caches) {
    const { manager, paths } = one;
    // `dnf clean all` knows nothing of another root.
    const hasOwnRoot = fillers(one).some(({ flags }) =>
      flags.some(({ name }) => packageManagers[manager].rootFlags?.includes(name)),
    );
    const command = hasOwnRoot && paths !== undefined ? `rm -rf ${paths.join(" ")}` : cleanCommandOf(one, isMoved(one));
    if (command === undefined) {
      return undefined;
    }
    commands.push(command);
  }
  const folders = commands.filter((one) => one.startsWith("rm -rf "));
  const others = commands.filter((one) => !folders.includes(one));
  const removal = folders.length === 0 ? [] : [`rm -rf ${folders.map((one) => one.slice(7)).join(" ")}`];
  return [...new Set([...others, ...removal])].join(" && ");
}

/** pnpm, installing for everybody, with settings on its command line, or where its settings may have been copied. */
function mayLink(cache: CacheEffect): boolean {
  return (
    cache.cache === "pnpm" &&
    (fillers(cache).some(({ flags }) => flags.some(({ name }) => /^(-g|--global|--config\..*)$/.test(name))) ||
      copiesBefore(cache, (path) => !/\.\w+\*?$/.test(path) || /(^|\/)(pnpm-workspace\.yaml|\.npmrc)$/.test(path)))
  );
}

/** A whole folder of the context was copied before `yarn install`: which Yarn it configures the file does not say. */
function mayBeTree(cache: CacheEffect): boolean {
  return cache.cache === "yarn" && copiesBefore(cache, (path) => !/\.\w+\*?$/.test(path));
}

/** Something of this kind was copied from the context before. */
function copiesBefore({ stage, instruction }: CacheEffect, isMeant: (path: string) => boolean): boolean {
  return stage.chain.some(({ instructions }) =>
    instructions.some(
      ({ index, copy }) =>
        index < instruction.index &&
        copy?.from.kind === "context" &&
        copy.sources.some(({ path }) => isMeant(path ?? "")),
    ),
  );
}

/** The image starts the manager itself (`mvn spring-boot:run`, `mix phx.server`), which then reads its cache. */
export function isReadAtStart({ manager }: CacheEffect, payer: Stage): boolean {
  const start = startCommand(payer);
  if (start.kind === "program") {
    const { programs } = packageManagers[manager];
    // `cd /app && ./gradlew bootRun`
    return start.words.some((word, at) => {
      const isOwn = programs.test(word.slice(word.lastIndexOf("/") + 1));
      // `dotnet app.dll` only runs a program.
      return isOwn && (manager !== "dotnet" || /^(run|watch)$/.test(start.words[at + 1] ?? ""));
    });
  }
  // These images start their build tool where nothing else is said.
  const { root } = payer;
  return start.kind === "none" && root.kind === "image" && root.reference.name === manager;
}

/** uv and Bun can link packages into their caches instead of copying them: then the cache is the installation. */
export function linksIntoCache(cache: CacheEffect): boolean {
  return fillers(cache).some(
    ({ command, flags }) =>
      (cache.manager === "uv" && command.environment("UV_LINK_MODE") === "symlink") ||
      (/^(uv|bun)$/.test(cache.manager) &&
        flags.some(({ name, value }) => /^--(link-mode|backend)$/.test(name) && value === "symlink")),
  );
}
