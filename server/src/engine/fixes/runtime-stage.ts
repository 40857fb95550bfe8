// Writes a runtime stage that starts from a clean image and copies what the steps that it does without built.
import { baseName, parentPath } from "../image/paths";
import type { ImageModel, Instruction, Stage } from "../image/types";
import type { Edit, Fix } from "../rules/define-rule";
import type { BuildSteps } from "./builder-chain";
import { type Remains, remainsOf } from "./builder-remains";
import { runsUnknownScript } from "./cache-reliance";
import { carriedSettings, startKeywords, textOf } from "./carried-settings";
import type { BuiltPath } from "./compiled-outputs";
import { consoleScriptsOf, startsScript } from "./console-scripts";
import { deleteWithComments, insertBelow, nameStage, replaceRange } from "./instruction-edits";
import { installInstruction } from "./kept-packages";
import { type RuntimeImage, runtimeImageFor } from "./runtime-images";
import { buildPrograms, splitBehindBuild } from "./split-stage";
import { startCommand } from "./start-command";

/**
 * The fix of runtime-from-builder: one for the shapes whose result surely is a whole Dockerfile, else none. Where the
 * target builds as well, its own build steps join those below it in a stage of their own.
 */
export function runtimeStage(image: ImageModel, target: Stage, below: BuildSteps): readonly Fix[] {
  if (buildsItself(target)) {
    return splitTarget(image, target, below);
  }
  const { dropped, ancestor } = below;
  const [parent] = dropped;
  const from = target.from.syntax.words[0];
  const base = ancestor?.name ?? baseText(image, dropped.at(-1));
  if (parent?.name === undefined || from === undefined || base === undefined) {
    return [];
  }
  const written = writeRuntime(image, target, dropped, parent.name);
  if (written === undefined) {
    return [];
  }
  const { top, bottom, review } = written;
  const last = target.instructions.at(-1) ?? target.from;
  const edits: Edit[] = [replaceRange(from.range, base)];
  if (last === target.from) {
    edits.push(insertBelow(image.syntax, last.syntax, [...top, ...bottom].join("\n")));
  } else {
    edits.push(insertBelow(image.syntax, target.from.syntax, top.join("\n")));
    if (bottom.length > 0) {
      edits.push(insertBelow(image.syntax, last.syntax, bottom.join("\n")));
    }
  }
  return [
    {
      title: `Start ${target.label} from ${base} and copy what was built`,
      edits: edits.filter(({ newText }) => newText.trim() !== ""),
      applicability: "needs-review",
      review,
    },
  ];
}

/**
 * The fix for a stage that builds what it ships: its steps up to the last that builds become a builder stage, and a new
 * stage of the old name starts from a clean image, copies what was built and goes on with the steps behind.
 * None where the shape is not one whose result surely is a whole Dockerfile.
 */
export function moveBuildToStage(image: ImageModel, target: Stage): readonly Fix[] {
  return splitTarget(image, target, undefined);
}

function splitTarget(image: ImageModel, target: Stage, below: BuildSteps | undefined): readonly Fix[] {
  const split = splitBehindBuild(target);
  if (split === undefined || isUsedElsewhere(image, target) || startsBuildProgram(target)) {
    return [];
  }
  const { builder, runtime, last } = split;
  const base = splitBase(image, target, below);
  if (base === undefined || buildsItself(runtime)) {
    return [];
  }
  const { syntax } = image;
  const builderName = freeName(image);
  const written = writeRuntime(image, runtime, [builder, ...base.dropped], builderName, base.replaces);
  if (written === undefined) {
    return [];
  }
  const { top, bottom, moved, review } = written;
  const name = target.from.syntax.words[2];
  const header = `\nFROM ${base.text}${target.name === undefined ? "" : ` AS ${target.name}`}`;
  const isLast = runtime.instructions.length === 0;
  const stage = [header, ...top, ...(isLast ? bottom : [])].join("\n");
  const edits: Edit[] = [
    target.name === undefined || name === undefined
      ? nameStage(target.from.syntax, builderName)
      : replaceRange(name.range, builderName),
    ...moved.filter(({ stage: owner }) => owner === target).map((one) => deleteWithComments(syntax, one.syntax)),
    insertBelow(syntax, last.syntax, stage),
  ];
  if (!isLast && bottom.length > 0) {
    edits.push(insertBelow(syntax, (runtime.instructions.at(-1) as Instruction).syntax, bottom.join("\n")));
  }
  return [
    {
      title: `Build in a stage of its own, and copy the result into one from ${base.text}`,
      edits: edits.sort((left, right) => left.range.start - right.range.start),
      applicability: "needs-review",
      review,
    },
  ];
}

