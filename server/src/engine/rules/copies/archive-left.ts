// Finds archives and package files that stay in the image after they were unpacked or installed.
import { isRemoved, removeArchive } from "../../fixes/archive-fixes";
import { readUnpacking } from "../../image/archives";
import type { RunCommand } from "../../image/commands";
import { isArchiveName, isSmallName } from "../../image/file-names";
import { baseName, covers, parentPath } from "../../image/paths";
import { runtimeTargetsOf } from "../../image/shipping";
import type { Command, Effect, ImageModel, Instruction } from "../../image/types";
import { defineRule } from "../define-rule";

type WriteEffect = Extract<Effect, { kind: "write" }>;

export const archiveLeft = defineRule({
  id: "archive-left",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary:
      "An archive or a package file is copied or downloaded, unpacked or installed, and kept, or removed only in a later layer.",
    why: "Once it is unpacked or installed, the archive is of no use, but its bytes stay in the layer that brought it. A `RUN rm` further down hides the file and frees nothing.",
    remedy:
      "Remove it in the same `RUN` that downloads it, pipe the download into `tar`, let `ADD` unpack a local tar archive, or mount it for the one `RUN` that needs it (`RUN --mount=type=bind`).",
    whenNotToUse:
      "An archive that the program itself reads belongs in the image: it is not flagged unless a step unpacks it.",
    examples: "copies/archive-left",
  },
  messages: {
    left: ({ name, how }: { name: string; how: string }) =>
      `${name} stays in this layer after it is ${how}. Remove it in the same step, or keep it out of the layer.`,
    late: ({ name, how }: { name: string; how: string }) =>
      `${name} is ${how} and removed only in a later layer, which frees nothing of this one. Keep it out of this layer.`,
  },
  *check(image) {
    const uses = usesIn(image);
    if (uses.size === 0) {
      return;
    }
    for (const effect of image.shippedEffects("write")) {
      const [payer] = runtimeTargetsOf(image, effect.stage);
      const found = payer === undefined ? undefined : useOf(uses, effect);
      if (payer === undefined || found === undefined || isNeeded(image, found)) {
        continue;
      }
      const late = isRemoved(image, effect);
      const [source, ...others] = effect.instruction.copy?.sources ?? [];
      const { range, syntax } = effect.instruction;
      yield {
        message: late ? "late" : "left",
        data: { name: nameOf(found.path), how: found.use.kind === "install" ? "installed" : "unpacked" },
        at:
          effect.command?.range ??
          (source !== undefined && others.length === 0
            ? source.word.range
            : { start: range.start, end: syntax.argumentsRange.end }),
        stage: payer,
        related:
          found.use.instruction === effect.instruction
            ? []
            : [
                {
                  range: found.use.command.range,
                  message: `${found.use.kind === "install" ? "installed" : "unpacked"} here`,
                },
              ],
        reclaims: [effect],
        fixes: () => removeArchive(image, effect, found.path, found.use),
      };
    }
  },
});

interface Use {
  readonly instruction: Instruction;
  readonly command: Command;
  readonly kind: "unpack" | "install";
  readonly archives: readonly string[];
}

interface Found {
  readonly effect: WriteEffect;
  /** The archive, or the folder of packages. */
  readonly path: string;
  readonly use: Use;
}

/** Every step of a shipped layer that unpacks or installs files: by file, patterns by the folder in which their files lie. */
function usesIn(image: ImageModel): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const instruction of image.instructions) {
    if (!instruction.shipped) {
      continue;
    }
    for (const command of instruction.commands) {
      const { runs } = command as RunCommand;
      const unpacking = runs ? readUnpacking(command as RunCommand) : undefined;
      if (unpacking !== undefined && unpacking.archives.length > 0 && command.program !== "jar") {
        const use = { instruction, command, kind: unpacking.kind, archives: unpacking.archives };
        for (const archive of unpacking.archives) {
          const key = isPattern(archive) ? `${parentPath(archive)}/` : archive;
          uses.set(key, [...(uses.get(key) ?? []), use]);
        }
      }
    }
  }
  return uses;
}

/** The first step behind the effect that takes apart what it brought. */
function useOf(uses: ReadonlyMap<string, readonly Use[]>, effect: WriteEffect): Found | undefined {
  const isBrought = effect.what === "download" || effect.what === "context" || effect.instruction.copy !== undefined;
  if (
    !isBrought ||
    effect.maybe ||
    effect.partial ||
    effect.paths === undefined ||
    effect.what === "archive-contents"
  ) {
    return undefined;
  }
  for (const use of usesNear(uses, effect)) {
    const { instruction, command } = use;
    const isLater =
      instruction === effect.instruction
        ? command.range.start > effect.range.start
        : instruction.index > effect.instruction.index && instruction.stage.chain.includes(effect.stage);
    if (!isLater) {
      continue;
    }
    for (const archive of use.archives) {
      const path = effect.paths.find((one) => isSame(archive, one)) ?? inFolder(effect, archive);
      if (path !== undefined && ![path, ...effect.sources].some(isSmallName)) {
        return { effect, path, use };
      }
    }
  }
  return undefined;
}

function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

/** Uses that may be of what the effect brought: of its files, of patterns beside them, of what lies in its folder. */
function* usesNear(uses: ReadonlyMap<string, readonly Use[]>, { paths, sources }: WriteEffect): Generator<Use> {
  for (const path of paths ?? []) {
    if (isPattern(path)) {
      // Whatever is unpacked there: a rare thing to write.
      yield* [...uses.values()].flat();
      continue;
    }
    yield* uses.get(path) ?? [];
    yield* uses.get(`${parentPath(path)}/`) ?? [];
    yield* uses.get(`${path}/`) ?? [];
    yield* sources.length === 1 ? (uses.get(`${path === "/" ? "" : path}/${baseName(sources[0]!)}`) ?? []) : [];
  }
}

/** The same file; a pattern and a file in the same folder; a folder and everything in it. */
function isSame(archive: string, path: string): boolean {
  if (archive === path || archive === `${path}/*`) {
    return true;
  }
  return (
    parentPath(archive) === parentPath(path) && isArchiveName(path) && (covers(archive, path) || covers(path, archive))
  );
}

/** `COPY app.tar.gz /srv` and `tar xf /srv/app.tar.gz`: whether it went into a folder shows only now. */
function inFolder({ paths, sources }: WriteEffect, archive: string): string | undefined {
  const isOne = sources.length === 1 && baseName(sources[0]!) === baseName(archive);
  return isOne && isArchiveName(archive) && paths?.includes(parentPath(archive)) ? archive : undefined;
}

function nameOf(path: string): string {
  return baseName(path) || path;
}

/** The image says elsewhere that it wants the archive: in what it starts, or in a variable. */
function isNeeded(image: ImageModel, { effect, path }: Found): boolean {
  const name = nameOf(path);
  return sayersIn(image).some(({ keyword, range, stage }) => {
    if (!stage.chain.includes(effect.stage)) {
      return false;
    }
    const text = image.syntax.text.slice(range.start, range.end);
    return keyword === "ENV" ? text.includes(path) : text.includes(name);
  });
}

const sayers = new WeakMap<ImageModel, readonly Instruction[]>();

/** Instructions that tell what the image needs. */
function sayersIn(image: ImageModel): readonly Instruction[] {
  const found =
    sayers.get(image) ??
    image.instructions.filter(({ keyword }) => /^(CMD|ENTRYPOINT|HEALTHCHECK|ENV|VOLUME)$/.test(keyword));
  sayers.set(image, found);
  return found;
}
