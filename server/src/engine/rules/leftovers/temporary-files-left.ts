// Finds sources, build trees and installers that one RUN fetches, uses and leaves in its layer.
import { appendToRun, isInInnerScript, privilegePrefix } from "../../fixes/run-edits";
import { type Temporary, temporariesOf } from "../../fixes/temporary-trees";
import { baseName, parentPath } from "../../image/paths";
import { runtimeTargetsOf } from "../../image/shipping";
import type { ImageModel, Instruction } from "../../image/types";
import { defineRule, type Fix } from "../define-rule";

export const temporaryFilesLeft = defineRule({
  id: "temporary-files-left",
  group: "leftovers",
  since: "0.1.0",
  severity: "by-saving",
  docs: {
    summary: "Sources, build trees or installers that a `RUN` fetched and used up stay in its layer.",
    why: "A step that clones or unpacks sources, builds them and installs the result elsewhere has no further use for them, nor for the object files between them. What is still there when the `RUN` ends is in the image for good: a later `rm` frees nothing.",
    remedy: "Remove them at the end of the same `RUN`, or build in a stage of its own and copy what was installed.",
    whenNotToUse:
      "Where the program runs out of the folder, or a later step reads it, it is no temporary file: such folders are not flagged as far as the file tells.",
    examples: "leftovers/temporary-files-left",
  },
  messages: {
    sources: ({ path }: { path: string }) =>
      `${path} is only needed to build and install here, and stays in this layer with all that was built in it. Remove it at the end of the same RUN.`,
    unpacked: ({ path }: { path: string }) =>
      `What this step needs of ${path} is copied elsewhere, and the whole of it stays in this layer. Remove it at the end of the same RUN.`,
    installer: ({ path }: { path: string }) =>
      `The installer ${path} has done its work when this RUN ends, and stays in its layer. Remove it in the same RUN.`,
  },
  *check(image) {
    for (const run of image.instructions) {
      if (run.keyword !== "RUN" || !run.shipped) {
        continue;
      }
      for (const temporary of temporariesOf(image, run)) {
        const [payer] = runtimeTargetsOf(image, run.stage);
        if (payer === undefined) {
          break;
        }
        yield {
          message: temporary.kind,
          data: { path: temporary.path },
          at: temporary.effect.range,
          stage: payer,
          reclaims: temporary.effects,
          fixes: () => removeAtEnd(image, run, temporary),
        };
      }
    }
  },
});

function removeAtEnd(image: ImageModel, run: Instruction, { effect, path, kind }: Temporary): readonly Fix[] {
  const written = writtenIn(image, run, path);
  if (written === undefined || (effect.command !== undefined && isInInnerScript(run, effect.command))) {
    return [];
  }
  const command = `${privilegePrefix(effect.command)}rm -${kind === "installer" ? "f" : "rf"} ${written}`;
  const edits = appendToRun(image.syntax, run, command);
  return edits === undefined
    ? []
    : [
        {
          title: `Remove ${path} at the end of the RUN`,
          edits,
          applicability: "needs-review",
          review: `As far as this file tells, nothing uses ${path} after this RUN: check that no program, link or configuration points into it.`,
        },
      ];
}

/** The path as the RUN's end can write it; undefined where a variable makes its name. */
function writtenIn(image: ImageModel, run: Instruction, path: string): string | undefined {
  if (!/^\/[\w./@:+~-]+$/.test(path)) {
    return undefined;
  }
  const text = image.syntax.text.slice(run.range.start, run.range.end);
  const isNamed = text.includes(baseName(path));
  if (isNamed && (text.includes(path) || isFixedFolder(run, parentPath(path)))) {
    return path;
  }
  return undefined;
}

/** The folder in which the RUN works does not rest on a variable. */
function isFixedFolder({ commands, stage, workdir }: Instruction, folder: string): boolean {
  const moves = commands.filter(({ program }) => /^(cd|pushd)$/.test(program));
  const words = [
    ...moves.flatMap(({ arguments: given }) => given.map(({ word }) => word)),
    ...stage.instructions.flatMap(({ keyword, syntax }) => (keyword === "WORKDIR" ? syntax.words : [])),
  ];
  return (
    (workdir === folder || moves.length > 0 || folder === "/") && words.every(({ literal }) => literal !== undefined)
  );
}
