// Fits text to the width of a terminal, in which some characters take two columns and some none.
import { stripVTControlCharacters } from "node:util";

/** Wider text is hard to read, and narrower has no room for words. */
const widest = 120;
const narrowest = 40;

const takesNone = /^[\p{Mark}\u200b-\u200d]$/u;
const takesTwo =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]$/u;

/** Columns that `text` takes on a terminal, colours aside. */
export function columnsOf(text: string): number {
  return [...stripVTControlCharacters(text)].reduce((sum, character) => sum + columnsOfOne(character), 0);
}

/** `text`, without colours, with an ellipsis where it is cut because it takes more than `width` columns. */
export function cut(text: string, width: number): string {
  if (columnsOf(text) <= width) return text;
  let kept = "";
  let left = width - 1;
  for (const character of text) {
    left -= columnsOfOne(character);
    if (left < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Breaks a line, colours and all, between words; what follows is indented two columns deeper. No width, no breaks. */
export function wrap(line: string, width: number | undefined): string {
  if (width === undefined || width < narrowest) return line;
  const longest = Math.min(width, widest);
  const indent = `${/^ */.exec(stripVTControlCharacters(line))![0]}  `;
  // Words with the blanks before them; a size or a share is one word.
  const words = line.match(/ *(?:[(+−]*(?:[≈≥] )?\d[\d.]* (?:[kMGT]?B\b|%)[^ ]*|[^ ]+)/g) ?? [line];
  let wrapped = "";
  let column = 0;
  for (const word of words) {
    const columns = columnsOf(word);
    const fits = column + columns <= longest || column <= indent.length;
    const text = fits ? word : `${indent}${word.trimStart()}`;
    wrapped += fits ? text : `\n${text}`;
    column = fits ? column + columns : columnsOf(text);
  }
  return wrapped;
}

function columnsOfOne(character: string): 0 | 1 | 2 {
  // Nearly every character of a Dockerfile.
  if (character < "\u0300") return 1;
  if (takesNone.test(character)) return 0;
  return takesTwo.test(character) ? 2 : 1;
}
