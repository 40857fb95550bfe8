// What apt installs for a request: the packages of one Debian release, with apt's own rules of choice.
import type { PackageFiles } from "./apt-layers";
import type { Names } from "./packages";
import {
  asksQuestions,
  type DebianIndexData,
  differsOnArm64,
  inBase,
  onAmd64,
  onArm64,
  readDebianIndex,
  scale,
} from "./read-debian-index";

export type Architecture = "amd64" | "arm64";

export interface ClosureOptions {
  readonly architecture: Architecture;
  /** Recommended packages come along, as apt does unless it is told otherwise. */
  readonly recommends: boolean;
}

export interface Closure {
  /** Names of what is installed anew, in the order in which apt decides on them. */
  readonly added: ReadonlySet<string>;
  /** Requests that the release does not have. */
  readonly missing: readonly string[];
}

/** Headers that compilers bring: nothing is linked against what these come with. */
const ofCompilers = /^(libc6|libgcc-\d+|libstdc\+\+-\d+)-dev$/;

/** What is known of a name while one request is answered. */
const isOpen = 0;
const isThere = 1;
const isAbsent = 2;

/** The packages of one Debian release: Debian's own index, of its `date`. */
export class DebianIndex {
  private readonly states: Uint8Array;
  private readonly texts: (string | undefined)[] = [];
  private readonly siblings = new Map<string, string | undefined>();

  private constructor(private readonly data: DebianIndexData) {
    this.states = new Uint8Array(data.flags.length);
  }

  /** Reads shipped data after decompression; throws where it is damaged. */
  static read(bytes: Uint8Array): DebianIndex {
    const reading = DebianIndex.reading(bytes);
    for (;;) {
      const { done, value } = reading.next();
      if (done) return value;
    }
  }

  /** As `read`, in steps of a few milliseconds. */
  static *reading(bytes: Uint8Array): Generator<void, DebianIndex> {
    return new DebianIndex(yield* readDebianIndex(bytes));
  }

  get release(): string {
    return this.data.release;
  }

  /** Day of the index, ISO 8601. */
  get date(): string {
    return this.data.date;
  }

  /** Two indexes of the same release and date are the same. */
  toJSON(): { release: string; date: string } {
    return { release: this.release, date: this.date };
  }

  /** Whether every system of this release holds the package before anything is installed. */
  isInBase(name: string): boolean {
    const number = this.numberOf(name);
    return number >= 0 && (this.flagsOf(number) & inBase) !== 0;
  }

  /** Installed-Size in bytes; undefined where the architecture has no such package. */
  installedBytes(name: string, architecture: Architecture): number | undefined {
    const number = this.numberOf(name);
    if (number < 0 || !this.isPackage(number, architecture)) return undefined;
    const sizes = architecture === "arm64" ? this.data.arm64Kibibytes : this.data.amd64Kibibytes;
    return (sizes[number] as number) * 1024;
  }

  /** What a package's files come to; undefined where the architecture has no such package. */
  filesOf(name: string, architecture: Architecture): PackageFiles | undefined {
    const number = this.numberOf(name);
    if (number < 0 || !this.isPackage(number, architecture)) return undefined;
    const { amd64Kibibytes, arm64Kibibytes, rounding, texts, byteCode } = this.data;
    const scaled = (steps: Uint8Array) => (scale[steps[number] as number] as number) * 1024;
    return {
      installed: ((architecture === "arm64" ? arm64Kibibytes : amd64Kibibytes)[number] as number) * 1024,
      rounding: scaled(rounding),
      texts: scaled(texts),
      byteCode: scaled(byteCode),
      asks: (this.flagsOf(number) & asksQuestions) !== 0,
    };
  }

