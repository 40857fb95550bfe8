// The engine as the status shows it: looked for in a quiet moment, and again when something may have changed it.
import type { EngineDescription } from "../engine/index";
import type { Scheduler } from "../session/ports";
import type { Session } from "../session/types";

/** Milliseconds after the first diagnostics: the start belongs to them. */
const quiet = 1_000;

export class EngineStatus {
  description: EngineDescription | undefined;
  private looked = false;

  constructor(
    private readonly session: Session,
    private readonly scheduler: Scheduler,
    private readonly changed: () => void,
  ) {}

  /** Looks for the engine once, later. */
  lookLater(uri: string): void {
    if (this.looked) return;
    this.looked = true;
    this.scheduler.after(quiet, () => void this.look(uri).catch(() => undefined));
  }

  /** Looks for the engine now. */
  async look(uri: string | undefined): Promise<EngineDescription> {
    this.looked = true;
    const description = await this.session.engine(uri);
    this.description = description;
    this.changed();
    return description;
  }
}
