// Finds the workspace's Node project that lies in a folder of the image: by what was copied there.
import type { NodeProject } from "../node-project";
import { covers, parentPath, pathUnder } from "./paths";
import type { Instruction } from "./types";

/** The project whose package.json lies in this folder when `reader` runs; undefined where nobody knows it. */
export function nodeProjectIn(
  projects: readonly NodeProject[],
  folder: string,
  reader: Instruction,
): NodeProject | undefined {
  if (projects.length === 0) return undefined;
  for (const candidate of candidates(folder, reader, 0)) {
    const found = projects.find((project) => project.folder === candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Stages copy from earlier ones only; more steps than this nobody follows. */
const mostSteps = 8;

/** Folders of the context that may lie at this one of the image, what was copied last first. */
function* candidates(folder: string, reader: Instruction, steps: number): Generator<string> {
  const file = folder === "/" ? "/package.json" : `${folder}/package.json`;
  for (const { type, target, from, source } of reader.mounts) {
    if (type !== "bind" || target === undefined || from?.kind === "stage" || from?.kind === "other") continue;
    if (target === file) yield contextFolder(parentPath(`/${source ?? ""}`));
    else if (covers(target, folder)) yield contextFolder(`/${source ?? ""}/${pathUnder(target, folder)}`);
  }
  for (const stage of reader.stage.chain) {
    for (const { index, copy } of [...stage.instructions].reverse()) {
      if (index > reader.index || copy?.destination === undefined) continue;
      for (const { path } of copy.sources) {
        const origin = path === undefined ? undefined : sourceFolder(path, copy.destination, folder);
        if (origin === undefined) continue;
        if (copy.from.kind === "context") yield contextFolder(origin);
        else if (copy.from.kind === "stage" && steps < mostSteps) {
          const last = copy.from.stage.instructions.at(-1);
          if (last !== undefined) yield* candidates(origin, last, steps + 1);
        }
      }
    }
  }
}

/** Which folder a copy of `source` takes the package.json of `folder` from. */
function sourceFolder(source: string, destination: string, folder: string): string | undefined {
  const target = destination.replace(/(.)\/$/, "$1");
  const name = source.slice(source.lastIndexOf("/") + 1);
  if (/^(package|\*)[^/]*\.json$|^package\*$|^\*$/.test(name) && !/lock/.test(name)) {
    const isHere = target === folder || target === `${folder}/package.json`;
    return isHere
      ? source.slice(0, Math.max(source.lastIndexOf("/"), 0)) || (source.startsWith("/") ? "/" : "")
      : undefined;
  }
  if (/[*?[]/.test(source) || !covers(target, folder)) return undefined;
  const rest = pathUnder(target, folder);
  return rest === "" ? source : `${source.replace(/\/$/, "")}/${rest}`;
}

/** `./web/`, `/web` and `web` are the same folder of the context. */
function contextFolder(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}
