// What an install reads of the files around it: nothing, the manifests that name its packages, or the sources themselves.
import { isSystemManager } from "./package-managers";
import { resolvePath } from "./paths";
import { flagValue, hasFlag, type Invocation } from "./read-invocation";

export interface DependencyInstall {
  readonly invocation: Invocation;
  /** "nothing": packages by name alone; "manifests": files that name them; "sources": more than those. */
  readonly needs: "nothing" | "manifests" | "sources";
  /** Absolute in the image: what it cannot do without, and what it reads where it is there. */
  readonly manifests: readonly string[];
  readonly optional: readonly string[];
  /** It installs the project itself as well, unless it is told not to by this flag. */
  readonly withoutProject: string | undefined;
}

/** Their operands are what they do, and name no packages. */
const hasGoals = /^(maven|gradle|mix)$/;

const condaManagers = /^(conda|mamba|micromamba)$/;

interface Manifest {
  /** Matches the verb with its operands: `install`, `mod download`, `dependency:go-offline`. */
  readonly verbs: RegExp;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly withoutProject?: string;
}

const npmrc = [".npmrc"];
const yarnFiles = ["yarn.lock", ".yarnrc", ...npmrc];

/** By the manager's id: installs that read a project's manifests in the working directory. */
const projectInstalls: Readonly<Record<string, Manifest>> = {
  npm: {
    verbs: /^(ci|install|i|in|clean-install|install-clean)$/,
    required: ["package.json"],
    optional: ["package-lock.json", ...npmrc],
  },
  yarn: { verbs: /^(install|)$/, required: ["package.json"], optional: yarnFiles },
  pnpm: {
    verbs: /^(install|i|ci)$/,
    required: ["package.json"],
    optional: ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...npmrc],
  },
  bun: { verbs: /^(install|i|ci)$/, required: ["package.json"], optional: ["bun.lock", "bun.lockb"] },
  uv: {
    verbs: /^sync$/,
    required: ["pyproject.toml"],
    optional: ["uv.lock"],
    withoutProject: "--no-install-project",
  },
  pipenv: { verbs: /^(install|sync)$/, required: ["Pipfile"], optional: ["Pipfile.lock"] },
  poetry: { verbs: /^install$/, required: ["pyproject.toml"], optional: ["poetry.lock"], withoutProject: "--no-root" },
  pdm: {
    verbs: /^(install|sync)$/,
    required: ["pyproject.toml"],
    optional: ["pdm.lock"],
    withoutProject: "--no-self",
  },
  bundler: { verbs: /^install$/, required: ["Gemfile"], optional: ["Gemfile.lock"] },
  composer: {
    verbs: /^(install|i)$/,
    required: ["composer.json"],
    optional: ["composer.lock"],
    withoutProject: "--no-autoloader",
  },
  go: { verbs: /^mod download$/, required: ["go.mod"], optional: ["go.sum"] },
  cargo: { verbs: /^fetch$/, required: ["Cargo.toml"], optional: ["Cargo.lock"] },
  mix: { verbs: /^deps\.get$/, required: ["mix.exs"], optional: ["mix.lock"] },
  maven: {
    verbs: /^(dependency:(go-offline|resolve|resolve-plugins)|.*:resolve-dependencies)$/,
    required: ["pom.xml"],
    optional: [],
  },
  gradle: {
    verbs: /^((resolve|download)D|d)ependencies$/,
    required: ["build.gradle*"],
    optional: ["settings.gradle*", "gradle.properties"],
  },
};

const read = new WeakMap<Invocation, { readonly install: DependencyInstall | undefined }>();

/** What this run of a package manager needs; undefined where it installs nothing, or nobody can tell. Read once. */
export function dependencyInstall(invocation: Invocation): DependencyInstall | undefined {
  let found = read.get(invocation);
  if (found === undefined) {
    found = { install: readInstall(invocation) };
    read.set(invocation, found);
  }
  return found.install;
}