/** Other stages that take files from it, or stand on it, may want what it builds with. */
function isUsedElsewhere(image: ImageModel, target: Stage): boolean {
  const isTarget = (from: { readonly kind: string; readonly stage?: Stage } | undefined) =>
    from?.kind === "stage" && from.stage === target;
  return (
    target.children.length > 0 ||
    image.instructions.some(({ copy, mounts }) => isTarget(copy?.from) || mounts.some(({ from }) => isTarget(from))) ||
    // A number behind the new stage would mean another one.
    (image.stages.at(-1) !== target &&
      image.instructions.some(({ copy }) => /^\d+$/.test(copy?.fromFlag?.value?.literal ?? "")))
  );
}

function freeName(image: ImageModel): string {
  const names = new Set(image.stages.map(({ name }) => name?.toLowerCase()));
  const free = ["build", "builder", "build-stage", "compile"].find((name) => !names.has(name));
  return free ?? `build-${image.stages.length}`;
}

/** What the new stage stands on, and the local stages that go with the old base. */
interface SplitBase {
  readonly text: string;
  readonly dropped: readonly Stage[];
  readonly replaces: RuntimeImage | undefined;
}

function splitBase(image: ImageModel, target: Stage, below: BuildSteps | undefined): SplitBase | undefined {
  if (below?.ancestor !== undefined) {
    return below.ancestor.name === undefined
      ? undefined
      : { text: below.ancestor.name, dropped: below.dropped, replaces: undefined };
  }
  const smaller = target.root.kind === "image" ? runtimeImageFor(target.root.reference) : undefined;
  const others = target.chain.slice(1);
  if (smaller !== undefined && smaller.kind !== "slim") {
    return smaller.reference && { text: smaller.reference.text, dropped: others, replaces: smaller };
  }
  if (below !== undefined) {
    const text = baseText(image, below.dropped.at(-1));
    return text === undefined ? undefined : { text, dropped: below.dropped, replaces: undefined };
  }
  const word = target.from.syntax.words[0];
  const isPlain = word !== undefined && target.from.syntax.flags.length === 0 && target.root.kind === "image";
  return isPlain ? { text: word.raw, dropped: [], replaces: undefined } : undefined;
}

/** The reference in the lowest stage's FROM as written; the image that runs the program where that one is an SDK. */
function baseText(image: ImageModel, lowest: Stage | undefined): string | undefined {
  if (lowest?.base.kind !== "image") {
    return undefined;
  }
  const { reference, range } = lowest.base;
  const smaller = runtimeImageFor(reference);
  if (smaller?.kind === "artefact") {
    return smaller.reference?.text;
  }
  // A platform of its own makes this another image than the one that the runtime would stand on.
  return lowest.from.syntax.flags.length > 0 ? undefined : image.syntax.text.slice(range.start, range.end);
}

function startsBuildProgram(target: Stage): boolean {
  const start = startCommand(target);
  if (start.kind !== "program") {
    return start.kind === "shell";
  }
  const isRun = start.program === "dotnet" && /^(run|watch|test)$/.test(start.words[1] ?? "");
  return isRun || buildPrograms.test(start.program) || /^(pnpm|yarn|bun|corepack)$/.test(start.program);
}

/** Steps of the target that need what would be dropped. */
function buildsItself(target: Stage): boolean {
  const start = startCommand(target);
  return (
    (start.kind === "program" && buildPrograms.test(start.program)) ||
    target.instructions.some(
      (instruction) =>
        runsUnknownScript(instruction) ||
        instruction.effects.some(
          (effect) =>
            effect.origin === undefined &&
            (effect.kind === "compile" || (effect.kind === "install" && effect.fromSource)),
        ) ||
        instruction.commands.some(({ program }) => buildPrograms.test(program)),
    )
  );
}

interface WrittenRuntime {
  /** Lines behind FROM. */
  readonly top: readonly string[];
  /** Lines behind the stage's own. */
  readonly bottom: readonly string[];
  /** The instructions that `bottom` repeats. */
  readonly moved: readonly Instruction[];
  readonly review: string;
}

