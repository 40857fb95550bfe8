// Logins for registries, as `docker login` left them in config.json, for images that are not public.
import { execFile } from "node:child_process";
import type { Method } from "./build-session";
import { readDockerConfiguration } from "./docker-configuration";
import { type Environment, neutralFolder } from "./endpoint";
import { readFields, writeMessage } from "./protobuf";

export const credentials = "/moby.filesync.v1.Auth/Credentials";

/** An identity token, as some registries give instead of passwords, is a password without a name. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

interface Entry {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

interface Configuration {
  readonly auths?: Readonly<Record<string, Entry>>;
  readonly credsStore?: string;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

/** Docker Hub's login is kept under the address of its first API. */
const hub = "https://index.docker.io/v1/";

/** Milliseconds for a credential helper, which may ask a keychain. */
const helperTimeout = 10_000;

/** The logins of one build. Each host's is looked up when it is asked for, once; other hosts' are left alone. */
export class Logins {
  private readonly found = new Map<string, Promise<Login | undefined>>();
  /** By registry: why its credential helper gave no login, in a phrase. */
  readonly problems = new Map<string, string>();
  /** The registries for which there was a login. */
  readonly given = new Set<string>();

  constructor(private readonly environment: Environment) {}

  /** The login for a registry's host, from a credential helper or from config.json; undefined where there is none. */
  find(host: string): Promise<Login | undefined> {
    const registry = isHub(host) ? "docker.io" : host;
    const login = this.found.get(registry) ?? this.lookUp(registry);
    this.found.set(registry, login);
    return login;
  }

  /** Why a registry refused to hand out an image, and what to do, in a sentence. */
  refusal(registry: string): string {
    const problem = this.problems.get(registry);
    if (problem !== undefined) return `The registry ${registry} wants a login, and ${problem}.`;
    return this.given.has(registry)
      ? `The registry ${registry} does not accept the login that Docker's configuration holds for it: log in again with docker login ${registry}.`
      : `The registry ${registry} wants a login: docker login ${registry}.`;
  }

  /** The logins for these hosts, by the names under which the classic builder looks for them (X-Registry-Config). */
  async byRegistry(hosts: Iterable<string>): Promise<Record<string, Login | { readonly identitytoken: string }>> {
    const logins: Record<string, Login | { readonly identitytoken: string }> = {};
    for (const host of new Set(hosts)) {
      const login = await this.find(host);
      if (login) logins[isHub(host) ? hub : host] = login.username === "" ? { identitytoken: login.password } : login;
    }
    return logins;
  }

  private async lookUp(host: string): Promise<Login | undefined> {
    const configuration = readDockerConfiguration(this.environment).values as Configuration;
    const names = isHub(host)
      ? [hub, "index.docker.io", "docker.io"]
      : [host, `https://${host}`, `https://${host}/v1/`];
    for (const name of names) {
      const helper = configuration.credHelpers?.[name] ?? configuration.credsStore;
      const login = (helper && (await this.askHelper(helper, name, host))) || loginOf(configuration.auths?.[name]);
      if (!login) continue;
      this.given.add(host);
      return login;
    }
    return undefined;
  }

  /** Runs `docker-credential-<helper> get`; the docker configuration that names it is the user's own, never a repository's. */
  private askHelper(helper: string, registry: string, host: string): Promise<Login | undefined> {
    const program = `docker-credential-${helper}`;
    const failed = (why: string) => void this.problems.set(host, `${program}, which should know it, ${why}`);
    return new Promise((resolve) => {
      const options = { timeout: helperTimeout, env: this.environment, cwd: neutralFolder };
      const child = execFile(program, ["get"], options, (error, output) => {
        if (error?.code === "ENOENT") failed("is not installed");
        else if (error?.killed) failed("did not answer");
        // Helpers print what went wrong where the login would be.
        else if (error && !/credentials not found/i.test(output)) failed("failed");
        if (error) return resolve(undefined);
        try {
          const { Username, Secret } = JSON.parse(output) as { Username?: string; Secret?: string };
          resolve(Secret ? { username: Username === "<token>" ? "" : (Username ?? ""), password: Secret } : undefined);
        } catch {
          failed("gave no answer that can be read");
          resolve(undefined);
        }
      });
      child.stdin?.on("error", () => undefined).end(registry);
    });
  }
}

/** The session method with which BuildKit asks for a registry's login; without one, it pulls anonymously. */
export function serveCredentials(logins: Logins): Method {
  return async (call) => {
    for await (const message of call.receive) {
      let host = "";
      for (const { number, value } of readFields(message)) if (number === 1) host = value.toString();
      const login = await logins.find(host);
      await call.send(writeMessage([1, login?.username ?? ""], [2, login?.password ?? ""]));
      return;
    }
  };
}

/** `docker.io` for `debian` and `team/api`; `localhost:5000` and the like for the others. */
export function registryOf(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : "docker.io";
}

function isHub(host: string): boolean {
  return /^(registry-1\.|index\.|)docker\.io$/.test(host);
}

function loginOf(entry: Entry | undefined): Login | undefined {
  if (entry?.identitytoken) return { username: "", password: entry.identitytoken };
  const text = Buffer.from(entry?.auth ?? "", "base64").toString();
  const colon = text.indexOf(":");
  // Go's base64 leaves zero bytes behind in some old files.
  if (colon > 0) return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, "") };
  return entry?.username && entry.password ? { username: entry.username, password: entry.password } : undefined;
}
