// Removes files in the step that writes them rather than in a later one, or mounts them for the one step that reads them.
import type { Effect, ImageModel, Instruction } from "../image/types";
import type { Fix } from "../rules/define-rule";
import { bindInstead } from "./bind-mounts";
import { joinRuns } from "./command-edits";
import { commandUses, usersOf } from "./path-readers";
import { deleteRemovals, isRemoval } from "./removal-edits";
import { appendToRun } from "./run-edits";

/** Nothing where several instructions wrote the files, or where a step between needs them. */
export function removeWhereWritten(
  image: ImageModel,
  remover: Instruction,
  removes: readonly Effect[],
): readonly Fix[] {
  const [writer, ...others] = new Set(removes.map(({ instruction }) => instruction));
  const [effect] = removes;
  const [path, ...more] = new Set(removes.flatMap(({ paths }) => paths ?? []));
  if (writer === undefined || effect === undefined || others.length > 0 || writer.stage !== remover.stage) {
    return [];
  }
  if (path === undefined || more.length > 0 || !/^\/[\w./@:+~-]+$/.test(path)) {
    return [];
  }
  if (writer.keyword !== "RUN") {
    return bindInstead(image, effect, path);
  }
  // Programs find what is installed without naming it.
  const isPlain = removes.every(({ kind }) => kind === "write");
  const users = usersOf(image, effect, path);
  const isUnused =
    isPlain &&
    users.every(
      ({ commands, keyword }) =>
        keyword === "RUN" && commands.every((command) => isRemoval(command) || !commandUses(command, path)),
    );
  return isUnused ? moveRemoval(image, writer, remover, path) : joinUp(image, writer, remover);
}

/** `rm` at the end of the RUN that writes. */
function moveRemoval(image: ImageModel, writer: Instruction, remover: Instruction, path: string): readonly Fix[] {
  const added = appendToRun(image.syntax, writer, `rm -rf ${path}`);
  const deleted = deleteRemovals(image.syntax, remover, path);
  if (added === undefined || deleted === undefined || deleted.length === 0) {
    return [];
  }
  return [
    {
      title: `Remove ${path} in the RUN that writes it`,
      edits: [...added, ...deleted],
      applicability: "needs-review",
      review: `As far as this file tells, no step between the two needs ${path}: check that no script does.`,
    },
  ];
}

function joinUp(image: ImageModel, writer: Instruction, remover: Instruction): readonly Fix[] {
  const next = writer.stage.instructions.find(({ index }) => index === writer.index + 1);
  const joined = next === remover ? joinRuns(image.syntax, writer, remover) : undefined;
  if (joined === undefined) {
    return [];
  }
  return [
    {
      title: "Write, use and remove the files in one RUN",
      edits: [joined],
      applicability: "needs-review",
      review:
        "The two steps share a shell from now on, and are run again together when one of them changes: check that this suits them.",
    },
  ];
}
