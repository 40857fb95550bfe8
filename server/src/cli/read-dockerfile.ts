// Reads Dockerfiles from disk or standard input into text, and says in one sentence why one cannot be read.
import { closeSync, lstatSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { CommandError, type Terminal } from "./terminal";

/** A Dockerfile as text, and what is needed to write it back byte for byte. */
export interface DockerfileSource {
  /** Absolute. For standard input: where the text would lie. */
  readonly path: string;
  /** How the user would write it, with `/`: what messages and reports show. */
  readonly name: string;
  /** Without byte order mark, as editors count positions. */
  readonly text: string;
  /** Latin-1 where the bytes are not UTF-8: every byte is one character, so that nothing is lost. */
  readonly encoding: "utf8" | "latin1";
  readonly hasByteOrderMark: boolean;
  readonly fromStandardInput: boolean;
}

/** The engine analyses a million characters at most; this many bytes can never be fewer. */
const mostBytes = 4_000_000;

/** Not a Dockerfile by its content: found in a folder it is passed over, named by the user it is an error. */
export class NotTextError extends CommandError {}

/** Reads the file at `given`, relative to `workingDirectory` or absolute. Throws CommandError. */
export function readDockerfile(given: string, workingDirectory: string): DockerfileSource {
  const absolute = path.resolve(workingDirectory, given);
  const name = slashes(path.normalize(given));
  return { path: absolute, name, ...decode(readBytes(absolute, name), name), fromStandardInput: false };
}

/** Reads standard input as if it were the file `given`. Throws CommandError. */
export async function readStandardInput(given: string | undefined, terminal: Terminal): Promise<DockerfileSource> {
  const name = given === undefined ? "<stdin>" : slashes(path.normalize(given));
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of terminal.input) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > mostBytes) throw tooLarge(name);
  }
  return {
    path: path.resolve(terminal.workingDirectory, given ?? "Dockerfile"),
    name,
    ...decode(Buffer.concat(chunks), name),
    fromStandardInput: true,
  };
}

/** The bytes of `text` in the encoding of `source`. */
export function encode(source: DockerfileSource, text: string): Buffer {
  return Buffer.from(source.hasByteOrderMark ? `\ufeff${text}` : text, source.encoding);
}

/** Why the file system refused, without its codes: `no such file`. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    ENOENT: "no such file or folder",
    ENOTDIR: "no such file or folder",
    EACCES: "no permission to read it",
    EPERM: "no permission to read it",
    EISDIR: "it is a folder, name the Dockerfile in it",
    ELOOP: "its links lead in a circle",
    ENXIO: "it is a socket or device, not a file",
    ENAMETOOLONG: "its name is too long",
    EMFILE: "too many files are open",
    EIO: "its device reports an error",
  };
  return reasons[code ?? ""] ?? message;
}

function readBytes(absolute: string, name: string): Buffer {
  let file: number | undefined;
  try {
    file = openSync(absolute, "r");
    // In pieces up to the limit, because pipes and devices do not tell their size.
    const buffer = Buffer.allocUnsafe(64 * 1024);
    const chunks: Buffer[] = [];
    let length = 0;
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
      chunks.push(Buffer.from(buffer.subarray(0, read)));
      length += read;
      if (length > mostBytes) throw tooLarge(name);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const isBrokenLink = (error as NodeJS.ErrnoException).code === "ENOENT" && isLink(absolute);
    throw new CommandError(`${name} cannot be read: ${isBrokenLink ? "the link leads nowhere" : reasonOf(error)}`);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function isLink(file: string): boolean {
  try {
    return lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}

function decode(bytes: Buffer, name: string): Pick<DockerfileSource, "text" | "encoding" | "hasByteOrderMark"> {
  if (bytes.length >= 2 && (bytes.readUInt16BE() === 0xfffe || bytes.readUInt16BE() === 0xfeff))
    throw new NotTextError(`${name} is encoded in UTF-16, which Docker does not read: save it as UTF-8`);
  if (bytes.includes(0)) throw new NotTextError(`${name} is not a text file`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasByteOrderMark = text.startsWith("\ufeff");
    return { text: hasByteOrderMark ? text.slice(1) : text, encoding: "utf8", hasByteOrderMark };
  } catch {
    return { text: bytes.toString("latin1"), encoding: "latin1", hasByteOrderMark: false };
  }
}

function tooLarge(name: string): CommandError {
  return new CommandError(`${name} is too large for a Dockerfile (over 1 MB) and is not analysed`);
}

function slashes(file: string): string {
  return file.split(path.sep).join("/");
}
