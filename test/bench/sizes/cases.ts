// The Dockerfiles that the bench of sizes builds, and the build contexts that stand beside them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { layOut as layOutFiles, noise } from "../../docker/saving-cases";

const casesFolder = path.join(process.env.LAYER_COST_ROOT ?? process.cwd(), "test/bench/sizes/cases");

export interface SizeCase {
  /** The folder's name. */
  readonly name: string;
  readonly folder: string;
  /** Never looked at while prices are calibrated; its errors are told apart. */
  readonly heldOut: boolean;
  /** Folders of files of noise, too big to be committed: how many, and their bytes in all. */
  readonly trees: Readonly<Record<string, { readonly files: number; readonly bytes: number }>>;
  /** Archives to make of folders of the case, which go. */
  readonly archives: Readonly<Record<string, string>>;
}

/** Every case, or those of these names; throws at a name that is none. */
export function readCases(names: readonly string[] = []): readonly SizeCase[] {
  const all = readdirSync(casesFolder).sort();
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown} is no case of test/bench/sizes/cases`);
  return (names.length === 0 ? all : names).map((name) => {
    const folder = path.join(casesFolder, name);
    const told = JSON.parse(readFileSync(path.join(folder, "case.json"), "utf8"));
    return { trees: {}, archives: {}, ...told, name, folder };
  });
}

/** Lays the build context of a case out in a folder that is not there yet: the same bytes each time. */
export function layOut({ folder, trees, archives }: SizeCase, place: string): void {
  layOutFiles({ folder, files: {}, archives: {} }, place);
  for (const [name, { files, bytes }] of Object.entries(trees)) {
    for (let index = 0; index < files; index++) {
      // A few folders deep, small files and large ones.
      const file = path.join(place, name, ...(index % 3 === 0 ? [] : [`part-${index % 7}`]), `file-${index}`);
      const size = Math.round(((bytes / files) * 2 * (index + 1)) / (files + 1));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, noise(size, `${name}/${index}`));
    }
  }
  layOutFiles({ folder: undefined, files: {}, archives }, place);
}
