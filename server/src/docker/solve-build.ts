// Asks BuildKit itself for a build, over the engine's /grpc: its /build passes no named contexts on.
import { randomUUID } from "node:crypto";
import type { BuildRun, Connection } from "./build-run";
import { type BuildNews, decodeTrace } from "./buildkit-trace";
import { type Call, type EngineControl, openControl } from "./engine-control";
import { readFields, writeMessage } from "./protobuf";
import { registryOf } from "./registry-credentials";

const control = "/moby.buildkit.v1.Control/";

/** A build that runs. */
export interface Solving {
  readonly news: AsyncIterable<BuildNews>;
  /** Asks the engine to stop; the news then come to their end. */
  stop(): void;
  /** Ends the connection. */
  close(): void;
}

/** Starts the build of a run whose session is open. Rejects when the engine does not take the connection. */
export async function startSolving(run: BuildRun, session: string, connection: Connection): Promise<Solving> {
  const engine = await openControl(run.client, connection.signal);
  const reference = randomUUID();
  const solve = engine.call(`${control}Solve`, solveRequest(run, reference, session));
  return { news: tell(engine, solve, reference), stop: solve.cancel, close: engine.close };
}

async function* tell(engine: EngineControl, solve: Call, reference: string): AsyncGenerator<BuildNews> {
  const solved = firstOf(solve.messages);
  solved.catch(() => undefined);
  try {
    const { messages } = engine.call(`${control}Status`, writeMessage([1, reference]));
    for await (const message of messages) yield { trace: decodeTrace(message) };
  } catch (error) {
    // Where the build could not even begin, there is no such job to be told of.
    await solved;
    throw error;
  }
  const answer = new Map([...readFields(await solved)].flatMap(({ number, value }) => entryOf(number, value)));
  const image = answer.get("containerimage.digest");
  if (image !== undefined) yield { image };
}

/** An entry of the only map in a SolveResponse. */
function entryOf(number: number, value: number | Buffer): (readonly [string, string])[] {
  if (number !== 1 || typeof value === "number") return [];
  const [name, text] = [...readFields(value)].map((field) => field.value.toString());
  return name === undefined ? [] : [[name, text ?? ""]];
}

async function firstOf(messages: AsyncIterable<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  // To the end: only there stands how it went.
  for await (const message of messages) first = message;
  return first;
}

/** SolveRequest: ref 1, exporter 3 with its attributes 4, session 5, frontend 6 with its attributes 7, cache 8. */
function solveRequest(run: BuildRun, reference: string, session: string): Buffer {
  const { plan, stage, buildArguments, labels, cacheFrom, platform, noCache, tag, inputs } = run;
  const target = plan.targetName(stage);
  const attributes: Record<string, string> = {
    filename: "Dockerfile",
    ...(target === undefined ? {} : { target }),
    ...(platform === undefined ? {} : { platform }),
    ...(noCache ? { "no-cache": "" } : {}),
    "cache-from": cacheFrom.join(","),
    "image-resolve-mode": "default",
    // A frontend that knows no named contexts then says so, instead of looking for images of these names.
    "frontend.caps": "moby.buildkit.frontend.contexts+forward",
    ...prefixed("build-arg:", buildArguments),
    ...prefixed("label:", labels),
    ...prefixed("context:", inputs.contexts.places),
  };
  const inlineCache = /^(1|t|true)$/i.test(buildArguments.BUILDKIT_INLINE_CACHE ?? "");
  const cache = inlineCache ? writeMessage([4, writeMessage([1, "inline"])]) : Buffer.alloc(0);
  return Buffer.concat([
    writeMessage(
      [1, reference],
      [3, "moby"],
      ...(tag === undefined ? [] : [[4, writeMessage([1, "name"], [2, fullName(tag)])] as const]),
      [5, session],
      [6, "dockerfile.v0"],
      ...Object.entries(attributes).map(([name, text]) => [7, writeMessage([1, name], [2, text])] as const),
    ),
    // There even where it is empty.
    Buffer.from([8 * 8 + 2, cache.length]),
    cache,
  ]);
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}

/** The name in full, as exporters want it: `docker.io/library/api:latest` for `api`. */
function fullName(tag: string): string {
  const withTag = /:[^/]*$/.test(tag) ? tag : `${tag}:latest`;
  if (registryOf(tag) !== "docker.io" || tag.startsWith("docker.io/")) return withTag;
  return tag.includes("/") ? `docker.io/${withTag}` : `docker.io/library/${withTag}`;
}
