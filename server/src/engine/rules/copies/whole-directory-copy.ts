// Finds COPY --from of a broad directory that brings along what the image does not need, or has already.
import { deleteInstruction, inFileStyle, replaceRange } from "../../fixes/instruction-edits";
import { namedPaths } from "../../fixes/named-paths";
import { cacheRow, packageManagers } from "../../image/package-managers";
import { covers, pathUnder } from "../../image/paths";
import { firstOrigin, runtimeTargetsOf } from "../../image/shipping";
import type { Base, Effect, ImageModel, Instruction, Stage } from "../../image/types";
import { defineRule, type Fix, sentenceStart } from "../define-rule";

export const wholeDirectoryCopy = defineRule({
  id: "whole-directory-copy",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary:
      "`COPY --from` of a broad directory under which the other stage left what the image does not need, or which the image already holds.",
    why: "A directory such as `/usr/local` or `/root` holds more than what was built: package caches, build tools, sources, and the files of the base image, which are then stored twice.",
    remedy:
      "Copy the paths that the build wrote, each by its own `COPY --from`, or leave the copy out where nothing under it is needed.",
    whenNotToUse:
      "Flattening an image into `scratch` copies everything on purpose, and is not flagged; nor is a directory that holds only what was built.",
    examples: "copies/whole-directory-copy",
  },
  messages: {
    waste: ({ path, from, what, isHeld }: { path: string; from: string; what: string; isHeld: string }) =>
      `Copying all of ${path} from ${from} brings along ${what}, which this image does not need${isHeld}. Copy only what was built there.`,
    held: ({ path, from, stage }: { path: string; from: string; stage: string }) =>
      `${stage} stands on ${from} and so has ${path} already: this copy stores the same files a second time. Remove it.`,
  },
  *check(image) {
    for (const instruction of image.instructions) {
      const [payer] = instruction.shipped ? runtimeTargetsOf(image, instruction.stage) : [];
      if (payer === undefined || instruction.copy?.from.kind !== "stage") {
        continue;
      }
      const from = instruction.copy.from.stage;
      for (const { path, word } of instruction.copy.sources) {
        if (path === undefined || /[*?[]/.test(path)) {
          continue;
        }
        const copied: Copied = {
          instruction,
          from,
          path,
          effects: instruction.effects.filter(({ range }) => range.start === word.range.start),
        };
        const held = isHeldAlready(copied);
        const waste = held ? copied.effects : wasteIn(copied);
        if (waste.length === 0) {
          continue;
        }
        yield {
          message: held ? "held" : "waste",
          data: {
            path,
            from: from.label,
            stage: sentenceStart(instruction.stage.label),
            what: describe(waste),
            isHeld: waste.some(({ kind }) => kind === "base-files") ? " or already holds" : "",
          },
          at: word.range,
          stage: payer,
          related: waste.flatMap(({ origin }) => {
            const made = origin && firstOrigin(origin);
            return made?.command === undefined ? [] : [{ range: made.range, message: `left in ${from.label} here` }];
          }),
          reclaims: waste,
          fixes: () =>
            (held ? [removeCopy(image, copied, true)] : narrow(image, copied, waste)).flatMap((fix) => fix ?? []),
        };
      }
    }
  },
});

/** One source of a COPY --from, and what it brings. */
interface Copied {
  readonly instruction: Instruction;
  readonly from: Stage;
  readonly path: string;
  readonly effects: readonly Effect[];
}

const broadDirectory =
  /^\/$|^\/(usr|opt|root|var|lib|home)$|^\/usr\/(local|lib|share)$|^\/usr\/local\/lib$|^\/root\/\.local$|^\/home\/[^/]+$/;

/** The stage stands on the one that it copies from, and the files go where they lie already. */
function isHeldAlready({ instruction, from, path, effects }: Copied): boolean {
  const destination = instruction.copy?.destination?.replace(/(.)\/$/, "$1");
  return (
    broadDirectory.test(path) &&
    effects.length > 0 &&
    destination === path &&
    instruction.stage.chain.slice(1).includes(from)
  );
}

function wasteIn(copied: Copied): readonly Effect[] {
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
  const made = effect.origin;
  if (made === undefined || effect.maybe || made.paths === undefined) {
    return false;
  }
  switch (made.kind) {
    case "cache":
      // The cache's own folder is copied on purpose: only what is broader is not.
      return made.paths.some((cache) => cache !== path && covers(path, cache));
    case "install":
      return (
        (made.manager === "apt" || made.manager === "apk") && made.buildTools.length > 0 && broadDirectory.test(path)
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

const compiledLanguages = new Set(["go", "cargo", "c", "cmake", "make", "meson"]);

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

function describe(waste: readonly Effect[]): string {
  const parts = waste.map((effect) => {
    const made = effect.origin ?? effect;
    switch (made.kind) {
      case "cache":
        return `${packageManagers[made.manager].label}'s ${cacheRow(made.cache).contents}`;
      case "install":
        return "build tools";
      case "base-files":
        return "the base image's own files";
      default:
        return "the sources";
    }
  });
  const names = [...new Set(parts)];
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Copies each path that the builder's steps wrote for the program, or nothing where there is none. */
function narrow(image: ImageModel, copied: Copied, waste: readonly Effect[]): readonly (Fix | undefined)[] {
  const { instruction, from, path, effects } = copied;
  const destination = instruction.copy?.destination;
  const steps = from.chain.flatMap(({ instructions }) => instructions);
  // What an unknown command wrote there cannot be listed.
  if (destination === undefined || instruction.copy?.sources.length !== 1 || steps.some(({ opaque }) => opaque)) {
    return [];
  }
  const needed = new Set<string>();
  for (const effect of effects) {
    if (waste.includes(effect) || effect.kind === "symbols" || effect.kind === "base-files") {
      continue;
    }
    const written = effect.origin?.kind === "write" ? namedPaths(effect.origin) : effect.origin?.paths;
    // Files that went into a folder above this one are not under it.
    if (written?.every((one) => !covers(path, one) && !(covers(one, path) && one !== "/")) === true) {
      continue;
    }
    const paths = written?.filter((one) => covers(path, one)) ?? [];
    if (paths.length === 0) {
      return [];
    }
    for (const one of paths) {
      needed.add(one);
    }
  }
  const wasted = waste.flatMap(({ origin }) => origin?.paths ?? []);
  const narrowest = [...needed].filter((one) => ![...needed].some((other) => other !== one && covers(other, one)));
  const isWhole = narrowest.some(
    (one) =>
      one === path ||
      /[*?[\s]/.test(one) ||
      wasted.some((cache) => covers(one, cache)) ||
      // The base's files lie in there, just as in the folder above.
      broadDirectory.test(one) ||
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
      review: `These are the paths that the steps of ${from.label} write, as far as this file tells: check that the program uses nothing else under ${path}.`,
    },
  ];
}

function removeCopy(image: ImageModel, { instruction, from, path }: Copied, held: boolean): Fix | undefined {
  if (instruction.copy?.sources.length !== 1) {
    return undefined;
  }
  const edits = [deleteInstruction(image.syntax, instruction.syntax)];
  const review = held
    ? `Check that no step between changes or removes files under ${path} that this copy was meant to restore.`
    : `As far as this file tells, ${from.label} leaves nothing under ${path} but what is named here: check that no program or library there is used.`;
  return { title: `Remove the copy of ${path}`, edits, applicability: "needs-review", review };
}
