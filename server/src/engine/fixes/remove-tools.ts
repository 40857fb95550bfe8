// Builds the edits that keep build tools out of the layer: removed in the RUN that uses them, left out, or mounted.
import type { RunCommand } from "../image/commands";
import { type Invocation, readInvocation } from "../image/read-invocation";
import type { ImageModel, Instruction } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import type { DockerfileSyntax, Word } from "../syntax/types";
import {
  hasLaterUser,
  type InstallEffect,
  laterUsers,
  mayNeedTools,
  type ShippedTools,
  toolRequests,
  usesTools,
} from "./build-tools";
import { inFileStyle, insertAfterWord, insertAt, insertBefore, replaceRange, takeOut } from "./instruction-edits";
import { addMounts, appendToRun, continuationIndentation, isInInnerScript, runsThrough } from "./run-edits";
import { librariesToKeep } from "./runtime-libraries";
import { moveBuildToStage } from "./runtime-stage";

/** One install command of Debian's or Alpine's manager, and the tools among its packages. */
interface ToolInstall {
  readonly run: Instruction;
  readonly invocation: Invocation;
  /** The words of the tools, and the libraries to keep, in the order of the command. */
  readonly tools: readonly { readonly word: Word; readonly libraries: readonly string[] }[];
  /** Nothing else is installed by the command. */
  readonly isAll: boolean;
}

/** The fixes of build-tools-in-runtime; none where the shape is not recognised. */
export function removeTools(image: ImageModel, tools: ShippedTools): readonly Fix[] {
  const { instruction, effects, payer } = tools;
  const [first] = effects;
  const inPlace = removeInPlace(image, tools);
  // Where one RUN does it all, or a mount brings the tool, a stage for it is more than it takes.
  const isUsedLater = first !== undefined && hasLaterUser(first);
  if (payer !== instruction.stage || !isUsedLater || (instruction.copy !== undefined && inPlace.length > 0)) {
    return inPlace;
  }
  return goesAlong(tools) ? inPlace : [...moveBuildToStage(image, payer), ...inPlace];
}

/** Poetry that pip put into the same site-packages as what Poetry installs: a copy of them takes it along. */
function goesAlong({ effects, instruction }: ShippedTools): boolean {
  const folders = effects.flatMap((effect) => (effect.kind === "install" ? (effect.paths?.[0] ?? []) : []));
  const isShared = (folder: string) => /\/(site|dist)-packages$/.test(folder) && folders.includes(folder);
  return instruction.stage.instructions.some(
    (later) =>
      later.index > instruction.index &&
      later.effects.some(
        (effect) =>
          effect.kind === "install" &&
          /^(poetry|pdm|pipenv|uv)$/.test(effect.manager) &&
          isShared(effect.paths?.[0] ?? ""),
      ),
  );
}

function removeInPlace(image: ImageModel, tools: ShippedTools): readonly Fix[] {
  const { instruction, effects } = tools;
  const [first] = effects;
  if (first === undefined) {
    return [];
  }
  if (instruction.copy !== undefined) {
    return mountInstallers(image, instruction);
  }
  const install = readInstall(instruction, effects);
  // Where a later RUN removes them, that step would have to move as well.
  if (install === undefined || tools.isRemovedLater) {
    return [];
  }
  const users = laterUsers(first);
  const [user] = users;
  if (user === undefined) {
    if (usesTools(instruction)) {
      return removeAtEnd(image, install);
    }
    return mayNeedTools(instruction) ? [] : leaveOut(image, install);
  }
  const isOnlyUser =
    users.length === 1 && usesTools(user) && user.stage === instruction.stage && user.user === instruction.user;
  return isOnlyUser && !mayNeedTools(instruction) ? moveToUser(image, install, user) : [];
}

