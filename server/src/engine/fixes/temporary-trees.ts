// Finds what a RUN fetches only to build or install something from it: clones, unpacked sources, installers.
import { readUnpacking, stemOf } from "../image/archives";
import type { RunCommand } from "../image/commands";
import { isArchiveName } from "../image/file-names";
import { baseName, commonFolder, covers, parentPath, resolvePath } from "../image/paths";
import type { Command, Effect, ImageModel, Instruction } from "../image/types";
import { isWeighty } from "../image/weight";
import { usersOf } from "./path-readers";

type WriteEffect = Extract<Effect, { kind: "write" }>;

/** Something that nobody needs once its RUN is over. */
export interface Temporary {
  readonly effect: WriteEffect;
  /** The folder, or the file. */
  readonly path: string;
  readonly kind: "sources" | "unpacked" | "installer";
  /** Everything that the RUN leaves there. */
  readonly effects: readonly Effect[];
}

/** What one RUN leaves of this kind, in its order. */
export function temporariesOf(image: ImageModel, run: Instruction): readonly Temporary[] {
  return run.effects.flatMap((effect) => {
    if (effect.kind !== "write" || effect.maybe || effect.origin !== undefined) {
      return [];
    }
    const found = effect.what === "download" ? installerIn(effect, run) : treeIn(effect, run);
    return found !== undefined && !isKept(image, found) ? [found] : [];
  });
}

/** Installers of some size; a script of a few lines is not worth a word. */
const bigInstaller =
  /\.(run|bin)$|(mini|ana)conda|miniforge|mambaforge|micromamba|cmake-[\d$].*\.sh|bazel.*installer|cuda_\d/i;

function installerIn(effect: WriteEffect, run: Instruction): Temporary | undefined {
  const [path, ...others] = effect.paths ?? [];
  if (
    path === undefined ||
    others.length > 0 ||
    ![path, ...effect.sources].some((name) => bigInstaller.test(baseName(name)))
  ) {
    return undefined;
  }
  const isRun = commandsAfter(effect, run).some((command) => {
    const { programPath, program, workdir, arguments: words } = command as RunCommand;
    const [script] = words.filter(({ value }) => !value?.startsWith("-"));
    const isShell = /^(ba|da|a)?sh$/.test(program) && script?.value !== undefined;
    return (
      (programPath.includes("/") && resolvePath(workdir, programPath) === path) ||
      (isShell && resolvePath(workdir, script.value!) === path)
    );
  });
  return isRun ? { effect, path, kind: "installer", effects: [effect] } : undefined;
}

function commandsAfter({ range }: Effect, run: Instruction): readonly Command[] {
  return run.commands.filter((command) => command.range.start > range.start && (command as RunCommand).runs);
}

