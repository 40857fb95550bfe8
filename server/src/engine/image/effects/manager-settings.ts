// What `npm config set`, `bundle config`, `yarn set version` and their like change for later commands.
import type { NodeProject } from "../../node-project";
import type { RunCommand } from "../commands";
import { nodeProjectIn } from "../node-projects";
import type { StageNode } from "../nodes";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import { nodeFolder } from "./node-folder";
import type { RunContext } from "./run-context";

/** A command that configures its manager: noted under the environment variable that would say the same. */
export function noteManagerSetting(stage: StageNode, invocation: Invocation): void {
  const { manager, verbName, operands, command } = invocation;
  const values = operands.map(({ value }) => value);
  if (manager.id === "yarn" && /^set$|^policies$/.test(verbName) && /^(set-)?version$/.test(values[0] ?? "")) {
    stage.yarn = /^(1|classic|legacy)\b/.test(values[1] ?? "stable") ? "classic" : "berry";
    return;
  }
  const setting = settingOf(invocation, values);
  if (!setting) return;
  const [name, value] = setting;
  stage.managerSettings = new Map(stage.managerSettings).set(name, command.maybe ? null : (value ?? null));
}

/** `corepack prepare yarn@4.1.0 --activate`, `corepack use yarn@stable`, `corepack enable`: which Yarn later steps run. */
export function noteCorepack(stage: StageNode, { arguments: words }: RunCommand): void {
  const version = words.map(({ value }) => /^yarn@(.+)$/.exec(value ?? "")?.[1]).find(Boolean);
  if (version !== undefined) stage.yarn = /^(1\b|classic)/.test(version) ? "classic" : "berry";
  else if (words[0]?.value === "enable") stage.yarn ??= "either";
}

/** What the workspace says of the project: which Yarn it names, and how that links. */
export function noteYarnProject(context: RunContext, invocation: Invocation): void {
  const { stage } = context;
  const project = projectOf(context, invocation);
  if (project?.yarn !== undefined && (stage.yarn === undefined || stage.yarn === "either")) stage.yarn = project.yarn;
  if (project?.linksNodeModules && !stage.managerSettings.has("YARN_NODE_LINKER"))
    stage.managerSettings = new Map(stage.managerSettings).set("YARN_NODE_LINKER", "node-modules");
}

function settingOf(
  { manager, verbName }: Invocation,
  values: readonly (string | undefined)[],
): readonly [string, string | undefined] | undefined {
  switch (manager.id) {
    case "npm":
    case "pnpm":
    case "yarn": {
      const [name, value] =
        verbName === "set" ? assigned(values) : values[0] === "set" ? assigned(values.slice(1)) : [];
      if (!name) return undefined;
      const snake = name.replace(/[A-Z]/g, "_$&").replace(/-/g, "_");
      return [manager.id === "yarn" ? `YARN_${snake.toUpperCase()}` : `npm_config_${snake}`, value];
    }
    case "bundler": {
      const [name, ...rest] = values[0] === "set" ? values.slice(1) : values;
      if (!name || /^(get|list|unset)$/.test(name) || verbName !== "config") return undefined;
      const value = rest.includes(undefined) ? undefined : rest.join(":");
      return value === ""
        ? undefined
        : [`BUNDLE_${name.toUpperCase().replace(/-/g, "___").replace(/\./g, "__")}`, value];
    }
    case "poetry":
    case "pdm": {
      // `poetry config virtualenvs.in-project true`
      const [name, value] = verbName === "config" ? values : [];
      if (!name) return undefined;
      const own = name.toUpperCase().replace(/[.-]/g, "_");
      return [`${manager.id.toUpperCase()}_${own}`, value];
    }
    case "composer":
      return verbName === "config" && values[0] === "cache-dir" ? ["COMPOSER_CACHE_DIR", values[1]] : undefined;
    default:
      return undefined;
  }
}

/** `name value` and `name=value`. */
function assigned([name, value]: readonly (string | undefined)[]): [string | undefined, string | undefined] {
  const equals = name?.indexOf("=") ?? -1;
  return equals === -1 ? [name, value] : [name!.slice(0, equals), name!.slice(equals + 1)];
}

/**
 * What the manager takes this variable for: the command's own environment, else what a step configured, null where
 * that cannot be known.
 */
export function settingState(stage: StageNode, invocation: Invocation, name: string): string | null | undefined {
  const { command, manager } = invocation;
  if (manager.id === "bundler" && name === "BUNDLE_PATH") return bundlePath(stage, invocation);
  const value = command.environmentState(name);
  return value === undefined ? stage.managerSettings.get(name) : value;
}

function bundlePath({ managerSettings }: StageNode, invocation: Invocation): string | null | undefined {
  const { command, flags } = invocation;
  if (flags.some((flag) => flag.name === "--path" && flag.value === undefined)) return null;
  const state = (name: string) => {
    const value = command.environmentState(name);
    return value === undefined ? managerSettings.get(name) : value;
  };
  const path = flagValue(invocation, ["--path"]) ?? state("BUNDLE_PATH");
  if (path !== undefined) return path;
  const deployment = hasFlag(invocation, ["--deployment"]) ? "true" : state("BUNDLE_DEPLOYMENT");
  if (deployment === null) return null;
  return deployment && !/^(false|0|no)$/i.test(deployment) ? "vendor/bundle" : undefined;
}

/** The workspace's project that this command of npm, Yarn, pnpm or Bun is about. */
export function projectOf(context: RunContext, invocation: Invocation): NodeProject | undefined {
  if (context.facts.nodeProjects.length === 0 || !/^(npm|yarn|pnpm|bun)$/.test(invocation.manager.id)) return undefined;
  const folder = nodeFolder(invocation);
  return folder === undefined ? undefined : nodeProjectIn(context.facts.nodeProjects, folder, context.instruction);
}

/** Yarn 2 and later, as far as the command or an earlier step tells: its cache may be the dependency tree. */
export function isBerry(stage: StageNode, invocation: Invocation): boolean {
  if (invocation.manager.id !== "yarn") return false;
  return (
    stage.yarn === "berry" ||
    /^(workspaces focus|dlx|up)$/.test(invocation.verbName) ||
    invocation.flags.some(({ name }) => /^--(immutable(-cache)?|inline-builds|check-cache|mode)$/.test(name))
  );
}

/** Flags that Yarn 2 refuses. */
const classicFlags =
  /^--(production|prod|pure-lockfile|non-interactive|network-timeout|network-concurrency|cache-folder|ignore-(engines|scripts|optional|platform)|prefer-offline|no-progress|modules-folder)$/;

/** Nothing says which Yarn runs: package.json may name one that the file does not. */
export function mayBeBerry({ yarn }: StageNode, { flags }: Invocation): boolean {
  return yarn === "either" && !flags.some(({ name }) => classicFlags.test(name));
}

/** `nodeLinker: node-modules`: what is installed lies in node_modules, as with every other manager. */
export function linksNodeModules(stage: StageNode, invocation: Invocation): boolean {
  return settingState(stage, invocation, "YARN_NODE_LINKER") === "node-modules";
}
