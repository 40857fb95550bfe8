// `build --save FILE`: where a measurement may be written, and writing it whole or not at all.
import { accessSync, constants, fsyncSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readSavedMeasurement, type SavedMeasurement, savedMeasurementText } from "../engine/index";
import type { FlagValues } from "./arguments";
import { CommandError } from "./terminal";
import { writeInPlaceOf, writingReason } from "./write-file";

/** Where to save, as given and as an absolute path, and under which name. */
export interface SaveTarget {
  readonly given: string;
  readonly file: string;
  readonly name: string | undefined;
}

/**
 * Reads --save and --name; undefined where nothing is to be saved. Throws CommandError before anything is built where the
 * file could not be written, or is something else than a measurement: that would be lost.
 */
export function saveTarget(flags: FlagValues, workingDirectory: string): SaveTarget | undefined {
  const given = flags.value("save");
  const name = flags.value("name")?.trim() || undefined;
  if (given === undefined) {
    if (name !== undefined) throw new CommandError("--name names what --save FILE writes: say which file");
    return undefined;
  }
  const file = path.resolve(workingDirectory, given);
  try {
    const folder = path.dirname(file);
    if (!statSync(folder).isDirectory()) throw new CommandError(cannotSave(given, "its folder is not a folder"));
    accessSync(folder, constants.W_OK);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new CommandError(cannotSave(given, isMissing ? "its folder does not exist" : writingReason(error)));
  }
  if (holdsSomethingElse(file))
    throw new CommandError(`--save would replace ${given}, which is no measurement: choose another file`);
  return { given, file, name };
}

/** Replaces the file, or makes it. Throws CommandError, with what was there untouched. */
export function saveMeasurement({ given, file, name }: SaveTarget, measurement: SavedMeasurement): void {
  try {
    writeInPlaceOf(realPath(file), 0o666, (descriptor) => {
      writeFileSync(descriptor, savedMeasurementText({ ...measurement, name }));
      fsyncSync(descriptor);
    });
  } catch (error) {
    throw new CommandError(cannotSave(given, writingReason(error)));
  }
}

const cannotSave = (given: string, reason: string) => `the measurement cannot be saved to ${given}: ${reason}`;

function holdsSomethingElse(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    // What cannot be read is not for us to replace.
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
  const content = readSavedMeasurement(text);
  return "problem" in content && text.trim() !== "" && !content.newer;
}

/** A link stays a link: the file that it leads to is replaced. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
