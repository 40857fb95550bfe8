// Reads poetry.lock: all packages with their versions; which of them are for developing it says itself, or pyproject.toml does.
import { normaliseName, type PythonSelection, type PythonTarget } from "../../engine/index";
import { readPyproject } from "./pyproject";
import { holds, type Resolved } from "./resolve-manifests";
import { type Table, tableOf, tablesOf, textOf, textsOf } from "./toml";

/** The packages of a poetry.lock that an image for `target` gets. */
export function readPoetryLock(
  lock: Table,
  pyproject: Table,
  selection: PythonSelection,
  target: PythonTarget,
): Resolved {
  const packages = new Map(tablesOf(lock.package).map((one) => [normaliseName(textOf(one.name) ?? ""), one]));
  const named = readPyproject(pyproject, selection, target);
  const reach = (names: readonly { readonly name: string; readonly extras?: readonly string[] }[]) =>
    closure(names, packages, target);
  const main = reach([...named.main, ...wantedExtras(lock, selection)]);
  const development = reach(named.development);
  const isPublished = (name: string) =>
    tableOf(packages.get(name)?.source).type === undefined || isIndex(packages.get(name));
  const request = (name: string) => ({ name, version: textOf(packages.get(name)?.version) });
  return {
    main: [...main].filter(isPublished).map(request),
    development: [...development].filter((name) => !main.has(name) && isPublished(name)).map(request),
    isComplete: true,
    options: named.options,
    unknown: [...main].filter((name) => /^(git|url)$/.test(textOf(tableOf(packages.get(name)?.source).type) ?? "")),
  };
}

function isIndex(one: Table | undefined): boolean {
  return tableOf(one?.source).type === "legacy";
}

/** `[extras]` of the lock: which packages each extra of the project brings. */
function wantedExtras({ extras }: Table, selection: PythonSelection): readonly { readonly name: string }[] {
  const wanted = selection.extras === "all" ? Object.keys(tableOf(extras)) : selection.extras;
  return wanted.flatMap((extra) => textsOf(tableOf(extras)[extra]).map((name) => ({ name })));
}

/** All packages that these lead to; `[package.dependencies]` names what each needs, and `[package.extras]` what its extras do. */
function closure(
  from: readonly { readonly name: string; readonly extras?: readonly string[] }[],
  packages: ReadonlyMap<string, Table>,
  target: PythonTarget,
): Set<string> {
  const found = new Set<string>();
  const todo = from.map(({ name, extras = [] }) => ({
    name: normaliseName(name.replace(/[\s([<>=!~;].*$/, "")),
    extras,
  }));
  const visited = new Set<string>();
  while (todo.length > 0) {
    const { name, extras } = todo.pop() as (typeof todo)[number];
    const one = packages.get(name);
    const visit = `${name} ${extras.join(" ")}`;
    if (one === undefined || visited.has(visit)) continue;
    visited.add(visit);
    found.add(name);
    const ofExtras = new Set(
      extras.flatMap((extra) =>
        textsOf(tableOf(one.extras)[extra]).map((text) => normaliseName(text.replace(/[\s([<>=!~;].*$/, ""))),
      ),
    );
    for (const [need, wanted] of Object.entries(tableOf(one.dependencies))) {
      const details = (Array.isArray(wanted) ? wanted : [wanted]).map(tableOf);
      const key = normaliseName(need);
      const comes = details.some(
        ({ optional, markers }) => (optional !== true || ofExtras.has(key)) && holds(markers, target, extras),
      );
      if (comes) todo.push({ name: key, extras: details.flatMap((one) => textsOf(one.extras)) });
    }
  }
  return found;
}
