// Reads the indented texts that pnpm and Yarn write as lock files: a small part of YAML, and Yarn's own older form. A general
// YAML parser takes seconds for a file of megabytes.

export interface Block {
  /** What stands behind the key, without quotes; undefined where there is nothing. */
  readonly value: string | undefined;
  readonly entries: ReadonlyMap<string, Block>;
  /** Lines that begin with a dash. */
  readonly items: readonly string[];
}

interface OpenBlock {
  value: string | undefined;
  readonly entries: Map<string, OpenBlock>;
  readonly items: string[];
}

const emptyBlock = (value?: string): OpenBlock => ({ value, entries: new Map(), items: [] });

/** The whole text as one block. What it cannot read it leaves out. */
export function readIndented(text: string): Block {
  const root = emptyBlock();
  const open: { readonly indent: number; readonly block: OpenBlock }[] = [{ indent: -1, block: root }];
  /** YAML writes long keys on a line of their own: `? key`, then `: value`. */
  let longKey: string | undefined;
  for (const line of text.split("\n")) {
    const content = line.trim();
    if (content === "" || content.startsWith("#") || content === "---") continue;
    let indent = line.length - line.trimStart().length;
    while (open.length > 1 && open[open.length - 1]!.indent >= indent) open.pop();
    const parent = open[open.length - 1]!.block;
    if (content.startsWith("? ")) {
      longKey = withoutQuotes(content.slice(2).trim());
      continue;
    }
    if (content.startsWith("- ")) {
      parent.items.push(withoutQuotes(content.slice(2).trim()));
      continue;
    }
    let target = parent;
    let entry = content;
    if (longKey !== undefined && content.startsWith(":")) {
      target = emptyBlock();
      parent.entries.set(longKey, target);
      open.push({ indent, block: target });
      entry = content.slice(1).trim();
      indent += 2;
      longKey = undefined;
      if (entry === "") continue;
    }
    const { key, value } = keyAndValue(entry);
    const block = emptyBlock(value);
    target.entries.set(key, block);
    open.push({ indent, block });
  }
  return root;
}

function keyAndValue(entry: string): { readonly key: string; readonly value: string | undefined } {
  // Yarn writes several keys before one colon: they are left as they are.
  if (entry.endsWith(":")) return { key: withoutQuotes(entry.slice(0, -1)), value: undefined };
  const quoted = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*:?\s*(.*)$/.exec(entry);
  if (quoted !== null) return { key: withoutQuotes(quoted[1]!), value: withoutQuotes(quoted[2]!) };
  const colon = entry.indexOf(": ");
  const end = colon === -1 ? entry.indexOf(" ") : colon;
  if (end === -1) return { key: entry, value: undefined };
  return { key: entry.slice(0, end), value: withoutQuotes(entry.slice(end + 1).trim()) };
}

/** Text in one pair of quotes, without them; all other text as it is. */
export function withoutQuotes(text: string): string {
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return text.slice(1, -1).replace(/\\(.)/g, "$1");
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  return text;
}

/** The names of `[a, b]`, of `a`, or of the lines with dashes; undefined where there are none. */
export function listIn(block: Block | undefined): readonly string[] | undefined {
  if (block === undefined) return undefined;
  if (block.items.length > 0) return block.items;
  const names = (block.value ?? "")
    .replace(/^\[|\]$/g, "")
    .split(",")
    .map((name) => withoutQuotes(name.trim()));
  return names.some((name) => name !== "") ? names : undefined;
}
