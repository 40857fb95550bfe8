// Pieces of Markdown: text of files and engines is shown as it is, and can start nothing.

/** Characters of an instruction that a table shows. */
const longestCode = 90;

/** Text outside of code: what Markdown or HTML would read as markup is escaped; one line. */
export function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|#]/g, "\\$&");
}

/** Text as code, cut where it is long; safe in a table. */
export function code(text: string, longest = longestCode): string {
  const line = oneLine(text);
  const shown = (line.length > longest ? `${line.slice(0, longest - 1)}…` : line).replaceAll("|", "\\|");
  if (!shown.includes("`")) return `\`${shown}\``;
  const fence = "`".repeat(Math.max(...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${fence} ${shown} ${fence}`;
}

/** A block of code in a language. */
export function codeBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\r\n/g, "\n").trimEnd()}\n${fence}`;
}

/** A table; numbers stand right: columns after the first whose alignment says so. Undefined without rows. */
export function table(
  header: readonly string[],
  aligned: string,
  rows: readonly (readonly string[])[],
): string | undefined {
  if (rows.length === 0) return undefined;
  const rule = header.map((_, index) => (aligned[index] === "r" ? "---:" : "---"));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What stands before the first full stop that ends a sentence, with it. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+[A-Z]|\s*$)/s.exec(text)?.[0] ?? text;
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
}
