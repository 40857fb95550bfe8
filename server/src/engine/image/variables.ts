// What variables mean at each point of a stage: ENV, ARG and their defaults as linked scopes, and the expansion of words.
import type { Word, WordPart } from "../syntax/types";

/** Known: its value. Unknown: it may be anything. A name that no scope holds is unset as far as the file tells. */
type Value = string | null;

/** One ENV or ARG on top of all that came before. Later instructions link to it, nobody copies it. */
export class VariableScope {
  constructor(
    private readonly parent: VariableScope | undefined,
    private readonly name: string,
    private readonly value: Value,
    /** ENV wins over ARG, whatever their order. */
    private readonly isEnvironment: boolean,
    /** An ARG without a default, for which no value is given. */
    private readonly isOpen = false,
  ) {}

  /** The value, null where it is set to something unknown, undefined where nothing sets it. */
  get(name: string): string | null | undefined {
    return this.find(name)?.value;
  }

  /** Whether the value is that of an ARG which nothing sets: empty, unless the build is given one. */
  isLeftOpen(name: string): boolean {
    return this.find(name)?.isOpen ?? false;
  }

  /** What counts for a name: any ENV, else the last ARG. */
  private find(name: string): VariableScope | undefined {
    let argument: VariableScope | undefined;
    for (let scope: VariableScope | undefined = this; scope; scope = scope.parent) {
      if (scope.name !== name) continue;
      if (scope.isEnvironment) return scope;
      argument ??= scope;
    }
    return argument;
  }
}

export const emptyScope = new VariableScope(undefined, "", null, false);

/** Build arguments that BuildKit sets itself: known only where the settings say the platform. */
export function platformArguments(platform: string | undefined): Readonly<Record<string, string | null>> {
  const [os, architecture, variant] = platform?.split("/") ?? [];
  return {
    TARGETPLATFORM: platform ?? null,
    TARGETOS: os ?? null,
    TARGETARCH: architecture ?? null,
    TARGETVARIANT: platform ? (variant ?? "") : null,
    BUILDPLATFORM: null,
    BUILDOS: null,
    BUILDARCH: null,
    BUILDVARIANT: null,
    TARGETSTAGE: null,
  };
}

export type Lookup = (name: string) => string | null | undefined;

/** Stands for what could not be expanded in a loose expansion. */
export const unknownText = "\uFFFC";

/** Expands a word; undefined where a part of it is unknown. Globs stay as they are. */
export function expandWord(word: Word, lookup: Lookup): string | undefined {
  return word.literal ?? expandParts(word.parts, lookup, undefined);
}

/** Expands a word as far as it can: `unknownText` stands where a part is unknown. */
export function expandLoosely(word: Word, lookup: Lookup): string {
  return word.literal ?? expandParts(word.parts, lookup, unknownText)!;
}

function expandParts(parts: readonly WordPart[], lookup: Lookup, otherwise: string | undefined): string | undefined {
  let text = "";
  for (const part of parts) {
    const value = expandPart(part, lookup, otherwise);
    if (value === undefined) return undefined;
    text += value;
  }
  return text;
}

const braces = /^\{[^{}$`]*,[^{}$`]*\}$/;

function expandPart(part: WordPart, lookup: Lookup, otherwise: string | undefined): string | undefined {
  if (part.kind === "text") return part.text;
  // Braces stay as they are: who reads arguments makes several of them.
  if (part.kind === "dynamic") return braces.test(part.text) ? part.text : otherwise;
  const value = lookup(part.name);
  if (value === null) return otherwise;
  const isSet = value !== undefined && value !== "";
  if (part.alternative) return isSet ? expandParts(part.alternative, lookup, otherwise) : "";
  if (isSet) return value;
  if (part.fallback) return expandParts(part.fallback, lookup, otherwise);
  // Set to nothing is nothing; never set may still come from the base image or the shell.
  return value ?? otherwise;
}
