// Logins for registries, as `docker login` left them in config.json, for base images that are not public.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Call } from "./build-session";
import { configDirectory, type Environment } from "./endpoint";
import { readFields, writeMessage } from "./protobuf";

export const credentials = "/moby.filesync.v1.Auth/Credentials";

export interface Login {
  readonly username: string;
  readonly password: string;
}

interface Configuration {
  readonly auths?: Readonly<Record<string, { readonly auth?: string; readonly identitytoken?: string }>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

/** Docker Hub's login is kept under the address of its first API. */
const hub = "https://index.docker.io/v1/";

/** Milliseconds for a credential helper, which may ask a keychain. */
const helperTimeout = 10_000;

/** The session method with which BuildKit asks for a registry's login; without one, it pulls anonymously. */
export function serveCredentials(environment: Environment) {
  return async (call: Call): Promise<void> => {
    for await (const message of call.receive) {
      let host = "";
      for (const { number, value } of readFields(message)) if (number === 1) host = value.toString();
      const login = await findLogin(host, environment);
      await call.send(writeMessage([1, login?.username ?? ""], [2, login?.password ?? ""]));
      return;
    }
  };
}

/** The login for a registry's host, from a credential helper or from config.json; undefined where there is none. */
export async function findLogin(host: string, environment: Environment): Promise<Login | undefined> {
  const configuration = readConfiguration(environment);
  const isHub = /^(registry-1\.|index\.|)docker\.io$/.test(host);
  const names = isHub ? [hub, "index.docker.io", "docker.io"] : [host, `https://${host}`, `https://${host}/v1/`];
  for (const name of names) {
    const helper = configuration.credHelpers?.[name] ?? configuration.credsStore;
    const login = (helper && (await askHelper(helper, name))) || decodeLogin(configuration.auths?.[name]);
    if (login) return login;
  }
  return undefined;
}

/** Every login of config.json by registry, as the classic builder wants them beforehand in X-Registry-Config. */
export async function allLogins(environment: Environment): Promise<Record<string, Login>> {
  const configuration = readConfiguration(environment);
  const logins: Record<string, Login> = {};
  for (const name of Object.keys({ ...configuration.auths, ...configuration.credHelpers })) {
    const helper = configuration.credHelpers?.[name] ?? configuration.credsStore;
    const login = (helper && (await askHelper(helper, name))) || decodeLogin(configuration.auths?.[name]);
    if (login) logins[name] = login;
  }
  return logins;
}

function readConfiguration(environment: Environment): Configuration {
  try {
    return JSON.parse(fs.readFileSync(path.join(configDirectory(environment), "config.json"), "utf8")) as Configuration;
  } catch {
    return {};
  }
}

function decodeLogin(
  entry: { readonly auth?: string; readonly identitytoken?: string } | undefined,
): Login | undefined {
  if (entry?.identitytoken) return { username: "", password: entry.identitytoken };
  const text = Buffer.from(entry?.auth ?? "", "base64").toString();
  const colon = text.indexOf(":");
  return colon > 0 ? { username: text.slice(0, colon), password: text.slice(colon + 1) } : undefined;
}

/** Runs `docker-credential-<helper> get`; the docker configuration that names it is the user's own, never a repository's. */
function askHelper(helper: string, registry: string): Promise<Login | undefined> {
  return new Promise((resolve) => {
    const child = execFile(`docker-credential-${helper}`, ["get"], { timeout: helperTimeout }, (error, output) => {
      if (error) return resolve(undefined);
      try {
        const { Username, Secret } = JSON.parse(output) as { Username?: string; Secret?: string };
        resolve(Secret ? { username: Username === "<token>" ? "" : (Username ?? ""), password: Secret } : undefined);
      } catch {
        resolve(undefined);
      }
    });
    child.stdin?.on("error", () => undefined).end(registry);
  });
}
