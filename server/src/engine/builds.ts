// The words in which builds are asked for and told: types only, shared by the session's port and the docker room.
import type { SizeClaim, Total } from "./sizes/types";

/** What a build takes in beside its context, its arguments and its platform. */
export interface BuildInputs {
  /** Labels for the target's image, by name. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Images whose layers may serve as cache. */
  readonly cacheFrom?: readonly string[];
  /** By the name that `FROM` and `--from` use: an absolute folder, or what the engine fetches itself (`docker-image://…`). */
  readonly namedContexts?: Readonly<Record<string, string>>;
  readonly secrets?: readonly BuildSecret[];
  readonly ssh?: readonly SshForward[];
}

export interface BuildRequest extends BuildInputs {
  /** Shown in messages and used for `<Dockerfile>.dockerignore`; absolute path. The text sent is `dockerfileText` (unsaved edits count). */
  readonly dockerfilePath: string;
  readonly dockerfileText: string;
  /** Absolute folder, or undefined: the nearest folder upwards in which every COPY source exists. */
  readonly contextPath: string | undefined;
  /** Name or number of the target; undefined: the last stage. */
  readonly target: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string | undefined;
  readonly noCache: boolean;
  /** Keep the target's image under this tag; undefined: remove it at the end. */
  readonly keepTag: string | undefined;
  /** Engine endpoint from the user's settings (`unix://…`, `tcp://…`); undefined: found as the docker CLI finds it. */
  readonly engine: string | undefined;
  /** `target`: the target's image alone; `stages` (also when left out): every other stage that it is made from as well. */
  readonly measure?: "target" | "stages";
  /** What to run in the target's image once it is built, before it is removed. */
  readonly check?: SmokeCheck;
  /**
   * By absolute path: texts that count instead of what context files and their ignore file hold on disk, or of no file
   * being there. Nothing of it is written.
   */
  readonly contextOverlay?: Readonly<Record<string, string>>;
  /** Rebuilds to time after the build, in this order. */
  readonly rebuilds?: readonly RebuildKind[];
}

/** A secret for `RUN --mount=type=secret`. Its value is read when the build starts, and is in no message. */
export interface BuildSecret {
  readonly id: string;
  readonly source:
    | { readonly kind: "file"; readonly path: string }
    | { readonly kind: "environment"; readonly name: string };
}

/** An ssh agent for `RUN --mount=type=ssh`. */
export interface SshForward {
  /** `default` unless the mount names another. */
  readonly id: string;
  /** An agent's socket, or private key files; empty: the agent of SSH_AUTH_SOCK. */
  readonly paths: readonly string[];
}

/** How it is checked that an image works. */
export interface SmokeCheck {
  /** Run by the image's own shell (`/bin/sh -c`); undefined: the image's own command must start, or its health check pass. */
  readonly command: string | undefined;
  /** Milliseconds that the command, or the health check, may take. */
  readonly timeoutMs: number;
}

export interface CheckResult {
  readonly passed: boolean;
  /** One sentence: what was run and how it went. */
  readonly message: string;
  /** The last lines of what it printed; "" for nothing. */
  readonly logTail: string;
  readonly durationMs: number;
}

/** `cold`: without cache; `warm`: nothing changed; the others: one file of that kind changed, in a copy of the context. */
export type RebuildKind = "cold" | "warm" | "code-change" | "dependency-change";

export interface RebuildTime {
  readonly kind: RebuildKind;
  /** Undefined where it could not be done: `note` says why. */
  readonly durationMs: number | undefined;
  /** For people: which file was changed, or why it was not timed. */
  readonly note: string;
  /** Indexes of the instructions that did not come from the cache, FROM left out; undefined where the builder does not tell. */
  readonly ran?: readonly number[];
}

/** What the build tells while it runs. `instruction` is the index in the file, undefined for the builder's own steps. */
export type BuildEvent =
  /** The build waits until another one of the same file has ended. */
  | { readonly kind: "waiting" }
  /** What will be built: before the engine is asked for anything. */
  | ({ readonly kind: "plan" } & BuildOutline)
  /** Before anything is sent: what is built as Compose or Bake files, named by `origins`, or the settings say. */
  | {
      readonly kind: "named";
      readonly origins: readonly string[];
      readonly target: string | undefined;
      readonly buildArguments: Readonly<Record<string, string>>;
      readonly platform: string | undefined;
      readonly inputs?: BuildInputs;
    }
  | { readonly kind: "context"; readonly path: string; readonly files: number; readonly bytes: number }
  | {
      readonly kind: "step";
      readonly instruction: number | undefined;
      readonly title: string;
      readonly state: "started" | "completed" | "cached" | "failed";
      readonly durationMs: number | undefined;
    }
  /** Bytes that a running step has sent or fetched so far; `total` where it is known. */
  | {
      readonly kind: "transfer";
      readonly instruction: number | undefined;
      readonly title: string;
      readonly bytes: number;
      readonly total: number | undefined;
    }
  | { readonly kind: "log"; readonly instruction: number | undefined; readonly text: string }
  | { readonly kind: "stage-measured"; readonly stage: MeasuredStage }
  /** Of the request's check; `title` is what is run in the image, on one line. */
  | { readonly kind: "check"; readonly state: "started"; readonly title: string }
  | { readonly kind: "check"; readonly state: "ended"; readonly result: CheckResult }
  /** A rebuild begins, runs a step (its title), or has ended (its time): with both undefined, it begins. */
  | {
      readonly kind: "rebuild";
      readonly rebuild: RebuildKind;
      readonly step: string | undefined;
      readonly time: RebuildTime | undefined;
    };

