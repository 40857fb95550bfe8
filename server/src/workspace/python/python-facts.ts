// Answers which packages a project's manifests bring, and what of them lies in its virtual environment.
import type { FactValue, PythonManifestsRequest } from "../../engine/index";
import { type ContextPlace, contextRoot, contextText } from "../context-files";
import { resolveManifests } from "./resolve-manifests";
import { forgetEnvironments, readEnvironment } from "./virtual-environment";

/** Resolves manifests and lock files of the build context; rejects, in a sentence, where one cannot be read. */
export async function pythonPackages(request: PythonManifestsRequest, place: ContextPlace): Promise<FactValue> {
  let bytes = 0;
  const read = async (file: string): Promise<string> => {
    const text = await contextText(file, place);
    bytes += text.length;
    return text;
  };
  const python = await resolveManifests(request, read);
  return { bytes, basis: `${request.manifests.join(" and ")} of the build context ${contextRoot(place)}`, python };
}

/** The distributions of the virtual environment that lies beside the manifests or above them in the context. */
export async function pythonInstalled(request: PythonManifestsRequest, place: ContextPlace): Promise<FactValue> {
  const environment = await readEnvironment(contextRoot(place), request.manifests, request.target);
  const bytes = Object.values(environment.packages).reduce((sum, { files }) => sum + files, 0);
  return { bytes, basis: `virtual environment ${environment.folder}`, installed: environment.packages };
}

/** What was read of environments no longer counts. */
export function forgetPython(): void {
  forgetEnvironments();
}
