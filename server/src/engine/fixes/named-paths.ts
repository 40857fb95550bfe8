// Names the files that a COPY of single files puts into a folder.
import { resolvePath } from "../image/paths";
import type { Effect } from "../image/types";

/** Surely a file: a folder's content would land in the destination without the folder's name. */
const fileName = /^[\w-][\w.-]*\.(json|txt|toml|lock|py|js|mjs|cjs|ts|ya?ml|cfg|ini|md|sh|conf|properties|xml|proto)$/;

/** Files that a COPY puts into a folder, one by one; the folder itself where a source is a folder's content or a pattern. */
export function namedPaths(
  effect: Extract<Effect, { kind: "write" }>,
  isManifest: (source: string) => boolean = () => false,
): readonly string[] | undefined {
  const [folder] = effect.paths ?? [];
  const { copy } = effect.instruction;
  if (effect.what !== "context" || folder === undefined) {
    return effect.paths;
  }
  const isFolder = /(^|\/)\.?$/.test(copy?.destinationWord?.literal ?? "") || effect.sources.length > 1;
  const areFiles = effect.sources.every((source) => fileName.test(source));
  return isFolder && areFiles
    ? effect.sources.filter((source) => !isManifest(source)).map((source) => resolvePath(folder, source) as string)
    : effect.paths;
}