function treeIn(effect: WriteEffect, run: Instruction): Temporary | undefined {
  if ((effect.what !== "git-clone" && effect.what !== "archive-contents") || !isWeighty(effect)) {
    return undefined;
  }
  const later = commandsAfter(effect, run);
  const root = effect.what === "git-clone" ? effect.paths?.[0] : rootOf(effect, later);
  if (root === undefined || /[*?[]/.test(root) || root.split("/").length < 2 || commonFolder.test(root)) {
    return undefined;
  }
  // Cloned into the folder that the image works in: it is the program.
  if (run.workdir !== undefined && covers(root, run.workdir)) {
    return undefined;
  }
  const inside = later.filter((command) => isInside(command, root));
  const isBuilt = inside.some(({ program }) => builders.test(program));
  const takes = inside.some((command) => installsFrom(command, root, isBuilt));
  if (!takes || inside.some((command) => refersTo(command, root)) || later.some((command) => linksTo(command, root))) {
    return undefined;
  }
  const effects = run.effects.filter(
    (one) =>
      one === effect ||
      (/^(write|compile|symbols)$/.test(one.kind) &&
        one.paths !== undefined &&
        one.paths.length > 0 &&
        one.paths.every((path) => covers(root, path))),
  );
  return { effect, path: root, kind: isBuilt ? "sources" : "unpacked", effects };
}

/** The folder that an archive unpacked to: its own, as the steps behind name it, or the one made for it. */
function rootOf(effect: WriteEffect, later: readonly Command[]): string | undefined {
  const [directory] = effect.paths ?? [];
  if (directory === undefined) {
    return undefined;
  }
  const unpacking = readUnpacking(effect.command as RunCommand);
  if (
    unpacking?.stripsFolder === true ||
    later.some(
      ({ workdir }) => workdir === directory && !commonFolder.test(directory) && effect.command?.workdir !== directory,
    )
  ) {
    return directory;
  }
  const stems = effect.sources.map(stemOf);
  const prefix = directory === "/" ? "/" : `${directory}/`;
  for (const command of later) {
    for (const path of placesOf(command)) {
      const name = path.startsWith(prefix) ? path.slice(prefix.length).split("/")[0] : undefined;
      // `tool-1.0.tar.gz` makes `tool-1.0`, or `tool`.
      if (
        name !== undefined &&
        name.length > 2 &&
        !isArchiveName(name) &&
        stems.some((stem) => isNamedAfter(stem, name))
      ) {
        return `${prefix}${name}`;
      }
    }
  }
  return undefined;
}

const places = new WeakMap<Command, readonly string[]>();

/** Where a command runs, and what its words would be as paths; resolved once, as each archive before it asks. */
function placesOf(command: Command): readonly string[] {
  let found = places.get(command);
  if (found === undefined) {
    const { workdir, arguments: words } = command;
    const named = words.flatMap(({ value }) => (value === undefined ? [] : (resolvePath(workdir, value) ?? [])));
    found = workdir === undefined ? named : [workdir, ...named];
    places.set(command, found);
  }
  return found;
}

function isNamedAfter(stem: string, name: string): boolean {
  const version = stem.replace(/^v(?=\d)/, "");
  return (
    (stem.startsWith(name) && stem !== "") ||
    name.startsWith(stem) ||
    (/\d/.test(version) && name.endsWith(`-${version}`))
  );
}

/** Runs below the folder, or names something there. */
function isInside({ workdir, arguments: words }: Command, root: string): boolean {
  return (
    (workdir !== undefined && covers(root, workdir)) ||
    words.some(({ value }) => {
      const path = value === undefined ? undefined : resolvePath(workdir, value.replace(/^-[A-Za-z](?=\/)/, ""));
      return path !== undefined && covers(root, path);
    })
  );
}

const builders =
  /^(g?make|cmake|ninja(-build)?|samu|meson|configure|autogen\.sh|bootstrap|go|cargo|gcc|g\+\+|cc|c\+\+|clang(\+\+)?|mvn|gradlew?|perl|phpize|bazel|scons|waf|\.?\/?build\.sh)$/;

/** Puts something of the folder elsewhere: from here on the folder itself is not needed. */
function installsFrom(command: Command, root: string, isBuilt: boolean): boolean {
  const { program, workdir, arguments: words } = command;
  const values = words.map(({ value }) => value ?? "");
  const inTree = workdir !== undefined && covers(root, workdir);
  if (/^(g?make|ninja(-build)?|samu|meson|scons|waf)$/.test(program)) {
    return (
      values.some((value) => /^(alt|bin)?install([-_/].*)?$/.test(value)) &&
      !values.some((value) => value.startsWith("DESTDIR=."))
    );
  }
  if (program === "cmake") {
    return values.includes("--install") || values.includes("install");
  }
  if (/^python[\d.]*$/.test(program)) {
    return inTree && values[0] === "setup.py" && values.includes("install");
  }
  if (/^pip[\d.]*$/.test(program)) {
    return (
      values.includes("install") &&
      !values.some((value) => /^(-e|--editable)/.test(value)) &&
      values.some((value) => isPathIn(value, workdir, root))
    );
  }
  if (program === "go" || program === "cargo") {
    const at = values.indexOf("-o");
    const output = at === -1 ? undefined : resolvePath(workdir, values[at + 1] ?? ".");
    return inTree && (values[0] === "install" || (output !== undefined && !covers(root, output)));
  }
  if (/^(cp|install|rsync)$/.test(program) || (program === "mv" && isBuilt)) {
    const operands = values.filter((value) => !value.startsWith("-"));
    const target = resolvePath(workdir, operands.at(-1) ?? ".");
    const sources = operands.slice(0, -1);
    return target !== undefined && !covers(root, target) && sources.some((value) => isPathIn(value, workdir, root));
  }
  return false;
}

function isPathIn(value: string, workdir: string | undefined, root: string): boolean {
  const path = value.startsWith("-") || value === "" ? undefined : resolvePath(workdir, value.replace(/\[.*\]$/, ""));
  return path !== undefined && covers(root, path);
}

/** Programs that use the folder and remember nothing of it. */
const forgetful =
  /^(cd|pushd|popd|git|cp|mv|install|rsync|tar|unzip|sed|awk|patch|chmod|chown|mkdir|rm|rmdir|ls|cat|echo|printf|test|\[|set|true|:|find|xargs|grep|touch|export|python[\d.]*|pip[\d.]*|autoreconf|autoconf|automake|aclocal|libtoolize|strip|ldconfig|sh|bash|tee|head|tail|wget|curl|sha\d+sum|gpg|nproc|env|which|sleep|sync|date|apt-get|apt|apk|yum|dnf|microdnf|npm|yarn|pnpm|su|local|unset|if|exit|getconf|uname|dpkg-architecture|id|cut|tr|sort|wc|dirname|basename|readlink|realpath|expr|perl|phpize)$/;

/** An editable install, a program that nobody knows: the folder may be needed later. */
function refersTo(command: Command, root: string): boolean {
  const { program, arguments: words } = command;
  const values = words.map(({ value }) => value ?? "");
  if (values.some((value) => /^(-e|--editable|develop)$/.test(value)) && /^(pip|python|uv)/.test(program)) {
    return true;
  }
  const writesPath = /^(echo|printf|export|sed|tee)$/.test(program) && values.some((value) => value.includes(root));
  const isGlobal =
    /^(npm|yarn|pnpm)$/.test(program) && values.some((value) => /^(-g|--global|global|link)$/.test(value));
  return (
    writesPath ||
    isGlobal ||
    !(forgetful.test(program) || builders.test(program) || isStepOfBuild(command as RunCommand))
  );
}

/** `./configure`, `./build.sh` of the tree itself. */
function isStepOfBuild({ programPath, program }: RunCommand): boolean {
  return (
    programPath.startsWith("./") &&
    /^(configure|config|Configure|autogen\.sh|bootstrap(\.sh)?|buildconf|b2|build\.sh|compile)$/.test(program)
  );
}

/** `ln -s /src/tool/bin/tool /usr/bin/tool`, `update-alternatives --install … /src/…` */
function linksTo({ program, workdir, arguments: words }: Command, root: string): boolean {
  return (
    /^(ln|update-alternatives|alternatives|link|npm|stow)$/.test(program) &&
    words.some(({ value }) => isPathIn(value ?? "", workdir, root))
  );
}

/** Does the image need it after all: a variable, a working directory, a start command, a later step, another stage? */
function isKept(image: ImageModel, { effect, path }: Temporary): boolean {
  if (usersOf(image, effect, path).length > 0) {
    return true;
  }
  const { stage } = effect;
  return stage.chain.some(({ instructions }) =>
    instructions.some((instruction) => {
      if (!/^(ENV|WORKDIR|VOLUME|ONBUILD)$/.test(instruction.keyword)) {
        return false;
      }
      return instruction.syntax.words.some((word) => {
        const value = instruction.expand(word) ?? word.raw;
        // Unpacked into a folder of programs that are started by name.
        const isOnPath = /PATH/.test(word.raw) && value.split(/[:=]/).includes(parentPath(path));
        if (isOnPath) {
          return true;
        }
        return (
          value.includes(path) ||
          (instruction.keyword === "WORKDIR" && covers(path, resolvePath(instruction.workdir, value) ?? "/"))
        );
      });
    }),
  );
}
