// Builds the edit that removes a stage that nothing refers to.
import type { ImageModel, Stage } from "../image/types";
import type { Fix } from "../rules/define-rule";
import type { DockerfileSyntax, TextRange } from "../syntax/types";
import { deleteLines } from "./instruction-edits";

/**
 * Removes a stage with its comments. None where another stage refers to it, or where a stage is called by its number,
 * which would then be another one's.
 */
export function removeStage(image: ImageModel, stage: Stage): readonly Fix[] {
  const { syntax, stages } = image;
  if (stages.length < 2 || isReferredTo(image, stage)) {
    return [];
  }
  return [
    {
      title: stage.name === undefined ? `Remove the unused ${stage.label}` : `Remove the unused stage ${stage.label}`,
      edits: [deleteLines(syntax, linesOf(syntax, stage, stages[stage.index + 1]))],
      applicability: "needs-review",
      review:
        "Check that no build names this stage as its target, and that its files were not meant to be in the image.",
    },
  ];
}

function isReferredTo(image: ImageModel, stage: Stage): boolean {
  return image.instructions.some((instruction) => {
    if (instruction.stage === stage) {
      return false;
    }
    const { syntax, copy, mounts } = instruction;
    const from = [copy?.from, ...mounts.map((mount) => mount.from)];
    if (from.some((one) => one?.kind === "stage" && one.stage === stage)) {
      return true;
    }
    const written = [syntax, ...(syntax.trigger ? [syntax.trigger] : [])].flatMap(({ flags }) => flags);
    const isNumbered = written.some(({ name, value }) =>
      (name === "from" ? /^\d+$|\$/ : /(^|,)from=(\d+(,|$)|[^,]*\$)/).test(value?.raw ?? ""),
    );
    return isNumbered || stage.children.includes(instruction.stage);
  });
}

/** The stage's lines, the comments right above it and the empty lines below it; what precedes the next stage stays. */
function linesOf(syntax: DockerfileSyntax, stage: Stage, next: Stage | undefined): TextRange {
  const { lineStarts, text } = syntax;
  const comments = new Set(syntax.comments.map(({ line }) => line));
  const directives = syntax.directives.length;
  const first = stage.from.syntax.line;
  let from = first;
  while (comments.has(from - 1) && from - 1 >= directives) {
    from--;
  }
  // A comment at the very top is as likely about the whole file.
  if (from === directives) {
    from = first;
  }
  const last = stage.instructions.at(-1)?.syntax.endLine ?? first;
  let to = last + 1;
  // Commented-out steps of this stage, unless they lead over to the next one.
  while (comments.has(to)) {
    to++;
  }
  if (to === next?.from.syntax.line) {
    to = last + 1;
  }
  const isEmpty = (line: number) => {
    const start = lineStarts[line];
    return start !== undefined && /^[ \t]*\r?\n/.test(text.slice(start, lineStarts[line + 1]));
  };
  while (isEmpty(to)) {
    to++;
  }
  return { start: lineStarts[from] ?? 0, end: lineStarts[to] ?? text.length };
}
