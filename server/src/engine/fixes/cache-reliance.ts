// Tells whether a cache or a package list can go: who reads it later, in this stage and in every stage built on it.
import type { RunCommand } from "../image/commands";
import { alpineRelease, isBefore } from "../image/image-references";
import { mayWorkOffline } from "../image/offline";
import { baseName, covers, parentPath } from "../image/paths";
import { type Invocation, readInvocation } from "../image/read-invocation";
import type { Command, Effect, ImageModel, Instruction, Stage } from "../image/types";
import type { ShellCommand } from "../syntax/types";

type CacheEffect = Extract<Effect, { kind: "cache" }>;

/**
 * "free": nobody reads it; "unsure": something that cannot be seen might;
 * "needed": a later command, in the instruction `by`, fails or changes without it.
 */
export type Reliance =
  | { readonly kind: "free" }
  | { readonly kind: "unsure" }
  | { readonly kind: "needed"; readonly by: Instruction };

const free: Reliance = { kind: "free" };
const unsure: Reliance = { kind: "unsure" };

const invocations = new WeakMap<Instruction, readonly Invocation[]>();

/** Package managers' invocations in a RUN, in order; read once, as each cache asks every later instruction. */
export function invocationsOf(instruction: Instruction): readonly Invocation[] {
  let found = invocations.get(instruction);
  if (found === undefined) {
    // The model's commands are RunCommands: the contract shows only what rules need.
    found = instruction.commands.flatMap((command) => readInvocation(command as RunCommand) ?? []);
    invocations.set(instruction, found);
  }
  return found;
}

/** Who relies on this cache after the RUN that filled it, in a build with any arguments. */
export function relianceOn(image: ImageModel, cache: CacheEffect): Reliance {
  const { instruction, stage } = cache;
  const at = stage.instructions.indexOf(instruction);
  return worst([
    isForLater(cache) ? unsure : free,
    relianceFrom(cache, stage)[at + 1] ?? free,
    copiedElsewhere(image, cache),
    mountedElsewhere(image, cache),
  ]);
}

/** `pnpm fetch` fills the store for an install to come. */
function isForLater({ cache, instruction }: CacheEffect): boolean {
  return (
    cache === "pnpm" &&
    invocationsOf(instruction).some(({ verb }) => verb.kind === "download" && verb.fills?.includes(cache) === true)
  );
}

const reliances = new WeakMap<Stage, Map<string, readonly Reliance[]>>();

/**
 * For each instruction of a stage, who relies on such a cache from there on; behind the last one, who does in the stages
 * on top. Read once from the end: a file of a thousand installs asks a thousand times.
 */
function relianceFrom(cache: CacheEffect, stage: Stage): readonly Reliance[] {
  const key = `${cache.cache} ${cache.paths?.join(" ")}`;
  const known = reliances.get(stage) ?? new Map<string, readonly Reliance[]>();
  reliances.set(stage, known);
  const found = known.get(key);
  if (found !== undefined) {
    return found;
  }
  const { instructions, children, hasOnbuild } = stage;
  const above = worst([hasOnbuild ? unsure : free, ...children.map((child) => relianceFrom(cache, child)[0] ?? free)]);
  const from: Reliance[] = new Array(instructions.length + 1);
  from[instructions.length] = above;
  for (let index = instructions.length - 1; index >= 0; index--) {
    const instruction = instructions[index]!;
    const later = from[index + 1]!;
    const reads = readsCache(cache, instruction);
    if (reads === "needed") {
      from[index] = { kind: "needed", by: instruction };
    } else if (reads === "refilled") {
      from[index] = hasOnbuild ? unsure : free;
    } else {
      from[index] = reads === "unsure" ? worst([unsure, later]) : later;
    }
  }
  known.set(key, from);
  return from;
}

/** The RUNs of the cache's own stage that need it as it is, until one fills it anew; undefined where others may need it too. */
export function readersOf(cache: CacheEffect): readonly Instruction[] | undefined {
  const { stage, instruction } = cache;
  const readers: Instruction[] = [];
  for (const later of stage.instructions) {
    if (later.index <= instruction.index) {
      continue;
    }
    const reads = readsCache(cache, later);
    if (reads === "refilled") {
      return readers;
    }
    if (reads === "unsure") {
      return undefined;
    }
    if (reads === "needed") {
      readers.push(later);
    }
  }
  const isLast = !stage.hasOnbuild && stage.children.every((child) => relianceFrom(cache, child)[0]?.kind === "free");
  return isLast ? readers : undefined;
}

/** Programs beside apt-get that read the package lists. */
export const listReaders =
  /^(apt-cache|apt-file|aptitude|mk-build-deps|gdebi|apt-rdepends|debtree|unattended-upgrade)$/;

