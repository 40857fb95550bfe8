// Tells what lies in a Dockerfile's build context that no image needs, and who else its ignore file counts for.
import { existsSync } from "node:fs";
import path from "node:path";
import { findContext } from "../context/find-context";
import type { BuildContext } from "../context/read-context";
import { surveyContext } from "../context/survey-context";
import type { ClutterEntry, ContextFacts, FactValue } from "../engine/index";
import { walk } from "./context-files";
import { dockerfilesBelow, summarize } from "./dockerfiles";

/** One survey serves all Dockerfiles for which one walk does. */
const surveys = new WeakMap<BuildContext, readonly ClutterEntry[]>();

/** Rejects, in a sentence, when the context cannot be read. */
export async function contextContents(
  dockerfilePath: string,
  contextPath: string | undefined,
  contextSources: readonly string[],
): Promise<FactValue> {
  const context = await walk(contextPath ?? findContext(dockerfilePath, contextSources), dockerfilePath);
  const clutter = surveys.get(context) ?? surveyContext(context);
  surveys.set(context, clutter);
  const { root, ignoreFile, bytes } = context;
  const file = ignoreFile.path ?? path.join(root, ".dockerignore");
  const isOwn = file === `${dockerfilePath}.dockerignore`;
  const contents: ContextFacts = {
    bytes,
    clutter,
    ignoreFile: {
      path: path.relative(path.dirname(dockerfilePath), file).split(path.sep).join("/"),
      exists: ignoreFile.path !== undefined,
      text: ignoreFile.text,
    },
    // Only asked of the disk where there is something to ignore.
    otherSources: clutter.length === 0 || isOwn ? [] : await otherSources(root, dockerfilePath),
  };
  return { bytes, basis: `the build context ${root}`, contents };
}

/** What the other Dockerfiles without ignore files of their own take from the context. */
async function otherSources(root: string, dockerfilePath: string): Promise<readonly (string | null)[]> {
  const files = await dockerfilesBelow(root);
  if (files === undefined) return [null];
  const sources = new Set<string | null>();
  for (const file of files) {
    if (file === dockerfilePath || existsSync(`${file}.dockerignore`)) continue;
    for (const source of (await summarize(file)).sources) {
      sources.add(source);
      // Its own context may be its own folder.
      const folder = path.relative(root, path.dirname(file)).split(path.sep).join("/");
      if (source !== null && folder !== "") sources.add(`${folder}/${source}`);
    }
  }
  return [...sources];
}
