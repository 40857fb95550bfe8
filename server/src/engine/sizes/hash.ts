// MurmurHash3 (x86, 128 bits): names measurements, in engines without Node's crypto. Not for secrets.

/** 32 hexadecimal digits for a text (its UTF-8 bytes), seed 0. The same everywhere and between versions. */
export function hash128(text: string): string {
  const bytes = utf8(text);
  const blocks = bytes.length >>> 4;
  const h: [number, number, number, number] = [0, 0, 0, 0];
  const word = (offset: number) =>
    (bytes[offset] ?? 0) |
    ((bytes[offset + 1] ?? 0) << 8) |
    ((bytes[offset + 2] ?? 0) << 16) |
    ((bytes[offset + 3] ?? 0) << 24);
  for (let block = 0; block < blocks; block += 1) {
    const at = block << 4;
    h[0] ^= mix(word(at), c1, 15, c2);
    h[0] = (Math.imul((rotate(h[0], 19) + h[1]) | 0, 5) + 0x561ccd1b) | 0;
    h[1] ^= mix(word(at + 4), c2, 16, c3);
    h[1] = (Math.imul((rotate(h[1], 17) + h[2]) | 0, 5) + 0x0bcaa747) | 0;
    h[2] ^= mix(word(at + 8), c3, 17, c4);
    h[2] = (Math.imul((rotate(h[2], 15) + h[3]) | 0, 5) + 0x96cd1c35) | 0;
    h[3] ^= mix(word(at + 12), c4, 18, c1);
    h[3] = (Math.imul((rotate(h[3], 13) + h[0]) | 0, 5) + 0x32ac3b17) | 0;
  }
  // Bytes past the end read as 0, and mixing 0 changes nothing: the tail needs no cases.
  const tail = blocks << 4;
  h[0] ^= mix(word(tail), c1, 15, c2);
  h[1] ^= mix(word(tail + 4), c2, 16, c3);
  h[2] ^= mix(word(tail + 8), c3, 17, c4);
  h[3] ^= mix(word(tail + 12), c4, 18, c1);
  for (let i = 0; i < 4; i += 1) h[i]! ^= bytes.length;
  spread(h);
  for (let i = 0; i < 4; i += 1) h[i] = finish(h[i]!);
  spread(h);
  return h.map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}

const c1 = 0x239b961b;
const c2 = 0xab0e9789;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93;

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function mix(value: number, first: number, by: number, second: number): number {
  return Math.imul(rotate(Math.imul(value, first), by), second);
}

function spread(h: [number, number, number, number]): void {
  h[0] = (h[0] + h[1] + h[2] + h[3]) | 0;
  h[1] = (h[1] + h[0]) | 0;
  h[2] = (h[2] + h[0]) | 0;
  h[3] = (h[3] + h[0]) | 0;
}

function finish(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** TextEncoder belongs to the DOM's types, which the engine does without. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return bytes;
}
