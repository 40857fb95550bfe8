// A connection to one engine: dockerode for what it does well, its modem for what it leaves out.
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Duplex, Readable } from "node:stream";
import Docker from "dockerode";
import type { EngineDescription } from "../engine/index";
import { engineMessage } from "./build-run";
import { type Endpoint, EndpointError, type Environment, findEndpoints } from "./endpoint";

export interface EngineClient {
  readonly endpoint: Endpoint;
  readonly docker: Docker;
  /** What `_ping` advises: only "2" means that the engine wants BuildKit. */
  readonly advisesBuildKit: boolean;
}

/** Milliseconds that an engine may take to answer a ping. A socket answers in a few; a sleeping machine never. */
const pingTimeout = 5_000;
/** Milliseconds for any other question with a short answer: a busy engine may take its time, a frozen one has for ever. */
const answerTimeout = 30_000;

/**
 * Connects to the first endpoint that answers a ping.
 * Throws an EndpointError whose message is one sentence: which endpoint, what it did, what to do.
 */
export async function connect(
  setting: string | undefined,
  environment: Environment,
  signal?: AbortSignal,
): Promise<EngineClient> {
  const endpoints = findEndpoints(setting, environment);
  let firstProblem: EndpointError | undefined;
  for (const endpoint of endpoints) {
    try {
      return await ping(endpoint, signal);
    } catch (error) {
      signal?.throwIfAborted();
      firstProblem ??= new EndpointError(endpoint.address, refusal(endpoint, error));
    }
  }
  throw (
    firstProblem ??
    new EndpointError(
      undefined,
      "No Docker engine was found: start one, or name its endpoint in DOCKER_HOST (in an editor also in the setting layerCost.engine).",
    )
  );
}

async function ping(endpoint: Endpoint, signal: AbortSignal | undefined): Promise<EngineClient> {
  const docker = new Docker(clientOptions(endpoint) as Docker.DockerOptions);
  const response = await within(pingTimeout, signal, (stop) => request(docker, "GET", "/_ping", { signal: stop }));
  response.resume();
  return { endpoint, docker, advisesBuildKit: response.headers["builder-version"] === "2" };
}

function clientOptions({ address, tls }: Endpoint) {
  // Every option is given, if only as undefined: docker-modem fills gaps from DOCKER_HOST, which may name another engine.
  const gaps = { host: undefined, port: undefined, socketPath: undefined, ca: undefined, cert: undefined };
  const socket = /^(?:unix|npipe):\/\/(.*)$/.exec(address)?.[1];
  // A connection that is kept would be dead after the engine was started again, and fail the first request.
  if (socket !== undefined) {
    const agent = new http.Agent({ keepAlive: false });
    return { ...gaps, key: undefined, socketPath: socket, protocol: "http", agent };
  }
  const url = new URL(address.replace(/^tcp:/, "http:"));
  const secure = tls !== undefined || url.protocol === "https:";
  const options = {
    ...gaps,
    host: url.hostname,
    port: url.port || (secure ? "2376" : "2375"),
    protocol: secure ? ("https" as const) : ("http" as const),
    // The modem resolves every path against this one.
    pathPrefix: "/",
    ca: tls?.ca,
    cert: tls?.cert,
    key: tls?.key,
  };
  const agent = secure
    ? new https.Agent({ keepAlive: false, ...(tls?.skipVerify && { rejectUnauthorized: false }) })
    : new http.Agent({ keepAlive: false });
  return { ...options, agent };
}

/** An answer that no engine would give. */
class StrangeAnswer extends Error {
  override readonly name = "StrangeAnswer";
}

