// The engine as the status shows it: looked for in a quiet moment, and again when something may have changed it.
import type { EngineDescription } from "../engine/index";
import type { Scheduler } from "../session/ports";
import type { Session } from "../session/types";

/** Milliseconds after the first diagnostics: the start belongs to them. */
const quiet = 1_000;

export class EngineStatus {
  description: EngineDescription | undefined;
  private looked = false;
  /** The endpoint of the settings under which it was looked for last. */
  private endpoint: string | undefined;

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
    const endpoint = this.endpointFor(uri);
    this.endpoint = endpoint;
    const description = await this.session.engine(uri);
    // Where the settings changed meanwhile, a later look knows better.
    if (endpoint === this.endpoint) {
      this.description = description;
      this.changed();
    }
    return description;
  }

  /** Looks again after a build that was not refused: an engine may have come or gone. */
  lookAfter(uri: string, { kind }: { readonly kind: string }): void {
    if (kind !== "refused") void this.look(uri).catch(() => undefined);
  }

  /** Looks again where the settings name another engine than before. */
  lookAgain(uri: string): void {
    if (this.looked && this.endpointFor(uri) !== this.endpoint) void this.look(uri).catch(() => undefined);
  }

  private endpointFor(uri: string | undefined): string | undefined {
    return uri === undefined ? undefined : this.session.snapshot(uri)?.settings.engine;
  }
}
