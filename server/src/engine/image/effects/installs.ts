// What package managers put in place: packages and their paths, build tools among them, development dependencies.
import type { PackageManager } from "../managers/package-manager";
import { resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import type { Effect, PackageRequest } from "../types";
import { addCuda } from "./cuda-wheels";
import { developmentOf, developmentPart, dropDevelopment, holdsDevelopment } from "./development";
import { installPaths } from "./install-paths";
import { projectOf } from "./manager-settings";
import { hasStrippingFlags } from "./native-builds";
import type { NewEffect, RunContext } from "./run-context";
import type { EffectDraft } from "./stage-files";

/** `apt-get upgrade`, `dnf update`: with names it installs those. */
export function upgrade(context: RunContext, invocation: Invocation): void {
  const { manager, command, operands } = invocation;
  if (manager.system === undefined || operands.length > 0) {
    install(context, invocation);
    return;
  }
  context.add(command, { kind: "upgrade", manager: manager.id, paths: installPaths(context, invocation) });
  if (manager.id === "apt") context.proveLists(command.maybe);
}

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
  const recommends = !leavesOutRecommends(context, invocation);
  const common = {
    kind: "install",
    manager: manager.id,
    recommends,
    development: undefined as true | undefined,
    options: optionsOf(invocation),
    fromSource,
    paths,
  } as const;
  const extra = virtualName === undefined ? {} : { virtualName };
  const manifests = manifestsOf(invocation);
  // What only developers want is an effect of its own.
  const development = developmentPart(context, invocation, packages, manifests);
  // So are tools: what they cost is what they bring on top of the other packages.
  const isTool = (request: PackageRequest) =>
    (isBuildTool(request) || manager.installers?.test(request.name) === true) &&
    !development.packages.includes(request);
  const tools = packages.filter(isTool);
  const isMixed = tools.length > 0 && (tools.length < packages.length || manifests.length > 0);
  const apart = (request: PackageRequest) => (isMixed && isTool(request)) || development.packages.includes(request);
  const others = packages.filter((request) => !apart(request));
  const otherTools = buildTools.filter((request) => !apart(request));
  const otherManifests = manifests.filter((file) => !development.manifests.includes(file));
  const isDevelopment = development.packages.length > 0 || development.manifests.length > 0;
  const hasOthers = others.length > 0 || otherManifests.length > 0 || !isDevelopment;
  const main = { ...common, packages: others, buildTools: otherTools, manifests: otherManifests };
  const effects = hasOthers ? [context.add(command, main, extra).effect] : [];
  const compiling = tools.filter(isBuildTool);
  const toolEffects = isMixed
    ? [context.add(command, { ...common, packages: tools, buildTools: compiling, manifests: [] }, extra).effect]
    : [];
  const forDevelopers = { ...common, development: true as const, buildTools: [] };
  if (isDevelopment)
    effects.push(
      context.add(command, {
        ...forDevelopers,
        packages: development.packages,
        manifests: development.manifests,
        buildTools: development.packages.filter(isBuildTool),
      }).effect,
    );
  addManifestDevelopment(context, invocation, forDevelopers, development.extras);
  // What dnf's weak dependencies are is in nobody's data: they stay a part of the install.
  if (recommends && manager.system === "deb" && packages.length > 0)
    for (const of of [...effects, ...toolEffects])
      context.add(command, { kind: "recommended", manager: manager.id, of: of as Effect, paths });
  const [effect] = effects as [EffectDraft];
  if (manager.id === "apt") context.proveLists(command.maybe);
  if (effect && !fromSource) addCuda(context, invocation, effect as Effect, others);
  if (!effect || (manager.id !== "pip" && manager.id !== "uv" && manager.id !== "npm")) return;
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

/** `uv run pytest` names a program, `pnpm deploy /app` a folder, `bundle install --without development test` groups. */
function namesPackages({ manager, verbName }: Invocation): boolean {
  if (manager.id === "mix" || /^(python|workload) install$/.test(verbName)) return false;
  if (manager.id === "bundler") return verbName === "add";
  return !/^(deploy|workspaces focus)$/.test(verbName) && !(manager.id === "uv" && verbName === "run");
}

function readPackages(invocation: Invocation): PackageRequest[] {
  const { manager } = invocation;
  if (!namesPackages(invocation)) return [];
  const requests: PackageRequest[] = [];
  const suffix = nameSuffix(manager);
  for (const { value, word } of invocation.operands) {
    if (value === undefined) {
      // A comment between arguments, as a command substitution that says nothing.
      if (/^`\s*#[^`]*`$/.test(word.raw)) continue;
      // What it stands for is not known, but something is installed for it: its own text is its name.
      requests.push({ name: nameBeforeVersion(word.raw, manager) ?? word.raw, version: undefined, word });
      continue;
    }
    // `apt-get install NAME-` removes it.
    if (value === "" || isLocal(value) || (manager.id === "apt" && /-$/.test(value))) continue;
    const from = value.startsWith("@") ? 1 : 0;
    const at = manager.versionSeparator ? value.slice(from).search(manager.versionSeparator) + from : -1;
    const written = at < from ? value : value.slice(0, at);
    const name = written.replace(/\[.*$|^!/g, "").replace(suffix, "");
    const version = at < from || value[at] === "/" ? undefined : value.slice(at).replace(/^[=<>~!@ ]+/, "");
    if (name !== "") requests.push({ name, version: version || undefined, word });
  }
  return requests;
}

/** `curl` of `curl=$VERSION`; undefined where the name itself is not known. */
function nameBeforeVersion(raw: string, { versionSeparator }: PackageManager): string | undefined {
  const at = versionSeparator ? raw.search(versionSeparator) : -1;
  const name = raw.slice(0, Math.max(0, at));
  return /^[a-z0-9][\w.+-]*$/i.test(name) ? name : undefined;
}

/** The architecture behind a package's name: the same package, for another machine. */
function nameSuffix({ system }: PackageManager): RegExp {
  if (system === "deb") return /:\w+$/;
  return system === "rpm" ? /\.(x86_64|i[3-6]86|aarch64|noarch)$/ : /^$/;
}

/** A path, an archive or a URL rather than a package of an index. */
function isLocal(value: string): boolean {
  return /^[./~]|^(https?|git\+\w+|file|git|ssh):|\.(deb|apk|rpm|pkg\.tar\.\w+|whl|tgz|tar\.gz|zip)(\[.*\])?$/.test(
    value,
  );
}

function manifestsOf(invocation: Invocation): string[] {
  const { manager, verbName, flags, command } = invocation;
  let { operands } = invocation;
  if (!namesPackages(invocation)) operands = [];
  const files = flags.filter(({ name }) => manager.manifestFlags.includes(name)).map(({ value }) => value);
  for (const { name, value } of flags) if (name === "-e" || name === "--editable") files.push(value);
  for (const { value } of operands) if (value !== undefined && isLocal(value)) files.push(value);
  const usesDefault =
    manager.id === "uv" ? /^(sync|run|add)$/.test(verbName) : !/^(tool|workload) |^inject$/.test(verbName);
  const project = manager.id === "poetry" ? flagValue(invocation, ["-C", "--directory", "-P", "--project"]) : undefined;
  if (files.length === 0 && operands.length === 0 && usesDefault) files.push(...manager.defaultManifests);
  const directory = project === undefined ? command.workdir : resolvePath(command.workdir, project);
  return files.flatMap((file) => {
    if (file === undefined) return [];
    return /^\w+(\+\w+)?:\/\//.test(file) ? [file] : (resolvePath(directory, file.replace(/\[.*$/, "")) ?? []);
  });
}

function leavesOutRecommends({ stage }: RunContext, invocation: Invocation): boolean {
  const { manager, flags } = invocation;
  const { recommendsSwitch } = manager;
  if (!recommendsSwitch || stage.withoutRecommends.has(manager.id)) return true;
  if (hasFlag(invocation, recommendsSwitch.flags)) return true;
  return flags.some(
    ({ name, value }) => recommendsSwitch.optionFlags.includes(name) && recommendsSwitch.option.test(value ?? ""),
  );
}

/** The part of a manifest that is for developing; without it, an install takes what an earlier one brought of it away. */
function addManifestDevelopment(
  context: RunContext,
  invocation: Invocation,
  forDevelopers: Omit<Extract<NewEffect, { kind: "install" }>, "packages" | "manifests">,
  extras: boolean,
): void {
  const development = developmentOf(context, invocation);
  const path = forDevelopers.paths?.[0];
  if (development === false) dropDevelopment(context, invocation, path);
  const project = projectOf(context, invocation);
  // The workspace says that there are none.
  const isWithout = project?.devDependencies.length === 0 && !project.hasWorkspaces;
  if ((development === true && !isWithout && !holdsDevelopment(context, invocation, path)) || extras)
    context.add(invocation.command, { ...forDevelopers, packages: [], manifests: [] });
}

function optionsOf({ flags }: Invocation): string[] {
  return flags
    .filter(({ name }) => pricedFlags.test(name))
    .map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
}

/** Flags that decide which packages come, of which workspaces, which build of them, whether anew, whether scripts run, and byte code is made. */
const pricedFlags =
  /index-url|^--index$|^--default-index$|^-i$|torch-backend|^--(all-)?extras?$|^-[EG]$|^--((only-|no-)?group|only|with|without|no-deps|force-reinstall|ignore-installed|reinstall|no-compile|compile(-bytecode)?)$|^-I$|^--(no-)?ignore-scripts$|^--(workspace|filter(-prod)?|include-workspace-root)$|^-[wF]$/;