/** One sentence on why an endpoint did not answer. */
export function refusal(endpoint: Endpoint, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const place = `${endpoint.address} (from ${endpoint.source})`;
  if (code === "ENOENT" || code === "ENOTDIR")
    return `No engine listens at ${place}: start Docker, or correct the endpoint.`;
  if (code === "ECONNREFUSED") return `The engine at ${place} is not running: start Docker, or correct the endpoint.`;
  if (code === "EACCES" || code === "EPERM")
    return `You may not use the engine at ${place}: add your user to the docker group, or choose a rootless engine.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `The host of the engine at ${place} is not known.`;
  if (code === "ABORT_ERR" || code === "ETIMEDOUT")
    return `The engine at ${place} does not answer: see whether it is asleep or overloaded.`;
  if (code === "ECONNRESET" || code === "EPIPE")
    return `The engine at ${place} stopped answering: see whether it is still running, and try again.`;
  if (error instanceof StrangeAnswer || code?.startsWith("HPE_"))
    return `What listens at ${place} is no Docker engine.`;
  return `The engine at ${place} could not be used: ${engineMessage(error).replace(/\.$/, "")}.`;
}

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: Readable;
  /** A body in JSON, for a POST without `body`. */
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly signal?: AbortSignal;
}

type Dial = (options: object, callback: (error: unknown, data: unknown) => void) => void;

/** Sends a request and resolves with its response as a stream; rejects, with `statusCode`, for all but 2xx. */
export function request(docker: Docker, method: string, path: string, options: RequestOptions = {}) {
  return dial<IncomingMessage>(docker, method, path, options, { isStream: true });
}

/** Asks for an answer in JSON. Rejects, with `statusCode`, for all but 2xx, and when the engine takes too long or the signal aborts. */
export function ask<T>(docker: Docker, method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const asked = (signal: AbortSignal) => dial<T>(docker, method, path, { ...options, signal }, {});
  return within(answerTimeout, options.signal, asked);
}

/**
 * Gives `work` a signal that aborts after so many milliseconds, or with another one. AbortSignal.any would do, if Node's
 * garbage collector did not now and then take it away before it aborts.
 */
async function within<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal?.throwIfAborted();
  const timer = setTimeout(abort, milliseconds);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await work(stop.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Upgrades a request to a raw connection, as the engine's `/session` wants it. */
export function hijack(docker: Docker, path: string, options: RequestOptions): Promise<Duplex> {
  return dial<Duplex>(docker, "POST", path, options, { hijack: true });
}

function dial<T>(docker: Docker, method: string, path: string, options: RequestOptions, more: object): Promise<T> {
  const { query = {}, body, json = {}, headers, signal } = options;
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  const hasQuery = Object.keys(given).length > 0;
  return new Promise((resolve, reject) => {
    const settled = (error: unknown, data: unknown) => (error ? reject(error as Error) : resolve(data as T));
    (docker.modem.dial as unknown as Dial).call(
      docker.modem,
      {
        path: hasQuery ? `${path}?` : path,
        method,
        file: body,
        headers: headers && { ...headers },
        abortSignal: signal,
        // Without a body of its own, the modem would send the query once more as JSON.
        options: hasQuery || options.json ? { _query: given, _body: json } : undefined,
        statusCodes: { 200: true, 201: true, 204: true },
        ...more,
      },
      settled,
    );
  });
}

/** Tells what engine answers, or in one sentence why none does. Never rejects. */
export async function describeEngine(
  setting: string | undefined,
  environment: Environment,
): Promise<EngineDescription> {
  try {
    return await describeClient(await connect(setting, environment), environment);
  } catch (error) {
    const endpoint = error instanceof EndpointError ? error.address : undefined;
    return { available: false, endpoint, reason: error instanceof Error ? error.message : String(error) };
  }
}

export type AvailableEngine = Extract<EngineDescription, { available: true }>;

/** Name, version, builder and storage of a connected engine. Throws an EndpointError when it does not answer. */
export async function describeClient(
  client: EngineClient,
  environment: Environment,
  signal?: AbortSignal,
): Promise<AvailableEngine> {
  const { docker, endpoint } = client;
  try {
    const [version, info] = await Promise.all([
      ask<Version>(docker, "GET", "/version", { signal }),
      ask<Info>(docker, "GET", "/info", { signal }),
    ]);
    if (typeof version.Version !== "string" || typeof info.Driver !== "string") throw new StrangeAnswer();
    const isPodman = version.Components?.some(({ Name }) => Name === "Podman Engine") ?? false;
    return {
      available: true,
      endpoint: endpoint.address,
      name: isPodman ? "Podman" : "Docker",
      // Distributions add their own ending: 28.5.2+dfsg4.
      version: version.Version.replace(/[+~].*$/, ""),
      builder: !isPodman && wantsBuildKit(client, environment) ? "BuildKit" : "classic",
      storage: isContainerdStore(info) ? "containerd" : info.Driver,
    };
  } catch (error) {
    throw new EndpointError(endpoint.address, refusal(endpoint, error));
  }
}

/** As the docker CLI decides it: DOCKER_BUILDKIT wins, then the engine's advice. */
function wantsBuildKit(client: EngineClient, environment: Environment): boolean {
  const asked = environment.DOCKER_BUILDKIT;
  if (asked) return !/^(0|f|false)$/i.test(asked);
  return client.advisesBuildKit;
}

interface Version {
  readonly Version: string;
  readonly Components?: readonly { readonly Name: string }[];
}

interface Info {
  readonly Driver: string;
  readonly DriverStatus?: readonly (readonly [string, string])[];
}

function isContainerdStore(info: Info): boolean {
  return info.DriverStatus?.some(([, value]) => value.startsWith("io.containerd.snapshotter")) ?? false;
}
