// What a Compose file's builds take in beside their context: secrets, ssh agents, labels, caches and further contexts.
import path from "node:path";
import {
  type BuildInputs,
  type BuildSecret,
  isRemoteContext,
  joinInputs,
  type Read,
  readCacheText,
  readSshText,
  resolveInputs,
} from "../engine/index";
import { interpolate } from "./interpolate";
import { isRecord } from "./json";

/**
 * Of a service's `build`; `secrets` are the file's own, by name. Variables have the values of this machine's environment:
 * none of this changes what is said of a file. What cannot be known, or is no build's business, is left out.
 */
export function composeInputs(build: Readonly<Record<string, unknown>>, secrets: unknown, folder: string): BuildInputs {
  const inputs: BuildInputs = {
    labels: Object.fromEntries(pairsOf(build.labels)),
    cacheFrom: items(textsOf(build.cache_from).map(readCacheText)),
    namedContexts: Object.fromEntries(pairsOf(build.additional_contexts)),
    secrets: listOf(build.secrets).flatMap((given) => secretOf(given, isRecord(secrets) ? secrets : {})),
    ssh: items(pairsOf(build.ssh).map(([id, place]) => readSshText(place === "" ? id : `${id}=${place}`))),
  };
  return joinInputs(
    {},
    resolveInputs(inputs, (place) => resolved(folder, place)),
  );
}

/** A path of the home folder stays as it is: who opens the file knows where that is. */
export function resolved(folder: string, place: string): string {
  return place.startsWith("~/") || isRemoteContext(place) ? place : path.resolve(folder, place);
}

/** The items that could be read. */
export function items<T>(read: readonly Read<T>[]): readonly T[] {
  return read.flatMap((one) => ("item" in one ? [one.item] : []));
}

function secretOf(given: unknown, secrets: Readonly<Record<string, unknown>>): readonly BuildSecret[] {
  const { source: name, target } = isRecord(given) ? given : { source: given, target: undefined };
  const declared = typeof name === "string" ? secrets[name] : undefined;
  if (!isRecord(declared)) return [];
  const id = typeof target === "string" ? target : String(name);
  const file = textOf(declared.file);
  if (file) return [{ id, source: { kind: "file", path: file } }];
  const variable = textOf(declared.environment);
  return variable ? [{ id, source: { kind: "environment", name: variable } }] : [];
}

/** Of a list of `NAME=value`, or of an object; "" for those without a value. */
function pairsOf(given: unknown): readonly (readonly [string, string])[] {
  const pairs = isRecord(given)
    ? Object.entries(given).map(([name, value]) => [name, value === null ? "" : textOf(value)] as const)
    : textsOf(given).map((text) => {
        const equals = text.indexOf("=");
        return equals === -1 ? ([text, ""] as const) : ([text.slice(0, equals), text.slice(equals + 1)] as const);
      });
  return pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined && pair[0] !== "");
}

function textsOf(given: unknown): readonly string[] {
  return listOf(given).flatMap((one) => textOf(one) ?? []);
}

function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : typeof given === "string" ? [given] : [];
}

function textOf(given: unknown): string | undefined {
  if (typeof given === "number" || typeof given === "boolean") return String(given);
  return typeof given === "string" ? (interpolate(given, process.env) ?? undefined) : undefined;
}
