// Reads the builds of targets from Bake files, in HCL and in JSON.
import path from "node:path";
import { isRemoteContext } from "../engine/index";
import { bakeInputs } from "./bake-inputs";
import { type DescribedBuild, merged, nothingDescribed, type Said } from "./described-builds";
import { type HclExpression, type HclValue, parseHcl, parseHclTemplate, unknownValue } from "./hcl";

/** What a Bake file declares, whatever its notation. */
interface BakeFile {
  readonly variables: ReadonlyMap<string, HclExpression>;
  /** Attributes by target. */
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, HclExpression>>;
  /** Targets and groups by group. */
  readonly groups: ReadonlyMap<string, HclExpression>;
}

/** A matrix with more combinations is not expanded. */
const mostCombinations = 64;

/**
 * The builds of Bake files that belong together, the later ones on top, by the target's name. Targets that others only
 * inherit from are no builds.
 */
export function readBake(
  files: readonly { readonly name: string; readonly text: string }[],
  folder: string,
): ReadonlyMap<string, DescribedBuild> {
  const parsed = files.map(({ name, text }) => (name.endsWith(".json") ? readJson(text) : readHcl(text)));
  return new BakeReader(joinFiles(parsed), folder).builds();
}

function joinFiles(files: readonly BakeFile[]): BakeFile {
  const targets = new Map<string, ReadonlyMap<string, HclExpression>[]>();
  for (const file of files) {
    for (const [name, attributes] of file.targets) targets.set(name, [...(targets.get(name) ?? []), attributes]);
  }
  return {
    variables: new Map(files.flatMap(({ variables }) => [...variables])),
    targets: new Map([...targets].map(([name, layers]) => [name, joinAttributes(layers)])),
    groups: new Map(files.flatMap(({ groups }) => [...groups])),
  };
}

/** Later attributes win; those that are names with values are merged by name. */
function joinAttributes(layers: readonly ReadonlyMap<string, HclExpression>[]): ReadonlyMap<string, HclExpression> {
  const all = new Map<string, HclExpression>();
  for (const [name, value] of layers.flatMap((layer) => [...layer])) {
    const below = all.get(name);
    const isMerged = ["args", "labels", "contexts"].includes(name) && below !== undefined;
    all.set(name, isMerged ? (scope) => joinObjects(below(scope), value(scope)) : value);
  }
  return all;
}

function joinObjects(lower: HclValue, upper: HclValue): HclValue {
  return isObject(lower) && isObject(upper) ? { ...lower, ...upper } : unknownValue;
}

class BakeReader {
  private readonly resolving = new Set<string>();

  constructor(
    private readonly file: BakeFile,
    private readonly folder: string,
  ) {}

  builds(): ReadonlyMap<string, DescribedBuild> {
    const grouped = new Set([...this.file.groups.values()].flatMap((members) => this.texts(members(this.scope)) ?? []));
    const inherited = new Set([...this.file.targets.values()].flatMap((attributes) => this.parentsOf(attributes)));
    const builds = new Map<string, DescribedBuild>();
    for (const [name, attributes] of this.file.targets) {
      if (name.startsWith("_") || (inherited.has(name) && !grouped.has(name) && name !== "default")) continue;
      for (const [index, values] of this.combinations(attributes).entries()) {
        const build = this.buildOf(name, (variable) => values.get(variable) ?? this.scope(variable), new Set());
        builds.set(index === 0 ? name : `${name} ${index + 1}`, build);
      }
    }
    return builds;
  }

  private readonly scope = (name: string): HclValue => {
    const expression = this.file.variables.get(name);
    if (!expression || this.resolving.has(name)) return unknownValue;
    this.resolving.add(name);
    const value = expression(this.scope);
    this.resolving.delete(name);
    return value;
  };

  private parentsOf(attributes: ReadonlyMap<string, HclExpression>): readonly string[] {
    const value = attributes.get("inherits")?.(this.scope);
    return value === undefined ? [] : (this.texts(value) ?? []);
  }

