// Finds the engine's endpoint the way the docker CLI does, and tells where it looked.
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { configDirectory, readDockerConfiguration } from "./docker-configuration";
import { usualPlaces } from "./usual-places";

/** Where an engine may be listening. */
export interface Endpoint {
  /** As users write it, without passwords: `unix:///var/run/docker.sock`, `tcp://host:2376`, `ssh://me@host`. */
  readonly address: string;
  /** Where it came from, for messages: `DOCKER_HOST`, `the docker context "colima"`. */
  readonly source: string;
  readonly tls: TlsMaterial | undefined;
  /** Sent along with every request: what the docker configuration calls HttpHeaders. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface TlsMaterial {
  readonly ca: Buffer | undefined;
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  readonly skipVerify: boolean;
}

/** What the search looks at besides files; `process.env` outside of tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where programs are started: on Windows one is first looked for in the working directory, which may be anybody's
 * repository. Elsewhere a home folder may be missing.
 */
export const neutralFolder = process.platform === "win32" ? os.homedir() : "/";

/** One thing that was looked at: it gives an endpoint to try, or `problem` says why it gives none. */
export type Candidate =
  | { readonly source: string; readonly endpoint: Endpoint }
  | { readonly source: string; readonly address?: string; readonly problem: string };

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
 * What is looked at, in order, up to the endpoints to try. One that is named explicitly (setting, DOCKER_HOST,
 * DOCKER_CONTEXT, current context) is the only one; otherwise these are the places where engines usually listen.
 * Throws an EndpointError when what is named cannot be used.
 */
export function findCandidates(setting: string | undefined, environment: Environment): readonly Candidate[] {
  const file = readDockerConfiguration(environment);
  const headers = headersOf(file.values.HttpHeaders);
  const looked: Candidate[] = [];
  const use = (source: string, endpoint: Endpoint) => [...looked, { source, endpoint }];

  const settingName = "the setting layerCost.engine";
  if (setting?.trim()) return use(settingName, named(setting, settingName, environment, headers));
  looked.push({ source: settingName, problem: "not set" });
  const host = environment.DOCKER_HOST;
  if (host?.trim()) return use("DOCKER_HOST", named(host, "DOCKER_HOST", environment, headers));
  looked.push({ source: "DOCKER_HOST", problem: host === undefined ? "not set" : "empty" });

  const chosen = environment.DOCKER_CONTEXT;
  // The docker command warns and takes the default context, which may not be the one that the user has chosen.
  if (!chosen && file.problem === "is not valid JSON")
    throw new EndpointError(
      undefined,
      `The docker configuration ${file.path} is not valid JSON, so that it cannot tell which engine is chosen: correct it, or name the engine in DOCKER_HOST.`,
    );
  const context = chosen || (typeof file.values.currentContext === "string" && file.values.currentContext);
  if (context && context !== "default") {
    const source = chosen ? `DOCKER_CONTEXT="${context}"` : `the docker context "${context}"`;
    return use(source, readContextEndpoint(context, source, environment, headers));
  }
  looked.push({ source: "DOCKER_CONTEXT", problem: chosen || "not set" });
  const names = file.problem ?? `names ${context ? "the default context" : "no context"}`;
  looked.push({ source: `the docker configuration ${file.path}`, problem: names });

  const wantsTls = environment.DOCKER_TLS_VERIFY ? "DOCKER_TLS_VERIFY" : "DOCKER_TLS";
  if (environment[wantsTls]) {
    // The CLI's default host when TLS is asked for.
    const source = `${wantsTls} without DOCKER_HOST`;
    return use(source, named("tcp://127.0.0.1:2376", source, environment, headers));
  }
  for (const { socket, owner } of usualPlaces(environment)) {
    const source = `the usual place of ${owner}`;
    const address = socket.startsWith("//./pipe/") ? `npipe://${socket}` : `unix://${socket}`;
    const endpoint = { address, source, tls: undefined, headers };
    looked.push(fs.existsSync(socket) ? { source, endpoint } : { source, address, problem: "nothing is there" });
  }
  return looked;
}

type Headers = Endpoint["headers"];

/** An endpoint that the user wrote down, with the gaps filled as the CLI fills them. */
function named(given: string, source: string, environment: Environment, headers: Headers): Endpoint {
  const address = normalAddress(given.trim(), source);
  const tls = isSocket(address) ? undefined : environmentTls(source, environment);
  return { address, source, tls, headers };
}

function isSocket(address: string): boolean {
  return /^(unix|npipe|ssh):/.test(address);
}

/** Throws an EndpointError for what is no endpoint. No password in it comes into a message. */
function normalAddress(given: string, source: string): string {
  const isPath = given.startsWith("/") || given.startsWith("./");
  const text = given.includes("://") ? given : isPath ? `unix://${given}` : `tcp://${given}`;
  if (text === "unix://") return "unix:///var/run/docker.sock";
  if (text === "npipe://") return "npipe:////./pipe/docker_engine";
  if (text === "tcp://") return "tcp://127.0.0.1:2375";
  if (/^(unix|npipe):\/\/./.test(text)) return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const shown = text.replace(/\/\/[^/@]*@/, "//");
  const problem = (what: string) => new EndpointError(shown, `${capital(source)} names ${shown}, ${what}.`);
  if (!url?.hostname || !/^(tcp|http|https|ssh):$/.test(url.protocol))
    throw problem("which is no endpoint of an engine (unix://…, tcp://… or ssh://…)");
  if (url.protocol !== "ssh:") return shown;
  if (url.password) throw problem("with a password in it, which ssh does not take: use a key");
  if (url.search || url.hash) throw problem("and what follows its ? or # means nothing to ssh");
  return text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function environmentTls(source: string, environment: Environment): TlsMaterial | undefined {
  const verify = Boolean(environment.DOCKER_TLS_VERIFY);
  if (!verify && !environment.DOCKER_TLS) return undefined;
  const folder = environment.DOCKER_CERT_PATH || configDirectory(environment);
  const material = readTls(folder);
  if (verify && !material.ca)
    throw new EndpointError(
      undefined,
      `${capital(source)} is to be used with DOCKER_TLS_VERIFY, and ${path.join(folder, "ca.pem")} cannot be read.`,
    );
  return { ...material, skipVerify: !verify };
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

function headersOf(given: unknown): Headers {
  const headers = Object.entries(given ?? {}).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(headers);
}

function parse(text: string, what: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // The same sentence for both.
  }
  throw new EndpointError(undefined, `${what} is not valid JSON.`);
}

function readContextEndpoint(name: string, source: string, environment: Environment, headers: Headers): Endpoint {
  const contexts = path.join(configDirectory(environment), "contexts");
  const id = createHash("sha256").update(name).digest("hex");
  const meta = readIfThere(path.join(contexts, "meta", id, "meta.json"))?.toString();
  if (meta === undefined)
    throw new EndpointError(
      undefined,
      `${capital(source)} is chosen, but there is no such docker context: docker context ls names those that there are.`,
    );
  type Meta = { Endpoints?: { docker?: { Host?: string; SkipTLSVerify?: boolean } } };
  const endpoint = (parse(meta, `The metadata of ${source}`) as Meta).Endpoints?.docker;
  if (!endpoint?.Host)
    throw new EndpointError(undefined, `${capital(source)} is chosen, but it names no docker endpoint.`);
  const address = normalAddress(endpoint.Host, source);
  const tls = readTls(path.join(contexts, "tls", id, "docker"));
  const hasTls = !isSocket(address) && Boolean(tls.ca || tls.cert || endpoint.SkipTLSVerify);
  return {
    address,
    source,
    tls: hasTls ? { ...tls, skipVerify: endpoint.SkipTLSVerify ?? false } : undefined,
    headers,
  };
}
