// A connection to one engine: dockerode for what it does well, its modem for what it leaves out.
import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Duplex, Readable } from "node:stream";
import Docker from "dockerode";
import type { SearchedPlace } from "../engine/index";
import { agreeOnVersion, isVersion, type VersionRange } from "./api-version";
import { type Endpoint, EndpointError, type Environment, findCandidates } from "./endpoint";
import { noEngine, refusal, StrangeAnswer } from "./refusal";
import { SshAgent, sshPatience } from "./ssh";

export interface EngineClient {
  readonly endpoint: Endpoint;
  /** Speaks the agreed version of the API. */
  readonly docker: Docker;
  readonly name: "Docker" | "Podman";
  /** As released: 28.5.2. */
  readonly version: string;
  /** The agreed version of the API: 1.51. */
  readonly apiVersion: string;
  readonly apiVersions: VersionRange;
  /** Operating system and architecture that it builds for: linux/amd64. */
  readonly platform: string;
  /** What `_ping` advises: only "2" means that the engine wants BuildKit. */
  readonly advisesBuildKit: boolean;
  /** Ends what the connection holds on to; an engine over ssh would keep its processes. */
  close(): void;
}

/** Milliseconds that an engine may take to answer a ping. A socket answers in a few; a sleeping machine never. */
const pingTimeout = 5_000;
/** Milliseconds for any other question with a short answer: a busy engine may take its time, a frozen one has for ever. */
const answerTimeout = 30_000;
/** Milliseconds without a word while an image is sent: Podman writes all of it to its disk before the first. */
export const longestSilence = 120_000;

/**
 * Connects to the first endpoint that answers a ping. The caller closes the client.
 * Throws an EndpointError whose message is one sentence: which endpoint, what it did, what to do.
 */
export async function connect(
  setting: string | undefined,
  environment: Environment,
  signal?: AbortSignal,
): Promise<EngineClient> {
  const { client, problem } = await searchEngine(setting, environment, signal);
  if (!client) throw problem;
  return client;
}

/** What came of looking for an engine; without a client, `problem` says in one sentence why there is none. */
export type Search = { readonly searched: readonly SearchedPlace[] } & (
  | { readonly client: EngineClient; readonly problem?: undefined }
  | { readonly client?: undefined; readonly problem: EndpointError }
);

/** Looks for an engine and remembers where. Rejects only when the signal aborts. */
export async function searchEngine(
  setting: string | undefined,
  environment: Environment,
  signal?: AbortSignal,
): Promise<Search> {
  const searched: SearchedPlace[] = [];
  let problem: EndpointError | undefined;
  try {
    for (const candidate of findCandidates(setting, environment)) {
      if ("problem" in candidate) {
        searched.push({ source: candidate.source, endpoint: candidate.address, problem: candidate.problem });
        continue;
      }
      const { source, endpoint } = candidate;
      try {
        const client = await open(endpoint, environment, signal);
        searched.push({ source, endpoint: endpoint.address, problem: undefined });
        return { client, searched };
      } catch (error) {
        signal?.throwIfAborted();
        const refused = new EndpointError(endpoint.address, refusal(endpoint, error));
        searched.push({ source, endpoint: endpoint.address, problem: refused.message });
        problem ??= refused;
      }
    }
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    problem = error;
  }
  problem ??= new EndpointError(undefined, noEngine(environment));
  return { problem, searched };
}

interface Version {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly MinAPIVersion?: string;
  readonly Os?: string;
  readonly Arch?: string;
  readonly Components?: readonly { readonly Name: string }[];
}

