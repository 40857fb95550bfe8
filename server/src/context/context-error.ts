// The one error of this room: something about the build context that its user can put right.
import { messageOf } from "../engine/index";

/** `message` is one sentence in the user's words that names the file; it is shown as it stands. */
export class ContextError extends Error {
  override readonly name = "ContextError";
}

/** Says in plain words why the system refused a file: `permission denied`, not `EACCES: permission denied, open '…'`. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const known: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    ENOENT: "it does not exist",
    ENOTDIR: "it is not a directory",
    EISDIR: "it is a directory",
    ELOOP: "its links go round in a circle",
    EMFILE: "too many files are open",
    ENAMETOOLONG: "its name is too long",
    EIO: "the disk reported an error",
  };
  return (code && known[code]) || messageOf(error);
}
