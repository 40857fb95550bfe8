// What one run of a package manager does: the dispatcher over the verbs of the table.
import { resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import { addCaches, clearCaches } from "./caches";
import { readCargo, readGo, readNpmRebuild } from "./compile-managers";
import { readBeamBuild, readDotnetBuild, readJvmBuild, readWheelBuild } from "./compile-projects";
import { install, upgrade } from "./installs";
import { noteManagerSetting, noteYarnProject } from "./manager-settings";
import { autoremove, prune, removePackages, undoInstall } from "./package-removals";
import { addOpaque, type RunContext } from "./run-context";

/** Everything that one run of a package manager does. */
export function readPackageManager(context: RunContext, invocation: Invocation): void {
  const { manager, verb, command } = invocation;
  if (manager.id === "yarn") noteYarnProject(context, invocation);
  switch (verb.kind) {
    case "install":
      install(context, invocation);
      break;
    case "upgrade":
      upgrade(context, invocation);
      break;
    case "remove":
      removePackages(context, invocation);
      return;
    case "autoremove":
      // `dnf autoremove NAME` takes those away too.
      if (invocation.operands.length > 0) removePackages(context, invocation);
      else autoremove(context, command.maybe);
      return;
    case "undo":
      undoInstall(context, invocation);
      return;
    case "clean":
      clearCaches(context, invocation);
      if (manager.id === "cargo") cleanBuilds(context, command.maybe);
      return;
    case "prune":
      prune(context, invocation);
      return;
    case "compile":
      readCompiling(context, invocation);
      break;
    case "download":
      if (manager.pythonModule) downloadPackages(context, invocation);
      else if (manager.id === "go" && invocation.verbName === "get" && getInstalls(context, invocation))
        readGo(context, invocation);
      break;
    case "run-script":
      addOpaque(context, command, `what the script of ${manager.label} writes is not known before it runs`);
      break;
    case "unknown": {
      const asked = invocation.operands.slice(0, 1).flatMap(({ value }) => value ?? []);
      addOpaque(context, command, `what ${[command.program, ...asked].join(" ")} writes is not known`);
      break;
    }
    default:
      // `go test -c`: the tests as a program.
      if (manager.id === "go" && invocation.verbName === "test" && hasFlag(invocation, ["-c"]))
        readGo(context, invocation);
      noteManagerSetting(context.stage, invocation);
      noteState(context, invocation);
  }
  addCaches(context, invocation);
}

/** Go before 1.18, or outside of a module, where a later Go would end the build with an error. */
function getInstalls(context: RunContext, invocation: Invocation): boolean {
  const { root } = context.stage;
  if (root.kind !== "image" || root.reference.name !== "golang" || hasFlag(invocation, ["-d"])) return false;
  const tag = root.reference.tag ?? "";
  if (/^1\.(\d|1[0-7])(\D|$)|stretch|jessie/.test(tag)) return true;
  if (/\d/.test(tag)) return false;
  for (const { effect } of context.files.visible())
    if (effect.kind === "write" && (effect.what === "context" || effect.what === "git-clone")) return false;
  return true;
}

/** `pip wheel -w DIR`, `pip download -d DIR`: packages as files. */
function downloadPackages(context: RunContext, invocation: Invocation): void {
  const { command, operands } = invocation;
  const directory = flagValue(invocation, ["-w", "--wheel-dir", "-d", "--dest"]) ?? ".";
  const path = resolvePath(command.workdir, directory);
  const sources = operands.flatMap(({ value }) => value ?? []);
  context.add(command, { kind: "write", what: "download", sources, paths: path === undefined ? undefined : [path] });
}

/** `cargo clean`: the build tree of this RUN is gone. */
function cleanBuilds(context: RunContext, maybe: boolean): void {
  for (const draft of context.made)
    if (!draft.dropped && draft.effect.kind === "compile" && draft.effect.tool === "cargo" && !draft.files)
      context.drop(draft, maybe);
}

function readCompiling(context: RunContext, invocation: Invocation): void {
  switch (invocation.manager.id) {
    case "go":
      readGo(context, invocation);
      return;
    case "cargo":
      readCargo(context, invocation);
      return;
    case "npm":
      readNpmRebuild(context, invocation);
      return;
    case "pnpm":
    case "yarn":
    case "bun":
      return;
    case "maven":
    case "gradle":
      readJvmBuild(context, invocation);
      return;
    case "dotnet":
      readDotnetBuild(context, invocation);
      return;
    case "mix":
    case "rebar3":
      readBeamBuild(context, invocation);
      return;
    default:
      readWheelBuild(context, invocation);
  }
}

/** Verbs that only change what later commands do: `uv venv DIR`, `pip config set`, `poetry config virtualenvs.create false`. */
function noteState({ stage }: RunContext, invocation: Invocation): void {
  const { manager, verbName, operands, command } = invocation;
  const values = operands.map(({ value }) => value);
  if (manager.id === "uv" && verbName === "venv") {
    const directory = values[0] ?? command.environmentState("UV_PROJECT_ENVIRONMENT") ?? ".venv";
    const path = resolvePath(command.workdir, directory);
    if (path !== undefined) stage.environments = [...stage.environments, path];
  }
  if (verbName !== "config") return;
  const names = (pattern: RegExp) =>
    invocation.flags.some(({ text }) => pattern.test(text)) || values.some((value) => pattern.test(value ?? ""));
  switch (manager.id) {
    case "conda":
      // `conda config --set always_softlink true`: the packages are the installation then.
      if (names(/pkgs_dirs|link|copy/)) stage.configuredManagers.add("conda");
      return;
    case "pdm":
      // `pdm config install.cache true` links what is installed to its cache.
      if (values[0] === undefined || /cache/.test(values[0])) stage.configuredManagers.add("pdm");
      return;
    case "pip":
      if (values[0] === "set" && /cache/.test(values[1] ?? "cache")) stage.configuredManagers.add("pip");
  }
}
