// Replaces a file's content in one step: readers see the old file or the new one, never half of either.
import { randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { CommandError } from "./terminal";

/**
 * Writes `bytes` beside the file and renames them into its place. A link stays a link: the file that it leads to is
 * replaced. Mode stays, and owner and group where the system allows it. Throws CommandError, the file untouched, also
 * where it no longer holds what was `read`: somebody's newer text would be lost.
 */
export function replaceFile(file: string, name: string, read: Uint8Array, bytes: Uint8Array): void {
  try {
    const real = realpathSync(file);
    const { mode, uid, gid } = statSync(real);
    // A rename would replace a write-protected file too, and root may write everything: the mode is the user's word.
    if ((mode & 0o222) === 0) throw new CommandError(`${name} cannot be fixed: the file is write-protected`);
    accessSync(real, constants.W_OK);
    writeInPlaceOf(real, mode, (descriptor) => {
      writeFileSync(descriptor, bytes);
      keepOwner(descriptor, uid, gid);
      fchmodSync(descriptor, mode);
      fsyncSync(descriptor);
      if (!readFileSync(real).equals(read))
        throw new CommandError(`${name} cannot be fixed: it was changed meanwhile, run the command again`);
    });
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${name} cannot be fixed: ${writingReason(error)}`);
  }
}

/**
 * Makes a file beside `real`, has `write` fill it, and renames it into the place. Where `write` or the file system
 * throws, so does this, with nothing left beside and `real` untouched.
 */
export function writeInPlaceOf(real: string, mode: number, write: (descriptor: number) => void): void {
  const temporary = path.join(path.dirname(real), `.${path.basename(real)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const descriptor = openSync(temporary, "wx", mode);
    try {
      write(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, real);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Makes a file that is not there yet; throws CommandError where it cannot be made or is there by now. */
export function createFile(file: string, name: string, bytes: Uint8Array): void {
  try {
    writeFileSync(file, bytes, { flag: "wx" });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === "EEXIST";
    const reason = isThere ? "it was made meanwhile, run the command again" : writingReason(error);
    throw new CommandError(`${name} cannot be made: ${reason}`);
  }
}

function keepOwner(descriptor: number, uid: number, gid: number): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only root may give files away; the new file then belongs to who runs this, as after saving in most editors.
  }
}

/** Why the file system refused, without its codes: `no space is left`. */
export function writingReason(error: unknown): string {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM")
    return syscall === "access" ? "no permission to write to it" : "no permission to write in its folder";
  if (code === "EROFS") return "its file system is read-only";
  if (code === "ENOSPC") return "no space is left";
  return message;
}
