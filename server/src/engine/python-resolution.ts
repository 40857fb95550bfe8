// What the workspace is asked about a Python project, and what it answers: packages, resolved by manifests and lock files.
import type { PythonTarget } from "./python-markers";

/** Which parts of a project's manifest an install takes. */
export interface PythonSelection {
  readonly extras: readonly string[] | "all";
  /** Groups beside the main dependencies, other than those for development. */
  readonly groups: readonly string[];
  /** Nothing but the groups. */
  readonly onlyGroups: boolean;
  /** Groups for development that are left out all the same. */
  readonly without: readonly string[];
  /** Extras of the project that are for development: they belong to the development part. */
  readonly developmentExtras: readonly string[];
}

export interface PythonManifestsRequest {
  /** Paths of manifests, lock files and lists, relative to the build context. */
  readonly manifests: readonly string[];
  /** Lists that choose versions and install nothing. */
  readonly constraints: readonly string[];
  readonly target: PythonTarget;
  readonly selection: PythonSelection;
}

/** A package that is asked for by name or that a lock file names. */
export interface PythonRequest {
  readonly name: string;
  /** A release, a range without its first operator, or undefined. */
  readonly version: string | undefined;
  readonly extras?: readonly string[];
  /** Bytes of the wheel that is taken for this image, as a lock file records it, and whether it holds compiled code. */
  readonly wheel?: number;
  readonly isNative?: boolean;
}

export interface PythonResolution {
  readonly main: readonly PythonRequest[];
  /** What the groups for development bring on top. */
  readonly development: readonly PythonRequest[];
  /** A lock file names everything, to the last package; else others come along with those that are named. */
  readonly isComplete: boolean;
  /** Addresses of indexes, which decide which build of a package is taken. */
  readonly options: readonly string[];
  /** What the list cannot tell: sources of repositories, archives, the project's own compiled code. */
  readonly unknown: readonly string[];
  /** Versions that constraints choose, by normalised name. */
  readonly constraints: Readonly<Record<string, string>>;
}

/** A distribution of a virtual environment, by its RECORD. */
export interface InstalledPackage {
  readonly version: string;
  /** Bytes of its files without byte code, and of that its sources, of which byte code is made. */
  readonly files: number;
  readonly code: number;
  /** Its wheel is for another system than the image's. */
  readonly isForeign: boolean;
}
