// One HTTP request to a registry: with a deadline, a limit on what is read, and errors in words for people.
import http from "node:http";
import https from "node:https";
import { tunnelThrough } from "./proxy";

export interface HttpRequest {
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request wherever it stands. */
  readonly signal: AbortSignal;
  /** Bytes of an answer beyond which nothing more is read. */
  readonly limit: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** Where it came from in the end. */
  readonly url: URL;
}

/** A request that got no answer. `message` is a phrase that begins with the host. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  constructor(
    message: string,
    /** Node's or OpenSSL's name for what happened, where it has one. */
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/** Milliseconds in which a host must take the connection. */
const connectTimeout = 5_000;

const mostRedirects = 5;

/**
 * Sends a request and reads the whole answer, whatever its status. Redirects of GET and HEAD are followed, never from https
 * to http, and credentials go to no other host than the first. Rejects with an HttpError.
 */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  let current = request;
  for (let redirects = 0; ; redirects++) {
    const answer = await sendOnce(current);
    const { location } = answer.headers;
    const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
    if (!isRedirect || request.method === "POST") return answer;
    if (redirects === mostRedirects) throw new HttpError(`${request.url.host} redirects in circles`, undefined);
    current = redirected(current, location);
  }
}

function redirected(request: HttpRequest, location: string): HttpRequest {
  const { host } = request.url;
  let url: URL;
  try {
    url = new URL(location, request.url);
  } catch {
    throw new HttpError(`${host} redirects to what is no address`, undefined);
  }
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && request.url.protocol === "http:");
  if (!isSafe) throw new HttpError(`${host} redirects to ${url.host} without TLS, which is not followed`, undefined);
  if (url.host === host && url.protocol === request.url.protocol) return { ...request, url };
  const { authorization: _, ...headers } = request.headers;
  return { ...request, url, headers };
}

function sendOnce(request: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, body, signal, limit } = request;
  const { host } = url;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(timedOut(host));
      return;
    }
    const client = url.protocol === "https:" ? https : http;
    const outgoing = client.request(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }) },
      // A connection per request: nothing stays open behind a look-up.
      agent: tunnelThrough(url, process.env, connectTimeout) ?? false,
    });
    const finish = (end: () => void) => {
      clearTimeout(connecting);
      signal.removeEventListener("abort", stop);
      end();
      outgoing.destroy();
    };
    const fail = (error: HttpError) => finish(() => reject(error));
    const stop = () => fail(timedOut(host));
    const connecting = setTimeout(
      () => fail(new HttpError(`${host} cannot be reached: nobody answers`, "ETIMEDOUT")),
      connectTimeout,
    );
    signal.addEventListener("abort", stop, { once: true });
    outgoing.once("socket", (socket) => {
      const isSecure = url.protocol === "https:";
      if (!isSecure && !socket.connecting) clearTimeout(connecting);
      socket.once(isSecure ? "secureConnect" : "connect", () => clearTimeout(connecting));
    });
    outgoing.on("error", (error) => fail(httpError(host, error)));
    outgoing.on("response", (response) => {
      clearTimeout(connecting);
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > limit) fail(new HttpError(`${host} answers with more than a manifest can be`, undefined));
        else chunks.push(chunk);
      });
      response.on("error", (error) => fail(httpError(host, error)));
      response.on("close", () => {
        if (!response.complete) fail(new HttpError(`${host} broke off its answer`, "ECONNRESET"));
      });
      response.on("end", () => {
        if (!response.complete) return;
        const { statusCode: status = 0, headers: given } = response;
        finish(() => resolve({ status, headers: given, body: Buffer.concat(chunks), url }));
      });
    });
    outgoing.end(body);
  });
}

function timedOut(host: string): HttpError {
  return new HttpError(`${host} did not answer in time`, "ETIMEDOUT");
}

/** What went wrong on the way, in words. */
function httpError(host: string, error: NodeJS.ErrnoException): HttpError {
  if (error instanceof HttpError) return error;
  const { code = "", message } = error;
  const words: Record<string, string> = {
    ECONNREFUSED: `${host} refuses connections: no registry runs there`,
    ECONNRESET: `${host} broke the connection off`,
    EPIPE: `${host} broke the connection off`,
    ENOTFOUND: `${host} is not found: the name is wrong, or this machine is offline`,
    EAI_AGAIN: `${host} is not found: this machine seems to be offline`,
    ENETUNREACH: `${host} cannot be reached: this machine seems to be offline`,
    EHOSTUNREACH: `${host} cannot be reached from here`,
    ETIMEDOUT: `${host} cannot be reached: nobody answers`,
  };
  if (words[code] !== undefined) return new HttpError(words[code], code);
  const isCertificate = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code);
  if (isCertificate)
    return new HttpError(
      `the certificate of ${host} is not trusted (${message}): NODE_EXTRA_CA_CERTS can name its authority`,
      code,
    );
  if (code === "EPROTO" || code.startsWith("ERR_SSL")) return new HttpError(`${host} speaks no TLS`, code);
  if (code.startsWith("HPE_")) return new HttpError(`${host} does not answer as a web server does`, code);
  return new HttpError(`${host} cannot be asked: ${message}`, code || undefined);
}
