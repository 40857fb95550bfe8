// The few parts of the protobuf wire format that BuildKit's messages need: reading fields, writing fields.

/** One field of a message: varints as numbers (exact up to 2^53), the rest as bytes. */
export type Field = { readonly number: number; readonly value: number | Buffer };

/** Reads a message's fields in order; stops at what it cannot read, so that a newer engine's additions do no harm. */
export function* readFields(message: Buffer): Generator<Field> {
  let offset = 0;
  const varint = (): number => {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = message[offset++];
      if (byte === undefined) return Number.NaN;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  };
  while (offset < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) yield { number, value: varint() };
    else if (wireType === 2) {
      const length = varint();
      if (!(offset + length <= message.length)) return;
      yield { number, value: message.subarray(offset, offset + length) };
      offset += length;
    } else if (wireType === 1 || wireType === 5) {
      const length = wireType === 1 ? 8 : 4;
      yield { number, value: message.subarray(offset, offset + length) };
      offset += length;
    } else return;
  }
}

/** Writes fields in the given order; zero numbers and empty texts are left out, as proto3 does. */
export function writeMessage(
  ...fields: readonly (readonly [number: number, value: number | string | Buffer])[]
): Buffer {
  const parts: Buffer[] = [];
  for (const [number, value] of fields) {
    if (typeof value === "number") {
      if (value !== 0) parts.push(varintBytes(number * 8), varintBytes(value));
      continue;
    }
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    if (bytes.length > 0) parts.push(varintBytes(number * 8 + 2), varintBytes(bytes.length), bytes);
  }
  return Buffer.concat(parts);
}

/** `value` is a whole number from 0 to 2^53; a BigInt-free loop, as modes and sizes need no more. */
function varintBytes(value: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.max(0, Math.floor(value));
  do {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}
