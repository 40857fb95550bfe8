// Builds and measures Dockerfiles on a real engine: every end, good or bad, is an outcome.
import { findContext } from "../context/find-context";
import { type BuildContext, readContext } from "../context/read-context";
import type {
  BuildEvent,
  BuildOutcome,
  BuildRequest,
  EngineDescription,
  MeasuredBuild,
  MeasuredStage,
  RebuildTime,
  Stage,
} from "../engine/index";
import { unknownClaim } from "../engine/index";
import { type OpenInputs, openInputs } from "./build-inputs";
import { maskedEvent, maskedOutcome, outcomeOf } from "./build-outcome";
import { type BuildPlan, outlineOf, planBuild } from "./build-plan";
import { type BuildRun, isLostConnection } from "./build-run";
import { buildKitFeature } from "./builder-limits";
import { buildWithBuildKit } from "./buildkit-build";
import { buildWithTar } from "./classic-build";
import { copyDigests } from "./copy-digests";
import { type AvailableEngine, defaultPlatform, describeClient, describeEngine } from "./describe-engine";
import type { Environment } from "./endpoint";
import { ask, connect, type EngineClient } from "./engine-client";
import { type BuildEnd, type MadeImages, watchImages } from "./made-images";
import { Mask } from "./mask";
import { measureChain } from "./measure";
import { withProxies } from "./proxy-arguments";
import { askHistory, type ImageHistory, readHistories } from "./read-history";
import { timeRebuilds } from "./rebuilds";
import { checkImage } from "./smoke-check";
import { StepReporter } from "./step-reporter";

/** What the worker serves; it fits the session's BuildEngine port. */
export interface Builder {
  describe(engine: string | undefined): Promise<EngineDescription>;
  /** Never rejects. An aborted signal ends the engine's work too, and comes out as "cancelled". */
  build(request: BuildRequest, onEvent: (event: BuildEvent) => void, signal: AbortSignal): Promise<BuildOutcome>;
}

/**
 * A builder that finds its engine with this environment (`process.env`), and keeps in `journalFolder` what it makes, so that
 * the images of a process that is killed are removed by the next one.
 */
export function createBuilder(environment: Environment, journalFolder?: string): Builder {
  return {
    describe: (setting) => describeEngine(setting, environment),
    async build(asked, tell, signal) {
      const request = { ...asked, platform: asked.platform ?? defaultPlatform(environment) };
      const mask = new Mask();
      const onEvent = (event: BuildEvent) => {
        // What a build still does once it is cancelled is nobody's concern.
        if (!signal.aborted) tell(maskedEvent(event, mask));
      };
      const job: Job = {
        request,
        environment,
        journalFolder,
        mask,
        onEvent,
        signal,
        reporter: new StepReporter(request.dockerfileText, onEvent, mask),
      };
      try {
        return maskedOutcome(await build(job), mask);
      } catch (error) {
        return maskedOutcome(outcomeOf(error, job), mask);
      } finally {
        job.inputs?.close();
        job.client?.close();
      }
    },
  };
}

interface Job {
  readonly request: BuildRequest;
  readonly environment: Environment;
  readonly journalFolder: string | undefined;
  /** Knows the build's secrets, once they were read. */
  readonly mask: Mask;
  readonly onEvent: (event: BuildEvent) => void;
  readonly signal: AbortSignal;
  readonly reporter: StepReporter;
  /** Known from the moments on when it is. */
  client?: EngineClient;
  plan?: BuildPlan;
  inputs?: OpenInputs;
  leftRunning?: boolean;
}

async function build(job: Job): Promise<BuildOutcome> {
  const { request, environment, onEvent, signal } = job;
  const started = performance.now();
  const plan = planBuild(request);
  job.plan = plan;
  onEvent({ kind: "plan", ...outlineOf(plan, request) });
  const client = await connect(request.engine, environment, signal);
  job.client = client;
  const engine = builderFor(await describeClient(client, environment, signal), plan, environment);
  const inputs = await openInputs(job, plan, engine);
  job.inputs = inputs;
  signal.throwIfAborted();

  const root = request.contextPath ?? findContext(request.dockerfilePath, plan.contextSources);
  const context = await readContext(root, request.dockerfilePath, signal, request.contextOverlay);
  signal.throwIfAborted();
  onEvent({ kind: "context", path: root, files: context.files, bytes: context.bytes });
  const images = await watchImages(client, plan, job.journalFolder, signal);
  let end: BuildEnd = "broken off";
  try {
    const contextDigests = copyDigests(context, plan, signal);
    const building: Building = { client, engine, inputs, plan, context, contextDigests, images };
    const stages = await buildStages(job, building);
    const target = stages.find(({ stage }) => stage.index === plan.target.index);
    const durationMs = Math.round(performance.now() - started);
    const check = target?.image && (await checkTarget(job, client, engine, images, target.image));
    const built: MeasuredBuild = {
      engine: `${engine.name} ${engine.version}, ${engine.builder}${engine.builder === "classic" ? " builder" : ""}, ${engine.storage}`,
      target: plan.target.label,
      durationMs,
      image: {
        id: target?.image ?? "",
        size: target?.stage.total.claim ?? unknownClaim("the target was not measured"),
      },
      stages: stages.map(({ stage }) => stage),
      measuredAt: new Date().toISOString(),
      ...(check ? { check } : {}),
    };
    const rebuilds = request.rebuilds?.length ? await rebuild(job, building) : undefined;
    end = "whole";
    return { kind: "measured", build: rebuilds ? { ...built, rebuilds } : built };
  } catch (error) {
    if (isLostConnection(error)) end = "lost";
    throw error;
  } finally {
    await images.remove(end);
  }
}