function readInstall(run: Instruction, effects: ShippedTools["effects"]): ToolInstall | undefined {
  const [first] = effects;
  const command = first?.command as RunCommand | undefined;
  const invocation = command && readInvocation(command);
  if (command === undefined || invocation === undefined || !/^ap[tk]$/.test(invocation.manager.id)) {
    return undefined;
  }
  const isPlain = effects.every(
    (effect) => effect.command === command && effect.kind === "install" && toolRequests(effect).every(isWritten),
  );
  // Words that stand for several packages cannot be taken apart.
  if (!isPlain || isInInnerScript(run, command) || !runsThrough(run, command) || invocation.verbName === "build-dep") {
    return undefined;
  }
  const requests = effects.flatMap((effect) => toolRequests(effect as InstallEffect));
  const { root, system } = run.stage;
  const reference = root.kind === "image" ? root.reference : undefined;
  const names = requests.map(({ name }) => name);
  const manager = invocation.manager.id === "apk" ? "apk" : "apt";
  // Other distributions with apt go by their own names.
  const isKnown = manager === "apk" || system === "debian" || system === "ubuntu";
  const libraries = isKnown ? librariesToKeep(names, manager, reference) : undefined;
  if (libraries === undefined || invocation.operands.some(({ value }) => value === undefined)) {
    return undefined;
  }
  const kept = new Set<string>(invocation.operands.flatMap(({ value }) => value ?? []));
  const words = requests.map(({ name, word }) => {
    const own = (libraries.get(name) ?? []).filter((library) => !kept.has(library));
    for (const library of own) {
      kept.add(library);
    }
    return { word, libraries: own };
  });
  return { run, invocation, tools: words, isAll: words.length === invocation.operands.length };
}

/** The package as it stands in the file, without version or variable. */
function isWritten({ name, word }: { readonly name: string; readonly word: Word }): boolean {
  return word.raw === name;
}

const reviewOf = (libraries: readonly string[]) =>
  [
    "Check that nothing calls these tools at run time, and that what was compiled finds its shared libraries: start the program, and import what was built from source.",
    libraries.length > 0 ? `${libraries.join(", ")} ${libraries.length > 1 ? "are" : "is"} kept for that.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");

const namesOf = ({ tools }: ToolInstall) => tools.map(({ word }) => word.raw).join(" ");
const librariesOf = ({ tools }: ToolInstall) => tools.flatMap(({ libraries }) => libraries);

function removeAtEnd(image: ImageModel, install: ToolInstall): readonly Fix[] {
  const { run, invocation, tools, isAll } = install;
  const { syntax } = image;
  const sudo = invocation.command.shell.words[0]?.literal === "sudo" ? "sudo " : "";
  const edits: Edit[] = [];
  let removal = `${sudo}apt-get purge -y --auto-remove ${namesOf(install)}`;
  if (invocation.manager.id === "apk") {
    const virtual = invocation.flags.findLast(({ name }) => name === "-t" || name === "--virtual");
    const firstPackage = invocation.operands[0]?.word;
    if (firstPackage === undefined || (virtual !== undefined && virtual.value === undefined)) {
      return [];
    }
    const isGroup = isAll || virtual !== undefined;
    if (isGroup && virtual === undefined) {
      edits.push(insertAt(firstPackage.range.start, "--virtual .build-deps "));
    }
    removal = `${sudo}apk del ${virtual?.value ?? (isAll ? ".build-deps" : namesOf(install))}`;
    // Named in the group they would go with it.
    if (isGroup && librariesOf(install).length > 0) {
      const next = separatorOf(image, run);
      const before = `${sudo}apk add --no-cache ${librariesOf(install).join(" ")}${next}`;
      edits.push(insertAt(invocation.command.shell.range.start, inFileStyle(syntax, before)));
    } else {
      edits.push(...addLibraries(install));
    }
  } else {
    edits.push(...addLibraries(install));
  }
  const place = appendToRun(syntax, run, removal);
  if (place === undefined || tools.length === 0) {
    return [];
  }
  const isOneLine = breakLines(image, run).length > 0;
  const append = isOneLine
    ? [insertAt(place[0].range.start, inFileStyle(syntax, separatorOf(image, run) + removal))]
    : place;
  return [
    {
      title: "Remove the build tools in the same RUN",
      edits: [...edits, ...breakLines(image, run), ...append].sort(
        (left, right) => left.range.start - right.range.start,
      ),
      applicability: "needs-review",
      review: reviewOf(librariesOf(install)),
    },
  ];
}

/** Libraries right behind the headers that they belong to. */
function addLibraries({ tools }: ToolInstall): readonly Edit[] {
  return tools
    .filter(({ libraries }) => libraries.length > 0)
    .map(({ word, libraries }) => insertAfterWord(word, libraries.join(" ")));
}

/** Puts the steps of a RUN of one line on lines of their own, as it becomes too long for one. */
function breakLines({ syntax }: ImageModel, run: Instruction): readonly Edit[] {
  const { text } = syntax;
  const [script] = run.syntax.scripts;
  if (script === undefined || text.slice(run.range.start, run.range.end).includes("\n")) {
    return [];
  }
  return script.commands.flatMap(({ depth, followedBy, range }) => {
    const joint = depth === 0 && followedBy === "&&" ? /^ *&& */.exec(text.slice(range.end))?.[0] : undefined;
    const at = { start: range.end, end: range.end + (joint?.length ?? 0) };
    return joint === undefined ? [] : [replaceRange(at, inFileStyle(syntax, " \\\n    && "))];
  });
}

/** ` \` and the indentation of the RUN's own lines, with the `&&` where the RUN has it. */
function separatorOf({ syntax }: ImageModel, run: Instruction): string {
  const text = syntax.text.slice(run.range.start, run.range.end);
  const indentation = continuationIndentation(syntax, run);
  const isTrailing = /&&[ \t]*[\\`]\r?\n/.test(text) && !/\n[ \t]*&&/.test(text);
  const leading = [...text.matchAll(/\n([ \t]*)&&/g)].at(-1)?.[1] ?? indentation;
  return isTrailing ? ` && \\\n${indentation}` : ` \\\n${leading}&& `;
}

