// What the workspace tells of the build context, beyond the bytes of single COPYs: what lies in it that no image needs.

/** Why an entry of a context serves no image. */
export type ClutterKind =
  | "version-control"
  | "node-modules"
  | "virtual-environment"
  | "php-vendor"
  | "cargo-output"
  | "maven-output"
  | "gradle-output"
  | "dotnet-output"
  | "byte-code"
  | "tool-cache"
  | "work-files"
  | "dump"
  | "dataset"
  | "log";

export interface ClutterEntry {
  /** Relative to the context, with `/`. */
  readonly path: string;
  readonly kind: ClutterKind;
  readonly bytes: number;
}

export interface ContextFacts {
  /** What is sent, after the ignore file. */
  readonly bytes: number;
  /** None lies within another one; the largest first. */
  readonly clutter: readonly ClutterEntry[];
  readonly ignoreFile: {
    /** Relative to the Dockerfile, with `/`. */
    readonly path: string;
    /** False: it would have to be made. */
    readonly exists: boolean;
    readonly text: string;
  };
  /** What COPY, ADD and bind mounts of the other Dockerfiles take that the ignore file counts for; null where it cannot be read. */
  readonly otherSources: readonly (string | null)[];
}

/** The ignore file's line that keeps an entry out. */
export function ignorePattern({ path, kind }: ClutterEntry): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (kind === "dump" || kind === "dataset") return escaped(path);
  if (kind === "log") return "**/*.log";
  if (kind === "byte-code" && name !== "__pycache__") return "**/*.pyc";
  // What a tool writes, it writes beside each part of a project.
  if (kind === "byte-code" || kind === "tool-cache" || name === "node_modules") return `**/${escaped(name)}`;
  return escaped(path);
}

function escaped(path: string): string {
  return path.replace(/[\\*?[\]]/g, "\\$&").replace(/^(?=[#!])/, "\\");
}

/** What to append to an ignore file's text for more lines, in its own style; "" where all of them are there. */
export function withIgnored(text: string, patterns: readonly string[]): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const added = [...new Set(patterns)].filter((pattern) => !present.has(pattern));
  const start = text === "" || text.endsWith("\n") ? "" : newline;
  return added.length === 0 ? "" : start + added.map((pattern) => pattern + newline).join("");
}

/** The facts as they are once the ignore file holds this text: entries that a new line names are no longer sent. */
export function afterIgnoring(facts: ContextFacts, text: string): ContextFacts {
  if (text === facts.ignoreFile.text) return facts;
  const before = new Set(facts.ignoreFile.text.split(/\r?\n/));
  const added = new Set(text.split(/\r?\n/).filter((line) => !before.has(line)));
  const clutter = facts.clutter.filter((entry) => !added.has(ignorePattern(entry)));
  const gone = sumOf(facts.clutter) - sumOf(clutter);
  return { ...facts, bytes: facts.bytes - gone, clutter, ignoreFile: { ...facts.ignoreFile, exists: true, text } };
}

function sumOf(entries: readonly ClutterEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** `./a/`, `/a` and `a` are the same place of a context; its root is "". */
export function contextPath(source: string): string {
  const parts: string[] = [];
  for (const part of source.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** True for a source that takes the whole context: `.`, `./`, `*`. */
export function isWholeContext(source: string): boolean {
  return /^\*?$/.test(contextPath(source));
}

/** How a source asks for an entry: by its name or something in it, by a wildcard that may mean it, or not at all. */
export function asksFor(source: string, entry: ClutterEntry): "by-name" | "by-wildcard" | undefined {
  if (isWholeContext(source)) return undefined;
  const path = contextPath(source);
  if (!/[*?[\\]/.test(path)) return path === entry.path || path.startsWith(`${entry.path}/`) ? "by-name" : undefined;
  const wanted = path.split("/");
  const parts = entry.path.split("/");
  // A shorter one takes at most a folder that happens to hold the entry.
  const isDeepEnough = wanted.length >= parts.length;
  return isDeepEnough && parts.every((part, index) => mayMatch(wanted[index]!, part)) ? "by-wildcard" : undefined;
}

function mayMatch(pattern: string, name: string): boolean {
  if (/[[\\]/.test(pattern)) return true;
  const expression = pattern
    .replace(/[.+^${}()|]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`, "s").test(name);
}
