// Variables in Compose files, as far as the file itself says what they are.

/** The text with its variables replaced by their defaults; null where one has none: the environment decides it. */
export function interpolate(text: string): string | null {
  let result = "";
  for (let position = 0; position < text.length; ) {
    const dollar = text.indexOf("$", position);
    if (dollar === -1) return result + text.slice(position);
    result += text.slice(position, dollar);
    if (text[dollar + 1] === "$") {
      result += "$";
      position = dollar + 2;
      continue;
    }
    if (text[dollar + 1] !== "{") return null;
    const end = endOfBraces(text, dollar + 1);
    const [, operator, fallback] = /^\w+(:?[-?+])?([\s\S]*)$/.exec(text.slice(dollar + 2, end)) ?? [];
    if (end === undefined || fallback === undefined || !operator?.endsWith("-")) return null;
    const value = interpolate(fallback);
    if (value === null) return null;
    result += value;
    position = end + 1;
  }
  return result;
}

/** Index of the brace that closes the one at `start`. */
function endOfBraces(text: string, start: number): number | undefined {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    if (text[index] === "{") depth++;
    else if (text[index] === "}" && --depth === 0) return index;
  }
  return undefined;
}
