// What the language server needs from the process it runs in; Node's and, later, the browser's differ only here.
import type { SessionPorts } from "../session/ports";

export interface Runtime {
  readonly version: string;
  /** The session's ports; `storagePath` is the client's folder for measurements. Called once, by `initialize`. */
  openPorts(storagePath: string | undefined): SessionPorts;
  /** The absolute path of a file URI; undefined for every other URI. */
  pathOf(uri: string): string | undefined;
  /** Ends what the ports started. */
  dispose(): Promise<void>;
}
