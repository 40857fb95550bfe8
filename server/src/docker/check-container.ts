// A container of a built image for as long as a check needs it: started without ports, listened to, and always removed.
import type { IncomingMessage } from "node:http";
import { EngineGone } from "./build-run";
import type { AvailableEngine } from "./describe-engine";
import { ask, type EngineClient, request } from "./engine-client";
import { LogTail } from "./log-tail";

/** Lines of what it printed that are kept; either stream has at least a quarter of them. */
const keptLines = 20;
const ownLines = 5;
/** Milliseconds for the engine to take a container away; once a build is cancelled, a frozen engine must not hold it up. */
const longestRemoval = { usual: 30_000, cancelled: 5_000 };
/** Milliseconds for the last lines to arrive once the container has ended. */
const lastLines = 1_000;

/** What is run; left out is what the image says. */
export interface Process {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
}

export class CheckContainer {
  private readonly tail = new LogTail(keptLines, ownLines);
  private readonly listening = new AbortController();
  private readonly stopListening = () => this.listening.abort();
  private printed: Promise<void> = Promise.resolve();
  private exit: Promise<number> | undefined;

  private constructor(
    private readonly client: EngineClient,
    readonly id: string,
    private readonly removesItself: boolean,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", this.stopListening, { once: true });
  }

  /** Makes a container that does not run yet. Rejects, with `statusCode`, where the engine refuses. */
  static async create(
    client: EngineClient,
    engine: AvailableEngine,
    image: string,
    process: Process,
    signal: AbortSignal,
  ): Promise<CheckContainer> {
    // An engine that is killed removes it when it is back. Podman has no process that could be.
    const AutoRemove = engine.name === "Docker";
    const json = {
      Image: image,
      ...process,
      // Its probe is run from here: an engine would wait half a minute for the first one, and Podman needs systemd for it.
      Healthcheck: { Test: ["NONE"] },
      // What it prints is read as it comes, and fills no disk.
      HostConfig: { AutoRemove, LogConfig: { Type: "none" } },
    };
    // Broken off, it might be made after all, and nobody would know of it.
    const patience = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const hurry = () => {
      timer = setTimeout(() => patience.abort(), longestRemoval.cancelled);
    };
    signal.throwIfAborted();
    signal.addEventListener("abort", hurry, { once: true });
    try {
      const { Id } = await ask<{ readonly Id: string }>(client.docker, "POST", "/containers/create", {
        json,
        signal: patience.signal,
      });
      return new CheckContainer(client, Id, AutoRemove, signal);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", hurry);
    }
  }

  /** Starts it and listens to what it prints. Rejects, with `statusCode`, where the engine can't start the process. */
  async start(): Promise<void> {
    const { client, id, signal } = this;
    const query = { stream: "1", stdout: "1", stderr: "1" };
    const output = await request(client.docker, "POST", `/containers/${id}/attach`, {
      query,
      signal: this.listening.signal,
    });
    this.printed = this.listen(output);
    // A container that removes itself may be gone before anybody could ask how it ended.
    const early = this.removesItself ? await this.askForExit({ condition: "next-exit" }) : undefined;
    await ask(client.docker, "POST", `/containers/${id}/start`, { signal });
    this.exit = exitCodeOf(early ?? (await this.askForExit({})));
    // Who does not wait for it any more hears nothing of it.
    this.exit.catch(() => undefined);
  }

  /** Resolves with its exit code once it has ended; rejects when the connection breaks. */
  get ended(): Promise<number> {
    return this.exit ?? Promise.reject(new Error("the container was not started"));
  }