/** A build before it begins. */
export interface BuildOutline {
  readonly target: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string | undefined;
  /** In the order of the file: only stages that the target reaches. */
  readonly stages: readonly OutlinedStage[];
}

export interface OutlinedStage {
  readonly label: string;
  readonly index: number;
  /** Zero-based line of its FROM. */
  readonly line: number;
  readonly instructions: readonly Pick<MeasuredInstruction, "index" | "line" | "keyword" | "text">[];
}

export interface MeasuredInstruction {
  /** Index among the file's instructions (`Instruction.index`). */
  readonly index: number;
  /** Zero-based line. */
  readonly line: number;
  readonly keyword: string;
  /** The instruction on one line: continuations joined, blanks collapsed; what comparisons match by. */
  readonly text: string;
  readonly size: SizeClaim;
  readonly durationMs: number | undefined;
  readonly cached: boolean;
  /** SHA-256 of the context files that this COPY/ADD matched, as they were sent. */
  readonly contextDigest?: string;
}

export interface MeasuredStage {
  readonly name: string | undefined;
  readonly index: number;
  /** Zero-based line of its FROM. */
  readonly line: number;
  readonly own: Total;
  readonly total: Total;
  /** Of the base image alone. */
  readonly base: SizeClaim;
  readonly durationMs: number | undefined;
  readonly instructions: readonly MeasuredInstruction[];
}

export interface MeasuredBuild {
  /** For example "Docker 28.5.2, BuildKit, overlay2". */
  readonly engine: string;
  readonly target: string;
  readonly durationMs: number;
  readonly image: { readonly id: string; readonly size: SizeClaim };
  /** In the order of the file: only stages that the target reaches. */
  readonly stages: readonly MeasuredStage[];
  readonly measuredAt: string;
  /** Of the request's check. */
  readonly check?: CheckResult;
  /** Of the request's rebuilds, in their order. */
  readonly rebuilds?: readonly RebuildTime[];
}

/** A measured build that is kept: one line in the list of measurements, one side of a comparison. */
export interface SavedMeasurement {
  /** Unique for ever; names the measurement in commands and files. */
  readonly id: string;
  /** What the user calls it: "phase 1". */
  readonly name: string | undefined;
  /** The name says what was built (a revision, fixes) and was given by nobody: it is no reason to keep the measurement. */
  readonly namedByBuild?: boolean;
  /** Absolute path of the Dockerfile; for an image that was only read, its reference. */
  readonly dockerfilePath: string;
  /** The text that was built; undefined for an image that was only read. */
  readonly dockerfileText: string | undefined;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly platform: string | undefined;
  readonly contextPath: string | undefined;
  /** Full id of the commit whose files were built; undefined where it was the working tree's. */
  readonly revision?: string;
  /** The tag under which the image was kept. */
  readonly keptTag?: string;
  readonly build: MeasuredBuild;
}

export type BuildOutcome =
  | {
      readonly kind: "measured";
      readonly build: MeasuredBuild;
      /** As the session kept it. */
      readonly measurement?: SavedMeasurement;
      /** Why the session could not keep it: one sentence. */
      readonly keepingProblem?: string;
    }
  /** The build itself failed. `message` is one sentence; `logTail` the last lines of the failing step. */
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly instruction: number | undefined;
      readonly logTail: string;
    }
  /** `note` is a sentence on what goes on all the same. */
  | { readonly kind: "cancelled"; readonly note?: string }
  /** Engine absent, gone midway, or refusing; context unreadable: one sentence. */
  | { readonly kind: "unavailable"; readonly message: string };

/** One place where an engine was looked for. */
export interface SearchedPlace {
  /** "the setting layerCost.engine", "DOCKER_HOST", "the usual place of Colima". */
  readonly source: string;
  /** As users write it; undefined where the place names none. */
  readonly endpoint: string | undefined;
  /** A phrase ("not set") or a sentence: why there is no engine; undefined for the engine that is used. */
  readonly problem: string | undefined;
}

export type EngineDescription =
  | {
      readonly available: true;
      readonly endpoint: string;
      /** What named the endpoint, as in `SearchedPlace`. */
      readonly source: string;
      readonly name: string;
      readonly version: string;
      /** Version of the Engine API that Layer Cost speaks with it ("1.51"), and those that the engine understands. */
      readonly apiVersion: string;
      readonly apiVersions: { readonly lowest: string; readonly highest: string };
      /** Of the machine that builds: "linux/amd64", and the name of its system where the engine tells it. */
      readonly platform: string;
      readonly operatingSystem: string | undefined;
      /** What builds are for that ask for no platform, where the user's environment names one: "linux/arm64". */
      readonly defaultPlatform?: string | undefined;
      readonly rootless: boolean;
      /** `classic`: Docker's old builder; `Buildah`: Podman's. */
      readonly builder: "BuildKit" | "classic" | "Buildah";
      /** A phrase: why this builder. */
      readonly builderReason: string;
      readonly storage: string;
      /** Where it was looked for, up to this engine. */
      readonly searched: readonly SearchedPlace[];
    }
  | {
      readonly available: false;
      readonly endpoint: string | undefined;
      readonly reason: string;
      readonly searched: readonly SearchedPlace[];
    };
