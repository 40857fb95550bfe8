// Steps that take symbols out of what was compiled: strip, find … -exec strip, install -s, upx.
import type { RunCommand } from "../commands";
import { covers, resolvePath } from "../paths";
import type { RunContext } from "./run-context";
import type { Draft } from "./stage-files";

const strippers = /^((([\w.]+-){2,3}|llvm-|eu-|xx-)?strip(-[\d.]+)?|upx|sstrip|objcopy)$/;

/** Takes the symbols back that a step strips, in this RUN or an earlier one of the stage. True when it was nothing but that. */
export function readStrip(context: RunContext, command: RunCommand): boolean {
  const { program } = command;
  const isSearch = program === "find" || program === "scanelf";
  if (!isSearch && !strippers.test(program)) return false;
  const values = command.arguments.map(({ value }) => value);
  if (!isSearch) {
    const operands = values.filter((value) => value === undefined || !/^-./.test(value));
    // From `find | xargs`, a loop or a variable: what it is, nobody can tell, so nothing is said of any of it.
    const unknown = command.moreArguments || operands.length === 0 || operands.includes(undefined);
    forget(context, command, unknown ? undefined : operands.map((operand) => resolvePath(command.workdir, operand!)));
    return true;
  }
  const inner = values.some((value) => value !== undefined && /(^|[\s/;&(-])strip(\s|$)/.test(value));
  if (inner) forget(context, command, findRoots(command));
  return inner;
}

/** The directories that a `find` starts from. */
export function findRoots(command: RunCommand): (string | undefined)[] {
  const roots: (string | undefined)[] = [];
  for (const { value } of command.arguments) {
    if (value !== undefined && /^(-H|-L|-P|-O\d)$/.test(value)) continue;
    if (value !== undefined && /^[-(!\\]/.test(value)) break;
    roots.push(value === undefined ? undefined : resolvePath(command.workdir, value));
  }
  return roots.length > 0 ? roots : [command.workdir];
}

/** Of these paths, or of everything, nobody says any more that it holds symbols. */
function forget(context: RunContext, command: RunCommand, roots: readonly (string | undefined)[] | undefined): void {
  const isTouched = ({ effect }: Draft) =>
    roots === undefined ||
    !effect.paths ||
    roots.some((root) => root === undefined || effect.paths!.some((path) => covers(root, path) || covers(path, root)));
  for (const draft of [...context.files.visible()]) {
    if (draft.effect.kind !== "symbols" || !isTouched(draft)) continue;
    if (draft.effect.stage === context.stage) {
      if (command.maybe) draft.effect.maybe = true;
      else draft.dropped = true;
    } else context.files.hide(draft);
  }
}