  /** Runs one more process in it for at most so many milliseconds; without an exit code where that is over. */
  async run(command: readonly string[], milliseconds: number): Promise<{ exitCode: number | undefined; text: string }> {
    const { docker } = this.client;
    const tail = new LogTail(keptLines, ownLines);
    const json = { AttachStdout: true, AttachStderr: true, Cmd: command };
    const { Id } = await ask<{ readonly Id: string }>(docker, "POST", `/containers/${this.id}/exec`, {
      json,
      signal: this.signal,
    });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), milliseconds);
    const abort = () => stop.abort();
    this.signal.addEventListener("abort", abort, { once: true });
    try {
      const output = await request(docker, "POST", `/exec/${Id}/start`, {
        json: { Detach: false, Tty: false },
        signal: stop.signal,
      });
      await keepLines(output, tail);
    } catch (error) {
      this.signal.throwIfAborted();
      if (!stop.signal.aborted) throw error;
      return { exitCode: undefined, text: tail.text };
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener("abort", abort);
    }
    for (const end = performance.now() + milliseconds; performance.now() < end; await pause(50)) {
      const { ExitCode, Running } = await ask<{ readonly ExitCode: number | null; readonly Running: boolean }>(
        docker,
        "GET",
        `/exec/${Id}/json`,
        { signal: this.signal },
      );
      // Podman may need a moment to notice the end, and says 0 meanwhile.
      if (!Running && ExitCode !== null) return { exitCode: ExitCode, text: tail.text };
    }
    return { exitCode: undefined, text: tail.text };
  }

  /** The last lines that it printed; complete once it has ended. */
  async logTail(): Promise<string> {
    await Promise.race([this.printed, pause(lastLines)]);
    return this.tail.text;
  }

  /** Ends and removes it, with its volumes. Never rejects: an engine that is gone keeps what it has until it is back. */
  async remove(): Promise<void> {
    const { docker } = this.client;
    const path = `/containers/${this.id}`;
    const signal = AbortSignal.timeout(this.signal.aborted ? longestRemoval.cancelled : longestRemoval.usual);
    // Podman would wait for it to end by itself.
    await ask(docker, "POST", `${path}/kill`, { signal }).catch(() => undefined);
    try {
      for (;;) {
        await ask(docker, "DELETE", path, { query: { force: "1", v: "1" }, signal }).catch(unlessGoing);
        // Only once it is away can its image be removed.
        await ask(docker, "GET", `${path}/json`, { signal });
        await pause(50);
      }
    } catch {
      // It is gone, or the engine is.
    } finally {
      this.stopListening();
      this.signal.removeEventListener("abort", this.stopListening);
    }
  }

  private askForExit(query: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    const { signal } = this.listening;
    return request(this.client.docker, "POST", `/containers/${this.id}/wait`, { query, signal });
  }

  private async listen(output: IncomingMessage): Promise<void> {
    try {
      await keepLines(output, this.tail);
    } catch {
      // The connection broke, or nobody listens any more: how the container ended is told elsewhere.
    }
  }
}

/** The engine removes it already. */
function unlessGoing(error: unknown): void {
  if ((error as { statusCode?: number }).statusCode !== 409) throw error;
}

async function exitCodeOf(response: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  try {
    return (JSON.parse(Buffer.concat(chunks).toString("utf8")) as { readonly StatusCode: number }).StatusCode;
  } catch {
    throw new EngineGone("the engine closed the connection during the check");
  }
}

/** Reads the engine's frames: stream (2: errors) in the first byte of eight, length in the last four, then the bytes. */
async function keepLines(output: IncomingMessage, tail: LogTail): Promise<void> {
  let header = Buffer.alloc(0);
  let left = 0;
  for await (const chunk of output) {
    let bytes = chunk as Buffer;
    while (bytes.length > 0) {
      if (left === 0) {
        const missing = 8 - header.length;
        header = Buffer.concat([header, bytes.subarray(0, missing)]);
        bytes = bytes.subarray(missing);
        if (header.length < 8) break;
        left = header.readUInt32BE(4);
        if (left === 0) header = Buffer.alloc(0);
        continue;
      }
      tail.add(header[0] === 2 ? "errors" : "output", bytes.subarray(0, left));
      const taken = Math.min(left, bytes.length);
      left -= taken;
      bytes = bytes.subarray(taken);
      if (left === 0) header = Buffer.alloc(0);
    }
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
