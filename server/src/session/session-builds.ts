// Builds of open documents: one at a time per document, whose measurements become facts as they come.
import {
  type Analysis,
  type AnalysisSettings,
  argumentsOf,
  type BuildEvent,
  type BuildOutcome,
  type BuildRequest,
  joinInputs,
  type MeasuredStage,
  type Measurement,
  measurementsOf,
  messageOf,
  type NamedBuild,
  type SavedMeasurement,
  type SmokeCheck,
  withNewer,
} from "../engine/index";
import { failureOf } from "./build-failure";
import { BuildQueue } from "./build-queue";
import type { OpenDocument } from "./open-document";
import type { SessionPorts, StopSignal } from "./ports";
import type { BuildChoice, BuildOptions, ChangeCause, Snapshot } from "./types";

/** What builds need of the session around them. */
interface Surroundings {
  document(uri: string): OpenDocument | undefined;
  trusted(): boolean;
  snapshot(document: OpenDocument): Snapshot;
  changed(document: OpenDocument, cause: ChangeCause): void;
  keep(
    measurement: Omit<SavedMeasurement, "id">,
  ): Promise<{ readonly measurement?: SavedMeasurement; readonly keepingProblem?: string }>;
}

const untrustedMessage =
  "Building runs the Dockerfile's commands, so it needs a trusted workspace: trust this one to build and measure.";

const unavailable = (message: string): Extract<BuildOutcome, { kind: "unavailable" }> => ({
  kind: "unavailable",
  message,
});

