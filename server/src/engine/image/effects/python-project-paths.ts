// Where pipx, Pipenv, Poetry and PDM put packages: environments of their own, the project's, or the system's.
import { resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import { settingState } from "./manager-settings";
import { activePaths } from "./python-paths";
import type { RunContext } from "./run-context";

/** Directories of what this command installs; undefined where nobody can tell. */
export function projectPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  switch (invocation.manager.id) {
    case "pipx":
      return pipxPaths(invocation);
    case "pipenv":
      return pipenvPaths(context, invocation);
    case "poetry":
      return poetryPaths(context, invocation);
    default:
      return pdmPaths(context, invocation);
  }
}

function pipxPaths(invocation: Invocation): readonly string[] | undefined {
  const { environmentState, home } = invocation.command;
  if (hasFlag(invocation, ["--global"])) return ["/opt/pipx", "/usr/local/bin"];
  // Before version 1.3 it was ~/.local/pipx.
  const root = environmentState("PIPX_HOME") ?? (home && `${home}/.local/share/pipx`);
  const binaries = environmentState("PIPX_BIN_DIR") ?? (home && `${home}/.local/bin`);
  return root && binaries ? [root, binaries] : undefined;
}

function pipenvPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { environmentState, home, workdir } = invocation.command;
  if (hasFlag(invocation, ["--system"]) || isOn(environmentState("PIPENV_SYSTEM")))
    return activePaths(context, invocation);
  const inProject = environmentState("PIPENV_VENV_IN_PROJECT");
  if (inProject === null) return undefined;
  if (isOn(inProject)) return inDirectory(workdir, ".venv");
  const folder = environmentState("WORKON_HOME") ?? (home && `${home}/.local/share/virtualenvs`);
  return folder ? [folder] : undefined;
}

function poetryPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { command } = invocation;
  const setting = (name: string) => settingState(context.stage, invocation, `POETRY_${name}`);
  const create = setting("VIRTUALENVS_CREATE");
  const inProject = setting("VIRTUALENVS_IN_PROJECT");
  const folder = setting("VIRTUALENVS_PATH");
  // What a file of the project's own says, nobody knows.
  if ([create, inProject, folder].includes(null) || context.stage.configuredManagers.has("poetry")) return undefined;
  const isActive = command.environmentState("VIRTUAL_ENV") || context.activeEnvironment !== undefined;
  if (isActive || (create !== undefined && !isOn(create))) return activePaths(context, invocation);
  const project = flagValue(invocation, ["-P", "--project", "-C", "--directory"]);
  const directory = project === undefined ? command.workdir : resolvePath(command.workdir, project);
  if (isOn(inProject)) return inDirectory(directory, ".venv");
  if (folder) return inDirectory(directory, folder);
  const cache = setting("CACHE_DIR");
  if (cache === null) return undefined;
  const root = cache ?? (command.home && `${command.home}/.cache/pypoetry`);
  return root ? [`${root}/virtualenvs`] : undefined;
}

function pdmPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { command } = invocation;
  if (hasFlag(invocation, ["-g", "--global"])) return undefined;
  if (command.environmentState("VIRTUAL_ENV") || context.activeEnvironment !== undefined)
    return activePaths(context, invocation);
  const project = flagValue(invocation, ["-p", "--project"]);
  const directory = project === undefined ? command.workdir : resolvePath(command.workdir, project);
  // `__pypackages__` takes the place of the environment where the project asks for it.
  const usesEnvironment = settingState(context.stage, invocation, "PDM_PYTHON_USE_VENV") !== "false";
  return usesEnvironment ? inDirectory(directory, ".venv") : inDirectory(directory, "__pypackages__");
}

function inDirectory(directory: string | undefined, path: string): readonly string[] | undefined {
  const resolved = resolvePath(directory, path);
  return resolved === undefined ? undefined : [resolved];
}

function isOn(value: string | null | undefined): boolean {
  return /^(1|true|t|yes|y|on)$/i.test(value ?? "");
}
