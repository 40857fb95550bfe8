// Keeps secrets out of texts: whatever holds one of them shows `***` in its place.

const shown = "***";

/** Characters from which on a part of a secret, such as one line of a file, is kept out as well: `{` is in every text. */
const shortestPart = 4;

/** Characters of the longest text that is looked for: of a larger secret each piece is kept out by itself. */
const longestPiece = 4_096;

/** Bytes of the largest secret whose other spellings are kept out as well: each is looked for in all that is printed. */
const longestSpelled = 4_096;

/** Characters from which on the middle of a text in base64 is no chance. */
const shortestBase64 = 8;

/** Characters of a line as `base64` prints it. */
const base64Line = 76;

function piecesOf(text: string, length = longestPiece): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; start += length) pieces.push(text.slice(start, start + length));
  return pieces;
}

/** How programs print a text that they were given: in a URL, in JSON, in base64. */
function spellingsOf(text: string): readonly string[] {
  const inUrl = encodeURIComponent(text);
  const strict = inUrl.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const urls = [inUrl, strict].flatMap((one) => [one, one.replaceAll("%2F", "/")]);
  return [...urls, JSON.stringify(text).slice(1, -1), ...base64Of(Buffer.from(text))];
}

/**
 * In base64 by itself, also in lines, and as it stands in the middle of something longer, such as `user:password`: there
 * its first and last character depend on what is around it.
 */
function base64Of(bytes: Buffer): readonly string[] {
  const middles = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const found = [
    ...piecesOf(bytes.toString("base64"), base64Line),
    ...middles.filter((middle) => middle.length >= shortestBase64),
  ];
  return found.flatMap((one) => [one, one.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")]);
}

export class Mask {
  /** By their first characters: a log is looked through once, however many there are. */
  private readonly values = new Map<string, string[]>();
  /** Secrets that are shorter than these. */
  private readonly short = new Set<string>();
  /** What a text can end with that becomes a secret, where that is shorter, too. */
  private readonly beginnings = new Set<string>();
  private readonly firstCharacters = new Set<number>();
  private longest = 0;

  /**
   * From now on this secret, each of its lines, and what such a line assigns (`TOKEN=value`), are not shown, nor in other
   * spellings.
   */
  add(secret: Buffer): void {
    const text = secret.toString();
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const assigned = lines.flatMap((line) =>
      [...line.matchAll(/[=:]\s*(?=\S)/g)].map(({ index, 0: sign }) => line.slice(index + sign.length)),
    );
    const parts = [...lines, ...assigned, ...assigned.map((value) => value.replace(/^["']|["'],?$/g, ""))];
    const plain = new Set([text.trim(), ...parts.filter((part) => part.length >= shortestPart)]);
    const isSpelled = secret.length <= longestSpelled;
    const spelled = isSpelled ? [...base64Of(secret), ...[...plain].flatMap(spellingsOf)] : [];
    for (const value of [...plain].flatMap((part) => piecesOf(part))) this.addValue(value);
    for (const value of spelled) if (value.length >= shortestPart) this.addValue(value);
  }

  private addValue(value: string): void {
    const key = value.slice(0, shortestPart);
    if (key.length < shortestPart) this.short.add(value);
    else {
      const alike = this.values.get(key) ?? [];
      if (!alike.includes(value))
        this.values.set(
          key,
          [...alike, value].sort((one, other) => other.length - one.length),
        );
    }
    for (let length = 1; length < Math.min(value.length, shortestPart); length++)
      this.beginnings.add(value.slice(0, length));
    this.firstCharacters.add(value.charCodeAt(0));
    this.longest = Math.max(this.longest, value.length);
  }

  /** The text without the secrets in it; those that overlap go as one. */
  text(text: string): string {
    let result = "";
    let end = 0;
    let last: string | undefined;
    for (let at = 0; at < text.length; at++) {
      if (!this.firstCharacters.has(text.charCodeAt(at))) continue;
      if (at >= end) last = undefined;
      const alike = this.values.get(text.slice(at, at + shortestPart));
      const value = alike?.find((one) => at + one.length > end && one !== last && text.startsWith(one, at));
      if (value === undefined) continue;
      last = value;
      if (at >= end) result += text.slice(end, at) + shown;
      end = Math.max(end, at + value.length);
    }
    result += text.slice(end);
    for (const value of this.short) result = result.replaceAll(value, shown);
    return result;
  }

  /** A mask for text that comes in pieces. */
  stream(): MaskedStream {
    let held = "";
    return {
      add: (piece) => {
        if (this.longest === 0) return piece;
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
    for (let at = Math.max(0, text.length - this.longest + 1); at < text.length; at++) {
      if (!this.firstCharacters.has(text.charCodeAt(at))) continue;
      const end = text.slice(at);
      const isBegun =
        end.length < shortestPart
          ? this.beginnings.has(end)
          : this.values.get(end.slice(0, shortestPart))?.some((value) => value.startsWith(end));
      if (isBegun) return end.length;
    }
    return 0;
  }
}

export interface MaskedStream {
  /** What can be shown by now: an end that may be the beginning of a secret waits for what follows. */
  add(piece: string): string;
  /** What was waiting, when nothing follows. */
  end(): string;
}
