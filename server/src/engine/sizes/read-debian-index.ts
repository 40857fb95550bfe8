// Reads the shipped index of one Debian release, as scripts/package-data/encode.mjs writes it (after decompression).
//
// A line of JSON (release, date, counts, and the length of each section in bytes), then the sections. Numbers are
// little-endian base 128; signed ones are 2n or -2n-1.
//   suffixes        names in order, each without what it shares with the one before it; separated by newlines
//   prefixLengths   for each name, how many characters that is: a byte
//   flags           for each name: 1 it is a package on amd64, 2 on arm64 (neither: others provide it), 4 the base system
//                   holds it, 8 its relations on arm64 differ, 16 it keeps questions in debconf's database
//   kibibytes       for each package its Installed-Size on amd64, or on its only architecture
//   arm64Kibibytes  for each package of both: arm64's minus amd64's, signed
//   rounding, texts, byteCode   for each package on a scale of one byte, 12 log2(1 + KiB): what Installed-Size counts beyond the
//                   files' own bytes, what slim images leave out, what Python compiles as it is installed
//   listLengths     for each package: how many groups of alternatives it depends on, and how many it recommends; both
//                   again for arm64 where they differ
//   listLows, listHighs   of each of these groups the low and the high byte of its number
//   groupLengths    for each group how many members it has
//   groupMembers    each member: twice the number of its name, plus one where only that very package counts
//   provided        names that others provide, each as the distance from the one before
//   providerCounts  for each of these how many do
//   providers       in apt's order, each as its signed distance from the provided name
//   opposed, rivalCounts, rivals   in the same way: packages, and those that fulfil the same dependency but cannot stand
//                   beside them
export interface DebianIndexData {
  readonly release: string;
  /** Of the index, ISO 8601. */
  readonly date: string;
  /** All names, one after the other, in ASCII; name i begins at `nameStarts[i]`. */
  readonly letters: Uint8Array;
  readonly nameStarts: Uint32Array;
  readonly flags: Uint8Array;
  /** KiB by name; 0 where it is no package. */
  readonly amd64Kibibytes: Uint32Array;
  readonly arm64Kibibytes: Uint32Array;
  /** By name, a step of `scale`. */
  readonly rounding: Uint8Array;
  readonly texts: Uint8Array;
  readonly byteCode: Uint8Array;
  /** Number of a package's first list (depends, recommends, and for arm64 again where they differ). */
  readonly firstLists: Uint32Array;
  /** Where each list begins in `listItems`. */
  readonly listStarts: Uint32Array;
  /** Numbers of groups. */
  readonly listItems: Uint16Array;
  /** Where each group begins in `groupMembers`. */
  readonly groupStarts: Uint32Array;
  readonly groupMembers: Uint32Array;
  /** By name: those who provide it. */
  readonly providers: ReadonlyMap<number, Uint32Array>;
  /** By name: other ways to fulfil the same dependency that conflict with it. */
  readonly rivals: ReadonlyMap<number, Uint32Array>;
}

export const onAmd64 = 1;
export const onArm64 = 2;
export const inBase = 4;
export const differsOnArm64 = 8;
export const asksQuestions = 16;

interface Header {
  readonly format: number;
  readonly release: string;
  readonly date: string;
  readonly names: number;
  readonly groups: number;
  readonly sections: Readonly<Record<string, number>>;
}

const newline = 10;

/** Reads numbers one after the other. */
class Numbers {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  next(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++] as number;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  signed(): number {
    const value = this.next();
    return value & 1 ? -((value + 1) >>> 1) : value >>> 1;
  }
}

/** KiB of each step, to within 3 %. */
export const scale: Float32Array = Float32Array.from({ length: 256 }, (_, step) => 2 ** (step / 12) - 1);

/**
 * Reads section by section, so that whoever has other things to do can see to them in between: none takes longer than a
 * few milliseconds. Throws where the bytes are of another format.
 */
export function* readDebianIndex(bytes: Uint8Array): Generator<void, DebianIndexData> {
  const end = bytes.indexOf(newline);
  const header = JSON.parse(String.fromCharCode(...bytes.subarray(0, end))) as Header;
  if (header.format !== 3) throw new Error(`package data of format ${header.format} cannot be read`);
  const sections = new Map<string, Uint8Array>();
  let at = end + 1;
  for (const [name, length] of Object.entries(header.sections)) {
    sections.set(name, bytes.subarray(at, at + length));
    at += length;
  }
  if (at !== bytes.length) throw new Error("package data is cut off");
  const section = (name: string) => sections.get(name) as Uint8Array;
  const { names, groups } = header;
  const flags = section("flags").slice();
  const texts = readNames(names, section("prefixLengths"), section("suffixes"));
  yield;
  const sizes = readSizes(flags, new Numbers(section("kibibytes")), new Numbers(section("arm64Kibibytes")));
  yield;
  const files = {
    rounding: readSteps(flags, section("rounding")),
    texts: readSteps(flags, section("texts")),
    byteCode: readSteps(flags, section("byteCode")),
  };
  yield;
  const lists = readLists(flags, new Numbers(section("listLengths")), section("listLows"), section("listHighs"));
  yield;
  const members = readGroups(groups, new Numbers(section("groupLengths")), new Numbers(section("groupMembers")));
  yield;
  const providers = readNamesByName(section("provided"), section("providerCounts"), section("providers"));
  const rivals = readNamesByName(section("opposed"), section("rivalCounts"), section("rivals"));
  return {
    release: header.release,
    date: header.date,
    flags,
    ...texts,
    ...sizes,
    ...files,
    ...lists,
    ...members,
    providers,
    rivals,
  };
}

