// Finds where in the build context a file of the image comes from.
import type { Instruction } from "./types";

/** The context file that lies at an absolute path of the image when `reader` runs; undefined where nothing brought it. */
export function contextPathOf(file: string, reader: Instruction): string | undefined {
  for (const { type, target, from, flag } of reader.mounts) {
    if (type !== "bind" || target !== file || (from !== undefined && from.kind !== "context")) continue;
    return /(?:^|,)(?:source|src)=([^,]+)/.exec(flag.value?.literal ?? "")?.[1];
  }
  for (const stage of reader.stage.chain) {
    for (const instruction of [...stage.instructions].reverse()) {
      if (instruction.index > reader.index || instruction.copy?.from.kind !== "context") continue;
      const { destination, sources } = instruction.copy;
      if (destination === undefined) continue;
      const found = sources.flatMap(({ path }) =>
        path === undefined ? [] : (sourceOf(file, path, destination) ?? []),
      );
      // Of several sources, the file itself rather than one that could be a folder that holds it.
      const name = file.slice(file.lastIndexOf("/") + 1);
      const best = found.find((path) => sources.some((source) => isNamed(source.path, path, name))) ?? found[0];
      if (best !== undefined) return best;
    }
  }
  return undefined;
}

function isNamed(source: string | undefined, path: string, name: string): boolean {
  return source !== undefined && source.replace(/^(\.?\/)+/, "") === path && path.endsWith(name);
}

/** Which file under the source `path` becomes `file` when it is copied to `destination`. */
function sourceOf(file: string, path: string, destination: string): string | undefined {
  const folder = destination.replace(/\/+$/, "");
  const source = path.replace(/^(\.?\/)+|\/+$/g, "");
  const name = source.slice(source.lastIndexOf("/") + 1);
  // The file itself lies there: then the source is a file too.
  if (file === destination) return source;
  if (name === file.slice(file.lastIndexOf("/") + 1)) return file === `${folder}/${name}` ? source : undefined;
  if (!file.startsWith(`${folder}/`) || /[*?[]/.test(source)) return undefined;
  const rest = file.slice(folder.length + 1);
  return source === "" || source === "." ? rest : `${source}/${rest}`;
}
