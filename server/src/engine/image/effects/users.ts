// Users that a step makes, and whether they have a home directory: that is where their caches lie.
import type { RunCommand } from "../commands";
import { noteDirectory, type StageNode } from "../nodes";
import { resolvePath } from "../paths";

/** `useradd`, `adduser` and `mkdir /home/NAME`. */
export function readUsers(stage: StageNode, { program, arguments: words, workdir, maybe }: RunCommand): void {
  if (!/^(mkdir|install|useradd|adduser)$/.test(program)) return;
  const values = words.map(({ value }) => value);
  if (program === "mkdir" || program === "install") {
    for (const value of values) {
      const path = value === undefined || value.startsWith("-") ? undefined : resolvePath(workdir, value);
      if (path !== undefined) noteDirectory(stage, path);
    }
    return;
  }
  if (maybe) return;
  const name = nameIn(values);
  if (name === undefined) return;
  const has = (pattern: RegExp) => values.some((value) => value !== undefined && pattern.test(value));
  const at = values.findIndex((value) => value !== undefined && /^(-\w*d|--home-dir|--home|-h)$/.test(value));
  const inline = values.map((value) => /^--home(?:-dir)?=(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  const written = inline ?? (at === -1 ? undefined : values[at + 1]);
  // Debian's useradd makes no home directory unless it is told to; adduser does, but not for system users (Alpine's: also).
  const refuses = stage.system === "alpine" ? /^(-[a-zA-Z]*H|--no-create-home)$/ : /^(--no-create-home|--system)$/;
  const makes = program === "useradd" ? has(/^(-[a-zA-Z]*m[a-zA-Z]*|--create-home)$/) : !has(refuses);
  stage.homes.set(name, makes || written !== undefined ? (written ?? `/home/${name}`) : undefined);
}

/** The last operand, which is no flag's argument: those come before the name. */
function nameIn(values: readonly (string | undefined)[]): string | undefined {
  const last = values.at(-1);
  if (last !== undefined && !last.startsWith("-")) return last;
  return values.find((value) => value !== undefined && /^[a-z_][\w-]*$/.test(value));
}
