// Makes one architecture's packages of its index records: the newest version of each name, with its relations resolved
// to what the release can offer, so that whoever reads the data needs no versions.
import { compareVersions, fulfils } from "./debian-versions.mjs";

const relation = /^([a-z0-9][a-z0-9.+-]*)(?::([a-z0-9-]+))?(?:\s*\(\s*([<>=]+)\s*([^\s)]+)\s*\))?/;

/**
 * `a (>= 1) | b, c:any` → [[{ name: "a", operator: ">=", version: "1" }, { name: "b", … }], [{ name: "c", … }]]. Packages of
 * another architecture than this one are left out.
 */
function readRelations(text, architecture) {
  if (text === undefined) return [];
  return text.split(",").flatMap((group) => {
    const members = group.split("|").flatMap((one) => {
      const match = relation.exec(one.trim());
      if (match === null || !["any", "native", architecture, undefined].includes(match[2])) return [];
      return { name: match[1], operator: match[3] ?? "", version: match[4] ?? "" };
    });
    return members.length === 0 ? [] : [members];
  });
}

/** apt prefers providers of higher priority. */
const priorities = ["required", "important", "standard", "optional", "extra"];

/** The newest record of each package. */
export function newestRecords(records) {
  const newest = new Map();
  for (const record of records) {
    const known = newest.get(record.Package);
    if (known === undefined || compareVersions(known.Version, record.Version) < 0) newest.set(record.Package, record);
  }
  return newest;
}

/** The fields in which apt meets names, in its order. */
const mentioning = "Pre-Depends Depends Conflicts Breaks Recommends Suggests Replaces Enhances Provides".split(" ");

/** Place of each name in apt's cache, by when apt first meets it: among equal providers it prefers the one it met last. */
function mentions(records) {
  const order = new Map();
  const mention = (name) => {
    if (!order.has(name)) order.set(name, order.size);
  };
  for (const record of records) {
    mention(record.Package);
    for (const field of mentioning) for (const { name } of readRelations(record[field]).flat()) mention(name);
  }
  return order;
}

/**
 * The packages of one architecture by name: `{ kibibytes, depends, recommends, conflicts, isRequired }`. A group of alternatives
 * is a list of `{ name, isStrict }`, from which those that no version of the release fulfils are left out; a strict one
 * means that very package, another one whatever provides the name as well. `providers` are, for each provided name, the
 * packages that provide it, in the order in which apt considers them.
 */
export function readPackages(records) {
  const newest = newestRecords(records);
  const order = mentions(records);
  const provisions = new Map();
  for (const [name, record] of newest) {
    for (const provided of readRelations(record.Provides).flat()) {
      if (provided.name === name) continue;
      const known = provisions.get(provided.name) ?? [];
      if (!known.some((one) => one.by === name && one.version === provided.version))
        known.push({ by: name, version: provided.version });
      provisions.set(provided.name, known);
    }
  }
  const rank = (name) => priorities.indexOf(newest.get(name).Priority ?? "optional");
  const asAptPrefers = (one, other) => rank(one) - rank(other) || order.get(other) - order.get(one);
  const providersOf = (name, isMeant) =>
    [...new Set((provisions.get(name) ?? []).filter(isMeant).map(({ by }) => by))].sort(asAptPrefers);
  const membersOf = ({ name, operator, version }) => {
    const record = newest.get(name);
    const all = providersOf(name, () => true);
    const fitting = providersOf(
      name,
      (one) => operator === "" || (one.version !== "" && fulfils(one.version, operator, version)),
    );
    const isReal = record !== undefined && fulfils(record.Version, operator, version);
    if ((isReal || record === undefined) && fitting.length === all.length)
      return isReal || all.length > 0 ? [{ name, isStrict: false }] : [];
    return [...(isReal ? [name] : []), ...fitting].map((one) => ({ name: one, isStrict: true }));
  };
  const architecture = records.find((record) => record.Architecture !== "all")?.Architecture;
  const groupsOf = (...texts) => {
    const relations = texts.flatMap((text) => readRelations(text, architecture));
    const groups = relations.flatMap((group) => {
      const members = group.flatMap(membersOf);
      return members.length === 0 ? [] : [members];
    });
    return [...new Map(groups.map((members) => [JSON.stringify(members), members])).values()];
  };
  /** Packages of the release that this one cannot stand beside. */
  const conflictsOf = (record) => {
    const names = new Set();
    for (const { name, operator, version } of [record.Conflicts, record.Breaks]
      .flatMap((text) => readRelations(text))
      .flat()) {
      const other = newest.get(name);
      if (other !== undefined && fulfils(other.Version, operator, version)) names.add(name);
      if (operator === "") for (const one of providersOf(name, () => true)) names.add(one);
    }
    names.delete(record.Package);
    return names;
  };
  const packages = new Map();
  for (const [name, record] of newest) {
    packages.set(name, {
      kibibytes: Number(record["Installed-Size"] ?? 0),
      depends: groupsOf(record["Pre-Depends"], record.Depends),
      recommends: groupsOf(record.Recommends),
      conflicts: conflictsOf(record),
      isRequired: record.Essential === "yes" || record.Priority === "required" || name === "apt",
    });
  }
  const providers = new Map([...provisions.keys()].map((name) => [name, providersOf(name, () => true)]));
  return { packages, providers };
}
