// ARG and ENV: the variables that they set for what follows.
import type { InstructionSyntax, Word } from "../syntax/types";
import { expandWord, type Lookup, VariableScope } from "./variables";

/** Where the value of an ARG may come from. */
export interface ArgumentSources {
  /** Variables that its default may use. */
  readonly lookup: Lookup;
  /** Values by the settings and the workspace's builds: they count most. Null: another one in every build. */
  readonly given: Readonly<Record<string, string | null>>;
  /** Inside of a stage: the arguments before the first FROM, which an ARG without a default takes over. */
  readonly globals?: VariableScope;
}

/** ARG: the settings' value, else the default, else (inside of a stage) the global one of that name; else unknown. */
export function declareArguments(
  instruction: InstructionSyntax,
  scope: VariableScope,
  { lookup, given, globals }: ArgumentSources,
): VariableScope {
  let result = scope;
  for (const word of instruction.words) {
    const { name, value } = splitAssignment(word);
    let resolved: string | null | undefined = Object.hasOwn(given, name) ? given[name] : undefined;
    if (resolved === undefined && value) resolved = expandWord(value, lookup) ?? null;
    if (resolved === undefined) resolved = globals?.get(name);
    // A build may still pass a value for it.
    const isOpen = (resolved === undefined || globals?.isLeftOpen(name) === true) && !/_proxy$/i.test(name);
    result = new VariableScope(result, name, resolved ?? null, false, isOpen);
  }
  return result;
}

/** ENV, in both of its forms. Values see the variables as they were before the instruction. */
export function readEnvironment({ words }: InstructionSyntax, scope: VariableScope): VariableScope {
  const first = words[0];
  // The old form: ENV NAME the rest of the line.
  const pairs =
    first?.literal !== undefined && !first.literal.includes("=") && words.length === 2
      ? [{ name: first.literal, value: words[1]! }]
      : words.map(splitAssignment);
  let result = scope;
  for (const { name, value } of pairs) {
    const resolved = value ? (expandWord(value, (variable) => scope.get(variable)) ?? null) : "";
    result = new VariableScope(result, name, resolved, true);
  }
  return result;
}

/** `NAME=value` of an ENV or ARG word; no value where there is no `=`. */
function splitAssignment(word: Word): { name: string; value: Word | undefined } {
  const first = word.parts[0];
  const text = word.literal ?? (first?.kind === "text" ? first.text : "");
  const equals = text.indexOf("=");
  if (equals === -1) return { name: text, value: undefined };
  const rest = text.slice(equals + 1);
  const parts =
    word.literal !== undefined
      ? [{ kind: "text" as const, text: rest }]
      : [{ kind: "text" as const, text: (first as { text: string }).text.slice(equals + 1) }, ...word.parts.slice(1)];
  return {
    name: text.slice(0, equals),
    value: { range: word.range, raw: word.raw, parts, literal: word.literal === undefined ? undefined : rest },
  };
}
