// Where pip and uv put packages: target flags, virtual environments, the user's own directory or the system's.
import { isPythonImage, pythonVersionOf } from "../image-references";
import { parentPath, resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import type { RunContext } from "./run-context";

/** Directories of what this command installs, the one with the packages first; undefined where nobody can tell. */
export function pythonPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { command, manager, verbName } = invocation;
  const { home } = command;
  const resolve = (path: string) => {
    const resolved = resolvePath(command.workdir, path);
    return resolved === undefined ? undefined : [resolved];
  };
  for (const [flags, variable] of directoryFlags) {
    if (invocation.flags.some(({ name, value }) => flags.includes(name) && value === undefined)) return undefined;
    const directory = flagValue(invocation, flags) ?? command.environmentState(variable);
    if (directory === null) return undefined;
    if (directory) return resolve(directory);
  }
  if (manager.id === "uv" && verbName === "python install") {
    const written = flagValue(invocation, ["-i", "--install-dir"]) ?? command.environment("UV_PYTHON_INSTALL_DIR");
    const directory = written ?? (home && `${home}/.local/share/uv/python`);
    return directory ? resolve(directory) : undefined;
  }
  if (manager.id === "uv" && verbName === "tool install") {
    const tools = command.environment("UV_TOOL_DIR") ?? (home && `${home}/.local/share/uv/tools`);
    const binaries = command.environment("UV_TOOL_BIN_DIR") ?? (home && `${home}/.local/bin`);
    return tools && binaries ? [tools, binaries] : undefined;
  }
  if (hasFlag(invocation, ["--user"]) || /^(1|true|yes|on)$/i.test(command.environmentState("PIP_USER") ?? "")) {
    const directory = command.environment("PYTHONUSERBASE") ?? (home && `${home}/.local`);
    return directory ? [`${directory}/lib`, `${directory}/bin`] : undefined;
  }
  return activePaths(context, invocation);
}

/** The virtual environment that a command finds active, else the system's site-packages. */
export function activePaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const environment = virtualEnvironment(context, invocation);
  if (environment === null) return undefined;
  if (environment !== undefined) {
    const path = resolvePath(invocation.command.workdir, environment);
    return path === undefined ? undefined : [path];
  }
  const { root } = context.stage;
  if (!isPythonImage(root)) return ["/usr/local/lib/python*/dist-packages", "/usr/local/bin"];
  return [`/usr/local/lib/python${pythonVersionOf(root) ?? "*"}/site-packages`, "/usr/local/bin"];
}

const directoryFlags: readonly (readonly [readonly string[], string])[] = [
  [["-t", "--target"], "PIP_TARGET"],
  [["--prefix"], "PIP_PREFIX"],
  [["--root"], "PIP_ROOT"],
];

/** The environment that this command installs into; undefined: the system; null: nobody can tell. */
function virtualEnvironment(context: RunContext, invocation: Invocation): string | undefined | null {
  const { command, manager, verbName } = invocation;
  if (manager.id === "uv" && /^(sync|run|add)$/.test(verbName) && !hasFlag(invocation, ["--active"])) {
    const environment = command.environmentState("UV_PROJECT_ENVIRONMENT");
    return environment === undefined ? ".venv" : environment;
  }
  const python = manager.id === "uv" ? flagValue(invocation, ["-p", "--python"]) : undefined;
  const program = python?.includes("/") ? python : command.programPath;
  const binaries = parentPath(program);
  if (program.startsWith("/") && binaries.endsWith("/bin") && !/^(\/usr(\/local)?)?\/bin$/.test(binaries))
    return parentPath(binaries);
  const wantsSystem =
    hasFlag(invocation, ["--system"]) || /^(1|true)$/i.test(command.environmentState("UV_SYSTEM_PYTHON") ?? "");
  if (manager.id === "uv" && wantsSystem) return undefined;
  if (context.activeEnvironment !== undefined) return context.activeEnvironment;
  if (manager.id === "uv") {
    const active = command.environmentState("VIRTUAL_ENV");
    if (active !== undefined) return active;
  }
  const { environments } = context.stage;
  const first = command.environmentState("PATH")?.split(":")[0];
  // pip is the one that is found first; an environment made in this file is recognised there.
  const onPath = environments.find((environment) => first === `${environment}/bin`);
  if (onPath !== undefined) return onPath;
  const active = command.environmentState("VIRTUAL_ENV");
  if (active !== undefined && first !== undefined && (active === null || first === `${active}/bin`)) return active;
  return manager.id === "uv" ? environments.at(-1) : undefined;
}
