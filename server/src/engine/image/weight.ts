// Judges by names whether an effect's files are worth speaking of where nobody knows their sizes.
import { isBigFileName, isFileName, isSmallName } from "./file-names";
import type { Effect } from "./types";

/** Folders in which a file from the context without a telling name is a script. */
const programFolder = /^\/(usr\/(local\/)?)?s?bin(\/|$)/;

/** May the effect's files be a megabyte or more? Scripts and settings are not; what a plain command writes is not known to be. */
export function isWeighty(effect: Effect): boolean {
  switch (effect.kind) {
    case "compile":
      // A compiler called by hand makes a small program, as a rule.
      return effect.tool !== "c";
    case "install":
    case "symbols":
    case "cache":
    case "base-files":
    case "rewrite":
      return true;
    case "write":
      return isWeightyWrite(effect);
    default:
      return false;
  }
}

function isWeightyWrite({ what, sources, paths, instruction, origin }: Extract<Effect, { kind: "write" }>): boolean {
  const isSmallTarget = paths?.length === 1 && isSmallName(paths[0]!) && !isBigFileName(paths[0]!);
  if (isSmallTarget && isFileName(paths[0]!)) {
    return false;
  }
  switch (what) {
    case "git-clone":
      return true;
    case "archive-contents":
      return sources.length === 0 || !sources.every(isSmallName);
    case "download":
      return !isSmallTarget && !(sources.length > 0 && sources.every(isSmallName));
    case "context":
      if (origin === undefined && paths?.every((path) => programFolder.test(path)) && !sources.some(isBigFileName)) {
        return false;
      }
      return !sources.every(isSmallName);
    case "image-copy":
      return !sources.every(isSmallName);
    case "generated":
      // What a COPY --from takes from where nothing is known to lie; what a command writes may be a line of text.
      return instruction.copy !== undefined && origin === undefined && !isSmallTarget && !sources.every(isSmallName);
    case "heredoc":
    case "directory":
      return false;
  }
}