/** The session's builds; a refused one is an "unavailable" outcome that says why. */
export function createBuilds(ports: SessionPorts, session: Surroundings) {
  const queue = new BuildQueue();

  function stateChanged(uri: string): void {
    const document = session.document(uri);
    document?.setBuilding(queue.isBusy(uri));
    if (document) session.changed(document, "build");
  }

  /** Adds measurements to whatever document is open under this URI by now, newest last. */
  function addMeasurements(uri: string, measurements: readonly Measurement[]): void {
    const document = session.document(uri);
    if (!document || measurements.length === 0) return;
    document.facts.setMeasurements(withNewer(document.facts.measurements, measurements));
    session.changed(document, "build");
  }

  /** What a build with these options asks the engine for; an outcome where there is nothing to ask. */
  function requestFor(
    document: OpenDocument,
    options: BuildOptions,
    onEvent: (event: BuildEvent) => void,
  ): BuildRequest | Extract<BuildOutcome, { kind: "unavailable" }> {
    const { analysis: current, text } = session.snapshot(document);
    const { settings, builds } = document.settingsFor(options);
    const { origin } = options;
    if (origin !== undefined && !builds.some((build) => build.origin === origin))
      return unavailable(`No Compose or Bake file describes "${origin}" as a build of this file any more.`);
    if (current.image.stages.length === 0) return unavailable("There is nothing to build: the file has no FROM.");
    const inputs = joinInputs(settings.buildInputs, options.inputs ?? {});
    const request: BuildRequest = {
      dockerfilePath: document.place.path!,
      dockerfileText: text,
      contextPath: options.contextPath ?? settings.buildContext,
      target: options.target ?? settings.buildTarget,
      buildArguments: { ...settings.analysis.buildArguments, ...options.buildArguments },
      platform: options.platform ?? settings.analysis.platform,
      noCache: options.noCache ?? false,
      keepTag: options.keepTag,
      engine: settings.engine,
      measure: options.measure ?? settings.buildMeasure,
      ...(options.rebuilds?.length ? { rebuilds: options.rebuilds } : {}),
      ...(options.check ? { check: checkOf(options.check, settings.prove) } : {}),
      ...inputs,
    };
    const hasInputs = Object.keys(inputs).length > 0;
    if (builds.length > 0 || hasInputs) {
      const { target, buildArguments, platform } = request;
      const origins = builds.map(({ origin }) => origin);
      onEvent({ kind: "named", origins, target, buildArguments, platform, ...(hasInputs ? { inputs } : {}) });
    }
    return request;
  }

  /** Runs one build of a text of the document, the current one or another; its measurement is kept under `name`. */
  async function run(
    document: OpenDocument,
    request: BuildRequest,
    onEvent: (event: BuildEvent) => void,
    signal: StopSignal,
    name?: string,
  ): Promise<BuildOutcome> {
    const uri = document.place.uri;
    const { analysis: current, text } = session.snapshot(document);
    // The keys of measurements rest on the arguments and the platform that were really built, and on the text that was.
    const changes = differences(current.settings, request);
    const analysis = document.analysedFor(changes, request.dockerfileText);
    const measuredAt = ports.scheduler.now();
    let measured: readonly Measurement[] = [];
    // All stages so far, each time: keys rest on the context files of the stages that a stage copies from.
    const stages = new Map<number, MeasuredStage>();
    const analyses = [analysis];
    if (changes.buildArguments && isAmong(current.settings, request, document.buildsOf(undefined)))
      analyses.push(document.analysedFor({}, request.dockerfileText));
    const measure = (...added: readonly MeasuredStage[]) => {
      for (const stage of added) stages.set(stage.index, stage);
      measured = analyses.flatMap((one) => measurementsOf(one, [...stages.values()], measuredAt));
      addMeasurements(uri, measured);
    };

    let { contextPath } = request;
    const outcome = await ports.builds.build(
      request,
      (event) => {
        if (event.kind === "context") contextPath = event.path;
        if (event.kind === "stage-measured") measure(event.stage);
        onEvent(event);
      },
      signal,
    );
    if (outcome.kind === "measured") measure(...outcome.build.stages);
    // What failed in another text marks nothing in this one.
    if (request.dockerfileText === text) setFailure(uri, outcome, analysis);
    if (measured.length > 0 && !document.hidden) await ports.measurements.save(uri, measured).catch(() => undefined);
    if (outcome.kind !== "measured") return outcome;
    const { dockerfilePath, dockerfileText, buildArguments, platform, keepTag } = request;
    const what = { dockerfilePath, dockerfileText, buildArguments, platform, contextPath };
    const named = { name, ...(name === undefined ? {} : { namedByBuild: true }) };
    const saved = { ...named, ...what, ...(keepTag === undefined ? {} : { keptTag: keepTag }), build: outcome.build };
    return { ...outcome, ...(await session.keep(document.hidden?.recorded(saved) ?? saved)) };
  }

  function setFailure(uri: string, outcome: BuildOutcome, built: Analysis): void {
    // A cancelled build, or one that never started, says nothing about the last failure.
    if (outcome.kind !== "failed" && outcome.kind !== "measured") return;
    session.document(uri)?.setFailure(outcome.kind === "failed" ? failureOf(outcome, built) : undefined);
  }

  /**
   * Does work that builds a document when no other build of it runs: `whenRunning` says what becomes of it until then. A
   * refusal where that can't be. Never rejects.
   */
  async function inTurn<T>(
    uri: string,
    { whenRunning = "refuse" }: Pick<BuildOptions, "whenRunning">,
    onWaiting: () => void,
    caller: StopSignal,
    work: (document: OpenDocument, signal: StopSignal) => Promise<T>,
  ): Promise<T | Extract<BuildOutcome, { kind: "unavailable" | "cancelled" }>> {
    const document = session.document(uri);
    if (!document) return unavailable("Open the file to build it.");
    if (!session.trusted()) return unavailable(untrustedMessage);
    if (document.place.path === undefined)
      return unavailable("Save the file first: its folder is where the build starts.");
    const isBusy = queue.isBusy(uri);
    if (isBusy && whenRunning === "refuse") return unavailable("A build of this file is already running.");
    const turn = queue.enter(uri, caller, whenRunning === "replace");
    stateChanged(uri);
    try {
      if (isBusy) onWaiting();
      await turn.comes;
      if (turn.signal.aborted) return { kind: "cancelled" };
      await session.document(uri)?.ready;
      // It may be another by now: closed and opened again.
      const current = session.document(uri);
      if (!current) return unavailable("The file was closed before its build began.");
      return await work(current, turn.signal);
    } catch (error) {
      return unavailable(messageOf(error));
    } finally {
      turn.end();
      stateChanged(uri);
    }
  }

  return {
    isRunning: (uri: string) => queue.isBusy(uri),

    choices(uri: string, target: string | undefined): readonly BuildChoice[] {
      const document = session.document(uri);
      if (!document) return [];
      const choices = new Map<string, BuildChoice>();
      for (const { origin } of document.buildsOf(target)) {
        const { buildContext, buildTarget, buildInputs, analysis } = document.settingsFor({ origin }).settings;
        const built = {
          contextPath: buildContext,
          target: target ?? buildTarget,
          buildArguments: analysis.buildArguments,
          platform: analysis.platform,
          ...(Object.keys(buildInputs).length > 0 ? { inputs: buildInputs } : {}),
        };
        const key = JSON.stringify(built);
        if (!choices.has(key)) choices.set(key, { origin, ...built });
      }
      return [...choices.values()];
    },

    requestFor,
    run,

    inTurn,

    build(
      uri: string,
      options: BuildOptions,
      onEvent: (event: BuildEvent) => void,
      signal: StopSignal,
    ): Promise<BuildOutcome> {
      const waits = () => onEvent({ kind: "waiting" });
      return inTurn<BuildOutcome>(uri, options, waits, signal, async (document, stop) => {
        const request = requestFor(document, options, onEvent);
        return "kind" in request ? request : run(document, request, onEvent, stop);
      });
    },
  };
}

/** What is asked for wins over the settings. */
function checkOf({ command, timeoutMs }: Partial<SmokeCheck>, settings: SmokeCheck): SmokeCheck {
  return { command: command ?? settings.command, timeoutMs: timeoutMs ?? settings.timeoutMs };
}

/** The settings that a build was asked to override. */
function differences(settings: AnalysisSettings, request: BuildRequest): Partial<AnalysisSettings> {
  const sameArguments = JSON.stringify(settings.buildArguments) === JSON.stringify(request.buildArguments);
  return {
    ...(sameArguments ? {} : { buildArguments: request.buildArguments }),
    ...(settings.platform === request.platform ? {} : { platform: request.platform }),
  };
}

/**
 * True for a build that differs from what the file is analysed with only by arguments on which Compose and Bake files do
 * not agree. Those have no value there, so that what one of their builds measured holds as much as any other's.
 */
function isAmong(settings: AnalysisSettings, request: BuildRequest, all: readonly NamedBuild[]): boolean {
  if (settings.platform !== request.platform) return false;
  const agreed = argumentsOf(all);
  const names = new Set([...Object.keys(settings.buildArguments), ...Object.keys(request.buildArguments)]);
  return [...names].every(
    (name) => agreed[name] === null || settings.buildArguments[name] === request.buildArguments[name],
  );
}
