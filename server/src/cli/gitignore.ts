// Reads .gitignore patterns, as far as they decide which folders and files a search passes over.
import path from "node:path";

export interface IgnorePattern {
  /** Folder of the .gitignore: patterns speak of what lies below it. */
  readonly folder: string;
  /** `!pattern`: takes back what an earlier pattern ignored. */
  readonly negated: boolean;
  /** `pattern/`: folders only. */
  readonly foldersOnly: boolean;
  /** Matches paths relative to `folder`, with `/`. */
  readonly expression: RegExp;
}

/** The patterns of a .gitignore in `folder`, in their order. */
export function parseIgnoreFile(text: string, folder: string): IgnorePattern[] {
  return text.split(/\r?\n/).flatMap((line) => parseLine(line, folder) ?? []);
}

/** Whether the last pattern that matches `file` (absolute, below every pattern's folder) ignores it. */
export function ignoredBy(patterns: readonly IgnorePattern[], file: string, isFolder: boolean): boolean {
  for (const { folder, negated, foldersOnly, expression } of [...patterns].reverse()) {
    if (foldersOnly && !isFolder) continue;
    const relative = path.relative(folder, file).split(path.sep).join("/");
    if (expression.test(relative)) return !negated;
  }
  return false;
}

function parseLine(line: string, folder: string): IgnorePattern | undefined {
  let glob = line.replace(/(?<!\\)\s+$/, "");
  if (glob === "" || glob.startsWith("#")) return undefined;
  const negated = glob.startsWith("!");
  if (negated) glob = glob.slice(1);
  const foldersOnly = glob.endsWith("/");
  if (foldersOnly) glob = glob.slice(0, -1);
  // A slash at the start or in the middle ties a pattern to its folder; otherwise it matches at any depth.
  const tied = glob.includes("/");
  if (glob.startsWith("/")) glob = glob.slice(1);
  try {
    return { folder, negated, foldersOnly, expression: new RegExp(`^${tied ? "" : "(?:.*/)?"}${toExpression(glob)}$`) };
  } catch {
    return undefined;
  }
}

/** Translates a glob: `**` crosses folders, `*` and `?` do not, `[…]` is a set, a backslash quotes. */
function toExpression(glob: string): string {
  return glob.replace(
    /\/\*\*$|\*\*\/|\*+|\?|\\(.)|\[(!|\^)?(\]?[^\]]*)\]|[.+^${}()|[\]\\]/g,
    (token, quoted: string | undefined, negation: string | undefined, set: string | undefined) => {
      if (token === "/**") return "/.*";
      if (token === "**/") return "(?:.*/)?";
      if (token.startsWith("*")) return "[^/]*";
      if (token === "?") return "[^/]";
      if (quoted !== undefined) return quoted.replace(/[^\w]/, "\\$&");
      if (set !== undefined) return `[${negation ? "^" : ""}${set.replace(/[\\\]]/g, "\\$&")}]`;
      return `\\${token}`;
    },
  );
}