  private buildOf(name: string, scope: (name: string) => HclValue, seen: ReadonlySet<string>): DescribedBuild {
    const attributes = this.file.targets.get(name);
    if (!attributes || seen.has(name)) return nothingDescribed;
    let build = nothingDescribed;
    for (const parent of this.parentsOf(attributes)) {
      build = merged(build, this.buildOf(parent, scope, new Set([...seen, name])));
    }
    const said = (attribute: string) => saidBy(attributes.get(attribute)?.(scope));
    const context = said("context");
    const platforms = attributes.get("platforms")?.(scope);
    return merged(build, {
      context: context && (isRemoteContext(context) ? null : path.resolve(this.folder, context)),
      dockerfile: said("dockerfile"),
      inline: attributes.has("dockerfile-inline"),
      target: said("target"),
      arguments: argumentsIn(attributes.get("args")?.(scope)),
      platform: platforms === undefined ? undefined : onlyOne(this.texts(platforms)),
      inputs: bakeInputs((attribute) => attributes.get(attribute)?.(scope), this.folder),
    });
  }

  /** The values of a matrix's variables, one map for each build; one empty map without a matrix. */
  private combinations(attributes: ReadonlyMap<string, HclExpression>): readonly ReadonlyMap<string, HclValue>[] {
    const matrix = attributes.get("matrix")?.(this.scope);
    if (!isObject(matrix)) return [new Map()];
    let all: ReadonlyMap<string, HclValue>[] = [new Map()];
    for (const [name, values] of Object.entries(matrix)) {
      const items: readonly HclValue[] = Array.isArray(values) ? values : [unknownValue];
      all = all.flatMap((one) => items.map((item) => new Map(one).set(name, item)));
      if (all.length > mostCombinations) return [new Map(Object.keys(matrix).map((key) => [key, unknownValue]))];
    }
    return all;
  }

  private texts(value: HclValue): readonly string[] | undefined {
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) return undefined;
    return value;
  }
}

function onlyOne(values: readonly string[] | undefined): Said {
  return values?.length === 1 ? values[0] : undefined;
}

function saidBy(value: HclValue | undefined): Said {
  if (value === undefined || value === null || value === "") return undefined;
  return typeof value === "symbol" || typeof value === "object" ? null : String(value);
}

function argumentsIn(value: HclValue | undefined): Record<string, string | null> {
  if (!isObject(value)) return {};
  // A null takes the argument back.
  const given = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(given.map(([name, one]) => [name, one === "" ? "" : (saidBy(one) ?? null)]));
}

function isObject(value: HclValue | undefined): value is { readonly [name: string]: HclValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readHcl(text: string): BakeFile {
  const { attributes, blocks } = parseHcl(text);
  const variables = new Map(attributes);
  const targets = new Map<string, ReadonlyMap<string, HclExpression>>();
  const groups = new Map<string, HclExpression>();
  for (const { type, labels, body } of blocks) {
    const [name] = labels;
    if (name === undefined) continue;
    const value = body.attributes.get("default");
    if (type === "variable" && value) variables.set(name, value);
    if (type === "target") targets.set(name, body.attributes);
    const members = body.attributes.get("targets");
    if (type === "group" && members) groups.set(name, members);
  }
  return { variables, targets, groups };
}

function readJson(text: string): BakeFile {
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    content = {};
  }
  const of = (name: string) => Object.entries(fieldsOf(fieldsOf(content)[name]));
  return {
    variables: new Map(
      of("variable").flatMap(([name, fields]) =>
        "default" in fieldsOf(fields) ? [[name, expressionOf(fieldsOf(fields).default)] as const] : [],
      ),
    ),
    targets: new Map(
      of("target").map(([name, fields]) => [
        name,
        new Map(Object.entries(fieldsOf(fields)).map(([key, value]) => [key, expressionOf(value)])),
      ]),
    ),
    groups: new Map(of("group").map(([name, fields]) => [name, expressionOf(fieldsOf(fields).targets)])),
  };
}

/** A JSON value, in whose texts `${…}` means what it means in HCL. */
function expressionOf(value: unknown): HclExpression {
  if (typeof value === "string") return parseHclTemplate(value);
  if (Array.isArray(value)) {
    const items = value.map(expressionOf);
    return (scope) => items.map((item) => item(scope));
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([name, one]) => [name, expressionOf(one)] as const);
    return (scope) => Object.fromEntries(fields.map(([name, one]) => [name, one(scope)]));
  }
  return () => (value ?? null) as HclValue;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
