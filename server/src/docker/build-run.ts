// What the two builders have in common: what they are given, what they report, how they end.
import type { BuildContext } from "../context/read-context";
import type { Stage } from "../engine/index";
import { messageOf } from "../engine/index";
import type { OpenInputs } from "./build-inputs";
import type { BuildPlan } from "./build-plan";
import type { AvailableEngine } from "./describe-engine";
import type { EngineClient } from "./engine-client";
import type { StepReporter } from "./step-reporter";

/** One run of a builder: the target, or one more stage. */
export interface BuildRun {
  readonly client: EngineClient;
  readonly engine: AvailableEngine;
  readonly plan: BuildPlan;
  readonly context: BuildContext;
  readonly dockerfilePath: string;
  readonly stage: Stage;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly cacheFrom: readonly string[];
  readonly inputs: OpenInputs;
  readonly platform: string | undefined;
  readonly noCache: boolean;
  readonly tag: string | undefined;
  readonly reporter: StepReporter;
  readonly signal: AbortSignal;
  /** Hears of every image that the run may have made, as soon as its id is known. */
  readonly onImage: (id: string) => void;
  /** Hears of every container in which a step runs. */
  readonly onContainer: (id: string) => void;
  /** Hears that the engine goes on with a step that could not be ended. */
  readonly onLeftRunning: () => void;
}

/** The builder said that the build failed, or cannot do what the Dockerfile asks for. */
export class BuildFailure extends Error {
  override readonly name = "BuildFailure";
  /** `instruction` is the index of the one that it is about, where the message alone does not tell. */
  constructor(
    message: string,
    readonly instruction?: number,
  ) {
    super(message);
  }
}

/** The connection ended before the builder said how the build went. */
export class EngineGone extends Error {
  override readonly name = "EngineGone";
}

/** True where a request ended because its connection did. */
export function isLostConnection(error: unknown): boolean {
  return error instanceof EngineGone || typeof (error as NodeJS.ErrnoException).code === "string";
}

/** Query parameters that both builders know. `buildid` lets a build be cancelled by name. */
export function commonQuery(run: BuildRun, buildId: string): Record<string, string | undefined> {
  return {
    target: run.plan.targetName(run.stage),
    buildargs: JSON.stringify(run.buildArguments),
    labels: JSON.stringify(run.labels),
    cachefrom: JSON.stringify(run.cacheFrom),
    platform: run.platform,
    nocache: run.noCache ? "1" : undefined,
    t: run.tag,
    buildid: buildId,
    rm: "1",
    forcerm: "1",
  };
}

/** What the engine said in a refused request: docker-modem wraps it in words of its own, and engines in their inner workings. */
export function engineMessage(error: unknown): string {
  const text = messageOf(error);
  return text
    .replace(/^\(HTTP code \d+\) [\w' ]+ - /, "")
    .replace(/^(failed to (solve|create LLB definition|build LLB)( with frontend \S+)?: )+/, "")
    .trim();
}

/**
 * Milliseconds for an engine to end a build that it was asked to stop; what it can't interrupt, such as a COPY, takes
 * longest. Podman leaves containers and images behind where it is broken off, so that it gets more.
 */
const longestStop = { BuildKit: 5_000, classic: 5_000, Buildah: 10_000 };
/** Milliseconds between two requests to stop: the first may come before there is anything to stop. */
const stopInterval = 200;

/** The connection of a build that can be stopped. */
export interface Connection {
  /** Aborts when the connection is to be broken off. */
  readonly signal: AbortSignal;
  /** To be called once the engine has begun to answer. */
  readonly answered: () => void;
}

/**
 * Does the work of a build until it ends or is cancelled. An engine that is asked to stop and ends the build by itself has
 * told by then of every image that it made; on a broken connection it may make one more and tell nobody. So this breaks
 * off only what the engine has not begun to answer, and what it does not end in time.
 *
 * `askToStop` returns false where the engine can't be asked.
 */
export async function untilStopped<T>(
  { signal, engine }: BuildRun,
  askToStop: () => boolean,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const breakOff = new AbortController();
  let hasAnswer = false;
  let timer: NodeJS.Timeout | undefined;
  const stop = (remaining: number) => {
    if (remaining <= 0 || !hasAnswer || !askToStop()) breakOff.abort();
    else timer = setTimeout(() => stop(remaining - stopInterval), stopInterval);
  };
  const onAbort = () => stop(longestStop[engine.builder]);
  const answered = () => {
    hasAnswer = true;
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const result = await work({ signal: breakOff.signal, answered });
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener("abort", onAbort);
    clearTimeout(timer);
  }
}
