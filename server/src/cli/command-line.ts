// The command line from arguments to exit code: 0 clean, 1 findings or a broken budget, 2 could not do the job.
import type { Adapters } from "./adapters";
import { type Invocation, parseArguments } from "./arguments";
import { build } from "./build";
import { compare } from "./compare";
import { engine } from "./engine";
import { explain } from "./explain";
import { commandHelp, programHelp } from "./help";
import { lint } from "./lint";
import { prove } from "./prove";
import { CommandError, type Terminal, warn } from "./terminal";

/** Runs `argv`, the arguments after the program's name, and returns the exit code. Never rejects. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal, adapters: Adapters): Promise<number> {
  try {
    return await run(parseArguments(argv), terminal, adapters);
  } catch (error) {
    if (error instanceof CommandError) {
      warn(terminal, error.message);
      return 2;
    }
    warn(terminal, `something went wrong inside Layer Cost, please report it: ${(error as Error)?.message ?? error}`);
    if (terminal.environment.LAYER_COST_DEBUG) terminal.errors.write(`${(error as Error)?.stack}\n`);
    return 2;
  }
}

async function run(invocation: Invocation, terminal: Terminal, adapters: Adapters): Promise<number> {
  switch (invocation.kind) {
    case "help":
      terminal.output.write(invocation.command ? commandHelp(invocation.command) : programHelp());
      return 0;
    case "version":
      terminal.output.write(`${adapters.version}\n`);
      return 0;
    case "run": {
      const { command, flags, paths } = invocation;
      if (command === "lint") return lint(paths, flags, terminal, adapters);
      if (command === "compare") return compare(paths, flags, terminal, adapters);
      if (command === "explain") return explain(paths[0]!, flags, terminal, adapters);
      if (command === "engine") return engine(flags, terminal, adapters);
      if (command === "prove") return prove(paths[0]!, flags, terminal, adapters);
      return build(paths[0]!, flags, terminal, adapters);
    }
  }
}
