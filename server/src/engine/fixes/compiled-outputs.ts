// Tells which of what a build step made is the program: the paths that a runtime needs of it.
import { basePopulates } from "../image/image-references";
import { baseName, covers, parentPath, resolvePath } from "../image/paths";
import type { Effect, Stage } from "../image/types";
import { lastOf, wordsOf } from "./start-command";

/** A path to copy, and where to. */
export interface BuiltPath {
  readonly from: string;
  readonly to: string;
  /** As `--chown` takes it; undefined: root. */
  readonly owner?: string;
}

/** Absolute paths that what a stage starts names, as it names them: `target/app.jar` of `java -jar target/app.jar`. */
export function startedPaths(stage: Stage): readonly string[] {
  return startWords(stage)
    .filter(
      (word) =>
        word.includes("/") ||
        /\.(jar|war|dll|m?js|cjs|py|php|rb|json|ya?ml|toml|conf|cfg|ini|properties|xml)$/.test(word),
    )
    .flatMap((word) => resolvePath(stage.workdir, word) ?? [])
    .filter((path) => path !== "/" && !path.includes("$"));
}

/** Programs that it starts by name alone, to be found on the PATH. */
export function startedNames(stage: Stage): readonly string[] {
  return startWords(stage).filter((word) => /^[\w.-]+$/.test(word));
}

/** Words of what is started, those in `sh -c "…"` and in class paths one by one. */
export function startWords(stage: Stage): readonly string[] {
  const words = ["ENTRYPOINT", "CMD", "HEALTHCHECK"].flatMap((keyword) => wordsOf(lastOf(stage, keyword)));
  return words.flatMap((word) => word.split(/[\s;:=|&"']+/)).filter((word) => word !== "" && !word.startsWith("-"));
}

/** Every word of what a stage's own steps do and of what it starts. */
export function textOfStage(stage: Stage): string {
  return [
    ...startWords(stage),
    ...stage.instructions.flatMap(({ syntax, commands }) => [
      ...syntax.words.map(({ raw }) => raw),
      ...commands.flatMap(({ program, arguments: words }) => [program, ...words.map(({ word }) => word.raw)]),
    ]),
  ].join(" ");
}

/** Tools that leave all of what they build in one folder, among much that nobody starts. */
const buildTrees: ReadonlySet<string> = new Set(["cargo", "maven", "gradle", "mix"]);

/**
 * What the runtime needs of a compile step: all of it where that is a program or a prefix of its own, else the files that
 * it starts. Undefined: what it starts is not among it for certain, and the whole would bring the build tree along.
 */
export function builtPaths(
  effect: Extract<Effect, { kind: "compile" }>,
  target: Stage,
): readonly BuiltPath[] | undefined {
  const isCopy = effect.origin !== undefined;
  // What was copied or moved lies elsewhere than it was made.
  const [output] = isCopy ? (effect.paths ?? []) : effect.outputs;
  if (output === undefined) {
    return undefined;
  }
  const started = startedPaths(target).filter((path) => covers(output, path));
  const isTree = !isCopy && (buildTrees.has(effect.tool) || isBuildTree(effect));
  const isShared = output === effect.command?.workdir || output === "/" || basePopulates(effect.stage.root, output);
  if (!isTree && !isShared && !toolchainFolder.test(output)) {
    return [{ from: output, to: output }];
  }
  if (started.length > 0) {
    const whole = new Set(started.map((path) => (isTree ? withItsFolder(path, output) : path)));
    return [...whole].map((path) => ({ from: path, to: path }));
  }
  // The toolchain's own folder for programs, which the runtime's PATH does not have.
  if (toolchainFolder.test(output)) {
    const names = /\/bin$/.test(output)
      ? startedNames(target).filter((name) => !wrappers.test(name))
      : [baseName(output)];
    const folder = output.replace(/(\/bin)\/.*$/, "$1");
    return names.length === 0
      ? undefined
      : names.map((name) => ({ from: `${folder}/${name}`, to: `/usr/local/bin/${name}` }));
  }
  return undefined;
}

/**
 * A start script's distribution (`rel/app` of `rel/app/bin/app`), and the folder of a jar that has one to itself
 * (`target/quarkus-app`): they hold what is loaded along with it.
 */
function withItsFolder(path: string, output: string): string {
  const folder = parentPath(path);
  if (/\.(jar|war)$/.test(path)) {
    return folder === output || /\/(target|libs|build)$/.test(folder) || !covers(output, folder) ? path : folder;
  }
  const distribution = parentPath(folder);
  return /\/(rel|install)\/[^/]+$/.test(distribution) && folder.endsWith("/bin") ? distribution : path;
}

/** Where `go install` and `cargo install` put programs. */
const toolchainFolder = /\/(go|\.?cargo)\/bin(\/[^/]+)?$/;
const wrappers = /^(exec|sh|bash|tini|dumb-init|env|su-exec|gosu|CMD|\d+)$/;

/** Made by `make` or `cmake --build` rather than by their install. */
function isBuildTree({ tool, command }: Extract<Effect, { kind: "compile" }>): boolean {
  if (tool !== "cmake" && tool !== "make" && tool !== "meson") {
    return false;
  }
  return !command?.arguments.some(({ value }) => /^(--)?install|^DESTDIR=|^PREFIX=/.test(value ?? ""));
}
