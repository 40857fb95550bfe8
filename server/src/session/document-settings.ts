// The settings of a document: those of its editor, with the settings file's on top, and every path in them absolute.
import {
  type EffectiveSettings,
  joinInputs,
  type MergedSettings,
  mergeSettings,
  messageOf,
  resolveInputs,
} from "../engine/index";
import { folderOf, resolvePath } from "./paths";
import type { DocumentPlace } from "./ports";

/** Raw settings that a door gave; paths in them are relative to `folder`, or to the document where there is none. */
export interface DoorSettings {
  readonly settings: unknown;
  readonly folder: string | undefined;
}

/** A `.layer-cost.json`; paths in it are relative to its own folder. */
export interface SettingsFile {
  readonly path: string;
  readonly text: string;
}

/** Reads the settings of a document. What cannot be read, or is not known, is told as a problem and left out. */
export function readSettings(
  { path }: DocumentPlace,
  door: DoorSettings,
  settingsFile: SettingsFile | undefined,
): MergedSettings {
  const { content, problems } = contentOf(settingsFile);
  const merged = mergeSettings(door.settings, content);
  const fromDoor = pathsOf(mergeSettings(door.settings, undefined), door.folder ?? beside(path));
  const fromFile = pathsOf(mergeSettings(undefined, content), beside(settingsFile?.path));
  return {
    settings: {
      ...merged.settings,
      buildContext: fromFile.buildContext ?? fromDoor.buildContext,
      buildInputs: joinInputs(fromDoor.buildInputs, fromFile.buildInputs),
    },
    problems: [...problems, ...merged.problems],
  };
}

function contentOf(file: SettingsFile | undefined): {
  readonly content?: unknown;
  readonly problems: MergedSettings["problems"];
} {
  if (file === undefined) return { problems: [] };
  try {
    return { content: JSON.parse(file.text.replace(/^\uFEFF/, "")), problems: [] };
  } catch (error) {
    return { problems: [{ key: "", message: `${file.path} is not valid JSON: ${messageOf(error)}.` }] };
  }
}

/** What a build takes in, with paths that are absolute where the folder is known. */
function pathsOf(
  { settings: { buildContext, buildInputs } }: MergedSettings,
  folder: string | undefined,
): Pick<EffectiveSettings, "buildContext" | "buildInputs"> {
  const resolve = (path: string) => (folder === undefined ? path : resolvePath(folder, path));
  return {
    buildContext: buildContext && resolve(buildContext),
    buildInputs: resolveInputs(buildInputs, resolve),
  };
}

function beside(path: string | undefined): string | undefined {
  return path === undefined ? undefined : folderOf(path);
}
