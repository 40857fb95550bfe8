// Files that configure a package manager: once a step writes one, its switches may say anything.
import { noteDirectory, type StageNode } from "../nodes";
import { packageManagers } from "../package-managers";
import { baseName, resolvePath } from "../paths";

/**
 * Notes what a file that a step writes (or a COPY brings, `sources`) changes for later steps. `text` is what is written,
 * where that is known.
 */
export function noteWrite(stage: StageNode, path: string, sources: readonly string[] = [], text?: string): void {
  noteDirectory(stage, path);
  if ([path, ...sources].some((one) => /(^|\/)\.yarnrc\.yml$|(^|\/)\.yarn(\/releases)?\/?$/.test(one)))
    stage.yarn = "berry";
  const paths = [path, ...sources.map((source) => resolvePath(path, baseName(source)) ?? path)];
  // Most writes configure nothing: one look tells.
  if (!paths.some((one) => anyConfiguration.test(one)) && !bringsFolder(path, sources)) return;
  for (const { id, configurationFiles, recommendsSwitch } of Object.values(packageManagers)) {
    if (configurationFiles && paths.some((one) => configurationFiles.test(one))) stage.configuredManagers.add(id);
    if (!recommendsSwitch || stage.withoutRecommends.has(id)) continue;
    const isConfiguration = paths.some((one) => recommendsSwitch.configurationFiles.test(one));
    const mayConfigure = isConfiguration || bringsFolder(path, sources);
    if (mayConfigure && (text === undefined || recommendsSwitch.setting.test(text))) stage.withoutRecommends.add(id);
  }
}

const anyConfiguration = new RegExp(
  Object.values(packageManagers)
    .flatMap(({ configurationFiles, recommendsSwitch }) => [configurationFiles, recommendsSwitch?.configurationFiles])
    .flatMap((pattern) => (pattern === undefined ? [] : [`(?:${pattern.source})`]))
    .join("|"),
);

/** A folder of the context that lands where configuration lies: what is in it nobody tells. */
function bringsFolder(path: string, sources: readonly string[]): boolean {
  return /^\/(etc(\/(apt|dnf|yum|zypp))?)?$/.test(path) && sources.some((source) => !/.\.\w+$/.test(baseName(source)));
}
