// Builds of open documents: one per document, whose measurements become facts as they come.
import {
  type Analysis,
  type AnalysisSettings,
  type BuildEvent,
  type BuildOutcome,
  type BuildRequest,
  joinInputs,
  type MeasuredStage,
  type Measurement,
  measurementsOf,
  type SavedMeasurement,
  withNewer,
} from "../engine/index";
import { failureOf } from "./build-failure";
import type { OpenDocument } from "./open-document";
import type { SessionPorts, StopSignal } from "./ports";
import type { BuildOptions, ChangeCause, Snapshot } from "./types";

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
  /** By URI rather than document: closing and opening a file must not start a second build beside the first. */
  const running = new Set<string>();

  function stateChanged(uri: string): void {
    const document = session.document(uri);
    document?.stateChanged();
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
    const analysis = document.analysedFor(differences(current.settings, request), request.dockerfileText);
    const measuredAt = ports.scheduler.now();
    let measured: readonly Measurement[] = [];
    // All stages so far, each time: keys rest on the context files of the stages that a stage copies from.
    const stages = new Map<number, MeasuredStage>();
    const measure = (...added: readonly MeasuredStage[]) => {
      for (const stage of added) stages.set(stage.index, stage);
      measured = measurementsOf(analysis, [...stages.values()], measuredAt);
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
    if (measured.length > 0) await ports.measurements.save(uri, measured).catch(() => undefined);
    if (outcome.kind !== "measured") return outcome;
    const { dockerfilePath, dockerfileText, buildArguments, platform } = request;
    const what = { dockerfilePath, dockerfileText, buildArguments, platform, contextPath };
    return { ...outcome, ...(await session.keep({ name, ...what, build: outcome.build })) };
  }

  function setFailure(uri: string, outcome: BuildOutcome, built: Analysis): void {
    // A cancelled build, or one that never started, says nothing about the last failure.
    if (outcome.kind !== "failed" && outcome.kind !== "measured") return;
    session.document(uri)?.setFailure(outcome.kind === "failed" ? failureOf(outcome, built) : undefined);
  }

  /** Does work that builds a document, while no other build of it can; a refusal where that can't be. Never rejects. */
  async function inTurn<T>(
    uri: string,
    work: (document: OpenDocument) => Promise<T>,
  ): Promise<T | Extract<BuildOutcome, { kind: "unavailable" }>> {
    const document = session.document(uri);
    if (!document) return unavailable("Open the file to build it.");
    if (!session.trusted()) return unavailable(untrustedMessage);
    if (document.place.path === undefined)
      return unavailable("Save the file first: its folder is where the build starts.");
    if (running.has(uri)) return unavailable("A build of this file is already running.");
    running.add(uri);
    stateChanged(uri);
    try {
      await document.ready;
      // It may be another by now: closed and opened again.
      const current = session.document(uri);
      if (!current) return unavailable("The file was closed before its build began.");
      return await work(current);
    } catch (error) {
      return unavailable(error instanceof Error ? error.message : String(error));
    } finally {
      running.delete(uri);
      stateChanged(uri);
    }
  }

  return {
    isRunning: (uri: string) => running.has(uri),

    requestFor,
    run,

    inTurn,

    build(
      uri: string,
      options: BuildOptions,
      onEvent: (event: BuildEvent) => void,
      signal: StopSignal,
    ): Promise<BuildOutcome> {
      return inTurn<BuildOutcome>(uri, async (document) => {
        const request = requestFor(document, options, onEvent);
        return "kind" in request ? request : run(document, request, onEvent, signal);
      });
    },
  };
}

/** The settings that a build was asked to override. */
function differences(settings: AnalysisSettings, request: BuildRequest): Partial<AnalysisSettings> {
  const sameArguments = JSON.stringify(settings.buildArguments) === JSON.stringify(request.buildArguments);
  return {
    ...(sameArguments ? {} : { buildArguments: request.buildArguments }),
    ...(settings.platform === request.platform ? {} : { platform: request.platform }),
  };
}