  /**
   * What `apt-get install` of these names brings on a system that holds its base packages and `held`. As apt does: what is
   * asked for is settled first; then, depth first, a dependency that nothing there fulfils gets its first alternative, or
   * the provider that apt prefers.
   */
  closure(requests: readonly string[], held: Names, options: ClosureOptions): Closure {
    const added = new Set<string>();
    const missing: string[] = [];
    const touched: number[] = [];
    const { states } = this;
    const settle = (number: number, state: number) => {
      if (states[number] === isOpen) touched.push(number);
      states[number] = state;
    };
    const has = (number: number): boolean => {
      const state = states[number];
      if (state !== isOpen) return state === isThere;
      const isHeld = (this.flagsOf(number) & inBase) !== 0 || held.has(this.nameOf(number));
      settle(number, isHeld ? isThere : isAbsent);
      return isHeld;
    };
    const wanted = new Set<number>();
    const add = (number: number) => {
      settle(number, isThere);
      added.add(this.nameOf(number));
      // What was chosen for one dependency gives way to what another one needs.
      for (const rival of this.rivalsOf(number)) {
        if (!wanted.has(rival) && added.delete(this.nameOf(rival))) settle(rival, isAbsent);
      }
    };
    const isBarred = (number: number) => this.rivalsOf(number).some((rival) => wanted.has(rival));
    for (const request of requests) {
      if (held.has(request)) continue;
      const number = this.requested(request, options.architecture);
      if (number === undefined) missing.push(request);
      else if (!has(number)) {
        wanted.add(number);
        add(number);
      }
    }
    // The packages whose relations are walked through, and how far.
    const walks: { groups: Uint16Array; at: number }[] = [];
    for (const number of wanted) {
      walks.push({ groups: this.groupsOf(number, options), at: 0 });
      while (walks.length > 0) {
        const walk = walks[walks.length - 1] as { groups: Uint16Array; at: number };
        const group = walk.groups[walk.at++];
        if (group === undefined) walks.pop();
        else {
          const chosen = this.choose(group, has, isBarred, options.architecture);
          if (chosen === undefined) continue;
          add(chosen);
          walks.push({ groups: this.groupsOf(chosen, options), at: 0 });
        }
      }
    }
    for (const number of touched) states[number] = isOpen;
    return { added, missing };
  }

  /**
   * The libraries that a `-dev` package comes with, by itself or through further ones, which programs linked against them
   * need at run time; none for others.
   */
  librariesOf(name: string, architecture: Architecture): readonly string[] {
    const { groupStarts, groupMembers } = this.data;
    const isDeveloped = (one: string) => one.endsWith("-dev") && !ofCompilers.test(one);
    const developed = new Set(isDeveloped(name) ? [name] : []);
    const libraries = new Set<string>();
    // A set that grows is walked to its end.
    for (const one of developed) {
      const number = this.numberOf(one);
      if (number < 0) continue;
      for (const group of this.groupsOf(number, { architecture, recommends: false })) {
        const needed = this.nameOf((groupMembers[groupStarts[group] as number] as number) >> 1);
        if (isDeveloped(needed)) developed.add(needed);
        else if (needed.startsWith("lib") && !needed.includes("-dev")) libraries.add(needed);
      }
    }
    return [...libraries];
  }

  /**
   * The package that another release calls by another version: `libicu72` for `libicu70`. The one with the next higher
   * version, else the highest; undefined where there is none, or the name carries no version.
   */
  siblingOf(name: string, architecture: Architecture): string | undefined {
    const key = `${architecture} ${name}`;
    if (!this.siblings.has(key)) this.siblings.set(key, this.findSibling(name, architecture));
    return this.siblings.get(key);
  }

  private findSibling(name: string, architecture: Architecture): string | undefined {
    // A shorter beginning would be that of thousands.
    const prefix = /^[^\d]{4,}(?=\d)/.exec(name)?.[0];
    if (prefix === undefined) return undefined;
    const pattern = withoutDigits(name);
    const siblings: string[] = [];
    for (let number = this.placeOf(prefix); number < this.data.flags.length; number++) {
      const other = this.nameOf(number);
      if (!other.startsWith(prefix)) break;
      if (this.isPackage(number, architecture) && withoutDigits(other) === pattern) siblings.push(other);
    }
    siblings.sort(byVersion);
    return siblings.find((other) => byVersion(name, other) < 0) ?? siblings.at(-1);
  }

