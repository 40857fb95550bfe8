// Where conda, mamba and micromamba keep themselves, their environments and their packages.
import type { RunCommand } from "../commands";
import { knownImage } from "../image-references";
import { baseName, parentPath, resolvePath } from "../paths";
import { flagValue, hasFlag, type Invocation, type InvocationFlag } from "../read-invocation";
import type { RunContext } from "./run-context";

/** The directory with `pkgs` and `envs`; undefined where nobody can tell. */
export function condaRoot(
  context: RunContext,
  command: RunCommand,
  flags: readonly InvocationFlag[],
): string | undefined {
  const written = flags.findLast(({ name }) => name === "-r" || name === "--root-prefix");
  if (written) return written.value === undefined ? undefined : resolvePath(command.workdir, written.value);
  const { programPath } = command;
  // `/opt/conda/bin/conda`; micromamba is one file that lies anywhere.
  if (command.program !== "micromamba" && /\/(conda)?bin\/[^/]+$/.test(programPath)) {
    const root = parentPath(parentPath(programPath));
    if (!/^(\/|\/usr(\/local)?)$/.test(root)) return resolvePath(command.workdir, root);
  }
  const variables = ["MAMBA_ROOT_PREFIX", ...(command.program === "micromamba" ? [] : ["CONDA_DIR", "CONDA_HOME"])];
  for (const variable of variables) {
    const value = command.environmentState(variable);
    if (value === null) return undefined;
    if (value) return resolvePath(command.workdir, value);
  }
  const byImage = knownImage(context.stage.root).caches?.conda;
  if (byImage !== undefined) return byImage;
  if (command.program === "micromamba") return command.home && `${command.home}/micromamba`;
  const onPath = command
    .environmentState("PATH")
    ?.split(":")
    .find((folder) => /(conda|mamba|miniforge)\d*\/(conda)?bin$/i.test(folder));
  if (onPath !== undefined) return parentPath(onPath);
  return context.stage.managerSettings.get("CONDA_ROOT") ?? undefined;
}

/** Where packages are kept: another user than root cannot write to what root installed, and keeps them at home. */
export function packagesOf({ stage, instruction }: RunContext, { home }: RunCommand, root: string): string | undefined {
  const user = instruction.user?.split(":")[0] ?? "root";
  const isWritable =
    user === "root" || user === "0" || (home !== undefined && root.startsWith(home)) || !isRootsOwn(stage.root);
  if (isWritable) return `${root}/pkgs`;
  return home === undefined ? undefined : `${home}/.conda/pkgs`;
}

function isRootsOwn(root: Parameters<typeof knownImage>[0]): boolean {
  return root.kind === "image" && /^(continuumio|condaforge)\//.test(root.reference.name);
}

/** The environment that this command installs into; undefined where nobody can tell. */
export function condaPaths(context: RunContext, invocation: Invocation): readonly string[] | undefined {
  const { command, flags, verbName } = invocation;
  const hidden = flags.some(({ name, value }) => /^(-p|--prefix|-n|--name)$/.test(name) && value === undefined);
  if (hidden) return undefined;
  const prefix = flagValue(invocation, ["-p", "--prefix"]);
  if (prefix !== undefined) {
    const path = resolvePath(command.workdir, prefix);
    return path === undefined ? undefined : [path];
  }
  const root = condaRoot(context, command, flags);
  if (root === undefined) return undefined;
  const name = flagValue(invocation, ["-n", "--name"]);
  if (name === "base" || name === "root") return [root];
  if (name !== undefined) return [`${root}/envs/${name}`];
  // The name stands in the file.
  if (/create|^env /.test(verbName) || hasFlag(invocation, ["-f", "--file"]))
    return /create|^env /.test(verbName) ? [`${root}/envs`] : [root];
  const active = command.environmentState("CONDA_DEFAULT_ENV");
  if (active === null) return undefined;
  return active && active !== "base" ? [active.startsWith("/") ? active : `${root}/envs/${active}`] : [root];
}

/** `bash Miniconda3.sh -b -p /opt/conda`: where conda lies from then on. */
export function noteCondaInstaller({ stage }: RunContext, command: RunCommand): void {
  const values = command.arguments.map(({ value }) => value);
  const script = [command.programPath, ...values].find((value) =>
    /(mini|ana)?(conda|forge|mamba)[\w.-]*\.sh$/i.test(baseName(value ?? "")),
  );
  const at = values.indexOf("-p");
  const prefix = at === -1 ? undefined : values[at + 1];
  if (script === undefined || prefix === undefined) return;
  const path = resolvePath(command.workdir, prefix);
  if (path !== undefined) stage.managerSettings = new Map(stage.managerSettings).set("CONDA_ROOT", path);
}
