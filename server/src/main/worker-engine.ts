// The main thread's side of the build worker: starts it when needed, survives its crash, lets it go when idle.
import { Worker } from "node:worker_threads";
import type {
  BuildEvent,
  BuildOutcome,
  BuildRequest,
  EngineDescription,
  FactValue,
  MeasuredBuild,
} from "../engine/index";
import type { BuildEngine, StopSignal } from "../session/ports";
import type { FromWorker, ToWorker } from "./worker-messages";

/** Milliseconds after which a worker without work is ended, and with it the memory that it holds. */
const idleTime = 60_000;
/** Milliseconds that running builds get to stop and clean up when the whole process ends. */
const lastMoments = 3_000;

type Request = ToWorker extends infer M ? (M extends { job: number } ? Omit<M, "job"> : never) : never;

interface Job {
  readonly onEvent: (event: BuildEvent) => void;
  readonly done: (value: never) => void;
  readonly refused: (error: Error) => void;
  readonly isBuild: boolean;
}

/** Implements the session's BuildEngine in a worker thread. */
export class WorkerEngine implements BuildEngine {
  private worker: Worker | undefined;
  private readonly jobs = new Map<number, Job>();
  private lastJob = 0;
  private idle: NodeJS.Timeout | undefined;
  private disposed = false;

  /** `workerPath` is the worker's bundle. */
  constructor(private readonly workerPath: string) {}

  async describe(engine: string | undefined): Promise<EngineDescription> {
    try {
      return await this.ask<EngineDescription>({ kind: "describe", engine });
    } catch (error) {
      return { available: false, endpoint: engine, reason: (error as Error).message, searched: [] };
    }
  }

  async build(request: BuildRequest, onEvent: (event: BuildEvent) => void, signal: StopSignal): Promise<BuildOutcome> {
    if (signal.aborted) return { kind: "cancelled" };
    try {
      return await this.ask<BuildOutcome>({ kind: "build", request }, onEvent, signal);
    } catch (error) {
      return { kind: "unavailable", message: (error as Error).message };
    }
  }

  readImage(reference: string, engine: string | undefined): Promise<MeasuredBuild> {
    return this.ask<MeasuredBuild>({ kind: "read-image", reference, engine });
  }

  /** Unpacked size of an image that the local engine has; rejects, in a phrase, where it has none. */
  imageSize(reference: string, platform: string | undefined, engine: string | undefined): Promise<FactValue> {
    return this.ask<FactValue>({ kind: "image-size", reference, platform, engine });
  }

  /** Cancels what is running, lets it clean up for a moment, and ends the worker. */
  async dispose(): Promise<void> {
    this.disposed = true;
    clearTimeout(this.idle);
    const builds = [...this.jobs].filter(([, { isBuild }]) => isBuild);
    for (const [job] of builds) this.worker?.postMessage({ job, kind: "cancel" } satisfies ToWorker);
    if (builds.length > 0) await Promise.race([this.whenIdle(), pause(lastMoments)]);
    await this.worker?.terminate();
  }

  private ask<T>(request: Request, onEvent: (event: BuildEvent) => void = () => undefined, signal?: StopSignal) {
    const job = ++this.lastJob;
    const isBuild = request.kind === "build";
    return new Promise<T>((resolve, refused) => {
      if (this.disposed) throw new Error("Layer Cost is shutting down.");
      const worker = this.start();
      this.jobs.set(job, { onEvent, done: resolve as (value: never) => void, refused, isBuild });
      worker.ref();
      worker.postMessage({ ...request, job } as ToWorker);
      const cancel = () => this.jobs.has(job) && worker.postMessage({ job, kind: "cancel" } satisfies ToWorker);
      signal?.addEventListener("abort", cancel, { once: true });
    });
  }

  private start(): Worker {
    clearTimeout(this.idle);
    if (this.worker) return this.worker;
    // Its output belongs to nobody: standard output is the language server's protocol.
    const worker = new Worker(this.workerPath, { stdout: true, stderr: true });
    let problem: Error | undefined;
    worker.on("message", (message: FromWorker) => this.receive(message));
    worker.on("error", (error) => {
      problem = error;
    });
    worker.on("exit", () => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      this.failAll(problem);
    });
    this.worker = worker;
    return worker;
  }

  private receive(message: FromWorker): void {
    const job = this.jobs.get(message.job);
    if (!job) return;
    if (message.kind === "event") {
      job.onEvent(message.event);
      return;
    }
    this.jobs.delete(message.job);
    if (this.jobs.size === 0) this.rest();
    if (message.kind === "done") job.done(message.value as never);
    else job.refused(new Error(message.message));
  }

  /** An idle worker keeps no process alive, and is ended after a while. */
  private rest(): void {
    this.worker?.unref();
    this.idle = setTimeout(() => {
      const { worker } = this;
      this.worker = undefined;
      void worker?.terminate();
    }, idleTime);
    this.idle.unref();
  }

  private failAll(problem: Error | undefined): void {
    const why = problem ? ` (${problem.message.split("\n", 1)[0]})` : "";
    const jobs = [...this.jobs.values()];
    this.jobs.clear();
    for (const job of jobs) job.refused(new Error(`The build worker stopped unexpectedly${why}: build again.`));
  }

  private async whenIdle(): Promise<void> {
    while (this.jobs.size > 0) await pause(20);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
