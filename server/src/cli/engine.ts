// The `engine` command: which engine builds would use, or where none was found.
import { engineReport } from "../engine/index";
import type { Adapters } from "./adapters";
import type { FlagValues } from "./arguments";
import { CommandError, printable, type Terminal } from "./terminal";

/** Runs `engine` and returns its exit code. Throws CommandError where there is none. */
export async function engine(flags: FlagValues, terminal: Terminal, adapters: Adapters): Promise<number> {
  const description = await adapters.openSession().engine(undefined);
  terminal.output.write(
    flags.value("format") === "json"
      ? `${JSON.stringify({ version: 1, engine: description }, undefined, 2)}\n`
      : engineReport(description).split("\n").map(printable).join("\n"),
  );
  if (!description.available) throw new CommandError(description.reason);
  return 0;
}
