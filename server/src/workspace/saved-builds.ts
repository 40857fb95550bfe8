// Keeps whole measured builds in a folder, one file each: the list that users open, name, compare and delete.
import { createHash, randomBytes } from "node:crypto";
import {
  isNamedByUser,
  readSavedMeasurement,
  renamed,
  type SavedMeasurement,
  savedMeasurementKey,
  savedMeasurementText,
} from "../engine/index";
import type { StorageFolder } from "./storage-folder";

/** Measurements without a name of the user's that are kept of one file, target, set of arguments and platform; then the oldest go. */
const mostOfAKind = 20;
/** Those that are kept in all. */
const mostInAll = 200;
/** Characters of files whose content stays in memory, the newest ones; the others are read each time. */
const mostInMemory = 4_000_000;

const gone = "This measurement is no longer there: it may have been deleted in another window.";

/** `id`s begin with the date of the measurement, so that names sort by it. */
export function newMeasurementId({ build }: Omit<SavedMeasurement, "id">): string {
  return `${build.measuredAt.replace(/\W/g, "")}-${randomBytes(4).toString("hex")}`;
}

/** Of whole builds, the session's MeasurementStore. File names are `<file>-<what is built>-<id>.json`, hashes in front. */
export class SavedBuilds {
  private readonly read = new Map<
    string,
    { readonly stamp: string; readonly characters: number; readonly measurement: SavedMeasurement }
  >();

  constructor(private readonly folder: StorageFolder) {}

  /** Newest first; of one Dockerfile where its path is given. What cannot be read is left out. */
  async list(dockerfilePath?: string): Promise<readonly SavedMeasurement[]> {
    const prefix = dockerfilePath === undefined ? "" : `${hash(dockerfilePath)}-`;
    const all = await this.folder.names();
    for (const name of this.read.keys()) if (!all.includes(name)) this.read.delete(name);
    const names = all.filter((name) => name.startsWith(prefix));
    const found: SavedMeasurement[] = [];
    for (const name of newestFirst(names)) {
      const measurement = await this.measurementIn(name);
      if (measurement) found.push(measurement);
    }
    return found;
  }

  /** Rejects with the reason as a phrase where it cannot be kept. */
  async add(given: Omit<SavedMeasurement, "id">): Promise<SavedMeasurement> {
    const measurement = { ...given, id: newMeasurementId(given) };
    const kind = `${hash(given.dockerfilePath)}-${hash(savedMeasurementKey(given))}-`;
    await this.folder.write(`${kind}${measurement.id}.json`, savedMeasurementText(measurement));
    await this.makeRoom(kind).catch(() => undefined);
    return measurement;
  }

  /** Rejects with a sentence where that is not possible. */
  async rename(id: string, name: string | undefined): Promise<void> {
    const file = await this.fileOf(id);
    const measurement = file === undefined ? undefined : await this.measurementIn(file);
    if (file === undefined || !measurement) throw new Error(gone);
    await this.folder
      .write(file, savedMeasurementText(renamed(measurement, name)))
      .catch((error: Error) => refuse(`The name could not be kept: ${error.message}.`));
  }

  /** What is gone already is no error. Rejects with a sentence where one cannot be removed. */
  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const file = await this.fileOf(id);
      if (file === undefined) continue;
      await this.folder
        .remove(file)
        .catch((error: Error) => refuse(`The measurement could not be deleted: ${error.message}.`));
    }
  }

  private async fileOf(id: string): Promise<string | undefined> {
    return (await this.folder.names()).find((name) => idIn(name) === id);
  }

  private async measurementIn(name: string): Promise<SavedMeasurement | undefined> {
    const id = idIn(name);
    const stamp = id === undefined ? undefined : await this.folder.stamp(name);
    if (id === undefined || stamp === undefined) {
      this.read.delete(name);
      return undefined;
    }
    const known = this.read.get(name);
    if (known?.stamp === stamp) return known.measurement;
    const text = await this.folder.read(name);
    if (text === undefined) return undefined;
    const content = readSavedMeasurement(text);
    if ("problem" in content) {
      if (content.newer) this.folder.cannotUse(name, content.problem);
      else await this.folder.setAside(name, content.problem);
      return undefined;
    }
    // A copy that somebody made by hand must not answer to the id of the original.
    const measurement = { ...content, id };
    this.remember(name, { stamp, characters: text.length, measurement });
    return measurement;
  }

  private remember(name: string, one: { stamp: string; characters: number; measurement: SavedMeasurement }): void {
    this.read.delete(name);
    let characters = one.characters;
    for (const known of this.read.values()) characters += known.characters;
    if (characters <= mostInMemory) this.read.set(name, one);
  }

  /** Drops the oldest ones that nobody named beyond the limits, of the kind that was added first. */
  private async makeRoom(kind: string): Promise<void> {
    await this.folder.removeUnfinished();
    const names = newestFirst(await this.folder.names());
    const left = await this.dropOldest(names, (name) => name.startsWith(kind), mostOfAKind);
    await this.dropOldest(left, () => true, mostInAll);
  }

  private async dropOldest(
    names: readonly string[],
    counts: (name: string) => boolean,
    most: number,
  ): Promise<readonly string[]> {
    if (names.filter(counts).length <= most) return names;
    const dropped = new Set<string>();
    let unnamed = 0;
    for (const name of names.filter(counts)) {
      const measurement = await this.measurementIn(name);
      if (!measurement || isNamedByUser(measurement) || ++unnamed <= most) continue;
      await this.folder.remove(name);
      dropped.add(name);
    }
    return names.filter((name) => !dropped.has(name));
  }
}

function refuse(sentence: string): never {
  throw new Error(sentence);
}

const fileName = /^[\da-f]{16}-[\da-f]{16}-([\w-]+)\.json$/;

function idIn(name: string): string | undefined {
  return fileName.exec(name)?.[1];
}

function newestFirst(names: readonly string[]): readonly string[] {
  const id = (name: string) => idIn(name) ?? "";
  return [...names].sort((one, other) => (id(one) < id(other) ? 1 : -1));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
