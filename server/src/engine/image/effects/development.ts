// Which part of an install is there for developing: by the manager's switches, by the names of packages and files.
import { isDevelopmentFile, isDevelopmentTool } from "../development-tools";
import { isKnownImage } from "../image-references";
import { switchedBy } from "../package-managers";
import { baseName } from "../paths";
import { hasFlag, hasUnknownFlag, type Invocation } from "../read-invocation";
import type { PackageRequest } from "../types";
import { isBerry, linksNodeModules, mayBeBerry, settingState } from "./manager-settings";
import type { RunContext } from "./run-context";

const nodeManagers = new Set(["npm", "yarn", "pnpm", "bun"]);

/**
 * Does it install the development dependencies of a manifest as well? Undefined where that is unknown, or where the
 * command names its packages by itself.
 */
export function developmentOf(context: RunContext, invocation: Invocation): boolean | undefined {
  const { manager, operands } = invocation;
  const switches = manager.productionSwitches;
  if (!switches || !readsManifest(invocation)) return undefined;
  const berry = isBerry(context.stage, invocation);
  // What Plug'n'Play keeps of them nobody can tell from here.
  if (berry && !linksNodeModules(context.stage, invocation)) return undefined;
  if (manager.id === "yarn" && !berry && mayBeBerry(context.stage, invocation)) return undefined;
  if (switches.optIn) return developmentOnDemand(invocation, switches);
  if (hasFlag(invocation, switches.developmentFlags)) return true;
  if (hasFlag(invocation, switches.flags)) return false;
  let unknown = operands.some(({ value }) => value === undefined);
  // Yarn Berry knows no such variable.
  for (const entry of berry ? [] : switches.environment) {
    const value = settingState(context.stage, invocation, entry.name);
    if (value === null) unknown = true;
    else if (switchedBy(entry, value)) return false;
  }
  return unknown ? undefined : true;
}

/** Only where a flag or a variable asks for them, as with Pipenv. */
function developmentOnDemand(
  invocation: Invocation,
  switches: NonNullable<Invocation["manager"]["productionSwitches"]>,
): boolean | undefined {
  if (hasFlag(invocation, switches.developmentFlags)) return true;
  if (hasUnknownFlag(invocation)) return undefined;
  const values = switches.environment.map((entry) => {
    const value = invocation.command.environmentState(entry.name);
    return value === null ? undefined : switchedBy(entry, value);
  });
  return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
}

/** Packages that a command names are what they are; a manifest has a part for development. */
function readsManifest({ manager, verbName, operands, flags }: Invocation): boolean {
  if (nodeManagers.has(manager.id)) {
    if (flags.some(({ name, value }) => /^(-g|--global)$/.test(name) || (name === "--location" && value === "global")))
      return false;
    if (/^(add|a|global add|dlx|up)$/.test(verbName)) return false;
    // `npm install .`
    return operands.every(({ value }) => value === ".") || /^(deploy|workspaces focus|prune)$/.test(verbName);
  }
  switch (manager.id) {
    case "bundler":
      return !/^(add|update)$/.test(verbName);
    case "composer":
      return !/require/.test(verbName) && operands.length === 0;
    case "uv":
      // Projects that sort what they want into extras have their tools there too, as a rule.
      return !/^(pip|tool|python) /.test(verbName) && !flags.some(({ name }) => /^--(all-)?extras?$/.test(name));
    case "poetry":
    case "pdm":
      // One package more, and what the file says of the others.
      return verbName !== "add";
    case "pipenv":
      return operands.length === 0;
    default:
      return true;
  }
}

/** Takes the development dependencies away that an earlier install put into the same place. */
export function dropDevelopment(context: RunContext, { manager, command }: Invocation, path: string | undefined): void {
  for (const draft of context.files.developmentOf(manager.id)) {
    const { effect } = draft;
    if (path !== undefined && effect.paths !== undefined && effect.paths[0] !== path) continue;
    if (effect.instruction === context.instruction) context.drop(draft, command.maybe);
    // Its layer keeps them; who copies from this stage no longer finds them.
    else context.files.hide(draft);
  }
}

/** Do the development dependencies of the same manifest lie there already? */
export function holdsDevelopment(context: RunContext, { manager }: Invocation, path: string | undefined): boolean {
  return context.files
    .developmentOf(manager.id)
    .some(
      ({ effect }) =>
        effect.kind === "install" &&
        effect.packages.length === 0 &&
        effect.manifests.length === 0 &&
        effect.paths?.[0] === path,
    );
}

/** `pip install -e .[dev]` */
const developmentExtras = /^[./].*\[(dev|develop|tests?|testing|lint|docs)\]$/;

/** The packages and manifests of a command that only developers want. */
export function developmentPart(
  context: RunContext,
  { manager, operands, flags, verbName }: Invocation,
  packages: readonly PackageRequest[],
  manifests: readonly string[],
): { readonly packages: readonly PackageRequest[]; readonly manifests: readonly string[]; readonly extras: boolean } {
  const ecosystem = nodeManagers.has(manager.id) ? "node" : manager.pythonModule !== undefined ? "python" : undefined;
  // Global tools are there to be called.
  const isGlobal =
    manager.id === "pipx" ||
    /^(global add|tool install)$/.test(verbName) ||
    flags.some(({ name }) => /^(-g|--global|--location)$/.test(name));
  if (ecosystem === undefined || isGlobal) return { packages: [], manifests: [], extras: false };
  // An image that nobody knows may hold them already.
  const isKnown = isKnownImage(context.stage.root);
  const editable = flags.filter(({ name }) => name === "-e" || name === "--editable");
  const sources = [...operands, ...editable].map(({ value }) => value);
  return {
    packages: packages.filter(({ name }) => isKnown && isDevelopmentTool(ecosystem, name)),
    manifests: manifests.filter((file) => ecosystem === "python" && isDevelopmentFile(baseName(file))),
    extras: ecosystem === "python" && sources.some((value) => developmentExtras.test(value ?? "")),
  };
}