function readNames(
  count: number,
  prefixLengths: Uint8Array,
  suffixes: Uint8Array,
): Pick<DebianIndexData, "letters" | "nameStarts"> {
  let shared = 0;
  for (let name = 0; name < count; name++) shared += prefixLengths[name] as number;
  const letters = new Uint8Array(shared + suffixes.length - (count - 1));
  const nameStarts = new Uint32Array(count + 1);
  let from = 0;
  let to = 0;
  for (let name = 0; name < count; name++) {
    nameStarts[name] = to;
    const before = nameStarts[name - 1] ?? 0;
    const prefix = prefixLengths[name] as number;
    for (let at = before; at < before + prefix; at++) letters[to++] = letters[at] as number;
    while (from < suffixes.length && suffixes[from] !== newline) letters[to++] = suffixes[from++] as number;
    from++;
  }
  nameStarts[count] = to;
  return { letters, nameStarts };
}

function readSizes(
  flags: Uint8Array,
  sizes: Numbers,
  differences: Numbers,
): Pick<DebianIndexData, "amd64Kibibytes" | "arm64Kibibytes"> {
  const amd64Kibibytes = new Uint32Array(flags.length);
  const arm64Kibibytes = new Uint32Array(flags.length);
  for (let name = 0; name < flags.length; name++) {
    const where = (flags[name] as number) & (onAmd64 | onArm64);
    if (where === 0) continue;
    const size = sizes.next();
    if (where !== onArm64) amd64Kibibytes[name] = size;
    if (where !== onAmd64) arm64Kibibytes[name] = where === onArm64 ? size : size + differences.signed();
  }
  return { amd64Kibibytes, arm64Kibibytes };
}

function readSteps(flags: Uint8Array, ofPackages: Uint8Array): Uint8Array {
  const steps = new Uint8Array(flags.length);
  let at = 0;
  for (let name = 0; name < flags.length; name++)
    if ((flags[name] as number) & (onAmd64 | onArm64)) steps[name] = ofPackages[at++] as number;
  return steps;
}

function readLists(
  flags: Uint8Array,
  lengths: Numbers,
  lows: Uint8Array,
  highs: Uint8Array,
): Pick<DebianIndexData, "firstLists" | "listStarts" | "listItems"> {
  const firstLists = new Uint32Array(flags.length);
  const starts: number[] = [];
  let start = 0;
  for (let name = 0; name < flags.length; name++) {
    const flag = flags[name] as number;
    firstLists[name] = starts.length;
    const lists = (flag & (onAmd64 | onArm64)) === 0 ? 0 : flag & differsOnArm64 ? 4 : 2;
    for (let list = 0; list < lists; list++) {
      starts.push(start);
      start += lengths.next();
    }
  }
  starts.push(start);
  const listItems = new Uint16Array(start);
  for (let item = 0; item < start; item++) listItems[item] = (lows[item] as number) | ((highs[item] as number) << 8);
  return { firstLists, listStarts: Uint32Array.from(starts), listItems };
}

function readGroups(
  count: number,
  lengths: Numbers,
  members: Numbers,
): Pick<DebianIndexData, "groupStarts" | "groupMembers"> {
  const groupStarts = new Uint32Array(count + 1);
  for (let group = 0; group < count; group++) {
    groupStarts[group + 1] = (groupStarts[group] as number) + lengths.next();
  }
  const groupMembers = new Uint32Array(groupStarts[count] as number);
  for (let member = 0; member < groupMembers.length; member++) groupMembers[member] = members.next();
  return { groupStarts, groupMembers };
}

function readNamesByName(keys: Uint8Array, counts: Uint8Array, values: Uint8Array): Map<number, Uint32Array> {
  const found = new Map<number, Uint32Array>();
  const names = new Numbers(keys);
  const lengths = new Numbers(counts);
  const numbers = new Numbers(values);
  let name = 0;
  // A distance takes one byte at its end that is below 128.
  for (let left = keys.reduce((sum, byte) => sum + (byte < 128 ? 1 : 0), 0); left > 0; left--) {
    name += names.next();
    const list = new Uint32Array(lengths.next());
    for (let place = 0; place < list.length; place++) list[place] = name + numbers.signed();
    found.set(name, list);
  }
  return found;
}
