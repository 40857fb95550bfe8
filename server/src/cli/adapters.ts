// What the command line is handed from outside.
import type { Session } from "../session/types";

export interface Adapters {
  /** The version of Layer Cost, as in package.json. */
  readonly version: string;
  /**
   * A session whose facts come from the disk alone, so that what it tells is the same on every machine; where it
   * `asksEngine`, base images that the local engine has, and packages that are installed here, are shown with their own size.
   */
  openSession(options?: { readonly asksEngine: boolean }): Session;
  /** The working tree's file that a path in a revision stands for; undefined where there is no such revision or path. */
  findCommitted(folder: string, revision: string, path: string): Promise<string | undefined>;
}
