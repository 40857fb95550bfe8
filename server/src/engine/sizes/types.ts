// Size claims and the facts they rest on. All bytes are integers; MB means 10⁶ bytes.

import type { ContextFacts } from "../context-facts";
import type { NodePackage, NodePlatform } from "../node-packages";
import type { InstalledPackage, PythonManifestsRequest, PythonResolution } from "../python-resolution";
import type { DebianIndex } from "./debian-index";

/** "unpacked": files on disk, the sum of file sizes. "transfer": compressed, as pulled. Never mixed in one sum. */
export type Metric = "unpacked" | "transfer";

export type SizeClaim =
  | {
      readonly kind: "measured";
      readonly bytes: number;
      readonly metric: Metric;
      readonly basis: string;
      readonly measuredAt: string;
    }
  | {
      readonly kind: "estimated";
      readonly low: number;
      readonly likely: number;
      readonly high: number;
      readonly metric: Metric;
      readonly basis: string;
    }
  | { readonly kind: "unknown"; readonly reason: string };

/** A sum of claims. With unknown parts it is a lower bound. */
export interface Total {
  readonly claim: SizeClaim;
  readonly unknownParts: number;
}

/** What pricing would like to know; `key` is unique per request, and the fact comes back under it. */
export type FactRequest =
  /** Unpacked size of an image that the local engine may have. */
  | {
      readonly kind: "base-image";
      readonly key: string;
      readonly reference: string;
      readonly platform: string | undefined;
    }
  /** Compressed layers of an image, as its registry lists them; asked for only where the user turned look-ups on. */
  | {
      readonly kind: "registry-image";
      readonly key: string;
      readonly reference: string;
      readonly platform: string | undefined;
    }
  /** Bytes of the context files that these COPY/ADD sources match, after .dockerignore. */
  | { readonly kind: "context-files"; readonly key: string; readonly sources: readonly string[] }
  /** What lies in the build context; it changes what is found, not only what that costs. */
  | { readonly kind: "context-contents"; readonly key: string }
  /** The names of the stages of all Dockerfiles of the workspace. */
  | { readonly kind: "stage-names"; readonly key: string }
  /** The packages that the lock file of a Node project brings. */
  | ({ readonly kind: "node-packages" } & NodeProjectRequest)
  /** What those of them take that lie in the project's node_modules on this machine. */
  | ({ readonly kind: "node-installed" } & NodeProjectRequest)
  /** What a registry says of the others; asked for only where the user turned look-ups on. */
  | ({ readonly kind: "node-published" } & NodeProjectRequest)
  /** A shipped package index, such as "debian-bookworm". */
  | { readonly kind: "package-data"; readonly key: string; readonly name: string }
  /** Which packages these manifests and lock files of the build context bring into an image. */
  | ({ readonly kind: "python-packages"; readonly key: string } & PythonManifestsRequest)
  /** What lies in the virtual environment of these manifests' project on this machine. */
  | ({ readonly kind: "python-installed"; readonly key: string } & PythonManifestsRequest);

/** Workspaces of a Node project that a command names. */
export interface ChosenWorkspaces {
  /** Names of their package.json, or folders below the project's; `.` is the project itself. */
  readonly names: readonly string[];
  /** The workspaces that these depend on come along, with what they depend on. */
  readonly withDependencies: boolean;
}

/** A Node project of the build context. */
export interface NodeProjectRequest {
  readonly key: string;
  /** Relative to the build context; "" for the context itself. */
  readonly folder: string;
  readonly manager: "npm" | "yarn" | "pnpm" | "bun";
  /** The workspaces that are installed alone; undefined for all. */
  readonly workspaces: ChosenWorkspaces | undefined;
  readonly platform: NodePlatform;
}

/**
 * What one machine alone knows: its engine's images, its installed packages, what it looked up in a registry. Such facts
 * change what is shown, and never whether a finding is reported or how severe it is.
 */
export const factsOfOneMachine: ReadonlySet<FactRequest["kind"]> = new Set([
  "base-image",
  "registry-image",
  "python-installed",
  "node-installed",
  "node-published",
]);

/** What came back: bytes, unpacked but for "registry-image", and where from; digest identifies the content. */
export interface FactValue {
  readonly bytes: number;
  readonly basis: string;
  readonly digest?: string;
  /** For "python-packages", whose `bytes` are those of the manifests. */
  readonly python?: PythonResolution;
  /** For "python-installed": by normalised name. */
  readonly installed?: Readonly<Record<string, InstalledPackage>>;
  /** For "node-packages", whose `bytes` are those of the lock file. */
  readonly nodePackages?: readonly NodePackage[];
  /** For "node-installed" and "node-published": bytes of single packages, by `name@version`. */
  readonly packageSizes?: Readonly<Record<string, number>>;
  /** For "stage-names". */
  readonly names?: readonly string[];
  /** For "package-data". */
  readonly packages?: DebianIndex;
  /** For "context-contents". */
  readonly contents?: ContextFacts;
  /** For "registry-image": the layers whose compressed sizes `bytes` sums up. */
  readonly layers?: readonly { readonly bytes: number; readonly compression: "gzip" | "zstd" | "none" }[];
  /** For what was asked over the network: when, as `2026-11-26`. */
  readonly date?: string;
  /** The biggest entries, largest first, where there are several. */
  readonly largest?: readonly { readonly path: string; readonly bytes: number }[];
}

/** A fact on its way is pending: a state of the fact, not a kind of claim. */
export type FactState =
  | { readonly state: "pending" }
  | { readonly state: "known"; readonly value: FactValue }
  | { readonly state: "absent"; readonly reason: string };

/** A measured instruction, found again by its key (see `measurement-keys.ts`). */
export interface Measurement {
  readonly key: string;
  /** Key of the instruction alone, for the second look-up after an edit above. */
  readonly instructionKey: string;
  readonly bytes: number;
  readonly metric: Metric;
  /** For example "image history of Docker 28.5.2 (overlay2)". */
  readonly basis: string;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly durationMs: number | undefined;
  readonly cached: boolean;
  /** COPY and ADD from the context: the digest of the files that were sent, which `key` includes. */
  readonly contextDigest?: string;
}

/** Everything `price` may know beyond the file. Raised revisions mean: price again. */
export interface SizeFacts {
  readonly revision: number;
  readonly facts: ReadonlyMap<string, FactState>;
  /** By `key`, and by `instructionKey` for the fallback; the newest wins. */
  readonly measurements: readonly Measurement[];
}
