// Follows the SHELL instruction through the stages: which stage's RUN lines a POSIX-like shell reads.
import { isPosixShellArray } from "./shell-programs";
import type { Word } from "./types";

/** Fed with FROM and SHELL in the order of the file. */
export class StageShells {
  /** Whether the shell form of RUN goes to a POSIX-like shell here. */
  isPosix = true;
  private stageName: string | undefined;
  private readonly byStage = new Map<string, boolean>();

  /** A new stage: it has its local base's shell, or Docker's default. */
  enterStage(words: readonly Word[]): void {
    this.isPosix = this.byStage.get(words[0]?.literal?.toLowerCase() ?? "") ?? true;
    this.stageName = words[1]?.literal?.toLowerCase() === "as" ? words[2]?.literal?.toLowerCase() : undefined;
    this.remember();
  }

  setShell(words: readonly Word[]): void {
    this.isPosix = isPosixShellArray(words.map((word) => word.literal));
    this.remember();
  }

  private remember(): void {
    if (this.stageName) this.byStage.set(this.stageName, this.isPosix);
  }
}
