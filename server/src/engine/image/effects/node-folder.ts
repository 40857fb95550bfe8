// The folder that a command of npm, Yarn, pnpm or Bun works on.
import { resolvePath } from "../paths";
import { flagValue, type Invocation } from "../read-invocation";

/** Flags whose argument is that folder. */
export const directoryFlags = ["--prefix", "-C", "--cwd", "--dir"];

/** Undefined where nobody can tell. */
export function nodeFolder(invocation: Invocation): string | undefined {
  const { command } = invocation;
  const written = flagValue(invocation, directoryFlags);
  return written === undefined ? command.workdir : resolvePath(command.workdir, written);
}
