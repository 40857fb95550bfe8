// Decodes BuildKit's progress messages (StatusResponse of its control API) as far as a build's story needs them.
import type { LogStream } from "./log-tail";
import { readFields } from "./protobuf";

/** A step of BuildKit's graph. The same digest comes again whenever its state changes. */
export interface TraceVertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  /** Milliseconds since 1970. */
  readonly startedMs: number | undefined;
  readonly completedMs: number | undefined;
  /** "" where it did not fail. */
  readonly error: string;
  /** The name of the step that this one is a part of: an ADD or COPY --link can be several. */
  readonly group: string | undefined;
}

export interface TraceLog {
  readonly vertex: string;
  readonly stream: LogStream;
  readonly text: Buffer;
}

/** How far one part of a step's work is: a layer that is fetched, the context that is sent. */
export interface TraceStatus {
  readonly id: string;
  readonly vertex: string;
  /** Bytes, for what is counted in bytes; 0 otherwise. */
  readonly current: number;
  /** 0 where it is not known. */
  readonly total: number;
}

export interface Trace {
  readonly vertexes: readonly TraceVertex[];
  readonly statuses: readonly TraceStatus[];
  readonly logs: readonly TraceLog[];
}

/** What a running build tells. */
export interface BuildNews {
  readonly trace?: Trace;
  /** Id of the image that it made. */
  readonly image?: string;
}

/** Decodes a StatusResponse, which the `aux` text of a `moby.buildkit.trace` message holds in base64. */
export function decodeTrace(message: Buffer): Trace {
  const vertexes: TraceVertex[] = [];
  const statuses: TraceStatus[] = [];
  const logs: TraceLog[] = [];
  for (const { number, value } of readFields(message)) {
    if (typeof value === "number") continue;
    if (number === 1) vertexes.push(decodeVertex(value));
    if (number === 2) statuses.push(decodeStatus(value));
    if (number === 3) logs.push(decodeLog(value));
  }
  return { vertexes, statuses, logs };
}

function decodeStatus(message: Buffer): TraceStatus {
  let id = "";
  let vertex = "";
  let current = 0;
  let total = 0;
  for (const { number, value } of readFields(message)) {
    if (typeof value !== "number") {
      if (number === 1) id = value.toString();
      if (number === 2) vertex = value.toString();
    } else if (number === 4) current = value;
    else if (number === 5) total = value;
  }
  return { id, vertex, current, total };
}

function decodeVertex(message: Buffer): TraceVertex {
  let digest = "";
  let name = "";
  let cached = false;
  let startedMs: number | undefined;
  let completedMs: number | undefined;
  let error = "";
  let group: string | undefined;
  for (const { number, value } of readFields(message)) {
    if (typeof value === "number") cached ||= number === 4 && value === 1;
    else if (number === 1) digest = value.toString();
    else if (number === 3) name = value.toString();
    else if (number === 5) startedMs = decodeTime(value);
    else if (number === 6) completedMs = decodeTime(value);
    else if (number === 7) error = value.toString();
    else if (number === 8) for (const part of readFields(value)) if (part.number === 2) group = part.value.toString();
  }
  return { digest, name, cached, startedMs, completedMs, error, group: group || undefined };
}

function decodeLog(message: Buffer): TraceLog {
  let vertex = "";
  let stream: LogStream = "output";
  let text = Buffer.alloc(0);
  for (const { number, value } of readFields(message)) {
    // The stream's number is the process's own: 2 for its errors.
    if (number === 3 && value === 2) stream = "errors";
    if (typeof value === "number") continue;
    if (number === 1) vertex = value.toString();
    if (number === 4) text = Buffer.from(value);
  }
  return { vertex, stream, text };
}

/** google.protobuf.Timestamp: seconds and nanoseconds. */
function decodeTime(message: Buffer): number {
  let seconds = 0;
  let nanoseconds = 0;
  for (const { number, value } of readFields(message)) {
    if (typeof value !== "number") continue;
    if (number === 1) seconds = value;
    if (number === 2) nanoseconds = value;
  }
  return seconds * 1000 + nanoseconds / 1e6;
}
