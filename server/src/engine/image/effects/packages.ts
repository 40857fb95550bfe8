// What package managers put in place and take away: installs, their build tools, removals in the same RUN.
import { isPythonImage, pythonVersionOf } from "../image-references";
import { switchedBy } from "../package-managers";
import { parentPath, resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation, type Operand } from "../read-invocation";
import type { PackageRequest } from "../types";
import { addCaches, clearCaches } from "./caches";
import { readCargo, readGo } from "./compile-managers";
import type { RunContext } from "./run-context";
import type { Draft } from "./stage-files";

/** Everything that one run of a package manager does. */
export function readPackageManager(context: RunContext, invocation: Invocation): void {
  const { manager, verb } = invocation;
  switch (verb.kind) {
    case "install":
    case "upgrade":
      install(context, invocation);
      break;
    case "remove":
    case "autoremove":
      remove(context, invocation);
      break;
    case "clean":
      clearCaches(context, invocation);
      return;
    case "prune":
      for (const { effect } of context.present())
        if (effect.kind === "install" && effect.manager === manager.id) effect.development = false;
      break;
    case "compile":
      if (manager.id === "go") readGo(context, invocation);
      else if (manager.id === "cargo") readCargo(context, invocation);
      break;
    case "download":
      // Before Go 1.18, `go get` built and installed programs.
      if (manager.id === "go" && invocation.verbName === "get" && isOldGo(context)) readGo(context, invocation);
      break;
    default:
      if (manager.id === "uv" && invocation.operands.length >= 0) noteEnvironment(context, invocation);
  }
  addCaches(context, invocation);
}

function isOldGo({ stage: { root } }: RunContext): boolean {
  if (root.kind !== "image" || root.reference.name !== "golang") return false;
  return /^1\.(\d|1[0-7])(\D|$)|stretch|jessie/.test(root.reference.tag ?? "");
}

/** `uv venv DIR`: later installs go there. */
function noteEnvironment(context: RunContext, { command }: Invocation): void {
  if (command.arguments[0]?.value !== "venv") return;
  const directory = command.arguments
    .slice(1)
    .find(({ value }) => value !== undefined && !value.startsWith("-"))?.value;
  const path = resolvePath(command.workdir, directory ?? ".venv");
  if (path) context.stage.environments.add(path);
}

function install(context: RunContext, invocation: Invocation): void {
  const { manager, command } = invocation;
  const packages = readPackages(invocation);
  const buildTools = manager.buildTools ? packages.filter(({ name }) => manager.buildTools!.test(name)) : [];
  const virtualName = manager.id === "apk" ? flagValue(invocation, ["-t", "--virtual"]) : undefined;
  const fromSource =
    (manager.id === "pip" && (invocation.flags.some(({ name }) => name === "--no-binary") || false)) ||
    (manager.id === "uv" &&
      invocation.flags.some(({ name }) => name === "--no-binary" || name === "--no-binary-package")) ||
    (manager.id === "npm" && hasFlag(invocation, ["--build-from-source"]));
  const draft = context.add(
    command,
    {
      kind: "install",
      manager: manager.id,
      packages,
      buildTools,
      manifests: manifestsOf(invocation),
      recommends: manager.id === "apt" && !leavesOutRecommends(invocation),
      development: developmentOf(invocation),
      options: optionsOf(invocation),
      fromSource,
      paths: installPaths(context, invocation),
    },
    virtualName === undefined ? {} : { virtualName },
  );
  if (fromSource && (manager.id === "pip" || manager.id === "npm" || manager.id === "uv"))
    context.add(command, { kind: "symbols", tool: manager.id, of: draft.effect, paths: draft.effect.paths });
  else if (
    (manager.id === "pip" || manager.id === "uv") &&
    packages.some(({ name }) => bigNativeWheels.has(name.toLowerCase()))
  )
    context.add(command, { kind: "symbols", tool: "wheels", of: draft.effect, paths: draft.effect.paths });
}

/** Wheels of which stripping is known to give something back; their libraries hold tens to hundreds of megabytes of symbols. */
const bigNativeWheels = new Set(
  "torch torchvision torchaudio tensorflow tensorflow-cpu jaxlib triton xgboost lightgbm onnxruntime pyarrow".split(
    " ",
  ),
);