  /** The package that a request means: a virtual one is accepted where one package alone provides it. */
  private requested(name: string, architecture: Architecture): number | undefined {
    const number = this.numberOf(name);
    if (number < 0) return undefined;
    if (this.isPackage(number, architecture)) return number;
    const providers = this.providersOf(number).filter((one) => this.isPackage(one, architecture));
    return providers.length === 1 ? providers[0] : undefined;
  }

  /** What has to be installed for this group of alternatives; undefined where one is there, or none can be had. */
  private choose(
    group: number,
    has: (number: number) => boolean,
    isBarred: (number: number) => boolean,
    architecture: Architecture,
  ): number | undefined {
    const { groupStarts, groupMembers } = this.data;
    const canBe = (number: number) => this.isPackage(number, architecture) && !isBarred(number);
    const end = groupStarts[group + 1] as number;
    let first: number | undefined;
    for (let at = groupStarts[group] as number; at < end; at++) {
      const member = groupMembers[at] as number;
      const name = member >> 1;
      if (has(name)) return undefined;
      if (first === undefined && canBe(name)) first = name;
      // Only this very package counts.
      if (member & 1) continue;
      for (const provider of this.providersOf(name)) {
        if (has(provider)) return undefined;
        if (first === undefined && canBe(provider)) first = provider;
      }
    }
    return first;
  }

  /** Numbers of the groups that the package depends on and, where asked for, recommends. */
  private groupsOf(number: number, { architecture, recommends }: ClosureOptions): Uint16Array {
    const { firstLists, listStarts, listItems } = this.data;
    const isOther = architecture === "arm64" && (this.flagsOf(number) & differsOnArm64) !== 0;
    const first = (firstLists[number] as number) + (isOther ? 2 : 0);
    return listItems.subarray(listStarts[first], listStarts[first + (recommends ? 2 : 1)]);
  }

  private rivalsOf(number: number): Uint32Array {
    return this.data.rivals.get(number) ?? nobody;
  }

  private providersOf(number: number): Uint32Array {
    return this.data.providers.get(number) ?? nobody;
  }

  private flagsOf(number: number): number {
    return this.data.flags[number] as number;
  }

  private isPackage(number: number, architecture: Architecture): boolean {
    return (this.flagsOf(number) & (architecture === "arm64" ? onArm64 : onAmd64)) !== 0;
  }

  private nameOf(number: number): string {
    const { letters, nameStarts } = this.data;
    this.texts[number] ??= String.fromCharCode(...letters.subarray(nameStarts[number], nameStarts[number + 1]));
    return this.texts[number];
  }

  /** -1 where there is no such name. */
  private numberOf(name: string): number {
    const place = this.placeOf(name);
    return place < this.data.flags.length && this.compare(place, name) === 0 ? place : -1;
  }

  /** Number of the first name that does not come before this one. */
  private placeOf(name: string): number {
    let low = 0;
    let high = this.data.flags.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.compare(middle, name) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Below 0 where the name of that number comes before `text`. */
  private compare(number: number, text: string): number {
    const { letters, nameStarts } = this.data;
    const start = nameStarts[number] as number;
    const length = (nameStarts[number + 1] as number) - start;
    for (let at = 0; at < length && at < text.length; at++) {
      const order = (letters[start + at] as number) - text.charCodeAt(at);
      if (order !== 0) return order;
    }
    return length - text.length;
  }
}

const nobody = new Uint32Array(0);

const withoutDigits = (name: string) => name.replace(/\d+/g, "#");

/** Orders names that differ in their numbers alone. */
function byVersion(one: string, other: string): number {
  const [left, right] = [one, other].map((name) => (name.match(/\d+/g) ?? []).map(Number)) as [number[], number[]];
  for (let at = 0; at < left.length; at++) {
    const order = (left[at] as number) - (right[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
