// Narrows a COPY --from to the paths that the other stage's steps wrote for the program, or takes it away.
import { covers, pathUnder } from "../image/paths";
import type { Effect, ImageModel, Instruction, Stage } from "../image/types";
import type { Fix } from "../rules/define-rule";
import type { Word } from "../syntax/types";
import { deleteInstruction, inFileStyle, replaceRange } from "./instruction-edits";
import { namedPaths } from "./named-paths";
import { userBase } from "./user-base";

/** One source of a COPY --from, and what it brings. */
export interface Copied {
  readonly instruction: Instruction;
  readonly from: Stage;
  readonly path: string;
  readonly word: Word;
  readonly effects: readonly Effect[];
}

/** The paths that a COPY --from takes out of a local stage, one by one; those that cannot be read or hold wildcards are left out. */
export function copiedPaths(instruction: Instruction): readonly Copied[] {
  const { copy, effects } = instruction;
  if (copy?.from.kind !== "stage") {
    return [];
  }
  const from = copy.from.stage;
  return copy.sources.flatMap(({ path, word }) => {
    if (path === undefined || /[*?[]/.test(path)) {
      return [];
    }
    const own = effects.filter(({ range }) => range.start === word.range.start);
    return [{ instruction, from, path, word, effects: own }];
  });
}

/** Folders that hold more than what one step wrote. */
export const broadDirectory =
  /^\/$|^\/(usr|opt|root|var|lib|home)$|^\/usr\/(local|lib|share)$|^\/usr\/local\/lib$|^\/root\/\.local$|^\/home\/[^/]+$/;

/** Copies each path that the builder's steps wrote for the program, or nothing where there is none; caches are never among them. */
export function narrow(image: ImageModel, copied: Copied, waste: readonly Effect[]): readonly (Fix | undefined)[] {
  const { instruction, from, path, effects } = copied;
  const destination = instruction.copy?.destination;
  const steps = from.chain.flatMap(({ instructions }) => instructions);
  // What an unknown command wrote there cannot be listed.
  if (destination === undefined || instruction.copy?.sources.length !== 1 || steps.some(({ opaque }) => opaque)) {
    return [];
  }
  const wasted = [...waste, ...effects.filter(({ kind }) => kind === "cache")].flatMap(
    ({ origin }) => origin?.paths ?? [],
  );
  const found = neededPaths(copied, waste, wasted);
  if (found === undefined) {
    return [];
  }
  const { needed, bases, mayMiss } = found;
  const narrowest = [...needed].filter((one) => ![...needed].some((other) => other !== one && covers(other, one)));
  const isWhole = narrowest.some(
    (one) =>
      one === path ||
      /[*?[\s]/.test(one) ||
      wasted.some((cache) => covers(one, cache)) ||
      // The base's files lie in there, just as in the folder above.
      (broadDirectory.test(one) && !bases.has(one)) ||
      /^\/(usr\/)?(s?bin|lib|lib64|etc)$/.test(one),
  );
  if (isWhole) {
    return [];
  }
  if (narrowest.length === 0) {
    return [removeCopy(image, copied, false)];
  }
  const { start } = instruction.range;
  const head = image.syntax.text.slice(start, instruction.syntax.argumentsRange.start);
  const folder = destination.replace(/(.)\/$/, "$1");
  const lines = narrowest.sort().map((one) => `${head}${one} ${folder === "/" ? "" : folder}/${pathUnder(path, one)}`);
  return [
    {
      title: `Copy only what was built under ${path}`,
      edits: [replaceRange(instruction.range, inFileStyle(image.syntax, lines.join("\n")))],
      applicability: "needs-review",
      review: `These are the paths that the steps of ${from.label} write, as far as this file tells: check that the program uses nothing else under ${path}.${mayMiss ? " Where no package brings a command, there is no folder of commands to copy." : ""}`,
    },
  ];
}

interface NeededPaths {
  readonly needed: ReadonlySet<string>;
  /** Folders of a user's own packages, which hold nothing of the base. */
  readonly bases: ReadonlySet<string>;
  /** A folder of commands is among the paths, and may not be there. */
  readonly mayMiss: boolean;
}

/** What the builder's steps wrote for the program; undefined where one of them cannot be told. */
function neededPaths(
  { path, effects }: Copied,
  waste: readonly Effect[],
  wasted: readonly string[],
): NeededPaths | undefined {
  const needed = new Set<string>();
  const bases = new Set<string>();
  let mayMiss = false;
  for (const effect of effects) {
    if (waste.includes(effect) || /^(symbols|base-files|cache)$/.test(effect.kind)) {
      continue;
    }
    const written = effect.origin?.kind === "write" ? namedPaths(effect.origin) : effect.origin?.paths;
    // Files that went into a folder above this one are not under it.
    if (written?.every((one) => !covers(path, one) && !(covers(one, path) && one !== "/")) === true) {
      continue;
    }
    const paths = written?.filter((one) => covers(path, one)) ?? [];
    if (paths.length === 0) {
      return undefined;
    }
    const merged = userBase(paths);
    const isClean = !merged.includes(path) && !wasted.some((one) => covers(merged[0]!, one));
    if (merged !== paths && isClean) {
      bases.add(merged[0]!);
    }
    mayMiss ||= merged !== paths && !isClean;
    for (const one of isClean ? merged : paths) {
      needed.add(one);
    }
  }
  return { needed, bases, mayMiss };
}

/** Deletes the COPY; undefined where it copies other paths too. `held`: the stage has the files already. */
export function removeCopy(image: ImageModel, { instruction, from, path }: Copied, held: boolean): Fix | undefined {
  if (instruction.copy?.sources.length !== 1) {
    return undefined;
  }
  const edits = [deleteInstruction(image.syntax, instruction.syntax)];
  const review = held
    ? `Check that no step between changes or removes files under ${path} that this copy was meant to restore.`
    : `As far as this file tells, ${from.label} leaves nothing under ${path} but what is named here: check that no program or library there is used.`;
  return { title: `Remove the copy of ${path}`, edits, applicability: "needs-review", review };
}
