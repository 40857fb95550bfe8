// Finds arguments whose value changes with every build above steps that do not use it, and moves them down.
import type { RunCommand } from "../image/commands";
import { dependencyInstall } from "../image/dependency-installs";
import type { Invocation } from "../image/read-invocation";
import type { Effect, ImageModel, Instruction, Stage } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import type { DockerfileSyntax } from "../syntax/types";
import { invocationsOf, runsScript } from "./cache-reliance";
import { isBuilt, readSourcesCopy } from "./copied-sources";
import { deleteWithComments, inFileStyle, insertAt } from "./instruction-edits";

/** An ARG, or an ENV that passes one on, and the steps below it that run again for nothing. */
export interface VolatileValue {
  readonly instruction: Instruction;
  readonly name: string;
  /** A version of the program's own: it changes with every release. */
  readonly isVersion: boolean;
  readonly steps: readonly VolatileStep[];
  /** The first step that uses it, or may do so. */
  readonly firstUse: Instruction | undefined;
  /** ENV and LABEL above that step that hold its value. */
  readonly dependents: readonly Instruction[];
}

export interface VolatileStep {
  readonly run: Instruction;
  /** As messages call it: `apt-get install`. */
  readonly label: string;
}

/** Names of what differs from build to build: the commit, when it was built, the number of the build. */
const volatileNames: readonly RegExp[] = [
  /^((GIT|VCS|SOURCE|SRC|CI|BUILD|APP|GITHUB|IMAGE|HEAD|RELEASE|PROJECT|REPO|DOCKER)_)*((GIT)?COMMIT|REVISION|COMMIT_?(SHA|HASH|ID|REF|REV|SHORT))(_SHORT|_LONG|_SHA|_HASH)?$/,
  /^((GIT|VCS|SOURCE|SRC|CI|GITHUB|BUILD|APP)_)+(SHA|SHA1|HASH|REV|REF|DESCRIBE)(_SHORT|_HEAD)?$|^(SHORT|HEAD)_SHA$/,
  /^(\w+_)?(BUILD|BUILT|CREATED|IMAGE|COMMIT|GIT)_?(DATE|TIME|TIMESTAMP|DATETIME|AT)$|^(CREATED|TIMESTAMP|DATE|NOW)$/,
  /^(\w+_)?(BUILD|PIPELINE|JOB|RUN)_?(NUMBER|NUM|ID|NO|IID)$/,
];

/** A version is most often one of something that is fetched: it counts where nothing but labels and variables has it. */
const versionNames = /^((GIT|VCS|APP|IMAGE|BUILD|RELEASE|PROJECT)_)*(VERSION|VER|TAG|RELEASE)$/;

/** Stands for no value: the real one comes with each build. */
const placeholder =
  /^(|unknown|none|dev(el(op(ment)?)?)?|local|n\/?a|null|unset|undefined|dirty|head|latest|0+|now|today|snapshot|not[-_ ]?set)$/i;

/** Values that change with every build above steps that take long. */
export function volatileValues(image: ImageModel): readonly VolatileValue[] {
  return image.stages.filter(isBuilt).flatMap((stage) => valuesIn(stage, image.syntax.text));
}

function valuesIn(stage: Stage, text: string): readonly VolatileValue[] {
  const found: VolatileValue[] = [];
  const { instructions } = stage;
  const hasLabel = instructions.some(({ keyword }) => keyword === "LABEL");
  for (const [at, instruction] of instructions.entries()) {
    // What follows the program's own files runs again with every edit anyway.
    if (instruction.copy !== undefined && changesWithSources(instruction)) break;
    if (instruction.keyword !== "ARG") continue;
    for (const word of instruction.syntax.words) {
      const name = word.raw.split("=")[0]!;
      const upper = name.toUpperCase();
      const isVersion = hasLabel && versionNames.test(upper);
      if (!isVersion && !volatileNames.some((pattern) => pattern.test(upper))) continue;
      const value = instructions[at + 1]?.variable(name);
      if (value !== undefined && !placeholder.test(value)) continue;
      const read = readValue(instruction, name, instructions.slice(at + 1, at + 1 + mostSteps), text);
      if (read !== undefined && (!isVersion || isOnlyTold(read))) found.push({ ...read, isVersion });
    }
  }
  return found;
}

function isOnlyTold({ firstUse, dependents }: Pick<VolatileValue, "firstUse" | "dependents">): boolean {
  return firstUse === undefined && dependents.some(({ keyword }) => keyword === "LABEL");
}

/** Further down nobody looks for the reason. */
const mostSteps = 100;

function readValue(
  instruction: Instruction,
  name: string,
  later: readonly Instruction[],
  text: string,
): Omit<VolatileValue, "isVersion"> | undefined {
  const names = new Set([name]);
  const steps: VolatileStep[] = [];
  const dependents: Instruction[] = [];
  let firstUse: Instruction | undefined;
  let isBehindSources = false;
  let pattern = patternOf(names);
  for (const one of later) {
    const uses = pattern.test(text.slice(one.range.start, one.range.end));
    if (uses && (one.keyword === "ENV" || one.keyword === "LABEL")) {
      dependents.push(one);
      if (one.keyword === "ENV") for (const word of one.syntax.words) names.add(word.raw.split("=")[0]!);
      pattern = patternOf(names);
    } else if (one.keyword === "ARG") {
      // Declared again, or passed on: what holds its value then cannot be told apart.
      if (uses) return undefined;
    } else if ((uses && /^(RUN|COPY|ADD|WORKDIR|USER|VOLUME)$/.test(one.keyword)) || mayUse(one)) {
      // Part of an address or of a checkout: then it is pinned elsewhere.
      if (uses && fetches(one, names)) return undefined;
      firstUse = one;
      break;
    }
    isBehindSources ||= changesWithSources(one);
    const label = isBehindSources ? undefined : expensiveStep(one);
    if (label !== undefined) steps.push({ run: one, label });
  }
  return steps.length === 0 ? undefined : { instruction, name, steps, firstUse, dependents };
}

