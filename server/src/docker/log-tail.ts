// Keeps the end of a step's log, from both of its streams: builders tell no order between output and errors.
import { StringDecoder } from "node:string_decoder";
import { Mask, type MaskedStream } from "./mask";

/** Where a process wrote a text. */
export type LogStream = "output" | "errors";

interface Line {
  /** Counts up as lines get their first text, over both streams. */
  order: number;
  text: string;
}

/** What one stream wrote last. */
interface Stream {
  readonly decoder: StringDecoder;
  readonly masked: MaskedStream;
  readonly lines: Line[];
}

/** Characters of a line that are kept: a progress bar can be one line without an end. */
const longestLine = 16_384;

export class LogTail {
  private readonly streams: Readonly<Record<LogStream, Stream>>;
  private lastOrder = 0;

  /** `keptLines` is how many lines there are at the end; each stream has at least `ownLines` of them, if it wrote as many. */
  constructor(
    private readonly keptLines: number,
    private readonly ownLines: number,
    mask: Mask = new Mask(),
  ) {
    const open = (): Stream => ({ decoder: new StringDecoder("utf8"), masked: mask.stream(), lines: [] });
    this.streams = { output: open(), errors: open() };
  }

  /**
   * Takes the next bytes of a stream and returns them as text, without secrets; a character that is cut in two comes with
   * its second half.
   */
  add(stream: LogStream, bytes: Buffer): string {
    const { decoder, masked } = this.streams[stream];
    return this.keep(stream, masked.add(decoder.write(bytes)));
  }

  /** What both streams held back, as it might have become a secret; more may follow all the same. */
  end(): string {
    return (
      this.keep("output", this.streams.output.masked.end()) + this.keep("errors", this.streams.errors.masked.end())
    );
  }

  private keep(stream: LogStream, text: string): string {
    if (text === "") return text;
    const { lines } = this.streams[stream];
    const [first = "", ...rest] = text.split("\n");
    const open = lines.at(-1);
    if (open?.text) open.text = (open.text + first).slice(-longestLine);
    else this.begin(lines, first);
    for (const line of rest) this.begin(lines, line);
    // The last one is still open, and may stay empty.
    lines.splice(0, lines.length - this.keptLines - 1);
    return text;
  }

  private begin(lines: Line[], text: string): void {
    // An empty line says nothing, and would take the place of one that does.
    if (lines.at(-1)?.text === "") lines.pop();
    lines.push({ order: ++this.lastOrder, text: text.slice(-longestLine) });
  }

  /**
   * The last lines as they came, without colours and overwritten progress. An error that a racing stream has overtaken
   * by a hundred lines of output is still among them.
   */
  get text(): string {
    const output = this.linesOf("output");
    const errors = this.linesOf("errors");
    const kept = new Set([...output.slice(-this.ownLines), ...errors.slice(-this.ownLines)]);
    const newestFirst = [...output, ...errors].sort((one, other) => other.order - one.order);
    for (const line of newestFirst) {
      if (kept.size >= this.keptLines) break;
      kept.add(line);
    }
    return [...kept]
      .sort((one, other) => one.order - other.order)
      .map((line) => line.text)
      .join("\n");
  }

  private linesOf(stream: LogStream): readonly Line[] {
    const lines = this.streams[stream].lines.map(({ order, text }) => ({ order, text: shown(text) }));
    while (lines.at(-1)?.text === "") lines.pop();
    return lines;
  }
}

/** A line as a terminal would show it at the end. */
function shown(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with an escape character
  const plain = line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "").trimEnd();
  return plain.slice(plain.lastIndexOf("\r") + 1);
}
