// The command that removes a cache in the RUN that left it, as that RUN can call it.
import { cacheRow, packageManagers } from "../image/package-managers";
import type { Effect } from "../image/types";

type CacheEffect = Extract<Effect, { kind: "cache" }>;

/** Undefined where the directories cannot be written as they are. */
export function cleanCommandOf({ cache, manager, command, paths }: CacheEffect): string | undefined {
  const { cleanCommand } = cacheRow(cache);
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
