// What a shell remembers from one command to the next: variables, and the directory it is in.
import type { RunCommand } from "./commands";
import { resolvePath } from "./paths";
import { expandWord, type Lookup } from "./variables";

/** What a script starts from. */
export interface ScriptSurroundings {
  readonly workdir: string | undefined;
  /** Variables of the instruction: ENV and ARG. */
  readonly lookup: Lookup;
  /** Home directory of a user; undefined name: of the user that the instruction runs as. */
  readonly home: (user: string | undefined) => string | undefined;
}

/** Variables and directory of one shell process: the script itself, a subshell, a substitution. */
export class ShellProcess {
  private readonly variables = new Map<string, { value: string | null; exported: boolean }>();
  workdir: string | undefined;
  previousWorkdir: string | undefined;

  constructor(
    private readonly parent: ShellProcess | undefined,
    private readonly surroundings: ScriptSurroundings,
  ) {
    this.workdir = parent ? parent.workdir : surroundings.workdir;
  }

  /** A variable of the shell or of the environment: what `$NAME` stands for. */
  readonly lookup: Lookup = (name) => {
    const own = this.variables.get(name);
    if (own) return own.value;
    if (this.parent) return this.parent.lookup(name);
    const value = this.surroundings.lookup(name);
    if (value !== undefined) return value;
    if (name === "HOME") return this.surroundings.home(undefined) ?? null;
    if (name === "PWD") return this.workdir ?? null;
    return undefined;
  };

  /** What a program that the shell starts sees: null where it is set to something unknown. */
  readonly environmentState: Lookup = (name) => {
    const own = this.variables.get(name);
    if (own?.exported) return own.value;
    if (this.parent) return this.parent.environmentState(name);
    // Assigning to what is in the environment already changes it there.
    const value = this.surroundings.lookup(name);
    if (value !== undefined && own) return own.value;
    return value !== undefined || name !== "HOME" ? value : (this.surroundings.home(undefined) ?? null);
  };

  readonly environment = (name: string): string | undefined => this.environmentState(name) ?? undefined;

  set(name: string, value: string | null, exported: boolean): void {
    this.variables.set(name, { value, exported: exported || (this.variables.get(name)?.exported ?? false) });
  }

  export(name: string): void {
    const value = this.lookup(name);
    if (value !== undefined) this.variables.set(name, { value, exported: true });
  }
}

/** `cd`, `export`, `unset` and their like: what the shell itself remembers. */
export function changeProcess(command: RunCommand, process: ShellProcess): void {
  const first = command.arguments[0];
  switch (command.program) {
    case "cd":
    case "pushd": {
      if (command.shell.pipelineIndex > 0) return;
      const target = command.arguments.find((argument) => !argument.value?.match(/^-[LPe]$|^--$/)) ?? first;
      const from = process.workdir;
      if (target?.value === "-") process.workdir = process.previousWorkdir;
      else if (!target) process.workdir = command.home;
      else process.workdir = target.value === undefined ? undefined : resolvePath(process.workdir, target.value);
      process.previousWorkdir = from;
      // Whether a conditional `cd` happened, nobody knows afterwards; inside of its own branch it holds.
      return;
    }
    case "popd":
      process.workdir = process.previousWorkdir;
      return;
    case "export":
    case "declare":
    case "typeset":
    case "readonly":
    case "local":
      for (const { value } of command.arguments) {
        if (value === undefined || value.startsWith("-")) continue;
        const equals = value.indexOf("=");
        if (equals === -1) process.export(value);
        else
          process.set(
            value.slice(0, equals),
            command.maybe ? null : value.slice(equals + 1),
            command.program === "export",
          );
      }
      for (const { value, word } of command.arguments) {
        // `export X=$(…)`: a name that is known, a value that is not.
        const part = value === undefined ? word.parts[0] : undefined;
        const name = part?.kind === "text" ? /^([A-Za-z_]\w*)=/.exec(part.text)?.[1] : undefined;
        if (name) process.set(name, null, command.program === "export");
      }
      for (const { name, value } of command.shell.assignments)
        process.set(
          name,
          command.maybe ? null : (expandWord(value, command.lookup) ?? null),
          command.program === "export",
        );
      return;
    case "unset":
      for (const { value } of command.arguments) if (value) process.set(value, "", true);
      return;
    case "read":
    case "getopts":
      for (const { value } of command.arguments) if (value && /^\w+$/.test(value)) process.set(value, null, false);
      return;
  }
}
