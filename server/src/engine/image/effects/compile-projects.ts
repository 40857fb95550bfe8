// What Maven, Gradle, .NET, Mix, rebar3 and Python's build front ends compile, and where they put it. None of it holds symbols to strip.
import type { RunCommand } from "../commands";
import { packageManagers } from "../package-managers";
import { parentPath, resolvePath } from "../paths";
import { flagValue, type Invocation } from "../read-invocation";
import type { CompileTool } from "../types";
import { activePaths } from "./python-paths";
import type { RunContext } from "./run-context";

/** `mvn package` writes to `target`, Gradle to `build`: of the project, and of each of its modules. */
export function readJvmBuild(context: RunContext, invocation: Invocation): void {
  const { manager, verbName } = invocation;
  const isMaven = manager.id === "maven";
  const file = flagValue(invocation, isMaven ? ["-f", "-file"] : ["-b", "-build-file"]);
  const folder = isMaven ? undefined : flagValue(invocation, ["-p", "-project-dir"]);
  const directory = folder ?? (file === undefined ? "." : /\.(xml|gradle|kts)$/.test(file) ? parentOf(file) : file);
  const root = resolvePath(invocation.command.workdir, directory);
  const output =
    root === undefined ? undefined : resolvePath(root, isMaven ? "target" : `build/${gradleFolder(verbName)}`);
  // Modules build in folders of their own: everything that is built lies below the project.
  const module = isMaven
    ? flagValue(invocation, ["-pl", "-projects"])
    : /^:([\w:-]+):/.exec(invocation.operands.find(({ value }) => value?.startsWith(":"))?.value ?? "")?.[1];
  if (module === undefined || root === undefined) {
    addBuild(context, invocation.command, isMaven ? "maven" : "gradle", output);
    return;
  }
  const name = module
    .split(",")[0]!
    .replace(/^[!:+]+/, "")
    .replaceAll(":", "/");
  const inModule = resolvePath(root, isMaven ? `${name}/target` : `${name}/build/${gradleFolder(verbName)}`);
  addBuild(context, invocation.command, isMaven ? "maven" : "gradle", inModule);
}

function gradleFolder(task: string): string {
  if (/^(installDist|installShadowDist)$/.test(task)) return "install";
  if (/^(distTar|distZip)$/.test(task)) return "distributions";
  if (/^(jar|war|bootJar|bootWar|shadowJar|fatJar|buildFatJar)$/.test(task)) return "libs";
  return "";
}

function parentOf(file: string): string {
  return file.includes("/") ? parentPath(file) : ".";
}

/** `dotnet publish -o DIR`, else `bin` beside the project. */
export function readDotnetBuild(context: RunContext, invocation: Invocation): void {
  const { command, operands } = invocation;
  const isHidden = invocation.flags.some(({ name, value }) => /^-o(utput)?$/.test(name) && value === undefined);
  const written = flagValue(invocation, ["-o", "-output"]);
  const project = operands.find(
    ({ value }) => value !== undefined && !value.startsWith("/p:") && !value.startsWith("-"),
  )?.value;
  const folder = project === undefined ? "." : /\.\w*(proj|sln|slnx)$/.test(project) ? parentOf(project) : project;
  const path = isHidden ? undefined : resolvePath(command.workdir, written ?? `${folder}/bin`);
  addBuild(context, command, "dotnet", path);
}

/** `mix release` and `rebar3 release` write below `_build`. */
export function readBeamBuild(context: RunContext, invocation: Invocation): void {
  const { command, manager, verbName, operands } = invocation;
  const written = manager.id === "mix" && verbName === "release" ? flagValue(invocation, ["--path"]) : undefined;
  const at = operands.findIndex(({ value }) => value === "as");
  const profile =
    manager.id === "mix"
      ? (command.environmentState("MIX_ENV") ?? "dev")
      : ((at === -1 ? undefined : operands[at + 1]?.value) ?? "default");
  const folder = /^(release|tar)$/.test(verbName) ? `_build/${profile}/rel` : `_build/${profile}`;
  addBuild(context, command, manager.id === "mix" ? "mix" : "rebar3", resolvePath(command.workdir, written ?? folder));
}

/** `poetry build`, `uv build`, `pdm build`: wheels in `dist`. */
export function readWheelBuild(context: RunContext, invocation: Invocation): void {
  const { command } = invocation;
  const directory = flagValue(invocation, ["-o", "--out-dir", "--output", "-d", "--dest"]) ?? "dist";
  const project = flagValue(invocation, ["-C", "--directory", "-p", "--project", "-P"]);
  const root = project === undefined ? command.workdir : resolvePath(command.workdir, project);
  addBuild(context, command, "python", resolvePath(root, directory));
}

/** `python setup.py build`, `python -m build`: wheels and extension modules. False for other commands. */
export function readPythonBuild(context: RunContext, command: RunCommand): boolean {
  if (!/^python[\d.]*$|^pyproject-build$/.test(command.program)) return false;
  const values = command.arguments.map(({ value }) => value);
  const argument = (...flags: string[]) => {
    const at = values.findIndex((value) => value !== undefined && flags.includes(value));
    return at === -1 ? undefined : values[at + 1];
  };
  if (command.program === "pyproject-build" || (values[0] === "-m" && values[1] === "build")) {
    const from = values.slice(values[0] === "-m" ? 2 : 0);
    const source = from.find(
      (value, at) => value !== undefined && !value.startsWith("-") && !/^-(o|-outdir)$/.test(from[at - 1] ?? ""),
    );
    const directory = argument("-o", "--outdir") ?? `${source ?? "."}/dist`;
    addBuild(context, command, "python", resolvePath(command.workdir, directory));
    return true;
  }
  if (!/(^|\/)setup\.py$/.test(values[0] ?? "")) return false;
  const root = resolvePath(command.workdir, parentOf(values[0]!));
  const verb = values
    .slice(1)
    .find((value) => value !== undefined && /^(build(_ext)?|install|develop|bdist_wheel|sdist)$/.test(value));
  if (verb === undefined) return false;
  if (verb === "install" || verb === "develop") {
    addSetupInstall(context, command, root);
    return true;
  }
  const directory = argument("-d", "--dist-dir") ?? (verb === "bdist_wheel" || verb === "sdist" ? "dist" : "build");
  addBuild(context, command, "python", root === undefined ? undefined : resolvePath(root, directory));
  return true;
}

/** `python setup.py install`: as pip would install the project, with its dependencies as eggs. */
function addSetupInstall(context: RunContext, command: RunCommand, root: string | undefined): void {
  const manager = packageManagers.pip;
  const common = { manager: "pip", packages: [], buildTools: [], recommends: false, options: [] } as const;
  const paths = activePaths(context, {
    manager,
    verbName: "install",
    verb: { kind: "install" },
    flags: [],
    operands: [],
    command,
  });
  const manifests = root === undefined ? [] : [root];
  context.add(command, { ...common, kind: "install", manifests, development: undefined, fromSource: false, paths });
}

function addBuild(context: RunContext, command: RunCommand, tool: CompileTool, path: string | undefined): void {
  const paths = path === undefined ? undefined : [path.replace(/(.)\/$/, "$1")];
  context.add(command, { kind: "compile", tool, outputs: paths ?? [], paths });
}
