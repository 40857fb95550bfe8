// Builds the fix that copies manifests first, installs, and copies the sources behind that.
import type { RunCommand } from "../image/commands";
import { type DependencyInstall, dependencyInstall } from "../image/dependency-installs";
import { covers, parentPath, pathUnder, resolvePath } from "../image/paths";
import { hasFlag } from "../image/read-invocation";
import type { Command, ImageModel, Instruction } from "../image/types";
import { requirementsOf } from "../requirements";
import type { Edit, Fix } from "../rules/define-rule";
import type { DockerfileSyntax } from "../syntax/types";
import { invocationsOf } from "./cache-reliance";
import { isOfWorkspace, isSystemFolder, type LateInstall, type SourcesCopy } from "./copied-sources";
import {
  deleteWithComments,
  inFileStyle,
  insertAbove,
  insertAfterWord,
  insertAt,
  replaceRange,
} from "./instruction-edits";

/** Instructions that a copy may be moved over: none of them touches a file. */
const passive = /^(ENV|ARG|LABEL|EXPOSE|WORKDIR|USER|CMD|ENTRYPOINT|HEALTHCHECK|STOPSIGNAL|SHELL)$/;

/** A RUN that can stand above the copy, all of it or its first commands. */
interface EarlyRun {
  readonly run: Instruction;
  readonly installs: readonly DependencyInstall[];
  /** Where the RUN is split: what stands between these offsets joins the two parts. */
  readonly split: { readonly start: number; readonly end: number } | undefined;
}

/** The fix; none where something stands between the copy and the install, or the install cannot be told from what follows it. */
export function installFirst(image: ImageModel, copy: SourcesCopy, late: readonly LateInstall[]): readonly Fix[] {
  const { instruction, destination } = copy;
  const { syntax } = image;
  if (destination === undefined || instruction.syntax.flags.some(({ name }) => /^(exclude|parents)$/.test(name)))
    return [];
  // Which folders hold packages, the file does not say.
  if (late.some(isOfWorkspace)) return [];
  const runs = earlyRuns(copy, late);
  const last = runs.at(-1);
  if (last === undefined) return [];
  const installs = runs.flatMap((one) => one.installs);
  const [projectInstall, ...others] = installs.filter(({ withoutProject }) => withoutProject !== undefined);
  if (others.length > 0) return [];
  // Packages of a monorepo have manifests of their own, which nobody can name from here.
  if (installs.some((install) => isOfNode(install) && isMonorepo(image, copy, install))) return [];
  const moved = movedCopy(syntax, copy, last.run);
  if (moved === undefined) return [];
  const behind = projectInstall === undefined ? "" : projectSteps(syntax, last, projectInstall);
  if (behind === undefined) return [];
  const edits: Edit[] = [];
  const manifests = manifestCopies(copy, runs);
  if (manifests === undefined) return [];
  const first = runs.find(({ run }) => run === manifests.above);
  const block = deleteWithComments(syntax, instruction.syntax).range;
  const isNext = first !== undefined && noneBetween(instruction, first.run);
  if (manifests.lines.length > 0 && isNext) {
    edits.push(
      replaceRange({ start: block.start, end: instruction.range.end }, inFileStyle(syntax, manifests.lines.join("\n"))),
    );
  } else {
    edits.push({ range: { start: block.start, end: block.end }, newText: "" });
    if (manifests.lines.length > 0 && first !== undefined)
      edits.push(insertAbove(syntax, first.run.syntax, manifests.lines.join("\n")));
  }
  if (projectInstall?.withoutProject !== undefined) {
    const verb = projectInstall.invocation.command.arguments.find(
      ({ value }) => value === projectInstall.invocation.verbName,
    )?.word;
    if (verb === undefined) return [];
    const scripts = isComposer(projectInstall.invocation) ? " --no-scripts" : "";
    edits.push(insertAfterWord(verb, `${projectInstall.withoutProject}${scripts}`));
  }
  if (last.split === undefined) edits.push(insertAt(last.run.range.end, inFileStyle(syntax, `\n${moved}${behind}`)));
  else edits.push(replaceRange(last.split, inFileStyle(syntax, `\n${moved}\nRUN ${flagsOf(syntax, last.run)}`)));
  const title =
    manifests.lines.length > 0
      ? "Install from the manifests alone, and copy the sources after that"
      : "Copy the sources after the install";
  return [
    isSurelyFirst(image, copy, runs)
      ? { title, edits, applicability: "safe" }
      : { title, edits, applicability: "needs-review", review: reviewOf(installs) },
  ];
}

