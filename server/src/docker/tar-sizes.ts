// Sums the sizes of the files in a tar that is written to it piece by piece, from the headers alone: layers hold millions of files.

const blockSize = 512;
/** More than this in front of a file is not its long name or its attributes, but no tar. */
const largestExtension = 16_000_000;

/** What the bytes are that come next. */
type Place = "header" | "content" | "extension" | "sparse-map" | "end";

export class TarSizes {
  /** Sum of the sizes of regular files, as they are on the disk: one with hard links counts once, a sparse one as long as it reads. */
  bytes = 0;
  /** True where it is no tar: the sum then means nothing. */
  broken = false;
  private place: Place = "header";
  /** Bytes of the current part, padding included, that are still to come. */
  private left = blockSize;
  private extensionSize = 0;
  /** What has come of a header or an extension. */
  private parts: Buffer[] = [];
  /** From a PAX header, for the file after it. */
  private nextSize: number | undefined;
  /** Of the sparse file whose map is being passed over. */
  private contentAfterMap = 0;

  write(chunk: Uint8Array): void {
    let offset = 0;
    while (offset < chunk.length && this.place !== "end" && !this.broken) {
      const taken = Math.min(this.left, chunk.length - offset);
      if (this.place !== "content") this.parts.push(Buffer.from(chunk.buffer, chunk.byteOffset + offset, taken));
      offset += taken;
      this.left -= taken;
      if (this.left === 0) this.finishPart();
    }
    // What is kept beyond this call is a copy: the chunk belongs to the stream that it came from.
    if (this.parts.length > 0) this.parts = [Buffer.concat(this.parts)];
  }

  /** To be called at the end: false where the tar is broken or was cut off. An empty one is whole. */
  end(): boolean {
    const atStart = this.place === "header" && this.parts.length === 0;
    return !this.broken && (this.place === "end" || atStart);
  }

  private finishPart(): void {
    const { place } = this;
    const part = this.parts.length > 1 ? Buffer.concat(this.parts) : this.parts[0];
    this.parts = [];
    this.expect("header", blockSize);
    if (part === undefined) return;
    if (place === "header") this.readHeader(part);
    else if (place === "extension") this.nextSize = paxSize(part.subarray(0, this.extensionSize)) ?? this.nextSize;
    else this.readSparseMap(part, 504);
  }

  private expect(place: Place, bytes: number): void {
    if (bytes === 0) return;
    this.place = place;
    this.left = bytes;
  }

  private readHeader(header: Buffer): void {
    if (header[0] === 0 && header.every((byte) => byte === 0)) {
      this.place = "end";
      return;
    }
    const type = String.fromCharCode(header[156] ?? 0);
    const size = readNumber(header.subarray(124, 136));
    if (size === undefined || readNumber(header.subarray(148, 156)) !== checksum(header)) {
      this.broken = true;
      return;
    }
    if (/[xgLK]/.test(type)) {
      this.broken ||= size > largestExtension;
      this.extensionSize = type === "x" ? size : 0;
      this.expect("extension", padded(size));
      return;
    }
    const stored = this.nextSize ?? size;
    this.nextSize = undefined;
    if (type === "S") {
      // GNU's sparse file: its real size stands apart, and a map may follow the header.
      this.bytes += readNumber(header.subarray(483, 495)) ?? stored;
      this.contentAfterMap = padded(stored);
      this.readSparseMap(header, 482);
      return;
    }
    const isFile = type === "0" || type === "\0" || type === "7";
    if (isFile) this.bytes += stored;
    // A link or folder may tell a size, and holds nothing.
    this.expect("content", isFile || !/[1-6]/.test(type) ? padded(stored) : 0);
  }

  private readSparseMap(block: Buffer, flag: number): void {
    if (block[flag] === 1) this.expect("sparse-map", blockSize);
    else this.expect("content", this.contentAfterMap);
  }
}

function padded(size: number): number {
  return Math.ceil(size / blockSize) * blockSize;
}

/** Octal digits, or in base 256 where they would not do. */
function readNumber(field: Buffer): number | undefined {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, (field[0] ?? 0) & 0x7f);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const text = field.toString("latin1").replace(/\0.*$/s, "").trim();
  return /^[0-7]*$/.test(text) ? Number.parseInt(text || "0", 8) : undefined;
}

/** Sum of the header's bytes, its own checksum taken as blanks. */
function checksum(header: Buffer): number {
  let sum = 8 * 32;
  for (let index = 0; index < blockSize; index++) if (index < 148 || index >= 156) sum += header[index] ?? 0;
  return sum;
}

/** The size that PAX records tell: `LENGTH size=BYTES\n`, among others whose values may hold anything. */
function paxSize(records: Buffer): number | undefined {
  let size: number | undefined;
  for (let offset = 0; offset < records.length; ) {
    const length = Number.parseInt(records.subarray(offset, offset + 20).toString("latin1"), 10);
    if (!(length > 0)) break;
    const record = records.subarray(offset, offset + length).toString("latin1");
    const value = /^\d+ size=(\d+)\n$/.exec(record)?.[1];
    if (value !== undefined) size = Number(value);
    offset += length;
  }
  return size;
}
