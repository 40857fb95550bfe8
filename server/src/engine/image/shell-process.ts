// What a shell remembers from one command to the next: variables, and the directory it is in.
import type { ShellCommand } from "../syntax/types";
import type { RunCommand } from "./commands";
import { resolvePath } from "./paths";
import { expandWord, type Lookup } from "./variables";

/** What a script starts from. */
export interface ScriptSurroundings {
  readonly workdir: string | undefined;
  /** Variables of the instruction: ENV and ARG. */
  readonly lookup: Lookup;
  /** Values that hold all through the script; null for what the script itself, or the base image, may set otherwise. */
  readonly beforeScript: Lookup;
  /** The system's `/bin/sh` leaves `{a,b}` as it is. */
  readonly plainShell: boolean;
  /** Home directory of a user; undefined name: of the user that the instruction runs as; null: of nobody that is known. */
  readonly home: (user: string | null | undefined) => string | undefined;
}

/** Variables and directory of one shell process: the script itself, a subshell, a substitution. */
export class ShellProcess {
  private readonly variables = new Map<string, { value: string | null; exported: boolean }>();
  workdir: string | undefined;
  previousWorkdir: string | undefined;
  /** `set -a`: what is assigned is exported as well. */
  exportsAll = false;
  /** How deep the `cd` stands that may not have happened. */
  private conditionalDepth: number | undefined;

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
    // An argument of the script itself (`sh -c '…' name`); those of functions are known: see `lookupIn`.
    if (/^[1-9]$/.test(name)) return null;
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

  /** Takes over what the command line of an inner shell sets. */
  startFrom({ ownEnvironment, program, arguments: words, home }: RunCommand): void {
    for (const [name, value] of ownEnvironment ?? []) this.set(name, value, true);
    if (program === "su" && words.some(({ value }) => /^(-|-l|-lc|--login)$/.test(value ?? ""))) this.workdir = home;
  }

  /** Enters a directory: for certain, or (`if … then cd x`) only as long as the same branch goes on. */
  enter(directory: string | undefined, { certainty, depth }: ShellCommand): void {
    this.previousWorkdir = this.workdir;
    this.workdir = directory;
    this.conditionalDepth = certainty === "maybe" ? depth : undefined;
  }

  /** Behind the branch in which a `cd` may have happened, nobody knows where the shell is. */
  forgetConditionalDirectory({ certainty, depth }: ShellCommand): void {
    if (this.conditionalDepth === undefined || (certainty === "maybe" && depth >= this.conditionalDepth)) return;
    if (this.workdir !== this.previousWorkdir) this.workdir = undefined;
    this.conditionalDepth = undefined;
  }

  set(name: string, value: string | null, exported: boolean): void {
    const exports = exported || this.exportsAll || (this.variables.get(name)?.exported ?? false);
    this.variables.set(name, { value, exported: exports });
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
      if (target?.value === "-") process.enter(process.previousWorkdir, command.shell);
      else if (!target) process.enter(command.home, command.shell);
      else {
        const directory = target.value === undefined ? undefined : resolvePath(process.workdir, target.value);
        process.enter(directory, command.shell);
      }
      return;
    }
    case "popd":
      process.enter(process.previousWorkdir, command.shell);
      return;
    case "set":
      for (const { value } of command.arguments)
        if (/^[-+]\w*a/.test(value ?? "") || value === "allexport") process.exportsAll = !value!.startsWith("+");
      return;
    case "export":
    case "declare":
    case "typeset":
    case "readonly":
    case "local": {
      const exports = command.program === "export" || command.arguments.some(({ value }) => /^-\w*x/.test(value ?? ""));
      for (const { value } of command.arguments) {
        if (value === undefined || value.startsWith("-")) continue;
        const equals = value.indexOf("=");
        if (equals !== -1) process.set(value.slice(0, equals), command.maybe ? null : value.slice(equals + 1), exports);
        else if (exports) process.export(value);
      }
      for (const { value, word } of command.arguments) {
        // `export X=$(…)`: a name that is known, a value that is not.
        const part = value === undefined ? word.parts[0] : undefined;
        const name = part?.kind === "text" ? /^([A-Za-z_]\w*)=/.exec(part.text)?.[1] : undefined;
        if (name) process.set(name, null, exports);
      }
      for (const { name, value } of command.shell.assignments)
        process.set(name, command.maybe ? null : (expandWord(value, command.lookup) ?? null), exports);
      return;
    }
    case "unset":
      for (const { value } of command.arguments) if (value) process.set(value, "", true);
      return;
    case "read":
    case "getopts":
      for (const { value } of command.arguments) if (value && /^\w+$/.test(value)) process.set(value, null, false);
      return;
  }
}
