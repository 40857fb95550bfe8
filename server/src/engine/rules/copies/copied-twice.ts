// Finds files that two COPY instructions bring into the same image.
import { isRemoved } from "../../fixes/archive-fixes";
import { deleteInstruction } from "../../fixes/instruction-edits";
import { isFileName, isSmallName } from "../../image/file-names";
import { baseName, normalizePath, resolvePath } from "../../image/paths";
import { runtimeTargetsOf } from "../../image/shipping";
import type { CopyDetails, Effect, ImageModel, Instruction, Stage } from "../../image/types";
import { isWeighty } from "../../image/weight";
import { defineRule, type Fix } from "../define-rule";

export const copiedTwice = defineRule({
  id: "copied-twice",
  group: "copies",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "The same files are copied into the image by two instructions.",
    why: "Each COPY stores its files in a layer of its own. When a second one brings the same files, to the same place or to another, the image holds all of their bytes twice.",
    remedy:
      "Copy them once. Where two paths are needed, a symbolic link costs nothing: `RUN ln -s /app/data /srv/data`. Where a part is copied early for the build cache, copy only the rest later.",
    whenNotToUse:
      "Copying a manifest such as `package.json` before everything else is worth its few kilobytes, and is not flagged. A folder that is copied early so that a slow step stays in the build cache may be worth its second copy.",
    examples: "copies/copied-twice",
  },
  messages: {
    again: ({ path, place }: { path: string; place: string }) =>
      `${path} is in the image already, at ${place}: this stores the same files a second time. Copy them once.`,
    whole: ({ path, part }: { path: string; part: string }) =>
      `${path} brings ${part} along, which an earlier COPY stored already: the image holds those files twice. Leave the earlier COPY out, or copy only the rest here.`,
  },
  *check(image) {
    const told = new Set<number>();
    for (const target of image.targets) {
      const earlier = new Earlier();
      for (const copied of copiesOf(target)) {
        const found = told.has(copied.at.start) ? undefined : findTwin(image, earlier, copied);
        const [payer] = found === undefined ? [] : runtimeTargetsOf(image, copied.instruction.stage);
        if (found !== undefined && payer !== undefined) {
          told.add(copied.at.start);
          const { before, wasted, isPart } = found;
          yield {
            message: isPart ? "whole" : "again",
            data: { path: copied.written, part: before.written, place: before.destination },
            at: copied.at,
            stage: payer,
            related: [{ range: before.at, message: "copied here the first time" }],
            reclaims: wasted,
            fixes: () => fixesFor(image, copied, found),
          };
        }
        earlier.add(copied);
      }
    }
  },
});

/** One source of a COPY. */
interface Copied {
  readonly instruction: Instruction;
  readonly at: { readonly start: number; readonly end: number };
  /** As the file writes it. */
  readonly written: string;
  /** Where from: the context, a stage, an image. */
  readonly from: string;
  /** Relative to the context's root (`.`), or absolute in a stage. */
  readonly source: string;
  /** Where its content lies afterwards: the folder, or the file. */
  readonly destination: string;
  readonly effects: readonly Effect[];
  readonly isFelt: boolean;
}

interface Twin {
  readonly before: Copied;
  readonly wasted: readonly Effect[];
  /** The earlier COPY's files are a part of what the later one brings. */
  readonly isPart: boolean;
}

/** What is copied into the layers of a target, the lowest stage first. */
function copiesOf(target: Stage): readonly Copied[] {
  return [...target.chain].reverse().flatMap(({ instructions }) => instructions.flatMap(sourcesOf));
}

function sourcesOf(instruction: Instruction): readonly Copied[] {
  const { copy, effects } = instruction;
  const from = copy && originOf(copy);
  if (copy === undefined || from === undefined || copy.destination === undefined) {
    return [];
  }
  const destination = copy.destination.replace(/(.)\/$/, "$1");
  return copy.sources.flatMap(({ path, word }) => {
    if (path === undefined || path.includes("://")) {
      return [];
    }
    const source = from === "context" ? normalizePath(path.replace(/^\/+/, "") || ".") : path;
    const own = copy.from.kind === "stage" ? effects.filter(({ range }) => range.start === word.range.start) : effects;
    const isFile = isFileName(source);
    const isFolder = copy.destination!.endsWith("/") || copy.sources.length > 1;
    return [
      {
        instruction,
        at: word.range,
        written: word.raw,
        from,
        source,
        destination: isFile && isFolder ? resolvePath(destination, baseName(source))! : destination,
        effects: own,
        isFelt: !isSmallName(source) && own.some((effect) => isWeighty(effect) && !effect.maybe && !effect.partial),
      },
    ];
  });
}

