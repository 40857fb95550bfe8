// Reads which packages a pyproject.toml asks for: as the standard writes it, and as Poetry and PDM did before.
import {
  type PythonRequest,
  type PythonSelection,
  type PythonTarget,
  readRequirement,
  releaseOf,
} from "../../engine/index";
import { requestOf } from "./requirements-list";
import { distinct, type Resolved } from "./resolve-manifests";
import { type Table, tableOf, tablesOf, textOf, textsOf } from "./toml";

const projectGroups = /^(dev|develop|development|tests?|testing|lint|docs)$/;

/** The packages that are named; what they bring along is not in it. */
export function readPyproject(document: Table, selection: PythonSelection, target: PythonTarget): Resolved {
  const project = tableOf(document.project);
  const tool = tableOf(document.tool);
  const poetry = tableOf(tool.poetry);
  const extras = tableOf(project["optional-dependencies"]);
  const isWanted = (name: string) => selection.extras === "all" || selection.extras.includes(name);
  const named = (values: unknown) =>
    textsOf(values).flatMap((text) => {
      const requirement = readRequirement(text, target);
      return requirement === undefined ? [] : [requestOf(requirement)];
    });
  const main: PythonRequest[] = selection.onlyGroups
    ? []
    : [...named(project.dependencies), ...ofPoetry(poetry.dependencies)];
  for (const [name, values] of Object.entries(extras)) if (isWanted(name)) main.push(...named(values));
  const groups = groupsOf(document, named);
  for (const name of selection.groups) main.push(...(groups.get(name) ?? named(extras[name])));
  const development: PythonRequest[] = selection.developmentExtras.flatMap((name) => named(extras[name]));
  for (const name of defaultGroups(document, groups))
    if (!selection.without.includes(name) && !selection.groups.includes(name))
      development.push(...(groups.get(name) ?? []));
  const options = [...tablesOf(tableOf(tool.uv).index), ...tablesOf(poetry.source)].flatMap(
    ({ url }) => textOf(url) ?? [],
  );
  return { main: distinct(main), development: distinct(development), isComplete: false, options, unknown: [] };
}

/** The groups that are installed if nothing is said: uv's `default-groups`, all that are not optional of the others. */
export function defaultGroups(document: Table, groups: ReadonlyMap<string, unknown>): readonly string[] {
  const tool = tableOf(document.tool);
  const uv = tableOf(tool.uv)["default-groups"];
  if (uv === "all") return [...groups.keys()];
  if (Array.isArray(uv)) return textsOf(uv);
  const poetry = tableOf(tableOf(tool.poetry).group);
  if (tool.poetry !== undefined) return [...groups.keys()].filter((name) => tableOf(poetry[name]).optional !== true);
  if (tool.pdm !== undefined) return [...groups.keys()];
  return [...groups.keys()].filter((name) => name === "dev");
}

type Named = (values: unknown) => readonly PythonRequest[];

/** Groups of all kinds: the standard's, Poetry's, PDM's and uv's earlier ones. */
function groupsOf(document: Table, named: Named): Map<string, readonly PythonRequest[]> {
  const tool = tableOf(document.tool);
  const poetry = tableOf(tool.poetry);
  const found = new Map<string, readonly PythonRequest[]>();
  const standard = tableOf(document["dependency-groups"]);
  const ofStandard = (name: string, depth = 0): readonly PythonRequest[] => {
    const values = standard[name];
    const included = tablesOf(values).flatMap((one) => textOf(one["include-group"]) ?? []);
    return [...named(values), ...(depth > 5 ? [] : included.flatMap((other) => ofStandard(other, depth + 1)))];
  };
  for (const name of Object.keys(standard)) found.set(name, ofStandard(name));
  for (const [name, values] of Object.entries(tableOf(tableOf(tool.pdm)["dev-dependencies"])))
    found.set(name, named(values));
  const uv = named(tableOf(tool.uv)["dev-dependencies"]);
  if (uv.length > 0) found.set("dev", [...(found.get("dev") ?? []), ...uv]);
  for (const [name, group] of Object.entries(tableOf(poetry.group)))
    found.set(name, ofPoetry(tableOf(group).dependencies));
  const old = ofPoetry(poetry["dev-dependencies"]);
  if (old.length > 0) found.set("dev", [...(found.get("dev") ?? []), ...old]);
  return found;
}

/** `name = "^1.2"` and `name = { version = "^1.2", extras = ["x"], optional = true }`. */
export function ofPoetry(value: unknown): readonly PythonRequest[] {
  return Object.entries(tableOf(value)).flatMap(([name, wanted]): PythonRequest[] => {
    const details = tableOf(wanted);
    if (name.toLowerCase() === "python" || details.optional === true || details.path !== undefined) return [];
    const range = textOf(wanted) ?? textOf(details.version) ?? "";
    // A bare version is that version; `^1.2` is the newest that is like it.
    const version = /^v?\d[\w.]*$/.test(range) ? range : releaseOf(range);
    const extras = textsOf(details.extras);
    return [{ name, version, ...(extras.length > 0 ? { extras } : {}) }];
  });
}

/** Whether a group or an extra of this name is there for developing. */
export function isForDevelopers(name: string): boolean {
  return projectGroups.test(name);
}
