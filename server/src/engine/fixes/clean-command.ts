// The command that removes a cache in the RUN that left it, as that RUN can call it.
import { cacheRow, packageManagers } from "../image/package-managers";
import { baseName } from "../image/paths";
import type { Command, Effect } from "../image/types";
import { invocationsOf } from "./cache-reliance";

type CacheEffect = Extract<Effect, { kind: "cache" }>;

/** Undefined where the directories cannot be written as they are. */
export function cleanCommandOf(effect: CacheEffect): string | undefined {
  const { cache, manager, command, paths } = effect;
  const cleanCommand = cannotClean(effect) ? "rm -rf {paths}" : cacheRow(cache).cleanCommand;
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
  const mayTakeIt = ({ program, arguments: words }: Command) =>
    program === "rm" &&
    words.some(({ value }) => value === undefined || programFolder.test(value) || programs.test(baseName(value)));
  return (
    isOfOtherUser(command) ||
    instruction.commands.some((other) => isAfter(other) && mayTakeIt(other)) ||
    invocationsOf(instruction).some(
      (other) =>
        packageManagers[other.manager.id].system !== undefined &&
        (other.verb.kind === "remove" || other.verbName === "autoremove") &&
        isAfter(other.command),
    )
  );
}

/** Where programs lie, and the packages that they are made of. */
const programFolder = /^\/(usr|opt)(\/[^/]+)*?\/(s?bin|node_modules)(\/|$)/;

/** `su-exec node npm ci`, `sudo -u app yarn`. */
function isOfOtherUser({ shell: { words } }: Command): boolean {
  const at = words.findIndex(({ literal }) => /^(gosu|su-exec|sudo)$/.test(literal ?? ""));
  return at !== -1 && (words[at]!.literal !== "sudo" || /^(-u|--user)/.test(words[at + 1]?.literal ?? ""));
}
