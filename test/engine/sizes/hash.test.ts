// The hash gives the values of the published MurmurHash3 x86 128.
import { expect, test } from "vitest";
import { hash128 } from "../../../server/src/engine/sizes/hash";

test.each([
  ["", "00000000000000000000000000000000"],
  ["a", "a794933c5556b01b5556b01b5556b01b"],
  ["The quick brown fox jumps over the lazy dog", "2f1583c3ecee2c675d7bf66ce5e91d2c"],
  ["0123456789abcdef", "fb7d440936aed30a48ad1d9b572b3bfd"],
  ["日本", "c2d3315b51fce20eb225bb74b225bb74"],
])("hashes %j as the reference implementation does", (text, expected) => {
  expect(hash128(text)).toBe(expected);
});
