// Reads the builds of services from Compose files.
import path from "node:path";
import { parse } from "yaml";
import { isRemoteContext } from "../engine/index";
import { composeInputs } from "./compose-inputs";
import { type DescribedBuild, merged, nothingDescribed, type Said } from "./described-builds";
import { interpolate } from "./interpolate";

/** Reads another file; undefined where there is none that can be read. */
export type ReadFile = (file: string) => Promise<string | undefined>;

/** Builds by the service's name; a service without a build is there with an undefined one. */
export type Services = ReadonlyMap<string, DescribedBuild | undefined>;

/** Files that include or extend each other are followed so far. */
const deepest = 4;

type Fields = Readonly<Record<string, unknown>>;

/** The services of a Compose file, `extends` and `include` followed; empty where it cannot be read. */
export async function readCompose(file: string, read: ReadFile, depth = 0): Promise<Services> {
  const services = new Map<string, DescribedBuild | undefined>();
  const text = depth > deepest ? undefined : await read(file);
  const content = text === undefined ? undefined : contentOf(text);
  if (content === undefined) return services;
  for (const included of includedFiles(content.include)) {
    const others = await readCompose(path.resolve(path.dirname(file), included), read, depth + 1);
    for (const [name, build] of others) services.set(name, build);
  }
  for (const name of Object.keys(fieldsOf(content.services)))
    services.set(name, await readService(name, content, file, read, depth, new Set()));
  return services;
}

/** `upper` on top of `lower`, as `docker compose -f lower -f upper` merges them. */
export function mergeServices(lower: Services, upper: Services): Services {
  const all = new Map(lower);
  for (const [name, build] of upper) {
    const below = lower.get(name);
    all.set(name, build === undefined ? below : merged(below ?? nothingDescribed, build));
  }
  return all;
}

function contentOf(text: string): Fields | undefined {
  try {
    return fieldsOf(parse(text, { merge: true, strict: false, uniqueKeys: false, logLevel: "silent" }));
  } catch {
    // Half typed, or no Compose file at all: it says nothing.
    return undefined;
  }
}

async function readService(
  name: string,
  content: Fields,
  file: string,
  read: ReadFile,
  depth: number,
  seen: ReadonlySet<string>,
): Promise<DescribedBuild | undefined> {
  if (seen.has(name)) return undefined;
  const service = fieldsOf(fieldsOf(content.services)[name]);
  const own = buildOf(service, content.secrets, path.dirname(file));
  const below = await extended(service.extends);
  return own && below ? merged(below, own) : (own ?? below);

  async function extended(given: unknown): Promise<DescribedBuild | undefined> {
    const { service: other, file: otherFile } =
      typeof given === "string" ? { service: given, file: undefined } : fieldsOf(given);
    if (typeof other !== "string") return undefined;
    if (typeof otherFile !== "string") {
      return readService(other, content, file, read, depth, new Set([...seen, name]));
    }
    const others = await readCompose(path.resolve(path.dirname(file), otherFile), read, depth + 1);
    return others.get(other);
  }
}

function buildOf(service: Fields, secrets: unknown, folder: string): DescribedBuild | undefined {
  const { build, platform } = service;
  if (build === undefined || build === null) return undefined;
  const fields = typeof build === "string" ? { context: build } : fieldsOf(build);
  const context = said(fields.context);
  const platforms = Array.isArray(fields.platforms) && fields.platforms.length === 1 ? fields.platforms[0] : platform;
  return {
    context: context && (isRemoteContext(context) ? null : path.resolve(folder, context)),
    dockerfile: said(fields.dockerfile),
    inline: fields.dockerfile_inline !== undefined,
    target: said(fields.target),
    arguments: argumentsIn(fields.args),
    platform: said(platforms),
    inputs: composeInputs(fields, secrets, folder),
  };
}

/** A list of `NAME=value`, or an object; what has no value comes from the environment. */
function argumentsIn(given: unknown): Record<string, string | null> {
  if (Array.isArray(given)) {
    return Object.fromEntries(
      given.filter(isText).map((one) => {
        const equals = one.indexOf("=");
        return equals === -1 ? [one, null] : [one.slice(0, equals), interpolate(one.slice(equals + 1))];
      }),
    );
  }
  return Object.fromEntries(
    Object.entries(fieldsOf(given)).map(([name, value]) => [name, value === "" ? "" : (said(value) ?? null)]),
  );
}

function includedFiles(given: unknown): string[] {
  if (!Array.isArray(given)) return [];
  return given
    .flatMap((one) => (typeof one === "string" ? [one] : fieldsOf(one).path))
    .flat()
    .filter(isText);
}

function said(value: unknown): Said {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "object" ? null : interpolate(String(value));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
