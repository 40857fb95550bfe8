// What the command line is handed from outside.
import type { Session } from "../session/types";

export interface Adapters {
  /** The version of Layer Cost, as in package.json. */
  readonly version: string;
  /** A session whose facts come from the disk alone, so that findings are the same on every machine. */
  openSession(): Session;
}
