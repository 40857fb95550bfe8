// Writes a Dockerfile, and the ignore file beside it, as fixes have changed them.
import path from "node:path";
import type { ChangedFile } from "../engine/index";
import { type DockerfileSource, encode } from "./read-dockerfile";
import { createFile, replaceFile } from "./write-file";

/**
 * Writes the files that changed, the Dockerfile last. Throws CommandError where one cannot be written or no longer holds
 * what it held before; what is not written yet stays as it was.
 */
export function writeFixes(source: DockerfileSource, files: readonly ChangedFile[]): void {
  for (const { path: other, before, after } of files) {
    if (other === undefined) continue;
    const file = path.resolve(path.dirname(source.path), other);
    const name = path.posix.join(path.posix.dirname(source.name), other);
    if (before === undefined) createFile(file, name, Buffer.from(after));
    else replaceFile(file, name, Buffer.from(before), Buffer.from(after));
  }
  const own = files.find((file) => file.path === undefined);
  if (own && own.after !== source.text)
    replaceFile(source.path, source.name, encode(source, source.text), encode(source, own.after));
}
