// Times rebuilds of a target that was just built: without cache, with nothing changed, with the code or a dependency changed.

import { ContextError } from "../context/context-error";
import { type BuildContext, readContext } from "../context/read-context";
import type { BuildEvent, BuildRequest, RebuildKind, RebuildTime } from "../engine/index";
import { outcomeOf } from "./build-outcome";
import type { BuildPlan } from "./build-plan";
import { BuildFailure } from "./build-run";
import type { Mask } from "./mask";
import { type ContextChange, changeOfCode, changeOfDependencies } from "./rebuild-changes";
import { StepReporter } from "./step-reporter";

/** The build that came before. */
export interface BuiltBefore {
  readonly request: BuildRequest;
  readonly plan: BuildPlan;
  readonly context: BuildContext;
  readonly mask: Mask;
  readonly signal: AbortSignal;
  readonly onEvent: (event: BuildEvent) => void;
  /** Builds the target once more, with another context or without cache; resolves when its image is there. */
  readonly buildAgain: (context: BuildContext, noCache: boolean, reporter: StepReporter) => Promise<void>;
}

/**
 * Times the rebuilds that the request asks for, in its order. A changed file is changed in what is sent, never on disk, and
 * differs each time, so that no earlier rebuild is the cache of a later one.
 * One that fails says so in its note; throws when the engine is gone or the signal aborts.
 */
export async function timeRebuilds(built: BuiltBefore): Promise<readonly RebuildTime[]> {
  const times: RebuildTime[] = [];
  for (const kind of built.request.rebuilds ?? []) {
    built.onEvent({ kind: "rebuild", rebuild: kind, step: undefined, time: undefined });
    const time = await timeRebuild(kind, built);
    built.onEvent({ kind: "rebuild", rebuild: kind, step: undefined, time });
    times.push(time);
  }
  return times;
}

async function timeRebuild(kind: RebuildKind, built: BuiltBefore): Promise<RebuildTime> {
  const { request, plan, context, signal } = built;
  let note = noteOf(kind, plan);
  const reporter = new StepReporter(request.dockerfileText, (event) => {
    if (event.kind === "step" && event.state === "started")
      built.onEvent({ kind: "rebuild", rebuild: kind, step: event.title, time: undefined });
  });
  try {
    const change = await changeFor(kind, plan, context);
    if (change !== undefined && change.file === undefined)
      return { kind, durationMs: undefined, note: `not timed: ${change.reason}` };
    if (change !== undefined) note = `${change.file} changed`;
    const started = performance.now();
    const overlay = { ...request.contextOverlay, ...change?.overlay };
    // Read again, as any build after an edit reads it.
    const current = await readContext(context.root, request.dockerfilePath, signal, overlay);
    signal.throwIfAborted();
    await built.buildAgain(current, kind === "cold", reporter);
    return { kind, durationMs: Math.round(performance.now() - started), note, ...ranIn(reporter, plan) };
  } catch (error) {
    if (signal.aborted || !(error instanceof BuildFailure || error instanceof ContextError)) throw error;
    const outcome = outcomeOf(error, { request, signal, reporter, plan });
    const message = "message" in outcome ? built.mask.text(outcome.message) : "";
    return { kind, durationMs: undefined, note: `not timed: ${note}, and the build failed: ${message}` };
  }
}

/** What changes for this kind of rebuild; undefined where that is nothing. */
async function changeFor(
  kind: RebuildKind,
  plan: BuildPlan,
  context: BuildContext,
): Promise<ContextChange | undefined> {
  if (kind === "code-change") return changeOfCode(plan, context);
  return kind === "dependency-change" ? changeOfDependencies(plan, context) : undefined;
}

/** What was changed, until the file that was chosen is known. */
function noteOf(kind: RebuildKind, plan: BuildPlan): string {
  if (kind === "warm") return "nothing changed";
  if (kind !== "cold") return "a file was to be changed";
  const hasCacheMounts = plan.image.instructions.some(
    ({ stage, mounts }) => stage.reached && mounts.some(({ type }) => type === "cache"),
  );
  return `every step ran again; base images were there${hasCacheMounts ? ", and cache mounts kept what they hold" : ""}`;
}

/** The instructions that did not come from the cache; nothing where the builder tells of no steps. */
function ranIn({ records }: StepReporter, plan: BuildPlan): Pick<RebuildTime, "ran"> {
  if (records.size === 0) return {};
  const ran = plan.image.instructions.filter(
    ({ index, keyword }) => keyword !== "FROM" && records.get(index)?.cached === false,
  );
  return { ran: ran.map(({ index }) => index) };
}
