// The command that removes a cache in the RUN that left it, as that RUN can call it.
import type { RunCommand } from "../image/commands";
import { cacheRow, packageManagers } from "../image/package-managers";
import { baseName, covers, resolvePath } from "../image/paths";
import type { Command, Effect } from "../image/types";
import { invocationsOf } from "./cache-reliance";

type CacheEffect = Extract<Effect, { kind: "cache" }>;

/** Undefined where the directories cannot be written as they are. `isMoved`: the manager would look elsewhere. */
export function cleanCommandOf(effect: CacheEffect, isMoved = false): string | undefined {
  const { cache, manager, command, paths } = effect;
  const cleanCommand = isMoved || cannotClean(effect) ? "rm -rf {paths}" : cacheRow(cache).cleanCommand;
  if (cleanCommand.includes("{paths}")) {
    const isPlain = paths !== undefined && paths.length > 0 && paths.every((path) => /^\/[\w./@+*-]+$/.test(path));
    return isPlain ? cleanCommand.replace("{paths}", paths.join(" ")) : undefined;
  }
  // `mamba` for conda, `/opt/conda/bin/conda` where it is not on the PATH.
  const [program, ...rest] = cleanCommand.split(" ");
  const written = command?.shell.words.find(
    ({ literal }) => literal?.replace(/^.*\//, "") === command.program,
  )?.literal;
  const { programs } = packageManagers[manager];
  const isOwn = written !== undefined && programs.test(program!) && programs.test(command!.program);
  return isOwn ? [written, ...rest].join(" ") : cleanCommand;
}

/** The manager may be gone when the RUN ends, or would look for the cache of whoever runs the clean-up. */
function cannotClean({ manager, command, instruction }: CacheEffect): boolean {
  const { system, programs } = packageManagers[manager];
  if (command === undefined || system !== undefined) {
    return false;
  }
  const isAfter = (other: Command) => other.range.start > command.range.start;
  const mayTakeIt = ({ program, arguments: words, workdir }: Command) =>
    program === "rm" &&
    words.some(({ value }) => {
      // In a folder that is gone, Node does not start.
      const path = value === undefined ? undefined : resolvePath(workdir, value);
      const isHere = path !== undefined && command.workdir !== undefined && covers(path, command.workdir);
      return value === undefined || isHere || programFolder.test(value) || programs.test(baseName(value));
    });
  return (
    isOfOtherUser(command) ||
    hasItsOwnSettings(command as RunCommand) ||
    instruction.commands.some((other) => isAfter(other) && mayTakeIt(other)) ||
    invocationsOf(instruction).some(
      (other) =>
        (packageManagers[other.manager.id].system !== undefined ||
          other.operands.some(({ value }) => programs.test(value ?? ""))) &&
        (other.verb.kind === "remove" || other.verbName === "autoremove") &&
        isAfter(other.command),
    )
  );
}

/** Where programs lie, and the packages that they are made of. */
const programFolder = /^\/(usr|opt)(\/[^/]+)*?\/(s?bin|node_modules)(\/|$)/;

/** `HOME=/tmp npm ci`, `PATH=/opt/node/bin:$PATH npm ci`: the clean-up would go elsewhere, or find no program. */
function hasItsOwnSettings({ ownEnvironment }: RunCommand): boolean {
  return [...(ownEnvironment?.keys() ?? [])].some((name) => /^(HOME|PATH)$|CACHE/i.test(name));
}

/** `su-exec node npm ci`, `sudo -u app yarn`. */
function isOfOtherUser({ shell: { words } }: Command): boolean {
  const at = words.findIndex(({ literal }) => /^(gosu|su-exec|sudo)$/.test(literal ?? ""));
  return at !== -1 && (words[at]!.literal !== "sudo" || /^(-u|--user)/.test(words[at + 1]?.literal ?? ""));
}