function readPackages(invocation: Invocation): PackageRequest[] {
  const { manager } = invocation;
  const requests: PackageRequest[] = [];
  for (const { value, word } of invocation.operands) {
    if (value === undefined || value === "" || isLocal(value)) continue;
    if (manager.id === "apt" && /[-+]$/.test(value) && !/\+\+$/.test(value)) continue;
    const from = value.startsWith("@") ? 1 : 0;
    const at = manager.versionSeparator ? value.slice(from).search(manager.versionSeparator) : -1;
    const name = (at === -1 ? value : value.slice(0, at + from)).replace(/\[.*$/, "").replace(/^[!]/, "");
    const version = at === -1 ? undefined : value.slice(at + from).replace(/^[=<>~!@ /]+/, "");
    if (name !== "") requests.push({ name, version: version || undefined, word });
  }
  return requests;
}

/** A path, an archive or a URL rather than a package of an index. */
function isLocal(value: string): boolean {
  return /^[./~]|^(https?|git\+|file|git|ssh):|\.(deb|apk|whl|tgz|tar\.gz|zip)$/.test(value);
}

function manifestsOf({ manager, flags, operands, command }: Invocation): string[] {
  const named = flags.filter(({ name }) => manager.manifestFlags.includes(name)).map(({ value }) => value);
  const local = operands.filter(({ value }) => value !== undefined && isLocal(value)).map(({ value }) => value);
  const files = [...named, ...local];
  if (files.length === 0 && operands.length === 0) files.push(...manager.defaultManifests);
  return files.flatMap((file) => (file === undefined ? [] : (resolvePath(command.workdir, file) ?? [])));
}

function leavesOutRecommends(invocation: Invocation): boolean {
  const { recommendsSwitch } = invocation.manager;
  if (!recommendsSwitch || hasFlag(invocation, [recommendsSwitch.flag])) return true;
  return invocation.flags.some(
    ({ name, value }) => (name === "-o" || name === "--option") && recommendsSwitch.option.test(value ?? ""),
  );
}

function developmentOf(invocation: Invocation): boolean | undefined {
  const switches = invocation.manager.productionSwitches;
  if (!switches) return undefined;
  // Named packages are what they are.
  if (invocation.operands.length > 0 && invocation.manager.id === "npm") return undefined;
  if (hasFlag(invocation, switches.developmentFlags)) return true;
  if (hasFlag(invocation, switches.flags)) return false;
  let unknown = false;
  for (const entry of switches.environment) {
    const value = invocation.command.environmentState(entry.name);
    if (value === null) unknown = true;
    else if (switchedBy(entry, value)) return false;
  }
  return unknown ? undefined : true;
}

function optionsOf({ flags }: Invocation): string[] {
  return flags
    .filter(({ name }) => /index-url|^--index$|^--default-index$|^-i$|torch-backend|^--extra$/.test(name))
    .map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
}

const systemPaths = ["/usr", "/lib", "/etc", "/var", "/bin", "/sbin"];

/** Where the packages land; undefined where nobody can tell. */
function installPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { manager, command } = invocation;
  switch (manager.id) {
    case "apt":
    case "apk":
      return systemPaths;
    case "npm": {
      const prefix = flagValue(invocation, ["--prefix", "-C"]);
      if (hasFlag(invocation, ["-g", "--global", "--location=global"]))
        return [`${prefix ? resolvePath(command.workdir, prefix) : "/usr/local"}/lib/node_modules`, "/usr/local/bin"];
      const directory = prefix ? resolvePath(command.workdir, prefix) : command.workdir;
      return directory === undefined ? undefined : [resolvePath(directory, "node_modules")!];
    }
    case "pip":
    case "uv":
      return pythonPaths(context, invocation);
    default:
      return undefined;
  }
}

function pythonPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { command, manager } = invocation;
  const inside = (directory: string | undefined) => (directory === undefined ? undefined : [directory]);
  const target = flagValue(invocation, ["-t", "--target"]);
  if (target) return inside(resolvePath(command.workdir, target));
  const prefix = flagValue(invocation, ["--prefix", "--root"]);
  if (prefix) return inside(resolvePath(command.workdir, prefix));
  if (hasFlag(invocation, ["--user"]) || command.environmentState("PIP_USER") === "1")
    return command.home === undefined ? undefined : [`${command.home}/.local/lib`, `${command.home}/.local/bin`];
  const directory = parentPath(command.programPath);
  if (command.programPath.startsWith("/") && /\/bin$/.test(directory) && !/^(\/usr(\/local)?)?\/bin$/.test(directory))
    return [parentPath(directory)];
  if (context.activeEnvironment) return [context.activeEnvironment];
  const project =
    manager.id === "uv" &&
    (invocation.verbName === "sync" || invocation.verbName === "run" || invocation.verbName === "add");
  if (project) {
    const environment = command.environmentState("UV_PROJECT_ENVIRONMENT");
    if (environment === null) return undefined;
    return inside(resolvePath(command.workdir, environment || ".venv"));
  }
  const active = command.environmentState("VIRTUAL_ENV");
  if (active && !hasFlag(invocation, ["--system"])) return [active];
  const onPath = command.environmentState("PATH")?.split(":")[0];
  if (onPath && [...context.stage.allEnvironments()].some((environment) => onPath === `${environment}/bin`))
    return [parentPath(onPath)];
  if (
    manager.id === "uv" &&
    !hasFlag(invocation, ["--system"]) &&
    !/^(1|true)$/i.test(command.environmentState("UV_SYSTEM_PYTHON") ?? "")
  ) {
    const made = [...context.stage.allEnvironments()].at(-1);
    if (made) return [made];
  }
  if (!isPythonImage(context.stage.root)) return ["/usr/local/lib", "/usr/local/bin", "/usr/lib/python3"];
  const version = pythonVersionOf(context.stage.root);
  return [`/usr/local/lib/python${version ?? "*"}/site-packages`, "/usr/local/bin"];
}

/** `apt-get purge`, `apk del`, autoremove: what was installed in this RUN and is gone again. */
function remove(context: RunContext, invocation: Invocation): void {
  const { manager, command, operands } = invocation;
  const names = new Set(operands.map(({ value }) => value?.replace(/[=:].*$/, "").replace(/\*$/, "")));
  const unknownOperand = operands.some((operand: Operand) => operand.value === undefined);
  const removesAutomatic =
    invocation.verb.kind === "autoremove" ||
    hasFlag(invocation, ["--auto-remove", "--autoremove"]) ||
    manager.id === "apk";
  const everything = manager.id === "apt" && removesAutomatic && context.markedAutomatic === "all";
  for (const draft of [...context.present()]) {
    const { effect } = draft;
    if (effect.kind !== "install" || effect.manager !== manager.id) continue;
    if (draft.virtualName !== undefined && (names.has(draft.virtualName) || unknownOperand))
      context.drop(draft, command.maybe);
    else if (everything && !context.keptInstalls.has(draft)) context.drop(draft, command.maybe);
    else if (unknownOperand) narrow(context, draft, () => false, command.maybe);
    else narrow(context, draft, ({ name }) => !isNamed(names, name, context.markedAutomatic), command.maybe);
  }
}

function isNamed(
  names: ReadonlySet<string | undefined>,
  name: string,
  automatic: RunContext["markedAutomatic"],
): boolean {
  return names.has(name) || (automatic instanceof Set && automatic.has(name));
}

/** Keeps only the packages that stay; without any left, the install never happened. */
function narrow(context: RunContext, draft: Draft, stays: (request: PackageRequest) => boolean, maybe: boolean): void {
  const { effect } = draft;
  if (effect.kind !== "install") return;
  const packages = effect.packages.filter(stays);
  if (packages.length === effect.packages.length) return;
  if (packages.length === 0 && effect.manifests.length === 0) {
    context.drop(draft, maybe);
    return;
  }
  if (maybe) {
    effect.maybe = true;
    return;
  }
  effect.packages = packages;
  effect.buildTools = effect.buildTools.filter(stays);
}
