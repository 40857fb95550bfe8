// Questions about what lies in the build context and no image needs.
import { asksFor, type ClutterEntry, type ClutterKind, type ContextFacts } from "../context-facts";
import { formatBytes } from "../sizes/format";
import type { DockerfileSyntax } from "../syntax/types";
import type { Effect, ImageModel, Stage } from "./types";

export type ClutterEffect = Extract<Effect, { kind: "clutter" }>;

/** The facts without what this file, or another one that the ignore file counts for, asks for by its name. */
export function withoutWanted(facts: ContextFacts, syntax: DockerfileSyntax): ContextFacts {
  const sources = [...ownSources(syntax), ...facts.otherSources].filter((source) => source !== null);
  const isWanted = (entry: ClutterEntry) => sources.some((source) => asksFor(source, entry) === "by-name");
  const clutter = facts.clutter.filter((entry) => !isWanted(entry));
  return clutter.length === facts.clutter.length ? facts : { ...facts, clutter };
}

/** What COPY, ADD and bind mounts take from the context; null where a variable decides it. */
function* ownSources({ instructions }: DockerfileSyntax): Generator<string | null> {
  for (const { keyword, words, flags } of instructions) {
    if ((keyword === "COPY" || keyword === "ADD") && !flags.some(({ name }) => name === "from")) {
      for (const { literal } of words.slice(0, -1)) yield literal ?? null;
    }
    for (const { name, value } of flags) {
      const mount = name === "mount" ? (value?.literal ?? value?.raw) : undefined;
      if (mount !== undefined && !/(^|,)from=/.test(mount)) {
        yield /(?:^|,)(?:source|src)=([^,]*)/.exec(mount)?.[1] ?? ".";
      }
    }
  }
}

const gitReader = /^git (?!clone|init|config)|\bgit (describe|rev-parse|log|rev-list|submodule)\b/;
const installers: Partial<Record<ClutterKind, RegExp>> = {
  "node-modules":
    /^(npm (.* )?(ci|i|install|install-clean|add)|pnpm (.* )?(i|install|add|fetch)|bun (.* )?(i|install|add))\b|^yarn( install\b| --|$| add\b| workspaces focus\b)/,
  "virtual-environment": /\bpip3?[\d.]* (.* )?install\b|^(uv|poetry|pdm|pipenv|conda|mamba) (.* )?(install|sync)\b/,
  "php-vendor": /\bcomposer(\.phar)? (.* )?(install|update|require)\b/,
  "cargo-output": /^cargo (.* )?(build|install|b|chef)\b/,
  "maven-output": /^mvnw? (.* )?(package|install|verify|compile|deploy)\b/,
  "gradle-output": /^gradlew? /,
  "dotnet-output": /^dotnet (.* )?(build|publish)\b/,
};

/** True for packages and outputs, which a build makes itself. */
export function isMadeAnew(kind: ClutterKind): boolean {
  return installers[kind] !== undefined;
}

/** True where what lies in the context would be replaced, or is of no use, in this stage and those that stand on it. */
export function isUseless({ what, stage }: ClutterEffect): boolean {
  if (what === "version-control") return !runs(stage, gitReader);
  const installer = installers[what];
  return installer === undefined || runs(stage, installer);
}

function runs({ chain, children }: Stage, pattern: RegExp): boolean {
  return [...chain, ...children].some(({ instructions }) =>
    instructions.some(({ commands }) =>
      commands.some(({ program, arguments: given }) =>
        pattern.test([program, ...given.map(({ value, word }) => value ?? word.raw)].join(" ")),
      ),
    ),
  );
}

/** Byte code and caches of tools: whoever wants them makes them again. */
export function isDisposable({ kind }: ClutterEntry): boolean {
  return kind === "byte-code" || kind === "tool-cache";
}

/** Nobody can take these entries from the context but along with a whole folder, as far as every Dockerfile can be read. */
export function isAskedByNobody(entries: readonly ClutterEntry[], { syntax, context }: ImageModel): boolean {
  const sources = [...ownSources(syntax), ...(context?.otherSources ?? [])];
  return sources.every((source) => source !== null && entries.every((entry) => asksFor(source, entry) === undefined));
}

/** More names than these say less, not more. */
const mostNames = 3;

/** `.git (120 MB), node_modules (80 MB) and 2 more`. */
export function describeEntries(entries: readonly ClutterEntry[]): string {
  const largest = [...entries].sort((one, other) => other.bytes - one.bytes);
  const shown = largest.slice(0, mostNames).map(({ path, bytes }) => `${path} (${formatBytes(bytes)})`);
  const rest = entries.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : (shown[0] ?? "");
}

/** `1.2 GB`. */
export function describeBytes(bytes: number): string {
  return formatBytes(bytes);
}

const reasons: Readonly<Record<ClutterKind, string>> = {
  "version-control": "the history of the sources serves development alone",
  "node-modules": "this file installs packages of its own",
  "virtual-environment": "this file installs packages of its own",
  "php-vendor": "this file installs packages of its own",
  "cargo-output": "this file compiles for itself",
  "maven-output": "this file compiles for itself",
  "gradle-output": "this file compiles for itself",
  "dotnet-output": "this file compiles for itself",
  "byte-code": "byte code is made again where it is missing",
  "tool-cache": "tools for testing and checking keep their caches there",
  "work-files": "tools for development keep their files there",
  dump: "dumps belong where they are restored",
  dataset: "data of that size belongs in a volume or a download",
  log: "logs of this machine say nothing of the image",
};

/** Why these serve no image. */
export function describeReasons(entries: readonly ClutterEntry[]): string {
  return [...new Set(entries.map(({ kind }) => reasons[kind]))].join("; ");
}
