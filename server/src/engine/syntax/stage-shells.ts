// Follows the SHELL instruction through the stages: which stage's RUN lines a POSIX-like shell reads.
import { type ShellKind, shellOfArray } from "./shell-programs";
import type { Word } from "./types";

/** Fed with FROM and SHELL in the order of the file. */
export class StageShells {
  /** The shell that the shell form of RUN goes to here; undefined: none that reads the POSIX shell's language. */
  shell: ShellKind | undefined = "sh";
  private stageName: string | undefined;
  private readonly byStage = new Map<string, ShellKind | undefined>();

  /** A new stage: it has its local base's shell, or Docker's default. */
  enterStage(words: readonly Word[]): void {
    const base = words[0]?.literal?.toLowerCase() ?? "";
    this.shell = this.byStage.has(base) ? this.byStage.get(base) : "sh";
    this.stageName = words[1]?.literal?.toLowerCase() === "as" ? words[2]?.literal?.toLowerCase() : undefined;
    this.remember();
  }

  setShell(words: readonly Word[]): void {
    this.shell = shellOfArray(words.map((word) => word.literal));
    this.remember();
  }

  private remember(): void {
    if (this.stageName) this.byStage.set(this.stageName, this.shell);
  }
}
