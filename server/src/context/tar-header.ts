// Headers of a tar in the format that all engines read: ustar, with pax records for what does not fit into it.

export interface TarEntry {
  /** With `/` between names; a directory's ends in one. */
  readonly name: string;
  readonly kind: "file" | "hard link" | "link" | "directory";
  /** Permission bits, setuid, setgid and sticky included. */
  readonly mode: number;
  /** Whole seconds since 1970. */
  readonly modified: number;
  /** Of the content that follows; 0 for all but files. */
  readonly bytes: number;
  /** What a link points to. */
  readonly linkTarget: string;
}

const blockBytes = 512;
const types = { file: "0", "hard link": "1", link: "2", directory: "5", pax: "x" } as const;

/** Bytes that the two texts of a header hold, and the largest size that its octal digits hold. */
const longestText = 100;
const largestSize = 0o77777777777;

/** The header of an entry owned by root; a multiple of 512 bytes. The content follows, then `tarPadding`. */
export function tarHeader(entry: TarEntry): Buffer {
  const records = [
    ...(fits(entry.name) ? [] : [paxRecord("path", entry.name)]),
    ...(fits(entry.linkTarget) ? [] : [paxRecord("linkpath", entry.linkTarget)]),
    ...(entry.bytes > largestSize ? [paxRecord("size", String(entry.bytes))] : []),
  ];
  const header = block({ ...entry, bytes: Math.min(entry.bytes, largestSize) }, types[entry.kind]);
  if (records.length === 0) return header;
  const text = Buffer.from(records.join(""));
  const pax = { name: "PaxHeader", mode: 0o644, modified: entry.modified, bytes: text.length, linkTarget: "" };
  return Buffer.concat([block(pax, types.pax), text, tarPadding(text.length), header]);
}

/** What fills the last block of so many bytes. */
export function tarPadding(bytes: number): Buffer {
  return zeros.subarray(0, (blockBytes - (bytes % blockBytes)) % blockBytes);
}

/** What ends a tar. */
export const tarEnd = Buffer.alloc(2 * blockBytes);
const zeros = Buffer.alloc(blockBytes);

function fits(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not plain ASCII needs a pax record
  return text.length <= longestText && /^[\x01-\x7F]*$/.test(text);
}

function block(entry: Omit<TarEntry, "kind">, type: string): Buffer {
  const header = Buffer.alloc(blockBytes);
  header.write(entry.name, 0, longestText);
  writeOctal(header, entry.mode, 100, 8);
  writeOctal(header, 0, 108, 8);
  writeOctal(header, 0, 116, 8);
  writeOctal(header, entry.bytes, 124, 12);
  writeOctal(header, Math.min(Math.max(entry.modified, 0), largestSize), 136, 12);
  // The checksum counts itself as blanks.
  header.fill(" ", 148, 156);
  header.write(type, 156);
  header.write(entry.linkTarget, 157, longestText);
  header.write("ustar\0" + "00", 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function writeOctal(header: Buffer, value: number, offset: number, length: number): void {
  header.write(value.toString(8).padStart(length - 1, "0"), offset);
}

/** `12 path=a/b\n`: the number counts the whole record, itself included. */
function paxRecord(name: string, value: string): string {
  const rest = Buffer.byteLength(` ${name}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${name}=${value}\n`;
}
