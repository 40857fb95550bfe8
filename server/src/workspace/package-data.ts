// Reads the shipped package indexes: each once per process, when the first document asks for it.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import { DebianIndex, type FactValue, messageOf } from "../engine/index";

const decompress = promisify(brotliDecompress);

const indexes = new Map<string, Promise<DebianIndex>>();

/** The index of that name, such as `debian-bookworm`, from `folder`; rejects, in a sentence, where it cannot be read. */
export async function readPackageData(folder: string, name: string): Promise<FactValue> {
  const file = path.join(folder, `${name}.bin`);
  let reading = indexes.get(file);
  if (reading === undefined) {
    reading = read(file, name);
    indexes.set(file, reading);
  }
  const packages = await reading;
  return { bytes: 0, basis: `Debian ${packages.release} package index of ${packages.date}`, packages };
}

async function read(file: string, name: string): Promise<DebianIndex> {
  try {
    const reading = DebianIndex.reading(await decompress(await readFile(file)));
    for (;;) {
      const { done, value } = reading.next();
      if (done) return value;
      // A keystroke must not wait for all of it.
      await nextTurn();
    }
  } catch (error) {
    // An installation that is mended while we run is read again.
    indexes.delete(file);
    const reason = messageOf(error);
    throw new Error(`the shipped package data ${name} cannot be read: ${reason}`);
  }
}
