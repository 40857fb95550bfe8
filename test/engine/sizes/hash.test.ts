// The hash gives the published values of MurmurHash3 x86 128.
import { expect, test } from "vitest";
import { hash128 } from "../../../server/src/engine/sizes/hash";

test("gives the reference implementation's values", () => {
  expect(hash128("")).toBe("00000000000000000000000000000000");
  expect(hash128("I will not buy this record, it is scratched.")).toBe("9b5b7ba2ef3f7866889adeaf00f3f98e");
});

test("tells texts beyond ASCII apart", () => {
  expect(new Set(["é", "e", "日本", "日", "🐳", "🐋"].map(hash128)).size).toBe(6);
});
