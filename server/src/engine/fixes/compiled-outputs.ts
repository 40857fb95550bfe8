// Tells which of what a build step made is the program: the paths that a runtime needs of it.
import { basePopulates } from "../image/image-references";
import { baseName, covers, resolvePath } from "../image/paths";
import type { Effect, Stage } from "../image/types";
import { lastOf, wordsOf } from "./start-command";

/** A path to copy, and where to. */
export interface BuiltPath {
  readonly from: string;
  readonly to: string;
}

/** Absolute paths that what a stage starts names, as it names them: `target/app.jar` of `java -jar target/app.jar`. */
export function startedPaths(stage: Stage): readonly string[] {
  return startWords(stage)
    .filter((word) => word.includes("/") || /\.(jar|war|dll|js|mjs|cjs|py|php|rb)$/.test(word))
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

/** Tools that leave all of what they build in one folder, among much that nobody starts. */
const buildTrees = new Set(["cargo", "maven", "gradle", "npm", "pip", "uv", "mix"]);

/**
 * What the runtime needs of a compile step. Undefined: what it starts is not among it for certain, and the whole would
 * bring the build tree along.
 */
export function builtPaths(
  effect: Extract<Effect, { kind: "compile" }>,
  target: Stage,
): readonly BuiltPath[] | undefined {
  const [output] = effect.outputs;
  if (output === undefined) {
    return undefined;
  }
  const started = startedPaths(target).filter((path) => covers(output, path));
  if (started.length > 0) {
    return started.map((path) => ({ from: path, to: path }));
  }
  const names = startedNames(target);
  if (/\/bin$/.test(output) && !basePopulates(effect.stage.root, output)) {
    // The toolchain's own folder for programs, which the runtime's PATH does not have.
    const named = names.filter((name) => isInstalledName(effect, name));
    if (named.length > 0) {
      return named.map((name) => ({ from: `${output}/${name}`, to: `/usr/local/bin/${name}` }));
    }
  }
  if (/\/(go|cargo)\/bin\/[^/]+$/.test(output)) {
    return [{ from: output, to: `/usr/local/bin/${baseName(output)}` }];
  }
  const isTree = buildTrees.has(effect.tool) || output === effect.command?.workdir || output === "/";
  // A prefix that the base image fills as well would come along whole.
  if (isTree || isBuildTree(effect) || basePopulates(effect.stage.root, output)) {
    return undefined;
  }
  return [{ from: output, to: output }];
}

/** `go install ./cmd/...` puts a program of that name there; nothing else in the file does. */
function isInstalledName({ command, tool }: Effect & { readonly tool: string }, name: string): boolean {
  return (tool === "go" || tool === "cargo") && command?.program !== name;
}

/** Made by `make` or `cmake --build` rather than by their install. */
function isBuildTree({ tool, command }: Extract<Effect, { kind: "compile" }>): boolean {
  if (tool !== "cmake" && tool !== "make" && tool !== "meson") {
    return false;
  }
  return !command?.arguments.some(({ value }) => /^(--)?install|^DESTDIR=|^PREFIX=/.test(value ?? ""));
}
