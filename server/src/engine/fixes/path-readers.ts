// Tells which later steps use a path: in this stage, in the stages on top, and through COPY --from.
import { covers, resolvePath } from "../image/paths";
import { laterInstructions } from "../image/shipping";
import type { Command, Effect, ImageModel, Instruction, Mount } from "../image/types";

/** Instructions behind the effect's own that name the path or work below it, in the order of the file. */
export function usersOf(image: ImageModel, effect: Effect, path: string): readonly Instruction[] {
  const users = new Set<Instruction>();
  for (const instruction of laterInstructions(effect)) {
    if (usesPath(image, instruction, path)) {
      users.add(instruction);
    }
  }
  for (const instruction of image.instructions) {
    if (instruction.mounts.some((mount) => mountsPath(mount, effect, path))) {
      users.add(instruction);
    }
    const from = instruction.copy?.from;
    if (from?.kind === "stage" && from.stage.chain.includes(effect.stage)) {
      const takes = instruction.copy!.sources.some(
        (source) =>
          source.path === undefined ||
          (source.path !== "/" && (covers(source.path, path) || covers(path, source.path))),
      );
      if (takes) {
        users.add(instruction);
      }
    }
  }
  return [...users].sort((left, right) => left.index - right.index);
}

/** `RUN --mount=from=STAGE` over the path, or over a folder that holds it. */
function mountsPath({ from, source }: Mount, { stage }: Effect, path: string): boolean {
  return (
    from?.kind === "stage" &&
    from.stage.chain.includes(stage) &&
    (source === undefined || covers(source, path) || covers(path, source))
  );
}

/** Does the instruction name the path, or run something below it? */
export function usesPath(image: ImageModel, instruction: Instruction, path: string): boolean {
  if (instruction.keyword !== "RUN") {
    if (instruction.copy?.from.kind === "stage" || instruction.keyword === "FROM") {
      return instruction.copy?.destination !== undefined && covers(path, instruction.copy.destination);
    }
    const text = image.syntax.text.slice(instruction.range.start, instruction.range.end);
    return text.includes(path) || isBelow(path, instruction.workdir, text);
  }
  return (
    instruction.commands.some((command) => commandUses(command, path)) ||
    instruction.mounts.some(({ target }) => target !== undefined && covers(path, target))
  );
}

/** `COPY conf .` in the folder, `CMD ["./start"]` there. */
function isBelow(path: string, workdir: string | undefined, text: string): boolean {
  return workdir !== undefined && covers(path, workdir) && /^(COPY|ADD|CMD|ENTRYPOINT|HEALTHCHECK)/i.test(text);
}

/** Does a command run below the path, or is it among its arguments? */
export function commandUses(command: Command, path: string): boolean {
  const { workdir, arguments: words, shell, program } = command;
  if (workdir !== undefined && path !== "/" && covers(path, workdir) && program !== "cd") {
    return true;
  }
  const isNamed = (value: string | undefined) => {
    if (value === undefined) {
      return false;
    }
    const resolved = resolvePath(workdir, value);
    return (
      value.includes(path) ||
      (resolved !== undefined && (covers(path, resolved) || (/[*?[]/.test(value) && covers(resolved, path))))
    );
  };
  return words.some(({ value }) => isNamed(value)) || shell.redirects.some(({ target }) => isNamed(target?.literal));
}
