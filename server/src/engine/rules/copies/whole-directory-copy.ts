// Finds COPY --from of a broad directory that brings along what the image does not need, or holds already.
import { deleteInstruction, inFileStyle, replaceRange } from "../../fixes/instruction-edits";
import { firstOrigin, isRuntime } from "../../image/shipping";
import type { Effect, ImageModel, Instruction, Stage } from "../../image/types";
import { defineRule, type Fix } from "../define-rule";

const broad = /^\/(usr(\/(local|lib|share))?|lib|opt|root(\/\.local|\/\.cache)?|home(\/[^/]+)?|var(\/lib)?|etc)?$/;

export const wholeDirectoryCopy = defineRule({
  id: "whole-directory-copy",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "A whole directory is copied from another stage, and with it what the image does not need.",
    why: "A broad `COPY --from` takes everything under the path: caches, build tools, sources, and files of the base image that the destination holds already, which are then stored twice.",
    remedy: "Copy only the paths that the other stage's build wrote.",
    whenNotToUse: "Where a file system is flattened on purpose, such as into scratch.",
    examples: "copies/whole-directory-copy",
  },
  messages: {
    inherited: ({ path, stage, from }: { path: string; stage: string; from: string }) =>
      `${stage} stands on ${from} and has ${path} already: this copy stores every byte of it a second time. Remove the copy.`,
    waste: ({ path, from, what }: { path: string; from: string; what: string }) =>
      `Copying all of ${path} from ${from} brings ${what} along. Copy only what the image needs.`,
  },
  *check(image) {
    for (const target of image.targets) {
      if (!isRuntime(target) || target.root.kind === "scratch") continue;
      for (const stage of target.chain)
        for (const instruction of stage.instructions) {
          const copy = instruction.copy;
          if (copy?.from.kind !== "stage") continue;
          const from = copy.from.stage;
          for (const { path, word } of copy.sources) {
            if (path === undefined) continue;
            const brought = instruction.effects.filter((effect) => effect.range === word.range && !effect.maybe);
            const inherits = stage.chain.includes(from) && withoutSlash(copy.destination) === path;
            const waste = inherits
              ? instruction.effects.filter(({ range }) => range === word.range)
              : wasteOf(path, brought, from, stage);
            if (waste.length === 0 || (!inherits && !isBroad(path, from))) continue;
            yield {
              message: inherits ? "inherited" : "waste",
              data: { path, stage: target.label, from: from.label, what: describe(waste) },
              at: word.range,
              stage: target,
              related: related(waste),
              reclaims: waste,
              fixes: () => fixesFor(image, instruction, path, inherits, brought, waste),
            };
          }
        }
    }
  },
});

function withoutSlash(path: string | undefined): string | undefined {
  return path === undefined || path === "/" ? path : path.replace(/\/$/, "");
}

/** A directory of the system or of a user, or the one that the stage works in. */
function isBroad(path: string, from: Stage): boolean {
  return broad.test(path) || path === from.workdir;
}

function wasteOf(path: string, brought: readonly Effect[], from: Stage, into: Stage): readonly Effect[] {
  const compiled = brought.some((effect) => effect.kind === "compile" && effect.tool !== "npm");
  return brought.filter((effect) => {
    switch (effect.kind) {
      case "cache":
        return true;
      case "install":
        return !effect.partial && effect.buildTools.length > 0;
      case "base-files":
        // Another distribution's files may be wanted; the same one's are there already.
        return from.system === into.system && from.system !== "unknown";
      case "write":
        // Sources are waste beside a compiled program; of an interpreted one they are the program.
        return compiled && path === from.workdir && (effect.what === "context" || effect.what === "git-clone");
      default:
        return false;
    }
  });
}

function describe(waste: readonly Effect[]): string {
  const words = new Set<string>();
  for (const effect of waste) {
    if (effect.kind === "cache") words.add(`the ${effect.manager} cache`);
    else if (effect.kind === "install") words.add("build tools");
    else if (effect.kind === "base-files") words.add("files of the base image that are there already");
    else if (effect.kind === "write") words.add("the sources");
  }
  const list = [...words];
  return list.length > 1 ? `${list.slice(0, -1).join(", ")} and ${list.at(-1)}` : list.join("");
}

function related(waste: readonly Effect[]) {
  return waste
    .filter(({ origin }) => origin !== undefined)
    .map((effect) => ({
      range: firstOrigin(effect).range,
      message: `${effect.kind === "cache" ? "the cache" : "this"} is copied along`,
    }));
}

function fixesFor(
  image: ImageModel,
  instruction: Instruction,
  path: string,
  inherits: boolean,
  brought: readonly Effect[],
  waste: readonly Effect[],
): Fix[] {
  const copy = instruction.copy;
  if (copy?.sources.length !== 1 || copy.destinationWord === undefined) return [];
  const kept = brought.filter((effect) => !waste.includes(effect));
  if (inherits || kept.length === 0) {
    return [
      {
        title: `Remove the copy of ${path}`,
        applicability: "needs-review",
        review: inherits
          ? "the stage inherits these files; make sure that nothing changes them between the two stages"
          : `nothing that is known to be needed lies under ${path}: make sure that no step writes programs there`,
        edits: [deleteInstruction(image.syntax, instruction.syntax)],
      },
    ];
  }
  // Narrow only to paths that are known exactly, and that are narrower.
  if (withoutSlash(copy.destination) !== path) return [];
  const paths = new Set<string>();
  for (const effect of kept) {
    const made = firstOrigin(effect);
    if (effect.partial || made.paths === undefined || made.kind === "symbols") {
      if (made.kind === "symbols") continue;
      return [];
    }
    const wanted = made.kind === "compile" ? made.outputs : made.paths;
    for (const one of wanted) {
      if (!one.startsWith(`${path === "/" ? "" : path}/`) || /[*?[]/.test(one)) return [];
      paths.add(one);
    }
  }
  if (paths.size === 0) return [];
  const { text } = image.syntax;
  const head = text.slice(instruction.range.start, copy.sources[0]!.word.range.start);
  const lines = [...paths].map((one) => `${head}${one} ${one}`).join("\n");
  return [
    {
      title: `Copy only ${[...paths].join(", ")}`,
      applicability: "needs-review",
      review: "make sure that the program needs nothing else of that directory",
      edits: [
        replaceRange(
          { start: instruction.range.start, end: copy.destinationWord.range.end },
          inFileStyle(image.syntax, lines),
        ),
      ],
    },
  ];
}
