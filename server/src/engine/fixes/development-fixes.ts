// Builds the fixes that keep development dependencies out of an image: the manager's switch, a prune step, fewer names.
import { packageManagers } from "../image/package-managers";
import { parentPath } from "../image/paths";
import { hasFlag, type Invocation } from "../image/read-invocation";
import { firstOrigin, isRuntime } from "../image/shipping";
import type { Command, ImageModel, Instruction, Stage } from "../image/types";
import type { NodeProject } from "../node-project";
import type { Edit, Fix } from "../rules/define-rule";
import type { Word } from "../syntax/types";
import { invocationsOf } from "./cache-reliance";
import {
  type InstallEffect,
  isTakenElsewhere,
  projectOf,
  stagesFrom,
  useAfter,
  useAtStart,
  useInStage,
  useLater,
} from "./development-needs";
import { type Use, useOfText, worstUse } from "./development-use";
import { deleteInstruction, insertAbove, insertAfterWord, insertBelow } from "./instruction-edits";
import { appendToRun, runsThrough } from "./run-edits";

const needsTools = (use: Use) => use === "tool" || use === "script";

/** Fixes for development dependencies that a step of a shipped stage installs; none where a later layer needs them. */
export function fixesInPlace(image: ImageModel, effect: InstallEffect): readonly Fix[] {
  if (!needsTools(useAfter(image, effect))) return leaveOut(image, effect);
  const prune = pruneCommand(effect);
  // Removed in a later layer, they would ship all the same.
  if (prune === undefined || needsTools(useLater(image, effect))) return [];
  const edits = appendToRun(image.syntax, effect.instruction, prune);
  if (edits === undefined || effect.instruction.workdir !== parentPath(effect.paths?.[0] ?? "")) return [];
  return [
    {
      title: "Remove the development dependencies at the end of the same RUN",
      edits,
      applicability: "needs-review",
      review: "Check that the program loads none of them when it runs, and that no step below calls one.",
    },
  ];
}

/** Fixes for development dependencies that a COPY --from brings: the switch where that stage only installs, else a prune step. */
export function fixesInBuilder(image: ImageModel, copied: InstallEffect, from: Stage): readonly Fix[] {
  const origin = copied.origin as InstallEffect;
  const made = firstOrigin(copied) as InstallEffect;
  const takers = image.instructions.filter(({ copy }) => copy?.from.kind === "stage" && copy.from.stage === from);
  // Another stage may build with them.
  if (from.children.length > 0 || takers.some(({ stage }) => stage !== copied.stage)) return [];
  if (made === origin && made.stage === from && !needsTools(useInStage(image, made)))
    return made.manager === "bundler" ? withoutGroups(image, [made, copied]) : leaveOut(image, made);
  const prune = pruneCommand(made);
  // The step needs the rights of who installed: it comes before a USER that nothing follows.
  const last =
    from.instructions.findLast(({ keyword }) => keyword !== "USER") ?? (from.instructions.at(-1) as Instruction);
  if (last.user !== made.instruction.user) return [];
  if (prune === undefined || from.workdir === undefined || from.workdir !== parentPath(origin.paths?.[0] ?? ""))
    return [];
  return [
    {
      title: `Remove the development dependencies at the end of ${from.label}`,
      edits: [insertBelow(image.syntax, last.syntax, `RUN ${prune}`)],
      applicability: "needs-review",
      review:
        "Check that the program loads none of them when it runs, and that package.json and the lock file lie in this stage.",
    },
  ];
}

/** `--omit` came with npm 7, of Node 15. */
function isOldNpm({ root }: Stage): boolean {
  const major = root.kind === "image" && root.reference.name === "node" && /^(\d+)/.exec(root.reference.tag ?? "")?.[1];
  return major ? Number(major) < 15 : false;
}

/** The switch to write for the effect's manager; undefined where it has none. */
export function productionFlag({ manager, stage }: InstallEffect): string | undefined {
  if (manager === "npm" && isOldNpm(stage)) return "--only=production";
  return packageManagers[manager].productionSwitches?.flags[0];
}

