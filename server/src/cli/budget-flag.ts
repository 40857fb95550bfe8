// The --budget flag of `build` and `compare`.
import { parseSize } from "../engine/index";
import type { FlagValues } from "./arguments";
import { CommandError } from "./terminal";

/** `--budget 500MB` in bytes. Throws CommandError for what is no size. */
export function budgetFlag(flags: FlagValues): number | undefined {
  const given = flags.value("budget");
  if (given === undefined) return undefined;
  const bytes = parseSize(given);
  if (bytes === undefined) throw new CommandError(`"${given}" is not a size: --budget takes one such as 500MB`);
  return bytes;
}
