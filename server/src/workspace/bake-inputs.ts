// What a Bake target takes in beside its context: secrets, ssh agents, labels, caches and further contexts.
import {
  type BuildInputs,
  joinInputs,
  readCacheText,
  readSecretText,
  readSshText,
  resolveInputs,
} from "../engine/index";
import { items, resolved } from "./compose-inputs";
import type { HclValue } from "./hcl";

/** `attribute` gives the target's own; paths are relative to `folder`. What cannot be known is left out. */
export function bakeInputs(attribute: (name: string) => HclValue | undefined, folder: string): BuildInputs {
  const inputs: BuildInputs = {
    labels: textFields(attribute("labels")),
    cacheFrom: items(textsIn(attribute("cache-from")).map(readCacheText)),
    namedContexts: textFields(attribute("contexts")),
    secrets: items(textsIn(attribute("secret")).map(readSecretText)),
    ssh: items(sshTexts(attribute("ssh")).map(readSshText)),
  };
  return joinInputs(
    {},
    resolveInputs(inputs, (place) => resolved(folder, place)),
  );
}

/** Texts as they are, objects as `name=value` pairs with commas between. */
function textsIn(value: HclValue | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: HclValue) => {
    if (typeof one === "string") return one === "" ? [] : [one];
    const fields = Object.entries(textFields(one)).map(([name, text]) => `${name}=${text}`);
    return fields.length === 0 ? [] : [fields.join(",")];
  });
}

/** An agent is a text, or an object of an id and a list of paths. */
function sshTexts(value: HclValue | undefined): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: HclValue) => {
    if (typeof one === "string") return [one];
    if (!isObject(one) || typeof one.id !== "string") return [];
    const paths = Array.isArray(one.paths) ? one.paths.filter((path) => typeof path === "string") : [];
    return [paths.length === 0 ? one.id : `${one.id}=${paths.join(",")}`];
  });
}

function textFields(value: HclValue | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function isObject(value: HclValue | undefined): value is { readonly [name: string]: HclValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
