// Reads LSP messages from a byte stream and survives what is none: it skips to the next header and says so.
import { AbstractMessageReader, type DataCallback, type Disposable, type Message } from "vscode-languageserver";
import { messageOf } from "../engine/index";

const header = /(?:Content-Type:[^\r\n]*\r?\n)?Content-Length: *(\d+) *\r?\n(?:[^\r\n]+\r?\n)*\r?\n/i;
/** A header is short: with more than this and no end of one, the bytes are none. */
const longestHeader = 4_096;
/** A message can hold a whole file; a length beyond this is a broken header. */
const longestMessage = 256_000_000;

/** The part of a Node stream that the reader needs. */
export interface ByteStream {
  on(event: "data", listener: (chunk: Uint8Array) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "end" | "close", listener: () => void): unknown;
}

/**
 * The library's own reader takes broken bytes for headers for ever, and so goes deaf. This one finds the next header
 * instead. Broken JSON is reported through `unreadable`, so that the server can answer with a parse error.
 */
export class TolerantMessageReader extends AbstractMessageReader {
  private chunks: Buffer[] = [];
  private size = 0;
  /** Bytes of the body that is awaited; undefined while a header is. */
  private awaited: number | undefined;

  constructor(
    private readonly stream: ByteStream,
    private readonly unreadable: (reason: string) => void,
  ) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    let listening = true;
    this.stream.on("data", (chunk) => {
      if (!listening) return;
      this.chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      this.size += chunk.byteLength;
      for (let body = this.next(); body !== undefined; body = this.next()) this.deliver(body, callback);
    });
    this.stream.on("error", (error) => this.fireError(error));
    this.stream.on("end", () => this.fireClose());
    this.stream.on("close", () => this.fireClose());
    return { dispose: () => (listening = false) };
  }

  /** The next whole body; undefined while bytes are missing. */
  private next(): Buffer | undefined {
    if (this.awaited === undefined && !this.readHeader()) return undefined;
    const length = this.awaited!;
    if (this.size < length) return undefined;
    const all = this.joined();
    this.awaited = undefined;
    this.keep(all.subarray(length));
    return all.subarray(0, length);
  }

  private readHeader(): boolean {
    if (this.size === 0) return false;
    const all = this.joined();
    for (let start = 0; ; ) {
      const text = all.toString("latin1", start, start + longestHeader);
      const found = header.exec(text);
      if (found) {
        const length = Number(found[1]);
        const end = start + found.index + found[0].length;
        if (start + found.index > 0) this.unreadable(`${start + found.index} bytes before a header were skipped`);
        this.keep(all.subarray(end));
        if (length > longestMessage) {
          this.unreadable(`a message of ${length} bytes is announced, which is too much`);
          return this.readHeader();
        }
        this.awaited = length;
        return true;
      }
      if (all.length - start <= longestHeader) {
        this.keep(all.subarray(start));
        return false;
      }
      // Half a window on, so that a header across its end is found.
      start += longestHeader / 2;
    }
  }

  private deliver(body: Buffer, callback: DataCallback): void {
    let message: Message;
    try {
      message = JSON.parse(body.toString("utf8"));
    } catch (error) {
      this.unreadable(messageOf(error));
      return;
    }
    try {
      callback(message);
    } catch (error) {
      // A message without the fields that its method needs, such as a cancellation without an id.
      this.fireError(error);
    }
  }

  private joined(): Buffer {
    if (this.chunks.length !== 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0]!;
  }

  private keep(rest: Buffer): void {
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
  }
}
