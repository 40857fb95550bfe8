// Calls gRPC methods that the engine serves on its /grpc: BuildKit's control of builds, and the store of image content.
import http2 from "node:http2";
import { BuildFailure, EngineGone } from "./build-run";
import { frameOf, readFrames } from "./build-session";
import { type EngineClient, hijack } from "./engine-client";

/** Bytes that the engine may send before it waits for us: layers come in messages of a megabyte. */
const window = 4 << 20;

/** A connection to the engine's gRPC methods. */
export interface EngineControl {
  /** Calls a method by its path, with one message. */
  call(path: string, message: Buffer): Call;
  /** Ends the connection, and all calls with it. */
  close(): void;
}

export interface Call {
  /** Throws a BuildFailure with what the engine says in the end, EngineGone when it says nothing. */
  readonly messages: AsyncIterable<Buffer>;
  /** Asks the engine to stop. */
  cancel(): void;
}

/** Rejects when the engine does not take the connection. The signal ends it. */
export async function openControl({ docker }: EngineClient, signal: AbortSignal | undefined): Promise<EngineControl> {
  const socket = await hijack(docker, "/grpc", { headers: { Upgrade: "h2c" }, ...(signal && { signal }) });
  const quiet = () => undefined;
  socket.on("error", quiet);
  const channel = http2.connect("http://engine", {
    createConnection: () => socket,
    settings: { initialWindowSize: window },
  });
  channel.on("error", quiet).on("connect", () => channel.setLocalWindowSize(window));
  return {
    call: (path, message) => call(channel, path, message),
    close() {
      channel.destroy();
      socket.destroy();
    },
  };
}

function call(channel: http2.ClientHttp2Session, path: string, message: Buffer): Call {
  const stream = channel.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  let status: { readonly code: string; readonly text: string } | undefined;
  const note = (headers: http2.IncomingHttpHeaders) => {
    const code = headers["grpc-status"];
    if (code !== undefined)
      status = { code: String(code), text: decodeStatusText(String(headers["grpc-message"] ?? "")) };
  };
  stream
    .on("response", note)
    .on("trailers", note)
    .on("error", () => undefined);
  stream.end(frameOf(message));
  async function* messages(): AsyncGenerator<Buffer> {
    try {
      yield* readFrames(stream);
    } catch (error) {
      if (!status) throw error;
    }
    if (!status) throw new EngineGone("the engine closed the connection during the build");
    if (status.code !== "0") throw new BuildFailure(status.text);
  }
  return { messages: messages(), cancel: () => stream.close(http2.constants.NGHTTP2_CANCEL) };
}

/** The text of a gRPC status; as it came where its escapes are no text, since nothing may be thrown at its event. */
function decodeStatusText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
