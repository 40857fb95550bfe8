// Variables in Compose files, as far as the file itself says what they are.

/** Values of variables by name, as `process.env` holds them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The text with its variables replaced by their values, or else their defaults; null where one has neither: the
 * environment decides it. Without `variables`, what it says is the same on every machine.
 */
export function interpolate(text: string, variables: Variables = {}): string | null {
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
    if (text[dollar + 1] !== "{") {
      const [name = ""] = /^\w+/.exec(text.slice(dollar + 1)) ?? [];
      if (variables[name] === undefined) return null;
      result += variables[name];
      position = dollar + 1 + name.length;
      continue;
    }
    const end = endOfBraces(text, dollar + 1);
    const [, name = "", operator, fallback] = /^(\w+)(:?[-?+])?([\s\S]*)$/.exec(text.slice(dollar + 2, end)) ?? [];
    if (end === undefined || fallback === undefined) return null;
    const given = variables[name];
    const isGiven = given !== undefined && (given !== "" || !operator?.startsWith(":"));
    if (operator?.endsWith("+") || (!isGiven && !operator?.endsWith("-"))) return null;
    const value = isGiven ? given : interpolate(fallback, variables);
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
