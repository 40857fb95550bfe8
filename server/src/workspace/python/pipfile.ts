// Reads Pipfile.lock, and a Pipfile where there is no lock.
import type { PythonRequest, PythonTarget } from "../../engine/index";
import { ofPoetry } from "./pyproject";
import { holds, type Resolved } from "./resolve-manifests";
import { type Table, tableOf, tablesOf, textOf } from "./toml";

/** The packages of a Pipfile.lock, which names everything. Throws a sentence where it is no JSON. */
export function readPipfileLock(file: string, text: string, target: PythonTarget): Resolved {
  let lock: Table;
  try {
    lock = tableOf(JSON.parse(text));
  } catch {
    throw new Error(`${file} is no valid JSON`);
  }
  const section = (value: unknown): readonly PythonRequest[] =>
    Object.entries(tableOf(value)).flatMap(([name, wanted]) => {
      const { version, markers, git, path, file: archive } = tableOf(wanted);
      if (git !== undefined || path !== undefined || archive !== undefined || !holds(markers, target)) return [];
      return [{ name, version: textOf(version)?.replace(/^=+/, "") }];
    });
  const main = section(lock.default);
  const names = new Set(main.map(({ name }) => name));
  return {
    main,
    development: section(lock.develop).filter(({ name }) => !names.has(name)),
    isComplete: true,
    options: tablesOf(tableOf(lock._meta).sources).flatMap(({ url }) => textOf(url) ?? []),
    unknown: Object.entries(tableOf(lock.default)).flatMap(([name, wanted]) =>
      tableOf(wanted).git === undefined ? [] : [name],
    ),
  };
}

/** The packages that a Pipfile names. */
export function readPipfile(document: Table): Resolved {
  return {
    main: ofPoetry(document.packages),
    development: ofPoetry(document["dev-packages"]),
    isComplete: false,
    options: tablesOf(document.source).flatMap(({ url }) => textOf(url) ?? []),
    unknown: [],
  };
}