/** What takes development dependencies away again in the folder where they lie. */
function pruneCommand({ manager, stage }: InstallEffect): string | undefined {
  switch (manager) {
    case "npm":
      return isOldNpm(stage) ? "npm prune --production" : "npm prune --omit=dev";
    case "pnpm":
      return "pnpm prune --prod";
    case "yarn":
      return "yarn install --production --ignore-scripts --prefer-offline";
    case "composer":
      return "composer install --no-dev --no-scripts";
    default:
      return undefined;
  }
}

function leaveOut(image: ImageModel, effect: InstallEffect): readonly Fix[] {
  return effect.packages.length > 0 || effect.manifests.length > 0
    ? withoutNames(image, effect)
    : withSwitch(image, effect);
}

function withSwitch(image: ImageModel, effect: InstallEffect): readonly Fix[] {
  const { manager, command } = effect;
  const switches = packageManagers[manager].productionSwitches;
  if (switches === undefined || command === undefined) return [];
  const review =
    "Check that neither the program nor a later step uses a package that only the development dependencies bring.";
  if (manager === "bundler") return withoutGroups(image, [effect]);
  const project = projectOf(image, effect);
  // The installation itself would fail.
  if (project !== undefined && useOfLifecycle(project) === "tool") return [];
  const flag = productionFlag(effect) as string;
  const invocations = installsOf(effect);
  const edits = invocations.map((invocation) => switchEdit(invocation, flag));
  if (edits.length === 0 || edits.includes(undefined)) return [];
  const title = `Leave the development dependencies out with ${flag}`;
  const known = edits.flatMap((edit) => edit ?? []);
  return isSafe(image, effect)
    ? [{ title, edits: known, applicability: "safe" }]
    : [{ title, edits: known, applicability: "needs-review", review }];
}

/** Bundler wants to know which groups are missing when the program starts, too: in each stage that holds the gems. */
function withoutGroups(image: ImageModel, effects: readonly InstallEffect[]): readonly Fix[] {
  return [
    {
      title: "Leave the groups development and test out",
      edits: effects.map(({ instruction }) =>
        insertAbove(image.syntax, instruction.syntax, "ENV BUNDLE_WITHOUT=development:test"),
      ),
      applicability: "needs-review",
      review: "Check that the Gemfile has these groups, and that the program starts without the gems of either.",
    },
  ];
}

/** The command and later ones of the same stage that would bring them again. */
function installsOf(effect: InstallEffect): readonly Invocation[] {
  const { stage, instruction, range } = effect;
  const later = stage.instructions.filter(({ index }) => index >= instruction.index);
  return later.flatMap(invocationsOf).filter(({ manager, verb, command, operands, verbName }) => {
    if (manager.id !== effect.manager || (verb.kind !== "install" && verb.kind !== "upgrade")) return false;
    if (command.range.start === range.start) return true;
    const switches = manager.productionSwitches;
    return command.range.start > range.start && operands.length === 0 && !/^pip /.test(verbName) && !!switches;
  });
}

function switchEdit(invocation: Invocation, flag: string): Edit | undefined {
  const { manager, verbName, command } = invocation;
  const switches = manager.productionSwitches;
  if (switches === undefined || hasFlag(invocation, switches.developmentFlags)) return undefined;
  // Yarn 2 and later has no such flag.
  if (manager.id === "yarn" && invocation.flags.some(({ name }) => /^--immutable/.test(name))) return undefined;
  if (verbName === "") {
    const program = command.shell.words.find(({ range }) => range.start === command.range.start);
    return program && insertAfterWord(program, `install ${flag}`);
  }
  const verb = verbWord(command, verbName);
  return verb && insertAfterWord(verb, flag);
}

function verbWord(command: Command, verbName: string): Word | undefined {
  const last = verbName.split(" ").at(-1);
  return command.arguments.find(({ value, word }) => value === last && word.literal === last)?.word;
}

