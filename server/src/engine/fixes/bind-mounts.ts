// Replaces a COPY that only one RUN reads by a bind mount of that RUN: the files are there and in no layer.
import type { Effect, ImageModel } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import { deleteInstruction } from "./instruction-edits";
import { commandUses, usersOf } from "./path-readers";
import { deleteRemovals, isRemoval } from "./removal-edits";
import { addMounts } from "./run-edits";

/**
 * Mounts what a COPY brought for the one RUN that uses it; steps that remove it again go. Nothing where more than one
 * RUN uses it, or where the COPY brings more than one thing.
 */
export function bindInstead(image: ImageModel, effect: Effect, path: string): readonly Fix[] {
  const { instruction: copying, stage } = effect;
  const { copy, syntax } = copying;
  const [source, ...others] = copy?.sources ?? [];
  const literal = source?.word.literal;
  const from = copy?.fromFlag?.value?.literal;
  const isPlain = syntax.flags.every(({ name }) => /^(from|link|chown)$/.test(name)) && syntax.heredocs.length === 0;
  const isKnown = literal !== undefined && /^[\w./@+:-]+$/.test(literal) && !literal.includes("://");
  if (!isPlain || !isKnown || others.length > 0 || copying.keyword !== "COPY" || /[^\w./@+:-]/.test(path)) {
    return [];
  }
  if (copy?.from.kind === "unknown" || (copy?.from.kind !== "context" && from === undefined)) {
    return [];
  }
  const users = usersOf(image, effect, path);
  const readers = users.filter(({ commands, keyword }) => {
    return keyword !== "RUN" || commands.some((command) => !isRemoval(command) && commandUses(command, path));
  });
  const [reader] = readers;
  if (reader === undefined || readers.length > 1 || reader.keyword !== "RUN" || reader.stage !== stage) {
    return [];
  }
  if (reader.syntax.scripts.length !== 1 || users.some((user) => user.stage !== stage || user.keyword !== "RUN")) {
    return [];
  }
  const edits: Edit[] = [deleteInstruction(image.syntax, syntax)];
  const isFile = /\.\w+$/.test(path) && effect.paths?.includes(path) === true && !/\/$|\/\.$/.test(literal);
  const options = [
    "type=bind",
    from === undefined ? undefined : `from=${from}`,
    literal === "." || literal === "./" ? undefined : `source=${literal.replace(/(.)\/+$/, "$1")}`,
    `target=${path}`,
    isFile ? undefined : "rw",
  ].filter((option) => option !== undefined);
  edits.push(addMounts(image.syntax, reader, [options.join(",")]));
  for (const user of users) {
    const deleted = deleteRemovals(image.syntax, user, path);
    if (deleted === undefined) {
      return [];
    }
    edits.push(...deleted);
  }
  return [
    {
      title: `Mount ${literal === "." ? "the build context" : literal} for the RUN that uses it`,
      edits: edits.sort((left, right) => left.range.start - right.range.start),
      applicability: "needs-review",
      review: `Bind mounts need BuildKit, and what lies under ${path} is only there in that RUN: check that the program needs none of it${isFile ? "" : ", and that nothing written there is to stay"}.`,
    },
  ];
}
