// Writes one release's packages as the bytes that server/src/engine/sizes/read-debian-index.ts reads; the layout is told there.
import { estimateFiles } from "./contents.mjs";

/** What the flags of a name say. */
const isOf = { amd64: 1, arm64: 2 };
const isBase = 4;
const differs = 8;
const asks = 16;

/** Kibibytes on a scale of one byte, twelve steps to a doubling: within 3 %. */
const onScale = (kibibytes) => Math.min(255, Math.round(Math.log2(1 + Math.max(0, kibibytes)) * 12));

/** Provided names that no dependency mentions and nobody asks apt for by hand: made by machines for libraries' own tools. */
const machineMade = /^(librust-|libghc-|golang-|gir1\.2-|node-|r-api|perlapi|python3\.\d+-)/;

class Bytes {
  list = [];
  byte(value) {
    this.list.push(value);
  }
  number(value) {
    let rest = value;
    while (rest > 127) {
      this.list.push((rest & 127) | 128);
      rest >>>= 7;
    }
    this.list.push(rest);
  }
  signed(value) {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }
}

/** What debootstrap takes although something else stands first among the alternatives. */
const preferred = "usr-is-merged";

/** The names that a system has before anything is installed: what is required or apt, and what these need. */
function baseSystem({ packages, providers }) {
  const base = new Set();
  const required = [...packages].filter(([, one]) => one.isRequired).map(([name]) => name);
  const todo = [...required];
  const isThere = (name) => base.has(name) || (providers.get(name) ?? []).some((one) => base.has(one));
  for (const name of required) base.add(name);
  while (todo.length > 0) {
    for (const group of packages.get(todo.shift()).depends) {
      if (group.some(({ name }) => isThere(name))) continue;
      const { name } = group.find((member) => member.name === preferred) ?? group[0];
      const chosen = packages.has(name) ? name : providers.get(name)[0];
      base.add(chosen);
      todo.push(chosen);
    }
  }
  return base;
}

/**
 * For each package, which others that fulfil the same dependency it cannot stand beside. Conflicts between packages that
 * are no alternatives are left out: no Dockerfile asks for both.
 */
function rivalsAmong(groups, architectures, providersOf) {
  const conflicts = (one, other) => architectures.some(({ packages }) => packages.get(one)?.conflicts.has(other));
  const rivals = new Map();
  for (const { members } of groups) {
    const names = [
      ...new Set(members.flatMap(({ name, isStrict }) => [name, ...(isStrict ? [] : providersOf(name))])),
    ].sort();
    for (const one of names)
      for (const other of names)
        if (one !== other && (conflicts(one, other) || conflicts(other, one)))
          rivals.set(one, (rivals.get(one) ?? new Set()).add(other));
  }
  return rivals;
}

/**
 * `architectures`: what relations.mjs read, by "amd64" and "arm64". `contents`: what contents.mjs counted. Returns the
 * bytes; the same for the same packages, contents and date.
 */