function writeRuntime(
  image: ImageModel,
  target: Stage,
  dropped: readonly Stage[],
  parent: string,
  replaces?: RuntimeImage,
): WrittenRuntime | undefined {
  const remains = remainsOf(
    target,
    dropped,
    replaces?.reference ?? (target.root.kind === "image" ? target.root.reference : undefined),
  );
  if (remains === undefined || !remains.builds) {
    return undefined;
  }
  const carried = carriedSettings(image, target, dropped);
  if (carried === undefined) {
    return undefined;
  }
  const scripts = remains.systemPython ? consoleScriptsOf(target, remains.pythonPackages) : [];
  // Which of them a script of the context starts is not written here.
  const copiesAllScripts = remains.systemPython && scripts.length === 0 && startsScript(target);
  if (copiesAllScripts && remains.keepsToolsInBin) {
    return undefined;
  }
  const copies = [
    ...copiesFrom(parent, remains.paths, scripts),
    ...(copiesAllScripts ? [`COPY --from=${parent} /usr/local/bin /usr/local/bin`] : []),
    ...certificates(parent, target, replaces),
  ];
  const texts = (runs: readonly Instruction[]) => runs.map((run) => textOf(image.syntax, run));
  return {
    top: [
      ...carried.surroundings,
      ...(remains.packages === undefined ? [] : installInstruction(remains.packages)),
      ...texts(remains.setup.filter((run) => !changesOwners(run))),
      ...carried.workdir,
      ...copies,
      ...(remains.runsLdconfig && remains.isNative ? ["RUN ldconfig"] : []),
      ...texts(remains.setup.filter(changesOwners)),
      ...carried.rest.filter(({ instruction }) => !startKeywords.test(instruction.keyword)).map(({ text }) => text),
      ...carried.user,
    ],
    bottom: carried.rest.filter(({ instruction }) => startKeywords.test(instruction.keyword)).map(({ text }) => text),
    moved: carried.rest.map(({ instruction }) => instruction),
    review: reviewOf(remains, dropped, copiesAllScripts ? ["all"] : scripts, replaces),
  };
}

function copiesFrom(parent: string, paths: readonly BuiltPath[], scripts: readonly string[]): readonly string[] {
  return paths.flatMap(({ from, to, owner }) => {
    const destination = baseName(from) === baseName(to) && from !== to ? `${parentPath(to)}/` : to;
    const flags = `--from=${parent}${owner === undefined ? "" : ` --chown=${owner}`}`;
    const copy = `COPY ${flags} ${from} ${/[*?[]/.test(to) ? `${parentPath(to)}/` : destination}`;
    const isPython = /^\/usr\/local\/lib\/python[\d.]+\/site-packages$/.test(from);
    return isPython && scripts.length > 0
      ? [copy, `COPY --from=${parent} ${scripts.map((name) => `/usr/local/bin/${name}`).join(" ")} /usr/local/bin/`]
      : [copy];
  });
}

/** Debian's slim images lack the certificates that Go's and Rust's images hold, and that HTTPS needs. */
function certificates(parent: string, { root }: Stage, replaces: RuntimeImage | undefined): readonly string[] {
  const isCompiled = root.kind === "image" && /^(golang|rust)$/.test(root.reference.name);
  const file = "/etc/ssl/certs/ca-certificates.crt";
  return isCompiled && replaces?.reference?.name === "debian" ? [`COPY --from=${parent} ${file} /etc/ssl/certs/`] : [];
}

function changesOwners({ commands }: Instruction): boolean {
  return commands.some(({ program }) => /^(chown|chmod|ln)$/.test(program));
}

function reviewOf(
  remains: Remains,
  dropped: readonly Stage[],
  scripts: readonly string[],
  replaces: RuntimeImage | undefined,
): string {
  const stages = [...new Set(dropped.map(({ label }) => label))].join(", ");
  const { packages } = remains;
  const sentences = [`Check that the program needs nothing else of ${stages}: start it and run its tests.`];
  if (packages !== undefined) {
    const kept = packages.names.filter((name) => !packages.libraries.includes(name));
    if (kept.length > 0) {
      sentences.push(`Still installed: ${kept.join(", ")}. Leave out what only the build used.`);
    }
    if (packages.libraries.length > 0) {
      sentences.push(`Installed in place of development packages: ${packages.libraries.join(", ")}.`);
    }
    if (packages.unknownLibraries.length > 0) {
      sentences.push(
        `${packages.unknownLibraries.join(", ")} brought shared libraries along: install the runtime packages that compiled modules link to.`,
      );
    }
    if (packages.leftOut.length > 0) {
      sentences.push(`Not installed any more: ${packages.leftOut.join(", ")}. Put back what the program calls.`);
    }
  }
  if (remains.isNative) {
    sentences.push("Run ldd on the program in the new image: each shared library that it names has to be there.");
  }
  if (remains.systemPython) {
    sentences.push(
      scripts[0] === "all"
        ? "All of /usr/local/bin is copied for its console scripts: name those that the start script calls."
        : scripts.length > 0
          ? `Console scripts that are copied: ${scripts.join(", ")}. Others that are started by name need a COPY from /usr/local/bin each.`
          : "Console scripts that are started by name need a COPY from /usr/local/bin each.",
    );
  }
  if (remains.isJava) {
    sentences.push("A jar that is not self-contained needs the folder with its libraries as well.");
  }
  if (remains.phpExtensions) {
    sentences.push("Compare the output of php -m in both images.");
  }
  if (remains.leavesSources) {
    sentences.push("Templates, static files and other data that the program reads are not copied.");
  }
  if (replaces?.reference !== undefined) {
    sentences.push(`${replaces.reference.text} lacks ${replaces.lacks}.`);
  }
  return sentences.join(" ");
}
