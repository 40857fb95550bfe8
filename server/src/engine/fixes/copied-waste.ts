// Tells what a COPY --from of a broad directory brings that the image does not need, or has already.
import { packageManagers } from "../image/package-managers";
import { covers } from "../image/paths";
import type { Base, Effect, Stage } from "../image/types";
import { broadDirectory, type Copied } from "./narrow-copy";

/** The stage stands on the one that it copies from, and the files go where they lie already. */
export function isHeldAlready({ instruction, from, path, effects }: Copied): boolean {
  const destination = instruction.copy?.destination?.replace(/(.)\/$/, "$1");
  return (
    broadDirectory.test(path) &&
    effects.length > 0 &&
    destination === path &&
    instruction.stage.chain.slice(1).includes(from)
  );
}

/** Build tools, sources of what was compiled, and files of a base that the image stands on as well. */
export function wasteIn(copied: Copied): readonly Effect[] {
  const { instruction, path } = copied;
  // Flattening takes everything on purpose.
  if (path === "/" && instruction.stage.root.kind === "scratch") {
    return [];
  }
  const waste = copied.effects.filter((effect) => isWaste(copied, effect));
  // The same base by two ways is one file tree, which is stored once.
  const firstBase = waste.find(({ kind }) => kind === "base-files");
  return waste.filter((effect) => effect.kind !== "base-files" || effect === firstBase);
}

function isWaste(copied: Copied, effect: Effect): boolean {
  const { instruction, from, path } = copied;
  if (effect.kind === "base-files") {
    return (
      holdsAlready(from.root, instruction.stage.root, path) &&
      instruction.copy?.destination?.replace(/(.)\/$/, "$1") === path
    );
  }
  const { origin } = effect;
  // What is recommended comes along with what recommends it.
  const made = origin?.kind === "recommended" ? origin.of : origin;
  if (made === undefined || effect.maybe || made.paths === undefined) {
    return false;
  }
  switch (made.kind) {
    case "install":
      return (
        packageManagers[made.manager].system !== undefined && made.buildTools.length > 0 && broadDirectory.test(path)
      );
    case "write":
      return (
        (made.what === "context" || made.what === "git-clone") &&
        made.paths.every((sources) => sources !== "/" && covers(path, sources)) &&
        compilesAway(from, path)
      );
    default:
      return false;
  }
}

/** Does the destination's image hold the same files by its own base? */
function holdsAlready(from: Base, to: Base, path: string): boolean {
  if (from.kind !== "image" || to.kind !== "image" || from.reference.name !== to.reference.name) {
    return false;
  }
  if (from.reference.tag === to.reference.tag && from.reference.digest === to.reference.digest) {
    return broadDirectory.test(path) || (from.reference.name === "node" && path === "/usr/local/bin");
  }
  // `python:3.12` and `python:3.12-slim` have the same interpreter under /usr/local.
  const version = (base: typeof from) => /^\d+(\.\d+)*/.exec(base.reference.tag ?? "")?.[0];
  return /^\/usr\/local(\/lib)?$/.test(path) && version(from) !== undefined && version(from) === version(to);
}

const compiledLanguages = new Set(["go", "cargo", "c", "cmake", "make", "meson", "maven", "gradle", "dotnet"]);

/** Sources that are compiled into a known place under the copied folder: the sources themselves are not needed any more. */
function compilesAway(from: Stage, path: string): boolean {
  const effects = from.chain.flatMap(({ instructions }) => instructions).flatMap((instruction) => instruction.effects);
  const interpreted = effects.some(
    (effect) =>
      effect.kind === "install" && (effect.manager === "pip" || effect.manager === "uv" || effect.manager === "npm"),
  );
  return (
    !interpreted &&
    effects.some(
      (effect) =>
        effect.kind === "compile" &&
        compiledLanguages.has(effect.tool) &&
        effect.outputs.some((output) => output !== path && covers(path, output)),
    )
  );
}