async function open(
  endpoint: Endpoint,
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<EngineClient> {
  const { options, ssh } = connectionOptions(endpoint, environment);
  const close = () => ssh?.destroy();
  try {
    const docker = createDocker(options);
    const patience = ssh ? sshPatience : pingTimeout;
    const ping = await within(patience, signal, async (stop) => {
      const response = await request(docker, "GET", "/_ping", { signal: stop });
      // To its end, so that a connection that is kept is free for the next question.
      await once(response.resume(), "end");
      return response;
    });
    const told = await ask<Version>(docker, "GET", "/version", { signal });
    const highest = isVersion(told.ApiVersion) ? told.ApiVersion : ping.headers["api-version"];
    if (typeof told.Version !== "string" || !isVersion(highest)) throw new StrangeAnswer();
    const apiVersions = { lowest: isVersion(told.MinAPIVersion) ? told.MinAPIVersion : highest, highest };
    const name = told.Components?.some(({ Name }) => Name === "Podman Engine") ? "Podman" : "Docker";
    // Distributions add their own ending: 28.5.2+dfsg4.
    const version = told.Version.replace(/[+~].*$/, "");
    const engine = `${name} ${version} at ${endpoint.address} (from ${endpoint.source})`;
    const apiVersion = agreeOnVersion(engine, endpoint.address, apiVersions, environment);
    return {
      endpoint,
      docker: createDocker({ ...options, version: `v${apiVersion}` }),
      name,
      version,
      apiVersion,
      apiVersions,
      platform: `${told.Os ?? "linux"}/${told.Arch ?? "unknown"}`,
      advisesBuildKit: ping.headers["builder-version"] === "2",
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * docker-modem fills gaps from DOCKER_HOST, which may name another engine, and stumbles over what it cannot read there or
 * where DOCKER_CERT_PATH has no certificate of ours: it does not get to see it.
 */
function createDocker(options: object): Docker {
  const { DOCKER_HOST } = process.env;
  delete process.env.DOCKER_HOST;
  try {
    return new Docker(options as Docker.DockerOptions);
  } finally {
    if (DOCKER_HOST !== undefined) process.env.DOCKER_HOST = DOCKER_HOST;
  }
}

/**
 * What dockerode is given, and the ssh agent among it, where there is one. Other connections are not kept: they would be
 * dead after the engine was started again, and fail the first request.
 */
export function connectionOptions(endpoint: Endpoint, environment: Environment): { options: object; ssh?: SshAgent } {
  const { address, tls, headers } = endpoint;
  const common = { protocol: "http", headers };
  const socket = /^(?:unix|npipe):\/\/(.*)$/.exec(address)?.[1];
  if (socket !== undefined) {
    return { options: { ...common, socketPath: socket, agent: new http.Agent({ keepAlive: false }) } };
  }
  if (address.startsWith("ssh://")) {
    const agent = new SshAgent(endpoint, environment);
    // The host is only a name in the requests.
    return { options: { ...common, host: "engine", pathPrefix: "/", agent }, ssh: agent };
  }
  // With a protocol that URL knows, it would drop a port that is the usual one there.
  const url = new URL(address.replace(/^https?:/, "tcp:"));
  const secure = tls !== undefined || address.startsWith("https:");
  const agent = secure
    ? new https.Agent({ keepAlive: false, ...(tls?.skipVerify && { rejectUnauthorized: false }) })
    : new http.Agent({ keepAlive: false });
  const options = {
    ...common,
    host: url.hostname,
    port: url.port || usualPort(address),
    protocol: secure ? "https" : "http",
    // The modem resolves every path against this one.
    pathPrefix: "/",
    ca: tls?.ca,
    cert: tls?.cert,
    key: tls?.key,
    agent,
  };
  return { options };
}

/** `tcp` has Docker's own port, also with TLS, as the docker command has it. */
function usualPort(address: string): string {
  return address.startsWith("https:") ? "443" : address.startsWith("http:") ? "80" : "2375";
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
 * Gives `work` a signal that aborts after so many milliseconds since it began, or last told that it heard something, or with
 * another one. Rejects with the code ETIMEDOUT after that time. AbortSignal.any would do, if Node's garbage collector did
 * not now and then take it away before it aborts.
 */
export async function within<T>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: (stop: AbortSignal, heard: () => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal?.throwIfAborted();
  const timer = setTimeout(abort, milliseconds);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await work(stop.signal, () => timer.refresh());
  } catch (error) {
    if (!stop.signal.aborted || signal?.aborted) throw error;
    throw Object.assign(new Error("the engine does not answer"), { code: "ETIMEDOUT" });
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
        // What the configuration wants sent along, which given headers would otherwise replace.
        headers: { ...(docker.modem as { headers?: object }).headers, ...headers },
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