function patternOf(names: ReadonlySet<string>): RegExp {
  const quoted = [...names].filter((name) => /^\w+$/.test(name));
  return new RegExp(`(^|\\W)(${quoted.join("|")})(\\W|$)`);
}

/** Uses it to say what is fetched. */
function fetches({ commands }: Instruction, names: ReadonlySet<string>): boolean {
  return commands.some(
    ({ program, arguments: words }) =>
      /^(git|curl|wget|pip[\d.]*|npm|go|aria2c|svn|hg)$/.test(program) &&
      words.some(
        ({ value, word }) =>
          [...names].some((name) => word.raw.includes(name)) && !/ldflags|-X |label/.test(`${word.raw} ${value}`),
      ),
  );
}

/** Builds that may read any variable of their environment, and scripts that nobody can look into. */
function mayUse(instruction: Instruction): boolean {
  if (instruction.keyword !== "RUN") return false;
  if (instruction.syntax.scripts.length === 0 || runsScript(instruction)) return true;
  return (
    invocationsOf(instruction).some(
      (one) =>
        one.verb.kind === "run-script" ||
        (one.verb.kind === "compile" && one.manager.id !== "go" && !isChef(one)) ||
        dependencyInstall(one)?.needs === "sources",
    ) ||
    instruction.commands.some(({ program }) =>
      /^(make|cmake|ninja|rake|ant|bazel|just|npx|tsc|vite|webpack)$/.test(program),
    )
  );
}

/** Compiles what the program depends on, and nothing of the program. */
function isChef({ verbName }: Invocation): boolean {
  return verbName === "chef cook";
}

/** The program's own files: another commit brings others. */
function changesWithSources(instruction: Instruction): boolean {
  if (readSourcesCopy(instruction) !== undefined) return true;
  // cargo-chef's list of dependencies changes as a lock file does.
  return (
    instruction.copy?.from.kind === "stage" &&
    !instruction.copy.sources.every(({ path }) => path?.endsWith("/recipe.json"))
  );
}

const systemManagers = /^(apt|apk|dnf|yum|microdnf|tdnf|zypper|pacman|conda|cargo)$/;

/** What takes long in a step: an install, a compile, a clone. */
function expensiveStep(instruction: Instruction): string | undefined {
  if (instruction.keyword !== "RUN") return undefined;
  let named = 0;
  for (const invocation of invocationsOf(instruction)) {
    if (!(invocation.command as RunCommand).runs) continue;
    const label = `${invocation.command.program} ${invocation.verbName}`.trim();
    const install = dependencyInstall(invocation);
    if (
      install?.needs === "manifests" ||
      isChef(invocation) ||
      (invocation.manager.id === "go" && invocation.verb.kind === "compile")
    )
      return label;
    if (install?.needs !== "nothing") continue;
    if (systemManagers.test(invocation.manager.id)) return label;
    named += invocation.operands.length;
    if (named > 2) return label;
  }
  const effect = instruction.effects.find(isLong);
  return effect?.command === undefined ? undefined : effect.command.program;
}

function isLong(effect: Effect): boolean {
  return (
    effect.origin === undefined &&
    (effect.kind === "compile" || (effect.kind === "write" && effect.what === "git-clone"))
  );
}

/** Moves the ARG, with the ENV and LABEL that hold it, down to where it is used; none where it stands with others. */
export function moveDown(image: ImageModel, value: VolatileValue): readonly Fix[] {
  const { instruction, name, firstUse, dependents, steps } = value;
  const { syntax } = image;
  const lastStep = steps.at(-1)!.run;
  const above = dependents.filter(({ index }) => index < lastStep.index);
  const below = dependents.find(({ index }) => index > lastStep.index);
  const moved = [instruction, ...above];
  if (moved.some((one) => one.keyword !== "LABEL" && one.syntax.words.length !== 1)) return [];
  const text = moved.map((one) => blockText(syntax, one)).join("\n");
  const target = below ?? firstUse;
  const at = target === undefined ? endOfSteps(instruction.stage) : blockStart(syntax, target);
  const newText = target === undefined ? `\n${text}` : `${text}\n`;
  const edits: Edit[] = [
    ...moved.map((one) => deleteWithComments(syntax, one.syntax)),
    insertAt(at, inFileStyle(syntax, newText)),
  ];
  return [
    {
      title: `Declare ${name} ${target === undefined ? "at the end of the stage" : "where it is used"}`,
      edits,
      applicability: "needs-review",
      review: `The steps in between no longer have ${name} in their environment: check that none of them reads it without naming it.`,
    },
  ];
}

function blockText(syntax: DockerfileSyntax, { syntax: one }: Instruction): string {
  const start = deleteWithComments(syntax, one).range.start;
  const text = syntax.text.slice(start, one.range.end);
  return text.replace(/^\r?\n/, "").replaceAll("\r\n", "\n");
}

function blockStart(syntax: DockerfileSyntax, { syntax: one }: Instruction): number {
  return deleteWithComments(syntax, one).range.start;
}

/** Behind the last step that touches a file: what follows only says how the image starts. */
function endOfSteps({ instructions, from }: Stage): number {
  const last = instructions.findLast(({ keyword }) => /^(RUN|COPY|ADD|WORKDIR|USER)$/.test(keyword)) ?? from;
  return last.range.end;
}
