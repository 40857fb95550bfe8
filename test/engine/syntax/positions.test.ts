// Offsets to lines and characters and back, whatever the line breaks are.
import { describe, expect, test } from "vitest";
import { findLineStarts, lineAt, offsetAt, positionAt } from "../../../server/src/engine/syntax/positions";

const documentOf = (text: string) => ({ text, lineStarts: findLineStarts(text) });

describe("positions", () => {
  test.each([
    ["", [0]],
    ["a", [0]],
    ["a\n", [0, 2]],
    ["a\nb\n", [0, 2, 4]],
    ["a\r\nb", [0, 3]],
    ["a\rb\r\rc", [0, 2, 4, 5]],
    ["\n\n\r\n", [0, 1, 2, 4]],
  ])("the lines of %j start at %j", (text, starts) => {
    expect(findLineStarts(text)).toEqual(starts);
  });

  test.each(["", "one", "FROM a\nRUN b\n", "FROM a\r\n\r\nRUN ü😀\r\n", "a\rb\n\rc"])(
    "every offset of %j comes back",
    (text) => {
      const document = documentOf(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const position = positionAt(document, offset);
        // Between \r and \n there is no position of its own: it means the end of the line.
        const expected = text[offset] === "\n" && text[offset - 1] === "\r" ? offset - 1 : offset;
        expect(offsetAt(document, position)).toBe(expected);
        expect(lineAt(document, offset)).toBe(position.line);
      }
    },
  );

  test("what lies outside is moved to the nearest end", () => {
    const document = documentOf("ab\ncd");
    expect(positionAt(document, -5)).toEqual({ line: 0, character: 0 });
    expect(positionAt(document, 99)).toEqual({ line: 1, character: 2 });
    expect(offsetAt(document, { line: 0, character: 99 })).toBe(2);
    expect(offsetAt(document, { line: 9, character: 0 })).toBe(5);
    expect(offsetAt(document, { line: -1, character: 4 })).toBe(0);
    expect(offsetAt(document, { line: 1, character: -4 })).toBe(3);
  });
});
