// The connection over which BuildKit asks its client for files and logins during a build: gRPC served over /session.
import { randomUUID } from "node:crypto";
import http2 from "node:http2";
import { messageOf } from "../engine/index";
import type { EngineClient } from "./engine-client";
import { hijack } from "./engine-client";

/** Serves one gRPC method: `receive` yields the caller's messages, `send` waits while the caller is behind; several go out as one piece. */
export type Method = (call: Call) => Promise<void>;

export interface Call {
  /** Request metadata; several values of one name are a list. */
  readonly metadata: (name: string) => readonly string[];
  readonly receive: AsyncIterable<Buffer>;
  readonly send: (...messages: readonly Buffer[]) => Promise<void>;
}

export interface BuildSession {
  readonly id: string;
  /** Ends the connection; nothing of it stays open. */
  close(): void;
}

/** gRPC status codes that methods end with. */
const codes = { unknown: "2", notFound: "5", unimplemented: "12" } as const;

/** What was asked for is not there, which the caller may do without. */
export class NotFound extends Error {
  override readonly name = "NotFound";
}

const healthCheck = "/grpc.health.v1.Health/Check";
/** HealthCheckResponse { status: SERVING } */
const serving = Buffer.from([0x08, 0x01]);

/**
 * Opens a session with an engine and serves the given methods, by their gRPC path, until it is closed.
 * `key` names the context, so that the engine finds last time's copy of it and asks only for what changed.
 * Rejects when the engine refuses. The signal ends it too.
 */
export async function openSession(
  client: EngineClient,
  key: string,
  methods: Readonly<Record<string, Method>>,
  signal: AbortSignal,
): Promise<BuildSession> {
  const id = randomUUID();
  const headers = {
    Upgrade: "h2c",
    "X-Docker-Expose-Session-Uuid": id,
    "X-Docker-Expose-Session-Name": "layer-cost",
    "X-Docker-Expose-Session-Sharedkey": key,
    "X-Docker-Expose-Session-Grpc-Method": [healthCheck, ...Object.keys(methods)],
  };
  const socket = await hijack(client.docker, "/session", { headers, signal });
  const session = http2.performServerHandshake(socket, {
    // Files go the other way; the engine's messages are small.
    settings: { maxConcurrentStreams: 1_000 },
  });
  const quiet = () => undefined;
  socket.on("error", quiet);
  session.on("error", quiet);
  session.on(
    "stream",
    (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders, _flags: number, rawHeaders: string[]) => {
      stream.on("error", quiet);
      const path = headers[":path"] ?? "";
      const method = path === healthCheck ? answerHealth : methods[path];
      // An engine that has gone in the meantime takes no answer.
      serve(stream, rawHeaders, method).catch(() => stream.destroy());
    },
  );
  return {
    id,
    close() {
      session.destroy();
      socket.destroy();
    },
  };
}

async function answerHealth({ send }: Call): Promise<void> {
  await send(serving);
}

async function serve(
  stream: http2.ServerHttp2Stream,
  rawHeaders: readonly string[],
  method: Method | undefined,
): Promise<void> {
  let status: Record<string, string> = { "grpc-status": "0" };
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(status));
  try {
    if (!method) status = { "grpc-status": codes.unimplemented, "grpc-message": "not offered" };
    else
      await method({
        metadata: (name) => valuesOf(rawHeaders, name),
        receive: readFrames(stream),
        send: (...messages) => writeMessages(stream, messages),
      });
  } catch (error) {
    const message = messageOf(error);
    const code = error instanceof NotFound ? codes.notFound : codes.unknown;
    status = { "grpc-status": code, "grpc-message": encodeURIComponent(message) };
  }
  // What is left unread would keep the stream half open.
  stream.resume();
  stream.end();
}

/** BuildKit escapes values outside of ASCII and says so in a second header. Raw headers are names and values in turn. */
function valuesOf(rawHeaders: readonly string[], name: string): readonly string[] {
  const all = (wanted: string) => rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1] === wanted);
  const escaped = all(`${name}-encoded`)[0] === "1";
  return all(name).map((value) => (escaped ? decodeURIComponent(value.replaceAll("+", " ")) : value));
}

/** gRPC frames: a compression flag, four bytes of length, the message. */
export async function* readFrames(stream: http2.Http2Stream): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  // Of the next frame, or of what tells its length; put together only once they are there: large ones come in many pieces.
  let needed = 5;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < needed) continue;
    let waiting = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    for (needed = 5; waiting.length >= needed; needed = 5) {
      needed = 5 + waiting.readUInt32BE(1);
      if (waiting.length < needed) break;
      yield waiting.subarray(5, needed);
      waiting = waiting.subarray(needed);
    }
    chunks = [waiting];
    bytes = waiting.length;
  }
}

/** A message as gRPC sends it: what goes before it, and the message. */
function partsOf(message: Buffer): readonly Buffer[] {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return [prefix, message];
}

/** One message as gRPC sends it. */
export function frameOf(message: Buffer): Buffer {
  return Buffer.concat(partsOf(message));
}

function writeMessages(stream: http2.ServerHttp2Stream, messages: readonly Buffer[]): Promise<void> {
  const frames = Buffer.concat(messages.flatMap(partsOf));
  return new Promise((resolve, reject) => {
    if (stream.destroyed) reject(new Error("the engine closed the transfer"));
    else if (stream.write(frames)) resolve();
    else {
      const settle = () => {
        stream.off("drain", settle).off("close", settle);
        resolve();
      };
      stream.on("drain", settle).on("close", settle);
    }
  });
}
