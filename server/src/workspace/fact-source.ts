// Answers the session's questions about the disk, and hands those about images to whoever can ask an engine.
import path from "node:path";
import { findContext } from "../context/find-context";
import {
  type FactRequest,
  type FactValue,
  type NodePackage,
  type NodeProjectRequest,
  noSemanticFacts,
  packageKey,
  type SemanticFacts,
} from "../engine/index";
import { readCargoStrip } from "./cargo-profile";
import { contextContents } from "./context-contents";
import { contextFiles, forgetContexts } from "./context-files";
import { type Disk, freshDisk } from "./disk";
import { stageNames } from "./dockerfiles";
import { readNamedBuilds } from "./named-builds";
import { installedPackages } from "./node/installed-packages";
import { nodePackages } from "./node/node-packages";
import { readNodeProjects } from "./node-projects";
import { readPackageData } from "./package-data";
import { forgetPython, pythonInstalled, pythonPackages } from "./python/python-facts";
import { readRequirementsFiles } from "./requirements-files";

/** Unpacked size of an image that the local engine has; rejects, in a sentence, where it has none. */
export type ImageSize = (
  reference: string,
  platform: string | undefined,
  engine: string | undefined,
) => Promise<FactValue>;

/** What a registry lists of an image; rejects, in a sentence, where it cannot be had. */
export type RegistryImage = (reference: string, platform: string | undefined) => Promise<FactValue>;

/** Unpacked bytes of published npm packages, by `name@version`; rejects, in a sentence, where no registry could be asked. */
export type PublishedSizes = (packages: readonly NodePackage[]) => Promise<FactValue>;

/** What the session says about the document that a fact is for. */
interface Scope {
  readonly document: { readonly path: string | undefined };
  readonly contextPath: string | undefined;
  readonly contextSources: readonly string[];
  readonly engine: string | undefined;
}

/** Who answers; what nobody answers is absent. */
export interface FactSources {
  /** The folder of the shipped package indexes. */
  readonly packageData: string;
  /** What lies beside the documents; looked at each time where there is none. */
  readonly disk?: Disk;
  /** Contents of context files are read for their digests: who keeps no measurements has no use for them. */
  readonly withDigests?: boolean;
  /** The packages that are installed on this machine are counted, which takes seconds and is the same nowhere else. */
  readonly countsInstalled?: boolean;
  readonly imageSize?: ImageSize | undefined;
  readonly registryImage?: RegistryImage;
  readonly publishedSizes?: PublishedSizes;
}

/** Implements the session's FactSource. */
export function createFactSource({
  packageData,
  disk = freshDisk,
  withDigests = false,
  countsInstalled = false,
  imageSize,
  registryImage,
  publishedSizes,
}: FactSources) {
  return {
    async fetch(request: FactRequest, { document, contextPath, contextSources, engine }: Scope): Promise<FactValue> {
      const projectFolder = ({ folder }: NodeProjectRequest) => {
        if (document.path === undefined) throw new Error("the file is not on disk, so it has no build context");
        return path.join(contextPath ?? findContext(document.path, contextSources), folder);
      };
      switch (request.kind) {
        case "base-image":
          if (!imageSize) throw new Error("no engine is asked here");
          return imageSize(request.reference, request.platform, engine);
        case "registry-image":
          if (!registryImage) throw new Error("no registry is asked here");
          return registryImage(request.reference, request.platform);
        case "package-data":
          return readPackageData(packageData, request.name);
        case "context-files":
          if (document.path === undefined) throw new Error("the file is not on disk, so it has no build context");
          return contextFiles(request.sources, document.path, contextPath, contextSources, withDigests);
        case "context-contents":
          if (document.path === undefined) throw new Error("the file is not on disk, so it has no build context");
          return contextContents(document.path, contextPath, contextSources);
        case "stage-names":
          if (document.path === undefined) throw new Error("the file is not on disk, so it has no workspace");
          return stageNames(document.path);
        case "node-packages":
          return nodePackages(projectFolder(request), request);
        case "node-installed":
          if (!countsInstalled) throw new Error("what is installed on this machine is not counted here");
          return installedPackages(projectFolder(request));
        case "node-published":
          if (!publishedSizes) throw new Error("no registry is asked here");
          return publishedSizes(await notInstalled(projectFolder(request), request));
        case "python-packages":
          if (document.path === undefined) throw new Error("the file is not on disk, so it has no build context");
          return pythonPackages(request, { dockerfilePath: document.path, contextPath, contextSources });
        case "python-installed":
          if (document.path === undefined) throw new Error("the file is not on disk, so it has no workspace");
          return pythonInstalled(request, { dockerfilePath: document.path, contextPath, contextSources });
      }
    },
    async semanticFacts(document: { readonly path: string | undefined }): Promise<Omit<SemanticFacts, "context">> {
      if (document.path === undefined) return noSemanticFacts;
      const [builds, cargoStrip] = await Promise.all([
        readNamedBuilds(document.path, disk),
        readCargoStrip(document.path, disk),
      ]);
      const contexts = new Set(builds.map(({ contextPath }) => contextPath));
      const contextPath = contexts.size === 1 ? [...contexts][0] : undefined;
      const [nodeProjects, requirements] = await Promise.all([
        readNodeProjects(document.path, contextPath, disk),
        readRequirementsFiles(document.path, contextPath, disk),
      ]);
      return { builds, cargoStrip, nodeProjects, requirements };
    },
    forget(): void {
      forgetContexts();
      forgetPython();
      disk.forget();
    },
  };
}

/** Only what this machine does not know itself is worth a look-up. */
async function notInstalled(folder: string, request: NodeProjectRequest): Promise<readonly NodePackage[]> {
  const { nodePackages: packages = [] } = await nodePackages(folder, request);
  const { packageSizes = {} } = await installedPackages(folder).catch((): Partial<FactValue> => ({}));
  return packages.filter((one) => packageSizes[packageKey(one)] === undefined);
}