/** What the first invocation of the same manager in this instruction does with the cache. */
function readsCache(cache: CacheEffect, instruction: Instruction): Reliance["kind"] | "refilled" {
  // Under a mount it is another folder that is filled and read.
  if (
    instruction.mounts.some(({ target }) => target !== undefined && cache.paths?.some((path) => covers(target, path)))
  ) {
    return "free";
  }
  if (instruction.commands.some((command) => copiesFrom(cache, command) || failsToRemove(cache, command))) {
    return "needed";
  }
  let isUnsure = cache.manager === "apt" && instruction.commands.some(({ program }) => listReaders.test(program));
  const updates: ShellCommand[] = [];
  for (const invocation of invocationsOf(instruction)) {
    if (invocation.manager.id !== cache.manager) {
      continue;
    }
    const { verb, flags, command } = invocation;
    // With other arguments another branch may run: what the default build does is not enough here.
    const isSure = command.shell.certainty === "always";
    switch (cache.manager) {
      case "apt":
      case "pacman":
        if (cache.cache === "pacman-packages") {
          break;
        }
        // `pacman -Sy NAME` fetches them by itself.
        if (verb.fills?.includes(cache.cache) === true) {
          if (isSure) {
            return isUnsure ? "unsure" : "refilled";
          }
          updates.push(command.shell);
        } else if (verb.kind === "install" || verb.kind === "upgrade") {
          if (updates.length === 0 || isSure) {
            return "needed";
          }
          // Behind `if …; then apt-get update`: of the same branch, or of another one.
          isUnsure ||= !updates.some((update) => runsWith(update, command.shell));
        } else if (verb.kind === "unknown" || verb.kind === "download") {
          isUnsure = true;
        }
        break;
      case "apk":
        if (verb.kind === "install" || verb.kind === "upgrade") {
          const fetches = flags.some(({ name }) => /^(--no-cache|-U|--update(-cache)?)$/.test(name));
          const itself = fetches || fetchesByItself(instruction.stage);
          if (itself === false) {
            return "needed";
          }
          isUnsure ||= itself === undefined || flags.some(({ name }) => name === "--no-network");
        } else if (verb.kind === "unknown") {
          isUnsure = true;
        }
        break;
      default:
        if (isSure && flags.some(({ name }) => name === "--offline") && /^(npm|yarn|pnpm|bun)$/.test(cache.manager)) {
          return "needed";
        }
        if (mayWorkOffline(invocation)) {
          isUnsure = true;
        }
        if (flags.some(({ name }) => /^(--(prefer-)?offline|-C|--cacheonly|--no-refresh)$/.test(name))) {
          isUnsure = true;
        }
    }
  }
  return isUnsure || runsUnknownScript(instruction) ? "unsure" : "free";
}

/** Whether whatever makes the one command run makes the other one run before it. */
function runsWith(before: ShellCommand, command: ShellCommand): boolean {
  return (
    before.guardedCertainty === "always" &&
    before.guards.every(({ test, holds }) =>
      command.guards.some((guard) => guard.test === test && guard.holds === holds),
    )
  );
}

/** Since apk-tools 2.10, of Alpine 3.8, `apk add` fetches the index where there is none. Undefined: an image that nobody knows. */
function fetchesByItself({ root, system }: Stage): boolean | undefined {
  return root.kind !== "image" || system !== "alpine" ? undefined : !isBefore(alpineRelease(root), 3, 8);
}

/** `cp -r /root/.cache/pip /elsewhere`: the folder is wanted. What names a whole tree such as `/usr` means something else. */
function copiesFrom({ paths }: CacheEffect, { program, arguments: words }: Command): boolean {
  const isOfCache = (value: string | undefined) =>
    value !== undefined &&
    /^\/[^/]+\/./.test(value) &&
    paths?.some((path) => covers(path, value) || covers(value, path));
  return /^(cp|mv|rsync|tar|ln|zip)$/.test(program) && words.some(({ value }) => isOfCache(value));
}

/** `rm -r` without `-f` ends the build where there is nothing to remove. */
function failsToRemove({ paths }: CacheEffect, { program, arguments: words, shell }: Command): boolean {
  const isForced = words.some(({ value }) => /^(-\w*f|--force$)/.test(value ?? ""));
  return (
    /^(rm|rmdir|unlink)$/.test(program) &&
    !isForced &&
    shell.followedBy !== "||" &&
    words.some(({ value }) => {
      const folder = value?.replace(/(.)\/\*?$/, "$1");
      return folder?.startsWith("/") && paths?.some((path) => covers(path, folder) || covers(folder, path));
    })
  );
}

/** A script, an `eval` or a program that nobody can name: it may install packages. Programs that are known by name do not. */
export function runsUnknownScript(instruction: Instruction): boolean {
  return (
    runsScript(instruction) ||
    instruction.effects.some(
      ({ kind, command }) => kind === "opaque" && command !== undefined && mayInstall(command, instruction.stage),
    )
  );
}

/** Whether it runs a file whose text is not written here. */
export function runsScript(instruction: Instruction): boolean {
  if (instruction.keyword === "ONBUILD") {
    return true;
  }
  const opaque = instruction.effects.some(
    (effect) => effect.kind === "opaque" && (effect.command === undefined || isUnknown(effect.command as RunCommand)),
  );
  // What a test rules out has no effects, and a build with other arguments runs it.
  const ruledOut = instruction.commands.some((command) => {
    const { runs, shell } = command as RunCommand;
    return !runs && !shell.hasInnerScript && !shell.callsFunction && isUnknown(command as RunCommand);
  });
  return opaque || ruledOut;
}

