// Reads pdm.lock: all packages with their versions and the groups that bring them.
import type { PythonSelection, PythonTarget } from "../../engine/index";
import { isForDevelopers } from "./pyproject";
import { distinct, holds, type Resolved } from "./resolve-manifests";
import { type Table, tableOf, tablesOf, textOf, textsOf } from "./toml";

/** The packages of a pdm.lock that an image for `target` gets. */
export function readPdmLock(lock: Table, selection: PythonSelection, target: PythonTarget): Resolved {
  const packages = tablesOf(lock.package).filter(({ marker }) => holds(marker, target));
  const locked = textsOf(tableOf(lock.metadata).groups);
  const isChosen = (group: string) =>
    (group === "default" && !selection.onlyGroups) ||
    selection.groups.includes(group) ||
    (!isForDevelopers(group) && (selection.extras === "all" || selection.extras.includes(group)));
  const inMain = (one: Table) => groupsOf(one).some(isChosen);
  const inDevelopment = (one: Table) =>
    groupsOf(one).some((group) => !isChosen(group) && isForDevelopers(group) && !selection.without.includes(group));
  const isPublished = (one: Table) => one.git === undefined && one.url === undefined && one.path === undefined;
  const request = (one: Table) => ({ name: textOf(one.name) ?? "", version: textOf(one.version) });
  const main = packages.filter(inMain);
  const names = new Set(main.map(({ name }) => textOf(name)));
  return {
    main: distinct(main.filter(isPublished).map(request)),
    development: distinct(
      packages.filter((one) => !names.has(textOf(one.name)) && inDevelopment(one) && isPublished(one)).map(request),
    ),
    // Older locks name no groups: then all of it is taken for what runs.
    isComplete: locked.length > 0 || packages.length > 0,
    options: [],
    unknown: main
      .filter(({ git, url }) => git !== undefined || url !== undefined)
      .map(({ name }) => textOf(name) ?? ""),
  };
}

function groupsOf({ groups }: Table): readonly string[] {
  const named = textsOf(groups);
  return named.length === 0 ? ["default"] : named;
}
