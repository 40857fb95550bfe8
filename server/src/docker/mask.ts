// Keeps secrets out of texts: whatever holds one of them shows `***` in its place.

const shown = "***";

/** Characters from which on a part of a secret, such as one line of a file, is kept out as well: `{` is in every text. */
const shortestPart = 4;

/** Characters of the longest text that is looked for: of a larger secret each piece is kept out by itself. */
const longestPiece = 4_096;

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += longestPiece) pieces.push(text.slice(start, start + longestPiece));
  return pieces;
}

export class Mask {
  /** The longest first, so that a part never hides only the beginning of a whole. */
  private values: readonly string[] = [];

  /** From now on this secret, each of its lines, and what such a line assigns (`TOKEN=value`), are not shown. */
  add(secret: Buffer): void {
    const text = secret.toString();
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const assigned = lines.flatMap((line) =>
      [...line.matchAll(/[=:]\s*(?=\S)/g)].map(({ index, 0: sign }) => line.slice(index + sign.length)),
    );
    const parts = [...lines, ...assigned, ...assigned.map((value) => value.replace(/^["']|["'],?$/g, ""))];
    const all = [...piecesOf(text.trim()), ...parts.filter((part) => part.length >= shortestPart).flatMap(piecesOf)];
    this.values = [...new Set([...this.values, ...all])].sort((one, other) => other.length - one.length);
  }

  /** The text without the secrets in it. */
  text(text: string): string {
    let result = text;
    for (const value of this.values) result = result.replaceAll(value, shown);
    return result;
  }

  /** A mask for text that comes in pieces. */
  stream(): MaskedStream {
    let held = "";
    return {
      add: (piece) => {
        if (this.values.length === 0) return piece;
        const text = this.text(held + piece);
        const start = text.length - this.begunAtEnd(text);
        held = text.slice(start);
        return text.slice(0, start);
      },
      end: () => {
        const rest = held;
        held = "";
        return rest;
      },
    };
  }

  /** How many characters at the text's end may be the beginning of a secret. */
  private begunAtEnd(text: string): number {
    let longest = 0;
    for (const value of this.values) {
      const first = value.charAt(0);
      for (let at = text.length - value.length + 1; ; at++) {
        at = text.indexOf(first, at);
        if (at === -1 || text.length - at <= longest) break;
        if (value.startsWith(text.slice(at))) longest = text.length - at;
      }
    }
    return longest;
  }
}

export interface MaskedStream {
  /** What can be shown by now: an end that may be the beginning of a secret waits for what follows. */
  add(piece: string): string;
  /** What was waiting, when nothing follows. */
  end(): string;
}
