// Finds and reads the settings file that counts for a document: the nearest `.layer-cost.json` upwards.
import path from "node:path";
import { reasonOf } from "../context/context-error";
import { type Disk, freshDisk } from "./disk";

const settingsFileName = ".layer-cost.json";

/** The nearest settings file of a Dockerfile; undefined where there is none. Rejects, in a sentence, when it cannot be read. */
export async function findSettingsFile(
  dockerfilePath: string,
  disk: Disk = freshDisk,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  for (let folder = path.dirname(path.resolve(dockerfilePath)); ; folder = path.dirname(folder)) {
    const file = path.join(folder, settingsFileName);
    try {
      const text = await disk.readText(file);
      if (text !== undefined) return { path: file, text };
    } catch (error) {
      throw new Error(`${file} cannot be read: ${reasonOf(error)}.`);
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}
