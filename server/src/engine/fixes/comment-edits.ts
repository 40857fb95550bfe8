// Builds edits of ignore comments: remove one, or one rule from its list.
import type { Edit } from "../rules/define-rule";
import type { SuppressedRule } from "../suppressions/read-suppressions";
import type { Comment, DockerfileSyntax } from "../syntax/types";
import { deleteLines, wholeLines } from "./instruction-edits";

/** Deletes a comment with its line. */
export function deleteComment(syntax: DockerfileSyntax, comment: Comment): Edit {
  return deleteLines(syntax, wholeLines(syntax, comment.range));
}

/** Deletes one id of a list, with the comma that goes with it. */
export function deleteSuppressedRule(syntax: DockerfileSyntax, rule: SuppressedRule): Edit {
  const { start, end } = rule.range;
  const before = syntax.text.slice(0, start).match(/\s*,\s*$/)?.[0].length ?? 0;
  if (before > 0) {
    return { range: { start: start - before, end }, newText: "" };
  }
  const after = syntax.text.slice(end).match(/^\s*,\s*/)?.[0].length ?? 0;
  return { range: { start, end: end + after }, newText: "" };
}