function isOfNode({ invocation, needs }: DependencyInstall): boolean {
  return needs === "manifests" && /^(npm|yarn|pnpm|bun)$/.test(invocation.manager.id);
}

/** By its package.json, where the workspace has it. */
function isMonorepo(image: ImageModel, copy: SourcesCopy, { manifests }: DependencyInstall): boolean {
  const manifest = manifests[0] === undefined ? undefined : pathInContext(copy, manifests[0]);
  const folder = manifest?.slice(0, Math.max(manifest.lastIndexOf("/"), 0));
  return image.nodeProjects.some((one) => one.folder === folder && one.hasWorkspaces);
}

/** The RUNs right behind the copy that need none of its files but manifests. */
function earlyRuns(copy: SourcesCopy, late: readonly LateInstall[]): readonly EarlyRun[] {
  const { stage, index } = copy.instruction;
  const runs: EarlyRun[] = [];
  for (const run of stage.instructions) {
    if (run.index <= index) continue;
    if (passive.test(run.keyword)) continue;
    if (run.keyword !== "RUN" || !late.some((one) => one.run === run)) break;
    const early = readEarlyRun(copy, run);
    if (early === undefined) break;
    runs.push(early);
    if (early.split !== undefined) break;
  }
  return runs;
}

/** Programs that need no file of the sources. */
const independent = /^(set|echo|true|corepack|ldconfig|update-ca-certificates|groupadd|useradd|addgroup|adduser)$/;

function readEarlyRun(copy: SourcesCopy, run: Instruction): EarlyRun | undefined {
  const [script] = run.syntax.scripts;
  if (script === undefined || run.syntax.scripts.length > 1 || script.errors.length > 0) return undefined;
  const commands = run.commands as readonly RunCommand[];
  const installs: DependencyInstall[] = [];
  let at = 0;
  for (; at < commands.length; at++) {
    const install = needed(run, commands[at]!, copy);
    if (install === undefined) break;
    if (install !== "nothing") installs.push(install);
  }
  if (installs.length === 0) return undefined;
  if (at === commands.length) return { run, installs, split: undefined };
  return splitBefore(run, at, installs);
}

/** What a command needs of the sources: nothing, the manifests of its install, or (undefined) more than that. */
function needed(
  run: Instruction,
  command: RunCommand,
  { destination }: SourcesCopy,
): DependencyInstall | "nothing" | undefined {
  if (!command.runs || command.maybe || command.moreArguments) return undefined;
  const invocation = invocationsOf(run).find((one) => one.command === command);
  if (invocation !== undefined) {
    const install = dependencyInstall(invocation);
    if (install !== undefined) return install.needs === "sources" ? undefined : install;
    const { kind } = invocation.verb;
    // Of the other verbs, `go generate` and their like read sources.
    const isQuiet = kind === "other" && /^(config|cache|set|env|version)\b/.test(invocation.verbName);
    return isQuiet || /^(update|upgrade|clean|remove|autoremove)$/.test(kind) ? "nothing" : undefined;
  }
  if (independent.test(command.program)) return "nothing";
  if (command.program !== "rm") return undefined;
  const paths = command.arguments.map(({ value }) => value).filter((value) => !value?.startsWith("-"));
  return paths.every((path) => path?.startsWith("/") && destination !== undefined && !covers(destination, path))
    ? "nothing"
    : undefined;
}

/** Splits a plain `install && build`; undefined where the second part would miss what the first one set. */
function splitBefore(run: Instruction, at: number, installs: readonly DependencyInstall[]): EarlyRun | undefined {
  const commands = run.commands as readonly RunCommand[];
  const script = run.syntax.scripts[0]!;
  const isPlain = script.commands.every(
    ({ depth, followedBy, hasInnerScript }) => depth === 0 && !hasInnerScript && /^(&&|)$/.test(followedBy),
  );
  const setsState = commands.slice(0, at).some(({ program }) => /^(cd|export|set|)$/.test(program));
  if (
    script.source !== "inline" ||
    !isPlain ||
    setsState ||
    installs.some(({ withoutProject }) => withoutProject !== undefined)
  )
    return undefined;
  const start = commands[at - 1]!.shell.range.end;
  const end = commands[at]!.shell.range.start;
  return { run, installs, split: { start, end } };
}

