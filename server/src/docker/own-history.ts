// Tells whether an image or a container was made by the steps of a file that was being built.
import { type Instruction, instructionText, type Stage } from "../engine/index";
import type { BuildPlan } from "./build-plan";
import { mapHistory } from "./map-history";

/** True for the history (newest first) of an image that the steps of one of the plan's stages made, up to any of them. */
export function isHistoryOf(plan: BuildPlan, history: readonly { readonly CreatedBy: string }[]): boolean {
  const entries = history.map(({ CreatedBy }) => ({ createdBy: CreatedBy, bytes: 0 }));
  return plan.reached.some((stage) => {
    const whole = stage.instructions.slice(1);
    for (let length = whole.length; length > 0; length--) {
      const part: Stage = { ...stage, instructions: stage.instructions.slice(0, length + 1) };
      const mapped = mapHistory(entries, [part, ...stage.chain.slice(1)], undefined);
      if (typeof mapped !== "string" && commandsAre(plan, part, entries)) return true;
    }
    return false;
  });
}

/** The commands of the stage's RUNs stand in the history, one above the other. */
function commandsAre(plan: BuildPlan, stage: Stage, entries: readonly { readonly createdBy: string }[]): boolean {
  const written = stage.instructions.slice(1).toReversed();
  return written.every((instruction, index) => {
    const command = shellCommand(plan, instruction);
    return command === undefined || withoutBlanks(entries[index]?.createdBy ?? "").includes(command);
  });
}

/** True for the command of a container in which a RUN of the plan runs. */
export function isRunOf(plan: BuildPlan, command: string): boolean {
  const [, shellText] = /^\S*sh -c (.*)$/s.exec(command) ?? [];
  // An engine may cut a long command, which then ends with an ellipsis. Others must be the same: a container of the user's
  // can run what a RUN only begins with.
  const isCut = shellText?.endsWith("…") ?? false;
  const text = withoutBlanks(shellText?.replace(/…$/, "") ?? "");
  const ran = isCut ? text.replace(/^'/, "") : text.replace(/^'(.*)'$/s, "$1");
  const isMeant = (run: string | undefined) =>
    run !== undefined && ran !== "" && (run === ran || run === text || (isCut && run.startsWith(ran)));
  return plan.reached.some(({ instructions }) => instructions.some((one) => isMeant(shellCommand(plan, one))));
}

/** What a RUN in shell form runs, without blanks; undefined for others. */
function shellCommand(plan: BuildPlan, { keyword, syntax }: Instruction): string | undefined {
  if (keyword !== "RUN" || syntax.heredocs.length > 0 || syntax.flags.length > 0) return undefined;
  const text = instructionText(plan.image.syntax, syntax).slice("RUN ".length);
  return text.startsWith("[") ? undefined : withoutBlanks(text);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, "");
}
