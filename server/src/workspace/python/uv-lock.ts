// Reads uv.lock and pylock.toml: each package with the wheels that are published of it, and their sizes.
import {
  bestWheel,
  normaliseName,
  type PythonRequest,
  type PythonSelection,
  type PythonTarget,
} from "../../engine/index";
import { defaultGroups } from "./pyproject";
import { holds, type Resolved } from "./resolve-manifests";
import { type Table, tableOf, tablesOf, textOf, textsOf } from "./toml";

/** What lies on the way from the project to a package: its name, with the version where the lock has several. */
interface Step {
  readonly name: string;
  readonly version: string | undefined;
  readonly extras: readonly string[];
}

/** The packages of a project's uv.lock that an image for `target` gets. */
export function readUvLock(lock: Table, pyproject: Table, selection: PythonSelection, target: PythonTarget): Resolved {
  const packages = new Map<string, Table[]>();
  for (const one of tablesOf(lock.package)) {
    const name = normaliseName(textOf(one.name) ?? "");
    packages.set(name, [...(packages.get(name) ?? []), one]);
  }
  const roots = rootsOf(packages, pyproject);
  const walk = (from: readonly Step[], skip: ReadonlyMap<string, Table>) => closure(from, packages, target, skip);
  const main = walk(
    roots.flatMap((root) => mainSteps(root, selection, target)),
    new Map(),
  );
  const development = walk(
    roots.flatMap((root) => developmentSteps(root, pyproject, selection, target)),
    main,
  );
  const request = (one: Table) => requestOf(one, target);
  const isPublished = (one: Table) => tableOf(one.source).registry !== undefined;
  const found = [...main.values()];
  return {
    main: found.filter(isPublished).map(request),
    development: [...development].flatMap(([key, one]) => (main.has(key) || !isPublished(one) ? [] : [request(one)])),
    isComplete: true,
    options: [...new Set(found.flatMap((one) => textOf(tableOf(one.source).registry) ?? []))].filter(namesBuild),
    unknown: found.filter(isFromElsewhere).map((one) => textOf(one.name) ?? ""),
  };
}

/** Everything that a pylock.toml lists and whose marker holds. */
export function readPylock(lock: Table, selection: PythonSelection, target: PythonTarget): Resolved {
  const extras = selection.extras === "all" ? textsOf(lock.extras) : selection.extras;
  const packages = tablesOf(lock.packages).filter(({ marker }) => holds(marker, target, extras));
  const isPublished = (one: Table) => one.vcs === undefined && one.directory === undefined && one.archive === undefined;
  return {
    main: packages.filter(isPublished).map((one) => requestOf(one, target)),
    development: [],
    isComplete: true,
    options: [],
    unknown: packages.filter((one) => one.vcs !== undefined).map((one) => textOf(one.name) ?? ""),
  };
}

/** PyTorch's own indexes, one for each kind of build. */
function namesBuild(index: string): boolean {
  return /\/whl\/(cpu|cu\d+|rocm[\d.]*|xpu)\/?$/.test(index);
}

/** Repositories and archives: nobody says what they take. Folders of the workspace are copied. */
function isFromElsewhere({ source }: Table): boolean {
  const { git, url } = tableOf(source);
  return git !== undefined || url !== undefined;
}

/** The project itself: the package of the lock that lies in its folder. */
function rootsOf(packages: ReadonlyMap<string, readonly Table[]>, pyproject: Table): readonly Table[] {
  const name = textOf(tableOf(pyproject.project).name);
  const own = name === undefined ? undefined : packages.get(normaliseName(name));
  if (own !== undefined) return own;
  const local = [...packages.values()].flat().filter(({ source }) => {
    const { editable, virtual, directory } = tableOf(source);
    return editable === "." || virtual === "." || directory === ".";
  });
  return local;
}

function steps(dependencies: unknown, target: PythonTarget): readonly Step[] {
  return tablesOf(dependencies)
    .filter(({ marker }) => holds(marker, target))
    .map((one) => ({
      name: normaliseName(textOf(one.name) ?? ""),
      version: textOf(one.version),
      extras: textsOf(one.extra),
    }));
}

function mainSteps(
  root: Table,
  { extras, groups, onlyGroups }: PythonSelection,
  target: PythonTarget,
): readonly Step[] {
  const optional = tableOf(root["optional-dependencies"]);
  const wanted = extras === "all" ? Object.keys(optional) : extras;
  const ofGroups = tableOf(root["dev-dependencies"]);
  return [
    ...(onlyGroups ? [] : steps(root.dependencies, target)),
    ...(onlyGroups ? [] : wanted.flatMap((name) => steps(optional[name], target))),
    ...groups.flatMap((name) => steps(ofGroups[name], target)),
  ];
}

function developmentSteps(
  root: Table,
  pyproject: Table,
  { without, groups }: PythonSelection,
  target: PythonTarget,
): readonly Step[] {
  const ofGroups = tableOf(root["dev-dependencies"]);
  return defaultGroups(pyproject, new Map(Object.entries(ofGroups)))
    .filter((name) => !without.includes(name) && !groups.includes(name))
    .flatMap((name) => steps(ofGroups[name], target));
}

/** All packages that the steps lead to, by name and version. */
function closure(
  from: readonly Step[],
  packages: ReadonlyMap<string, readonly Table[]>,
  target: PythonTarget,
  skip: ReadonlyMap<string, Table>,
): Map<string, Table> {
  const found = new Map<string, Table>();
  const visited = new Set<string>();
  const todo = [...from];
  while (todo.length > 0) {
    const step = todo.pop() as Step;
    const one = choose(packages.get(step.name) ?? [], step.version, target);
    if (one === undefined) continue;
    const key = `${step.name} ${textOf(one.version)}`;
    if (!found.has(key)) {
      found.set(key, one);
      if (!skip.has(key)) todo.push(...steps(one.dependencies, target));
    }
    for (const extra of step.extras) {
      if (visited.has(`${key} ${extra}`)) continue;
      visited.add(`${key} ${extra}`);
      todo.push(...steps(tableOf(one["optional-dependencies"])[extra], target));
    }
  }
  return found;
}

/** Where a lock forks, the version for this image. */
function choose(versions: readonly Table[], version: string | undefined, target: PythonTarget): Table | undefined {
  if (version !== undefined) return versions.find((one) => one.version === version);
  const fitting = versions.find((one) => {
    const markers = textsOf(one["resolution-markers"]);
    return markers.length === 0 || markers.some((marker) => holds(marker, target));
  });
  return fitting ?? versions[0];
}

function requestOf(one: Table, target: PythonTarget): PythonRequest {
  const files = tablesOf(one.wheels).flatMap(({ url, path, name, size }) => {
    const file = decodeURIComponent((textOf(name) ?? textOf(url) ?? textOf(path) ?? "").replace(/^.*\/|#.*$/g, ""));
    return file === "" ? [] : [{ name: file, size: typeof size === "number" ? size : undefined }];
  });
  const best = bestWheel(files, target);
  return {
    name: textOf(one.name) ?? "",
    version: textOf(one.version),
    ...(best?.size === undefined ? {} : { wheel: best.size }),
    ...(best === undefined ? {} : { isNative: !best.name.endsWith("-any.whl") }),
  };
}