function flagsOf(syntax: DockerfileSyntax, { syntax: { flags } }: Instruction): string {
  const [first] = flags;
  const last = flags.at(-1);
  if (first === undefined || last === undefined) return "";
  return `${syntax.text.slice(first.range.start, last.range.end).replace(/\s*[\\`]?\r?\n\s*/g, " ")} `;
}

/** The copy with its comments, as it must read behind `last`; undefined where its words may mean something else there. */
function movedCopy(
  syntax: DockerfileSyntax,
  { instruction, destination }: SourcesCopy,
  last: Instruction,
): string | undefined {
  const block = deleteWithComments(syntax, instruction.syntax).range;
  const text = syntax.text.slice(block.start, instruction.range.end).replaceAll("\r\n", "\n");
  const gap = text.startsWith("#") ? "\n" : "";
  const between = instruction.stage.instructions.filter(({ index }) => index > instruction.index && index < last.index);
  if (text.includes("$") && between.some(({ keyword }) => keyword === "ENV" || keyword === "ARG")) return undefined;
  const word = instruction.copy!.destinationWord!;
  if (instruction.workdir === last.workdir || word.raw.startsWith("/")) return gap + text;
  const slash = word.raw.endsWith("/") || word.raw === "." || word.raw === ".." ? "/" : "";
  const at = word.range.start - block.start;
  if (syntax.newline !== "\n" && text.includes("\n")) return undefined;
  return `${gap}${text.slice(0, at)}${destination}${destination === "/" ? "" : slash}${text.slice(at + word.raw.length)}`;
}

/** The COPYs of manifests, and the RUN that they stand above. Undefined where they cannot be named. */
function manifestCopies(
  copy: SourcesCopy,
  runs: readonly EarlyRun[],
): { readonly lines: readonly string[]; readonly above: Instruction | undefined } | undefined {
  const folders = new Map<string, Set<string>>();
  let above: Instruction | undefined;
  for (const { run, installs } of runs)
    for (const install of installs) {
      for (const path of install.manifests) {
        const state = whereFrom(copy, path);
        if (state === "there" && hasLock(copy, install)) continue;
        if (state === "unknown") return undefined;
        above ??= run;
        const folder = parentPath(path);
        const files = folders.get(folder) ?? new Set<string>();
        folders.set(folder, files.add(path));
        for (const optional of install.optional) files.add(`${optional}*`);
      }
    }
  const lines = [...folders].map(([folder, files]) => manifestCopy(copy, folder, [...files], above!));
  return { lines, above };
}

/** An install whose lock file is missing takes other versions, or fails. */
function hasLock(copy: SourcesCopy, { optional }: DependencyInstall): boolean {
  const locks = optional.filter((path) => /(lock(\.\w+)?|lockb|go\.sum)$/.test(path));
  return locks.length === 0 || locks.some((path) => whereFrom(copy, path) !== "copied");
}

/** Whether an earlier, narrower COPY brought a manifest, or the copied folder holds it. */
function whereFrom({ instruction, destination }: SourcesCopy, path: string): "there" | "copied" | "unknown" {
  for (const stage of instruction.stage.chain)
    for (const { copy, index } of stage.instructions) {
      if (index >= instruction.index || copy?.from.kind !== "context" || copy.destination === undefined) continue;
      const folder = copy.destination.replace(/(.)\/$/, "$1");
      const name = path.slice(path.lastIndexOf("/") + 1);
      const isIn = (source: string | undefined) =>
        source !== undefined && matches(source.slice(source.lastIndexOf("/") + 1), name);
      if (folder === path || (folder === parentPath(path) && copy.sources.some((source) => isIn(source.path))))
        return "there";
    }
  return destination !== undefined && covers(destination, path) && destination !== path ? "copied" : "unknown";
}

/** `package*.json` names `package.json`. */
function matches(pattern: string, name: string): boolean {
  const [before, after] = pattern.split("*");
  return after === undefined ? pattern === name : pattern !== "*" && name.startsWith(before!) && name.endsWith(after);
}

function manifestCopy(copy: SourcesCopy, folder: string, files: readonly string[], above: Instruction): string {
  const { instruction, source, destination } = copy;
  const rest = (path: string) => pathUnder(destination!, path);
  const inContext = (path: string) => [source, rest(path)].filter((part) => part !== "").join("/");
  const flags = instruction.syntax.flags
    .map(({ name, value }) => `--${name}${value === undefined ? "" : `=${value.raw}`} `)
    .join("");
  const target = folder === above.workdir ? "./" : `${folder === "/" ? "" : folder}/`;
  const isFolderOfLists = /(^|\/)(requirements?|reqs)$/.test(folder) && files.every((path) => path.endsWith(".txt"));
  // Such lists include one another.
  if (isFolderOfLists && rest(folder) !== "")
    return `COPY ${flags}${inContext(folder)} ${target === "./" ? "." : folder}`;
  return `COPY ${flags}${shortened(files.map(inContext)).join(" ")} ${target}`;
}

/** `package*.json` for the manifest and its lock file, as everybody writes it. */
function shortened(files: readonly string[]): readonly string[] {
  const lock = files.find((file) => file.endsWith("package-lock.json*"));
  if (lock === undefined) return files;
  const both = lock.replace(/package-lock\.json\*$/, "package*.json");
  return [both, ...files.filter((file) => file !== lock && !/(^|\/)package\.json$/.test(file))];
}

function isComposer({ manager }: DependencyInstall["invocation"]): boolean {
  const id: string = manager.id;
  return id === "composer";
}

function noneBetween({ stage, index }: Instruction, run: Instruction): boolean {
  return run.stage === stage && run.index === index + 1;
}

/**
 * What has to follow once the sources are there: the same install again, for the project itself, or the autoloader alone.
 * Undefined where the RUN does more than that one install.
 */
function projectSteps(
  { text }: DockerfileSyntax,
  { run, split }: EarlyRun,
  { invocation }: DependencyInstall,
): string | undefined {
  if (split !== undefined || run.commands.length !== 1 || run.syntax.scripts[0]?.source !== "inline") return undefined;
  if (isComposer(invocation)) return "\nRUN composer dump-autoload --optimize";
  return `\n${text.slice(run.range.start, run.syntax.argumentsRange.end).replaceAll("\r\n", "\n")}`;
}

/** Whether nothing can come of it: all that the installs read is known, and the copy overwrites none of what they write. */
function isSurelyFirst(image: ImageModel, copy: SourcesCopy, runs: readonly EarlyRun[]): boolean {
  const { destination, instruction } = copy;
  const isOwnFolder =
    destination !== undefined &&
    !isSystemFolder(destination) &&
    // A package's own scripts look there: at certificates, fonts, modules.
    !/^\/(var|etc|root|s?bin|lib\w*|usr\/(local\/)?(lib\w*|share|s?bin|etc|include))(\/|$)/.test(destination);
  return (
    isOwnFolder &&
    runs.every(
      ({ run, split, installs }) =>
        split === undefined &&
        run.user === instruction.user &&
        !run.opaque &&
        installs.every((install) => isOfSystem(install) || readsKnownFiles(image, copy, run, install)) &&
        run.commands.every((command) => !isToldOf(command, destination)) &&
        (installs.every(isOfSystem) ? run.commands.every((command) => !mentions(command, destination)) : true),
    )
  );
}

function isOfSystem({ invocation, needs }: DependencyInstall): boolean {
  return needs === "nothing" && invocation.manager.system !== undefined;
}

/** The workspace shows every file that the install reads, and that it runs nothing of the project's. */
function readsKnownFiles(image: ImageModel, copy: SourcesCopy, run: Instruction, install: DependencyInstall): boolean {
  const { destination } = copy;
  if (install.needs !== "manifests" || destination === undefined) return false;
  const paths = install.manifests.map((path) => pathInContext(copy, path));
  if (paths.includes(undefined)) return false;
  switch (install.invocation.manager.id) {
    case "npm":
    case "yarn":
    case "pnpm":
      return paths.every((path) => isPlainProject(image, path!, install));
    case "pip":
      return (
        !install.invocation.flags.some(({ name }) =>
          /^(-t|--target|--prefix|--root|-c|--constraint|--src)$/.test(name),
        ) &&
        // Nothing that is installed lies where the copy could overwrite it.
        run.effects.every(
          ({ kind, paths: written }) =>
            kind !== "install" || written?.every((path) => !covers(destination, path)) === true,
        ) &&
        install.manifests.every((path) => !/\/(requirements?|reqs)\//.test(path)) &&
        paths.every((path) => requirementsOf(path!, image.requirements) !== undefined && isSelfContained(image, path!))
      );
    default:
      return false;
  }
}

/** A list that includes no other one: only itself is copied. */
function isSelfContained({ requirements }: ImageModel, path: string): boolean {
  const text = requirements.find((file) => file.path === path)?.text ?? "-r";
  return !/^\s*(-r|--requirement)\b/m.test(text);
}

/** Where a file of the copied folder lies in the context. */
function pathInContext({ source, destination }: SourcesCopy, path: string): string | undefined {
  if (destination === undefined || !covers(destination, path) || destination === path) return undefined;
  return [source, pathUnder(destination, path)].filter((part) => part !== "").join("/");
}

/** Scripts that npm, Yarn and pnpm run when they install. */
const installScripts = /^(pre|post)?(install|prepare|prepublish)$|^dependencies$/;
const lockFiles: Readonly<Record<string, string>> = {
  npm: "package-lock.json",
  yarn: "yarn.lock",
  pnpm: "pnpm-lock.yaml",
};

/** A project whose install reads package.json, its lock file and `.npmrc`, and whose packages no later copy overwrites. */
function isPlainProject(image: ImageModel, manifest: string, { invocation }: DependencyInstall): boolean {
  const folder = manifest.slice(0, Math.max(manifest.lastIndexOf("/"), 0));
  const project = image.nodeProjects.find((one) => one.folder === folder);
  const lock = lockFiles[invocation.manager.id];
  if (project === undefined || lock === undefined) return false;
  const isPlain = !project.hasWorkspaces && !project.hasLocalPackages && project.yarn !== "berry";
  // A `.yarnrc` may name the Yarn to run, or a folder of packages.
  const readsOnly = project.files.every((file) => file === lock || file === ".npmrc");
  const runsNothing =
    hasFlag(invocation, ["--ignore-scripts"]) ||
    !Object.keys(project.scripts).some((name) => installScripts.test(name));
  return isPlain && readsOnly && project.files.includes(lock) && runsNothing && leavesOutModules(image, folder);
}

/** The ignore file keeps node_modules of this folder out of every copy. */
function leavesOutModules({ context }: ImageModel, folder: string): boolean {
  const lines = (context?.ignoreFile.text ?? "").split(/\r?\n/).map((line) => line.trim());
  const own = folder === "" ? "node_modules" : `${folder}/node_modules`;
  const patterns = new Set([own, `/${own}`, "**/node_modules", "**/node_modules/**"]);
  const isIn = (line: string) => patterns.has(line.replace(/(.)\/$/, "$1"));
  return lines.some(isIn) && !lines.some((line) => line.startsWith("!") && line.includes("node_modules"));
}

function mentions({ shell, arguments: words, workdir }: Command, folder: string): boolean {
  const isInFolder = (value: string | undefined) => {
    const path = value === undefined ? undefined : resolvePath(workdir, value.replace(/^.*=/, ""));
    return path !== undefined && covers(folder, path);
  };
  return (
    shell.words.some(({ raw }) => raw.includes(folder)) ||
    // A name alone is a package.
    words.some(({ value }) => value?.includes("/") === true && isInFolder(value)) ||
    shell.redirects.some(({ target }) => isInFolder(target?.literal))
  );
}

const fileVariables = [
  "APT_CONFIG",
  "PIP_CONFIG_FILE",
  "PIP_CERT",
  "PIP_CONSTRAINT",
  "PIP_FIND_LINKS",
  "NPM_CONFIG_USERCONFIG",
  "npm_config_userconfig",
  "npm_config_cafile",
  "NPM_CONFIG_CAFILE",
  "NODE_OPTIONS",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "GIT_SSL_CAINFO",
];

/** `NODE_EXTRA_CA_CERTS=/app/ca.pem`: a setting of the environment lies in the folder. */
function isToldOf(command: Command, folder: string): boolean {
  return fileVariables.some((name) => command.environment(name)?.includes(folder) === true);
}

const reviews: Readonly<Record<string, string>> = {
  npm: "Check that install scripts (preinstall, postinstall, prepare), workspaces and local packages of package.json need no other file, and that .dockerignore leaves node_modules out of the later copy, which would overwrite what was installed.",
  pip: "Check that the requirements name no other file (-r, -c) or folder of the project that is not copied yet.",
  go: "Check that go.mod replaces no module by a folder of the project, which must be copied as well.",
};

function reviewOf(installs: readonly DependencyInstall[]): string {
  const ids = new Set<string>(
    installs.filter(({ needs }) => needs === "manifests").map(({ invocation }) => invocation.manager.id),
  );
  const texts = [...ids].map((id) => reviews[/^(yarn|pnpm|bun)$/.test(id) ? "npm" : id === "uv" ? "pip" : id]);
  const known = [...new Set(texts.filter((text) => text !== undefined))];
  const rest =
    texts.includes(undefined) || texts.length === 0
      ? [
          "Check that the install needs no other file of the copied folder, and that the later copy overwrites nothing that was installed.",
        ]
      : [];
  return [...known, ...rest].join(" ");
}