function originOf({ from }: CopyDetails): string | undefined {
  switch (from.kind) {
    case "context":
      return "context";
    case "stage":
      return `stage ${from.stage.index}`;
    case "image":
      return `image ${from.reference.text}`;
    case "unknown":
      return undefined;
  }
}

/** What was copied before, by where it comes from: a long file asks for each of its copies. */
class Earlier {
  private readonly same = new Map<string, Copied[]>();
  /** By every folder that holds the source. */
  private readonly within = new Map<string, Copied[]>();

  add(copied: Copied): void {
    put(this.same, keyOf(copied, copied.source), copied);
    for (const folder of foldersAbove(copied.source)) {
      put(this.within, keyOf(copied, folder), copied);
    }
  }

  /** The same source, folders that hold it, and parts of it. */
  *near(copied: Copied): Generator<Copied> {
    for (const source of [copied.source, ...foldersAbove(copied.source)]) {
      yield* this.same.get(keyOf(copied, source)) ?? [];
    }
    yield* this.within.get(keyOf(copied, copied.source)) ?? [];
  }
}

function put(map: Map<string, Copied[]>, key: string, copied: Copied): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [copied]);
  } else {
    list.push(copied);
  }
}

function keyOf({ from }: Copied, source: string): string {
  return `${from} ${source}`;
}

/** `a/b/c` → `a/b`, `a`, `.`; `/a/b` → `/a`, `/`. */
function foldersAbove(source: string): readonly string[] {
  if (source === "." || source === "/") {
    return [];
  }
  const root = source.startsWith("/") ? "/" : ".";
  const segments = source.split("/").filter((segment) => segment !== "");
  const folders: string[] = [];
  for (let length = segments.length - 1; length > 0; length--) {
    folders.push(`${root === "/" ? "/" : ""}${segments.slice(0, length).join("/")}`);
  }
  return [...folders, root];
}

function findTwin(image: ImageModel, earlier: Earlier, copied: Copied): Twin | undefined {
  for (const before of earlier.near(copied)) {
    if (before.instruction === copied.instruction || before.effects.some((effect) => isRemoved(image, effect))) {
      continue;
    }
    if (before.source === copied.source || isAt(before, copied)) {
      // What else the same COPY brings is not stored twice.
      if (copied.isFelt && isAlone(copied)) {
        return { before, wasted: copied.effects, isPart: false };
      }
    } else if (isAt(copied, before) && before.isFelt && isAlone(before)) {
      return { before, wasted: before.effects, isPart: true };
    }
  }
  return undefined;
}

/** Does `whole` bring `part` to the very place where it lies? */
function isAt(whole: Copied, part: Copied): boolean {
  const isRoot = whole.source === "." || whole.source === "/";
  if (!isRoot && !part.source.startsWith(`${whole.source}/`)) {
    return false;
  }
  if (part.source === whole.source || /[*?[]/.test(part.source + whole.source)) {
    return false;
  }
  const rest = isRoot ? part.source.replace(/^\//, "") : part.source.slice(whole.source.length + 1);
  return resolvePath(whole.destination, rest) === part.destination;
}

/** An effect of the context stands for all sources of its COPY. */
function isAlone({ from, instruction }: Copied): boolean {
  return from.startsWith("stage") || instruction.copy?.sources.length === 1;
}

function fixesFor(image: ImageModel, copied: Copied, { before, isPart }: Twin): readonly Fix[] {
  const superfluous = isPart ? before : copied;
  const { instruction } = superfluous;
  const flags = (one: Copied) =>
    one.instruction.syntax.flags.map(({ range }) => image.syntax.text.slice(range.start, range.end)).join(" ");
  const isSamePlace = isPart || copied.source !== before.source || copied.destination === before.destination;
  if (!isSamePlace || instruction.copy?.sources.length !== 1 || flags(copied) !== flags(before)) {
    return [];
  }
  const between = image.instructions.filter(
    ({ keyword, index }) =>
      /^(RUN|FROM|WORKDIR|COPY|ADD)$/.test(keyword) &&
      index > before.instruction.index &&
      index < copied.instruction.index,
  );
  // A step between may need the files already.
  if (isPart && between.length > 0) {
    return [];
  }
  return [
    {
      title: `Remove the ${isPart ? "first" : "second"} copy of ${superfluous.source === "." ? "the context" : superfluous.written}`,
      edits: [deleteInstruction(image.syntax, instruction.syntax)],
      applicability: "needs-review",
      review: `Check that no step between the two changes or removes files of ${superfluous.written} that the later COPY is meant to bring back.`,
    },
  ];
}