function readInstall(invocation: Invocation): DependencyInstall | undefined {
  const { manager, verb, flags, operands } = invocation;
  if (flags.some(({ name }) => name.includes("\uFFFC"))) return undefined;
  const found = (needs: DependencyInstall["needs"], manifests: readonly string[] = []): DependencyInstall => ({
    invocation,
    needs,
    manifests,
    optional: [],
    withoutProject: undefined,
  });
  const named = operands.every(({ value }) => value !== undefined && !isLocal(value));
  if (isSystemManager(manager.id)) {
    if (verb.kind !== "install" || operands.length === 0 || invocation.command.moreArguments) return undefined;
    return named ? found("nothing") : undefined;
  }
  const project = projectInstall(invocation);
  if (project !== undefined) return project;
  if (manager.id === "pip" || (manager.id === "uv" && /^pip /.test(invocation.verbName))) {
    return verb.kind === "install" ? pipInstall(invocation, named, found) : undefined;
  }
  if (condaManagers.test(manager.id) && flags.some(({ name }) => name === "-f" || name === "--file")) {
    const file = flagValue(invocation, ["-f", "--file"]);
    const path = file === undefined ? undefined : resolvePath(invocation.command.workdir, file);
    return path === undefined ? undefined : found("manifests", [path]);
  }
  if (verb.kind === "install" && operands.length > 0) return named ? found("nothing") : found("sources");
  if (manager.id === "go" || manager.id === "cargo") {
    const isInstall = invocation.verbName === "install" && operands.length > 0 && named;
    const isRemote = manager.id === "go" ? operands.every(({ value }) => value?.includes("@")) : !hasPath(invocation);
    return isInstall && isRemote ? found("nothing") : undefined;
  }
  return undefined;
}

function projectInstall(invocation: Invocation): DependencyInstall | undefined {
  const { manager, operands, flags, verbName, command } = invocation;
  const row = Object.hasOwn(projectInstalls, manager.id) ? projectInstalls[manager.id] : undefined;
  if (row === undefined || !/^(install|download)$/.test(invocation.verb.kind)) return undefined;
  if (!row.verbs.test(verbName) || (operands.length > 0 && !hasGoals.test(manager.id))) return undefined;
  if (hasFlag(invocation, ["-g", "--global", "--location=global"])) return undefined;
  const moved = flags.find(({ name: flag }) => /^(--prefix|-C|--cwd|--dir|--directory|--project)$/.test(flag));
  const directory = moved === undefined ? command.workdir : moved.value && resolvePath(command.workdir, moved.value);
  if (directory === undefined || directory === "") return undefined;
  const inDirectory = (files: readonly string[]) => files.map((file) => resolvePath(directory, file)!);
  const skips = row.withoutProject !== undefined && skipsProject(invocation, row.withoutProject);
  return {
    invocation,
    needs: "manifests",
    manifests: inDirectory(row.required),
    optional: inDirectory(row.optional),
    withoutProject: skips ? undefined : row.withoutProject,
  };
}

function skipsProject(invocation: Invocation, flag: string): boolean {
  return hasFlag(invocation, [flag, "--no-install-workspace", "--only-dev", "--only-group"]);
}

function pipInstall(
  invocation: Invocation,
  named: boolean,
  found: (needs: DependencyInstall["needs"], manifests?: readonly string[]) => DependencyInstall,
): DependencyInstall | undefined {
  const { flags, command } = invocation;
  if (!named || flags.some(({ name }) => /^(-e|--editable|-f|--find-links)$/.test(name))) return found("sources");
  const files = flags.filter(({ name }) => /^(-[rc]|--(requirements?|constraints?))$/.test(name));
  if (files.length === 0) return invocation.operands.length > 0 ? found("nothing") : undefined;
  const paths = files.map(({ value }) => (value === undefined ? undefined : resolvePath(command.workdir, value)));
  return paths.includes(undefined) ? undefined : found("manifests", paths as string[]);
}

function hasPath(invocation: Invocation): boolean {
  return invocation.flags.some(({ name }) => /^--(path|git)$/.test(name));
}

/** A path or an archive rather than a package of an index. */
function isLocal(value: string): boolean {
  if (/^[./~*]|^file:|\.(deb|rpm|apk|whl|gem|tgz|tar\.gz|zip)(\[.*\])?$/.test(value)) return true;
  // A scoped package, a release behind a slash, or an address.
  const isName = /^@|^\w[\w.+-]*\/[\w.@-]+$|^(git\+)?(https?|ssh):|^[\w-]+(\.[\w-]+)+\//;
  return value.includes("/") && !isName.test(value);
}
