// What the main thread and the build worker say to each other: plain data, one number per job.
import type {
  BuildEvent,
  BuildOutcome,
  BuildRequest,
  EngineDescription,
  FactValue,
  MeasuredBuild,
} from "../engine/index";

export type ToWorker =
  | { readonly job: number; readonly kind: "describe"; readonly engine: string | undefined }
  | { readonly job: number; readonly kind: "build"; readonly request: BuildRequest }
  | { readonly job: number; readonly kind: "cancel" }
  | {
      readonly job: number;
      readonly kind: "read-image";
      readonly reference: string;
      readonly engine: string | undefined;
    }
  | {
      readonly job: number;
      readonly kind: "image-size";
      readonly reference: string;
      readonly platform: string | undefined;
      readonly engine: string | undefined;
    };

export type FromWorker =
  | { readonly job: number; readonly kind: "event"; readonly event: BuildEvent }
  | {
      readonly job: number;
      readonly kind: "done";
      readonly value: EngineDescription | BuildOutcome | FactValue | MeasuredBuild;
    }
  | { readonly job: number; readonly kind: "refused"; readonly message: string };