/** Scripts that an installation runs by itself. */
const lifecycle = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];

/** Nothing that may run later calls a development tool, as far as the workspace's package.json tells; else it is not known. */
function isSafe(image: ImageModel, effect: InstallEffect): boolean {
  const { stage, instruction, command, manager } = effect;
  const project = projectOf(image, effect);
  if (project === undefined || !isPlain(project, manager) || effect.maybe) return false;
  if (!runsThrough(instruction, command) || useAfter(image, effect) !== "free") return false;
  if (isTakenElsewhere(image, stage)) return false;
  const stages = [...stagesFrom(stage)];
  return stages.every((one) => isRuntime(one) && useAtStart(image, one) === "free");
}

function isPlain(project: NodeProject, manager: string): boolean {
  return (
    project.lock === manager &&
    !project.hasWorkspaces &&
    (manager !== "yarn" || project.yarn === "classic") &&
    useOfLifecycle(project) === "free"
  );
}

function useOfLifecycle(project: NodeProject): Use {
  const texts = lifecycle.map((name) => project.scripts[name]);
  return worstUse(texts.map((text) => (text === undefined ? "free" : useOfText(text, project))));
}

/** `pip install flask pytest` without `pytest`, `-r requirements-dev.txt` with its flag. */
function withoutNames(image: ImageModel, effect: InstallEffect): readonly Fix[] {
  const { command, instruction, packages, manifests } = effect;
  const invocation = invocationsOf(instruction).find((one) => one.command.range.start === effect.range.start);
  if (command === undefined || invocation === undefined) return [];
  const goes = new Set<Word>(packages.map(({ word }) => word));
  for (const flag of invocation.flags) {
    const isManifest = manifests.some(
      (path) => flag.value !== undefined && path.endsWith(flag.value.replace(/^\.\//, "")),
    );
    if (!isManifest) continue;
    goes.add(flag.word);
    const at = command.arguments.findIndex(({ word }) => word === flag.word);
    if (!flag.word.raw.startsWith("-")) goes.add(command.arguments[at - 1]?.word ?? flag.word);
  }
  const stays = command.arguments.filter(({ word, value }) => !goes.has(word) && !value?.startsWith("-"));
  const names = [
    ...packages.map(({ name }) => name),
    ...manifests.map((path) => path.slice(path.lastIndexOf("/") + 1)),
  ];
  const review =
    "Check that no later step, and nothing that the program starts, uses what these packages bring; a file of packages for developing may name those of the program as well.";
  const title = `Leave ${names.length > 3 ? "the development tools" : names.join(", ")} out`;
  // Only the verb is left: the whole step goes, where it does nothing else.
  if (stays.length <= invocation.verbName.split(" ").length + (command.program.startsWith("python") ? 1 : 0)) {
    if (instruction.commands.length !== 1 || manifests.length > 0) return [];
    return [
      { title, edits: [deleteInstruction(image.syntax, instruction.syntax)], applicability: "needs-review", review },
    ];
  }
  const edits = wordEdits(image, command, goes);
  return edits === undefined ? [] : [{ title, edits, applicability: "needs-review", review }];
}

/** Deletes words with the blanks and line breaks in front of them; neighbours in one edit. */
function wordEdits(image: ImageModel, command: Command, goes: ReadonlySet<Word>): readonly Edit[] | undefined {
  const edits: { start: number; end: number }[] = [];
  let previous = command.arguments[0]?.word;
  for (const { word } of command.arguments.slice(1)) {
    if (previous !== undefined && goes.has(word) && word !== previous) {
      const between = image.syntax.text.slice(previous.range.end, word.range.start);
      // A comment between the lines belongs to somebody.
      if (between.includes("#")) return undefined;
      const last = edits.at(-1);
      if (last?.end === previous.range.end) last.end = word.range.end;
      else edits.push({ start: previous.range.end, end: word.range.end });
    }
    previous = word;
  }
  return edits.map((range) => ({ range, newText: "" }));
}