function isUnknown({ program, programPath }: RunCommand): boolean {
  return (
    /^$|^\.$|^(source|eval|make|ansible-playbook|chef-client|puppet)$|^(ba|da|a|z)?sh$|\.(sh|bash)$/.test(program) ||
    (programPath.includes("/") && !/^\/(usr\/|opt\/)?(local\/)?s?bin\//.test(programPath))
  );
}

/** A program of this name that nobody knows; several words: a command in a variable. */
const installers = /\s|(^|[-_.])(install(er)?|setup|bootstrap|provision|deps|dependencies)([-_.]|$)/;

/** It is named for installing things, or was copied from the context to where programs lie. */
function mayInstall({ program }: Command, stage: Stage): boolean {
  // These fetch their own lists, or call no manager.
  return (
    !/^(install-php-extensions|docker-php-ext-\w+|npx|pnpx|bunx|uvx)$/.test(program) &&
    (installers.test(program) || stage.chain.some((one) => isCopiedTo(one, program)))
  );
}

const copiedPrograms = new WeakMap<Stage, { readonly names: ReadonlySet<string>; readonly isAny: boolean }>();

function isCopiedTo(stage: Stage, program: string): boolean {
  let copied = copiedPrograms.get(stage);
  if (copied === undefined) {
    const isBin = (folder: string) => /(^|\/)s?bin$/.test(folder);
    const names = new Set<string>();
    let isAny = false;
    for (const { copy } of stage.instructions) {
      const destination = copy?.destination?.replace(/(.)\/$/, "$1");
      if (copy?.from.kind !== "context" || destination === undefined) {
        continue;
      }
      if (isBin(parentPath(destination))) {
        names.add(baseName(destination));
      } else if (isBin(destination)) {
        for (const { path } of copy.sources) {
          names.add(baseName(path ?? ""));
          // A folder of programs: `bin`, `scripts/`, `.`
          isAny ||= path === undefined || /(^|\/)([\w-]*s?bin|[\w-]*scripts?|\.|\*|)\/?$/.test(path);
        }
      }
    }
    copied = { names, isAny };
    copiedPrograms.set(stage, copied);
  }
  return copied.isAny || copied.names.has(program);
}

/** A COPY of this very folder from the stage would find nothing once the cache is gone. */
function copiedElsewhere(image: ImageModel, cache: CacheEffect): Reliance {
  for (const instruction of copiesOf(image).get(cache) ?? []) {
    const { copy, effects, stage } = instruction;
    for (const { path } of copy?.sources ?? []) {
      const cachePath = cache.paths?.find((one) => path !== undefined && covers(path, one));
      if (path === undefined || cachePath === undefined) {
        continue;
      }
      const others = effects.filter(
        ({ kind, origin }) =>
          kind === "base-files" ||
          // Files in a folder above need not lie under the copied path.
          (origin !== undefined && origin.kind !== "cache" && origin.paths?.some((one) => covers(path, one))),
      );
      if (others.length === 0 || path === cachePath) {
        return stage.reached ? { kind: "needed", by: instruction } : unsure;
      }
    }
  }
  return free;
}

const copies = new WeakMap<ImageModel, ReadonlyMap<Effect, readonly Instruction[]>>();

/** The COPY --from instructions that bring an effect along, by that effect. */
function copiesOf(image: ImageModel): ReadonlyMap<Effect, readonly Instruction[]> {
  let found = copies.get(image);
  if (found === undefined) {
    const map = new Map<Effect, Instruction[]>();
    for (const instruction of image.instructions) {
      for (const { origin } of instruction.copy?.from.kind === "stage" ? instruction.effects : []) {
        if (origin !== undefined) {
          map.set(origin, [...(map.get(origin) ?? []), instruction]);
        }
      }
    }
    found = map;
    copies.set(image, found);
  }
  return found;
}

/** `RUN --mount=from=STAGE,source=…` of the folder. */
function mountedElsewhere(image: ImageModel, { stage, paths }: CacheEffect): Reliance {
  const by = stageMountsOf(image).find(({ mounts }) =>
    mounts.some(
      ({ from, source }) =>
        from?.kind === "stage" &&
        from.stage.chain.includes(stage) &&
        source !== undefined &&
        source !== "/" &&
        paths?.some((path) => covers(source, path) || covers(path, source)),
    ),
  );
  return by === undefined ? free : { kind: "needed", by };
}

const stageMounts = new WeakMap<ImageModel, readonly Instruction[]>();

/** The RUNs that mount another stage. */
function stageMountsOf(image: ImageModel): readonly Instruction[] {
  const found =
    stageMounts.get(image) ??
    image.instructions.filter(({ mounts }) => mounts.some(({ from }) => from?.kind === "stage"));
  stageMounts.set(image, found);
  return found;
}

/** The one that says most against taking the cache away. */
export function worst(reliances: readonly Reliance[]): Reliance {
  const worstFirst = ["needed", "unsure", "free"] as const;
  return worstFirst.flatMap((kind) => reliances.filter((reliance) => reliance.kind === kind))[0] ?? free;
}