function leaveOut(image: ImageModel, install: ToolInstall): readonly Fix[] {
  const edits = withoutTools(image, install);
  if (edits === undefined) {
    return [];
  }
  const libraries = librariesOf(install);
  return [
    {
      title: libraries.length > 0 ? "Install the libraries without headers and tools" : "Leave out the build tools",
      edits,
      applicability: "needs-review",
      review: reviewOf(libraries),
    },
  ];
}

/** Takes the tools out of their command, with libraries in their place; undefined where nothing would be left to install. */
function withoutTools({ syntax }: ImageModel, install: ToolInstall): readonly Edit[] | undefined {
  if (install.isAll && librariesOf(install).length === 0) {
    return undefined;
  }
  const edits = install.tools.map(({ word, libraries }) =>
    libraries.length > 0 ? replaceRange(word.range, libraries.join(" ")) : removeWord(syntax, word),
  );
  return edits.includes(undefined) ? undefined : (edits as Edit[]);
}

/** Removes a word with its line where it has one of its own, else with the blanks before it. */
function removeWord({ text }: DockerfileSyntax, { range }: Word): Edit | undefined {
  const lineStart = text.lastIndexOf("\n", range.start - 1) + 1;
  const isFirst = /^[ \t]*$/.test(text.slice(lineStart, range.start));
  const rest = /^[ \t]*[\\`][ \t]*\r?\n/.exec(text.slice(range.end));
  if (isFirst && rest !== null) {
    return { range: { start: lineStart, end: range.end + rest[0].length }, newText: "" };
  }
  const before = /(?:[ \t]|[\\`][ \t]*\r?\n)*$/.exec(text.slice(0, range.start))?.[0] ?? "";
  // Behind a comment line, the continuation in front of it would be left over.
  if (before === "" || (isFirst && !/[\\`]/.test(before))) {
    return undefined;
  }
  return { range: { start: range.start - before.length, end: range.end }, newText: "" };
}

/** Programs of a RUN that only installs packages and cleans up after that. */
const cleansUp = /^(rm|set|echo|true)$/;

function moveToUser(image: ImageModel, install: ToolInstall, user: Instruction): readonly Fix[] {
  const { syntax } = image;
  const { run, invocation, isAll } = install;
  const script = user.syntax.scripts[0];
  const isChain = script?.commands.every(
    ({ depth, followedBy, substitution }) => depth > 0 || substitution || /^(&&|\|)?$/.test(followedBy),
  );
  const text = syntax.text.slice(user.range.start, user.range.end);
  if (!isChain || script?.source !== "inline" || /\.build-deps|apt-get purge/.test(text)) {
    return [];
  }
  const append = appendToRun(syntax, user, "");
  if (append === undefined || /\n[^\n]*#/.test(text)) {
    return [];
  }
  const isOnlyPackages = run.commands.every(
    (command) =>
      cleansUp.test(command.program) || readInvocation(command as RunCommand)?.manager === invocation.manager,
  );
  let removal = withoutTools(image, install);
  if (removal === undefined && isAll && isOnlyPackages && librariesOf(install).length === 0) {
    const { edit, comments } = takeOut(syntax, run.syntax);
    removal = comments === "" ? [edit] : [edit, insertBefore(syntax, user.syntax, comments)];
  }
  if (removal === undefined) {
    return [];
  }
  const next = separatorOf(image, user);
  const steps = stepsAround(install);
  const before = steps.before.map((step) => step + next).join("");
  const after = steps.after.map((step) => next + step).join("");
  const edits = [
    ...removal,
    ...breakLines(image, user),
    insertAt(user.syntax.argumentsRange.start, inFileStyle(syntax, before)),
    insertAt(append[0].range.start, inFileStyle(syntax, after)),
  ];
  return [
    {
      title: "Install, use and remove the build tools in one RUN",
      edits: edits.sort((left, right) => left.range.start - right.range.start),
      applicability: "needs-review",
      review: `${reviewOf(librariesOf(install))} The tools are installed again whenever this step runs: a builder stage avoids that.`,
    },
  ];
}

function stepsAround(install: ToolInstall): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const { command, manager, flags } = install.invocation;
  const sudo = command.shell.words[0]?.literal === "sudo" ? "sudo " : "";
  const names = namesOf(install);
  if (manager.id === "apk") {
    return {
      before: [`${sudo}apk add --no-cache --virtual .build-deps ${names}`],
      after: [`${sudo}apk del .build-deps`],
    };
  }
  const noRecommends = flags.some(({ name }) => name === "--no-install-recommends");
  return {
    before: [
      `${sudo}apt-get update`,
      `${sudo}apt-get install -y ${noRecommends ? "--no-install-recommends " : ""}${names}`,
    ],
    after: [`${sudo}apt-get purge -y --auto-remove ${names}`, `${sudo}rm -rf /var/lib/apt/lists/*`],
  };
}

/** `COPY --from=ghcr.io/astral-sh/uv /uv /bin/` becomes a mount of the RUNs that call it. */
function mountInstallers(image: ImageModel, { copy, index, stage, syntax }: Instruction): readonly Fix[] {
  if (copy?.from.kind !== "image" || copy.destination === undefined || copy.fromFlag?.value === undefined) {
    return [];
  }
  const { destination } = copy;
  const callers = stage.instructions.filter(
    (one) => one.index > index && one.commands.some(({ program }) => program === "uv" || program === "uvx"),
  );
  const others = stage.children.length > 0 || copy.sources.some(({ path }) => !/^\/uvx?$/.test(path ?? ""));
  const isSimple = callers.every((one) => one.syntax.form !== "exec" && !one.opaque);
  if (callers.length === 0 || others || !isSimple || !destination.endsWith("/")) {
    return [];
  }
  const reference = copy.fromFlag.value.raw;
  const edits = callers.map((one) => {
    const programs = new Set(one.commands.map(({ program }) => program).filter((program) => /^uvx?$/.test(program)));
    const mounts = [...programs].map(
      (program) => `type=bind,from=${reference},source=/${program},target=${destination}${program}`,
    );
    return addMounts(image.syntax, one, mounts);
  });
  return [
    {
      title: "Mount uv where it is used instead of copying it",
      edits: [takeOut(image.syntax, syntax).edit, ...edits],
      applicability: "needs-review",
      review:
        "Mounts need BuildKit. Check that nothing calls uv when the image runs: neither its start command nor a script.",
    },
  ];
}
