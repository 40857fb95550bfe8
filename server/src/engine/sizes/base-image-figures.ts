// The figures of the base-image table, read from their lines.
import { figureTables } from "./base-image-table";
import { type ImageTag, readImageTag } from "./image-tags";

/** One published image's size. */
export interface Figure {
  /** As the table has it: `golang:1.25-alpine`. */
  readonly text: string;
  readonly tag: ImageTag;
  /** Sum of the layers' files; bytes. */
  readonly unpacked: number | undefined;
  /** Sum of the compressed layers, as pulled; bytes. */
  readonly compressed: number | undefined;
  /** Month in which the image was built or read: `2026-05`. */
  readonly date: string;
  readonly source: string;
}

/** All figures of the table, older ones of one image first. Throws on a line that is none. */
export function readFigures(): Figure[] {
  return figureTables.flatMap(({ source, prefix = "", lines }) =>
    lines
      .trim()
      .split("\n")
      .map((line) => readFigure(line, prefix, source)),
  );
}

function readFigure(line: string, prefix: string, source: string): Figure {
  const [reference = "", unpacked = "", compressed = "", date = "", platform, ...rest] = line.trim().split(/\s+/);
  const text = `${prefix}${reference}`;
  const colon = text.lastIndexOf(":");
  const [name, tag] = colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
  const known = platform === undefined || platform === "arm64" || platform === "arm32";
  if (!known || rest.length > 0 || !/^\d{4}-\d\d$/.test(date)) throw new Error(`No figure of a base image: ${line}`);
  return {
    text,
    tag: { ...readImageTag({ name, tag }), platform },
    unpacked: bytesOf(unpacked, line),
    compressed: bytesOf(compressed, line),
    date,
    source,
  };
}

function bytesOf(megabytes: string, line: string): number | undefined {
  if (megabytes === "-") return undefined;
  const bytes = Math.round(Number(megabytes) * 1e6);
  if (!(bytes > 0)) throw new Error(`No size in: ${line}`);
  return bytes;
}