export function encodeRelease(release, date, { amd64, arm64 }, contents) {
  const both = [amd64, arm64];
  const packageOf = (name) => amd64.packages.get(name) ?? arm64.packages.get(name);
  const isPackage = (name) => packageOf(name) !== undefined;

  const groups = new Map();
  const keyOf = (group) => group.map(({ name, isStrict }) => (isStrict ? `${name}!` : name)).join("|");
  for (const name of new Set(both.flatMap(({ packages }) => [...packages.keys()])))
    for (const one of both.flatMap(({ packages }) => packages.get(name) ?? []))
      for (const group of [...one.depends, ...one.recommends]) {
        const key = keyOf(group);
        const known = groups.get(key) ?? { key, members: group, uses: 0 };
        known.uses++;
        groups.set(key, known);
      }
  const mentioned = new Set([...groups.values()].flatMap(({ members }) => members.map(({ name }) => name)));
  const names = new Set(both.flatMap(({ packages }) => [...packages.keys()]));
  for (const name of both.flatMap(({ providers }) => [...providers.keys()]))
    if (mentioned.has(name) || !machineMade.test(name)) names.add(name);
  const sorted = [...names].sort();
  const numberOf = new Map(sorted.map((name, number) => [name, number]));

  // Groups that are used most have small numbers; among equals, neighbours stand for neighbouring packages.
  const ranked = [...groups.values()].sort(
    (one, other) =>
      other.uses - one.uses ||
      numberOf.get(one.members[0].name) - numberOf.get(other.members[0].name) ||
      (one.key < other.key ? -1 : 1),
  );
  if (ranked.length > 0xffff) throw new Error(`${ranked.length} groups of alternatives are too many for two bytes.`);
  const rankOf = new Map(ranked.map(({ key }, rank) => [key, rank]));

  const sections = {};
  for (const name of [
    "prefixLengths",
    "flags",
    "kibibytes",
    "arm64Kibibytes",
    "rounding",
    "texts",
    "byteCode",
    "listLengths",
    "listLows",
    "listHighs",
    "groupLengths",
    "groupMembers",
    "provided",
    "providerCounts",
    "providers",
    "opposed",
    "rivalCounts",
    "rivals",
  ])
    sections[name] = new Bytes();
  const suffixes = [];
  const base = new Set(both.flatMap((one) => [...baseSystem(one)]));

  let before = "";
  for (const name of sorted) {
    let shared = 0;
    while (shared < Math.min(before.length, 255) && name[shared] === before[shared]) shared++;
    sections.prefixLengths.byte(shared);
    suffixes.push(name.slice(shared));
    before = name;
    const [first, second] = both.map(({ packages }) => packages.get(name));
    const text = (one) => [one.depends, one.recommends].map((list) => list.map(keyOf).join(",")).join(";");
    const hasOther = first !== undefined && second !== undefined && text(first) !== text(second);
    sections.flags.byte(
      (first ? isOf.amd64 : 0) |
        (second ? isOf.arm64 : 0) |
        (base.has(name) ? isBase : 0) |
        (hasOther ? differs : 0) |
        ((first ?? second)?.depends.some((group) => group.some((member) => member.name === "debconf")) ? asks : 0),
    );
    const own = first ?? second;
    if (own === undefined) continue;
    sections.kibibytes.number(own.kibibytes);
    const files = estimateFiles(name, contents.get(name), own.kibibytes);
    for (const section of ["rounding", "texts", "byteCode"]) sections[section].byte(onScale(files[section]));
    if (first && second) sections.arm64Kibibytes.signed(second.kibibytes - first.kibibytes);
    for (const one of hasOther ? [first, second] : [own])
      for (const list of [one.depends, one.recommends]) {
        sections.listLengths.number(list.length);
        for (const rank of list.map((group) => rankOf.get(keyOf(group)))) {
          sections.listLows.byte(rank & 255);
          sections.listHighs.byte(rank >> 8);
        }
      }
  }
  for (const { members } of ranked) {
    sections.groupLengths.number(members.length);
    for (const { name, isStrict } of members) sections.groupMembers.number(numberOf.get(name) * 2 + (isStrict ? 1 : 0));
  }
  const providersOf = (name) => new Set(both.flatMap(({ providers }) => providers.get(name) ?? []));
  const rivals = rivalsAmong([...groups.values()], both, providersOf);
  const writeLists = (keys, counts, values, listOf) => {
    let last = 0;
    for (const [number, name] of sorted.entries()) {
      const list = listOf(name);
      if (list.size === 0) continue;
      sections[keys].number(number - last);
      last = number;
      sections[counts].number(list.size);
      for (const one of list) sections[values].signed(numberOf.get(one) - number);
    }
  };
  const nobody = new Set();
  writeLists("provided", "providerCounts", "providers", (name) =>
    mentioned.has(name) || !isPackage(name) ? providersOf(name) : nobody,
  );
  writeLists("opposed", "rivalCounts", "rivals", (name) => rivals.get(name) ?? nobody);

  const parts = { suffixes: Buffer.from(suffixes.join("\n")) };
  for (const [name, bytes] of Object.entries(sections)) parts[name] = Buffer.from(bytes.list);
  const lengths = Object.fromEntries(Object.entries(parts).map(([name, { length }]) => [name, length]));
  const header = { format: 3, release, date, names: sorted.length, groups: ranked.length, sections: lengths };
  return {
    bytes: Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...Object.values(parts)]),
    parts,
    base: [...base].sort(),
    packages: sorted.filter(isPackage).length,
  };
}
