// Finds the engine's endpoint the way the docker CLI does, and tells what a dockerode client needs to reach it.
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Where an engine may be listening. */
export interface Endpoint {
  /** As users write it: `unix:///var/run/docker.sock`, `tcp://host:2376`. */
  readonly address: string;
  /** Where it came from, for messages: `DOCKER_HOST`, `the context "colima"`. */
  readonly source: string;
  readonly tls: TlsMaterial | undefined;
}

export interface TlsMaterial {
  readonly ca: Buffer | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  readonly skipVerify: boolean;
}

/** What the search looks at besides files; `process.env` outside of tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An endpoint that is named but cannot be used. `message` is one sentence for the user. */
export class EndpointError extends Error {
  override readonly name = "EndpointError";
  constructor(
    readonly address: string | undefined,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The endpoints to try, best first. One that is named explicitly (setting, DOCKER_HOST, DOCKER_CONTEXT, current
 * context) is the only one; otherwise these are the sockets that exist at the well-known places.
 * Throws an EndpointError when what is named cannot be used.
 */
export function findEndpoints(setting: string | undefined, environment: Environment): readonly Endpoint[] {
  if (setting) return [named(setting, "the setting layerCost.engine", environmentTls(setting, environment))];
  const host = environment.DOCKER_HOST;
  if (host) return [named(host, "DOCKER_HOST", environmentTls(host, environment))];
  const config = configDirectory(environment);
  const context = environment.DOCKER_CONTEXT || currentContext(config);
  if (context && context !== "default") {
    const source = environment.DOCKER_CONTEXT ? `DOCKER_CONTEXT="${context}"` : `the docker context "${context}"`;
    return [readContextEndpoint(config, context, source)];
  }
  const found = wellKnownSockets(environment).filter((socket) => fs.existsSync(socket));
  return found.map((socket) => ({ address: socketAddress(socket), source: "its usual place", tls: undefined }));
}

/** Places where engines listen when nothing is configured, in the order in which they are tried. */
export function wellKnownSockets(environment: Environment): readonly string[] {
  if (process.platform === "win32") return ["//./pipe/docker_engine", "//./pipe/podman-machine-default"];
  const home = environment.HOME ?? os.homedir();
  const runtime = environment.XDG_RUNTIME_DIR;
  return [
    "/var/run/docker.sock",
    ...(runtime ? [`${runtime}/docker.sock`] : []),
    `${home}/.docker/desktop/docker.sock`,
    `${home}/.docker/run/docker.sock`,
    `${home}/.colima/default/docker.sock`,
    `${home}/.rd/docker.sock`,
    `${home}/.orbstack/run/docker.sock`,
    ...(runtime ? [`${runtime}/podman/podman.sock`] : []),
    "/run/podman/podman.sock",
  ];
}

/** Folder of the docker CLI's `config.json`. */
export function configDirectory(environment: Environment): string {
  return environment.DOCKER_CONFIG || path.join(environment.HOME ?? os.homedir(), ".docker");
}

function socketAddress(socket: string): string {
  return socket.startsWith("//./pipe/") ? `npipe://${socket}` : `unix://${socket}`;
}

function named(address: string, source: string, tls: TlsMaterial | undefined): Endpoint {
  const text = address.includes("://") ? address : address.startsWith("/") ? `unix://${address}` : `tcp://${address}`;
  if (text.startsWith("ssh://"))
    throw new EndpointError(
      text,
      `${capital(source)} names ${text}, and engines over ssh are not supported yet: forward the socket (ssh -L) and name that.`,
    );
  if (!/^(unix|npipe|tcp|http|https):\/\/./.test(text))
    throw new EndpointError(
      text,
      `${capital(source)} names ${text}, which is no endpoint of an engine (unix://… or tcp://…).`,
    );
  return { address: text, source, tls };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function environmentTls(address: string, environment: Environment): TlsMaterial | undefined {
  const verify = Boolean(environment.DOCKER_TLS_VERIFY);
  if (address.startsWith("unix://") || (!verify && !environment.DOCKER_TLS)) return undefined;
  const folder = environment.DOCKER_CERT_PATH || configDirectory(environment);
  return { ...readTls(folder), skipVerify: !verify };
}

function readTls(folder: string) {
  return {
    ca: readIfThere(path.join(folder, "ca.pem")),
    cert: readIfThere(path.join(folder, "cert.pem")),
    key: readIfThere(path.join(folder, "key.pem")),
  };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function currentContext(config: string): string | undefined {
  const text = readIfThere(path.join(config, "config.json"))?.toString();
  if (text === undefined) return undefined;
  try {
    return (JSON.parse(text) as { currentContext?: string }).currentContext;
  } catch {
    throw new EndpointError(
      undefined,
      `The docker configuration ${path.join(config, "config.json")} is not valid JSON.`,
    );
  }
}

function readContextEndpoint(config: string, name: string, source: string): Endpoint {
  const id = createHash("sha256").update(name).digest("hex");
  const meta = readIfThere(path.join(config, "contexts", "meta", id, "meta.json"))?.toString();
  if (meta === undefined)
    throw new EndpointError(undefined, `${capital(source)} is chosen, but there is no such docker context.`);
  let endpoint: { Host?: string; SkipTLSVerify?: boolean } | undefined;
  try {
    endpoint = (JSON.parse(meta) as { Endpoints?: { docker?: typeof endpoint } }).Endpoints?.docker;
  } catch {
    throw new EndpointError(undefined, `The metadata of ${source} is not valid JSON.`);
  }
  if (!endpoint?.Host)
    throw new EndpointError(undefined, `${capital(source)} is chosen, but it names no docker endpoint.`);
  const tls = readTls(path.join(config, "contexts", "tls", id, "docker"));
  const hasTls = Boolean(tls.ca || tls.cert || endpoint.SkipTLSVerify);
  return named(endpoint.Host, source, hasTls ? { ...tls, skipVerify: endpoint.SkipTLSVerify ?? false } : undefined);
}
