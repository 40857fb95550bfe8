// Files that configure a package manager: once a step writes one, its switches may say anything.
import { noteDirectory, type StageNode } from "../nodes";
import { packageManagers } from "../package-managers";
import { baseName, resolvePath } from "../paths";

/** Notes what a file that a step writes (or a COPY brings, `sources`) changes for later steps. */
export function noteWrite(stage: StageNode, path: string, sources: readonly string[] = []): void {
  noteDirectory(stage, path);
  if ([path, ...sources].some((one) => /(^|\/)\.yarnrc\.yml$|(^|\/)\.yarn(\/releases)?\/?$/.test(one)))
    stage.yarn = "berry";
  const paths = [path, ...sources.map((source) => resolvePath(path, baseName(source)) ?? path)];
  for (const { id, configurationFiles } of Object.values(packageManagers))
    if (configurationFiles && paths.some((one) => configurationFiles.test(one))) stage.configuredManagers.add(id);
}