/** The request's check, while the target's image is there. */
async function checkTarget(
  { request, onEvent, signal }: Job,
  client: EngineClient,
  engine: AvailableEngine,
  images: MadeImages,
  image: string,
) {
  const { check } = request;
  const onContainer = (id: string) => images.addContainer(id);
  return check && checkImage({ client, engine, image, check, onContainer, onEvent, signal });
}

/** An engine that advises the classic builder still has BuildKit, for a Dockerfile that can't do without. */
function builderFor(engine: AvailableEngine, plan: BuildPlan, environment: Environment): AvailableEngine {
  const needsBuildKit = plan.image.instructions.some((one) => buildKitFeature(one) !== undefined);
  const mayChoose = engine.name === "Docker" && !environment.DOCKER_BUILDKIT;
  return needsBuildKit && mayChoose ? { ...engine, builder: "BuildKit" } : engine;
}

interface Building {
  readonly client: EngineClient;
  readonly engine: AvailableEngine;
  readonly inputs: OpenInputs;
  readonly plan: BuildPlan;
  readonly context: BuildContext;
  readonly contextDigests: ReturnType<typeof copyDigests>;
  readonly images: MadeImages;
}

/** A measured stage with the id of its image, where it has one of its own. */
interface Measured {
  readonly stage: MeasuredStage;
  readonly image: string | undefined;
}

/** Builds the target and what it reaches, then measures all of it. In the order of the file. */
async function buildStages(job: Job, building: Building): Promise<readonly Measured[]> {
  const { client, engine } = building;
  const images = await buildImages(job, building);
  job.signal.throwIfAborted();
  const histories = await readHistories(client, engine, [...new Set(images.values())], job.signal);
  const measured = new Map<number, Measured>();
  for (const [stage, image] of images) {
    const history = histories.get(image) ?? { problem: "the image was not read" };
    for (const one of await measureImage(job, building, stage, history)) {
      if (measured.has(one.index)) continue;
      measured.set(one.index, { stage: one, image: one.index === stage.index ? image : undefined });
      job.onEvent({ kind: "stage-measured", stage: one });
    }
  }
  return [...measured.values()].sort((one, other) => one.stage.index - other.stage.index);
}

/** The id of the image of each stage that must be built for itself, the target first. */
async function buildImages(job: Job, building: Building): Promise<ReadonlyMap<Stage, string>> {
  const { client, engine, plan } = building;
  const images = new Map<Stage, string>();
  if (engine.builder === "BuildKit") {
    for (const stage of plan.builds) images.set(stage, await buildWithBuildKit(runOf(job, building, stage)));
    return images;
  }
  const told = await buildWithTar(runOf(job, building, plan.target));
  for (const stage of plan.builds) {
    const image = told.get(stage);
    if (image !== undefined) images.set(stage, await fullId(client, image, job.signal));
  }
  return images;
}

/** Times the rebuilds that were asked for, as runs of the target without its tag. */
function rebuild(job: Job, building: Building): Promise<readonly RebuildTime[]> {
  const { plan, context, engine } = building;
  const { request, mask, signal, onEvent } = job;
  return timeRebuilds({
    request,
    mask,
    plan,
    context,
    signal,
    onEvent,
    async buildAgain(context, noCache, reporter) {
      const run = { ...runOf(job, building, plan.target), context, noCache, reporter, tag: undefined };
      await (engine.builder === "BuildKit" ? buildWithBuildKit(run) : buildWithTar(run));
    },
  });
}

function runOf(job: Job, { client, engine, inputs, plan, context, images }: Building, stage: Stage): BuildRun {
  const { request, signal } = job;
  const isTarget = stage === plan.target;
  return {
    client,
    engine,
    plan,
    context,
    dockerfilePath: request.dockerfilePath,
    stage,
    buildArguments: withProxies(request.buildArguments, inputs.proxies),
    labels: isTarget ? (request.labels ?? {}) : {},
    cacheFrom: request.cacheFrom ?? [],
    inputs,
    platform: request.platform,
    // What the target's build has just made is the cache of the others.
    noCache: request.noCache && isTarget,
    tag: isTarget ? request.keepTag : undefined,
    // Only the target's run tells how long steps take: in the others all of them are cached.
    reporter: isTarget ? job.reporter : new StepReporter(request.dockerfileText, () => undefined),
    signal,
    onImage: (id) => images.add(id),
    onContainer: (id) => images.addContainer(id),
    onLeftRunning: () => {
      job.leftRunning = true;
    },
  };
}

async function fullId({ docker }: EngineClient, image: string, signal: AbortSignal): Promise<string> {
  return (await ask<{ readonly Id: string }>(docker, "GET", `/images/${image}/json`, { signal })).Id;
}

async function measureImage(
  job: Job,
  { client, plan, contextDigests }: Building,
  stage: Stage,
  history: ImageHistory | { readonly problem: string },
): Promise<readonly MeasuredStage[]> {
  return measureChain({
    syntax: plan.image.syntax,
    stage,
    history,
    baseEntries: await lengthOfBase(client, stage, job),
    steps: job.reporter.records,
    contextDigests: await contextDigests(),
    measuredAt: new Date().toISOString(),
  });
}

/** How many entries the history of the base image has; undefined where the engine keeps no such image by name. */
async function lengthOfBase(client: EngineClient, { root }: Stage, { request, signal }: Job) {
  // With a platform asked for, the image of that name may be another one.
  if (root.kind !== "image" || request.platform !== undefined) return undefined;
  try {
    // An image without any says nothing of how many there are.
    return (await askHistory(client, root.reference.text, signal)).length || undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
