// Where each package manager puts what it installs.
import { resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation } from "../read-invocation";
import { rootOf } from "./caches";
import { condaPaths } from "./conda-paths";
import { settingState } from "./manager-settings";
import { directoryFlags, nodeFolder } from "./node-folder";
import { pythonPaths } from "./python-paths";
import { projectPaths } from "./python-project-paths";
import { rPaths } from "./r-packages";
import type { RunContext } from "./run-context";

/** Most of what a distribution's packages hold lies under /usr. */
const systemPaths = ["/usr", "/lib", "/etc", "/var", "/bin", "/sbin"];

/** Where the packages land, most of them in the first; undefined where nobody can tell. */
export function installPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { manager, command } = invocation;
  if (manager.system !== undefined) {
    const root = rootOf(invocation);
    return root === "/" ? systemPaths : root === undefined ? undefined : [root];
  }
  switch (manager.id) {
    case "npm":
    case "yarn":
    case "pnpm":
    case "bun":
      return nodePaths(invocation);
    case "bundler":
    case "gem":
      return gemPaths(context, invocation);
    case "composer": {
      if (invocation.verbName === "global require") return undefined;
      const directory = flagValue(invocation, ["-d", "--working-dir"]);
      const folder = directory === undefined ? command.workdir : resolvePath(command.workdir, directory);
      const vendor = command.environment("COMPOSER_VENDOR_DIR") ?? "vendor";
      const path = resolvePath(folder, vendor);
      return path === undefined ? undefined : [path];
    }
    case "pecl":
      return ["/usr/local/lib/php/extensions"];
    case "pip":
    case "uv":
      return pythonPaths(context, invocation);
    case "pipx":
    case "pipenv":
    case "poetry":
    case "pdm":
      return projectPaths(context, invocation);
    case "conda":
      return condaPaths(context, invocation);
    case "mix":
      return command.workdir === undefined ? undefined : [resolvePath(command.workdir, "deps")!];
    case "r":
      return rPaths(invocation);
    case "cpan":
    case "cpanm": {
      const written = flagValue(invocation, ["-l", "--local-lib", "-L", "--local-lib-contained"]);
      return written === undefined ? perlPaths : [resolvePath(command.workdir, written) ?? []].flat();
    }
    case "dotnet":
      return dotnetToolPaths(invocation);
    default:
      return undefined;
  }
}

const perlPaths = ["/usr/local/share/perl", "/usr/local/lib/perl5", "/usr/local/bin"];

/** `dotnet tool install -g NAME`, `--tool-path DIR`; workloads lie in the SDK. */
function dotnetToolPaths(invocation: Invocation): readonly string[] | undefined {
  const { command, verbName } = invocation;
  if (verbName.startsWith("workload")) return ["/usr/share/dotnet"];
  const written = flagValue(invocation, ["-tool-path"]);
  const path =
    written ?? (hasFlag(invocation, ["-g", "-global"]) ? command.home && `${command.home}/.dotnet/tools` : ".");
  const resolved = path === undefined ? undefined : resolvePath(command.workdir, path);
  return resolved === undefined ? undefined : [resolved];
}

const isGlobal = (invocation: Invocation): boolean =>
  hasFlag(invocation, ["-g", "--global", "--location=global"]) || invocation.verbName === "global add";

/** `node_modules` of the folder that the command works on, or where global packages go. */
function nodePaths(invocation: Invocation): readonly string[] | undefined {
  const { command, manager, verbName, operands } = invocation;
  const folder = nodeFolder(invocation);
  // `pnpm deploy DIR` copies the package there, with what it needs.
  const target = verbName === "deploy" ? operands.at(-1) : undefined;
  if (target) {
    const path = target.value === undefined ? undefined : resolvePath(folder, target.value);
    return path === undefined ? undefined : [resolvePath(path, "node_modules")!];
  }
  if (!isGlobal(invocation)) return folder === undefined ? undefined : [resolvePath(folder, "node_modules")!];
  const { home } = command;
  switch (manager.id) {
    case "npm": {
      const set = command.environment("NPM_CONFIG_PREFIX") ?? command.environment("npm_config_prefix") ?? "/usr/local";
      const prefix = flagValue(invocation, directoryFlags) === undefined ? set : folder;
      return prefix === undefined ? undefined : [resolvePath(prefix, "lib/node_modules")!, resolvePath(prefix, "bin")!];
    }
    case "yarn":
      // For root, Yarn Classic takes /usr/local/share for the home directory.
      return home === undefined
        ? undefined
        : [`${home === "/root" ? "/usr/local/share" : home}/.config/yarn/global/node_modules`, "/usr/local/bin"];
    case "pnpm": {
      const own = command.environment("PNPM_HOME") ?? (home && `${home}/.local/share/pnpm`);
      return own ? [own] : undefined;
    }
    default: {
      const own = command.environment("BUN_INSTALL") ?? (home && `${home}/.bun`);
      return own ? [`${own}/install/global`, `${own}/bin`] : undefined;
    }
  }
}

/** Bundler's path, else where RubyGems keeps gems. */
function gemPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { command, manager } = invocation;
  const written =
    manager.id === "bundler"
      ? settingState(context.stage, invocation, "BUNDLE_PATH")
      : flagValue(invocation, ["-i", "--install-dir"]);
  const home = written === undefined ? settingState(context.stage, invocation, "GEM_HOME") : written;
  if (home) {
    const path = resolvePath(command.workdir, home);
    return path === undefined ? undefined : [path];
  }
  if (home === null) return undefined;
  const { system } = context.stage;
  if (system === "alpine") return ["/usr/lib/ruby/gems"];
  return system === "debian" || system === "ubuntu" ? ["/var/lib/gems"] : undefined;
}
