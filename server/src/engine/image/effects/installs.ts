// What package managers put in place: packages and their paths, build tools among them, development dependencies.
import { switchedBy } from "../package-managers";
import { resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import type { PackageRequest } from "../types";
import { hasStrippingFlags } from "./native-builds";
import { pythonPaths } from "./python-paths";
import type { RunContext } from "./run-context";

/** Adds the install, and the symbols in what it compiles or in wheels that are known for theirs. */
export function install(context: RunContext, invocation: Invocation): void {
  const { manager, command, verbName } = invocation;
  const packages = readPackages(invocation);
  // `build-dep` brings the compilers that the named packages are built with.
  const isBuildTool = ({ name }: PackageRequest) => verbName === "build-dep" || manager.buildTools?.test(name) === true;
  const buildTools = packages.filter(isBuildTool);
  const virtualName = manager.id === "apk" ? flagValue(invocation, ["-t", "--virtual"]) : undefined;
  const fromSource = isFromSource(invocation);
  const paths = installPaths(context, invocation);
  const common = {
    kind: "install",
    manager: manager.id,
    recommends: manager.id === "apt" && !leavesOutRecommends(invocation),
    development: developmentOf(invocation),
    options: optionsOf(invocation),
    fromSource,
    paths,
  } as const;
  const extra = virtualName === undefined ? {} : { virtualName };
  // A system's build tools are bytes of their own: what they cost is what they bring on top of the other packages.
  const isSystem = manager.id === "apt" || manager.id === "apk";
  const isMixed = isSystem && buildTools.length > 0 && buildTools.length < packages.length;
  const others = isMixed ? packages.filter((request) => !isBuildTool(request)) : packages;
  const otherTools = isMixed ? [] : buildTools;
  const manifests = manifestsOf(invocation);
  const { effect } = context.add(command, { ...common, packages: others, buildTools: otherTools, manifests }, extra);
  if (isMixed) context.add(command, { ...common, packages: buildTools, buildTools, manifests: [] }, extra);
  if (manager.id === "apt") context.proveLists(command.maybe);
  if (manager.id !== "pip" && manager.id !== "uv" && manager.id !== "npm") return;
  if (fromSource) {
    if (!hasStrippingFlags(command)) context.add(command, { kind: "symbols", tool: manager.id, of: effect, paths });
  } else if (manager.id !== "npm" && packages.some(({ name }) => bigNativeWheels.has(name.toLowerCase())))
    context.add(command, { kind: "symbols", tool: "wheels", of: effect, paths });
}

/**
 * Wheels with large native libraries that are published with their symbol tables, and packages that always bring one
 * of them (sentence-transformers brings torch). Kept short: only what is big enough for stripping to be felt.
 */
export const bigNativeWheels: ReadonlySet<string> = new Set(
  "torch torchvision torchaudio tensorflow tensorflow-cpu jaxlib triton xgboost lightgbm onnxruntime onnxruntime-gpu pyarrow sentence-transformers vllm xformers".split(
    " ",
  ),
);

function isFromSource(invocation: Invocation): boolean {
  const { manager, command } = invocation;
  const names = (wanted: readonly string[]) => invocation.flags.some(({ name }) => wanted.includes(name));
  const set = (variable: string) => Boolean(command.environmentState(variable));
  switch (manager.id) {
    case "pip":
      return names(["--no-binary"]) || set("PIP_NO_BINARY");
    case "uv":
      return names(["--no-binary", "--no-binary-package"]) || set("UV_NO_BINARY") || set("UV_NO_BINARY_PACKAGE");
    case "npm":
      return (
        hasFlag(invocation, ["--build-from-source"]) ||
        /^(true|1)$/.test(command.environmentState("npm_config_build_from_source") ?? "")
      );
    default:
      return false;
  }
}

function readPackages(invocation: Invocation): PackageRequest[] {
  const { manager } = invocation;
  // `uv run pytest` names a program, not a package.
  if (manager.id === "uv" && invocation.verbName === "run") return [];
  const requests: PackageRequest[] = [];
  for (const { value, word } of invocation.operands) {
    if (value === undefined) {
      // What it stands for is not known, but something is installed for it: its own text is its name.
      requests.push({ name: word.raw, version: undefined, word });
      continue;
    }
    // `apt-get install NAME-` removes it.
    if (value === "" || isLocal(value) || (manager.id === "apt" && /-$/.test(value))) continue;
    const from = value.startsWith("@") ? 1 : 0;
    const at = manager.versionSeparator ? value.slice(from).search(manager.versionSeparator) + from : -1;
    const written = at < from ? value : value.slice(0, at);
    const name = written.replace(/\[.*$|^!/g, "").replace(manager.id === "apt" ? /:\w+$/ : /^$/, "");
    const version = at < from || value[at] === "/" ? undefined : value.slice(at).replace(/^[=<>~!@ ]+/, "");
    if (name !== "") requests.push({ name, version: version || undefined, word });
  }
  return requests;
}

/** A path, an archive or a URL rather than a package of an index. */
function isLocal(value: string): boolean {
  return /^[./~]|^(https?|git\+\w+|file|git|ssh):|\.(deb|apk|whl|tgz|tar\.gz|zip)(\[.*\])?$/.test(value);
}

function manifestsOf({ manager, verbName, flags, operands, command }: Invocation): string[] {
  if (manager.id === "uv" && verbName === "run") operands = [];
  const files = flags.filter(({ name }) => manager.manifestFlags.includes(name)).map(({ value }) => value);
  for (const { name, value } of flags) if (name === "-e" || name === "--editable") files.push(value);
  for (const { value } of operands) if (value !== undefined && isLocal(value)) files.push(value);
  const usesDefault = manager.id !== "uv" || /^(sync|run|add)$/.test(verbName);
  if (files.length === 0 && operands.length === 0 && usesDefault) files.push(...manager.defaultManifests);
  return files.flatMap((file) => {
    if (file === undefined) return [];
    return /^\w+(\+\w+)?:\/\//.test(file) ? [file] : (resolvePath(command.workdir, file.replace(/\[.*$/, "")) ?? []);
  });
}

function leavesOutRecommends(invocation: Invocation): boolean {
  const { recommendsSwitch } = invocation.manager;
  if (!recommendsSwitch || hasFlag(invocation, [recommendsSwitch.flag])) return true;
  return invocation.flags.some(
    ({ name, value }) => (name === "-o" || name === "--option") && recommendsSwitch.option.test(value ?? ""),
  );
}

function developmentOf(invocation: Invocation): boolean | undefined {
  const { manager, operands, verbName, command } = invocation;
  const switches = manager.productionSwitches;
  // Named packages are what they are.
  if (!switches || (manager.id === "npm" && operands.length > 0)) return undefined;
  if (manager.id === "uv" && /^(pip|tool) /.test(verbName)) return undefined;
  if (hasFlag(invocation, switches.developmentFlags)) return true;
  if (hasFlag(invocation, switches.flags)) return false;
  let unknown = operands.some(({ value }) => value === undefined);
  for (const entry of switches.environment) {
    const value = command.environmentState(entry.name);
    if (value === null) unknown = true;
    else if (switchedBy(entry, value)) return false;
  }
  return unknown ? undefined : true;
}

function optionsOf({ flags }: Invocation): string[] {
  return flags
    .filter(({ name }) => /index-url|^--index$|^--default-index$|^-i$|torch-backend|^--(all-)?extras?$/.test(name))
    .map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
}

/** Most of what Debian's and Alpine's packages hold lies under /usr. */
const systemPaths = ["/usr", "/lib", "/etc", "/var", "/bin", "/sbin"];

/** Where the packages land, most of them in the first; undefined where nobody can tell. */
function installPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { manager, command } = invocation;
  switch (manager.id) {
    case "apt":
      return systemPaths;
    case "apk": {
      const root = flagValue(invocation, ["-p", "--root"]);
      const path = root === undefined ? undefined : resolvePath(command.workdir, root);
      return path === undefined ? systemPaths : [path];
    }
    case "npm": {
      const written = flagValue(invocation, ["--prefix", "-C"]);
      const directory = written === undefined ? command.workdir : resolvePath(command.workdir, written);
      if (!hasFlag(invocation, ["-g", "--global", "--location=global"]))
        return directory === undefined ? undefined : [resolvePath(directory, "node_modules")!];
      const prefix =
        written === undefined
          ? (command.environment("NPM_CONFIG_PREFIX") ?? command.environment("npm_config_prefix") ?? "/usr/local")
          : directory;
      return prefix === undefined ? undefined : [resolvePath(prefix, "lib/node_modules")!, resolvePath(prefix, "bin")!];
    }
    case "pip":
    case "uv":
      return pythonPaths(context, invocation);
    default:
      return undefined;
  }
}
