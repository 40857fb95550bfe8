// The words in which builds are asked for and told: types only, shared by the session's port and the docker room.
import type { SizeClaim, Total } from "./sizes/types";

export interface BuildRequest {
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
}

/** What the build tells while it runs. `instruction` is the index in the file, undefined for the builder's own steps. */
export type BuildEvent =
  /** Before anything is sent: what Compose or Bake files, named by `origins`, say of this build. */
  | {
      readonly kind: "named";
      readonly origins: readonly string[];
      readonly target: string | undefined;
      readonly buildArguments: Readonly<Record<string, string>>;
      readonly platform: string | undefined;
    }
  | { readonly kind: "context"; readonly path: string; readonly files: number; readonly bytes: number }
  | {
      readonly kind: "step";
      readonly instruction: number | undefined;
      readonly title: string;
      readonly state: "started" | "completed" | "cached" | "failed";
      readonly durationMs: number | undefined;
    }
  | { readonly kind: "log"; readonly instruction: number | undefined; readonly text: string }
  | { readonly kind: "stage-measured"; readonly stage: MeasuredStage };

export interface MeasuredInstruction {
  /** Index among the file's instructions (`Instruction.index`). */
  readonly index: number;
  /** Zero-based line. */
  readonly line: number;
  readonly keyword: string;
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
}

export type BuildOutcome =
  | { readonly kind: "measured"; readonly build: MeasuredBuild }
  /** The build itself failed. `message` is one sentence; `logTail` the last lines of the failing step. */
  | {
      readonly kind: "failed";
      readonly message: string;
      readonly instruction: number | undefined;
      readonly logTail: string;
    }
  | { readonly kind: "cancelled" }
  /** Engine absent, gone midway, or refusing; context unreadable: one sentence. */
  | { readonly kind: "unavailable"; readonly message: string };

export type EngineDescription =
  | {
      readonly available: true;
      readonly endpoint: string;
      readonly name: string;
      readonly version: string;
      readonly builder: "BuildKit" | "classic";
      readonly storage: string;
    }
  | { readonly available: false; readonly endpoint: string | undefined; readonly reason: string };
