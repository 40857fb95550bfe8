// The proxies of the environment, as the docker command reads them: HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
import http from "node:http";
import https from "node:https";
import net from "node:net";
import tls from "node:tls";
import { isLoopback } from "./image-address";

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for a request; undefined where it goes there directly. This machine is always asked directly. */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const value = environment[name.toLowerCase()] || environment[name];
  if (!value || isLoopback(url.host) || isExempt(url, environment.no_proxy || environment.NO_PROXY || ""))
    return undefined;
  try {
    return new URL(value.includes("://") ? value : `http://${value}`);
  } catch {
    return undefined;
  }
}

/** `example.com` and `.example.com` stand for the host and all below it, `*` for everything; a port may follow. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const asked = port || (protocol === "https:" ? "443" : "80");
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", only] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, "")) ?? [];
      return (only === undefined || only === asked) && (hostname === name || hostname.endsWith(`.${name}`));
    });
}

/** An agent that reaches the host through the environment's proxy (CONNECT); undefined where there is none. */
export function tunnelThrough(url: URL, environment: Environment, timeout: number): http.Agent | undefined {
  const proxy = proxyFor(url, environment);
  if (proxy === undefined) return undefined;
  const isSecure = url.protocol === "https:";
  const agent = isSecure ? new https.Agent() : new http.Agent();
  const port = url.port || (isSecure ? "443" : "80");
  agent.createConnection = (_options: unknown, done?: (error: Error | null, socket: net.Socket) => void) => {
    connect(proxy, `${url.hostname}:${port}`, timeout).then(
      (socket) => done?.(null, isSecure ? secured(socket, url.hostname) : socket),
      (error) => done?.(error, undefined as never),
    );
    return undefined as never;
  };
  return agent;
}

function secured(socket: net.Socket, host: string): tls.TLSSocket {
  return tls.connect({ socket, host, ...(net.isIP(host) === 0 ? { servername: host } : {}) });
}

/** A connection to `target` that the proxy opened; rejects where it refuses. */
function connect(proxy: URL, target: string, timeout: number): Promise<net.Socket> {
  const client = proxy.protocol === "https:" ? https : http;
  const login = proxy.username
    ? `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString("base64")}`
    : undefined;
  return new Promise((resolve, reject) => {
    const request = client.request({
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
      method: "CONNECT",
      path: target,
      headers: { host: target, ...(login === undefined ? {} : { "proxy-authorization": login }) },
      agent: false,
      timeout,
    });
    request.once("connect", (response, socket) => {
      if (response.statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(`the proxy ${proxy.host} refuses with status ${response.statusCode}`));
    });
    request.once("timeout", () => request.destroy(new Error(`the proxy ${proxy.host} does not answer`)));
    request.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(error.code ? `the proxy ${proxy.host} cannot be reached (${error.code})` : error.message)),
    );
    request.end();
  });
}
